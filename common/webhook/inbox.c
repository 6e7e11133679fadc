#include "common_sql.h"
#include "resale/crypto.h"
#include "resale/log.h"
#include "resale/metrics.h"
#include "webhook_private.h"

static const struct field message_fields[] = {
        FIELD(struct inbox_message, merchant_id),
        FIELD(struct inbox_message, message_id),
        FIELD(struct inbox_message, source),
        FIELD(struct inbox_message, topic),
        FIELD(struct inbox_message, delivery_id),
        FIELD(struct inbox_message, body),
        FIELD(struct inbox_message, received_at),
        FIELD(struct inbox_message, attempts),
};
static const struct shape message_shape = SHAPE(struct inbox_message, message_fields);

struct job {
        struct arena *arena;
        const struct inbox_message *message;
        inbox_work *work;
        bool taken_by_other;
};

static enum problem finish(struct db *db, const struct inbox_message *message, const char *state, enum problem problem)
{
        const struct problem_info *info = problem == PROBLEM_OK ? NULL : problem_info(problem);

        return db_exec(db, &sql_finish_inbox, DB_ARGS(db_uuid(&message->merchant_id), db_uuid(&message->message_id), db_text(state),
                                                      db_text(info ? info->code : NULL), db_text(info ? info->title : NULL)), NULL);
}

static enum problem work_on(struct db *db, void *context)
{
        struct job *job = context;
        struct inbox_message message = *job->message;
        int64_t locked = 0;

        TRY(db_exec(db, &sql_lock_inbox, DB_ARGS(db_uuid(&message.merchant_id), db_uuid(&message.message_id)), &locked));
        job->taken_by_other = locked == 0;
        if (job->taken_by_other)
                return PROBLEM_OK;
        message.body = seal_open(job->arena, message.body, inbox_context(job->arena, &message.merchant_id, &message.message_id));
        if (!message.body)
                return PROBLEM_INTERNAL;
        TRY(job->work(db, job->arena, &message));
        return finish(db, &message, "done", PROBLEM_OK);
}

/* The work was rolled back: what it is told of the message is kept. */
static enum problem keep_failure(struct db *db, const struct inbox_message *message, enum problem problem)
{
        metrics_add(METRIC_INBOX_FAILED, 1);
        if (problem_info(problem)->status < 500) {
                log_line(LOG_INFO, "inbox", NULL, "%s %s refused: %s", message->source, message->message_id.text, problem_info(problem)->code);
                return finish(db, message, "refused", problem);
        }
        return db_exec(db, &sql_defer_inbox, DB_ARGS(db_uuid(&message->merchant_id), db_uuid(&message->message_id), db_text(problem_info(problem)->code)), NULL);
}

static enum problem work_message(struct db *db, struct arena *arena, const struct inbox_message *message, inbox_work *work, bool *worked)
{
        struct job job = { .arena = arena, .message = message, .work = work };
        enum problem problem = db_transaction(db, work_on, &job);

        *worked = *worked || !job.taken_by_other;
        if (problem == PROBLEM_OK) {
                metrics_add(METRIC_INBOX_DONE, !job.taken_by_other);
                return PROBLEM_OK;
        }
        if (problem == PROBLEM_DATABASE_UNAVAILABLE)
                return problem;
        return keep_failure(db, message, problem);
}

enum problem inbox_step(struct db *db, struct arena *arena, inbox_work *work, bool *more)
{
        struct list messages;

        TRY(db_many(db, arena, &sql_claim_inbox, DB_NO_ARGS, &message_shape, &messages));
        const struct inbox_message *message = messages.item;
        *more = false;   /* nor when another process works on all of them */
        for (size_t i = 0; i < messages.count; i++)
                TRY(work_message(db, arena, &message[i], work, more));
        return PROBLEM_OK;
}

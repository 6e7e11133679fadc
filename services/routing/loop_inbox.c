#include "loop_inbox.h"

#include "decision.h"
#include "resale/log.h"
#include "resale/inbox.h"

/* A return is routed when it is first heard of, whichever trigger says so; what is told later of it is taken over. */
static enum problem take_return(struct db *db, struct arena *arena, const struct inbox_message *message, const struct doc *body)
{
        struct routed_return returned;
        struct json_fault fault = { 0 };
        enum problem problem = return_parse(arena, body, &returned, &fault);

        if (problem != PROBLEM_OK) {
                log_line(LOG_INFO, "loop", NULL, "message %s: %s %s", message->message_id.text, fault.field, fault.reason);
                return problem;
        }
        return return_route(db, arena, &message->merchant_id, &returned);
}

static enum problem take_label(struct db *db, struct arena *arena, const struct inbox_message *message, const struct doc *body)
{
        const char *id = doc_scalar(arena, doc_get(body, "id"));
        struct list labels = { .item = arena_alloc(arena, sizeof(struct label)) };

        if (!id)
                id = doc_scalar(arena, doc_get(body, "return_id"));   /* as older documents call it */
        label_parse(arena, body, &labels);
        return id ? labels_keep(db, arena, &message->merchant_id, id, &labels) : PROBLEM_OK;
}

static enum problem work(struct db *db, struct arena *arena, const struct inbox_message *message)
{
        struct json_fault fault;
        const struct doc *body;

        TRY(doc_parse(arena, message->body, strlen(message->body), &body, &fault));
        const char *topic = doc_string(doc_get(body, "topic"));
        if (text_equal(topic, "return"))
                return take_return(db, arena, message, body);
        if (text_equal(topic, "label"))
                return take_label(db, arena, message, body);
        return PROBLEM_OK;   /* a topic we have no use for */
}

enum problem loop_inbox_step(struct db *db, struct arena *arena, bool *more)
{
        return inbox_step(db, arena, work, more);
}

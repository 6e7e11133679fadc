#include "common_sql.h"
#include "http_private.h"
#include "resale/crypto.h"

struct done { const char *method, *path, *body_hash, *answer; int64_t status; };
static const struct field done_fields[] = {
        FIELD(struct done, method),
        FIELD(struct done, path),
        FIELD(struct done, body_hash),
        FIELD(struct done, answer),
        FIELD(struct done, status),
};
static const struct shape done_shape = SHAPE(struct done, done_fields);

const char *idempotency_key(struct request *rq)
{
        if (rq->caller.kind == CALLER_PUBLIC || (rq->route->flags & (ROUTE_RAW_BODY | ROUTE_BARE)))
                return NULL;
        return request_header(rq, "Idempotency-Key");
}

static bool is_usable(const char *key)
{
        size_t length = strlen(key);

        for (size_t i = 0; i < length; i++)
                if (key[i] < 0x21 || key[i] > 0x7e)
                        return false;
        return length >= 1 && length <= 200;
}

/* Answers may hold a new key's secret or a customer's address: they are kept sealed, each for its own row. */
static const char *context_of(struct request *rq, const char *key)
{
        return arena_printf(rq->arena, "idempotency %s %s", rq->actor, key);
}

/* With our key: a body may hold a password. */
static enum problem hash_body(struct request *rq, char hash[65])
{
        int file = request_body_file(rq);

        if (file >= 0)
                return keyed_hash_file_hex(file, hash) ? PROBLEM_OK : PROBLEM_INTERNAL;
        keyed_hash_hex(rq->body ? rq->body : "", rq->body_length, hash);
        return PROBLEM_OK;
}

/* The answer that the first request was given. */
static enum problem replay(struct request *rq, const char *key, const char *hash)
{
        struct done done;

        TRY(db_one(rq->db, rq->arena, &sql_select_idempotency, DB_ARGS(db_text(rq->actor), db_text(key)), &done_shape, &done, PROBLEM_KEY_IN_USE));
        if (!text_equal(done.method, rq->method) || !text_equal(done.path, rq->path) || !text_equal(done.body_hash, hash))
                return PROBLEM_KEY_REUSED;
        reply_header(rq, "Idempotent-Replayed", "true");
        if (!done.answer)
                return reply_bytes(rq, (int)done.status, NULL, "", 0);
        const char *answer = seal_open(rq->arena, done.answer, context_of(rq, key));
        return answer ? reply_text(rq, (int)done.status, answer) : PROBLEM_INTERNAL;
}

enum problem idempotency_begin(struct request *rq, const char *key, bool *replayed)
{
        char hash[65];
        int64_t first = 0;

        *replayed = false;
        if (!is_usable(key))
                return request_invalid(rq, "Idempotency-Key", "must have 1 to 200 visible characters");
        TRY(hash_body(rq, hash));
        enum problem problem = db_exec(rq->db, &sql_insert_idempotency, DB_ARGS(db_text(rq->actor), db_text(key), db_text(rq->method), db_text(rq->path),
                                                                                db_text(hash)), &first);
        if (problem == PROBLEM_BUSY)
                return PROBLEM_KEY_IN_USE;
        TRY(problem);
        *replayed = first == 0;
        return *replayed ? replay(rq, key, hash) : PROBLEM_OK;
}

enum problem idempotency_end(struct request *rq, const char *key)
{
        const char *answer = rq->answer_length ? seal(rq->arena, arena_copy(rq->arena, rq->answer, rq->answer_length), context_of(rq, key)) : NULL;

        return db_exec(rq->db, &sql_update_idempotency, DB_ARGS(db_text(rq->actor), db_text(key), db_int(rq->status), db_text(answer)), NULL);
}

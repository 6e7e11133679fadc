#include "common_sql.h"
#include "http_private.h"
#include "resale/crypto.h"

struct done { const char *method, *path, *body_sha256, *answer; int64_t status; };
static const struct field done_fields[] = {
        FIELD(struct done, method),
        FIELD(struct done, path),
        FIELD(struct done, body_sha256),
        FIELD(struct done, answer),
        FIELD(struct done, status),
};
static const struct shape done_shape = SHAPE(struct done, done_fields);

const char *idempotency_key(struct request *rq)
{
        if (rq->caller.kind == CALLER_PUBLIC || (rq->route->flags & ROUTE_RAW_BODY))
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

/* The answer that the first request was given. */
static enum problem replay(struct request *rq, const char *key, const char *sha256)
{
        struct done done;

        TRY(db_one(rq->db, rq->arena, &sql_select_idempotency, DB_ARGS(db_text(rq->actor), db_text(key)), &done_shape, &done, PROBLEM_KEY_IN_USE));
        if (!text_equal(done.method, rq->method) || !text_equal(done.path, rq->path) || !text_equal(done.body_sha256, sha256))
                return PROBLEM_KEY_REUSED;
        reply_header(rq, "Idempotent-Replayed", "true");
        return done.answer ? reply_text(rq, (int)done.status, done.answer) : reply_empty(rq);
}

enum problem idempotency_begin(struct request *rq, const char *key, bool *replayed)
{
        char sha256[65];
        int64_t first = 0;

        *replayed = false;
        if (!is_usable(key))
                return request_invalid(rq, "Idempotency-Key", "must have 1 to 200 visible characters");
        sha256_hex(rq->body ? rq->body : "", rq->body_length, sha256);
        enum problem problem = db_exec(rq->db, &sql_insert_idempotency, DB_ARGS(db_text(rq->actor), db_text(key), db_text(rq->method), db_text(rq->path),
                                                                                db_text(sha256)), &first);
        if (problem == PROBLEM_BUSY)
                return PROBLEM_KEY_IN_USE;
        TRY(problem);
        *replayed = first == 0;
        return *replayed ? replay(rq, key, sha256) : PROBLEM_OK;
}

enum problem idempotency_end(struct request *rq, const char *key)
{
        const char *answer = rq->answer_length ? rq->answer : NULL;

        return db_exec(rq->db, &sql_update_idempotency, DB_ARGS(db_text(rq->actor), db_text(key), db_int(rq->status), db_text(answer)), NULL);
}

#include "grading_api.h"
#include "grading_sql.h"
#include "recall.h"
#include "review_api.h"
#include "safety.h"

struct recalls_body { struct list recalls; };
static const struct field recalls_fields[] = { LIST(struct recalls_body, recalls, &recall_shape, .required = true, .min = 1, .max = RECALLS_MAX) };
static const struct shape recalls_shape = SHAPE(struct recalls_body, recalls_fields);

enum problem get_recalls(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_recalls, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

static enum problem named(struct request *rq, enum problem problem, const struct json_fault *fault)
{
        return problem == PROBLEM_INVALID_FIELD && fault->field ? request_invalid(rq, fault->field, "%s", fault->reason) : problem;
}

enum problem post_recalls(struct request *rq)
{
        struct json_fault fault = { 0 };
        struct recalls_body body;
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &recalls_shape, &body));
        TRY(named(rq, recalls_add(request_db(rq), request_arena(rq), &merchant_id, &body.recalls, request_actor(rq), &json, &fault), &fault));
        return reply_text(rq, 201, json);
}

enum problem post_recall_end(struct request *rq)
{
        struct uuid merchant_id, recall_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "recall_id", &recall_id));
        TRY(recall_end(request_db(rq), request_arena(rq), &merchant_id, &recall_id, request_actor(rq), &json));
        return reply_text(rq, 200, json);
}

struct words_body { struct texts words; };
static const struct field words_fields[] = { FIELD(struct words_body, words, .required = true, .max = 200) };
static const struct shape words_shape = SHAPE(struct words_body, words_fields);

enum problem get_safety_words(struct request *rq)
{
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(safety_words(request_db(rq), request_arena(rq), &merchant_id, &json));
        return reply_text(rq, 200, json);
}

enum problem post_safety_words(struct request *rq)
{
        struct json_fault fault = { 0 };
        struct words_body body;
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &words_shape, &body));
        TRY(named(rq, safety_add_words(request_db(rq), request_arena(rq), &merchant_id, &body.words, request_actor(rq), &json, &fault), &fault));
        return reply_text(rq, 201, json);
}

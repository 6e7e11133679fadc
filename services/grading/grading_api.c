#include "grading.h"
#include "grading_api.h"
#include "grading_sql.h"

enum problem get_bench_queue(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_bench_queue, DB_ARGS(PAGE_ARGS(&page)));
}

enum problem get_rubrics(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_rubrics, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

static enum problem with_fault(struct request *rq, enum problem problem, const struct json_fault *fault)
{
        if (problem == PROBLEM_RUBRIC_INVALID) {
                (void)!request_invalid(rq, fault->field, "%s", fault->reason);
                return problem;
        }
        return problem;
}

struct rubric_body { const char *product_type; struct json_text body; };
static const struct field rubric_fields[] = {
        FIELD(struct rubric_body, product_type, .required = true, .min = 1, .max = 200),
        FIELD(struct rubric_body, body, .required = true),
};
static const struct shape rubric_shape = SHAPE(struct rubric_body, rubric_fields);

enum problem post_rubrics(struct request *rq)
{
        struct json_fault fault = { 0 };
        struct rubric_body body;
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &rubric_shape, &body));
        TRY(with_fault(rq, rubric_add(request_db(rq), request_arena(rq), &merchant_id, body.product_type, body.body.text, request_actor(rq), &json, &fault), &fault));
        return reply_text(rq, 201, json);
}

enum problem get_rubric(struct request *rq)
{
        struct uuid merchant_id, rubric_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "rubric_id", &rubric_id));
        TRY(rubric_find(request_db(rq), request_arena(rq), &merchant_id, &rubric_id, &json));
        return reply_text(rq, 200, json);
}

static enum problem list_of_unit(struct request *rq, const struct sql *sql)
{
        struct uuid merchant_id, unit_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, sql, DB_ARGS(db_uuid(&merchant_id), db_uuid(&unit_id), PAGE_ARGS(&page)));
}

enum problem get_grades(struct request *rq) { return list_of_unit(rq, &sql_list_grades); }

#include "grading.h"
#include "grading_api.h"
#include "grading_sql.h"
#include "resale/ledger.h"

enum problem get_bench_queue(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_bench_queue, DB_ARGS(PAGE_ARGS(&page)));
}

static enum problem with_fault(struct request *rq, enum problem problem, const struct json_fault *fault)
{
        if (problem == PROBLEM_ANSWER_INVALID) {
                (void)!request_invalid(rq, fault->field, "%s", fault->reason);
                return problem;
        }
        return problem;
}

/* What the bench needs after a scan: the unit, and the questions to ask. */
enum problem get_unit_bench(struct request *rq)
{
        struct uuid merchant_id, unit_id;
        struct asked asked;
        struct unit unit;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(ledger_unit(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &unit));
        TRY(rubric_for_unit(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &asked));
        return reply_text(rq, 200, arena_printf(request_arena(rq), "{\"unit\":%s,\"rubric_id\":\"%s\",\"rubric_version\":%lld,\"rubric\":%s,\"work_open\":%s,\"work_finished\":%s}",
                                                json_write(request_arena(rq), &unit_shape, &unit), asked.rubric_id.text, (long long)asked.version, asked.body,
                                                asked.work_open ? "true" : "false", asked.work_finished ? "true" : "false"));
}

struct grade_body { struct list answers; };
static const struct field grade_fields[] = { LIST(struct grade_body, answers, &answered_shape, .required = true, .max = 100) };
static const struct shape grade_shape = SHAPE(struct grade_body, grade_fields);

enum problem post_grades(struct request *rq)
{
        struct grading grading = { .actor = request_actor(rq) };
        struct json_fault fault = { 0 };
        struct grade_body body;
        const char *json;

        request_merchant(rq, &grading.merchant_id);
        TRY(request_uuid(rq, "unit_id", &grading.unit_id));
        TRY(request_json(rq, &grade_shape, &body));
        grading.answers = body.answers;
        TRY(with_fault(rq, unit_grade(request_db(rq), request_arena(rq), &grading, &json, &fault), &fault));
        return reply_text(rq, 201, json);
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
enum problem get_work_orders(struct request *rq) { return list_of_unit(rq, &sql_list_work_orders); }

struct operation { const char *operation; int64_t minutes; };
static const struct field operation_fields[] = {
        FIELD(struct operation, operation, .required = true, .min = 1, .max = 60),
        FIELD(struct operation, minutes, .min = 0, .max = 10000),
};
static const struct shape operation_shape = SHAPE(struct operation, operation_fields);
struct work_body { struct list operations; };
static const struct field work_fields[] = { LIST(struct work_body, operations, &operation_shape, .required = true, .min = 1, .max = 50) };
static const struct shape work_shape = SHAPE(struct work_body, work_fields);

enum problem post_work_orders(struct request *rq)
{
        struct buffer operations = { .arena = request_arena(rq) };
        struct work work = { .actor = request_actor(rq) };
        struct work_body body;
        const char *json;

        request_merchant(rq, &work.merchant_id);
        TRY(request_uuid(rq, "unit_id", &work.unit_id));
        TRY(request_json(rq, &work_shape, &body));
        for (size_t i = 0; i < body.operations.count; i++)
                buffer_printf(&operations, "%s%s", i ? "," : "[", json_write(operations.arena, &operation_shape, (const struct operation *)body.operations.item + i));
        buffer_text(&operations, "]");
        work.operations = operations.text;
        TRY(work_begin(request_db(rq), request_arena(rq), &work, &json));
        return reply_text(rq, 201, json);
}

static const char *const result_names[] = { "done", "failed", NULL };
struct finish_body { int result; int64_t minutes, parts_amount; const char *note; };
static const struct field finish_fields[] = {
        CHOICE(struct finish_body, result, result_names, .required = true),
        FIELD(struct finish_body, minutes, .required = true, .min = 0, .max = 100000),
        FIELD(struct finish_body, parts_amount, .min = 0, .max = 1000000000),
        FIELD(struct finish_body, note, .max = 1000),
};
static const struct shape finish_shape = SHAPE(struct finish_body, finish_fields);

enum problem post_finish(struct request *rq)
{
        struct work work = { .actor = request_actor(rq) };
        struct finish_body body = { .result = 0 };
        const char *json;

        request_merchant(rq, &work.merchant_id);
        TRY(request_uuid(rq, "work_order_id", &work.work_order_id));
        TRY(request_json(rq, &finish_shape, &body));
        work.result = result_names[body.result];
        work.minutes = body.minutes;
        work.parts_amount = body.parts_amount;
        work.note = body.note;
        TRY(work_finish(request_db(rq), request_arena(rq), &work, &json));
        return reply_text(rq, 200, json);
}

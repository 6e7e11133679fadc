#include "grading_sql.h"
#include "operation_plan.h"
#include "review_api.h"
#include "work_api.h"

/* --- what holds --- */

enum problem get_operations(struct request *rq)
{
        const char *product_type = request_query(rq, "product_type"), *json;
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        if (product_type && (!*product_type || strlen(product_type) > 200))
                return request_invalid(rq, "product_type", "must be the name of a product type");
        TRY(operations_json(request_db(rq), request_arena(rq), &merchant_id, product_type, &json));
        return reply_text(rq, 200, json);
}

enum problem get_operation_versions(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_operation_versions, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

enum problem get_partner_operations(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_partner_operations, DB_ARGS(PAGE_ARGS(&page)));
}

enum problem get_work_plans(struct request *rq)
{
        struct uuid merchant_id, unit_id;
        const char *json;

        TRY(unless_reviewing(rq));
        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(unit_work_plans_json(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &json));
        return reply_text(rq, 200, json);
}

/* --- drafts --- */

struct draft_body { const char *code, *product_type; struct operation_body body; };
static const struct field draft_fields[] = {
        FIELD(struct draft_body, code, .required = true, .min = 1, .max = 40),
        FIELD(struct draft_body, product_type, .required = true, .min = 1, .max = 200),
        OBJECT(struct draft_body, body, &operation_body_shape, .required = true),
};
static const struct shape draft_shape = SHAPE(struct draft_body, draft_fields);

/* A fault of the body is named as the request has it: "body.steps[1].unit". */
static enum problem read_draft(struct request *rq, struct operation_draft *draft)
{
        struct json_fault fault = { 0 };
        struct draft_body body = { 0 };

        request_merchant(rq, &draft->merchant_id);
        TRY(request_json(rq, &draft_shape, &body));
        if (!operation_code_is_good(body.code))
                return request_invalid(rq, "code", "must be small letters, digits and _, not _ first");
        if (operation_check(request_arena(rq), &body.body, &fault) != PROBLEM_OK)
                return request_invalid(rq, arena_printf(request_arena(rq), "body.%s", fault.field), "%s", fault.reason);
        draft->code = body.code;
        draft->product_type = body.product_type;
        draft->body = body.body;
        return PROBLEM_OK;
}

enum problem post_operations(struct request *rq)
{
        struct operation_draft draft = { 0 };
        const char *json;

        TRY(read_draft(rq, &draft));
        TRY(operation_add(request_db(rq), request_arena(rq), &draft, request_actor(rq), &json));
        return reply_text(rq, 201, json);
}

enum problem post_operation_preview(struct request *rq)
{
        struct operation_draft draft = { 0 };
        const char *json;

        TRY(read_draft(rq, &draft));
        TRY(operation_preview(request_db(rq), request_arena(rq), &draft, &json));
        return reply_text(rq, 200, json);
}

#include "floor_api.h"
#include "intake_sql.h"
#include "triage.h"

struct triage_body { bool sealed; };
static const struct field triage_fields[] = { FIELD(struct triage_body, sealed, .required = true) };
static const struct shape triage_body = SHAPE(struct triage_body, triage_fields);

enum problem post_triage(struct request *rq)
{
        struct uuid merchant_id, unit_id;
        struct triage_body body;
        struct triage triage;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(request_json(rq, &triage_body, &body));
        TRY(triage_again(request_db(rq), request_arena(rq), &merchant_id, &unit_id, request_actor(rq), body.sealed, &triage));
        return reply_json(rq, 200, &triage_shape, &triage);
}

enum problem get_triage_rules(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_triage_rules, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

enum problem post_triage_rules(struct request *rq)
{
        struct triage_rule rule = { 0 };
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &triage_rule_shape, &rule));
        TRY(triage_rule_add(request_db(rq), request_arena(rq), &merchant_id, &rule, request_actor(rq), &json));
        return reply_text(rq, 201, json);
}

enum problem post_triage_preview(struct request *rq)
{
        struct triage_rule draft = { 0 };
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &triage_rule_shape, &draft));
        TRY(triage_rule_preview(request_db(rq), request_arena(rq), &merchant_id, &draft, &json));
        return reply_text(rq, 200, json);
}

#include "match.h"
#include "resale/plan.h"
#include "resale/webhook.h"
#include "routing_api.h"
#include "routing_sql.h"
#include "setup.h"

static const char *const type_names[] = { "warehouse", "donation_center", NULL };

static enum problem list(struct request *rq, const struct sql *sql)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "", &page));
        return page_reply(rq, &page, sql, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

enum problem get_setup_audit(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_setup_audit, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

static enum problem audit(struct request *rq, const char *action, const char *subject, const char *detail)
{
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        return setup_audit(request_db(rq), &merchant_id, request_actor(rq), action, subject, detail);
}

enum problem get_destinations(struct request *rq) { return list(rq, &sql_list_destinations); }
enum problem get_rules(struct request *rq) { return list(rq, &sql_list_rules); }
enum problem get_workflows(struct request *rq) { return list(rq, &sql_list_workflows); }

static bool is_one_of(const char *text, const char *const *names)
{
        for (; *names; names++)
                if (text_equal(*names, text))
                        return true;
        return false;
}

static const struct field destination_fields[] = {
        FIELD(struct destination_body, name, .required = true, .min = 1, .max = 200),
        FIELD(struct destination_body, type, .required = true),
        FIELD(struct destination_body, address, .required = true),
        FIELD(struct destination_body, is_partner),
        FIELD(struct destination_body, is_default),
};
static const struct shape destination_shape = SHAPE(struct destination_body, destination_fields);

enum problem post_destinations(struct request *rq)
{
        struct destination_body body;
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &destination_shape, &body));
        if (!is_one_of(body.type, type_names))
                return request_invalid(rq, "type", "must be warehouse or donation_center");
        if (body.address.text[0] != '{')
                return request_invalid(rq, "address", "must be an object");
        TRY(destination_add(request_db(rq), request_arena(rq), &merchant_id, &body, &json));
        TRY(audit(rq, "destination.added", body.name, json));
        return reply_text(rq, 201, json);
}

struct change_body { const char *name; struct json_text enabled, is_default; };
static const struct field change_fields[] = {
        FIELD(struct change_body, name, .min = 1, .max = 200),
        FIELD(struct change_body, enabled),
        FIELD(struct change_body, is_default),
};
static const struct shape change_shape = SHAPE(struct change_body, change_fields);

static enum problem check_bool(struct request *rq, const char *field, const char *text)
{
        if (!text || text_equal(text, "true") || text_equal(text, "false"))
                return PROBLEM_OK;
        return request_invalid(rq, field, "must be true or false");
}

enum problem patch_destination(struct request *rq)
{
        struct uuid merchant_id, destination_id;
        struct change_body body;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "destination_id", &destination_id));
        TRY(request_json(rq, &change_shape, &body));
        TRY(check_bool(rq, "enabled", body.enabled.text));
        TRY(check_bool(rq, "is_default", body.is_default.text));
        struct destination_change change = { body.name, body.enabled.text, body.is_default.text };
        TRY(destination_change(request_db(rq), request_arena(rq), &merchant_id, &destination_id, &change, &json));
        TRY(audit(rq, "destination.changed", destination_id.text, json));
        return reply_text(rq, 200, json);
}

static enum problem check_conditions(struct request *rq, const char *text)
{
        const char *member, *reason;
        struct json_fault fault;
        const struct doc *conditions;

        TRY(doc_parse(request_arena(rq), text, strlen(text), &conditions, &fault));
        reason = conditions_check(conditions, &member);
        if (!reason)
                return PROBLEM_OK;
        return request_invalid(rq, text_equal(member, "conditions") ? member : arena_printf(request_arena(rq), "conditions.%s", member), "%s", reason);
}

static const struct field rule_fields[] = {
        FIELD(struct rule_body, rule_id),
        FIELD(struct rule_body, destination_id, .required = true),
        CHOICE(struct rule_body, mode, rule_mode_names, .required = true),
        FIELD(struct rule_body, conditions, .required = true),
};
static const struct shape rule_shape = SHAPE(struct rule_body, rule_fields);

enum problem post_rules(struct request *rq)
{
        struct uuid merchant_id;
        struct rule_body body = { .mode = RECEIVE_ALL };
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &rule_shape, &body));
        TRY(check_conditions(rq, body.conditions.text));
        TRY(rule_add(request_db(rq), request_arena(rq), &merchant_id, &body, &json));
        TRY(audit(rq, "rule.written", body.rule_id.text, json));
        return reply_text(rq, 201, json);
}

enum problem delete_rule(struct request *rq)
{
        struct uuid merchant_id, rule_id;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "rule_id", &rule_id));
        TRY(rule_end(request_db(rq), request_arena(rq), &merchant_id, &rule_id));
        TRY(audit(rq, "rule.ended", rule_id.text, NULL));
        return reply_empty(rq);
}

static const struct field workflow_fields[] = {
        FIELD(struct workflow_body, workflow_id),
        FIELD(struct workflow_body, name, .required = true, .min = 1, .max = 200),
        FIELD(struct workflow_body, priority, .min = 0, .max = 100000),
        CHOICE(struct workflow_body, action, workflow_action_names, .required = true),
        FIELD(struct workflow_body, destination_id),
        FIELD(struct workflow_body, conditions, .required = true),
};
static const struct shape workflow_shape = SHAPE(struct workflow_body, workflow_fields);

enum problem post_workflows(struct request *rq)
{
        struct workflow_body body = { .action = DONATE };
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &workflow_shape, &body));
        TRY(check_conditions(rq, body.conditions.text));
        if ((body.action == KEEP_ITEM) != !body.destination_id.text[0])
                return request_invalid(rq, "destination_id", "is required, except for keep_item, which has none");
        enum problem problem = workflow_add(request_db(rq), request_arena(rq), &merchant_id, &body, &json);
        if (problem == PROBLEM_INVALID_FIELD)
                return request_invalid(rq, "destination_id", "must be a donation center: what is donated goes there");
        TRY(problem);
        TRY(audit(rq, "workflow.written", body.workflow_id.text, json));
        return reply_text(rq, 201, json);
}

enum problem delete_workflow(struct request *rq)
{
        struct uuid merchant_id, workflow_id;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "workflow_id", &workflow_id));
        TRY(workflow_end(request_db(rq), request_arena(rq), &merchant_id, &workflow_id));
        TRY(audit(rq, "workflow.ended", workflow_id.text, NULL));
        return reply_empty(rq);
}

enum problem get_settings(struct request *rq)
{
        struct settings settings;
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        TRY(settings_get(request_db(rq), request_arena(rq), &merchant_id, &settings));
        return reply_json(rq, 200, &settings_shape, &settings);
}

enum problem put_settings(struct request *rq)
{
        static const char *const scopes[] = { "line", "return", NULL };
        struct settings settings;
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &settings_shape, &settings));
        if (!is_one_of(settings.donate_scope, scopes))
                return request_invalid(rq, "donate_scope", "must be line or return");
        TRY(settings_set(request_db(rq), request_arena(rq), &merchant_id, &settings));
        TRY(audit(rq, "settings.changed", merchant_id.text, json_write(request_arena(rq), &settings_shape, &settings)));
        return reply_json(rq, 200, &settings_shape, &settings);
}

struct product_body { const char *product_id, *product_type, *vendor; struct texts tags; };
static const struct field product_fields[] = {
        FIELD(struct product_body, product_id, .required = true, .min = 1, .max = 100),
        FIELD(struct product_body, product_type, .min = 1, .max = 200),
        FIELD(struct product_body, vendor, .min = 1, .max = 200),
        FIELD(struct product_body, tags),
};
static const struct shape product_shape = SHAPE(struct product_body, product_fields);
struct products_body { struct list products; };
static const struct field products_fields[] = { LIST(struct products_body, products, &product_shape, .required = true, .min = 1, .max = 500) };
static const struct shape products_shape = SHAPE(struct products_body, products_fields);

enum problem put_products(struct request *rq)
{
        struct buffer out = { .arena = request_arena(rq) };
        struct products_body body;
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &products_shape, &body));
        for (size_t i = 0; i < body.products.count; i++)
                buffer_printf(&out, "%s%s", i ? "," : "[", json_write(out.arena, &product_shape, (const struct product_body *)body.products.item + i));
        buffer_text(&out, "]");
        TRY(products_set(request_db(rq), request_arena(rq), &merchant_id, out.text));
        TRY(audit(rq, "products.set", merchant_id.text, arena_printf(out.arena, "{\"products\":%zu}", body.products.count)));
        return reply_empty(rq);
}

struct secret_body { const char *secret; };
static const struct field secret_fields[] = { FIELD(struct secret_body, secret, .required = true, .min = 16, .max = 200) };
static const struct shape secret_shape = SHAPE(struct secret_body, secret_fields);

enum problem put_loop_connection(struct request *rq)
{
        struct secret_body body;
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &secret_shape, &body));
        TRY(plan_includes_resale(request_db(rq), request_arena(rq), &merchant_id));
        TRY(webhook_secret_set(request_db(rq), request_arena(rq), &merchant_id, WEBHOOK_LOOP, body.secret));
        TRY(audit(rq, "loop.connected", merchant_id.text, NULL));
        return reply_empty(rq);
}

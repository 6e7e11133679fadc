#include "loop_report.h"
#include "routing_api.h"
#include "routing_sql.h"
#include "setup.h"

struct target_body { const char *key, *url; int version; };
static const struct field target_fields[] = {
        FIELD(struct target_body, key, .required = true, .min = 8, .max = 500),
        FIELD(struct target_body, url, .min = 10, .max = 500),
        CHOICE(struct target_body, version, loop_versions),
};
static const struct shape target_shape = SHAPE(struct target_body, target_fields);

static enum problem show(struct request *rq, const struct uuid *merchant_id)
{
        const char *json;

        TRY(loop_target_show(request_db(rq), request_arena(rq), merchant_id, &json));
        return reply_text(rq, 200, json);
}

enum problem get_loop_target(struct request *rq)
{
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        return show(rq, &merchant_id);
}

/* It is sent as a header. */
static bool is_key(const char *key) { return strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=|:") == strlen(key); }

static enum problem check_target(struct request *rq, const struct target_body *body)
{
        if (!is_key(body->key))
                return request_invalid(rq, "key", "must be of letters, digits and -._~+/=|: only");
        if (!text_starts(body->url, "https://") && !text_starts(body->url, "http://"))
                return request_invalid(rq, "url", "must be an http or https address");
        if (strpbrk(body->url, "?#") || body->url[strlen(body->url) - 1] == '/')
                return request_invalid(rq, "url", "must be the address that /api/… follows, without / at its end");
        return PROBLEM_OK;
}

enum problem put_loop_target(struct request *rq)
{
        struct target_body body = { .version = 0 };
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &target_shape, &body));
        body.url = body.url ? body.url : "https://api.loopreturns.com";
        TRY(check_target(rq, &body));
        struct loop_target target = { body.url, loop_versions[body.version], body.key };
        TRY(loop_target_set(request_db(rq), request_arena(rq), &merchant_id, &target));
        TRY(setup_audit(request_db(rq), &merchant_id, request_actor(rq), "loop.target_set", merchant_id.text, NULL));
        return show(rq, &merchant_id);
}

enum problem delete_loop_target(struct request *rq)
{
        struct uuid merchant_id;

        request_merchant(rq, &merchant_id);
        TRY(loop_target_end(request_db(rq), request_arena(rq), &merchant_id));
        TRY(setup_audit(request_db(rq), &merchant_id, request_actor(rq), "loop.target_ended", merchant_id.text, NULL));
        return reply_empty(rq);
}

static const char *const report_states[] = { "pending", "sent", "dead", "not_sendable", "superseded", NULL };

enum problem get_loop_reports(struct request *rq)
{
        const char *state = request_query(rq, "state");
        struct uuid merchant_id;
        struct page page;
        int which;

        request_merchant(rq, &merchant_id);
        if (state && !choice_parse(report_states, state, &which))
                return request_invalid(rq, "state", "must be pending, sent, dead, not_sendable or superseded");
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_loop_reports, DB_ARGS(db_uuid(&merchant_id), db_text(state), PAGE_ARGS(&page)));
}

enum problem post_loop_report_again(struct request *rq)
{
        struct uuid merchant_id, report_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "report_id", &report_id));
        TRY(loop_report_again(request_db(rq), request_arena(rq), &merchant_id, &report_id, &json));
        TRY(setup_audit(request_db(rq), &merchant_id, request_actor(rq), "loop.report_sent_again", report_id.text, NULL));
        return reply_text(rq, 200, json);
}

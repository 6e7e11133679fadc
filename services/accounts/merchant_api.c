#include "accounts.h"
#include "accounts_api.h"
#include "accounts_sql.h"
#include "resale/money.h"

static const struct field merchant_fields[] = {
        FIELD(struct merchant, name, .required = true, .min = 1, .max = 200),
        FIELD(struct merchant, slug, .required = true, .min = 1, .max = 63),
        FIELD(struct merchant, plan, .required = true, .min = 1, .max = 60),
        FIELD(struct merchant, resale_included, .required = true),
        FIELD(struct merchant, currency, .required = true, .min = 3, .max = 3),
        FIELD(struct merchant, time_zone, .required = true, .min = 1, .max = 60),
};
static const struct shape merchant_body = SHAPE(struct merchant, merchant_fields);

enum problem get_merchants(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_merchants, DB_ARGS(PAGE_ARGS(&page)));
}

static bool is_slug(const char *slug)
{
        return strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(slug) && *slug != '-';
}

enum problem post_merchants(struct request *rq)
{
        struct merchant merchant;
        const char *json;

        TRY(request_json(rq, &merchant_body, &merchant));
        if (!is_slug(merchant.slug))
                return request_invalid(rq, "slug", "must be lower-case letters, digits and dashes");
        if (!currency_is_known(merchant.currency))
                return request_invalid(rq, "currency", "must be an ISO 4217 code");
        enum problem problem = merchant_add(request_db(rq), request_arena(rq), &merchant, &json);
        if (problem == PROBLEM_INVALID_FIELD)
                return request_invalid(rq, "time_zone", "must be a time zone such as America/New_York");
        if (problem == PROBLEM_ALREADY_EXISTS)
                return request_problem(rq, problem, "A merchant with the slug %s exists already.", merchant.slug);
        TRY(problem);
        TRY(audit_add(request_db(rq), request_actor(rq), "merchant.added", merchant.merchant_id.text, json));
        return reply_text(rq, 201, json);
}

enum problem get_merchant(struct request *rq)
{
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(merchant_find(request_db(rq), request_arena(rq), &merchant_id, &json));
        return reply_text(rq, 200, json);
}

struct change_body { const char *name, *plan; struct json_text resale_included; };
static const struct field change_fields[] = {
        FIELD(struct change_body, name, .min = 1, .max = 200),
        FIELD(struct change_body, plan, .min = 1, .max = 60),
        FIELD(struct change_body, resale_included),
};
static const struct shape change_shape = SHAPE(struct change_body, change_fields);

static bool is_bool_or_absent(const char *text)
{
        return !text || text_equal(text, "true") || text_equal(text, "false");
}

enum problem patch_merchant(struct request *rq)
{
        struct change_body body;
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &change_shape, &body));
        if (!is_bool_or_absent(body.resale_included.text))
                return request_invalid(rq, "resale_included", "must be true or false");
        struct merchant_change change = { body.name, body.plan, body.resale_included.text };
        TRY(merchant_change(request_db(rq), request_arena(rq), &merchant_id, &change, &json));
        TRY(audit_add(request_db(rq), request_actor(rq), "merchant.changed", merchant_id.text, json));
        return reply_text(rq, 200, json);
}

static const struct field facility_fields[] = {
        FIELD(struct facility, name, .required = true, .min = 1, .max = 200),
        FIELD(struct facility, address, .required = true),
        FIELD(struct facility, time_zone, .required = true, .min = 1, .max = 60),
};
static const struct shape facility_shape = SHAPE(struct facility, facility_fields);

enum problem get_facilities(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "", &page));
        return page_reply(rq, &page, &sql_list_facilities, DB_ARGS(PAGE_ARGS(&page)));
}

enum problem post_facilities(struct request *rq)
{
        struct facility facility;
        const char *json;

        TRY(request_json(rq, &facility_shape, &facility));
        if (facility.address.text[0] != '{')
                return request_invalid(rq, "address", "must be an object");
        enum problem problem = facility_add(request_db(rq), request_arena(rq), &facility, &json);
        if (problem == PROBLEM_INVALID_FIELD)
                return request_invalid(rq, "time_zone", "must be a time zone such as America/New_York");
        TRY(problem);
        TRY(audit_add(request_db(rq), request_actor(rq), "facility.added", facility.name, json));
        return reply_text(rq, 201, json);
}

enum problem get_audit(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_audit, DB_ARGS(PAGE_ARGS(&page)));
}

#include "collection.h"
#include "listing_api.h"
#include "listing_sql.h"

enum problem get_collections(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_collections, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

static const struct field collection_fields[] = {
        FIELD(struct collection, handle, .required = true, .min = 1, .max = 63),
        FIELD(struct collection, name, .required = true, .min = 1, .max = 200),
        FIELD(struct collection, navigation_label, .required = true, .min = 1, .max = 60),
        FIELD(struct collection, description, .max = 5000),
};
static const struct shape collection_shape = SHAPE(struct collection, collection_fields);

enum problem post_collections(struct request *rq)
{
        struct collection body = { 0 };
        const char *json;

        TRY(request_json(rq, &collection_shape, &body));
        request_merchant(rq, &body.merchant_id);
        if (strspn(body.handle, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(body.handle) || *body.handle == '-')
                return request_invalid(rq, "handle", "must be lower-case letters, digits and dashes");
        enum problem problem = collection_add(request_db(rq), request_arena(rq), &body, &json);
        if (problem == PROBLEM_ALREADY_EXISTS)
                return request_problem(rq, problem, "The handle %s is taken.", body.handle);
        TRY(problem);
        return reply_text(rq, 201, json);
}

enum problem get_collection(struct request *rq)
{
        struct uuid merchant_id, collection_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "collection_id", &collection_id));
        TRY(collection_find(request_db(rq), request_arena(rq), &merchant_id, &collection_id, &json));
        return reply_text(rq, 200, json);
}

static const char *const state_names[] = { "draft", "preview", "live", "paused", NULL };
static const struct field change_fields[] = {
        FIELD(struct collection, name, .min = 1, .max = 200),
        FIELD(struct collection, navigation_label, .min = 1, .max = 60),
        FIELD(struct collection, description, .max = 5000),
        FIELD(struct collection, state),
};
static const struct shape change_shape = SHAPE(struct collection, change_fields);

static bool is_state(const char *state)
{
        for (size_t i = 0; state_names[i]; i++)
                if (text_equal(state_names[i], state))
                        return true;
        return !state;
}

enum problem patch_collection(struct request *rq)
{
        struct collection body = { 0 };
        const char *json;

        TRY(request_json(rq, &change_shape, &body));
        request_merchant(rq, &body.merchant_id);
        TRY(request_uuid(rq, "collection_id", &body.collection_id));
        if (!is_state(body.state))
                return request_invalid(rq, "state", "must be draft, preview, live or paused");
        enum problem problem = collection_change(request_db(rq), request_arena(rq), &body, &json);
        if (problem == PROBLEM_COLLECTION_STATE)
                return request_problem(rq, problem, "It cannot become %s from where it is; to go live it needs a policy.", body.state);
        TRY(problem);
        return reply_text(rq, 200, json);
}

static const struct field rule_fields[] = {
        FIELD(struct rule, product_type, .min = 1, .max = 200),
        FIELD(struct rule, grade, .min = 1, .max = 40),
        FIELD(struct rule, return_days, .min = 0, .max = 365),
        FIELD(struct rule, final_sale),
};
static const struct shape rule_shape = SHAPE(struct rule, rule_fields);

static const struct field policy_fields[] = {
        FIELD(struct policy, return_days, .required = true, .min = 0, .max = 365),
        FIELD(struct policy, final_sale_tag, .min = 1, .max = 60),
        FIELD(struct policy, pool),
        FIELD(struct policy, photo_grades, .max = 40),
        LIST(struct policy, rules, &rule_shape, .max = 100),
        FIELD(struct policy, final_sale),
        FIELD(struct policy, price_shares, .required = true),
        FIELD(struct policy, min_price, .min = 0, .max = 1000000000),
        FIELD(struct policy, auto_publish),
        FIELD(struct policy, warranty, .max = 1000),
};
static const struct shape policy_shape = SHAPE(struct policy, policy_fields);

/* Grade to basis points: {"A": 7000, "*": 3000}. */
static enum problem check_shares(struct request *rq, const char *text)
{
        struct json_fault fault;
        const struct doc *shares, *value;
        int64_t share;

        TRY(doc_parse(request_arena(rq), text, strlen(text), &shares, &fault));
        if (*text != '{' || !doc_count(shares))
                return request_invalid(rq, "price_shares", "must be an object of grade to basis points");
        for (size_t i = 0; i < doc_count(shares); i++) {
                const char *grade = doc_member(shares, i, &value);
                if (!doc_integer(value, &share) || share < 0 || share > 10000)
                        return request_invalid(rq, arena_printf(request_arena(rq), "price_shares.%s", grade), "must be basis points from 0 to 10000");
        }
        return PROBLEM_OK;
}

static bool same_subject(const struct rule *a, const struct rule *b)
{
        return text_equal(a->grade, b->grade) || (a->product_type && b->product_type && strcasecmp(a->product_type, b->product_type) == 0);
}

/* Each rule is of one product type or one grade, once, and says how long a piece can be returned or that it cannot. */
static enum problem check_rules(struct request *rq, const struct list *rules)
{
        const struct rule *rule = rules->item;

        for (size_t i = 0; i < rules->count; i++) {
                const char *field = arena_printf(request_arena(rq), "rules[%zu]", i);
                if (!rule[i].grade == !rule[i].product_type)
                        return request_invalid(rq, field, "must name either a product type or a grade");
                if (rule[i].final_sale == (rule[i].return_days > 0))
                        return request_invalid(rq, arena_printf(request_arena(rq), "%s.return_days", field), "must say from 1 to 365 days, unless it is a final sale");
                for (size_t other = 0; other < i; other++)
                        if (same_subject(&rule[i], &rule[other]))
                                return request_invalid(rq, field, "says terms a second time for %s", rule[i].grade ? rule[i].grade : rule[i].product_type);
        }
        return PROBLEM_OK;
}

enum problem post_policies(struct request *rq)
{
        struct policy body = { 0 };
        const char *json;

        TRY(request_json(rq, &policy_shape, &body));
        request_merchant(rq, &body.merchant_id);
        TRY(request_uuid(rq, "collection_id", &body.collection_id));
        TRY(check_shares(rq, body.price_shares.text));
        TRY(check_rules(rq, &body.rules));
        body.actor = request_actor(rq);
        TRY(policy_add(request_db(rq), request_arena(rq), &body, &json));
        return reply_text(rq, 201, json);
}

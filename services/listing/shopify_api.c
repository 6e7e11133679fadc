#include "listing_api.h"
#include "listing_sql.h"
#include "shopify.h"

static const struct field setup_fields[] = {
        FIELD(struct shopify_setup, shop, .required = true, .min = 1, .max = 75),
        FIELD(struct shopify_setup, client_id, .required = true, .min = 1, .max = 200),
        FIELD(struct shopify_setup, client_secret, .required = true, .min = 1, .max = 500),
        FIELD(struct shopify_setup, refresh_token, .min = 1, .max = 500),
        FIELD(struct shopify_setup, final_sale_tag, .min = 1, .max = 255),
};
static const struct shape setup_shape = SHAPE(struct shopify_setup, setup_fields);

static bool is_shop(const char *shop)
{
        static const char end[] = ".myshopify.com";
        size_t length = strlen(shop), name = length > strlen(end) ? length - strlen(end) : 0;

        return name >= 1 && name <= 60 && text_equal(shop + name, end) && *shop != '-' && strspn(shop, "abcdefghijklmnopqrstuvwxyz0123456789-") == name;
}

static enum problem check_tag(struct request *rq, const char *tag)
{
        if (tag && (strchr(tag, ',') || !utf8_is_plain(tag)))
                return request_invalid(rq, "final_sale_tag", "must be one tag, without commas");
        return PROBLEM_OK;
}

enum problem get_shopify_connections(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_shopify_connections, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

enum problem post_shopify_connections(struct request *rq)
{
        struct shopify_setup body = { 0 };
        const char *json;

        TRY(request_json(rq, &setup_shape, &body));
        request_merchant(rq, &body.merchant_id);
        if (!is_shop(body.shop))
                return request_invalid(rq, "shop", "must be the shop's own name at Shopify, such as outer.myshopify.com");
        TRY(check_tag(rq, body.final_sale_tag));
        enum problem problem = shopify_add(request_db(rq), request_arena(rq), &body, &json);
        if (problem == PROBLEM_ALREADY_EXISTS)
                return request_problem(rq, problem, "%s is connected.", body.shop);
        TRY(problem);
        return reply_text(rq, 201, json);
}

static enum problem which(struct request *rq, struct uuid *merchant_id, struct uuid *connection_id)
{
        request_merchant(rq, merchant_id);
        return request_uuid(rq, "connection_id", connection_id);
}

enum problem get_shopify_connection(struct request *rq)
{
        struct uuid merchant_id, connection_id;
        const char *json;

        TRY(which(rq, &merchant_id, &connection_id));
        TRY(shopify_find(request_db(rq), request_arena(rq), &merchant_id, &connection_id, &json));
        return reply_text(rq, 200, json);
}

static const struct field change_fields[] = {
        FIELD(struct shopify_setup, state),
        FIELD(struct shopify_setup, client_secret, .min = 1, .max = 500),
        FIELD(struct shopify_setup, refresh_token, .min = 1, .max = 500),
        FIELD(struct shopify_setup, final_sale_tag, .min = 1, .max = 255),
        FIELD(struct shopify_setup, location_id, .min = 1, .max = 100),
        FIELD(struct shopify_setup, publication_id, .min = 1, .max = 100),
};
static const struct shape change_shape = SHAPE(struct shopify_setup, change_fields);

enum problem patch_shopify_connection(struct request *rq)
{
        struct shopify_setup body = { 0 };
        const char *json, *against = NULL;

        TRY(request_json(rq, &change_shape, &body));
        TRY(which(rq, &body.merchant_id, &body.connection_id));
        if (body.state && !text_equal(body.state, "active") && !text_equal(body.state, "paused"))
                return request_invalid(rq, "state", "must be active or paused");
        TRY(check_tag(rq, body.final_sale_tag));
        enum problem problem = shopify_change(request_db(rq), request_arena(rq), &body, &json, &against);
        if (problem == PROBLEM_INVALID_FIELD)
                return request_invalid(rq, against, text_equal(against, "refresh_token") ? "is not used by this connection" : "must be one of the shop's own; check the connection to see them");
        if (problem == PROBLEM_SHOPIFY_STATE)
                return request_problem(rq, problem, "It is leaving, or Shopify gave it no token and it needs another secret.");
        TRY(problem);
        return reply_text(rq, 200, json);
}

enum problem delete_shopify_connection(struct request *rq)
{
        struct uuid merchant_id, connection_id;
        const char *json;
        bool gone;

        TRY(which(rq, &merchant_id, &connection_id));
        TRY(shopify_remove(request_db(rq), request_arena(rq), &merchant_id, &connection_id, &gone));
        if (gone)
                return reply_empty(rq);
        TRY(shopify_find(request_db(rq), request_arena(rq), &merchant_id, &connection_id, &json));
        return reply_text(rq, 202, json);
}

enum problem post_shopify_check(struct request *rq)
{
        struct uuid merchant_id, connection_id;
        const char *json;

        TRY(which(rq, &merchant_id, &connection_id));
        TRY(shopify_check(request_db(rq), request_arena(rq), &merchant_id, &connection_id, &json));
        return reply_text(rq, 202, json);
}

enum problem post_shopify_reading(struct request *rq)
{
        struct uuid merchant_id, connection_id;
        const char *json;

        TRY(which(rq, &merchant_id, &connection_id));
        TRY(shopify_read_back(request_db(rq), &merchant_id, &connection_id));
        TRY(shopify_find(request_db(rq), request_arena(rq), &merchant_id, &connection_id, &json));
        return reply_text(rq, 202, json);
}

static const char *const shown[] = { "all", "waiting", "to_mend", "drifted", NULL };

enum problem get_shopify_products(struct request *rq)
{
        struct uuid merchant_id, connection_id;
        const char *json;
        struct page page;
        int show = 0;

        TRY(which(rq, &merchant_id, &connection_id));
        TRY(request_query_choice(rq, "show", shown, &show));
        TRY(page_begin(rq, "", &page));
        TRY(shopify_find(request_db(rq), request_arena(rq), &merchant_id, &connection_id, &json));
        return page_reply(rq, &page, &sql_list_shopify_products, DB_ARGS(db_uuid(&merchant_id), db_uuid(&connection_id), db_text(shown[show]), PAGE_ARGS(&page)));
}

enum problem post_shopify_push(struct request *rq)
{
        struct uuid merchant_id, connection_id, listing_id;
        const char *json;

        TRY(which(rq, &merchant_id, &connection_id));
        TRY(request_uuid(rq, "listing_id", &listing_id));
        TRY(shopify_push_again(request_db(rq), request_arena(rq), &merchant_id, &connection_id, &listing_id, &json));
        return reply_text(rq, 202, json);
}

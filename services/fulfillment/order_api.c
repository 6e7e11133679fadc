#include "fulfillment.h"
#include "fulfillment_api.h"
#include "fulfillment_sql.h"
#include "resale/json.h"
#include "resale/money.h"

enum problem get_orders(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_orders, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

static enum problem reply_order(struct request *rq, int status, const struct uuid *merchant_id, const struct uuid *order_id)
{
        const char *json;

        TRY(order_find(request_db(rq), request_arena(rq), merchant_id, order_id, &json));
        return reply_text(rq, status, json);
}

enum problem get_order(struct request *rq)
{
        struct uuid merchant_id, order_id;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "order_id", &order_id));
        return reply_order(rq, 200, &merchant_id, &order_id);
}

static const struct field line_fields[] = {
        FIELD(struct paid_line, listing_id, .required = true),
        FIELD(struct paid_line, claim_id),
        FIELD(struct paid_line, price, .min = 0, .max = 1000000000000),
};
static const struct shape line_shape = SHAPE(struct paid_line, line_fields);
struct order_body { const char *provider_order_id, *order_name, *currency, *email; struct json_text customer; struct instant paid_at; struct list lines; };
static const struct field order_fields[] = {
        FIELD(struct order_body, provider_order_id, .required = true, .min = 1, .max = 100),
        FIELD(struct order_body, order_name, .min = 1, .max = 100),
        FIELD(struct order_body, currency, .required = true, .min = 3, .max = 3),
        FIELD(struct order_body, email, .max = 200),
        FIELD(struct order_body, customer),
        FIELD(struct order_body, paid_at),
        LIST(struct order_body, lines, &line_shape, .required = true, .min = 1, .max = 100),
};
static const struct shape order_shape = SHAPE(struct order_body, order_fields);

static enum problem check_order(struct request *rq, const struct order_body *body)
{
        const struct paid_line *line = body->lines.item;

        if (!currency_is_known(body->currency))
                return request_invalid(rq, "currency", "must be an ISO 4217 code");
        for (size_t i = 0; i < body->lines.count; i++)
                if (line[i].price.currency[0] && !text_equal(line[i].price.currency, body->currency))
                        return request_invalid(rq, arena_printf(request_arena(rq), "lines[%zu].price.currency", i), "must be the order's currency");
        return PROBLEM_OK;
}

enum problem post_orders(struct request *rq)
{
        struct order_body body;
        struct paid_order order = { .source = "api", .actor = request_actor(rq) };

        TRY(request_json(rq, &order_shape, &body));
        TRY(check_order(rq, &body));
        request_merchant(rq, &order.merchant_id);
        order.provider_order_id = body.provider_order_id;
        order.order_name = body.order_name;
        order.currency = body.currency;
        order.email = body.email;
        order.customer = body.customer.text;
        order.paid_at = body.paid_at;
        order.lines = body.lines;
        enum problem problem = order_bind(request_db(rq), request_arena(rq), &order);
        if (problem == PROBLEM_ALREADY_EXISTS)
                return request_problem(rq, problem, "An order with this provider_order_id exists already.");
        if (problem == PROBLEM_INVALID_FIELD)
                return request_invalid(rq, "currency", "must be the listing's where a line says no price");
        TRY(problem);
        return reply_order(rq, 201, &order.merchant_id, &order.order_id);
}

enum problem post_cancel(struct request *rq)
{
        struct uuid merchant_id, order_id;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "order_id", &order_id));
        TRY(order_cancel(request_db(rq), request_arena(rq), &merchant_id, &order_id, request_actor(rq)));
        return reply_order(rq, 200, &merchant_id, &order_id);
}

enum problem get_picks(struct request *rq)
{
        struct page page;

        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_picks, DB_ARGS(PAGE_ARGS(&page)));
}

static enum problem begin_handling(struct request *rq, const char *parameter, struct uuid *id, struct handling *handling)
{
        *handling = (struct handling){ .actor = request_actor(rq) };
        request_merchant(rq, &handling->merchant_id);
        return request_uuid(rq, parameter, id);
}

static const struct field pick_fields[] = { FIELD(struct handling, code, .required = true, .min = 1, .max = 100) };
static const struct shape pick_shape = SHAPE(struct handling, pick_fields);

enum problem post_pick(struct request *rq)
{
        struct handling handling;
        struct uuid order_id;

        TRY(begin_handling(rq, "order_id", &order_id, &handling));
        TRY(request_json(rq, &pick_shape, &handling));
        handling.order_id = order_id;
        enum problem problem = order_pick(request_db(rq), request_arena(rq), &handling);
        if (problem == PROBLEM_WRONG_UNIT)
                return request_problem(rq, problem, "This unit was not bought in this order; the order names the plates to pick.");
        TRY(problem);
        return reply_order(rq, 200, &handling.merchant_id, &order_id);
}

static const struct field pack_fields[] = { FIELD(struct handling, codes, .required = true, .min = 1, .max = 100) };
static const struct shape pack_shape = SHAPE(struct handling, pack_fields);

enum problem post_parcels(struct request *rq)
{
        struct handling handling;
        struct uuid order_id;
        const char *json;

        TRY(begin_handling(rq, "order_id", &order_id, &handling));
        TRY(request_json(rq, &pack_shape, &handling));
        handling.order_id = order_id;
        TRY(order_pack(request_db(rq), request_arena(rq), &handling, &json));
        return reply_text(rq, 201, json);
}

enum problem get_parcel(struct request *rq)
{
        struct uuid merchant_id, parcel_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "parcel_id", &parcel_id));
        TRY(parcel_find(request_db(rq), request_arena(rq), &merchant_id, &parcel_id, &json));
        return reply_text(rq, 200, json);
}

static const struct field ship_fields[] = {
        FIELD(struct handling, carrier, .required = true, .min = 1, .max = 60),
        FIELD(struct handling, tracking_number, .required = true, .min = 4, .max = 60),
};
static const struct shape ship_shape = SHAPE(struct handling, ship_fields);

enum problem post_ship(struct request *rq)
{
        struct handling handling;
        struct uuid parcel_id;
        const char *json;

        TRY(begin_handling(rq, "parcel_id", &parcel_id, &handling));
        TRY(request_json(rq, &ship_shape, &handling));
        handling.parcel_id = parcel_id;
        TRY(parcel_ship(request_db(rq), request_arena(rq), &handling, &json));
        return reply_text(rq, 200, json);
}

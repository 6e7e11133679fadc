#include "fulfillment.h"
#include "fulfillment_sql.h"
#include "resale/auth.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"
#include "resale/outbox.h"

enum problem order_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *order_id, const char **json)
{
        return db_value(db, arena, &sql_select_order, DB_ARGS(db_uuid(merchant_id), db_uuid(order_id)), json, PROBLEM_ORDER_NOT_FOUND);
}

enum problem order_by_provider(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *source, const char *id, struct uuid *order_id)
{
        const char *text;

        TRY(db_value(db, arena, &sql_select_order_by_provider, DB_ARGS(db_uuid(merchant_id), db_text(source), db_text(id)), &text, PROBLEM_ORDER_NOT_FOUND));
        return uuid_parse(text, order_id) ? PROBLEM_OK : PROBLEM_INTERNAL;
}

/* listed or claimed -> sold, when no other storefront holds it. UNIT_GONE is an outcome. */
static enum problem take_unit(struct db *db, struct arena *arena, const struct paid_order *order, const struct paid_line *line, const struct offer *offer)
{
        struct ledger_move move = {
                .merchant_id = order->merchant_id, .unit_id = offer->unit_id, .from = "listed,claimed", .to = "sold", .event = "sold", .actor = order->actor,
                .payload = arena_printf(arena, "{\"order_id\":\"%s\",\"listing_id\":\"%s\"}", order->order_id.text, offer->listing_id.text),
        };

        TRY(claim_bind(db, arena, &order->merchant_id, &offer->unit_id, &line->claim_id));
        enum problem problem = ledger_move(db, &move);
        return problem == PROBLEM_UNIT_STATE ? PROBLEM_UNIT_GONE : problem;
}

static enum problem keep_line(struct db *db, const struct paid_order *order, const struct paid_line *line, int64_t place, const struct offer *offer, int64_t price,
                              const char *state, const struct uuid *line_id)
{
        return db_exec(db, &sql_insert_order_line,
                       DB_ARGS(db_uuid(&order->merchant_id), db_uuid(&order->order_id), db_uuid(line_id), db_int(place), db_text(line->provider_line_id),
                               db_uuid(&offer->unit_id), db_uuid(&offer->listing_id), db_int(price), db_text(state), db_int(offer->return_days),
                               db_bool(offer->final_sale), db_text(offer->final_sale_set_by), db_int(offer->policy_version)),
                       NULL);
}

static enum problem refuse_line(struct db *db, struct arena *arena, const struct paid_order *order, const struct offer *offer, const struct uuid *line_id)
{
        struct uuid task_id;

        uuid_new(&task_id);
        TRY(db_exec(db, &sql_insert_refund_task,
                    DB_ARGS(db_uuid(&order->merchant_id), db_uuid(&task_id), db_uuid(&order->order_id), db_uuid(line_id), db_text("unit-gone")), NULL));
        return outbox_add(db, &order->merchant_id, "order.unit_gone",
                          arena_printf(arena, "{\"order_id\":\"%s\",\"provider_order_id\":%s,\"listing_id\":\"%s\",\"unit_id\":\"%s\"}", order->order_id.text,
                                       json_quote(arena, order->provider_order_id), offer->listing_id.text, offer->unit_id.text));
}

static enum problem bind_line(struct db *db, struct arena *arena, const struct paid_order *order, const struct paid_line *line, int64_t place)
{
        struct offer offer;
        struct uuid line_id;

        TRY(db_one(db, arena, &sql_select_sold_listing, DB_ARGS(db_uuid(&order->merchant_id), db_uuid(&line->listing_id)), &offer_shape, &offer, PROBLEM_LISTING_NOT_FOUND));
        struct money price = line->price;
        if (!price.currency[0]) {
                price.amount = offer.price_amount;
                snprintf(price.currency, sizeof price.currency, "%s", offer.currency);
        }
        uuid_new(&line_id);
        enum problem problem = take_unit(db, arena, order, line, &offer);
        if (problem == PROBLEM_UNIT_GONE) {
                TRY(keep_line(db, order, line, place, &offer, price.amount, "refused", &line_id));
                return refuse_line(db, arena, order, &offer, &line_id);
        }
        TRY(problem);
        TRY(keep_line(db, order, line, place, &offer, price.amount, "bound", &line_id));
        return books_sale(db, &order->merchant_id, &order->order_id, &offer.unit_id, price);
}

static const char *lower(struct arena *arena, const char *text)
{
        char *copy = arena_copy(arena, text, strlen(text));

        for (char *c = copy; *c; c++)
                if (*c >= 'A' && *c <= 'Z')
                        *c = (char)(*c + 32);
        return copy;
}

enum problem order_bind(struct db *db, struct arena *arena, struct paid_order *order)
{
        const struct paid_line *line = order->lines.item;
        int64_t inserted = 0;

        uuid_new(&order->order_id);
        const char *context = arena_printf(arena, "order %s %s", order->merchant_id.text, order->order_id.text);
        const char *sealed = order->customer ? seal(arena, order->customer, context) : NULL;
        const char *customer_key = order->email ? token_hash(arena, lower(arena, order->email)) : NULL;
        TRY(db_exec(db, &sql_insert_order,
                    DB_ARGS(db_uuid(&order->merchant_id), db_uuid(&order->order_id), db_text(order->source), db_text(order->provider_order_id),
                            db_text(order->order_name), db_text(order->currency), db_text(sealed), db_text(customer_key), db_instant(order->paid_at)),
                    &inserted));
        if (!inserted)
                return PROBLEM_ALREADY_EXISTS;
        for (size_t i = 0; i < order->lines.count; i++)
                TRY(bind_line(db, arena, order, &line[i], (int64_t)i + 1));
        return PROBLEM_OK;
}

struct bound { struct uuid unit_id, line_id; int64_t price_amount; const char *currency; };
static const struct field bound_fields[] = {
        FIELD(struct bound, unit_id),
        FIELD(struct bound, line_id),
        FIELD(struct bound, price_amount),
        FIELD(struct bound, currency),
};
static const struct shape bound_shape = SHAPE(struct bound, bound_fields);

static enum problem cancel_line(struct db *db, const struct uuid *merchant_id, const struct uuid *order_id, const struct bound *bound, const char *actor)
{
        struct ledger_move move = { .merchant_id = *merchant_id, .unit_id = bound->unit_id, .from = "sold", .to = "listed", .event = "order_cancelled", .actor = actor };
        struct money price = { .amount = bound->price_amount };
        enum problem problem = ledger_move(db, &move);

        if (problem == PROBLEM_UNIT_STATE)
                return PROBLEM_ORDER_STATE;
        TRY(problem);
        snprintf(price.currency, sizeof price.currency, "%s", bound->currency);
        TRY(db_exec(db, &sql_end_line, DB_ARGS(db_uuid(merchant_id), db_uuid(order_id), db_uuid(&bound->line_id), db_text("cancelled")), NULL));
        return books_refund(db, merchant_id, order_id, &bound->unit_id, price);
}

enum problem order_cancel(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *order_id, const char *actor)
{
        int64_t cancelled = 0;
        struct list lines;
        const char *json;

        TRY(order_find(db, arena, merchant_id, order_id, &json));
        TRY(db_exec(db, &sql_cancel_order, DB_ARGS(db_uuid(merchant_id), db_uuid(order_id)), &cancelled));
        if (!cancelled)
                return PROBLEM_ORDER_STATE;
        TRY(db_many(db, arena, &sql_list_bound_units, DB_ARGS(db_uuid(merchant_id), db_uuid(order_id)), &bound_shape, &lines));
        for (size_t i = 0; i < lines.count; i++)
                TRY(cancel_line(db, merchant_id, order_id, (const struct bound *)lines.item + i, actor));
        return PROBLEM_OK;
}

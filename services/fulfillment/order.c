#include "fulfillment.h"
#include "fulfillment_sql.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"
#include "resale/outbox.h"

enum problem order_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *order_id, const char **json)
{
        return db_value(db, arena, &sql_select_order, DB_ARGS(db_uuid(merchant_id), db_uuid(order_id)), json, PROBLEM_ORDER_NOT_FOUND);
}

static const struct field known_fields[] = { FIELD(struct known_order, order_id), FIELD(struct known_order, state) };
static const struct shape known_shape = SHAPE(struct known_order, known_fields);

enum problem order_by_provider(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *source, const char *id, struct known_order *known)
{
        return db_one(db, arena, &sql_select_order_by_provider, DB_ARGS(db_uuid(merchant_id), db_text(source), db_text(id)), &known_shape, known, PROBLEM_ORDER_NOT_FOUND);
}

/* listed or claimed -> sold, when no other storefront holds it. UNIT_GONE is an outcome, which leaves everything as it was. */
static enum problem take_unit(struct db *db, struct arena *arena, const struct paid_order *order, const struct paid_line *line, const struct offer *offer)
{
        struct standing standing;
        const char *json;
        struct ledger_move move = {
                .merchant_id = order->merchant_id, .unit_id = offer->unit_id, .to = "sold", .event = "sold", .actor = order->actor,
                .payload = arena_printf(arena, "{\"order_id\":\"%s\",\"listing_id\":\"%s\"}", order->order_id.text, offer->listing_id.text),
        };

        TRY(claim_standing(db, arena, &order->merchant_id, &offer->unit_id, &standing));
        bool claimed = uuid_is_set(&standing.claim_id), own = claimed && uuid_equal(&standing.claim_id, &line->claim_id);
        if (!own && uuid_is_set(&line->claim_id) && !order->lenient)
                TRY(claim_find(db, arena, &order->merchant_id, &line->claim_id, &json));
        if ((claimed && !own && !standing.expired) || !text_equal(offer->state, "live"))
                return PROBLEM_UNIT_GONE;
        move.from = claimed ? "claimed" : "listed";   /* claimed with no claim in sight: another storefront's lease of this moment */
        enum problem problem = ledger_move(db, &move);
        if (problem == PROBLEM_UNIT_STATE)
                return PROBLEM_UNIT_GONE;
        TRY(problem);
        if (claimed)
                TRY(claim_end(db, arena, &order->merchant_id, &standing.claim_id, own));
        return offer->past_sale ? return_take_back(db, arena, &order->merchant_id, &offer->unit_id) : PROBLEM_OK;
}

static enum problem keep_line(struct db *db, const struct paid_order *order, const struct paid_line *line, const struct offer *offer, int64_t price,
                              const char *state, const struct uuid *line_id)
{
        return db_exec(db, &sql_insert_order_line,
                       DB_ARGS(db_uuid(&order->merchant_id), db_uuid(&order->order_id), db_uuid(line_id), db_int(line->place), db_text(line->provider_line_id),
                               db_uuid(&offer->unit_id), db_uuid(&offer->listing_id), db_int(price), db_text(state), db_int(offer->return_days),
                               db_bool(offer->final_sale), db_text(offer->final_sale_set_by), db_int(offer->policy_version)),
                       NULL);
}

static enum problem refuse_line(struct db *db, struct arena *arena, const struct paid_order *order, const struct offer *offer, const struct uuid *line_id)
{
        TRY(refund_task(db, &order->merchant_id, &order->order_id, line_id, "unit-gone"));
        return outbox_add(db, &order->merchant_id, "order.unit_gone",
                          arena_printf(arena, "{\"order_id\":\"%s\",\"provider_order_id\":%s,\"listing_id\":\"%s\",\"unit_id\":\"%s\"}", order->order_id.text,
                                       json_quote(arena, order->provider_order_id), offer->listing_id.text, offer->unit_id.text));
}

/* What was paid, in the order's currency; as listed when the line does not say. */
static bool price_of(const struct paid_order *order, const struct paid_line *line, const struct offer *offer, struct money *price)
{
        *price = line->price;
        if (price->currency[0])
                return true;
        price->amount = offer->price_amount;
        snprintf(price->currency, sizeof price->currency, "%s", order->currency);
        return text_equal(offer->currency, order->currency);
}

static enum problem find_sold(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id, struct offer *offer)
{
        return db_one(db, arena, &sql_select_sold_listing, DB_ARGS(db_uuid(merchant_id), db_uuid(listing_id)), &offer_shape, offer, PROBLEM_LISTING_NOT_FOUND);
}

/* Of a pool the piece that its claim took, else the one that is named, else another that is free: *offer is the one. */
static enum problem take_one(struct db *db, struct arena *arena, const struct paid_order *order, const struct paid_line *line, struct offer *offer)
{
        struct uuid other;
        enum problem found = PROBLEM_LISTING_NOT_FOUND;

        if (uuid_is_set(&line->claim_id))
                found = pool_claimed(db, arena, &order->merchant_id, &line->claim_id, &line->listing_id, &other);
        if (found == PROBLEM_OK)
                TRY(find_sold(db, arena, &order->merchant_id, &other, offer));
        else if (found != PROBLEM_LISTING_NOT_FOUND)
                return found;
        enum problem problem = take_unit(db, arena, order, line, offer);
        if (problem != PROBLEM_UNIT_GONE)
                return problem;
        found = pool_free(db, arena, &order->merchant_id, &line->listing_id, &other);
        if (found == PROBLEM_LISTING_NOT_FOUND)
                return problem;
        TRY(found);
        TRY(find_sold(db, arena, &order->merchant_id, &other, offer));
        return take_unit(db, arena, order, line, offer);
}

static enum problem bind_line(struct db *db, struct arena *arena, const struct paid_order *order, const struct paid_line *line)
{
        struct offer offer;
        struct uuid line_id;
        struct money price;

        TRY(find_sold(db, arena, &order->merchant_id, &line->listing_id, &offer));
        if (!price_of(order, line, &offer, &price))
                return PROBLEM_INVALID_FIELD;
        uuid_new(&line_id);
        enum problem problem = take_one(db, arena, order, line, &offer);
        if (problem == PROBLEM_UNIT_GONE) {
                TRY(keep_line(db, order, line, &offer, price.amount, "refused", &line_id));
                return refuse_line(db, arena, order, &offer, &line_id);
        }
        TRY(problem);
        TRY(keep_line(db, order, line, &offer, price.amount, "bound", &line_id));
        return books_sale(db, &order->merchant_id, &order->order_id, &offer.unit_id, price);
}

static int by_listing(const void *a, const void *b)
{
        return strcmp(((const struct paid_line *)a)->listing_id.text, ((const struct paid_line *)b)->listing_id.text);
}

/* In the order of listings, whatever the order of lines: two orders of the same pieces never wait for each other. */
static enum problem bind_lines(struct db *db, struct arena *arena, struct paid_order *order)
{
        struct paid_line *line = order->lines.item;
        size_t kept = 0;

        for (size_t i = 0; i < order->lines.count; i++)
                line[i].place = (int64_t)i + 1;
        qsort(line, order->lines.count, sizeof *line, by_listing);
        for (size_t i = 0; i < order->lines.count; i++) {
                enum problem problem = bind_line(db, arena, order, &line[i]);
                if (problem == PROBLEM_LISTING_NOT_FOUND && order->lenient)
                        continue;
                TRY(problem);
                kept++;
        }
        return kept ? PROBLEM_OK : PROBLEM_LISTING_NOT_FOUND;
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
        int64_t inserted = 0;

        uuid_new(&order->order_id);
        const char *context = arena_printf(arena, "order %s %s", order->merchant_id.text, order->order_id.text);
        const char *sealed = order->customer ? seal(arena, order->customer, context) : NULL;
        const char *customer_key = order->email ? seal_key(arena, lower(arena, order->email), order->merchant_id.text) : NULL;
        TRY(db_exec(db, &sql_insert_order,
                    DB_ARGS(db_uuid(&order->merchant_id), db_uuid(&order->order_id), db_text(order->source), db_text(order->provider_order_id),
                            db_text(order->order_name), db_text(order->currency), db_text(sealed), db_text(customer_key), db_instant(order->paid_at),
                            db_text(order->cancelled ? "cancelled" : "open")),
                    &inserted));
        if (!inserted)
                return PROBLEM_ALREADY_EXISTS;
        return order->cancelled ? PROBLEM_OK : bind_lines(db, arena, order);
}

struct bound { struct uuid unit_id, line_id; int64_t price_amount; const char *currency, *state, *unit_state; };
static const struct field bound_fields[] = {
        FIELD(struct bound, state),
        FIELD(struct bound, unit_state),
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
                return PROBLEM_TRANSACTION_RETRY;   /* picked at this moment: tried again, it says so */
        TRY(problem);
        snprintf(price.currency, sizeof price.currency, "%s", bound->currency);
        TRY(db_exec(db, &sql_end_line, DB_ARGS(db_uuid(merchant_id), db_uuid(order_id), db_uuid(&bound->line_id), db_text("cancelled")), NULL));
        return books_refund(db, merchant_id, order_id, &bound->unit_id, price);
}

/* Nothing of it was picked, and nothing came back. */
static bool may_cancel(const struct list *lines)
{
        const struct bound *line = lines->item;

        for (size_t i = 0; i < lines->count; i++)
                if (text_equal(line[i].state, "returned") || (text_equal(line[i].state, "bound") && !text_equal(line[i].unit_state, "sold")))
                        return false;
        return true;
}

enum problem order_cancel(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *order_id, const char *actor)
{
        struct list lines;
        const char *json;

        TRY(order_find(db, arena, merchant_id, order_id, &json));
        TRY(db_many(db, arena, &sql_list_order_units, DB_ARGS(db_uuid(merchant_id), db_uuid(order_id)), &bound_shape, &lines));
        if (!may_cancel(&lines))
                return PROBLEM_ORDER_STATE;
        TRY(db_exec_one(db, &sql_cancel_order, DB_ARGS(db_uuid(merchant_id), db_uuid(order_id)), PROBLEM_ORDER_STATE));
        const struct bound *line = lines.item;
        for (size_t i = 0; i < lines.count; i++)
                if (text_equal(line[i].state, "bound"))
                        TRY(cancel_line(db, merchant_id, order_id, &line[i], actor));
        return PROBLEM_OK;
}

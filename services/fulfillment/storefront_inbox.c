/* Shopify's orders and the carriers' news, worked on after they were answered. */
#include "fulfillment.h"
#include "fulfillment_sql.h"
#include "resale/clock.h"
#include "resale/id.h"
#include "resale/inbox.h"
#include "resale/json.h"
#include "resale/money.h"
#include "resale/outbox.h"

enum { LINES_MAX = 500 };   /* of ours, pieces counted */

/* A line of ours carries its listing as a property (_resale_listing), and its claim when there was one (_resale_claim); or it is of a variant that was pushed to the shop. */
static bool property_uuid(const struct doc *line, const char *name, struct uuid *uuid)
{
        const struct doc *properties = doc_get(line, "properties");

        for (size_t i = 0; i < doc_count(properties); i++) {
                const struct doc *property = doc_item(properties, i);
                const char *value = doc_string(doc_get(property, "value"));
                if (text_equal(doc_string(doc_get(property, "name")), name) && value)
                        return uuid_parse(value, uuid);
        }
        return false;
}

/* Ids beyond 2^53 are exact in the gid; the number beside it is exact here as well. */
static const char *id_of(struct arena *arena, const struct doc *object)
{
        const char *gid = doc_string(doc_get(object, "admin_graphql_api_id")), *slash = gid ? strrchr(gid, '/') : NULL;

        return slash && slash[1] ? slash + 1 : doc_scalar(arena, doc_get(object, "id"));
}

/* What was taken off the whole line, for all its pieces. */
static int64_t discount_of(struct arena *arena, const struct doc *json, const char *currency)
{
        const struct doc *allocations = doc_get(json, "discount_allocations");
        struct money one;
        int64_t sum = 0;

        for (size_t i = 0; i < doc_count(allocations); i++) {
                const char *amount = doc_scalar(arena, doc_get(doc_item(allocations, i), "amount"));
                if (amount && money_parse(amount, currency, false, &one) && one.amount < INT64_MAX / LINES_MAX && sum < INT64_MAX / 2)
                        sum += one.amount;
        }
        return sum;
}

/* The n-th of `pieces` of a line: its price less its part of the discount. */
static struct money price_of(struct money price, int64_t discount, int64_t pieces, int64_t n)
{
        price.amount -= discount / pieces + (n < discount % pieces);
        if (price.amount < 0)
                price.amount = 0;
        return price;
}

struct variant { const char *variant_gid; struct uuid listing_id; };
static const struct field variant_fields[] = { FIELD(struct variant, variant_gid), FIELD(struct variant, listing_id) };
static const struct shape variant_shape = SHAPE(struct variant, variant_fields);

static const char *variant_of(struct arena *arena, const struct doc *line)
{
        const char *id = doc_scalar(arena, doc_get(line, "variant_id"));

        return id ? arena_printf(arena, "gid://shopify/ProductVariant/%s", id) : NULL;
}

/* Variants of ours among the lines that carry no listing. */
static enum problem find_variants(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct doc *lines, struct list *variants)
{
        struct texts gids = { .item = arena_alloc(arena, (doc_count(lines) + 1) * sizeof(char *)) };
        struct uuid listing_id;

        *variants = (struct list){ 0 };
        for (size_t i = 0; i < doc_count(lines); i++) {
                const char *gid = variant_of(arena, doc_item(lines, i));
                if (gid && !property_uuid(doc_item(lines, i), "_resale_listing", &listing_id))
                        gids.item[gids.count++] = gid;
        }
        return gids.count ? db_many(db, arena, &sql_list_shop_variants, DB_ARGS(db_uuid(merchant_id), db_texts(arena, &gids)), &variant_shape, variants) : PROBLEM_OK;
}

static bool listing_of(struct arena *arena, const struct doc *line, const struct list *variants, struct uuid *listing_id)
{
        const struct variant *variant = variants->item;
        const char *gid = variant_of(arena, line);

        if (property_uuid(line, "_resale_listing", listing_id))
                return true;
        for (size_t i = 0; gid && i < variants->count; i++)
                if (text_equal(variant[i].variant_gid, gid)) {
                        *listing_id = variant[i].listing_id;
                        return true;
                }
        return false;
}

/* A line of ours becomes one line a piece: a listing is one piece, so that the second is refused and paid back. */
static bool add_line(struct arena *arena, const struct doc *json, const char *currency, const struct list *variants, struct list *lines)
{
        struct paid_line line = { .provider_line_id = id_of(arena, json) };
        const char *price = doc_scalar(arena, doc_get(json, "price"));
        struct money listed = { 0 };
        int64_t pieces = 1;

        if (!listing_of(arena, json, variants, &line.listing_id))
                return true;
        (void)property_uuid(json, "_resale_claim", &line.claim_id);
        if (!price || !money_parse(price, currency, false, &listed))
                listed = (struct money){ 0 };
        if (!doc_integer(doc_get(json, "quantity"), &pieces) || pieces < 1)
                pieces = 1;
        if (pieces > LINES_MAX - (int64_t)lines->count)
                return false;
        for (int64_t n = 0; n < pieces; n++) {
                line.price = listed.currency[0] ? price_of(listed, discount_of(arena, json, currency), pieces, n) : listed;
                ((struct paid_line *)lines->item)[lines->count++] = line;
        }
        return true;
}

static const char *customer_of(struct arena *arena, const struct doc *body)
{
        return arena_printf(arena, "{\"email\":%s,\"shipping_address\":%s}", doc_text(arena, doc_get(body, "email")), doc_text(arena, doc_get(body, "shipping_address")));
}

/* INVALID_FIELD for what cannot be an order of Shopify's; no lines: nothing of ours in it. */
static enum problem parse_order(struct db *db, struct arena *arena, const struct inbox_message *message, const struct doc *body, struct paid_order *order)
{
        const struct doc *lines = doc_get(body, "line_items");
        const char *currency = doc_string(doc_get(body, "currency")), *paid_at = doc_string(doc_get(body, "processed_at"));
        struct list variants;

        *order = (struct paid_order){
                .merchant_id = message->merchant_id, .source = "shopify", .provider_order_id = id_of(arena, body), .order_name = doc_string(doc_get(body, "name")),
                .currency = currency, .actor = "system:shopify", .customer = customer_of(arena, body), .email = doc_string(doc_get(body, "email")), .paid_at = NO_INSTANT,
                .lenient = true, .lines.item = arena_alloc(arena, LINES_MAX * sizeof(struct paid_line)),
        };
        if (!order->provider_order_id || !currency || !currency_is_known(currency))
                return PROBLEM_INVALID_FIELD;
        if (paid_at && !instant_parse(paid_at, &order->paid_at))
                return PROBLEM_INVALID_FIELD;
        TRY(find_variants(db, arena, &message->merchant_id, lines, &variants));
        for (size_t i = 0; i < doc_count(lines); i++)
                if (!add_line(arena, doc_item(lines, i), currency, &variants, &order->lines))
                        return PROBLEM_INVALID_FIELD;
        return PROBLEM_OK;
}

static enum problem bind(struct db *db, struct arena *arena, struct paid_order *order)
{
        enum problem problem = order_bind(db, arena, order);

        return problem == PROBLEM_ALREADY_EXISTS ? PROBLEM_OK : problem;
}

static enum problem take_paid(struct db *db, struct arena *arena, const struct inbox_message *message, const struct doc *body)
{
        struct paid_order order;

        TRY(parse_order(db, arena, message, body, &order));
        return order.lines.count ? bind(db, arena, &order) : PROBLEM_OK;
}

/* Too late: it was picked. The merchant is told, since the customer may have been. */
static enum problem refuse_cancel(struct db *db, struct arena *arena, const struct paid_order *order, const struct known_order *known)
{
        return outbox_add(db, &order->merchant_id, "order.cancel_refused", arena_printf(arena, "{\"order_id\":\"%s\",\"provider_order_id\":%s}", known->order_id.text,
                                                                                       json_quote(arena, order->provider_order_id)));
}

/* Word of the payment may come after word of the cancellation: an order that we do not know yet is remembered as cancelled. */
static enum problem take_cancelled(struct db *db, struct arena *arena, const struct inbox_message *message, const struct doc *body)
{
        struct known_order known;
        struct paid_order order;

        TRY(parse_order(db, arena, message, body, &order));
        enum problem problem = order_by_provider(db, arena, &message->merchant_id, order.source, order.provider_order_id, &known);
        if (problem == PROBLEM_ORDER_NOT_FOUND) {
                order.cancelled = true;
                order.customer = order.email = NULL;   /* nothing will be shipped */
                return order.lines.count ? bind(db, arena, &order) : PROBLEM_OK;
        }
        TRY(problem);
        if (text_equal(known.state, "cancelled"))
                return PROBLEM_OK;
        problem = order_cancel(db, arena, &message->merchant_id, &known.order_id, order.actor);
        return problem == PROBLEM_ORDER_STATE ? refuse_cancel(db, arena, &order, &known) : problem;
}

static enum tracking tracking_of(const char *status)
{
        static const char *const delivered[] = { "delivered", "Delivered" }, *const back[] = { "return_to_sender", "Exception_010", "Exception_011" };

        for (size_t i = 0; i < ARRAY_LEN(delivered); i++)
                if (text_equal(status, delivered[i]))
                        return TRACKING_DELIVERED;
        for (size_t i = 0; i < ARRAY_LEN(back); i++)
                if (text_equal(status, back[i]))
                        return TRACKING_RETURNED;
        return TRACKING_NEWS;
}

/* The names of the number, of what is said of it in a word and in a finer one, and of when. */
static enum problem take_tracking(struct db *db, struct arena *arena, const struct inbox_message *message, const struct doc *body, const char *const names[4])
{
        const char *number = doc_string(doc_get(body, names[0])), *status = doc_string(doc_get(body, names[1])), *detail = doc_string(doc_get(body, names[2]));
        const char *at = doc_string(doc_get(body, names[3]));
        struct news news = { .tracking_number = number, .status = status, .tracking = tracking_of(status), .at = NO_INSTANT };

        if (news.tracking == TRACKING_NEWS)
                news.tracking = tracking_of(detail);
        if (!number || !status || strlen(number) > 100 || strlen(status) > 100)
                return PROBLEM_INVALID_FIELD;
        if (at && !instant_parse(at, &news.at))
                news.at = NO_INSTANT;
        return parcel_track(db, arena, &message->merchant_id, &news);
}

static enum problem work(struct db *db, struct arena *arena, const struct inbox_message *message)
{
        static const char *const easypost[4] = { "tracking_code", "status", "status_detail", "updated_at" };
        static const char *const aftership[4] = { "tracking_number", "tag", "subtag", "updated_at" };
        struct json_fault fault;
        const struct doc *body;

        TRY(doc_parse(arena, message->body, strlen(message->body), &body, &fault));
        if (text_equal(message->source, "easypost"))
                return take_tracking(db, arena, message, doc_get(body, "result"), easypost);
        if (text_equal(message->source, "aftership"))
                return take_tracking(db, arena, message, doc_get(body, "msg"), aftership);
        if (text_equal(message->topic, "orders/paid"))
                return take_paid(db, arena, message, body);
        if (text_equal(message->topic, "orders/cancelled"))
                return take_cancelled(db, arena, message, body);
        return PROBLEM_OK;   /* a topic we have no use for */
}

enum problem storefront_inbox_step(struct db *db, struct arena *arena, bool *more)
{
        return inbox_step(db, arena, work, more);
}

/* Shopify's orders and the carriers' news, worked on after they were answered. */
#include "fulfillment.h"
#include "resale/clock.h"
#include "resale/id.h"
#include "resale/inbox.h"
#include "resale/json.h"
#include "resale/money.h"

enum { LINES_MAX = 250 };

/* A line of ours carries its listing as a property (_resale_listing), and its claim when there was one (_resale_claim). */
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

static bool parse_line(struct arena *arena, const struct doc *json, const char *currency, struct paid_line *line)
{
        const char *price = doc_scalar(arena, doc_get(json, "price"));

        *line = (struct paid_line){ .provider_line_id = id_of(arena, json) };
        if (!property_uuid(json, "_resale_listing", &line->listing_id))
                return false;
        (void)property_uuid(json, "_resale_claim", &line->claim_id);
        if (!price || !money_parse(price, currency, false, &line->price))
                memset(&line->price, 0, sizeof line->price);
        return true;
}

static const char *customer_of(struct arena *arena, const struct doc *body)
{
        return arena_printf(arena, "{\"email\":%s,\"shipping_address\":%s}", doc_text(arena, doc_get(body, "email")), doc_text(arena, doc_get(body, "shipping_address")));
}

static enum problem take_paid(struct db *db, struct arena *arena, const struct inbox_message *message, const struct doc *body)
{
        const struct doc *lines = doc_get(body, "line_items");
        const char *currency = doc_string(doc_get(body, "currency")), *paid_at = doc_string(doc_get(body, "processed_at"));
        size_t count = doc_count(lines);
        struct paid_order order = {
                .merchant_id = message->merchant_id, .source = "shopify", .provider_order_id = id_of(arena, body), .order_name = doc_string(doc_get(body, "name")),
                .currency = currency, .actor = "system:shopify", .customer = customer_of(arena, body), .email = doc_string(doc_get(body, "email")), .paid_at = NO_INSTANT,
        };

        if (!order.provider_order_id || !currency || !currency_is_known(currency) || count > LINES_MAX)
                return PROBLEM_INVALID_FIELD;
        if (paid_at && !instant_parse(paid_at, &order.paid_at))
                return PROBLEM_INVALID_FIELD;
        struct paid_line *line = arena_alloc(arena, (count + 1) * sizeof *line);
        order.lines.item = line;
        for (size_t i = 0; i < count; i++)
                if (parse_line(arena, doc_item(lines, i), currency, &line[order.lines.count]))
                        order.lines.count++;
        if (!order.lines.count)
                return PROBLEM_OK;   /* nothing of ours in it */
        enum problem problem = order_bind(db, arena, &order);
        return problem == PROBLEM_ALREADY_EXISTS ? PROBLEM_OK : problem;
}

static enum problem take_cancelled(struct db *db, struct arena *arena, const struct inbox_message *message, const struct doc *body)
{
        struct uuid order_id;
        const char *id = id_of(arena, body);
        enum problem problem = id ? order_by_provider(db, arena, &message->merchant_id, "shopify", id, &order_id) : PROBLEM_INVALID_FIELD;

        if (problem == PROBLEM_ORDER_NOT_FOUND)
                return PROBLEM_OK;   /* not one of ours */
        TRY(problem);
        return order_cancel(db, arena, &message->merchant_id, &order_id, "system:shopify");
}

static enum tracking tracking_of(const char *status)
{
        static const char *const delivered[] = { "delivered", "Delivered" }, *const back[] = { "return_to_sender" };

        for (size_t i = 0; i < ARRAY_LEN(delivered); i++)
                if (text_equal(status, delivered[i]))
                        return TRACKING_DELIVERED;
        for (size_t i = 0; i < ARRAY_LEN(back); i++)
                if (text_equal(status, back[i]))
                        return TRACKING_RETURNED;
        return TRACKING_NEWS;
}

static enum problem take_tracking(struct db *db, struct arena *arena, const struct inbox_message *message, const char *number, const char *status, const char *at)
{
        struct instant when = NO_INSTANT;

        if (!number || !status || strlen(status) > 100)
                return PROBLEM_INVALID_FIELD;
        if (at && !instant_parse(at, &when))
                when = NO_INSTANT;
        return parcel_track(db, arena, &message->merchant_id, number, status, tracking_of(status), when);
}

static enum problem work(struct db *db, struct arena *arena, const struct inbox_message *message)
{
        struct json_fault fault;
        const struct doc *body;

        TRY(doc_parse(arena, message->body, strlen(message->body), &body, &fault));
        if (text_equal(message->source, "easypost")) {
                const struct doc *tracker = doc_get(body, "result");
                return take_tracking(db, arena, message, doc_string(doc_get(tracker, "tracking_code")), doc_string(doc_get(tracker, "status")),
                                     doc_string(doc_get(tracker, "updated_at")));
        }
        if (text_equal(message->source, "aftership")) {
                const struct doc *msg = doc_get(body, "msg");
                return take_tracking(db, arena, message, doc_string(doc_get(msg, "tracking_number")), doc_string(doc_get(msg, "tag")),
                                     doc_string(doc_get(msg, "updated_at")));
        }
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

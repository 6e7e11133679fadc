/* Steps 5 to 9: the pull, the sale, shipping, the return, the ledger. */
#include <time.h>

#include "demo.h"
#include "resale/inbox.h"

static const char shopify_secret[] = "shopify secret of the demo", easypost_secret[] = "easypost secret of the demo";

static const char *pull_path(struct demo *d) { return arena_printf(d->arena, "/listing/v1/collections/%s/listings", d->collection); }

static const struct doc *listing_of(const struct doc *pull, const char *unit)
{
        for (size_t i = 0; i < doc_count(doc_get(pull, "items")); i++)
                if (text_equal(doc_string(doc_get(doc_item(doc_get(pull, "items"), i), "unit_id")), unit))
                        return doc_item(doc_get(pull, "items"), i);
        return NULL;
}

/* The pull follows the ledger a moment behind. Pulls until the unit is offered, under another listing than `but` (NULL: any), or until it is not. */
static const struct doc *pull_until(struct demo *d, const char *unit, bool offered, const char *but)
{
        const struct timespec pause = { .tv_nsec = 20000000 };

        for (int i = 0; i < 250; i++, nanosleep(&pause, NULL)) {
                const struct doc *listing = listing_of(demo_call(d, 200, NULL, "GET", pull_path(d), NULL), unit);
                if (offered == (listing && !text_equal(doc_string(doc_get(listing, "listing_id")), but)))
                        return listing;
        }
        demo_expect(d, "the pull", offered ? "with the unit, within 5 s" : "without the unit, within 5 s", "not so");
        return NULL;
}

void demo_pull(struct demo *d)
{
        const struct doc *json;
        const char *etag, *same;
        int status = 0;

        demo_title(5, "The storefront pulls");
        demo_until(d, NULL, pull_path(d), "", "3");
        demo_get(d, NULL, pull_path(d), NULL, &etag, &json);
        for (size_t i = 0; i < doc_count(doc_get(json, "items")); i++) {
                const struct doc *item = doc_item(doc_get(json, "items"), i);
                int64_t amount = 0;
                (void)doc_integer(doc_get(item, "price.amount"), &amount);
                demo_say("%-17s grade %s  %lld.%02lld USD  %s: %s", demo_text(d, item, "title"), demo_text(d, item, "grade"), (long long)amount / 100,
                         (long long)amount % 100, demo_text(d, item, "condition"), demo_text(d, item, "condition_text"));
        }
        for (int i = 0; i < 20 && status != 304; i++) {   /* what was offered just now may still get its photos */
                demo_get(d, NULL, pull_path(d), NULL, &etag, &json);
                status = demo_get(d, NULL, pull_path(d), arena_printf(d->arena, "If-None-Match: %s", etag), &same, &json);
        }
        demo_expect(d, "a pull when nothing changed", "304", arena_printf(d->arena, "%d", status));
        demo_say("ETag %s; the same pull again: 304", etag);
        demo_look(d, pull_path(d));
        demo_look(d, arena_printf(d->arena, "/shop/%s", d->collection));
        demo_look(d, arena_printf(d->arena, "/u/%s", d->fleece_plate));
}

static void connect(struct demo *d, const char *source, const char *secret)
{
        demo_call(d, 204, d->key, "PUT", demo_path(d, "fulfillment", arena_printf(d->arena, "/connections/%s", source)), arena_printf(d->arena, "{\"secret\":\"%s\"}", secret));
}

/* Claim, refuse the second claim, pay: the order as Shopify sends it, an id above 2^53. but: the listing that it was offered under before. */
static const char *buy(struct demo *d, const char *unit, const char *but, const char *order)
{
        const struct doc *json, *listing = pull_until(d, unit, true, but);
        const char *listing_id = demo_text(d, listing, "listing_id"), *claims = demo_path(d, "fulfillment", "/claims");
        const char *body = arena_printf(d->arena, "{\"listing_id\":\"%s\",\"minutes\":15}", listing_id);
        int64_t amount = 0;

        (void)doc_integer(doc_get(listing, "price.amount"), &amount);
        const char *claim = demo_text(d, demo_call(d, 201, d->key, "POST", claims, body), "claim_id");
        demo_expect(d, "a second claim", "unit-claimed", doc_string(doc_get(demo_call(d, 409, d->key, "POST", claims, body), "code")));
        demo_say("claimed for 15 minutes; a second claim is refused: unit-claimed");
        const char *const values[] = { "ORDER", order, "RUN", d->run, "LISTING", listing_id, "CLAIM", claim, "TOTAL",
                                       arena_printf(d->arena, "%lld.%02lld", (long long)amount / 100, (long long)amount % 100), NULL };
        demo_webhook(d, 200, WEBHOOK_SHOPIFY, shopify_secret, arena_printf(d->arena, "/fulfillment/v1/webhooks/shopify/%s", d->merchant_id), "orders/paid",
                     arena_printf(d->arena, "delivery-%s", order), demo_fixture(d, "shopify_orders_paid", values));
        demo_until(d, d->key, demo_path(d, "intake", arena_printf(d->arena, "/units/%s", unit)), "state", "sold");
        json = doc_item(doc_get(demo_call(d, 200, d->key, "GET", demo_path(d, "fulfillment", "/orders"), NULL), "items"), 0);
        demo_expect(d, "the order's id", order, doc_string(doc_get(json, "provider_order_id")));
        demo_say("orders/paid binds it: Shopify order %s, exact", order);
        pull_until(d, unit, false, NULL);
        demo_say("it is gone from the pull");
        return demo_text(d, json, "order_id");
}

/* Numbers of this run, above 2^53. */
static const char *order_number(struct demo *d, const char *last)
{
        return arena_printf(d->arena, "8209%.12s%s8", d->run, last);
}

void demo_sale(struct demo *d)
{
        demo_title(6, "A sale");
        connect(d, "shopify", shopify_secret);
        connect(d, "easypost", easypost_secret);
        d->order_id = buy(d, d->fleece, NULL, order_number(d, "1"));
        demo_look(d, arena_printf(d->arena, "/fulfillment/?merchant=%s", d->merchant_id));
}

static void ship(struct demo *d, const char *order, const char *plate, const char *number, const char *unit)
{
        const char *order_path = demo_path(d, "fulfillment", arena_printf(d->arena, "/orders/%s", order));

        demo_call(d, 200, d->shipper, "POST", arena_printf(d->arena, "%s/pick", order_path), arena_printf(d->arena, "{\"code\":\"%s\"}", plate));
        const struct doc *parcel = demo_call(d, 201, d->shipper, "POST", arena_printf(d->arena, "%s/parcels", order_path), arena_printf(d->arena, "{\"codes\":[\"%s\"]}", plate));
        demo_call(d, 200, d->shipper, "POST", demo_path(d, "fulfillment", arena_printf(d->arena, "/parcels/%s/ship", demo_text(d, parcel, "parcel_id"))),
                  arena_printf(d->arena, "{\"carrier\":\"UPS\",\"tracking_number\":\"%s\"}", number));
        demo_say("picked %s, packed, shipped with UPS %s", plate, number);
        const char *const values[] = { "RUN", number, "TRACKING", number, NULL };
        demo_webhook(d, 200, WEBHOOK_EASYPOST, easypost_secret, arena_printf(d->arena, "/fulfillment/v1/webhooks/easypost/%s", d->merchant_id), "-", "-",
                     demo_fixture(d, "easypost_tracker_updated", values));
        demo_until(d, d->key, demo_path(d, "intake", arena_printf(d->arena, "/units/%s", unit)), "state", "delivered");
        demo_say("the carrier's signed webhook: delivered");
}

void demo_shipping(struct demo *d)
{
        demo_title(7, "Fulfilment");
        const struct doc *json = demo_call(d, 409, d->shipper, "POST", demo_path(d, "fulfillment", arena_printf(d->arena, "/orders/%s/pick", d->order_id)),
                                           arena_printf(d->arena, "{\"code\":\"%s\"}", d->second_plate));
        demo_expect(d, "picking the other fleece", "wrong-unit", doc_string(doc_get(json, "code")));
        demo_say("the other fleece, same SKU, is refused: wrong-unit");
        ship(d, d->order_id, d->fleece_plate, arena_printf(d->arena, "1Z%s1", d->run), d->fleece);
        demo_look(d, arena_printf(d->arena, "/fulfillment/?merchant=%s", d->merchant_id));
}

static const struct doc *returnability(struct demo *d, const char *unit, bool expected)
{
        const struct doc *json = demo_call(d, 200, d->key, "GET", demo_path(d, "fulfillment", arena_printf(d->arena, "/units/%s/returnability", unit)), NULL);

        demo_expect(d, "returnability", expected ? "yes" : "no", doc_is_true(doc_get(json, "returnable")) ? "yes" : "no");
        demo_say("returnable? %s. %s", expected ? "Yes" : "No", demo_text(d, json, "why"));
        return json;
}

/* A policy of its own for the jacket: final sale. What is sold already keeps its terms. */
static void sell_final(struct demo *d)
{
        const char *listing_id = demo_text(d, pull_until(d, d->jacket, true, NULL), "listing_id");

        demo_call(d, 201, d->key, "POST", demo_path(d, "listing", arena_printf(d->arena, "/collections/%s/policies", d->collection_id)),
                  "{\"return_days\":0,\"final_sale\":true,\"price_shares\":{\"A\":6000,\"B\":4500,\"C\":2500},\"min_price\":1000,\"auto_publish\":true}");
        demo_call(d, 200, d->key, "POST", demo_path(d, "listing", arena_printf(d->arena, "/listings/%s/withdraw", listing_id)), NULL);
        demo_call(d, 201, d->key, "POST", demo_path(d, "listing", "/listings"), arena_printf(d->arena, "{\"unit_id\":\"%s\",\"collection_id\":\"%s\"}", d->jacket, d->collection_id));
        demo_say("the jacket is offered again under a new policy: final sale");
        const char *order = buy(d, d->jacket, listing_id, order_number(d, "2"));
        ship(d, order, d->jacket_plate, arena_printf(d->arena, "1Z%s2", d->run), d->jacket);
        returnability(d, d->jacket, false);
        demo_call(d, 409, d->shipper, "POST", demo_path(d, "fulfillment", arena_printf(d->arena, "/units/%s/returns", d->jacket)), "{\"reason\":\"Changed my mind\"}");
        demo_say("a return of it is refused: not-returnable");
}

void demo_return(struct demo *d)
{
        demo_title(8, "A return");
        returnability(d, d->fleece, true);
        const struct doc *json = demo_call(d, 201, d->shipper, "POST", demo_path(d, "fulfillment", arena_printf(d->arena, "/units/%s/returns", d->fleece)), "{\"reason\":\"Too small\"}");
        demo_say("return authorised: RMA %s", demo_text(d, json, "rma"));
        json = demo_call(d, 200, d->floor, "POST", "/intake/v1/scans", arena_printf(d->arena, "{\"code\":\"%s\"}", demo_text(d, json, "rma")));
        demo_expect(d, "scanning the RMA", "resale_return", doc_string(doc_get(json, "kind")));
        demo_call(d, 200, d->floor, "POST", demo_path(d, "intake", arena_printf(d->arena, "/units/%s/receive-again", d->fleece)),
                  arena_printf(d->arena, "{\"facility_id\":\"%s\"}", d->facility_id));
        json = demo_call(d, 200, d->key, "GET", demo_path(d, "intake", arena_printf(d->arena, "/units/%s", d->fleece)), NULL);
        int64_t trip = 0, sum = 1;
        (void)doc_integer(doc_get(json, "trip"), &trip);
        demo_expect(d, "the trip", "2", arena_printf(d->arena, "%lld", (long long)trip));
        demo_say("received again: the same plate %s, trip 2", d->fleece_plate);
        sell_final(d);
        (void)doc_integer(doc_get(demo_call(d, 200, d->key, "GET", demo_path(d, "fulfillment", arena_printf(d->arena, "/units/%s/books", d->fleece)), NULL), "sum"), &sum);
        demo_expect(d, "the fleece's books", "0", arena_printf(d->arena, "%lld", (long long)sum));
        demo_look(d, arena_printf(d->arena, "/fulfillment/?merchant=%s", d->merchant_id));
}

/* How many pieces a shop may sell: one, or as many as a pool has; none of what is off sale. */
#include "resale/id.h"
#include "shopify_product.h"

enum { NOT_STOCKED_MS = 60000 };
static const char stale[] = "CHANGE_FROM_QUANTITY_STALE";

static const char *stock_of(const struct shop *s, const struct product *p)
{
        const char *from = p->from_known ? arena_printf(s->arena, "%lld", (long long)p->stock_from) : "null";

        return arena_printf(s->arena, "{\"key\":\"%s\",\"input\":{\"name\":\"available\",\"reason\":\"correction\",\"quantities\":[{\"inventoryItemId\":%s,\"locationId\":%s,"
                                      "\"quantity\":%lld,\"changeFromQuantity\":%s}]}}", p->stock_key.text, json_quote(s->arena, p->item_gid), json_quote(s->arena, s->location_id),
                            (long long)p->stock_to, from);
}

static void stock_refused(struct shop *s, struct product *p, struct reply *reply)
{
        if (text_equal(reply->code, "IDEMPOTENCY_KEY_PARAMETER_MISMATCH") || text_equal(reply->code, "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"))
                uuid_new(&p->stock_key);
        if (text_equal(reply->code, stale)) {
                reply->words = arena_printf(s->arena, "The stock is not %lld as we left it: somebody changed it in Shopify. See why; pushing it again sets it to %lld.",
                                            (long long)p->stock_from, (long long)p->stock_to);
                p->stock_key = (struct uuid){ 0 };
        }
        if (text_equal(reply->code, "ITEM_NOT_STOCKED_AT_LOCATION") && p->wanted) {
                p->sent_digest = "";
                p->step = "product";
        }
        product_refused(s, p, reply);
        if (text_equal(p->step, "product"))
                p->wait_ms = NOT_STOCKED_MS;
}

static void stock_is(struct product *p, int64_t stock, const char *next)
{
        p->stock_known = true;
        p->sent_stock = stock;
        p->stock_key = (struct uuid){ 0 };
        p->stock_to = -1;
        product_goes_on(p, next);
}

/*
 * It is another than we left it. The shop's own sale, or the return to stock of one that was cancelled there, may have brought it where it should be. Of a pool, what the
 * shop sold and did not tell us of yet is not put back on sale; what was sold elsewhere meanwhile is taken off. Anything else is for a person to see.
 */
static enum problem settle(struct shop *s, struct product *p, int64_t to, const char *next, struct reply *refusal)
{
        const char *which = arena_printf(s->arena, "{\"item\":%s,\"location\":%s}", json_quote(s->arena, p->item_gid), json_quote(s->arena, s->location_id));
        struct reply reply;
        int64_t there;

        TRY(shop_ask(s, "stock_find", which, &reply));
        if (reply.said != SAID_YES) {
                product_refused(s, p, &reply);
                return PROBLEM_OK;
        }
        bool known = doc_integer(doc_get(doc_item(doc_get(reply.data, "inventoryLevel.quantities"), 0), "quantity"), &there);
        bool sold = known && p->pooled && there >= 0 && there < p->stock_from;
        if (known && (there == to || (sold && there < to))) {
                stock_is(p, there, next);
        } else if (sold) {
                stock_is(p, there, p->step);
        } else {
                stock_refused(s, p, refusal);
        }
        return PROBLEM_OK;
}

/* The change, and the key under which it is repeated, are kept before it is asked for. To none it is set whatever it was. */
enum problem stock_put(struct shop *s, struct product *p, int64_t to, const char *next)
{
        struct reply reply = { .said = SAID_YES };

        if (!(p->stock_known && p->sent_stock == to)) {
                if (!uuid_is_set(&p->stock_key) || p->stock_to != to) {
                        uuid_new(&p->stock_key);
                        p->from_known = to > 0 && p->stock_known;
                        p->stock_from = p->sent_stock;
                        p->stock_to = to;
                }
                p->stock_known = false;
                TRY(product_save(s, p));
                TRY(shop_ask(s, "stock_set", stock_of(s, p), &reply));
        }
        if (reply.said == SAID_NO && p->from_known && text_equal(reply.code, stale))
                return settle(s, p, to, next, &reply);
        if (reply.said == SAID_YES)
                stock_is(p, to, next);
        else
                stock_refused(s, p, &reply);
        return PROBLEM_OK;
}

/* A listing in a shop, step by step: photos, files, product, metafields, stock, publish; and back: stop, hide; at last archive. */
#include "listing_sql.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "shopify_product.h"

enum { LONGEST_MS = 12 * 3600 * 1000, LONGEST_OFF_MS = 300000 };

static const struct field product_fields[] = {
        FIELD(struct product, listing_id),
        FIELD(struct product, unit_id),
        FIELD(struct product, handle),
        FIELD(struct product, wanted),
        FIELD(struct product, held),
        FIELD(struct product, step),
        FIELD(struct product, product_gid),
        FIELD(struct product, variant_gid),
        FIELD(struct product, item_gid),
        FIELD(struct product, sent_digest),
        FIELD(struct product, sent_metafields),
        FIELD(struct product, sent_price),
        FIELD(struct product, sent_tag),
        FIELD(struct product, stock_known),
        FIELD(struct product, sent_stock),
        FIELD(struct product, published_known),
        FIELD(struct product, sent_published),
        FIELD(struct product, stock_key),
        FIELD(struct product, from_known),
        FIELD(struct product, stock_from),
        FIELD(struct product, stock_to),
        FIELD(struct product, again),
        FIELD(struct product, attempts),
        FIELD(struct product, fragment),
        FIELD(struct product, price_amount),
        FIELD(struct product, currency),
        FIELD(struct product, compare_at_amount),
        FIELD(struct product, final_sale),
        FIELD(struct product, return_days),
        FIELD(struct product, grade),
        FIELD(struct product, condition),
        FIELD(struct product, condition_text),
        FIELD(struct product, title),
        FIELD(struct product, collection_handle),
        FIELD(struct product, lpn),
        FIELD(struct product, final_tag),
};
static const struct shape product_shape = SHAPE(struct product, product_fields);

enum problem product_next(struct shop *s, struct product *p)
{
        struct json_fault fault;

        *p = (struct product){ 0 };
        TRY(db_one(s->db, s->arena, &sql_next_shopify_product, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_bool(text_equal(s->state, "active"))),
                   &product_shape, p, PROBLEM_LISTING_NOT_FOUND));
        p->final_tag = p->final_tag ? p->final_tag : s->final_sale_tag;
        TRY(doc_parse(s->arena, p->fragment, strlen(p->fragment), &p->offer, &fault));
        p->pooled = doc_is_true(doc_get(p->offer, "pooled"));
        if (!p->pooled || !doc_integer(doc_get(p->offer, "quantity"), &p->pieces))
                p->pieces = 1;
        return PROBLEM_OK;
}

enum problem product_save(struct shop *s, const struct product *p)
{
        return db_exec(s->db, &sql_save_shopify_product,
                       DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id), db_uuid(&p->listing_id), db_text(p->product_gid), db_text(p->variant_gid), db_text(p->item_gid),
                               db_text(p->sent_digest), db_text(p->sent_metafields), db_int(p->sent_price), db_bool(p->sent_tag), p->stock_known ? db_int(p->sent_stock) : db_null(),
                               p->published_known ? db_bool(p->sent_published) : db_null(), db_uuid(&p->stock_key), p->from_known ? db_int(p->stock_from) : db_null(), db_int(p->again),
                               p->stock_to >= 0 ? db_int(p->stock_to) : db_null(), db_text(p->step), db_int(p->attempts), db_text(p->problem), db_text(p->detail),
                               p->wait_ms >= 0 ? db_int(p->wait_ms) : db_null(), db_text(p->final_tag)), NULL);
}

void product_goes_on(struct product *p, const char *step)
{
        p->step = step;
        p->problem = p->detail = NULL;
        p->attempts = 0;
        p->wait_ms = text_equal(step, "done") || text_equal(step, "ended") ? -1 : 0;
}

/* Refusals that time mends. */
static bool passes(const char *code)
{
        static const char *const passing[] = { "INTERNAL", "GENERIC_ERROR", "JOB_ERROR", "FILE_LOCKED", "NON_READY_STATE", "MEDIA_CANNOT_BE_MODIFIED", "IDEMPOTENCY_CONCURRENT_REQUEST",
                                               "IDEMPOTENCY_KEY_PARAMETER_MISMATCH", "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", "ITEM_NOT_STOCKED_AT_LOCATION" };

        for (size_t i = 0; i < ARRAY_LEN(passing); i++)
                if (text_equal(passing[i], code))
                        return true;
        return false;
}

int64_t pause_after(int64_t attempts, int64_t longest_ms)
{
        int64_t wait = 1000;

        for (int64_t i = 0; i < attempts && wait < longest_ms; i++)
                wait *= 3;
        return (int64_t)random_below((uint32_t)(wait < longest_ms ? wait : longest_ms)) + 1;
}

/* What has to go off sale is never given up. */
static void try_later(struct product *p)
{
        int64_t pause = pause_after(p->attempts++, p->wanted ? LONGEST_MS : LONGEST_OFF_MS);

        p->wait_ms = p->wanted && p->attempts >= SHOP_ATTEMPTS_MAX ? -1 : pause;
}

/* As the column `unmarked` says it: then it is held at once. */
static bool may_be_sold_unmarked(const struct product *p)
{
        return p->final_sale && !p->sent_tag && p->product_gid && !(p->stock_known && p->sent_stock == 0) && !(p->published_known && !p->sent_published);
}

void product_refused(struct shop *s, struct product *p, const struct reply *reply)
{
        p->wait_ms = 0;
        if (reply->said == SAID_CLOSED || (reply->said == SAID_LATER && !s->problem))
                return;   /* the shop's own wait, not the product's */
        p->problem = reply->said == SAID_LATER ? s->problem : reply->code;
        p->detail = reply->said == SAID_LATER ? s->detail : reply->words;
        if (reply->said == SAID_LATER || passes(reply->code) || !p->wanted)
                try_later(p);
        else if (!may_be_sold_unmarked(p))
                p->wait_ms = -1;
}

static bool take_ids(struct product *p, const struct doc *product)
{
        const struct doc *variant = doc_item(doc_get(product, "variants.nodes"), 0);
        const char *id = doc_string(doc_get(product, "id")), *variant_gid = doc_string(doc_get(variant, "id")), *item = doc_string(doc_get(variant, "inventoryItem.id"));

        if (!id || !variant_gid || !item)
                return false;
        if (p->product_gid && !text_equal(id, p->product_gid)) {   /* it was deleted in the shop, and is a new one */
                p->stock_known = p->published_known = false;
                p->sent_metafields = NULL;
        }
        p->product_gid = id;
        p->variant_gid = variant_gid;
        p->item_gid = item;
        return true;
}

/*
 * Set by its handle, so that it is there once. Unless the shop is known to have it as it was sent, it begins with a stock of none.
 * sent_digest while it is uncertain: "" whether it is there, "?" what it says.
 */
static enum problem put_product(struct shop *s, struct product *p)
{
        bool first = !p->sent_digest || !*p->sent_digest;
        const char *files, *said, *before;
        struct reply reply;
        char digest[65];

        if (s->shop_currency && !text_equal(s->shop_currency, p->currency)) {
                const char *words = arena_printf(s->arena, "The shop sells in %s, the collection in %s.", s->shop_currency, p->currency);
                product_refused(s, p, &(struct reply){ .said = SAID_NO, .code = "CURRENCY", .words = words });
                return PROBLEM_OK;
        }
        TRY(photos_files(s, p, &files));
        said = product_input(s, p, files, false);
        sha256_hex(said, strlen(said), digest);
        if (!first && text_equal(digest, p->sent_digest)) {
                product_goes_on(p, "metafields");
                return PROBLEM_OK;
        }
        before = p->sent_digest;
        p->sent_digest = first ? "" : "?";
        TRY(product_save(s, p));
        TRY(shop_ask(s, "product_set", product_input(s, p, files, first), &reply));
        if (reply.said == SAID_YES && !take_ids(p, doc_get(reply.data, "product")))
                reply = (struct reply){ .said = SAID_NO, .code = "INTERNAL", .words = "Shopify answers without the product." };
        if (reply.said != SAID_YES) {
                if (!(reply.said == SAID_LATER && s->problem))
                        p->sent_digest = before;   /* nothing came of it */
                product_refused(s, p, &reply);
                return PROBLEM_OK;
        }
        if (first) {
                p->stock_known = true;
                p->sent_stock = 0;
        }
        p->sent_digest = arena_copy(s->arena, digest, 64);
        p->sent_price = p->price_amount;
        p->sent_tag = p->final_sale;
        product_goes_on(p, "metafields");
        return PROBLEM_OK;
}

static enum problem put_metafields(struct shop *s, struct product *p)
{
        const char *said = product_metafields(s, p);
        struct reply reply = { .said = SAID_YES };
        char digest[65];

        sha256_hex(said, strlen(said), digest);
        if (!text_equal(digest, p->sent_metafields))
                TRY(shop_ask(s, "metafields_set", said, &reply));
        if (reply.said != SAID_YES) {
                product_refused(s, p, &reply);
                return PROBLEM_OK;
        }
        p->sent_metafields = arena_copy(s->arena, digest, 64);
        product_goes_on(p, "stock");
        return PROBLEM_OK;
}

static enum problem put_published(struct shop *s, struct product *p, bool on, const char *next)
{
        struct reply reply = { .said = SAID_YES };

        if (!(p->published_known && p->sent_published == on)) {
                p->published_known = false;
                TRY(product_save(s, p));
                TRY(shop_ask(s, on ? "publish" : "unpublish", arena_printf(s->arena, "{\"id\":%s,\"input\":[{\"publicationId\":%s}]}", json_quote(s->arena, p->product_gid),
                                                                           json_quote(s->arena, s->publication_id)), &reply));
        }
        if (reply.said != SAID_YES) {
                product_refused(s, p, &reply);
                return PROBLEM_OK;
        }
        p->published_known = true;
        p->sent_published = on;
        product_goes_on(p, next);
        return PROBLEM_OK;
}

/* What was asked to be made, and not answered, is looked for by its handle. *there: the shop has it. */
static enum problem look_for(struct shop *s, struct product *p, bool *there)
{
        struct reply reply;

        *there = false;
        TRY(shop_ask(s, "product_find", arena_printf(s->arena, "{\"handle\":%s}", json_quote(s->arena, p->handle)), &reply));
        if (reply.said != SAID_YES)
                product_refused(s, p, &reply);
        else if (take_ids(p, reply.data))
                *there = true;
        else
                product_goes_on(p, "ended");
        return PROBLEM_OK;
}

/* Where stock cannot be set it is hidden all the same; and looked for: it may be gone. */
static enum problem stop(struct shop *s, struct product *p)
{
        bool there = true;

        if (!p->sent_digest && !p->product_gid) {
                product_goes_on(p, "ended");   /* never sent */
                return PROBLEM_OK;
        }
        if (!p->product_gid || p->attempts > 0)
                TRY(look_for(s, p, &there));
        if (!there)
                return PROBLEM_OK;
        TRY(stock_put(s, p, 0, "hide"));
        if (!p->stock_known && p->problem && s->wait_ms == 0)
                p->step = "hide";
        return PROBLEM_OK;
}

static enum problem hide(struct shop *s, struct product *p)
{
        bool stopped = p->stock_known && p->sent_stock == 0;

        TRY(put_published(s, p, false, stopped ? "ended" : "stop"));
        if (p->problem)
                p->step = stopped ? "hide" : "stop";
        else if (!stopped)
                try_later(p);
        return PROBLEM_OK;
}

/* Long off sale, it stands among what the merchant sells no more. Back on sale all of it is sent anew, with the status; one that is not there is as good as archived. */
static enum problem archive(struct shop *s, struct product *p)
{
        struct reply reply;

        TRY(shop_ask(s, "archive", arena_printf(s->arena, "{\"product\":{\"id\":%s,\"status\":\"ARCHIVED\"}}", json_quote(s->arena, p->product_gid)), &reply));
        if (reply.said == SAID_YES || reply.said == SAID_NO) {
                p->sent_digest = "archived";
                product_goes_on(p, "ended");
        } else {
                product_refused(s, p, &reply);
        }
        return PROBLEM_OK;
}

/* Its step stays what it is, for when the shop is told of new things again. By its stock; where that cannot be set, hidden. */
static enum problem hold(struct shop *s, struct product *p)
{
        return p->attempts % 2 ? put_published(s, p, false, p->step) : stock_put(s, p, 0, p->step);
}

enum problem product_step(struct shop *s, struct product *p)
{
        if (p->held)
                return hold(s, p);
        if (text_equal(p->step, "photos"))
                return photos_upload(s, p);
        if (text_equal(p->step, "files"))
                return photos_settle(s, p);
        if (text_equal(p->step, "product"))
                return put_product(s, p);
        if (text_equal(p->step, "metafields"))
                return put_metafields(s, p);
        if (text_equal(p->step, "stock"))
                return stock_put(s, p, p->pieces, "publish");
        if (text_equal(p->step, "publish"))
                return put_published(s, p, true, "done");
        if (text_equal(p->step, "archive"))
                return archive(s, p);
        return text_equal(p->step, "stop") ? stop(s, p) : hide(s, p);
}

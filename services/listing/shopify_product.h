#ifndef LISTING_SHOPIFY_PRODUCT_H
#define LISTING_SHOPIFY_PRODUCT_H

#include "shopify_call.h"

/* A listing in a shop: what the shop was told, and what the offer says now. */
struct product {
        struct uuid listing_id, unit_id, stock_key;
        const char *handle, *step, *product_gid, *variant_gid, *item_gid, *sent_digest, *sent_metafields, *fragment, *currency, *grade, *condition, *condition_text, *title,
                *collection_handle, *lpn, *final_tag;
        int64_t sent_price, sent_stock, stock_from, stock_to, again, attempts, price_amount, compare_at_amount, return_days;
        bool wanted, held, sent_tag, stock_known, published_known, sent_published, from_known, final_sale;

        /* held: nothing new goes to the shop, or it refused the mark of a final sale, and must not sell this one without it; not wanted there meanwhile */
        const struct doc *offer;           /* the fragment */
        bool pooled;
        int64_t pieces;                    /* that can be bought: of a pool, how many; else one */
        const char *problem, *detail;
        int64_t wait_ms;                   /* until its next step; -1: none, a person has to mend it, or it is done */
};

/* One step of it: one call, or none where the shop knows already. What it brought about is kept before the next. */
enum problem product_step(struct shop *shop, struct product *product) MUST_USE;
enum problem product_next(struct shop *shop, struct product *product) MUST_USE;     /* LISTING_NOT_FOUND: nothing is due */
enum problem product_save(struct shop *shop, const struct product *product) MUST_USE;

/* Refused in Shopify's words; later, by itself, when the refusal is not about what was said. */
void product_refused(struct shop *shop, struct product *product, const struct reply *reply);
/* One second, three, nine, … with full jitter. */
enum { SHOP_ATTEMPTS_MAX = 12 };
int64_t pause_after(int64_t attempts, int64_t longest_ms);
void product_goes_on(struct product *product, const char *step);

/* Step "stock", and a stock of none. */
enum problem stock_put(struct shop *shop, struct product *product, int64_t to, const char *next) MUST_USE;

/* Steps "photos" and "files". */
enum problem photos_upload(struct shop *shop, struct product *product) MUST_USE;
enum problem photos_settle(struct shop *shop, struct product *product) MUST_USE;
/* [{"id":…},…] of the photos that are files in the shop, in their order. */
enum problem photos_files(struct shop *shop, const struct product *product, const char **json) MUST_USE;

/* Variables of the documents; each text is the same for the same offer. */
const char *product_input(const struct shop *shop, const struct product *product, const char *files, bool first);   /* first: with a stock of none */
const char *product_metafields(const struct shop *shop, const struct product *product);
const char *product_tag(const char *collection_handle, struct arena *arena);
const char *plain_html(struct arena *arena, const char *text);   /* a paragraph of text that may hold anything; "" for none */
const char *decimal(struct arena *arena, int64_t amount, const char *currency);

/* Collections of a shop, one step of the next that is due; COLLECTION_NOT_FOUND: none is. */
enum problem shop_collection_step(struct shop *shop) MUST_USE;

/* The read-back: begun when it is due, asked after, and compared once it is there. */
enum problem shop_read_step(struct shop *shop) MUST_USE;

#endif

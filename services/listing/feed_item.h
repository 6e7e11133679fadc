#ifndef LISTING_FEED_ITEM_H
#define LISTING_FEED_ITEM_H

#include "resale/arena.h"
#include "resale/json.h"
#include "resale/shape.h"

/* What feeds say of a shop, and of one offer in it. Absent: NULL, 0, false; the texts live as long as what they were read from. */
struct shop {
        const char *origin, *handle, *name, *description, *final_sale_tag;   /* origin "https://resale.example", without a slash at its end */
        const char *countries;                                               /* JSON: from which it takes returns */
        const struct doc *google_categories;                                 /* of product types */
};

struct feed_item {
        const char *listing_id, *handle, *title, *text, *sku, *vendor, *product_type, *size, *color, *gtin, *grade, *condition, *item_condition, *google_condition,
                *published_at, *valid_until;
        struct money price, compare_at;             /* compare_at without a currency: none */
        int64_t return_days, warranty_days, quantity;
        bool final_sale, pooled;
        const struct doc *options, *photos;
};
/* Of an offer's fragment. */
void feed_item_read(const struct doc *offer, struct feed_item *item);

/* Addresses of the offer's page and of the n-th photo; NULL: there is none. */
const char *shop_page(struct arena *arena, const struct shop *shop);
const char *shop_offer(struct arena *arena, const struct shop *shop, const struct feed_item *item);
const char *shop_photo(struct arena *arena, const struct shop *shop, const struct feed_item *item, size_t n);

/* Members of a JSON object that is being written, after its "{": a comma is put where one is needed. NULL: left out. */
void add_member(struct buffer *out, const char *name, const char *json);
void add_text(struct buffer *out, const char *name, const char *text);
void add_price(struct buffer *out, const char *name, const struct money *price);   /* "84.00" */
const char *url_quote(struct arena *arena, const char *text);   /* as a part of an address: percent-encoded; NULL: "" */
/* JSON that may stand inside of a page: no <, > or & in it. */
const char *json_for_html(struct arena *arena, const char *json);

#endif

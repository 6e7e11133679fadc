#ifndef LISTING_STOREFRONT_H
#define LISTING_STOREFRONT_H

#include "feed_item.h"
#include "resale/db.h"

/* What is known of the merchant's own storefront. */
struct storefront {
        struct uuid merchant_id, collection_id;
        const char *product_url;        /* where an offer is bought: with {handle}, {listing_id} or {product_id} where the offer's own stands; NULL: nowhere but by the merchant's own means */
        struct texts countries;         /* ISO 3166-1 codes: from where it takes returns */
        struct list google_categories;  /* struct google_category */
        const char *actor;
};
struct google_category { const char *product_type, *category; };   /* product_type "*": every other; category: a number of Google's taxonomy, or its path */
extern const struct shape storefront_shape;

/* What is wrong in it: *field and *why; INVALID_FIELD. */
enum problem storefront_check(struct arena *arena, const struct storefront *storefront, const char **field, const char **why) MUST_USE;
/* Both: its JSON; COLLECTION_NOT_FOUND. */
enum problem storefront_find(struct db *db, struct arena *arena, const struct storefront *which, const char **json) MUST_USE;
enum problem storefront_set(struct db *db, struct arena *arena, const struct storefront *storefront, const char **json) MUST_USE;
/* The address of this offer; NULL: none was set. */
const char *storefront_address(struct arena *arena, const char *product_url, const struct doc *offer);

#endif

#ifndef LISTING_STOREFRONT_H
#define LISTING_STOREFRONT_H

#include "feed_item.h"
#include "resale/db.h"

/* Where an offer of a collection is bought: an address with {handle}, {listing_id} or {product_id} where the offer's own stands; NULL: nowhere but by the merchant's own means. */
struct storefront { struct uuid merchant_id, collection_id; const char *product_url, *actor; };

/* https, without blanks or quotes, and no other braces than these. */
bool storefront_is_address(const char *product_url);
enum problem storefront_find(struct db *db, struct arena *arena, struct storefront *storefront) MUST_USE;   /* fills product_url; COLLECTION_NOT_FOUND */
enum problem storefront_set(struct db *db, struct arena *arena, struct storefront *storefront) MUST_USE;    /* COLLECTION_NOT_FOUND */
/* The address of this offer; NULL: none was set. */
const char *storefront_address(struct arena *arena, const struct storefront *storefront, const struct doc *offer);

#endif

#ifndef LISTING_API_H
#define LISTING_API_H

#include "collection.h"
#include "resale/http.h"

http_handler get_collections, post_collections, get_collection, patch_collection, post_policies;
http_handler get_listings, post_listings, get_listing, post_withdraw, get_prices;
http_handler get_public_collection, get_pull, get_pull_one;
http_handler get_public_photo, get_look, get_shop, get_shop_offer, get_passport, get_passport_by_gtin;
http_handler put_look, put_logo, delete_logo, get_logo;

/* By the handle of the path. A live collection is public; any other is its merchant's, by a key with listing:read, and the partner's. COLLECTION_NOT_FOUND. */
enum problem open_collection(struct request *rq, struct public_collection *found) MUST_USE;

#endif

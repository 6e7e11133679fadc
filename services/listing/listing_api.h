#ifndef LISTING_API_H
#define LISTING_API_H

#include "collection.h"
#include "pull.h"
#include "resale/http.h"

http_handler get_collections, post_collections, get_collection, patch_collection, post_policies;
http_handler get_listings, post_listings, get_listing, post_withdraw, get_prices;
http_handler get_public_photo, get_look, get_shop, get_shop_offer, get_passport, get_passport_by_gtin, get_storefront, put_storefront, get_embed;
http_handler get_public_collection, get_pull, get_pull_one, get_pull_changes, get_pull_availability, post_pull_availability;
http_handler get_products_json, get_google_feed, get_csv_feed, get_structured_feed, get_sitemap;
http_handler put_look, put_logo, delete_logo, get_logo, get_waiting, get_contradictions, post_edits;
http_handler get_stream;

/* The query of a pull; INVALID_FIELD names what is wrong. Asks no database, so it may run on the loop. */
enum problem pull_query_parse(struct request *rq, struct pull_query *query) MUST_USE;
enum problem pull_since_read(struct request *rq, struct pull_since *since) MUST_USE;

/* By the handle of the path. A live collection is public; any other is its merchant's, by a key with listing:read, and the partner's. COLLECTION_NOT_FOUND. */
enum problem open_collection(struct request *rq, struct public_collection *found) MUST_USE;
const char *caching(const struct public_collection *found);   /* its Cache-Control */

http_handler get_shopify_connections, post_shopify_connections, get_shopify_connection, patch_shopify_connection, delete_shopify_connection;
http_handler post_shopify_check, post_shopify_reading, get_shopify_products, post_shopify_push;

#endif

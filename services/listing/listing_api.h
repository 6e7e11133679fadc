#ifndef LISTING_API_H
#define LISTING_API_H

#include "resale/http.h"

http_handler get_collections, post_collections, get_collection, patch_collection, post_policies;
http_handler get_listings, post_listings, get_listing, post_withdraw, get_prices;
http_handler get_public_collection, get_pull, get_pull_one;

http_handler get_shopify_connections, post_shopify_connections, get_shopify_connection, patch_shopify_connection, delete_shopify_connection;
http_handler post_shopify_check, post_shopify_reading, get_shopify_products, post_shopify_push;

#endif

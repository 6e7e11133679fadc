#ifndef LISTING_API_H
#define LISTING_API_H

#include "resale/http.h"

http_handler get_collections, post_collections, get_collection, patch_collection, post_policies;
http_handler get_listings, post_listings, get_listing, post_withdraw, get_prices;
http_handler get_public_collection, get_pull, get_pull_one;
http_handler get_stream;

#endif

#ifndef LISTING_API_H
#define LISTING_API_H

#include "pull.h"
#include "resale/http.h"

http_handler get_collections, post_collections, get_collection, patch_collection, post_policies;
http_handler get_listings, post_listings, get_listing, post_withdraw, get_prices;
http_handler get_public_collection, get_pull, get_pull_one, get_pull_changes, get_pull_availability;

/* The query of a pull; INVALID_FIELD names what is wrong. Asks no database, so it may run on the loop. */
enum problem pull_query_parse(struct request *rq, struct pull_query *query) MUST_USE;
enum problem pull_since_read(struct request *rq, struct pull_since *since) MUST_USE;

#endif

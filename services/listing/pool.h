#ifndef LISTING_POOL_H
#define LISTING_POOL_H

#include "resale/db.h"

/*
 * Offers whose price or terms changed in the transaction at hand: identical pieces are grouped anew where their policy says so, and editions follow (shelf_refresh).
 * Call it once, last.
 */
enum problem pool_and_show(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *listing_ids) MUST_USE;

#endif

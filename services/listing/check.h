#ifndef LISTING_CHECK_H
#define LISTING_CHECK_H

#include "resale/feed.h"

/*
 * Live offers are looked at again: one that has come to contradict itself is kept as such until it is mended or ends, and one that says other words by now (photos, the
 * catalogue) is rendered anew. By what the ledger says of their units, by other terms of their collection, and all of them every hour.
 */
enum problem check_listings(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *listing_ids) MUST_USE;
/* The live offers of the units of these events, as far as those say something of the piece itself. */
enum problem check_follow(struct db *db, struct arena *arena, const struct feed_event *events, size_t count) MUST_USE;
/* Live offers that a shop may sell without the mark of a final sale, and cannot be told of; and those of which that is true no more. */
enum problem check_unmarked(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id) MUST_USE;
/* Background step: the next of those whose time has come. */
enum problem check_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

#endif

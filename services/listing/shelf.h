#ifndef LISTING_SHELF_H
#define LISTING_SHELF_H

#include "resale/feed.h"

/*
 * What a collection offers, in versions (schema/0023_shelf.sql). Each change of a face takes the next version of its shelf, so a version is one listing's, and
 * versions become visible in their order. A row of listing.edition is what one listing says from `version` until `until` (null: it still does); without a fragment it
 * cannot be bought. The view listing.face says which offers can be bought and what they say; editions follow it, and nothing else decides.
 */

/*
 * The faces of these listings have changed, or may have: published, another price, withdrawn, other words, another number of pieces. Editions are written in the
 * transaction at hand, of all of them together, so call it once, last: it holds their shelves until the commit, and nothing that waits for a unit may come after it.
 * Where nothing differs nothing is written. Forgetting it does no harm but delay when the unit moved as well (shelf_step sees to it).
 */
enum problem shelf_refresh(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *listing_ids) MUST_USE;
enum problem shelf_refresh_one(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id) MUST_USE;

/* The same for all listings of these units; shelves are held only when a face differs. */
enum problem shelf_refresh_units(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *unit_ids) MUST_USE;

/* The same for the units of these events, of any merchants. */
enum problem shelf_follow(struct db *db, struct arena *arena, const struct feed_event *events, size_t count) MUST_USE;

/* Background step: what the ledger says of units (leased, sold, held, released, returned) is followed by the faces of their listings. */
enum problem shelf_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

/* Background step: editions that ended over an hour ago are forgotten, and offers that are gone for over thirty days. */
enum problem shelf_tidy_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

#endif

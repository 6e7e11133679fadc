#ifndef LISTING_PHOTO_H
#define LISTING_PHOTO_H

#include "resale/db.h"

/* Widths that pages ask for, in pixels; a photo that is narrower is given as it is. */
#define PHOTO_WIDTHS "320", "640", "1280"

/*
 * The hash by which the store has a photo in this width; made and kept when it was not asked for before. Only what an offer of this collection shows, or showed until it
 * was sold: other photos of the unit are nobody's business. PHOTO_NOT_FOUND, STORE_UNAVAILABLE.
 */
struct shown_photo { struct uuid merchant_id, collection_id, photo_id; int64_t width; };
enum problem photo_shown(struct db *db, struct arena *arena, const struct shown_photo *wish, const char **hash) MUST_USE;

#endif

#ifndef LISTING_PASSPORT_H
#define LISTING_PASSPORT_H

#include "resale/db.h"
#include "resale/id.h"

/*
 * What a buyer or the next owner may know of a unit: the product, how it was graded on each trip, what was done to it, how often it was sold; nobody's name and no
 * price. Only of what was offered to the public once; with the photos and flaws of its last offer, while its collection shows them. *json is what the page shows.
 * gtin: of the product, when the address says so; NULL: it does not. UNIT_NOT_FOUND.
 */
enum problem passport_find(struct db *db, struct arena *arena, const struct plate *plate, const struct gtin *gtin, const char **json) MUST_USE;

#endif

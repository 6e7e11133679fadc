#ifndef LISTING_PLACE_H
#define LISTING_PLACE_H

#include "fragment.h"
#include "resale/db.h"

/* How an offer is made: the candidates, their prices by rule, and the writing of what was checked. */

/* Of these units those that were graded, where there is a collection with a policy ("" : any); in no order. */
enum problem candidates_of(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id, const struct texts *unit_ids,
                           struct list *found) MUST_USE;

/* What the decision planned, else a share of the price new; between the bounds of now, which may be others than when it was decided. 0: none follows. */
int64_t price_by_rule(const struct candidate *c);

struct placing { struct candidate c; int64_t price; struct uuid listing_id; bool placed; };
/* graded -> listed, and the offers, of all whose unit is still graded: those are `placed`, with their listing_id. What is shown is the caller's (shelf_refresh). */
enum problem place(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *actor, struct placing *placing, size_t count) MUST_USE;

#endif

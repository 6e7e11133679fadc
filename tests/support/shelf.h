#ifndef TESTS_SHELF_H
#define TESTS_SHELF_H

#include "support/database.h"

#include "../../services/listing/collection.h"

/* A collection with graded pieces of one merchant, and hands that offer them, price them anew, withdraw, lease, release and sell them, by the services' own functions. */
enum { PIECES = 14 };

struct piece { struct uuid unit_id, listing_id; };
struct place { struct public_collection collection; struct piece piece[PIECES]; };

/* One who writes, with connections of its own. */
struct hand {
        struct db *listing, *fulfillment;
        struct arena *arena;
        unsigned seed;
        const struct place *place;
        struct piece *piece;
        size_t pieces;
};

/* What offers say: any of these. */
extern const char *const shelf_titles[3], *const shelf_types[3], *const shelf_sizes[3], *const shelf_grades[2];

void make_place(struct place *place);
struct hand a_hand(const struct place *place, struct piece *piece, size_t pieces, unsigned seed);
void drop(struct hand *hand);
unsigned any(unsigned *seed, unsigned below);
void happen(struct hand *hand);   /* something, to some piece; what it is in no state for is refused. Now and then the ledger is followed */

#endif

#ifndef INTAKE_PLACE_H
#define INTAKE_PLACE_H

#include "resale/auth.h"
#include "resale/db.h"
#include "resale/label.h"

/* --- codes in a row --- */

enum { RANGE_MOST = 2000 };
/*
 * All codes from one to another, each number and each letter counted by itself: A-01-01 to A-04-12 are 48. Codes are taken in capitals. False, with *why: they differ in
 * form (as many digits, the same marks), one comes before the other, or there are more than RANGE_MOST.
 */
bool range_expand(struct arena *arena, const char *from, const char *to, struct texts *codes, const char **why) MUST_USE;

/* --- bins and totes: places of the partner, each with a code that is its only one --- */

enum place_kind { PLACE_BIN, PLACE_TOTE };
struct making { enum place_kind kind; struct texts codes; struct uuid facility_id; const char *zone; int64_t capacity; };   /* zone NULL, capacity 0: none; of bins */
struct made { int64_t made, kept; };
extern const struct shape made_shape;
/* Those that are there stay as they are. FACILITY_NOT_FOUND; ALREADY_EXISTS with *elsewhere: another warehouse has this code. */
enum problem places_make(struct db *db, struct arena *arena, const struct making *making, struct made *made, const char **elsewhere) MUST_USE;

/* The cards of those between two codes, at most CARDS_MOST, as PDF. PLACE_NOT_FOUND: there is none. */
struct cards_wish { enum place_kind kind; const char *from, *to; enum card_paper paper; };
enum problem places_cards(struct db *db, struct arena *arena, const struct cards_wish *wish, struct label_drawing *drawing) MUST_USE;

/* What a scanned code is and what is in it: {"kind":"bin","bin":{…}}. CODE_UNKNOWN: no such place. */
enum problem place_find(struct db *db, struct arena *arena, enum place_kind kind, const char *code, const struct viewer *viewer, const char **json) MUST_USE;

/* --- putting things there --- */

struct putting {
        const char *what, *into;              /* as they were scanned: a plate or a tote; a bin or a tote */
        struct viewer by;
        struct uuid unit_id;                  /* the answer: what moved, "" for a whole tote */
        const char *lpn, *title, *bin, *tote, *step;
        int64_t moved;
};
extern const struct shape putting_shape;
/*
 * A unit goes into a bin or a tote; a tote's content goes into a bin, and the tote is free. CODE_UNKNOWN (what), PLACE_NOT_FOUND (into), UNIT_STATE: it is nowhere on
 * the shelves; WRONG_TOTE with *why: the tote waits for something else; BIN_FULL; TOTE_EMPTY; INVALID_FIELD: a tote into a tote.
 */
enum problem place_put(struct db *db, struct arena *arena, struct putting *putting, const char **why) MUST_USE;

#endif

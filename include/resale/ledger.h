#ifndef RESALE_LEDGER_H
#define RESALE_LEDGER_H

#include "resale/db.h"

/*
 * Moves of a unit. The database's function ledger.move checks the edge (schema/0002), that this service's role may take it, and the from-state,
 * appends the chained event and bumps the version, in the caller's transaction and in one round trip.
 */
struct ledger_move {
        struct uuid merchant_id, unit_id;
        const char *from;       /* states, comma-separated: "listed,claimed" */
        const char *to;         /* a state */
        const char *event;      /* past tense: "graded" */
        const char *actor;      /* request_actor(), or "system:<worker>" */
        const char *payload;    /* JSON object, without customers' data; NULL: {} */
};

/* OK; UNIT_NOT_FOUND; UNIT_STATE when it is in another state. */
enum problem ledger_move(struct db *db, const struct ledger_move *move) MUST_USE;

/* An event that leaves the state as it is (a note, a photo, a label reprint). */
enum problem ledger_note(struct db *db, const struct ledger_move *note) MUST_USE;

struct unit {
        struct uuid merchant_id, unit_id;
        const char *lpn, *state, *sku, *product_type, *title;
        int64_t trip, version;
        struct instant changed_at;
};
extern const struct shape unit_shape;

enum problem ledger_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id,
                         struct unit *unit) MUST_USE;                                     /* UNIT_NOT_FOUND */
/* The plate in whichever form a label has it: alone, or in the address of a QR code. False: there is none. */
struct plate;
bool ledger_plate(struct arena *arena, const char *scanned, struct plate *plate) MUST_USE;
/* By plate as printed, or what either code of its label holds, over all merchants the connection sees; CODE_UNKNOWN when it is no plate of ours. */
enum problem ledger_unit_by_plate(struct db *db, struct arena *arena, const char *scanned, struct unit *unit) MUST_USE;

/* The unit with all its events, as JSON text, for people. UNIT_NOT_FOUND. */
enum problem ledger_history(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id,
                            const char **json) MUST_USE;

#endif

#ifndef INTAKE_FORWARD_H
#define INTAKE_FORWARD_H

#include "intake.h"

/*
 * A piece that came here by mistake goes on to its merchant: whereto, a label for the parcel, the number it goes under. That it has left is grading's to carry out
 * (POST …/disposition, back_to_merchant, with evidence); the ledger's feed then ends it here.
 */
struct forward { struct uuid merchant_id, unit_id, destination_id; const char *actor, *carrier, *tracking_number; };

/* destination_id "": the default warehouse where that is the merchant's own, else the first of its own. UNIT_NOT_FOUND; UNIT_STATE; NO_WAREHOUSE; FORWARD_STATE: it is already. */
enum problem forward_begin(struct db *db, struct arena *arena, const struct forward *forward, const char **json) MUST_USE;
enum problem forward_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json) MUST_USE;   /* FORWARD_NOT_FOUND */
enum problem forward_track(struct db *db, struct arena *arena, const struct forward *forward, const char **json) MUST_USE;                             /* FORWARD_NOT_FOUND */
/* FORWARD_NOT_FOUND. */
enum problem forward_label(struct db *db, struct arena *arena, const struct label_wish *wish, const char **plate, struct label_drawing *drawing) MUST_USE;

#endif

#ifndef INTAKE_FLOOR_H
#define INTAKE_FLOOR_H

#include "resale/auth.h"
#include "resale/db.h"

/* What the supervisor looks at. facility_id "": every warehouse. */
enum problem floor_stages(struct db *db, struct arena *arena, const struct uuid *facility_id, const char **json) MUST_USE;
enum problem floor_dock_times(struct db *db, struct arena *arena, const struct uuid *facility_id, const char **json) MUST_USE;
/* Who works here, by name: for choosing an owner. */
enum problem floor_people(struct db *db, struct arena *arena, const char **json) MUST_USE;
/* Where one unit is, what it waits for, who holds it. UNIT_NOT_FOUND. */
enum problem unit_whereabouts(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct viewer *viewer,
                              const char **json) MUST_USE;

/* A background step: what the ledger says happened to units is done here too. A unit that was picked or has left is in no bin and held by nobody; a first grade ends its
 * hours at the dock. */
enum problem floor_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

#endif

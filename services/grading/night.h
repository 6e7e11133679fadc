#ifndef GRADING_NIGHT_H
#define GRADING_NIGHT_H

#include "resale/db.h"

/*
 * The nightly work of each merchant, from two in the morning of its time zone: learn from its sales, then plan the prices of all that it has on offer, a batch at a time.
 * A background step; several processes share the work and do none of it twice. A merchant without an earning policy has no prices planned.
 */
enum problem night_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

/* As soon as may be rather than by night. MERCHANT_NOT_FOUND. */
enum problem night_want(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *actor, const char **json) MUST_USE;
/* What was learned last, and how the night's work stands. MERCHANT_NOT_FOUND. */
enum problem night_shown(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json) MUST_USE;

#endif

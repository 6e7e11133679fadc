#ifndef GRADING_BENCH_H
#define GRADING_BENCH_H

#include "safety.h"

/* A unit opened at a bench: others see who has it. That stops nobody, for what may be graded once is by its state graded once. */
struct opening { struct uuid merchant_id, unit_id; const char *actor; struct identity identity; bool take_over; };

/* *json: the unit with its questions; *held: a recall holds it, and *json is the hold. UNIT_NOT_FOUND, RUBRIC_NOT_FOUND. */
enum problem bench_open(struct db *db, struct arena *arena, const struct opening *opening, const char **json, bool *held) MUST_USE;
/* The same without a lease. */
enum problem bench_read(struct db *db, struct arena *arena, const struct opening *opening, const char **json) MUST_USE;
/* This person goes on with it: ten minutes more, unless somebody else has it. *json: who has it, or null. UNIT_NOT_FOUND. */
enum problem bench_go_on(struct db *db, struct arena *arena, const struct opening *opening, const char **json) MUST_USE;
/* What the piece's own label says, for recalls; at the bench or before. *held: one holds it, and *json is the hold; else the identity. UNIT_NOT_FOUND. */
enum problem unit_identify(struct db *db, struct arena *arena, const struct opening *opening, const char **json, bool *held) MUST_USE;
/* Why a unit cannot be graded now, as a sentence. */
enum problem bench_why(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **why) MUST_USE;

#endif

#ifndef GRADING_REFURBISHING_H
#define GRADING_REFURBISHING_H

#include "decision.h"
#include "rubric.h"

/* A unit as it was answered and graded, by that rubric. */
struct looking_for_work { struct uuid merchant_id, unit_id; const struct doc *rubric; const struct list *answers; const char *grade; };

/*
 * Work that would raise its grade, for the decision to weigh: each plan of operations with what it costs here, the grade of the answers without what it removes, and its
 * chance by how the merchant's orders with these operations went. A plan whose grade cannot be told is left out. UNIT_NOT_FOUND.
 */
enum problem refurbish_choices(struct db *db, struct arena *arena, const struct looking_for_work *looking, struct work_choices *choices) MUST_USE;
/* Basis points; one that nobody tried yet: nine of ten. */
static inline int64_t work_chance(int64_t done, int64_t failed) { return ((done + 9) * 10000 + (done + failed + 10) / 2) / (done + failed + 10); }

#endif

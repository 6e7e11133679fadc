#ifndef GRADING_REPLAN_H
#define GRADING_REPLAN_H

#include "earning.h"
#include "resale/db.h"

/* The price steps of what a merchant has on offer, planned again: by the policy, by what was learned, and by how long each has been offered. */
struct replan { struct uuid merchant_id, after; int64_t plan_version, day; };   /* after: the last listing that was planned; day: of the year */
struct replanned { int64_t looked_at, changed; struct uuid last; };

enum { REPLAN_BATCH = 10000 };
enum problem replan_batch(struct db *db, struct arena *arena, const struct replan *replan, const struct earning_policy *policy, struct replanned *done) MUST_USE;

#endif

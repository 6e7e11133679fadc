#ifndef GRADING_DECISION_H
#define GRADING_DECISION_H

#include "earning.h"
#include "resale/db.h"

/* Work that could be done on it; refurbishing.h. */
struct work_choices { const char *currency; size_t count; const struct refurbish_plan *plan; };

/* What a unit is weighed by. */
struct weighing {
        const char *terms;                    /* grading.weighing: the policy in force, and what was learned */
        const struct doc *rubric;
        const char *product_type, *grade;
        int64_t price, work;                  /* new, 0: not known; spent on it already */
        int64_t factor;                       /* of its product, in thousandths: see product_factor */
        int64_t pool;                         /* identical pieces on offer: pieces_on_offer */
        struct work_choices choices;          /* left out where the merchant has no policy, or another currency than it */
};
struct weighed {
        const struct earning_policy *policy;  /* version 0: the defaults */
        int64_t estimate_version;             /* 0: nothing was learned that it went by */
        const struct earning_decision *decision;
        const struct alternative *chosen;
        int64_t work, planned_price;          /* planned_price: to begin with when it is offered; 0: the merchant has no policy, or nothing to list it for */
        const char *json;                     /* all of it, as earning_write writes it */
};

/* Pieces identical to a unit, and of this grade, that can be bought now; itself not among them. */
enum problem pieces_on_offer(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char *grade, int64_t *pieces) MUST_USE;
/* What earns most, by the merchant's policy and what was learned of its sales. INTERNAL: a grade that the rubric does not have. */
enum problem decision_weigh(struct arena *arena, const struct weighing *weighing, struct weighed *weighed) MUST_USE;

/* Kept beside the grade it was made with: what is queried of it. */
struct keeping { struct uuid merchant_id, unit_id, grade_id; const char *reason, *actor; };   /* "graded", "weighed_again" */
enum problem decision_keep(struct db *db, const struct keeping *keeping, const struct weighed *weighed) MUST_USE;

/* Weighed again as its grade stands, by the policy and estimates of now. UNIT_NOT_FOUND, UNIT_STATE: it has no grade on this trip, or is not here to be decided on. */
enum problem decision_again(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char *actor, const char **json) MUST_USE;
/* The latest decision on a unit, with its offer and what came of it. UNIT_NOT_FOUND, NOT_WEIGHED. */
enum problem decision_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json) MUST_USE;

#endif

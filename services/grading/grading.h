#ifndef GRADING_H
#define GRADING_H

#include "resale/db.h"
#include "rubric.h"

/* The newest rubric that holds for a unit by now. RUBRIC_NOT_FOUND, UNIT_NOT_FOUND. */
struct asked {
        struct uuid rubric_id;
        int64_t version, price_amount, trip, work_amount;
        const char *body, *product_type, *terms;   /* terms: what it is weighed by */
        bool work_finished, work_open;
        const struct doc *rubric;
};
enum problem rubric_for_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct asked *asked) MUST_USE;

struct grading { struct uuid merchant_id, unit_id; const char *actor; struct list answers; };   /* struct answered */
extern const struct shape answered_shape;
/* Conclude, decide what earns most, move the unit, keep all of it. ANSWER_INVALID with *fault, RUBRIC_NOT_FOUND, UNIT_NOT_FOUND, UNIT_STATE, WORK_ORDER_STATE: open work. */
enum problem unit_grade(struct db *db, struct arena *arena, const struct grading *grading, const char **json, struct json_fault *fault) MUST_USE;

struct work { struct uuid merchant_id, unit_id, work_order_id; const char *actor, *operations, *result, *note; int64_t minutes, parts_amount; };
enum problem work_begin(struct db *db, struct arena *arena, struct work *work, const char **json) MUST_USE;    /* UNIT_NOT_FOUND, UNIT_STATE */
enum problem work_finish(struct db *db, struct arena *arena, struct work *work, const char **json) MUST_USE;   /* WORK_ORDER_NOT_FOUND, WORK_ORDER_STATE */

#endif

#ifndef GRADING_H
#define GRADING_H

#include "resale/db.h"
#include "decision.h"
#include "rubric.h"

/* The newest rubric that holds for a unit by now. RUBRIC_NOT_FOUND, UNIT_NOT_FOUND. */
struct asked {
        struct uuid rubric_id;
        int64_t version, price_amount, trip, work_amount, factor;
        const char *body, *product_type, *terms;   /* terms: what it is weighed by */
        bool work_finished, work_open;
        const struct doc *rubric;
};
enum problem rubric_for_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct asked *asked) MUST_USE;

/*
 * answers: struct answered; observations, earlier: observation.h. opened: when the unit came into the state in which the grader saw it; rubric_id: whose questions were
 * answered; absent: not said.
 */
struct grading { struct uuid merchant_id, unit_id, rubric_id; const char *actor; struct list answers, observations, earlier; bool sealed; struct instant opened; };
extern const struct shape answered_shape;
const char *write_answers(struct arena *arena, const struct list *answers);                                      /* as JSON */
/* ANSWER_INVALID with *fault: a number without its unit. A rubric refuses it of what it measures; beside other questions it would be kept and say nothing. */
enum problem answers_check(struct arena *arena, const struct list *answers, struct json_fault *fault) MUST_USE;
const struct doc *answer_in(const struct doc *rubric, const char *question, const char *answer);                /* NULL: the rubric has none such */

/*
 * Conclude, decide what earns most, move the unit, keep all of it. *held: something that is not safe was found instead; the unit is on hold and *json says why.
 * ANSWER_INVALID with *fault, RUBRIC_NOT_FOUND, UNIT_NOT_FOUND, UNIT_STATE, WORK_ORDER_STATE: open work; RUBRIC_CHANGED: by what was asked nothing is graded any more.
 */
enum problem unit_grade(struct db *db, struct arena *arena, const struct grading *grading, const char **json, bool *held, struct json_fault *fault) MUST_USE;

/* Sealed: nothing to inspect. The best grade, and who says so is kept with it. */
void conclude_sealed(struct arena *arena, const struct doc *rubric, int64_t version, struct conclusion *conclusion);

/* A grade's row: what was concluded, and what is weighed to earn most. */
/* What earns most, by the policy in force and what was learned; all of it is kept with the grade. */
struct verdict { const char *condition, *disposition, *decision; struct weighed weighed; };
enum problem verdict_reach(struct db *db, struct arena *arena, const struct grading *grading, const struct asked *asked, const struct conclusion *conclusion,
                           const struct work_choices *choices, struct verdict *verdict) MUST_USE;
/* answers: JSON. WORK_ORDER_STATE. */
enum problem grade_insert(struct db *db, const struct grading *grading, const struct asked *asked, const struct conclusion *conclusion, const struct verdict *verdict,
                          const char *answers, const struct uuid *grade_id) MUST_USE;

#endif

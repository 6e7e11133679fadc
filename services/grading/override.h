#ifndef GRADING_OVERRIDE_H
#define GRADING_OVERRIDE_H

#include "grading.h"

/*
 * Another grade than the one that stands, with a reason; a higher one with a second person (resale/approval.h, grade_override, of the unit). It is a grade of its own:
 * the one before stays, with its answers and observations, which hold further. public_text: what a shopper reads besides; needed where it was said that there is no flaw.
 */
struct overriding {
        struct uuid merchant_id, unit_id, grade_id;
        const char *actor, *session, *grade, *reason, *public_text, *approval;
};
/* INVALID_FIELD with *fault, GRADE_NOT_FOUND, GRADE_STATE: it was graded again since, UNIT_NOT_FOUND, UNIT_STATE, APPROVAL_INVALID. */
enum problem grade_override(struct db *db, struct arena *arena, const struct overriding *overriding, const char **json, struct json_fault *fault) MUST_USE;

#endif

#ifndef GRADING_RUBRIC_H
#define GRADING_RUBRIC_H

#include "resale/arena.h"
#include "resale/json.h"

/*
 * A rubric, as its version was written:
 * { "warranty_days": 90,
 *   "grades":    [ { "code": "A", "name": "Like new", "saleable": true }, … best first … ],
 *   "questions": [ { "code": "SG-1", "axis": "cosmetic", "text": "…", "required": true,
 *                    "answers": [ { "code": "none", "text": "…", "public": "…", "cap": "B" }, … ] }, … ] }
 * An answer without cap limits nothing. Pure: no database, no HTTP.
 */
enum { GRADES_MAX = 20, QUESTIONS_MAX = 100, TEXT_MAX = 300, WARRANTY_MAX = 3650 };

/*
 * RUBRIC_INVALID with *fault naming the member: one that is not known, a switch that is no switch, unknown axis,
 * code twice, cap that is no grade, a grade that no set of answers reaches, no best answer.
 */
enum problem rubric_check(struct arena *arena, const struct doc *rubric, struct json_fault *fault) MUST_USE;

struct answered { const char *question, *answer, *note; int64_t measure; };

struct conclusion {
        const char *grade, *grade_name;    /* "B" */
        size_t rank, grades;               /* 0 is the best of `grades` */
        bool saleable;
        const char *capped_by;             /* "SG-3", NULL when nothing capped */
        const char *axis;                  /* of what capped */
        const char *reason;                /* "B because: snag on the front panel (SG-3, rubric v12)" */
        const char *sentence;              /* for a shopper */
        int64_t warranty_days;             /* 0: none offered */
};

/*
 * The grade is the lowest cap, never an average; the first question in order that gives it is named. Every question is answered at most once.
 * ANSWER_INVALID with *fault: a required question without answer, an answer the question does not have, a question the rubric does not have.
 */
enum problem rubric_apply(struct arena *arena, const struct doc *rubric, int64_t version, const struct list *answers, struct conclusion *conclusion,
                          struct json_fault *fault) MUST_USE;

/* The public claim: refurbished only with finished work and a warranty; what may not be sold is damaged. */
const char *condition_of(const struct conclusion *conclusion, bool work_finished);

#endif

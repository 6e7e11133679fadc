#ifndef GRADING_RUBRIC_H
#define GRADING_RUBRIC_H

#include "resale/arena.h"
#include "resale/json.h"

/*
 * A rubric, as its version was written:
 * { "warranty_days": 90,
 *   "grades":    [ { "code": "B", "name": "Very good", "saleable": true, "public": "Light signs of wear.",
 *                    "crosswalk": { "loop": "grade_b", "r2_function": "F5", "r2_cosmetic": "C6", "back_market": "good", "google": "used",
 *                                   "schema_org": "UsedCondition" } }, … best first … ],
 *   "questions": [ { "code": "SG-3", "axis": "cosmetic", "text": "…", "required": true, "help": "…", "picture": "snag", "distance_cm": 20,
 *                    "overall": true,
 *                    "ask": { "question": "OV-1", "answers": ["worn"] },
 *                    "measure": { "unit": "mm", "min": 1, "max": 300, "caps": [ { "over": 3, "cap": "B" }, { "over": 10, "cap": "C" } ] },
 *                    "answers": [ { "code": "snag", "text": "snag {measure} on the front panel", "public": "…", "cap": "B", "measured": true,
 *                                   "photos": ["Defect"], "clean": true, "hold": "…" }, … ] }, … ] }
 * Only code, name, axis, text and answers are needed. Pure: no database, no HTTP.
 *
 * - An answer without cap limits nothing. A `measured` answer comes with a number from min to max in the question's unit, never without; what caps is the last entry
 *   of `caps` that the number is over (or, where less is worse, the last it is `under`), and the answer's own cap beside it. {measure} in its texts becomes "8 mm";
 *   where `text` has none, it follows it.
 * - A question with `ask` is asked only when that question, which comes before it, was asked and answered so; else it may not be answered and is not required.
 * - Asked worst-first: of what may be asked, `overall` first, then the lowest cap that any of its answers can give, then as written. A question behind an overall one hangs on
 *   it by `ask`.
 * - `photos`: shots that this answer requires. `clean`: clean it and ask again. `hold`: why the unit goes on hold (safety).
 * - A crosswalk's Google and schema.org conditions are limits: what is claimed may be less, never more.
 */
enum {
        GRADES_MAX = 20, QUESTIONS_MAX = 100, TEXT_MAX = 300, HELP_MAX = 500, WARRANTY_MAX = 3650,
        MEASURE_MAX = 1000000, UNIT_MAX = 12, CAPS_MAX = 10, HOLD_MAX = 200, SHOTS_MAX = 10, SHOT_NAME_MAX = 60, DISTANCE_MAX = 200,
};

/*
 * RUBRIC_INVALID with *fault naming the member: one that is not known, a switch that is no switch, unknown axis, code twice, cap that is no grade, no best answer,
 * a question that asks in a loop, of a later one, of an answer that is not there; a measure without unit, caps that do not rise; a crosswalk to a word that the other side
 * does not have; a grade that no set of answers reaches.
 */
enum problem rubric_check(struct arena *arena, const struct doc *rubric, struct json_fault *fault) MUST_USE;

struct answered { const char *question, *answer, *note; int64_t measure; const char *unit; };
struct list rubric_answers(struct arena *arena, const struct doc *stored);   /* struct answered, as a grade keeps them, without notes */

/* An answer that caps, in words. */
struct flaw { const char *question, *answer, *axis, *text, *public_text; size_t rank; };

struct conclusion {
        const char *grade, *grade_name, *grade_public;   /* "B", "Very good", what a shopper reads of the grade; NULL: the rubric says nothing */
        size_t rank, grades;               /* 0 is the best of `grades` */
        bool saleable;
        const char *capped_by;             /* "SG-3", NULL when nothing capped */
        const char *axis;                  /* of what capped */
        const char *reason;                /* "B because: snag 8 mm on the front panel (SG-3, rubric v12)" */
        const char *sentence;              /* for a shopper: the grade's public wording and every flaw, worst first; of a rubric without such wording, what capped */
        struct list flaws;                 /* struct flaw: each answer that caps, worst first; that to an overall question only where no detail caps and it has a `public` */
        struct texts photos;               /* shots that the answers require */
        const char *hold, *hold_question;  /* why the unit goes on hold; NULL: it does not */
        size_t claim;                      /* of the crosswalk, at best: 0 new, 1 refurbished, 2 used, 3 damaged */
        int64_t warranty_days;             /* 0: none offered */
};

/*
 * The grade is the lowest cap, never an average; the first question in order that gives it is named, a detail before an overall one. Every question is answered at most once.
 * ANSWER_INVALID with *fault: a required question without answer, an answer the question does not have, a question that the rubric does not have or that is not asked
 * after these answers, a measure without its unit or out of range.
 */
enum problem rubric_apply(struct arena *arena, const struct doc *rubric, int64_t version, const struct list *answers, struct conclusion *conclusion,
                          struct json_fault *fault) MUST_USE;

/* The rank that an answer limits the grade to; 0: it limits nothing. */
size_t rubric_cap(const struct doc *rubric, const struct answered *given);
/*
 * The answers as they would be once observations are removed; bit i: that of the i-th answer. A removed one becomes the question's best answer: without cap, measure,
 * cleaning or hold. An answer that others hang on stays while one of those still caps, and goes with the last of those that did; what is then not asked is left out.
 * false: a question has no such answer. A question that would only then be asked has none either: nobody looked, and rubric_apply refuses it where it is required.
 */
bool rubric_without(struct arena *arena, const struct doc *rubric, const struct list *answers, uint64_t removed, struct list *left);

/* Where asking stands; asking.js says the same. Answers that the rubric does not have, and those to questions that are not asked, are passed over. */
struct asking {
        struct texts asked;                /* questions that were answered, in the order of asking */
        const struct doc *next;            /* the question; NULL: all was asked */
        size_t left;                       /* questions that can be asked now, the next among them */
};
void rubric_asking(struct arena *arena, const struct doc *rubric, const struct list *answers, struct asking *asking);

/* The public claim: refurbished only with finished work and a warranty; what may not be sold is damaged; never more than the crosswalk allows. */
const char *condition_of(const struct conclusion *conclusion, bool work_finished);

#endif

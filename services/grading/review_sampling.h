#ifndef GRADING_REVIEW_SAMPLING_H
#define GRADING_REVIEW_SAMPLING_H

#include "resale/arena.h"
#include "resale/shape.h"

/* Which grades are reviewed. Shares are basis points; the highest that applies holds. Pure: no database, no HTTP. */
struct review_type { const char *product_type; int64_t share; };
struct review_new { int64_t grades, share; };        /* a grader's first so many grades for the merchant */
struct review_value { struct money over; int64_t share; };
struct review_late { int64_t hours, share; };        /* from so many hours into a shift */
struct review_graders { struct texts staff_ids; int64_t share; };   /* people whose grades are looked at more */
struct review_policy {
        int64_t version;                /* 0: the built-in one */
        int64_t base_share;
        struct review_new new_grader;
        struct list product_types;      /* struct review_type; letter case does not matter */
        struct review_value value;
        struct review_late late;
        struct review_graders graders;
        int64_t days;                   /* that a review may wait */
        int64_t tolerance;              /* grades that two people may be apart without a finding */
        int64_t kappa_below, pairs;     /* a ticket: kappa (basis points) surely below, of so many pairs at least */
};
extern const struct shape review_policy_shape;   /* as a body: all but the version */
extern const struct review_policy review_policy_built_in;

/* The first entry whose product type came before; the count when none did. */
size_t review_type_twice(const struct list *product_types);

struct review_facts { const char *product_type; int64_t amount, nth, shift_minutes; const char *grader; };   /* amount 0: not known; grader: "staff:<uuid>" */
struct review_share { int64_t share; const char *why; };   /* base, new_grader, product_type, value, late, grader */
struct review_share review_share_of(const struct review_policy *policy, const struct review_facts *facts);

/* 0 to 9999 from the grade's id alone: nobody can choose it, anybody can check it, and a larger share picks the same grades and more. */
int64_t review_draw(const struct uuid *grade_id);

#endif

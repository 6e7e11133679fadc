#ifndef GRADING_LEARNED_H
#define GRADING_LEARNED_H

#include "earning.h"
#include "resale/db.h"

/*
 * What was learned of a merchant's own listings and sales: of all its types ("*") and of each, by grade. Versions of it never change; a decision stores the one it used.
 */
struct belief { const char *product_type, *grade; struct demand demand; };
struct beliefs { int64_t version; struct list groups; };   /* version 0: nothing was learned yet; struct belief */

/* From what grading.weighing wrote: {"estimate_version", "groups": [{"type","grade","body"}]}. */
enum problem beliefs_of(struct arena *arena, const struct doc *terms, struct beliefs *beliefs) MUST_USE;

/* The demand of each grade of a rubric: of its type, else of all types, else the policy's cold start. False: all of it is the cold start. */
bool beliefs_demand(const struct beliefs *beliefs, const struct earning_policy *policy, const char *product_type, const struct earning_grade *grades, size_t count,
                    struct demand *demand);

/* The grades of a rubric, best first: room for EARNING_GRADES_MAX. */
size_t grades_of(const struct doc *grades, struct earning_grade *grade);

/* A demand as JSON, in whole numbers: the hazard in thousand millionths, all else in millionths. */
const char *demand_write(struct arena *arena, const struct demand *demand);
void demand_read(const struct doc *doc, struct demand *demand);

/* Learn again from the sales of the last 400 days, as the next version. *sales: how many there were; without any no version is made. */
enum problem learn(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *actor, int64_t *sales) MUST_USE;

#endif

#ifndef GRADING_OPERATION_PLAN_H
#define GRADING_OPERATION_PLAN_H

#include "operation.h"

/*
 * Which operations together could remove observations from a unit, and what each choice costs: for weighing "refurbish by a plan, then list".
 * A plan of operations, none of which is idle in it; of those that remove the same only the cheapest, and none that removes less for more.
 */
enum { WORK_PLANS_MAX = 12, WORK_PLAN_OPERATIONS_MAX = 4, OBSERVATIONS_MAX = 64, CANDIDATES_MAX = 16 };

struct observation { const char *question, *answer, *text; };   /* text: the answer's words, for operations that know words only; may be NULL */

/* An operation with its cost (labour, parts, fixed) in minor units, and which observations it removes: bit i is the i-th. */
struct candidate { const char *code, *name; int64_t minutes, amount; uint64_t removes; bool refurbishes; };
struct work_plan { size_t count; const struct candidate *operation[WORK_PLAN_OPERATIONS_MAX]; int64_t minutes, amount; uint64_t removes; bool refurbishes; };

/* Pure. Cheapest first; how many. The widest plan is among them. At most CANDIDATES_MAX candidates are looked at. */
size_t work_plans(const struct candidate *candidates, size_t count, struct work_plan plans[WORK_PLANS_MAX]);
/* Pure. Bit i is set where the operation can remove the i-th observation. */
uint64_t operation_removes(const struct operation_body *body, const struct observation *observations, size_t count);

/*
 * The same for a unit as it stands: the operations in force for its product type, priced by its facility's labour rate and parts in the merchant's currency. One that
 * cannot be priced (a part that the facility has not, another currency) is left out, and so is one that was done or failed on this trip. *plans: struct work_plan. UNIT_NOT_FOUND.
 */
struct plans_of_unit { char currency[4]; int64_t rate_amount; struct list plans; };
enum problem unit_work_plans(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct observation *observations,
                             size_t count, struct plans_of_unit *found) MUST_USE;
/* For people: of the observations that capped its last grade. */
enum problem unit_work_plans_json(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json) MUST_USE;

/* What a part costs where a unit is. */
struct part_price { const char *code, *currency; int64_t amount; };
enum problem part_prices(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct list *prices) MUST_USE;
/* Adds what the parts of an operation cost; false: one of them cannot be priced in this currency. */
bool operation_parts_amount(const struct operation_body *body, const struct list *prices, const char *currency, int64_t *amount);

/* rate_amount is of an hour; rounded half up. */
static inline int64_t labour_amount(int64_t rate_amount, int64_t minutes) { return (rate_amount * minutes + 30) / 60; }

#endif

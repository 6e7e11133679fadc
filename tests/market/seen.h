#ifndef MARKET_SEEN_H
#define MARKET_SEEN_H

#include "../../services/grading/earning.h"

/* All that a strategy may know of a piece, and what it is asked. What shoppers want is in market.h, which only the market itself and the oracle include. */
enum { TYPES = 6, PRODUCTS = 40, GRADES = 5, PLANS = 3, UNSALEABLE = GRADES - 1 };
struct seen { size_t id, type, product, grade; int64_t price_new; };

struct verdict { enum { LIST, REFURBISH, OUTLET } what; size_t which; };   /* of the plans, of the outlets */
struct offered { int64_t price, age, held; };                             /* price 0, held 0: not yet */

struct strategy {
        void *self;
        struct verdict (*decide)(void *self, const struct seen *piece, int64_t day, bool may_refurbish);
        int64_t (*price)(void *self, const struct seen *piece, const struct offered *now, int64_t day);   /* asked every few days */
        /* What it may learn from; any may be NULL. */
        void (*stood)(void *self, const struct seen *piece, const struct offered *now, int64_t day);       /* one day on offer */
        void (*sold)(void *self, const struct seen *piece, const struct offered *now, int64_t day);
        void (*returned)(void *self, const struct seen *piece, const struct offered *sale, int64_t sold_on);
        void (*refurbished)(void *self, const struct seen *before, size_t plan, bool success);
        void (*night)(void *self, int64_t day);
};

/* What everybody who runs the business knows: own costs, contracts with outlets, the catalogue of plans. */
const struct earning_policy *business(void);
struct plan { const char *name; int64_t cost, cost_share, minutes, lifts; };   /* parts, those by the price new, and by how many grades it lifts */
extern const struct plan plans[PLANS];
bool plan_applies(size_t plan, size_t grade);
int64_t plan_cost(size_t plan, int64_t price_new);                          /* with labour */
size_t plan_grade(size_t plan, size_t grade);                               /* when it succeeds */
int64_t outlet_net(size_t outlet, size_t grade, int64_t price_new);
size_t best_outlet(size_t grade, int64_t price_new);

#endif

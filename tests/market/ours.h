#ifndef MARKET_OURS_H
#define MARKET_OURS_H

#include "market/seen.h"

/* Our policy: earning_decide, markdown_plan and demand_chain, from a generic cold start and its own sales alone. */
struct tally { int32_t days; int16_t sales, returns; };
struct ours {
        bool learns, explores;
        struct demand prior[GRADES], demand[TYPES][GRADES];
        double factor[TYPES][PRODUCTS];
        struct tally tally[TYPES][PRODUCTS][GRADES][PRICE_STEPS][AGE_BANDS][MONTHS];
        int64_t tried[TYPES][PLANS], succeeded[TYPES][PLANS];
        size_t worked, at_a_loss;                 /* plans chosen that were not expected to earn more than the best without one */
};
struct strategy ours(struct ours *memory, bool learns, bool explores);

#endif

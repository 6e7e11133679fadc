#include "market/seen.h"

/* Rules of thumb of the trade: shares of the price new by grade, a month's chance to sell; a lot pays less than a sale, a liquidator about a tenth. */
static struct price_band bands[] = {
        { NULL, 3500, 9800, 7000, 5000, 10000 }, { NULL, 3000, 9000, 6000, 4500, 8500 }, { NULL, 2000, 7500, 4500, 4000, 7000 },
        { NULL, 1000, 5500, 3000, 3000, 5000 },   { NULL, 500, 3000, 1500, 1500, 2500 },
};
static struct channel channels[] = { { "collection", true, 300, 30, 10000 } };
static struct outlet outlets[] = {
        { "liquidate", NULL, true, 1000, 0, 50 }, { "lot", NULL, true, 1600, 0, 150 }, { "donate", NULL, true, 0, 0, 120 }, { "recycle", NULL, true, 0, 0, 60 },
};
static const struct earning_policy policy = {
        .currency = "USD", .bands = { ARRAY_LEN(bands), bands }, .channels = { ARRAY_LEN(channels), channels }, .outlets = { ARRAY_LEN(outlets), outlets },
        .unit = 100, .step_days = 10, .max_cut = 10000, .horizon = 120, .elasticity = 250, .labour_rate = 2400, .handling = 450, .storage_per_day = 3,
        .returned = 1500, .return_cost = 750, .return_loss = 3000,
};
const struct plan plans[PLANS] = { { "clean", 150, 0, 6, 1 }, { "repair", 300, 200, 20, 2 }, { "replace parts", 500, 1000, 30, 3 } };

const struct earning_policy *business(void) { return &policy; }

bool plan_applies(size_t plan, size_t grade) { return grade > 0 && (int64_t)grade >= plans[plan].lifts; }

int64_t plan_cost(size_t plan, int64_t price_new)
{
        return plans[plan].cost + price_new * plans[plan].cost_share / 10000 + plans[plan].minutes * policy.labour_rate / 60;
}

size_t plan_grade(size_t plan, size_t grade) { return grade - (size_t)plans[plan].lifts; }

int64_t outlet_net(size_t outlet, size_t grade, int64_t price_new)
{
        return price_new * outlets[outlet].share / 10000 * bands[grade].outlet / 10000 + outlets[outlet].credit - outlets[outlet].cost;
}

size_t best_outlet(size_t grade, int64_t price_new)
{
        size_t best = 0;

        for (size_t i = 1; i < ARRAY_LEN(outlets); i++)
                if (outlet_net(i, grade, price_new) > outlet_net(best, grade, price_new))
                        best = i;
        return best;
}

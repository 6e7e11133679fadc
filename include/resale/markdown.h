#ifndef RESALE_MARKDOWN_H
#define RESALE_MARKDOWN_H

#include "resale/estimate.h"

/*
 * The price path over the horizon that maximises expected net. Amounts are minor units up to AMOUNT_MAX, so that amount × basis points, and sums of a
 * hundred such, fit an int64; shares are basis points. Pure.
 */
#define AMOUNT_MAX INT64_C(1000000000000)
enum { LADDER_MAX = 24, PERIODS_MAX = 64 };

/* Prices end as the merchant wants: a multiple of `unit`, plus `ending` (unit 100, ending 90: 12.90; unit 100: whole units; unit 1: any). */
struct price_rule { int64_t floor, ceiling, unit, ending; };   /* ceiling 0: none */

/* The nearest allowed price at or below; where that is under the floor, the first above it; where that is over the ceiling, 0: there is none. */
int64_t price_round(const struct price_rule *rule, int64_t price);

/* Candidates from `high` down to `low`, allowed and different: how many, highest first. 0: no price is within the bounds. */
struct ladder { size_t count; int64_t price[LADDER_MAX]; double log[LADDER_MAX]; };   /* the logarithms are asked for again and again */
void ladder_fill(const struct price_rule *rule, int64_t low, int64_t high, size_t wanted, struct ladder *ladder);

/* What a sale costs, and what is left when there is none. */
struct sale_terms {
        int64_t fee_share, fee_fixed, storage_per_day;
        int64_t return_cost, return_loss;     /* of each sale that comes back: an amount, and a share of the price */
        int64_t returned;                     /* share of sales that come back */
        int64_t salvage;                      /* at the end of the horizon; may be negative */
};

struct markdown {
        const struct demand *demand;
        const struct ladder *ladder;
        struct sale_terms terms;
        double visibility;                    /* factor on the hazard: of the channel; 1 as learned */
        int64_t price_new;
        int64_t age, horizon;                 /* days on offer so far, and days on offer when it ends */
        int64_t step_days;                    /* a price stands at least so long; horizon − age is at most PERIODS_MAX of them */
        int64_t price, held;                  /* the price now and for how many days; 0, 0: not on offer yet */
        int64_t max_cut;                      /* of one step, share of the price before; 10000: any */
        int64_t day;                          /* of the year, 0 … 364 */
        bool may_rise;
};

struct price_change { int64_t day, price; };  /* days from now; the first is day 0 */
struct markdown_plan {
        size_t count;
        struct price_change change[PERIODS_MAX + 1];
        int64_t sold;                         /* chance within the horizon, basis points */
        int64_t expected_price;               /* of a sale, mean */
        int64_t days;                         /* on offer until sold or the horizon's end, mean */
        double value;                         /* what is maximised: margin of a sale − storage + salvage of what is left */
};

/* An empty ladder, or a horizon that is over, gives an empty plan whose value is the salvage. */
void markdown_plan(const struct markdown *in, struct markdown_plan *plan);

/* The daily chance at a price, as the plan sees it. */
double demand_hazard(const struct demand *demand, double share_of_new, int64_t age, int64_t day);

#endif

#ifndef RESALE_ESTIMATE_H
#define RESALE_ESTIMATE_H

#include "resale/base.h"

/*
 * What is believed of demand, learned from counts with shrinkage: merchant × type × grade leans on merchant × type, that on the merchant, that on the
 * policy's prior. Pure: the counts are one table of cells. At most twenty grades.
 *
 * The daily chance that a unit on offer is sold (the hazard) is, with p the price as a share of the price new:
 *   hazard × e^(elasticity·x − curvature·x²/2) × age[30-day band] × season[month],   x = log(reference / p)
 * so that the elasticity is greater at higher prices, as it is where each shopper has a price of their own that they would pay at most. Where the curve would
 * turn back, at very low prices, it stays level.
 */
enum { PRODUCT_WEIGHT = 4, PRODUCT_FACTOR_UNIT = 1000, PRODUCT_FACTOR_LEAST = 100, PRODUCT_FACTOR_MOST = 5000 };   /* the weight in sales; what is least and most in thousandths */
enum { AGE_BANDS = 6, AGE_BAND_DAYS = 30, MONTHS = 12, PRICE_STEP = 500, PRICE_STEPS = 40 };

struct demand {
        double hazard;               /* a day, at the reference price, on average over ages and seasons as the prior has them */
        double reference;            /* share of the price new; the policy's, never learned */
        double elasticity, curvature;
        double age[AGE_BANDS];       /* the last band is open */
        double season[MONTHS];
        double returned;             /* share of sales that come back */
        double realised;             /* share of the price new that sales brought, on average */
        int64_t sales;               /* evidence of this group alone; 0: all of it is the parent's */
        double spread, elasticity_spread;   /* standard errors of log(hazard) and of the elasticity */
};

/* Units on offer in one cell of the table, summed: days they stood there, how many were sold, and how many of those came back. */
struct cell {
        int64_t rank;                /* of the grade, 0 the best: the place in `parents` */
        int64_t step;                /* price / price new in steps of 5 %: see price_step_of */
        int64_t band;                /* age on offer, see age_band_of */
        int64_t month;               /* 0 January */
        int64_t days, sales, returns;
        double factor;               /* of the product, from product_factor; of several products the mean by days; 0: not told apart */
};

/* Factor on the hazard of a price whose log(reference / price) is x. */
double demand_price_factor(const struct demand *demand, double x);
double demand_step_rate(const struct demand *demand, int64_t step);   /* a day, at the middle of a step of price, before ages and seasons */
int64_t price_step_of(int64_t price, int64_t price_new);   /* 0 … PRICE_STEPS − 1; nearest, so that a step's middle is step × 5 % */
int64_t age_band_of(int64_t days);

/* The prior of a policy: `sold_30` is the chance (basis points) that a unit at the reference price (basis points of the price new) is sold within thirty days. */
struct demand demand_prior(int64_t reference, int64_t sold_30, int64_t elasticity_hundredths, int64_t returned);

/*
 * children[i] is parents[i] moved towards what the cells say, by as much as they weigh; all grades share one movement (level, elasticity, ages, seasons, returns),
 * so for a level of one grade give the cells of that grade alone. Without cells children equal parents. Cells out of range are passed over.
 */
void demand_learn(const struct demand *parents, size_t grades, const struct cell *cells, size_t count, struct demand *children);

/* The whole chain for one merchant × type: prior → merchant → type → type × grade. `of_type` is among `of_merchant`. */
struct cells { size_t count; const struct cell *cell; };
void demand_chain(const struct demand *prior, size_t grades, struct cells of_merchant, struct cells of_type, struct demand *learned);

/*
 * How much faster than its group one product sells: (weight + sales) / (weight + expected), 1 without sales or days. Multiply the hazard with it, and give it with
 * the product's cells when learning next time: else what sells fast is gone first, and a group looks less elastic, and sooner stale, than any product in it.
 */
double product_factor(const struct demand *group, size_t grades, const struct cell *cells, size_t count);

/*
 * For a unit's prices, not for its decision: demand as it may be too, drawn within what is not known yet, the same for a unit every time. So there is some variety
 * of prices to learn from, much of it at first and little later.
 */
struct demand demand_draw(const struct demand *demand, const char *unit);

/* A share (of plans that succeed, of sales that come back) leaning on a parent's: (weight × parent + hits) / (weight + tries). Basis points. */
int64_t share_learn(int64_t parent, int64_t hits, int64_t tries, int64_t weight);

#endif

#ifndef GRADING_EARNING_H
#define GRADING_EARNING_H

#include "resale/arena.h"
#include "resale/json.h"
#include "resale/markdown.h"

/*
 * Highest earning potential, as arithmetic that is shown (rule 10). For each alternative, in minor units:
 *   net = income + salvage − refurbishment − handling − storage − returns − fees
 * with income = P(sold) × expected price, salvage = P(not sold) × what the best outlet pays, storage = per day × days, returns = P(sold) × P(return) × cost of one.
 * Probabilities and shares are basis points, each term is rounded once, and the net is the exact sum of the terms that are shown. Pure: no database, no HTTP.
 */
enum { EARNING_GRADES_MAX = 20, CHANNELS_MAX = 8, PLANS_MAX = 16, OUTCOMES_MAX = 20, OUTLETS_MAX = 12, BANDS_MAX = 20, EARNING_RUNGS = 12,
       ALTERNATIVES_MAX = (PLANS_MAX + 2) * CHANNELS_MAX + OUTLETS_MAX };

/* Of one grade. A policy names grades, or gives bands from the best to the worst that are laid over whatever grades a rubric has. */
struct price_band {
        const char *grade;                    /* NULL: by place */
        int64_t low, high;                    /* prices, share of the price new */
        int64_t reference, sold_30;           /* cold start: the chance that a unit at the reference price is sold within thirty days */
        int64_t outlet;                       /* share of what an outlet pays for the best grade */
};
struct channel {
        const char *name;
        bool allowed;
        int64_t fee_share, fee_fixed;
        int64_t visibility;                   /* factor on the hazard, 10000: as the estimates have it */
};
/* Where a unit goes without a listing: "lot" and "liquidate" (disposition liquidate), "donate", "recycle", "back_to_merchant". */
struct outlet {
        const char *way, *partner;
        bool allowed;
        int64_t share;                        /* paid, of the price new for the best grade */
        int64_t credit, cost;                 /* a piece: paid or deductible, and spent */
};
struct earning_policy {
        const char *currency;
        int64_t version;
        struct list bands, channels, outlets; /* struct price_band, struct channel, struct outlet; best grade first, preferred first */
        int64_t floor, ceiling, unit, ending; /* of a price: struct price_rule */
        int64_t step_days, max_cut, horizon;  /* of the markdown ladder */
        bool may_rise;
        int64_t elasticity;                   /* cold start, hundredths: 200 is 2.00 */
        int64_t min_net;                      /* of anything that is offered for sale */
        int64_t gate_margin;                  /* refurbishing must earn so much more than the best without it */
        int64_t labour_rate;                  /* an hour */
        int64_t handling, storage_per_day;
        int64_t returned, return_cost, return_loss;   /* cold start share; of each return an amount, and a share of the price */
        int64_t pool_min, pool_handling;      /* identical pieces that make a pool, 0: no pools; handling of one in it */
        int64_t pool_visibility;              /* factor on the hazard of a piece without photos of its own */
        int64_t price_unknown;                /* taken for the price new where that is not known; 0: then nothing is offered for sale */
};
extern const struct shape earning_policy_shape;   /* as JSON, member by member */
const struct earning_policy *earning_policy_default(void);
/* INVALID_FIELD with *fault: bounds, an unknown way, a band whose low is over its high, a name twice, no band or channel, no outlet that is always open, a horizon of too many steps. */
enum problem earning_policy_check(struct arena *arena, const struct earning_policy *policy, struct json_fault *fault) MUST_USE;
/* The cold start of each grade: `demand` has room for `grades`. */
struct earning_grade { const char *code; bool saleable; };
void earning_prior(const struct earning_policy *policy, const struct earning_grade *grades, size_t count, struct demand *demand);

/* Refurbishing by a plan: cost and minutes are spent in any case; not successful, the unit stays what it was. */
struct outcome { int64_t rank, share; };      /* the grade afterwards; shares of the successes, 10000 together */
struct refurbish_plan {
        const char *name;
        int64_t cost, minutes, success;
        size_t outcomes;
        struct outcome outcome[OUTCOMES_MAX];
        int64_t labour_rate;                  /* an hour; 0: the policy's */
        struct texts operations;              /* their codes, shown */
};

struct earning_inputs {
        const struct earning_policy *policy;
        int64_t price;                        /* new; 0 or over AMOUNT_MAX: not known */
        int64_t work;                         /* spent on refurbishment already: shown, not weighed, it is gone either way */
        size_t rank, grades;                  /* of the grade, 0 the best */
        const struct earning_grade *grade;    /* all of the rubric; NULL: all saleable but the unit's own as `saleable` says */
        bool saleable;                        /* the unit's grade */
        const struct demand *demand;          /* learned, by rank; NULL: the policy's cold start */
        int64_t estimate_version;             /* of `demand`, shown; 0: none */
        int64_t factor;                       /* of its product, in thousandths, that `demand` has in it: shown; 0: none */
        int64_t day;                          /* of the year, 0 … 364 */
        int64_t pool;                         /* identical pieces of the same grade on offer */
        size_t plans;
        const struct refurbish_plan *plan;
};

enum refused { REFUSED_NOT, REFUSED_POLICY, REFUSED_GRADE, REFUSED_PRICE_UNKNOWN, REFUSED_NO_PRICE, REFUSED_NO_POOL, REFUSED_MIN_NET, REFUSED_VALUE_GATE, REFUSED_COUNT };
extern const char *const refused_names[];     /* "", "policy", "grade_not_saleable", "price_unknown", "no_price_in_bounds", "no_pool", "below_minimum_net", "value_gate" */

struct earning_terms { int64_t income, salvage, refurbishment, handling, storage, returns, fees; };
struct alternative {
        const char *way;                      /* "list", "refurbish", "pool", or the outlet's */
        const char *disposition;              /* "resell", "refurbish", "liquidate", "donate", "recycle", "back_to_merchant" */
        const char *channel, *plan, *partner; /* NULL where there is none */
        enum refused refused;
        int64_t list_price, expected_price;   /* the first price, and that of a sale on average */
        int64_t sold, returned, days;
        struct earning_terms terms;
        int64_t net;
};
struct earning_decision {
        size_t count, chosen, runner_up;      /* runner_up == count: nothing else was allowed */
        int64_t price;                        /* new, as it was weighed */
        bool price_known;
        struct alternative alternative[ALTERNATIVES_MAX];
};

/* Of the allowed the highest net, ties to the earlier; the policy is one that earning_policy_check let through. */
void earning_decide(const struct earning_inputs *inputs, struct earning_decision *decision);
int64_t earning_net(const struct earning_terms *terms);

/*
 * {"currency","policy_version","inputs":{…},"alternatives":[{"way","disposition","channel","plan","partner","allowed","refused","list_price","expected_price","sold",
 *  "returned","days","terms":{…},"net","chosen"},…],"chosen":disposition,"chosen_index","runner_up_index"}
 */
const char *earning_write(struct arena *arena, const struct earning_inputs *inputs, const struct earning_decision *decision);

/* The band of a grade: its own, else that at its place from the best to the worst. */
const struct price_band *earning_band(const struct earning_policy *policy, const char *grade, size_t rank, size_t grades);
/* What a unit on offer is planned with: the costs of a sale, and what the best outlet leaves when there is none. */
struct sale_terms earning_sale_terms(const struct earning_policy *policy, const struct price_band *band, const struct channel *channel, const struct demand *demand, int64_t price_new);
/* The prices within a band and the policy's bounds; an empty ladder when there is none. */
void earning_ladder(const struct earning_policy *policy, const struct price_band *band, int64_t price_new, struct ladder *ladder);

#endif

#include "resale/markdown.h"

#include <math.h>

/*
 * Backwards over periods of step_days: best[t][k] is the most that can be expected from period t on when the price in it is rung k of the ladder.
 * From a rung the next is any of window[k]: not above (unless prices may rise), not below by more than one cut.
 */
struct window { size_t first, last; };
struct period { double days, factor; };              /* factor: of age and season, in its middle */
struct dp {
        const struct markdown *in;
        size_t rungs, periods;
        bool free;                                    /* any rung may follow that is not higher */
        struct period period[PERIODS_MAX];
        struct window window[LADDER_MAX];
        double rate[LADDER_MAX], wait[LADDER_MAX], margin[LADDER_MAX];   /* of each rung: hazard before factors, one over it, what a sale leaves */
        double kept[LADDER_MAX], yield[LADDER_MAX];   /* of each rung in one period: chance of no sale, what the period brings */
        double value[PERIODS_MAX][LADDER_MAX];        /* from each period on, by its rung */
        double then[LADDER_MAX];                      /* the best after a period, by its rung */
};
enum { DAYS_IN_YEAR = 365 };
static const double HAZARD_LEAST = 1e-9, HAZARD_MOST = 1;

static double factor(const struct demand *d, double age, double day)
{
        int64_t band = (int64_t)age / AGE_BAND_DAYS, month = (int64_t)(day * MONTHS / DAYS_IN_YEAR) % MONTHS;

        return d->age[band < AGE_BANDS ? band : AGE_BANDS - 1] * d->season[month];
}

static double within(double value, double least, double most) { return value < least ? least : value > most ? most : value; }

/* By the logarithm of the reference price over a price. */
static double rate(const struct demand *d, double x) { return within(d->hazard * demand_price_factor(d, x), HAZARD_LEAST, HAZARD_MOST); }

static double hazard(double rate_there, double factor_then) { return within(rate_there * factor_then, HAZARD_LEAST, HAZARD_MOST); }

double demand_hazard(const struct demand *demand, double share_of_new, int64_t age, int64_t day)
{
        return hazard(rate(demand, log(demand->reference / share_of_new)), factor(demand, (double)age, (double)day));
}

static double of(int64_t amount, int64_t basis_points) { return (double)amount * (double)basis_points / 10000; }

static double margin_of(const struct sale_terms *t, int64_t price)
{
        double returned = (double)t->returned / 10000;

        return (double)(price - t->fee_fixed) - of(price, t->fee_share) - returned * ((double)t->return_cost + of(price, t->return_loss));
}

static double lowest_after(const struct markdown *in, int64_t price) { return (double)price - of(price, in->max_cut); }

/* What may follow a price that is not itself a rung. */
static struct window window_of(const struct markdown *in, int64_t price, size_t rungs)
{
        struct window w = { 0, rungs };
        double lowest = lowest_after(in, price);

        while (!in->may_rise && w.first < rungs && in->ladder->price[w.first] > price)
                w.first++;
        for (w.last = w.first; w.last < rungs && (double)in->ladder->price[w.last] >= lowest; w.last++)
                ;
        return w;
}

static void lay_rungs(struct dp *dp, const struct markdown *in)
{
        double log_reference = log((double)in->price_new * in->demand->reference);

        dp->in = in;
        dp->rungs = in->ladder->count;
        dp->free = !in->may_rise && in->max_cut >= 10000;
        for (size_t k = 0; k < dp->rungs; k++) {
                dp->rate[k] = rate(in->demand, log_reference - in->ladder->log[k]) * in->visibility;
                dp->wait[k] = 1 / dp->rate[k];
                dp->margin[k] = margin_of(&in->terms, in->ladder->price[k]);
                if (!dp->free)
                        dp->window[k] = window_of(in, in->ladder->price[k], dp->rungs);
        }
}

static void lay_periods(struct dp *dp, int64_t from)
{
        const struct markdown *in = dp->in;
        int64_t left = in->horizon - in->age;

        dp->periods = 0;
        for (int64_t at = from; at < left && dp->periods < PERIODS_MAX; at += in->step_days, dp->periods++) {
                double days = (double)(left - at < in->step_days ? left - at : in->step_days), middle = (double)at + days / 2;
                dp->period[dp->periods] = (struct period){ days, factor(in->demand, (double)in->age + middle, (double)in->day + middle) };
        }
}

/* Many periods share length and factor with the one after them: then what is known of the rungs holds. The mean wait in a period is chance of a sale / hazard. */
static void price_period(struct dp *dp, size_t t)
{
        const struct period *p = &dp->period[t], *after = p + 1;
        double slower = (double)dp->in->terms.storage_per_day / p->factor;

        if (t + 1 < dp->periods && p->days == after->days && p->factor == after->factor)
                return;
        for (size_t k = 0; k < dp->rungs; k++) {
                dp->kept[k] = exp(-dp->rate[k] * p->factor * p->days);
                dp->yield[k] = (1 - dp->kept[k]) * (dp->margin[k] - slower * dp->wait[k]);
        }
}

/* The best rung of a window, the highest price of equals. */
static size_t best_of(const double *value, struct window w)
{
        size_t best = w.first;

        for (size_t k = w.first + 1; k < w.last; k++)
                if (value[k] > value[best])
                        best = k;
        return best;
}

/* From each rung, the best of its window. Where every window is the rest of the ladder, the best grows from the bottom. */
static void choose(struct dp *dp, const double *value)
{
        double most = -INFINITY;

        for (size_t k = dp->rungs; dp->free && k-- > 0;) {
                most = value[k] > most ? value[k] : most;
                dp->then[k] = most;
        }
        for (size_t k = 0; !dp->free && k < dp->rungs; k++)
                dp->then[k] = value[best_of(value, dp->window[k])];
}

static void solve(struct dp *dp)
{
        for (size_t k = 0; k < dp->rungs; k++)
                dp->then[k] = (double)dp->in->terms.salvage;
        for (size_t t = dp->periods; t-- > 0;) {
                price_period(dp, t);
                for (size_t k = 0; k < dp->rungs; k++)
                        dp->value[t][k] = dp->yield[k] + dp->kept[k] * dp->then[k];
                if (t)
                        choose(dp, dp->value[t]);
        }
}

/* Along the chosen path: how likely each price is the one that sells, and how long it stands. */
struct walk { double left, income, stood, value; };

static void walk_on(const struct markdown *in, struct walk *w, int64_t price, double h, double days)
{
        double kept = exp(-h * days), sold = w->left * (1 - kept);

        if (!(h > 1e-12)) {   /* nobody buys at this price: it stands all the time */
                w->stood += w->left * days;
                w->value -= w->left * (double)in->terms.storage_per_day * days;
                return;
        }
        w->income += sold * (double)price;
        w->stood += sold / h;
        w->value += sold * (margin_of(&in->terms, price) - (double)in->terms.storage_per_day / h);
        w->left *= kept;
}

static void note_change(struct markdown_plan *plan, int64_t day, int64_t price)
{
        if (!plan->count || plan->change[plan->count - 1].price != price)
                plan->change[plan->count++] = (struct price_change){ day, price };
}

static void follow(const struct dp *dp, struct window window, int64_t from, struct walk *w, struct markdown_plan *plan)
{
        for (size_t t = 0; t < dp->periods; t++) {
                size_t rung = best_of(dp->value[t], window);
                note_change(plan, from + (int64_t)t * dp->in->step_days, dp->in->ladder->price[rung]);
                walk_on(dp->in, w, dp->in->ladder->price[rung], dp->rate[rung] * dp->period[t].factor, dp->period[t].days);
                window = dp->free ? (struct window){ rung, dp->rungs } : dp->window[rung];
        }
}

static void conclude(const struct markdown *in, const struct walk *w, struct markdown_plan *plan)
{
        double sold = 1 - w->left;

        plan->sold = llround(sold * 10000);
        plan->expected_price = sold > 0 ? llround(w->income / sold) : 0;
        plan->days = llround(w->stood);
        plan->value = w->value + w->left * (double)in->terms.salvage;
}

/* A price stands for its least days first; where none may follow it, to the end. Returns the day of the next choice. */
static int64_t stand(const struct markdown *in, struct window w, struct walk *walk, struct markdown_plan *plan)
{
        int64_t left = in->horizon - in->age, days = w.first >= w.last ? left : in->step_days - in->held;

        if (days <= 0)
                return 0;
        note_change(plan, 0, in->price);
        for (int64_t d = 0; d < days && d < left; d++)
                walk_on(in, walk, in->price, in->visibility * demand_hazard(in->demand, (double)in->price / (double)in->price_new, in->age + d, in->day + d), 1);
        return days < left ? days : left;
}

void markdown_plan(const struct markdown *in, struct markdown_plan *plan)
{
        struct walk walk = { .left = 1 };
        struct window first = { 0, in->ladder->count };
        struct dp dp;                                 /* large; each part is laid before it is read */

        plan->count = 0;
        if (in->ladder->count && in->age < in->horizon) {
                if (in->price)
                        first = window_of(in, in->price, in->ladder->count);
                int64_t from = in->price ? stand(in, first, &walk, plan) : 0;
                lay_rungs(&dp, in);
                lay_periods(&dp, from);
                solve(&dp);
                follow(&dp, first, from, &walk, plan);
        }
        conclude(in, &walk, plan);
}

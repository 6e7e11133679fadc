#include "market/market.h"

#include <math.h>

/* Each type's middle; every market draws its own about it. Price new in minor units; the sources are in the README beside this. */
static const struct kind middle[TYPES] = {
        /*                   visitors worth spread tilt decay   fresh season peak returned worn price  price_spread share */
        /* apparel */      { .060, .46, .38, 1.2, .0022, .9, .35, 290, .24, .25, 6500, .50, .34, { 0 }, { { 0, 0 } }, { { 0 } }, { 0 }, { 0 } },
        /* footwear */     { .055, .52, .36, 1.0, .0016, .7, .25, 120, .27, .20, 9500, .45, .20, { 0 }, { { 0, 0 } }, { { 0 } }, { 0 }, { 0 } },
        /* bags */         { .045, .66, .34, 1.3, .0008, .6, .20, 330, .13, .15, 14000, .55, .12, { 0 }, { { 0, 0 } }, { { 0 } }, { 0 }, { 0 } },
        /* electronics */  { .080, .62, .26, .8, .0018, .4, .30, 335, .10, .30, 12000, .60, .14, { 0 }, { { 0, 0 } }, { { 0 } }, { 0 }, { 0 } },
        /* home */         { .040, .44, .45, .7, .0004, .3, .15, 320, .08, .20, 5000, .60, .12, { 0 }, { { 0, 0 } }, { { 0 } }, { 0 }, { 0 } },
        /* outdoor */      { .035, .66, .32, .6, .0006, .3, .45, 150, .10, .15, 18000, .50, .08, { 0 }, { { 0, 0 } }, { { 0 } }, { 0 }, { 0 } },
};
static const double grade_worth[GRADES] = { 1, .86, .70, .48, 0 }, grade_share[GRADES] = { .26, .28, .22, .14, .10 }, plan_success[PLANS] = { .85, .70, .60 };

static uint64_t state;

static double uniform(void)   /* splitmix64 */
{
        uint64_t z = state += 0x9e3779b97f4a7c15u;

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return ((double)((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(void)
{
        double radius = sqrt(-2 * log(uniform())), turn = uniform();

        return radius * cos(2 * M_PI * turn);
}

static double about(double centre, double spread) { return centre * exp(spread * normal()); }

static size_t pick(const double *share, size_t count)
{
        double left = uniform();
        size_t i = 0;

        while (i + 1 < count && left >= share[i])
                left -= share[i++];
        return i;
}

static void prepare(struct kind *k)
{
        for (size_t i = 0; i < STYLES; i++)
                for (size_t g = 0; g < UNSALEABLE; g++)
                        k->log_worth[i][g] = log(k->worth * k->style[i].worth) + k->tilt * log(grade_worth[g]);
        for (int i = 0; i < YEAR; i++)
                k->on_day[i] = k->visitors * (1 + k->season * cos(2 * M_PI * (i - k->peak) / YEAR));
        for (int i = 0; i < AGES; i++)
                k->at_age[i] = 1 + k->fresh * exp(-i / 14.0);
}

static void make_kind(struct kind *k, const struct kind *of, const struct twist *twist)
{
        *k = *of;
        k->visitors = about(of->visitors, .25) * twist->visitors;
        k->worth = about(of->worth, .15) * twist->worth;
        k->spread = about(of->spread, .15) * twist->spread;
        k->tilt = about(of->tilt, .15);
        k->decay = about(of->decay, .3) * twist->decay;
        k->returned = fmin(about(of->returned, .2) * twist->returned, .6);
        k->peak = of->peak + 20 * normal();
        for (size_t i = 0; i < PLANS; i++)
                k->success[i] = fmin(about(plan_success[i], .15), .97);
        for (size_t i = 0; i < STYLES; i++) {
                k->style[i].worth = about(1, .12);
                k->style[i].visitors = about(1, .35);
        }
        prepare(k);
}

static void make_piece(const struct market *m, struct piece *p, size_t id)
{
        double share[TYPES];

        for (size_t i = 0; i < TYPES; i++)
                share[i] = m->kind[i].share;
        size_t type = pick(share, TYPES);
        p->seen = (struct seen){ id, type, (size_t)(uniform() * STYLES), pick(grade_share, GRADES), (int64_t)about(m->kind[type].price, m->kind[type].price_spread) };
        p->day = (int64_t)(uniform() * DAYS);
        p->succeeds = uniform();
        for (size_t i = 0; i < TRIPS; i++) {
                p->patience[i] = -log(uniform());
                p->returns[i] = uniform();
                p->wears[i] = uniform();
        }
}

void market_make(struct market *m, uint64_t seed, size_t pieces, const struct twist *twist)
{
        state = seed * 0x2545f4914f6cdd1du;
        m->pieces = pieces;
        for (size_t i = 0; i < TYPES; i++)
                make_kind(&m->kind[i], &middle[i], twist);
        for (size_t i = 0; i < pieces; i++)
                make_piece(m, &m->piece[i], i);
}

/* The chance that a standard normal is over z, from a table: it is asked for a hundred million times. */
static double over(double z)
{
        enum { HALF = 2048 };
        static double table[2 * HALF + 2];
        double at = z * HALF / 6 + HALF;

        if (table[0] == 0)
                for (int i = 0; i < 2 * HALF + 2; i++)
                        table[i] = erfc((double)(i - HALF) * 6 / HALF / M_SQRT2) / 2;
        if (at <= 0 || at >= 2 * HALF)
                return at <= 0 ? 1 : 0;
        size_t i = (size_t)at;
        return table[i] + (table[i + 1] - table[i]) * (at - (double)i);
}

double market_hazard(const struct market *m, const struct piece *p, size_t grade, double log_share, int64_t age, int64_t day)
{
        const struct kind *k = &m->kind[p->seen.type];

        if (grade == UNSALEABLE || log_share >= 0)
                return 0;
        return k->on_day[day % YEAR] * k->at_age[age < AGES ? age : AGES - 1] * k->style[p->seen.product].visitors *
               over((log_share - k->log_worth[p->seen.product][grade] + k->decay * (double)age) / k->spread);
}

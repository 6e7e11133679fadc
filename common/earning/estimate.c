#include "resale/estimate.h"

#include <math.h>

/*
 * A Poisson model of sales by days on offer, log-linear in price, age and month, fitted by coordinate ascent to its posterior mode: the level, each age and each
 * month have a gamma prior of mean 1 (so each is (weight + sales) / (weight + expected)), the elasticity a normal one. All of it is relative to the parent.
 */
static const double LEVEL_WEIGHT = 6, AGE_WEIGHT = 12, SEASON_WEIGHT = 20, RETURN_WEIGHT = 12, REALISED_WEIGHT = 6;      /* in sales */
static const double ELASTICITY_SPREAD = 0.7, CURVATURE_SPREAD = 1.5, CURVATURE_PRIOR = 2;
static const double HAZARD_LEAST = 1e-5, HAZARD_MOST = 1, ELASTICITY_LEAST = 0.3, ELASTICITY_MOST = 8, FACTOR_LEAST = 0.1, FACTOR_MOST = 5, CURVATURE_MOST = 8;
enum { ROUNDS = 8, HALVINGS = 36, RANKS_MAX = 20 };

struct fit {
        const struct demand *parent;
        size_t grades, count;
        const struct cell *cell;
        int64_t only;                                                     /* the rank that is looked at; −1: all */
        double level, steeper, bent, age[AGE_BANDS], season[MONTHS];      /* the movement */
        double price_factor[RANKS_MAX][PRICE_STEPS], x[RANKS_MAX][PRICE_STEPS];
        double sales, expected[RANKS_MAX][PRICE_STEPS], sold[RANKS_MAX][PRICE_STEPS];
        bool seen[RANKS_MAX][PRICE_STEPS];
};

static double clamp(double value, double least, double most) { return value < least ? least : value > most ? most : value; }

int64_t price_step_of(int64_t price, int64_t price_new)
{
        __int128 step = price_new > 0 ? ((__int128)price * 20000 / PRICE_STEP + price_new) / (2 * (__int128)price_new) : 0;

        return step < 0 ? 0 : step >= PRICE_STEPS ? PRICE_STEPS - 1 : (int64_t)step;
}

int64_t age_band_of(int64_t days)
{
        return days < 0 ? 0 : days / AGE_BAND_DAYS < AGE_BANDS ? days / AGE_BAND_DAYS : AGE_BANDS - 1;
}

int64_t share_learn(int64_t parent, int64_t hits, int64_t tries, int64_t weight)
{
        return tries + weight > 0 ? (int64_t)((((__int128)weight * parent + (__int128)hits * 10000) * 2 + weight + tries) / (2 * ((__int128)weight + tries))) : parent;
}

struct demand demand_prior(int64_t reference, int64_t sold_30, int64_t elasticity_hundredths, int64_t returned)
{
        struct demand d = { .reference = (double)reference / 10000, .elasticity = (double)elasticity_hundredths / 100, .returned = (double)returned / 10000 };

        d.hazard = clamp(-log1p(-(double)sold_30 / 10000) / AGE_BAND_DAYS, HAZARD_LEAST, HAZARD_MOST);
        d.realised = d.reference;
        d.curvature = CURVATURE_PRIOR;
        d.spread = 1 / sqrt(LEVEL_WEIGHT);
        d.elasticity_spread = ELASTICITY_SPREAD;
        for (size_t i = 0; i < AGE_BANDS; i++)
                d.age[i] = 1;
        for (size_t i = 0; i < MONTHS; i++)
                d.season[i] = 1;
        return d;
}

double demand_price_factor(const struct demand *d, double x)
{
        double most = d->curvature > 0 ? d->elasticity / d->curvature : INFINITY, at = fmin(x, most);

        return exp((d->elasticity - d->curvature * at / 2) * at);
}

/* The middle of a step as a share of the price new; the lowest step reaches down to nothing. */
static double share_of(int64_t step) { return (step ? (double)step : 0.5) * PRICE_STEP / 10000; }

double demand_step_rate(const struct demand *d, int64_t step) { return d->hazard * demand_price_factor(d, -log(share_of(step) / d->reference)); }

static bool counts(const struct fit *f, const struct cell *c)
{
        return c->rank >= 0 && c->rank < (int64_t)f->grades && (f->only < 0 || c->rank == f->only) && c->step >= 0 && c->step < PRICE_STEPS && c->band >= 0 && c->band < AGE_BANDS && c->month >= 0 &&
               c->month < MONTHS && c->days >= 0 && c->sales >= 0;
}

static void lay_prices(struct fit *f)
{
        for (size_t i = 0; i < f->count; i++) {
                const struct cell *c = &f->cell[i];
                if (!counts(f, c) || f->seen[c->rank][c->step])
                        continue;
                const struct demand *p = &f->parent[c->rank];
                f->x[c->rank][c->step] = -log(share_of(c->step) / p->reference);
                f->price_factor[c->rank][c->step] = p->hazard * demand_price_factor(p, f->x[c->rank][c->step]);
                f->seen[c->rank][c->step] = true;
        }
}

/* Expected sales of a cell by the parent and the movement of ages and seasons, not yet of level and price. */
static double expected(const struct fit *f, const struct cell *c)
{
        const struct demand *p = &f->parent[c->rank];

        return (double)c->days * (c->factor > 0 ? c->factor : 1) * f->price_factor[c->rank][c->step] * p->age[c->band] * f->age[c->band] * p->season[c->month] * f->season[c->month];
}

static double moved(double steeper, double bent, double x) { return exp((steeper - bent * x / 2) * x); }

static double at_price(const struct fit *f, const struct cell *c) { return f->level * moved(f->steeper, f->bent, f->x[c->rank][c->step]); }

static void sum_by_price(struct fit *f)
{
        f->sales = 0;
        memset(f->expected, 0, sizeof f->expected);
        memset(f->sold, 0, sizeof f->sold);
        for (size_t i = 0; i < f->count; i++) {
                const struct cell *c = &f->cell[i];
                if (!counts(f, c))
                        continue;
                f->expected[c->rank][c->step] += expected(f, c);
                f->sold[c->rank][c->step] += (double)c->sales;
                f->sales += (double)c->sales;
        }
}

/* Moments over prices under a movement of elasticity and curvature: expected sales times 1, x and x², and sales times x and x². */
struct moments { double mu, x, xx, sold_x, sold_xx; };

static struct moments moments(const struct fit *f, double steeper, double bent)
{
        struct moments m = { 0 };

        for (size_t r = 0; r < f->grades; r++)
                for (size_t s = 0; s < PRICE_STEPS; s++) {
                        if (!f->seen[r][s])
                                continue;
                        double x = f->x[r][s], mu = f->expected[r][s] * moved(steeper, bent, x);
                        m.mu += mu;
                        m.x += mu * x;
                        m.xx += mu * x * x;
                        m.sold_x += f->sold[r][s] * x;
                        m.sold_xx += f->sold[r][s] * x * x;
                }
        return m;
}

static double level_for(const struct fit *f, const struct moments *m) { return (LEVEL_WEIGHT + f->sales) / (LEVEL_WEIGHT + m->mu); }

/* Slopes of the log posterior in elasticity and curvature, at its best level; each falls, so that its zero is found by halving. */
static double slope_steeper(const struct fit *f, double steeper)
{
        struct moments m = moments(f, steeper, f->bent);

        return m.sold_x - level_for(f, &m) * m.x - steeper / (ELASTICITY_SPREAD * ELASTICITY_SPREAD);
}

static double slope_bent(const struct fit *f, double bent)
{
        struct moments m = moments(f, f->steeper, bent);

        return (level_for(f, &m) * m.xx - m.sold_xx) / 2 - bent / (CURVATURE_SPREAD * CURVATURE_SPREAD);
}

static double zero_of(double (*slope)(const struct fit *, double), const struct fit *f, double reach)
{
        double low = -reach, high = reach;

        for (int i = 0; i < HALVINGS; i++) {
                double middle = (low + high) / 2;
                if (slope(f, middle) > 0)
                        low = middle;
                else
                        high = middle;
        }
        return (low + high) / 2;
}

static void move_price(struct fit *f)
{
        sum_by_price(f);
        f->steeper = zero_of(slope_steeper, f, ELASTICITY_MOST - ELASTICITY_LEAST);
        f->bent = zero_of(slope_bent, f, CURVATURE_MOST);
        struct moments m = moments(f, f->steeper, f->bent);
        f->level = level_for(f, &m);
}

static void move_factors(struct fit *f, double *factor, size_t count, double weight, size_t offset)
{
        double sold[MONTHS] = { 0 }, mu[MONTHS] = { 0 };

        for (size_t i = 0; i < f->count; i++) {
                const struct cell *c = &f->cell[i];
                if (!counts(f, c))
                        continue;
                int64_t at = *(const int64_t *)((const char *)c + offset);
                sold[at] += (double)c->sales;
                mu[at] += expected(f, c) * at_price(f, c) / factor[at];
        }
        for (size_t i = 0; i < count; i++)
                factor[i] = (weight + sold[i]) / (weight + mu[i]);
}

static void settle(struct fit *f)
{
        f->level = 1;
        for (size_t i = 0; i < AGE_BANDS; i++)
                f->age[i] = 1;
        for (size_t i = 0; i < MONTHS; i++)
                f->season[i] = 1;
        for (int i = 0; i < ROUNDS; i++) {
                move_price(f);
                move_factors(f, f->age, AGE_BANDS, AGE_WEIGHT, offsetof(struct cell, band));
                move_factors(f, f->season, MONTHS, SEASON_WEIGHT, offsetof(struct cell, month));
        }
        move_price(f);
}

/* Sums over the cells; the realised price as a multiple of what the parent's were. */
struct means { double days, sales, returns, realised; };

static struct means means(const struct fit *f)
{
        struct means m = { 0 };

        for (size_t i = 0; i < f->count; i++) {
                const struct cell *c = &f->cell[i];
                if (!counts(f, c))
                        continue;
                m.days += (double)c->days;
                m.sales += (double)c->sales;
                m.returns += clamp((double)c->returns, 0, (double)c->sales);
                m.realised += (double)c->sales * share_of(c->step) / f->parent[c->rank].realised;
        }
        return m;
}

static void move(const struct fit *f, const struct means *m, const struct demand *parent, struct demand *child)
{
        struct moments now = moments(f, f->steeper, f->bent);
        double curved = f->level * (now.xx - (now.mu > 0 ? now.x * now.x / now.mu : 0));

        *child = *parent;
        child->hazard = clamp(parent->hazard * f->level, HAZARD_LEAST, HAZARD_MOST);
        child->elasticity = clamp(parent->elasticity + f->steeper, ELASTICITY_LEAST, ELASTICITY_MOST);
        child->curvature = clamp(parent->curvature + f->bent, 0, CURVATURE_MOST);
        for (size_t i = 0; i < AGE_BANDS; i++)
                child->age[i] = clamp(parent->age[i] * f->age[i], FACTOR_LEAST, FACTOR_MOST);
        for (size_t i = 0; i < MONTHS; i++)
                child->season[i] = clamp(parent->season[i] * f->season[i], FACTOR_LEAST, FACTOR_MOST);
        child->returned = (RETURN_WEIGHT * parent->returned + m->returns) / (RETURN_WEIGHT + m->sales);
        child->realised = parent->realised * (REALISED_WEIGHT + m->realised) / (REALISED_WEIGHT + m->sales);
        child->sales = (int64_t)m->sales;
        child->spread = 1 / sqrt(LEVEL_WEIGHT + m->sales);
        child->elasticity_spread = 1 / sqrt(1 / (ELASTICITY_SPREAD * ELASTICITY_SPREAD) + fmax(curved, 0));
}

static void learn(const struct demand *parents, size_t grades, struct cells cells, int64_t only, struct demand *children)
{
        struct fit f = { .parent = parents, .grades = grades < RANKS_MAX ? grades : RANKS_MAX, .count = cells.count, .cell = cells.cell, .only = only };
        struct means m = means(&f);

        if (m.days <= 0 && m.sales <= 0)
                return;
        lay_prices(&f);
        settle(&f);
        for (size_t r = 0; r < f.grades; r++)
                if (only < 0 || (int64_t)r == only)
                        move(&f, &m, &parents[r], &children[r]);
}

void demand_learn(const struct demand *parents, size_t grades, const struct cell *cells, size_t count, struct demand *children)
{
        for (size_t r = 0; r < grades; r++) {
                children[r] = parents[r];
                children[r].sales = 0;
        }
        learn(parents, grades, (struct cells){ count, cells }, -1, children);
}

void demand_chain(const struct demand *prior, size_t grades, struct cells of_merchant, struct cells of_type, struct demand *learned)
{
        struct demand merchant[RANKS_MAX], type[RANKS_MAX];

        grades = grades < RANKS_MAX ? grades : RANKS_MAX;
        demand_learn(prior, grades, of_merchant.cell, of_merchant.count, merchant);
        demand_learn(merchant, grades, of_type.cell, of_type.count, type);
        for (size_t r = 0; r < grades; r++) {
                learned[r] = type[r];
                learned[r].sales = 0;
                learn(type, grades, of_type, (int64_t)r, learned);
        }
}

double product_factor(const struct demand *group, size_t grades, const struct cell *cells, size_t count)
{
        struct fit f = { .parent = group, .grades = grades < RANKS_MAX ? grades : RANKS_MAX, .count = count, .cell = cells, .only = -1 };
        double sold = 0, mu = 0;

        for (size_t i = 0; i < count; i++) {
                const struct cell *c = &cells[i];
                if (!counts(&f, c))
                        continue;
                const struct demand *d = &group[c->rank];
                mu += (double)c->days * demand_step_rate(d, c->step) * d->age[c->band] * d->season[c->month];
                sold += (double)c->sales;
        }
        return clamp((PRODUCT_WEIGHT + sold) / (PRODUCT_WEIGHT + mu), (double)PRODUCT_FACTOR_LEAST / PRODUCT_FACTOR_UNIT, (double)PRODUCT_FACTOR_MOST / PRODUCT_FACTOR_UNIT);
}

/* FNV-1a, then the finish of splitmix64. */
static uint64_t number_of(const char *text)
{
        uint64_t n = 0xcbf29ce484222325u;

        for (; *text; text++)
                n = (n ^ (unsigned char)*text) * 0x100000001b3u;
        n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9u;
        n = (n ^ (n >> 27)) * 0x94d049bb133111ebu;
        return n ^ (n >> 31);
}

struct demand demand_draw(const struct demand *demand, const char *unit)
{
        uint64_t n = number_of(unit);
        double radius = sqrt(-2 * log(((double)(n >> 32) + 0.5) / 4294967296.0)), turn = 2 * M_PI * (double)(uint32_t)n / 4294967296.0;
        struct demand drawn = *demand;

        drawn.hazard = clamp(demand->hazard * exp(radius * cos(turn) * demand->spread), HAZARD_LEAST, HAZARD_MOST);
        drawn.elasticity = clamp(demand->elasticity + radius * sin(turn) * demand->elasticity_spread, ELASTICITY_LEAST, ELASTICITY_MOST);
        return drawn;
}

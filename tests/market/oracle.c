#include "market/oracle.h"

#include <math.h>

enum { STEP = ORACLE_STEP, PRICES = 30, AGAIN_AFTER = 30 };
static const double LOWEST = 0.10, HIGHEST = 0.99;

static double share_at(size_t i) { return LOWEST * pow(HIGHEST / LOWEST, (double)i / (PRICES - 1)); }

struct prices { double share[PRICES], log[PRICES]; };

static const struct prices *prices(void)
{
        static struct prices p;

        for (size_t i = 0; i < PRICES && p.log[0] == 0; i++) {
                p.share[PRICES - 1 - i] = share_at(PRICES - 1 - i);
                p.log[PRICES - 1 - i] = log(p.share[PRICES - 1 - i]);
        }
        return &p;
}

static double sold_within(double h, double days)
{
        double x = h * days;

        return x < .3 ? x * (1 - x / 2 * (1 - x / 3 * (1 - x / 4))) : 1 - exp(-x);
}

/* Of a piece put on offer on a day; `again` is what it is worth when it comes back. Prices are free in every period; they are put into `path`, where there is one. */
static double listed(const struct market *m, const struct piece *p, size_t grade, int64_t day, double again, int64_t *path)
{
        const struct prices *ps = prices();
        const struct earning_policy *b = business();
        const struct channel *c = b->channels.item;
        double back = m->kind[p->seen.type].returned, value = (double)outlet_net(best_outlet(grade, p->seen.price_new), grade, p->seen.price_new);

        for (int64_t t = b->horizon / STEP; t-- > 0;) {
                double most = -INFINITY;
                for (size_t i = 0; i < PRICES; i++) {
                        double price = ps->share[i] * (double)p->seen.price_new, sale = sold_within(market_hazard(m, p, grade, ps->log[i], t * STEP, day + t * STEP), STEP);
                        double margin = price * (1 - (double)c->fee_share / 10000) - (double)c->fee_fixed - back * (price + (double)b->return_cost - again);
                        double then = sale * margin - (double)b->storage_per_day * STEP * (1 - sale / 2) + (1 - sale) * value;
                        if (then <= most)
                                continue;
                        most = then;
                        if (path)
                                path[t] = llround(fmax(price, 100));
                }
                value = most;
        }
        return value;
}

static double worth(const struct market *m, const struct piece *p, size_t grade, int64_t day, double again)
{
        double outlet = (double)outlet_net(best_outlet(grade, p->seen.price_new), grade, p->seen.price_new);

        return grade == UNSALEABLE ? outlet : fmax(outlet, listed(m, p, grade, day, again, NULL) - (double)business()->handling);
}

/* What a returned piece is worth, as good as before or a grade worse; that it may come back once more is left out. */
static double again(struct oracle *o, const struct piece *p, size_t grade, int64_t day)
{
        double worn = o->m->kind[p->seen.type].worn, *kept = &o->piece[p->seen.id].again[grade];

        if (!o->piece[p->seen.id].known[grade])
                *kept = worn * worth(o->m, p, grade + 1, day + AGAIN_AFTER, 0) + (1 - worn) * worth(o->m, p, grade, day + AGAIN_AFTER, 0);
        o->piece[p->seen.id].known[grade] = true;
        return *kept;
}

static struct verdict decide(void *self, const struct seen *seen, int64_t day, bool may_refurbish)
{
        struct oracle *o = self;
        const struct market *m = o->m;
        const struct piece *p = &m->piece[seen->id];
        double outlet = (double)outlet_net(best_outlet(seen->grade, seen->price_new), seen->grade, seen->price_new), without = outlet, most;
        struct verdict v = { OUTLET, best_outlet(seen->grade, seen->price_new) };

        if (seen->grade != UNSALEABLE)
                without = worth(m, p, seen->grade, day, again(o, p, seen->grade, day));
        if (without > outlet)
                v = (struct verdict){ LIST, 0 };
        most = without;
        for (size_t i = 0; may_refurbish && i < PLANS; i++) {
                if (!plan_applies(i, seen->grade))
                        continue;
                size_t grade = plan_grade(i, seen->grade);
                double s = m->kind[seen->type].success[i], value = s * worth(m, p, grade, day, again(o, p, grade, day)) + (1 - s) * without;
                value -= (double)plan_cost(i, seen->price_new);
                if (value > most) {
                        most = value;
                        v = (struct verdict){ REFURBISH, i };
                }
        }
        return v;
}

static int64_t price(void *self, const struct seen *seen, const struct offered *now, int64_t day)
{
        struct oracle *o = self;
        const struct piece *p = &o->m->piece[seen->id];
        int64_t *path = o->piece[seen->id].path;

        if (!now->price)
                (void)listed(o->m, p, seen->grade, day, again(o, p, seen->grade, day), path);
        return path[now->age / STEP];
}

struct strategy oracle(struct oracle *memory, const struct market *m)
{
        memset(memory, 0, sizeof *memory);
        memory->m = m;
        return (struct strategy){ .self = memory, .decide = decide, .price = price };
}

#include "market/ours.h"

#include <math.h>

enum { LEARN_EVERY = 14, LEARN_UNTIL = 850, PLAN_PRIOR = 7000, PLAN_WEIGHT = 10, CELLS_OF_TYPE = GRADES * PRICE_STEPS * AGE_BANDS * MONTHS };
static const struct earning_grade grades[GRADES] = { { "A", true }, { "B", true }, { "C", true }, { "D", true }, { "E", false } };

static int64_t month_of(int64_t day) { return day % 365 * MONTHS / 365; }

static struct tally *tally_of(struct ours *o, const struct seen *p, const struct offered *at, int64_t day)
{
        return &o->tally[p->type][p->product][p->grade][price_step_of(at->price, p->price_new)][age_band_of(at->age)][month_of(day)];
}

static void stood(void *self, const struct seen *p, const struct offered *now, int64_t day) { tally_of(self, p, now, day)->days++; }
static void sold(void *self, const struct seen *p, const struct offered *now, int64_t day) { tally_of(self, p, now, day)->sales++; }
static void returned(void *self, const struct seen *p, const struct offered *sale, int64_t sold_on) { tally_of(self, p, sale, sold_on)->returns++; }

static void refurbished(void *self, const struct seen *before, size_t plan, bool success)
{
        struct ours *o = self;

        o->tried[before->type][plan]++;
        o->succeeded[before->type][plan] += success;
}

/* Of one product, or of all of a type: then their factors are averaged by days. */
static size_t cells_of(const struct ours *o, size_t type, size_t from, size_t to, struct cell *cells)
{
        size_t count = 0;

        for (int64_t r = 0; r < UNSALEABLE; r++)
                for (int64_t s = 0; s < PRICE_STEPS; s++)
                        for (int64_t b = 0; b < AGE_BANDS; b++)
                                for (int64_t m = 0; m < MONTHS; m++) {
                                        struct cell sum = { r, s, b, m, 0, 0, 0, 0 };
                                        for (size_t p = from; p < to; p++) {
                                                const struct tally *t = &o->tally[type][p][r][s][b][m];
                                                sum.days += t->days;
                                                sum.sales += t->sales;
                                                sum.returns += t->returns;
                                                sum.factor += t->days * o->factor[type][p];
                                        }
                                        sum.factor /= (double)(sum.days ? sum.days : 1);
                                        if (sum.days)
                                                cells[count++] = sum;
                                }
        return count;
}

static void learn_type(struct ours *o, size_t type, const struct demand *merchant, struct cells cells)
{
        static struct cell of_product[CELLS_OF_TYPE];

        demand_chain(merchant, GRADES, (struct cells){ 0, NULL }, cells, o->demand[type]);
        for (size_t p = 0; p < PRODUCTS; p++)
                o->factor[type][p] = product_factor(o->demand[type], GRADES, of_product, cells_of(o, type, p, p + 1, of_product));
}

static void night(void *self, int64_t day)
{
        struct ours *o = self;
        static struct cell cells[TYPES * CELLS_OF_TYPE];
        struct demand merchant[GRADES];
        size_t from[TYPES + 1] = { 0 };

        if (!o->learns || day % LEARN_EVERY || day > LEARN_UNTIL)
                return;
        for (size_t t = 0; t < TYPES; t++)
                from[t + 1] = from[t] + cells_of(o, t, 0, PRODUCTS, cells + from[t]);
        demand_learn(o->prior, GRADES, cells, from[TYPES], merchant);
        for (size_t t = 0; t < TYPES; t++)
                learn_type(o, t, merchant, (struct cells){ from[t + 1] - from[t], cells + from[t] });
}

/* The group's demand, for one product. */
static void demand_of(const struct ours *o, const struct seen *p, struct demand *demand)
{
        for (size_t g = 0; g < GRADES; g++) {
                demand[g] = o->demand[p->type][g];
                demand[g].hazard *= o->factor[p->type][p->product];
        }
}

/* --- deciding --- */

static size_t plans_for(const struct ours *o, const struct seen *p, struct refurbish_plan *plan)
{
        size_t count = 0;

        for (size_t i = 0; i < PLANS; i++)
                if (plan_applies(i, p->grade))
                        plan[count++] = (struct refurbish_plan){
                                plans[i].name, plans[i].cost + p->price_new * plans[i].cost_share / 10000, plans[i].minutes,
                                share_learn(PLAN_PRIOR, o->succeeded[p->type][i], o->tried[p->type][i], PLAN_WEIGHT), 1, { { (int64_t)plan_grade(i, p->grade), 10000 } }, 0, { 0 },
                        };
        return count;
}

static struct verdict verdict_of(const struct alternative *a)
{
        const struct outlet *outlet = business()->outlets.item;
        struct verdict v = { .what = text_equal(a->way, "list") ? LIST : a->plan ? REFURBISH : OUTLET };

        if (v.what == REFURBISH)
                while (!text_equal(plans[v.which].name, a->plan))
                        v.which++;
        if (v.what == OUTLET)
                while (!text_equal(outlet[v.which].way, a->way))
                        v.which++;
        return v;
}

static int64_t best_without(const struct earning_decision *d)
{
        int64_t best = INT64_MIN;

        for (size_t i = 0; i < d->count; i++)
                if (!d->alternative[i].refused && !d->alternative[i].plan && d->alternative[i].net > best)
                        best = d->alternative[i].net;
        return best;
}

static struct verdict decide(void *self, const struct seen *p, int64_t day, bool may_refurbish)
{
        struct ours *o = self;
        struct refurbish_plan plan[PLANS];
        struct earning_decision d;
        struct demand demand[GRADES];
        struct earning_inputs in = { .policy = business(), .price = p->price_new, .rank = p->grade, .grades = GRADES, .grade = grades, .saleable = p->grade != UNSALEABLE,
                                     .demand = demand, .day = day % 365, .plan = plan };

        demand_of(o, p, demand);
        in.plans = may_refurbish ? plans_for(o, p, plan) : 0;
        earning_decide(&in, &d);
        const struct alternative *chosen = &d.alternative[d.chosen];
        o->worked += chosen->plan != NULL;
        o->at_a_loss += chosen->plan && chosen->net <= best_without(&d);
        return verdict_of(chosen);
}

/* --- prices --- */

static int64_t price(void *self, const struct seen *p, const struct offered *now, int64_t day)
{
        struct ours *o = self;
        const struct earning_policy *b = business();
        const struct channel *channel = b->channels.item;
        struct demand of_grade[GRADES], demand;
        struct markdown_plan plan;
        struct ladder ladder;
        char unit[24];

        if (now->price && now->held < b->step_days)
                return now->price;
        demand_of(o, p, of_grade);
        (void)snprintf(unit, sizeof unit, "%zu", p->id);
        demand = o->explores ? demand_draw(&of_grade[p->grade], unit) : of_grade[p->grade];
        earning_ladder(b, earning_band(b, NULL, p->grade, GRADES), p->price_new, &ladder);
        struct markdown in = {
                .demand = &demand, .ladder = &ladder, .visibility = 1, .price_new = p->price_new, .age = now->age, .horizon = b->horizon, .step_days = b->step_days,
                .price = now->price, .held = now->held, .max_cut = b->max_cut, .day = day % 365,
                .terms = { channel->fee_share, channel->fee_fixed, b->storage_per_day, b->return_cost, b->return_loss, llround(demand.returned * 10000),
                           outlet_net(best_outlet(p->grade, p->price_new), p->grade, p->price_new) },
        };
        markdown_plan(&in, &plan);
        return plan.count ? plan.change[0].price : now->price;
}

struct strategy ours(struct ours *memory, bool learns, bool explores)
{
        memset(memory, 0, sizeof *memory);
        memory->learns = learns;
        memory->explores = explores;
        earning_prior(business(), grades, GRADES, memory->prior);
        for (size_t t = 0; t < TYPES; t++) {
                memcpy(memory->demand[t], memory->prior, sizeof memory->prior);
                for (size_t p = 0; p < PRODUCTS; p++)
                        memory->factor[t][p] = 1;
        }
        return (struct strategy){ memory, decide, price, stood, sold, returned, refurbished, night };
}

#include "earning.h"

#include <assert.h>

const char *const refused_names[] = { "", "policy", "grade_not_saleable", "price_unknown", "no_price_in_bounds", "no_pool", "below_minimum_net", "value_gate" };
_Static_assert(ARRAY_LEN(refused_names) == REFUSED_COUNT, "a name for each reason");

enum { WHOLE = 10000 };
static const int64_t WHOLE_SQUARED = (int64_t)WHOLE * WHOLE;

/* What is the same for all alternatives of a decision, and what several of them share. */
struct weighing {
        const struct earning_inputs *in;
        const struct earning_policy *policy;
        struct earning_decision *out;
        struct demand prior[EARNING_GRADES_MAX];
        const struct demand *demand;
        const struct price_band *band[EARNING_GRADES_MAX];
        struct alternative outlet[EARNING_GRADES_MAX], listing[EARNING_GRADES_MAX][CHANNELS_MAX];
        struct ladder ladder[EARNING_GRADES_MAX];
        bool priced[EARNING_GRADES_MAX], listed[EARNING_GRADES_MAX][CHANNELS_MAX];
};

/* The one place that rounds: half away from zero. Dividing 64 bits is many times faster than 128. */
static inline int64_t ratio(__int128 amount, int64_t divisor)
{
        __int128 sum = amount + (amount < 0 ? -divisor : divisor) / 2;

        return (int64_t)sum == sum ? (int64_t)sum / divisor : (int64_t)(sum / divisor);
}

static int64_t share(int64_t amount, int64_t basis_points) { return ratio((__int128)amount * basis_points, WHOLE); }

int64_t earning_net(const struct earning_terms *t)
{
        return t->income + t->salvage - t->refurbishment - t->handling - t->storage - t->returns - t->fees;
}

static bool saleable(const struct earning_inputs *in, size_t rank)
{
        return rank == in->rank ? in->saleable : !in->grade || in->grade[rank].saleable;
}

/* --- outlets --- */

static struct alternative by_outlet(int64_t price, const struct price_band *band, const struct outlet *outlet)
{
        struct alternative a = { .way = outlet->way, .disposition = text_equal(outlet->way, "lot") ? "liquidate" : outlet->way, .partner = outlet->partner };

        a.terms.income = ratio((__int128)price * outlet->share * band->outlet, WHOLE_SQUARED) + outlet->credit;
        a.terms.handling = outlet->cost;
        a.list_price = a.expected_price = a.terms.income;
        a.sold = a.terms.income ? WHOLE : 0;
        a.net = earning_net(&a.terms);
        a.refused = outlet->allowed ? REFUSED_NOT : REFUSED_POLICY;
        return a;
}

/* The best that is open: what is left when it is not sold. Its way is NULL where none is. */
static struct alternative best_outlet(const struct earning_policy *p, int64_t price, const struct price_band *band)
{
        const struct outlet *outlet = p->outlets.item;
        struct alternative best = { 0 };

        for (size_t i = 0; i < p->outlets.count; i++) {
                struct alternative a = by_outlet(price, band, &outlet[i]);
                if (!a.refused && (!best.way || a.net > best.net))
                        best = a;
        }
        return best;
}

static void find_outlets(struct weighing *w)
{
        for (size_t rank = 0; rank < w->in->grades; rank++)
                w->outlet[rank] = best_outlet(w->policy, w->out->price, w->band[rank]);
        assert(w->outlet[w->in->rank].way);
}

/* --- listings --- */

static const struct ladder *ladder(struct weighing *w, size_t rank)
{
        if (!w->priced[rank])
                earning_ladder(w->policy, w->band[rank], w->out->price, &w->ladder[rank]);
        w->priced[rank] = true;
        return &w->ladder[rank];
}

static struct sale_terms terms_with(const struct earning_policy *p, const struct channel *channel, const struct demand *demand, int64_t salvage)
{
        return (struct sale_terms){ channel->fee_share, channel->fee_fixed, p->storage_per_day, p->return_cost, p->return_loss, (int64_t)(demand->returned * WHOLE + 0.5), salvage };
}

struct sale_terms earning_sale_terms(const struct earning_policy *p, const struct price_band *band, const struct channel *channel, const struct demand *demand, int64_t price_new)
{
        return terms_with(p, channel, demand, best_outlet(p, price_new, band).net);
}

static struct sale_terms terms_of(const struct weighing *w, size_t rank, const struct channel *channel)
{
        return terms_with(w->policy, channel, &w->demand[rank], w->outlet[rank].net);
}

static void charge(const struct sale_terms *t, int64_t handling, struct alternative *a)
{
        a->terms = (struct earning_terms){
                .income = share(a->expected_price, a->sold),
                .salvage = share(t->salvage, WHOLE - a->sold),
                .handling = handling,
                .storage = t->storage_per_day * a->days,
                .returns = ratio(((__int128)t->return_cost * WHOLE + (__int128)a->expected_price * t->return_loss) * a->returned / WHOLE * a->sold, WHOLE_SQUARED),
                .fees = ratio(((__int128)t->fee_fixed * WHOLE + (__int128)a->expected_price * t->fee_share) * a->sold, WHOLE_SQUARED),
        };
        a->net = earning_net(&a->terms);
}

static void sell(struct weighing *w, size_t rank, const struct channel *channel, int64_t visibility, int64_t handling, struct alternative *a)
{
        struct sale_terms terms = terms_of(w, rank, channel);
        struct markdown markdown = {
                .demand = &w->demand[rank], .ladder = ladder(w, rank), .terms = terms, .visibility = (double)visibility / WHOLE, .price_new = w->out->price,
                .horizon = w->policy->horizon, .step_days = w->policy->step_days, .max_cut = w->policy->max_cut, .day = w->in->day, .may_rise = w->policy->may_rise,
        };
        struct markdown_plan plan;

        markdown_plan(&markdown, &plan);
        a->list_price = plan.change[0].price;
        a->expected_price = plan.expected_price;
        a->sold = plan.sold;
        a->days = plan.days;
        a->returned = terms.returned;
        charge(&terms, handling, a);
}

/* Offered for sale as a grade; refused for what lies in the unit and its price. The policy's own refusals come afterwards. */
static struct alternative offer(struct weighing *w, size_t rank, const struct channel *channel, bool pooled)
{
        struct alternative a = { .way = pooled ? "pool" : "list", .disposition = "resell", .channel = channel->name };
        int64_t visibility = pooled ? share(channel->visibility, w->policy->pool_visibility) : channel->visibility;

        if (!w->out->price)
                a.refused = REFUSED_PRICE_UNKNOWN;
        else if (!ladder(w, rank)->count)
                a.refused = REFUSED_NO_PRICE;
        else
                sell(w, rank, channel, visibility, pooled ? w->policy->pool_handling : w->policy->handling, &a);
        if (!saleable(w->in, rank))
                a.refused = REFUSED_GRADE;
        if (pooled && !a.refused && w->in->pool < w->policy->pool_min)
                a.refused = REFUSED_NO_POOL;
        return a;
}

static const struct alternative *listing(struct weighing *w, size_t rank, size_t channel)
{
        if (!w->listed[rank][channel])
                w->listing[rank][channel] = offer(w, rank, (const struct channel *)w->policy->channels.item + channel, false);
        w->listed[rank][channel] = true;
        return &w->listing[rank][channel];
}

/* --- refurbishing --- */

/* What may become of a unit, each with its chance in hundred millionths. */
struct mixture { __int128 income, salvage, handling, storage, returns, fees, sold, price, returned, days; };

static void mix(struct mixture *m, const struct alternative *a, int64_t weight)
{
        m->income += (__int128)weight * a->terms.income;
        m->salvage += (__int128)weight * a->terms.salvage;
        m->handling += (__int128)weight * a->terms.handling;
        m->storage += (__int128)weight * a->terms.storage;
        m->returns += (__int128)weight * a->terms.returns;
        m->fees += (__int128)weight * a->terms.fees;
        m->sold += (__int128)weight * a->sold;
        m->price += (__int128)weight * a->sold / WHOLE * a->expected_price;
        m->returned += (__int128)weight * a->sold / WHOLE * a->returned;
        m->days += (__int128)weight * a->days;
}

static void settle(const struct mixture *m, int64_t refurbishment, struct alternative *a)
{
        int64_t selling = (int64_t)(m->sold / WHOLE);

        a->terms = (struct earning_terms){
                ratio(m->income, WHOLE_SQUARED), ratio(m->salvage, WHOLE_SQUARED), refurbishment, ratio(m->handling, WHOLE_SQUARED),
                ratio(m->storage, WHOLE_SQUARED), ratio(m->returns, WHOLE_SQUARED), ratio(m->fees, WHOLE_SQUARED),
        };
        a->sold = ratio(m->sold, WHOLE_SQUARED);
        a->expected_price = selling ? ratio(m->price, selling) : 0;
        a->returned = selling ? ratio(m->returned, selling) : 0;
        a->days = ratio(m->days, WHOLE_SQUARED);
        a->net = earning_net(&a->terms);
}

/* Each grade it may come to is listed where that may be, else goes to its best outlet; a failure is worth what was best without. */
static struct alternative refurbish(struct weighing *w, const struct refurbish_plan *plan, size_t channel, const struct alternative *without)
{
        struct alternative a = { .way = "refurbish", .disposition = "refurbish", .plan = plan->name, .channel = ((const struct channel *)w->policy->channels.item)[channel].name };
        struct mixture m = { 0 };
        int64_t left = WHOLE_SQUARED, likeliest = 0;
        enum refused why = REFUSED_GRADE;

        for (size_t i = 0; i < plan->outcomes; i++) {
                const struct outcome *o = &plan->outcome[i];
                if (o->rank < 0 || o->rank >= (int64_t)w->in->grades)
                        continue;
                const struct alternative *then = listing(w, (size_t)o->rank, channel);
                int64_t weight = plan->success * o->share;
                if (then->refused && why)
                        why = then->refused;
                else if (!then->refused)
                        why = REFUSED_NOT;
                if (!then->refused && weight > likeliest) {
                        likeliest = weight;
                        a.list_price = then->list_price;
                }
                mix(&m, then->refused ? &w->outlet[o->rank] : then, weight);
                left -= weight;
        }
        mix(&m, without, left);
        settle(&m, plan->cost + ratio((__int128)plan->minutes * (plan->labour_rate ? plan->labour_rate : w->policy->labour_rate), 60), &a);
        a.refused = why;
        return a;
}

/* --- the decision --- */

static void add(struct weighing *w, struct alternative a, bool allowed, bool for_sale)
{
        if (!allowed)
                a.refused = REFUSED_POLICY;
        if (for_sale && !a.refused && a.net < w->policy->min_net)
                a.refused = REFUSED_MIN_NET;
        w->out->alternative[w->out->count++] = a;
}

/* The best of what is allowed, but for one; count when there is none. */
static size_t best_but(const struct earning_decision *d, size_t but)
{
        size_t best = d->count;

        for (size_t i = 0; i < d->count; i++)
                if (i != but && !d->alternative[i].refused && (best == d->count || d->alternative[i].net > d->alternative[best].net))
                        best = i;
        return best;
}

static void add_offers(struct weighing *w)
{
        const struct channel *channel = w->policy->channels.item;

        for (size_t c = 0; c < w->policy->channels.count; c++)
                add(w, *listing(w, w->in->rank, c), channel[c].allowed, true);
        for (size_t c = 0; w->policy->pool_min && c < w->policy->channels.count; c++)
                add(w, offer(w, w->in->rank, &channel[c], true), channel[c].allowed, true);
}

static void add_outlets(struct weighing *w)
{
        const struct outlet *outlet = w->policy->outlets.item;

        for (size_t i = 0; i < w->policy->outlets.count; i++)
                add(w, by_outlet(w->out->price, w->band[w->in->rank], &outlet[i]), outlet[i].allowed, false);
}

static void add_plans(struct weighing *w)
{
        const struct channel *channel = w->policy->channels.item;
        const struct alternative *without = &w->out->alternative[best_but(w->out, SIZE_MAX)];

        for (size_t p = 0; p < w->in->plans; p++)
                for (size_t c = 0; c < w->policy->channels.count; c++) {
                        struct alternative a = refurbish(w, &w->in->plan[p], c, without);
                        if (!a.refused && a.net <= without->net + w->policy->gate_margin)
                                a.refused = REFUSED_VALUE_GATE;
                        add(w, a, channel[c].allowed, true);
                }
}

static void begin(struct weighing *w)
{
        const struct earning_inputs *in = w->in;

        assert(in->grades && in->grades <= EARNING_GRADES_MAX && in->rank < in->grades && in->plans <= PLANS_MAX);
        *w->out = (struct earning_decision){ .price_known = in->price > 0 && in->price <= AMOUNT_MAX };
        w->out->price = w->out->price_known ? in->price : w->policy->price_unknown;
        for (size_t i = 0; i < in->grades; i++)
                w->band[i] = earning_band(w->policy, in->grade ? in->grade[i].code : NULL, i, in->grades);
        if (!in->demand)
                earning_prior(w->policy, in->grade, in->grades, w->prior);
        w->demand = in->demand ? in->demand : w->prior;
        find_outlets(w);
}

void earning_decide(const struct earning_inputs *inputs, struct earning_decision *decision)
{
        struct weighing w = { .in = inputs, .policy = inputs->policy, .out = decision };

        begin(&w);
        add_offers(&w);
        add_outlets(&w);
        add_plans(&w);
        decision->chosen = best_but(decision, SIZE_MAX);
        decision->runner_up = best_but(decision, decision->chosen);
}

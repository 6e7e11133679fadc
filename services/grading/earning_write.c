#include "earning.h"

#include <math.h>

/* Numbers are written by hand: a decision has some two thousand of them. */
static void number(struct buffer *out, const char *name, int64_t value)
{
        char text[24], *at = text + sizeof text;
        uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;

        do {
                *--at = (char)('0' + left % 10);
                left /= 10;
        } while (left);
        if (value < 0)
                *--at = '-';
        buffer_text(out, name);
        buffer_add(out, at, (size_t)(text + sizeof text - at));
}

static void flag(struct buffer *out, const char *name, bool value)
{
        buffer_text(out, name);
        buffer_text(out, value ? "true" : "false");
}

static void words(struct buffer *out, const char *name, const char *value)
{
        buffer_text(out, name);
        buffer_text(out, json_quote(out->arena, value));
}

/* A word of our own, which needs no escaping. */
static void word(struct buffer *out, const char *name, const char *value)
{
        buffer_text(out, name);
        buffer_text(out, "\"");
        buffer_text(out, value);
        buffer_text(out, "\"");
}

static void write_demand(struct buffer *out, const struct demand *d)
{
        number(out, ",\"demand\":{\"reference\":", llround(d->reference * 10000));
        number(out, ",\"sold_30\":", llround(-expm1(-d->hazard * AGE_BAND_DAYS) * 10000));
        number(out, ",\"elasticity\":", llround(d->elasticity * 100));
        number(out, ",\"returned\":", llround(d->returned * 10000));
        number(out, ",\"sales\":", d->sales);
        buffer_text(out, "}");
}

static void write_plan(struct buffer *out, const struct refurbish_plan *plan)
{
        words(out, "{\"name\":", plan->name);
        number(out, ",\"cost\":", plan->cost);
        number(out, ",\"minutes\":", plan->minutes);
        number(out, ",\"labour_rate\":", plan->labour_rate);
        number(out, ",\"success\":", plan->success);
        buffer_text(out, ",\"operations\":[");
        for (size_t i = 0; i < plan->operations.count; i++)
                words(out, i ? "," : "", plan->operations.item[i]);
        buffer_text(out, "],\"outcomes\":[");
        for (size_t i = 0; i < plan->outcomes; i++) {
                number(out, i ? ",{\"rank\":" : "{\"rank\":", plan->outcome[i].rank);
                number(out, ",\"share\":", plan->outcome[i].share);
                buffer_text(out, "}");
        }
        buffer_text(out, "]}");
}

static void write_plans(struct buffer *out, const struct earning_inputs *in)
{
        buffer_text(out, ",\"plans\":[");
        for (size_t i = 0; i < in->plans; i++) {
                buffer_text(out, i ? "," : "");
                write_plan(out, &in->plan[i]);
        }
        buffer_text(out, "]");
}

static void write_inputs(struct buffer *out, const struct earning_inputs *in, const struct earning_decision *d)
{
        const struct earning_policy *p = in->policy;
        struct demand prior[EARNING_GRADES_MAX];

        if (!in->demand)
                earning_prior(p, in->grade, in->grades, prior);
        number(out, ",\"inputs\":{\"price\":", d->price);
        flag(out, ",\"price_known\":", d->price_known);
        number(out, ",\"work\":", in->work);
        number(out, ",\"product_factor\":", in->factor ? in->factor : PRODUCT_FACTOR_UNIT);
        number(out, ",\"rank\":", (int64_t)in->rank);
        number(out, ",\"grades\":", (int64_t)in->grades);
        flag(out, ",\"saleable\":", in->saleable);
        number(out, ",\"day\":", in->day);
        number(out, ",\"pool\":", in->pool);
        number(out, ",\"handling\":", p->handling);
        number(out, ",\"storage_per_day\":", p->storage_per_day);
        number(out, ",\"labour_rate\":", p->labour_rate);
        number(out, ",\"horizon\":", p->horizon);
        number(out, ",\"min_net\":", p->min_net);
        write_demand(out, in->demand ? &in->demand[in->rank] : &prior[in->rank]);
        write_plans(out, in);
        buffer_text(out, "}");
}

static void write_terms(struct buffer *out, const struct earning_terms *t)
{
        number(out, ",\"terms\":{\"income\":", t->income);
        number(out, ",\"salvage\":", t->salvage);
        number(out, ",\"refurbishment\":", t->refurbishment);
        number(out, ",\"handling\":", t->handling);
        number(out, ",\"storage\":", t->storage);
        number(out, ",\"returns\":", t->returns);
        number(out, ",\"fees\":", t->fees);
        buffer_text(out, "}");
}

static void write_alternative(struct buffer *out, const struct alternative *a, bool chosen)
{
        word(out, "{\"way\":", a->way);
        word(out, ",\"disposition\":", a->disposition);
        words(out, ",\"channel\":", a->channel);
        words(out, ",\"plan\":", a->plan);
        words(out, ",\"partner\":", a->partner);
        flag(out, ",\"allowed\":", !a->refused);
        words(out, ",\"refused\":", a->refused ? refused_names[a->refused] : NULL);
        number(out, ",\"list_price\":", a->list_price);
        number(out, ",\"expected_price\":", a->expected_price);
        number(out, ",\"sold\":", a->sold);
        number(out, ",\"returned\":", a->returned);
        number(out, ",\"days\":", a->days);
        write_terms(out, &a->terms);
        number(out, ",\"net\":", a->net);
        flag(out, ",\"chosen\":", chosen);
        buffer_text(out, "}");
}

const char *earning_write(struct arena *arena, const struct earning_inputs *in, const struct earning_decision *d)
{
        struct buffer out = { .arena = arena };

        words(&out, "{\"currency\":", in->policy->currency);
        number(&out, ",\"policy_version\":", in->policy->version);
        number(&out, ",\"estimate_version\":", in->estimate_version);
        write_inputs(&out, in, d);
        buffer_text(&out, ",\"alternatives\":[");
        for (size_t i = 0; i < d->count; i++) {
                buffer_text(&out, i ? "," : "");
                write_alternative(&out, &d->alternative[i], i == d->chosen);
        }
        word(&out, "],\"chosen\":", d->alternative[d->chosen].disposition);
        number(&out, ",\"chosen_index\":", (int64_t)d->chosen);
        if (d->runner_up < d->count)
                number(&out, ",\"runner_up_index\":", (int64_t)d->runner_up);
        else
                buffer_text(&out, ",\"runner_up_index\":null");
        buffer_text(&out, "}");
        return out.text;
}

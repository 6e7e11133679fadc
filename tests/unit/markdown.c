/* Price endings, ladders, and the path that earns most: held against every path there is. */
#include "resale/markdown.h"

#include "support/unit.h"

#include <math.h>

static uint64_t seed = 7;

static int64_t between(int64_t low, int64_t high)
{
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        return low + (int64_t)((seed >> 33) % (uint64_t)(high - low + 1));
}

static struct demand some_demand(void)
{
        struct demand d = demand_prior(between(2000, 9000), between(500, 9000), between(50, 500), between(0, 4000));

        for (int i = 0; i < AGE_BANDS; i++)
                d.age[i] = (double)between(300, 1500) / 1000;
        for (int i = 0; i < MONTHS; i++)
                d.season[i] = (double)between(500, 1500) / 1000;
        return d;
}

static void prices_end_as_the_merchant_wants(void **state)
{
        const struct price_rule ninety = { 500, 20000, 100, 90 }, whole = { 0, 0, 100, 0 };

        (void)state;
        assert_int_equal(price_round(&ninety, 1299), 1290);
        assert_int_equal(price_round(&ninety, 1290), 1290);
        assert_int_equal(price_round(&ninety, 10), 590);          /* up to the floor */
        assert_int_equal(price_round(&ninety, 99999), 19990);     /* down to the ceiling */
        assert_int_equal(price_round(&whole, 6372), 6300);
        assert_int_equal(price_round(&whole, 40), 100);           /* nothing is free */
        assert_int_equal(price_round(&(struct price_rule){ 1201, 1289, 100, 90 }, 1250), 0);
}

static void a_ladder_falls_within_its_bounds(void **state)
{
        struct ladder ladder;

        (void)state;
        for (int i = 0; i < 2000; i++) {
                struct price_rule rule = { between(0, 3000), between(0, 1) * between(1000, 50000), 100, between(0, 99) };
                int64_t low = between(1, 20000), high = low + between(0, 20000);
                ladder_fill(&rule, low, high, 12, &ladder);
                assert_true(ladder.count <= 12);
                for (size_t k = 0; k < ladder.count; k++) {
                        assert_in_range(ladder.price[k], low > rule.floor ? low : rule.floor, high);
                        assert_true(!rule.ceiling || ladder.price[k] <= rule.ceiling);
                        assert_int_equal(ladder.price[k] % 100, rule.ending);
                        assert_true(!k || ladder.price[k] < ladder.price[k - 1]);
                }
        }
}

static struct markdown some_case(const struct demand *demand, struct ladder *ladder, size_t rungs, int64_t periods)
{
        struct price_rule rule = { .unit = 1 };
        int64_t new = between(1000, 50000);

        ladder_fill(&rule, new / 5, new, rungs, ladder);
        struct markdown in = { .demand = demand, .ladder = ladder, .visibility = 1, .price_new = new, .step_days = between(1, 20), .max_cut = 10000, .day = between(0, 364),
                               .terms = { between(0, 2000), between(0, 100), between(0, 30), between(0, 1500), between(0, 6000), between(0, 4000), between(-500, new / 5) } };
        in.horizon = in.step_days * periods - between(0, in.step_days - 1);
        return in;
}

/* --- every path --- */

static double margin(const struct sale_terms *t, int64_t price)
{
        double p = (double)price, back = (double)t->returned / 10000;

        return p - (double)t->fee_fixed - p * (double)t->fee_share / 10000 - back * ((double)t->return_cost + p * (double)t->return_loss / 10000);
}

static bool may_follow(const struct markdown *in, int64_t before, int64_t after)
{
        return !before || ((in->may_rise || after <= before) && (double)after >= (double)before * (1 - (double)in->max_cut / 10000) - 1e-9);
}

static double most_from(const struct markdown *in, int64_t at, int64_t before)
{
        double most = -INFINITY;

        if (at >= in->horizon)
                return (double)in->terms.salvage;
        for (size_t k = 0; k < in->ladder->count; k++) {
                int64_t price = in->ladder->price[k];
                double days = fmin((double)in->step_days, (double)(in->horizon - at)), middle = (double)at + days / 2;
                if (!may_follow(in, before, price))
                        continue;
                double share = (double)price / (double)in->price_new, x = log(in->demand->reference / share);
                double h = fmax(1e-9, fmin(1, in->demand->hazard * demand_price_factor(in->demand, x)));
                h *= in->demand->age[age_band_of((int64_t)middle)] * in->demand->season[(int64_t)(((double)in->day + middle) * 12 / 365) % 12];
                double sold = 1 - exp(-h * days), value = sold * margin(&in->terms, price) - (double)in->terms.storage_per_day * sold / h;
                most = fmax(most, value + (1 - sold) * most_from(in, at + in->step_days, price));
        }
        return most;
}

static void no_path_earns_more_than_the_plan(void **state)
{
        (void)state;
        for (int i = 0; i < 400; i++) {
                struct demand demand = some_demand();
                struct ladder ladder;
                struct markdown in = some_case(&demand, &ladder, (size_t)between(1, 5), between(1, 5));
                struct markdown_plan plan;
                in.may_rise = between(0, 3) == 0;
                markdown_plan(&in, &plan);
                double most = most_from(&in, 0, 0);
                assert_true(fabs(plan.value - most) < 1e-6 * (1 + fabs(most)));
                in.max_cut = between(2000, 10000);                /* fewer paths never earn more */
                markdown_plan(&in, &plan);
                assert_true(fabs(plan.value - most_from(&in, 0, 0)) < 1e-6 * (1 + fabs(most)));
                assert_true(plan.value <= most + 1e-6 * (1 + fabs(most)));
        }
}

static void assert_lawful(const struct markdown *in, const struct markdown_plan *plan)
{
        int64_t before = in->price, changed = -in->held;

        assert_true(plan->count > 0 && plan->change[0].day == 0);
        assert_in_range(plan->sold, 0, 10000);
        assert_in_range(plan->days, 0, in->horizon - in->age);
        for (size_t i = 0; i < plan->count; i++) {
                const struct price_change *c = &plan->change[i];
                bool changes = c->price != before;
                assert_true(!before || c->price <= before);
                assert_true(!before || !changes || (double)c->price >= (double)before * (1 - (double)in->max_cut / 10000) - 1e-9);
                assert_true(!before || !changes || c->day - changed >= in->step_days);
                if (changes) {
                        changed = c->day;
                        assert_in_range(c->price, in->ladder->price[in->ladder->count - 1], in->ladder->price[0]);
                }
                before = c->price;
        }
}

static void a_plan_keeps_to_bounds_steps_and_cuts(void **state)
{
        (void)state;
        for (int i = 0; i < 3000; i++) {
                struct demand demand = some_demand();
                struct ladder ladder;
                struct markdown in = some_case(&demand, &ladder, (size_t)between(1, 12), between(1, 20));
                struct markdown_plan plan;
                in.max_cut = between(500, 10000);
                in.age = between(0, in.horizon - 1);
                in.price = between(0, 2) ? ladder.price[between(0, (int64_t)ladder.count - 1)] : 0;
                in.held = in.price ? between(0, 30) : 0;
                markdown_plan(&in, &plan);
                assert_lawful(&in, &plan);
        }
}

static void nothing_that_costs_more_earns_more(void **state)
{
        (void)state;
        for (int i = 0; i < 1000; i++) {
                struct demand demand = some_demand();
                struct ladder ladder;
                struct markdown in = some_case(&demand, &ladder, 8, 10);
                struct markdown_plan plan;
                markdown_plan(&in, &plan);
                double value = plan.value;
                int64_t *worse[] = { &in.terms.fee_share, &in.terms.fee_fixed, &in.terms.storage_per_day, &in.terms.return_cost, &in.terms.return_loss, &in.terms.returned };
                *worse[between(0, ARRAY_LEN(worse) - 1)] += between(1, 200);
                markdown_plan(&in, &plan);
                assert_true(plan.value <= value + 1e-6);
        }
}

static void what_cannot_be_offered_is_worth_its_salvage(void **state)
{
        struct demand demand = some_demand();
        struct ladder none = { 0 }, one = { 1, { 500 }, { log(500) } };
        struct markdown in = { .demand = &demand, .ladder = &none, .visibility = 1, .price_new = 1000, .horizon = 60, .step_days = 10, .max_cut = 10000, .terms.salvage = -70 };
        struct markdown_plan plan;

        (void)state;
        markdown_plan(&in, &plan);
        assert_true(plan.count == 0 && plan.sold == 0 && plan.value == -70);
        in.ladder = &one;
        in.age = 60;
        markdown_plan(&in, &plan);
        assert_true(plan.count == 0 && plan.days == 0 && plan.value == -70);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(prices_end_as_the_merchant_wants), alone(a_ladder_falls_within_its_bounds), alone(no_path_earns_more_than_the_plan),
                alone(a_plan_keeps_to_bounds_steps_and_cuts), alone(nothing_that_costs_more_earns_more), alone(what_cannot_be_offered_is_worth_its_salvage),
        };

        return UNIT_MAIN(tests);
}

/* What is learned from counts: the parent without data, the data with much of it, and something in between otherwise. */
#include "resale/estimate.h"

#include "support/unit.h"

#include <math.h>

enum { GRADES = 3 };
static struct demand prior[GRADES], learned[GRADES];

static int setup(void **state)
{
        for (size_t i = 0; i < GRADES; i++)
                prior[i] = demand_prior(7000 - 1500 * (int64_t)i, 4000, 200, 1500);
        return unit_setup(state);
}

static void close_to(double value, double wanted, double part) { assert_true(fabs(value - wanted) <= part * fabs(wanted)); }

static void without_data_it_is_the_prior(void **state)
{
        const struct cell nonsense[] = { { -1, 3, 0, 0, 100, 9, 0, 0 }, { 0, PRICE_STEPS, 0, 0, 100, 9, 0, 0 }, { 0, 3, 9, 0, 100, 9, 0, 0 }, { 0, 3, 0, 12, 100, 9, 0, 0 } };

        (void)state;
        demand_chain(prior, GRADES, (struct cells){ 0, NULL }, (struct cells){ 0, NULL }, learned);
        assert_memory_equal(learned, prior, sizeof prior);
        demand_learn(prior, GRADES, nonsense, ARRAY_LEN(nonsense), learned);
        assert_memory_equal(learned, prior, sizeof prior);
}

/* Cells as they would be counted on average under a truth: each grade at several prices. */
static size_t counts_of(const struct demand *truth, int64_t days, struct cell *cells)
{
        size_t count = 0;

        for (int64_t r = 0; r < GRADES; r++)
                for (int64_t s = 6; s <= 18; s++)
                        for (int64_t b = 0; b < 4; b++)
                                for (int64_t m = 0; m < MONTHS; m++) {
                                        double share = (double)s * PRICE_STEP / 10000, h = truth[r].hazard * demand_price_factor(&truth[r], log(truth[r].reference / share));
                                        int64_t sales = llround(h * truth[r].age[b] * truth[r].season[m] * (double)days);
                                        cells[count++] = (struct cell){ r, s, b, m, days, sales, sales / 4, 0 };
                                }
        return count;
}

static void with_much_data_it_is_what_the_data_say(void **state)
{
        static struct cell cells[GRADES * 13 * 4 * MONTHS];
        struct demand truth[GRADES];

        (void)state;
        for (size_t i = 0; i < GRADES; i++) {
                truth[i] = prior[i];
                truth[i].hazard *= 2.5;
                truth[i].elasticity = 3.1;
                truth[i].age[1] = 0.7;
                truth[i].season[11] = 1.6;
        }
        size_t count = counts_of(truth, 200000, cells);
        demand_chain(prior, GRADES, (struct cells){ count, cells }, (struct cells){ count, cells }, learned);
        for (size_t r = 0; r < GRADES; r++) {
                const struct demand *d = &learned[r];
                close_to(d->elasticity, 3.1, 0.03);
                close_to(d->hazard * d->age[0] * d->season[0], truth[r].hazard, 0.03);
                close_to(d->age[1] / d->age[0], 0.7, 0.03);
                close_to(d->season[11] / d->season[0], 1.6, 0.03);
                close_to(d->returned, 0.25, 0.01);
        }
}

static void between_it_moves_from_one_to_the_other(void **state)
{
        double before = prior[0].hazard;

        (void)state;
        for (int64_t days = 10; days < 10000000; days *= 3) {
                struct cell cell = { 0, 14, 0, 0, days, days / 10, 0, 0 };       /* at the reference price a tenth is sold a day */
                demand_learn(prior, 1, &cell, 1, learned);
                double hazard = demand_price_factor(&learned[0], 0) * learned[0].hazard * learned[0].age[0] * learned[0].season[0];
                assert_true(hazard >= before - 1e-9 && hazard <= 0.1 + 1e-9);
                before = hazard;
        }
        close_to(before, 0.1, 0.001);
}

static void more_sales_never_mean_less_demand(void **state)
{
        double before = 0;

        (void)state;
        for (int64_t sales = 0; sales <= 300; sales += 10) {
                struct cell cell = { 0, 14, 0, 0, 1000, sales, 0, 0 };
                demand_learn(prior, 1, &cell, 1, learned);
                assert_true(learned[0].hazard >= before);
                before = learned[0].hazard;
        }
}

static uint64_t seed = 3;

static int64_t below(int64_t limit)
{
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        return (int64_t)((seed >> 33) % (uint64_t)limit);
}

static void nothing_leaves_its_bounds(void **state)
{
        struct cell cells[40];

        (void)state;
        for (int i = 0; i < 300; i++) {
                for (size_t c = 0; c < ARRAY_LEN(cells); c++) {
                        int64_t days = below(4) ? below(100000) : INT64_C(1000000000000);
                        cells[c] = (struct cell){ below(GRADES), below(PRICE_STEPS), below(AGE_BANDS), below(MONTHS), days, below(3) ? below(days + 1) : days, below(days + 1), 0 };
                }
                demand_chain(prior, GRADES, (struct cells){ 40, cells }, (struct cells){ 20, cells }, learned);
                for (size_t r = 0; r < GRADES; r++) {
                        const struct demand *d = &learned[r];
                        assert_true(d->hazard >= 1e-5 && d->hazard <= 1 && d->elasticity >= 0.3 && d->elasticity <= 8 && d->curvature >= 0 && d->curvature <= 8);
                        assert_true(d->returned >= 0 && d->returned <= 1 && d->realised > 0 && isfinite(d->spread) && isfinite(d->elasticity_spread));
                        for (int b = 0; b < AGE_BANDS; b++)
                                assert_true(d->age[b] >= 0.1 && d->age[b] <= 5);
                        for (int m = 0; m < MONTHS; m++)
                                assert_true(d->season[m] >= 0.1 && d->season[m] <= 5);
                }
        }
}

/* A grade that nobody has bought yet learns from its type, and less than the grade that was. */
static void few_data_lean_on_the_parent(void **state)
{
        struct cell cells[] = { { 0, 14, 0, 0, 3000, 600, 0, 0 } };

        (void)state;
        demand_chain(prior, GRADES, (struct cells){ 1, cells }, (struct cells){ 1, cells }, learned);
        assert_true(learned[0].hazard > learned[2].hazard && learned[2].hazard > prior[2].hazard);
        assert_int_equal(learned[0].sales, 600);
        assert_int_equal(learned[2].sales, 0);
}

static void a_share_leans_on_its_parent(void **state)
{
        (void)state;
        assert_int_equal(share_learn(7000, 0, 0, 10), 7000);
        assert_int_equal(share_learn(7000, 0, 10, 10), 3500);
        assert_int_equal(share_learn(7000, 1000000, 1000000, 10), 10000);
        assert_int_equal(share_learn(7000, 0, 0, 0), 7000);
}

static void a_product_is_told_from_its_group(void **state)
{
        struct cell none = { 0, 14, 0, 0, 0, 0, 0, 0 }, fast = { 0, 14, 0, 0, 10000, 10 * (int64_t)(10000 * 0.017), 0, 0 }, slow = { 0, 14, 0, 0, 10000, 0, 0, 0 };

        (void)state;
        close_to(product_factor(prior, GRADES, &none, 1), 1, 1e-9);
        assert_true(product_factor(prior, GRADES, &fast, 1) > 4);
        assert_true(product_factor(prior, GRADES, &slow, 1) < 0.2);
}

static void a_draw_is_the_units_own_and_no_wider_than_what_is_not_known(void **state)
{
        double sum = 0, squares = 0;
        char unit[12];
        enum { DRAWS = 4000 };

        (void)state;
        for (int i = 0; i < DRAWS; i++) {
                (void)snprintf(unit, sizeof unit, "%d", i);
                struct demand drawn = demand_draw(&prior[0], unit), again = demand_draw(&prior[0], unit);
                double moved = log(drawn.hazard / prior[0].hazard);
                assert_memory_equal(&drawn, &again, sizeof drawn);
                sum += moved;
                squares += moved * moved;
        }
        assert_true(fabs(sum / DRAWS) < 0.03);
        close_to(sqrt(squares / DRAWS), prior[0].spread, 0.05);
}

static void prices_and_ages_have_their_cell(void **state)
{
        (void)state;
        assert_int_equal(price_step_of(7000, 10000), 14);
        assert_int_equal(price_step_of(7249, 10000), 14);
        assert_int_equal(price_step_of(7250, 10000), 15);
        assert_int_equal(price_step_of(INT64_MAX, 1), PRICE_STEPS - 1);
        assert_int_equal(price_step_of(5, 0), 0);
        assert_int_equal(age_band_of(29), 0);
        assert_int_equal(age_band_of(30), 1);
        assert_int_equal(age_band_of(100000), AGE_BANDS - 1);
}

#define learning(f) cmocka_unit_test_setup_teardown(f, setup, unit_teardown)

int main(void)
{
        const struct CMUnitTest tests[] = {
                learning(without_data_it_is_the_prior), learning(with_much_data_it_is_what_the_data_say), learning(between_it_moves_from_one_to_the_other),
                learning(more_sales_never_mean_less_demand), learning(nothing_leaves_its_bounds), learning(few_data_lean_on_the_parent),
                learning(a_share_leans_on_its_parent), learning(a_product_is_told_from_its_group),
                learning(a_draw_is_the_units_own_and_no_wider_than_what_is_not_known), learning(prices_and_ages_have_their_cell),
        };

        return UNIT_MAIN(tests);
}

/* Agreement of two graders, against published worked examples and against the definition. */
#include "../../services/grading/agreement.h"

#include <math.h>

#include "support/unit.h"

static struct agreement_table table_of(size_t count, const int *cells)
{
        struct agreement_table table = { .count = count };

        for (size_t i = 0; i < count * count; i++)
                table.n[i / count][i % count] = cells[i];
        return table;
}

/* A figure as it was printed: the same when rounded to as many digits. */
static void near(double value, double printed, double digits) { assert_true(fabs(value - printed) <= 0.5001 * pow(10, -digits)); }

/*
 * Two raters, 19 cases, three categories, as printed by SAS PROC FREQ (AGREE); quoted in the tests of statsmodels, stats/tests/test_inter_rater.py
 * (github.com/statsmodels/statsmodels), classes UnweightedCohens and TestWeightedCohens.
 */
static void a_printout_of_sas_is_met(void **state)
{
        struct agreement_table table = table_of(3, (int[]){ 0, 4, 1, 0, 8, 0, 0, 1, 5 });
        struct kappa simple = agreement_of(&table, AGREEMENT_UNWEIGHTED), linear = agreement_of(&table, AGREEMENT_LINEAR);

        (void)state;
        near(simple.value, 0.4842, 4);
        near(simple.error, 0.1380, 4);
        near(simple.low, 0.2137, 4);
        near(simple.high, 0.7547, 4);
        near(linear.value, 0.4701, 4);
        near(linear.error, 0.1457, 4);
        near(linear.low, 0.1845, 4);
        near(linear.high, 0.7558, 4);
}

/* Dermatologists' skin conditions, 88 patients: SAS/STAT User's Guide, The FREQ Procedure, Getting Started, Agreement Study. */
static void the_skin_conditions_of_the_sas_guide_are_met(void **state)
{
        struct agreement_table table = table_of(4, (int[]){ 10, 4, 1, 0, 5, 10, 12, 2, 2, 4, 12, 5, 0, 2, 6, 13 });
        struct kappa simple = agreement_of(&table, AGREEMENT_UNWEIGHTED);

        (void)state;
        assert_int_equal(agreement_pairs(&table), 88);
        near(simple.value, 0.3449, 4);
        near(simple.error, 0.0724, 4);
        near(simple.low, 0.2030, 4);
        near(simple.high, 0.4868, 4);
}

static void weigh_differences(struct agreement_credit *credit, const double *difference, double most)
{
        for (int i = 0; i < 9; i++)
                credit->of[i / 3][i % 3] = 1 - difference[i] / most;
}

/*
 * J. Cohen, Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial credit, Psychological Bulletin 70 (1968) 213-220,
 * Table 1: 200 cases; kappa .492 and weighted kappa .348, as the documentation of cohen.kappa in R's psych quotes them.
 */
static void cohens_example_of_1968_is_met(void **state)
{
        struct agreement_table table = table_of(3, (int[]){ 88, 14, 18, 10, 40, 10, 2, 6, 12 });
        struct agreement_credit credit;

        (void)state;
        weigh_differences(&credit, (double[]){ 0, 1, 3, 1, 0, 6, 3, 6, 0 }, 6);
        near(agreement_of(&table, AGREEMENT_UNWEIGHTED).value, 0.492, 3);
        near(agreement_kappa(&table, &credit).value, 0.348, 3);
        weigh_differences(&credit, (double[]){ 0, 1, 3, 1, 0, 6, 3, 6, 0 }, 60);   /* the unit of the weights does not matter */
        near(agreement_kappa(&table, &credit).value, 0.348, 3);
}

/*
 * J. L. Fleiss, J. Cohen, B. S. Everitt, Large sample standard errors of kappa and weighted kappa, Psychological Bulletin 72 (1969) 323-327: their table of
 * 200 subjects (also in the documentation of cohen.kappa in R's psych), weights .4444 and .6667; variances .002885 and .003248.
 */
static void the_standard_errors_of_1969_are_met(void **state)
{
        struct agreement_table table = table_of(3, (int[]){ 106, 10, 4, 22, 28, 10, 2, 12, 6 });
        struct agreement_credit credit = { { { 1, 0, 4.0 / 9 }, { 0, 1, 6.0 / 9 }, { 4.0 / 9, 6.0 / 9, 1 } } };
        struct kappa simple = agreement_of(&table, AGREEMENT_UNWEIGHTED), weighted = agreement_kappa(&table, &credit);

        (void)state;
        near(simple.value, 0.429, 3);
        near(simple.error * simple.error, 0.002885, 6);
        near(weighted.value, 0.507, 3);
        near(weighted.error * weighted.error, 0.003248, 6);
}

/*
 * The data set "anxiety" of R's irr, raters 2 and 3 of 20 subjects, category 4 left out as irr does: kappa2 prints -0.006289308 unweighted, 0.1459075 with
 * equal spacing, 0.2520325 squared (quoted in the tests of statsmodels named above).
 */
static void the_anxiety_ratings_of_irr_are_met(void **state)
{
        static const int second[] = { 3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4 }, third[] = { 2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2 };
        struct agreement_table table = { .count = 5 };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(second); i++)
                table.n[second[i] > 4 ? 4 : second[i] - 1][third[i] > 4 ? 4 : third[i] - 1]++;
        near(agreement_of(&table, AGREEMENT_UNWEIGHTED).value, -0.006289308, 9);
        near(agreement_of(&table, AGREEMENT_LINEAR).value, 0.1459075, 7);
        near(agreement_of(&table, AGREEMENT_QUADRATIC).value, 0.2520325, 7);
}

/* The definition, written out over every pair of pairs: disagreement seen against disagreement when each first meets each second. */
static double by_definition(const struct agreement_table *table, int power)
{
        double seen = 0, chance = 0, n = (double)agreement_pairs(table);

        for (size_t i = 0; i < table->count; i++)
                for (size_t j = 0; j < table->count; j++) {
                        double apart = power ? pow(fabs((double)i - (double)j), power) : i != j;
                        seen += (double)table->n[i][j] / n * apart;
                        for (size_t k = 0; k < table->count; k++)
                                for (size_t l = 0; l < table->count; l++)
                                        chance += (double)table->n[i][l] * (double)table->n[k][j] / n / n * apart;
                }
        return 1 - seen / chance;
}

/* The standard error by the delta method with numeric slopes: another way to the same figure. */
static double error_by_slopes(const struct agreement_table *table, int power)
{
        double n = (double)agreement_pairs(table), sum = 0, mean = 0, at = by_definition(table, power);
        int64_t step = 1;

        for (size_t i = 0; i < table->count; i++)
                for (size_t j = 0; j < table->count; j++) {
                        struct agreement_table up = *table, down = *table;
                        up.n[i][j] += step;
                        down.n[i][j] -= step;
                        double slope = (by_definition(&up, power) - by_definition(&down, power)) / 2 * n, share = (double)table->n[i][j] / n;
                        sum += share * slope * slope;
                        mean += share * slope;
                }
        return at > 1 ? 0 : sqrt((sum - mean * mean) / n);
}

static struct agreement_table any_table(uint64_t *seed, size_t count, int most)
{
        struct agreement_table table = { .count = count };

        for (size_t i = 0; i < count * count; i++) {
                *seed = *seed * 6364136223846793005u + 1442695040888963407u;
                table.n[i / count][i % count] = 1 + (int64_t)(*seed >> 33) % most;
        }
        return table;
}

static void any_table_gives_what_the_definition_gives(void **state)
{
        uint64_t seed = 4;

        (void)state;
        for (int round = 0; round < 300; round++) {
                struct agreement_table table = any_table(&seed, 2 + (size_t)round % 5, 40);
                for (int power = 0; power < AGREEMENT_WEIGHTS; power++) {
                        struct kappa kappa = agreement_of(&table, (enum agreement_weights)power);
                        assert_true(kappa.defined && kappa.spread && kappa.low <= kappa.value && kappa.value <= kappa.high && kappa.low >= -1 && kappa.high <= 1);
                        assert_true(fabs(kappa.value - by_definition(&table, power)) < 1e-9);
                }
        }
}

static void any_standard_error_is_the_one_of_the_delta_method(void **state)
{
        uint64_t seed = 9;

        (void)state;
        for (int round = 0; round < 30; round++) {
                struct agreement_table table = any_table(&seed, 2 + (size_t)round % 4, 100000);   /* large, so that a step of one is small */
                for (int power = 0; power < AGREEMENT_WEIGHTS; power++) {
                        double error = agreement_of(&table, (enum agreement_weights)power).error;
                        assert_true(fabs(error - error_by_slopes(&table, power)) < 1e-4 * error);
                }
        }
}

static void one_category_alone_has_no_kappa(void **state)
{
        struct agreement_table none = { .count = 3 }, one = { .count = 3 };
        double share;

        (void)state;
        one.n[1][1] = 40;
        for (int weights = 0; weights < AGREEMENT_WEIGHTS; weights++) {
                assert_false(agreement_of(&none, (enum agreement_weights)weights).defined);
                assert_false(agreement_of(&one, (enum agreement_weights)weights).defined);
        }
        assert_false(agreement_share(&none, &share));
        assert_true(agreement_share(&one, &share) && share == 1);
        assert_false(agreement_of_category(&one, 0, &share));
        assert_true(agreement_of_category(&one, 1, &share) && share == 1);
        assert_false(agreement_most(&none, &share) || agreement_most(&one, &share));
}

static void the_ends_of_the_scale_have_no_interval(void **state)
{
        struct agreement_table same = table_of(2, (int[]){ 7, 0, 0, 5 }), opposite = table_of(2, (int[]){ 0, 6, 6, 0 }), always = table_of(2, (int[]){ 5, 5, 0, 0 });
        struct kappa kappa = agreement_of(&same, AGREEMENT_LINEAR);

        (void)state;
        assert_true(kappa.defined && !kappa.spread);
        near(kappa.value, 1, 9);
        kappa = agreement_of(&opposite, AGREEMENT_LINEAR);
        near(kappa.value, -1, 9);
        kappa = agreement_of(&always, AGREEMENT_LINEAR);   /* one of the two knows one category only: no better than chance */
        assert_true(kappa.defined);
        near(kappa.value, 0, 9);
}

/* Cohen (1960) for the most that the marginal totals allow; the share of a category is Fleiss's (1981, 13.1) index of specific agreement. */
static void categories_and_the_most_that_is_possible(void **state)
{
        struct agreement_table table = table_of(3, (int[]){ 75, 1, 4, 5, 4, 1, 0, 0, 10 });
        double share;

        (void)state;
        near(agreement_of(&table, AGREEMENT_UNWEIGHTED).value, 0.676, 3);   /* Fleiss (1981), Table 13.1: .68 */
        assert_true(agreement_of_category(&table, 0, &share));
        near(share, 0.9375, 4);
        assert_true(agreement_of_category(&table, 1, &share));
        near(share, 0.5333, 4);
        assert_true(agreement_most(&table, &share));
        near(share, (0.95 - 0.66) / 0.34, 9);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_printout_of_sas_is_met), alone(the_skin_conditions_of_the_sas_guide_are_met), alone(cohens_example_of_1968_is_met),
                alone(the_standard_errors_of_1969_are_met), alone(the_anxiety_ratings_of_irr_are_met), alone(any_table_gives_what_the_definition_gives),
                alone(any_standard_error_is_the_one_of_the_delta_method), alone(one_category_alone_has_no_kappa), alone(the_ends_of_the_scale_have_no_interval),
                alone(categories_and_the_most_that_is_possible),
        };

        return UNIT_MAIN(tests);
}

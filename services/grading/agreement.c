#include "agreement.h"

#include <math.h>

#define NORMAL_95 1.959963984540054
#define NOTHING 1e-12

struct marginals { double n, first[AGREEMENT_CATEGORIES], second[AGREEMENT_CATEGORIES]; };   /* proportions of n */

static double proportion(const struct agreement_table *table, const struct marginals *m, size_t i, size_t j) { return (double)table->n[i][j] / m->n; }

static struct marginals marginals_of(const struct agreement_table *table)
{
        struct marginals m = { .n = (double)agreement_pairs(table) };

        for (size_t i = 0; m.n > 0 && i < table->count; i++)
                for (size_t j = 0; j < table->count; j++) {
                        m.first[i] += proportion(table, &m, i, j);
                        m.second[j] += proportion(table, &m, i, j);
                }
        return m;
}

void agreement_credit(enum agreement_weights weights, size_t count, struct agreement_credit *credit)
{
        double furthest = count > 1 ? (double)(count - 1) : 1;

        for (size_t i = 0; i < count; i++)
                for (size_t j = 0; j < count; j++) {
                        double apart = fabs((double)i - (double)j) / furthest;
                        credit->of[i][j] = weights == AGREEMENT_UNWEIGHTED ? i == j : weights == AGREEMENT_LINEAR ? 1 - apart : 1 - apart * apart;
                }
}

/* Fleiss, Cohen and Everitt (1969), their equation for the variance of weighted kappa when it is not zero. */
static double variance(const struct agreement_table *table, const struct marginals *m, const struct agreement_credit *credit, double chance, double kappa)
{
        double of_first[AGREEMENT_CATEGORIES] = { 0 }, of_second[AGREEMENT_CATEGORIES] = { 0 }, sum = 0, mean = kappa - chance * (1 - kappa);

        for (size_t i = 0; i < table->count; i++)
                for (size_t j = 0; j < table->count; j++) {
                        of_first[i] += credit->of[i][j] * m->second[j];
                        of_second[j] += credit->of[i][j] * m->first[i];
                }
        for (size_t i = 0; i < table->count; i++)
                for (size_t j = 0; j < table->count; j++) {
                        double part = credit->of[i][j] - (of_first[i] + of_second[j]) * (1 - kappa);
                        sum += proportion(table, m, i, j) * part * part;
                }
        return (sum - mean * mean) / (m->n * (1 - chance) * (1 - chance));
}

struct kappa agreement_kappa(const struct agreement_table *table, const struct agreement_credit *credit)
{
        struct marginals m = marginals_of(table);
        struct kappa kappa = { .defined = false };
        double seen = 0, chance = 0;

        for (size_t i = 0; m.n > 0 && i < table->count; i++)
                for (size_t j = 0; j < table->count; j++) {
                        seen += credit->of[i][j] * proportion(table, &m, i, j);
                        chance += credit->of[i][j] * m.first[i] * m.second[j];
                }
        if (!(m.n > 0) || 1 - chance < NOTHING)
                return kappa;
        kappa.defined = true;
        kappa.value = (seen - chance) / (1 - chance);
        double square = variance(table, &m, credit, chance, kappa.value);
        if (square < NOTHING)
                return kappa;
        kappa.spread = true;
        kappa.error = sqrt(square);
        kappa.low = fmax(kappa.value - NORMAL_95 * kappa.error, -1);
        kappa.high = fmin(kappa.value + NORMAL_95 * kappa.error, 1);
        return kappa;
}

struct kappa agreement_of(const struct agreement_table *table, enum agreement_weights weights)
{
        struct agreement_credit credit;

        agreement_credit(weights, table->count, &credit);
        return agreement_kappa(table, &credit);
}

int64_t agreement_pairs(const struct agreement_table *table)
{
        int64_t pairs = 0;

        for (size_t i = 0; i < table->count; i++)
                for (size_t j = 0; j < table->count; j++)
                        pairs += table->n[i][j];
        return pairs;
}

bool agreement_share(const struct agreement_table *table, double *share)
{
        int64_t pairs = agreement_pairs(table), same = 0;

        for (size_t i = 0; i < table->count; i++)
                same += table->n[i][i];
        if (pairs)
                *share = (double)same / (double)pairs;
        return pairs > 0;
}

bool agreement_of_category(const struct agreement_table *table, size_t category, double *share)
{
        int64_t named = 0;

        for (size_t i = 0; i < table->count; i++)
                named += table->n[category][i] + table->n[i][category];
        if (named)
                *share = 2 * (double)table->n[category][category] / (double)named;
        return named > 0;
}

bool agreement_most(const struct agreement_table *table, double *most)
{
        struct marginals m = marginals_of(table);
        double possible = 0, chance = 0;

        for (size_t i = 0; i < table->count; i++) {
                possible += fmin(m.first[i], m.second[i]);
                chance += m.first[i] * m.second[i];
        }
        if (!(m.n > 0) || 1 - chance < NOTHING)
                return false;
        *most = (possible - chance) / (1 - chance);
        return true;
}

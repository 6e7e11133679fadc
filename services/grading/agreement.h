#ifndef GRADING_AGREEMENT_H
#define GRADING_AGREEMENT_H

#include "resale/arena.h"

/*
 * How far two people who judged the same things agree. Pure: no database, no HTTP.
 * Percent agreement; Cohen's kappa (1960) and weighted kappa (1968), which take away what chance alone would give, with the large-sample standard error
 * of Fleiss, Cohen and Everitt (1969) and the 95 % interval from it.
 */
enum { AGREEMENT_CATEGORIES = 50 };

/* n[i][j]: how many the first put in category i and the second in j. Categories are in order, the best first. */
struct agreement_table { size_t count; int64_t n[AGREEMENT_CATEGORIES][AGREEMENT_CATEGORIES]; };

/* Credit for a disagreement by d of k categories: none; 1 - d / (k - 1); 1 - d² / (k - 1)². */
enum agreement_weights { AGREEMENT_UNWEIGHTED, AGREEMENT_LINEAR, AGREEMENT_QUADRATIC, AGREEMENT_WEIGHTS };
struct agreement_credit { double of[AGREEMENT_CATEGORIES][AGREEMENT_CATEGORIES]; };
void agreement_credit(enum agreement_weights weights, size_t count, struct agreement_credit *credit);

struct kappa {
        bool defined;       /* false: there is no pair, or chance alone would agree always, as when both know one category only */
        bool spread;        /* false: the standard error is nought, as when every pair agrees; then there is no interval to give */
        double value, error, low, high;
};
struct kappa agreement_kappa(const struct agreement_table *table, const struct agreement_credit *credit);
struct kappa agreement_of(const struct agreement_table *table, enum agreement_weights weights);   /* the same, with one of the usual credits */

int64_t agreement_pairs(const struct agreement_table *table);
bool agreement_share(const struct agreement_table *table, double *share);   /* of pairs that agree; false: there is none */
/* Of the judgements that name this category, how many were met by the other's: 2 n[i][i] / (row + column). False: nobody named it. */
bool agreement_of_category(const struct agreement_table *table, size_t category, double *share);
/* The greatest kappa (unweighted) that these marginal totals allow. False: kappa is not defined. */
bool agreement_most(const struct agreement_table *table, double *most);

#endif

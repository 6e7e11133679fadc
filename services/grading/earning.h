#ifndef GRADING_EARNING_H
#define GRADING_EARNING_H

#include "rubric.h"

/*
 * Highest earning potential, as arithmetic that is shown (rule 10): for each alternative
 * net = P(sold) × expected price − handling − storage × days − P(return) × cost of a return − fees, in minor units.
 * Probabilities and shares are basis points. All inputs and every alternative are kept with the decision.
 */
struct earning_inputs {
        int64_t price;              /* what the piece cost new, minor units; 0: not known */
        int64_t work;               /* spent on refurbishment already */
        size_t rank, grades;        /* of the grade, 0 the best */
        bool saleable;
};

/* *json: {"inputs":{…},"alternatives":[{"disposition","net",…},…],"chosen":…}; returns the disposition with the highest net, ties to the earlier. */
const char *earning_decide(struct arena *arena, const struct earning_inputs *inputs, const char **json);

#endif

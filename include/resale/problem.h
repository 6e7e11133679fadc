#ifndef RESALE_PROBLEM_H
#define RESALE_PROBLEM_H

#include "resale/base.h"

/*
 * Every way a call can fail; the catalogue is problems.def. A 4xx is an outcome
 * that a caller may handle; a 5xx is an incident, logged where it began and
 * only ever forwarded.
 */
enum problem {
#define PROBLEM(name, status, code, title) PROBLEM_##name,
#include "resale/problems.def"
#undef PROBLEM
        PROBLEM_COUNT
};

struct problem_info {
        int status;                 /* of the HTTP answer */
        const char *code, *title;   /* "unit-gone" · "The unit has been sold" */
};

const struct problem_info *problem_info(enum problem problem);

/* Leave the calling function when `call` fails. The only macro that returns. */
#define TRY(call)                                          \
        do {                                               \
                enum problem try_problem = (call);         \
                if (try_problem != PROBLEM_OK)             \
                        return try_problem;                \
        } while (0)

#endif

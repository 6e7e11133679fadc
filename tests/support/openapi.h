#ifndef TESTS_OPENAPI_H
#define TESTS_OPENAPI_H

#include "resale/arena.h"

/*
 * services/<service>/openapi.yaml, read line by line in the form these files have. A file that lists problems ("x-problems", once for any route, and with each route
 * what it may answer besides) is held to them: an answer with another code fails the test that met it.
 */
struct operation { const char *service, *method, *path, *problems, *members; };   /* "POST", "/intake/v1/…/{unit_id}/hold", ",unit-state,unit-not-found,", ",reason," */

/* All operations of a service, in order; *general: the problems of any route, NULL when the file lists none. */
const struct operation *operations_of(struct arena *arena, const char *service, size_t *count, const char **general);
/* False when the file lists problems and not this one for that route. */
bool problem_is_described(struct arena *arena, const char *method, const char *path, const char *code);

#endif

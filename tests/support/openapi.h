#ifndef TESTS_OPENAPI_H
#define TESTS_OPENAPI_H

#include <jansson.h>

#include "resale/arena.h"
#include "resale/client.h"

/*
 * What services/<service>/openapi.yaml say, read once a process. Answers are held to it: their status, the headers it requires, their body, and of a problem the code, which
 * is listed in "x-problems" of the file (any route) or of the route.
 */
extern const char *const described_services[];   /* NULL-terminated */

json_t *openapi_of(const char *service);         /* borrowed, never changed */

struct operation { const char *service, *method, *path; json_t *described; };   /* "POST", "/intake/v1/…/{unit_id}/hold" */

/* All operations of a service. */
const struct operation *operations_of(struct arena *arena, const char *service, size_t *count);
/* Which operation a request is; false: of none (pages, health). `path` may have a query. */
bool operation_at(struct arena *arena, const char *method, const char *path, struct operation *operation);
/* The schema of a response, "200"; NULL: it has no body, or is not described. */
json_t *response_schema(const struct operation *operation, const char *status);

/*
 * NULL when the answer is what its operation says. `json` is its body, NULL when that is no JSON. With TEST_MET in the environment an empty file
 * <TEST_MET>/met/<service>.<operationId>.<status> is left for every 2xx body that held.
 */
const char *answer_breach(struct arena *arena, const char *method, const char *path, const struct client_answer *answer, json_t *json);

#endif

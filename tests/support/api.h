#ifndef TESTS_API_H
#define TESTS_API_H

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "resale/base.h"

/*
 * HTTP for tests against the running services. Addresses come from the environment (RESALE_URL_ACCOUNTS …), set by tests/support/with-services.
 *
 * With TEST_FAULTS in the environment each write is first sent with the fault switch at n = 1, 2, … (40001, a lost connection, a lost answer) until the fault
 * is no longer reached; every answer on the way must be 503 with Retry-After, and the answer of the undisturbed call is returned.
 * TEST_FAULTS=sample does so with the first call of each route only, and tries n = 1, 3, 5.
 */
struct answer {
        int status;
        char *text, *headers;   /* until the test ends */
        json_t *json;           /* NULL when the body is no JSON; borrowed */
};

/* Who asks: NULL = nobody, "rk_…" = an API key, "rs_…" = a staff session's token. */
struct answer call(const char *as, const char *method, const char *path, const char *body_format, ...);   /* path "/intake/v1/…"; body NULL for none, printf otherwise */
struct answer call_with(const char *as, const char *method, const char *path, const char *const *headers, const char *body, size_t length);   /* headers NULL-terminated "Name: value" */

/* call, check the status (prints the whole answer when it differs), return the JSON (borrowed). problem: also checks "code". */
json_t *expect(int status, const char *as, const char *method, const char *path, const char *body_format, ...);
json_t *expect_problem(int status, const char *code, const char *as, const char *method, const char *path, const char *body_format, ...);
json_t *expect_field(int status, const char *field, const char *as, const char *method, const char *path, const char *body_format, ...);   /* problem+json naming the field */

const char *answer_header(const struct answer *answer, const char *name);   /* NULL when absent */
const char *text_at(const json_t *json, const char *path);    /* "items.0.listing_id"; fails the test when absent */
int64_t integer_at(const json_t *json, const char *path);
json_t *value_at(const json_t *json, const char *path);       /* NULL when absent */
const char *format(const char *pattern, ...) PRINTF(1, 2);    /* a text that lives until the test ends */
const char *new_uuid(void);
const char *unique(const char *prefix);                       /* a name nobody else uses */

/* A merchant with resale in its plan, made through the accounts API as the administrator. Cached tokens for the roles. */
struct merchant { char id[37]; char key[80]; char currency[4]; };   /* key: an API key with every scope */
struct merchant new_merchant(void);
struct merchant new_merchant_without_resale(void);
const char *new_key(const struct merchant *merchant, const char *scope);        /* one scope only */
const char *staff(const char *role);      /* session token of a member of staff who has only this role; "administrator" too */
const char *facility(void);               /* a facility's id */

/* From here on the fault switch leaves this thread's calls alone: for a race, where another's success is an answer as well. */
void without_faults(void);

/* Until `path` answered as `as` satisfies `holds`, at most 20 s: for what background work brings about. */
json_t *eventually(const char *as, const char *path, bool (*holds)(const json_t *json, const void *context), const void *context);

/* A signed webhook. source: "loop", "shopify", "easypost", "aftership"; path of the service's webhook route. */
struct answer send_webhook(const char *source, const char *secret, const char *path, const char *delivery_id, const char *body);

struct answer send_shopify(const char *secret, const char *path, const char *topic, const char *body);   /* each a delivery of its own */

int api_setup(void **state);
int api_teardown(void **state);
#define api_test(f) cmocka_unit_test_setup_teardown(f, api_setup, api_teardown)
int api_main(const char *name, const struct CMUnitTest *tests, size_t count);   /* use: return API_MAIN(tests); */
#define API_MAIN(tests) api_main(__FILE__, tests, ARRAY_LEN(tests))

#endif

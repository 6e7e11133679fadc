#include "support/api.h"

#include <pthread.h>
#include <unistd.h>

#include "resale/arena.h"
#include "resale/auth.h"
#include "resale/client.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "resale/webhook.h"
#include "support/openapi.h"
#include "support/unpack.h"

/* What one test makes lives in its arena; answers parsed by jansson are deferred to it. */
static __thread struct arena *arena;
static __thread struct client *client;
static __thread bool undisturbed;

void without_faults(void) { undisturbed = true; }

static struct arena *test_arena(void)
{
        if (!arena)
                arena = arena_new();
        return arena;
}

static void release_json(void *json) { json_decref(json); }

static const char *base_of(const char *path)
{
        static const char *const names[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment" };
        static const char *const variables[] = { "RESALE_URL_ACCOUNTS", "RESALE_URL_ROUTING", "RESALE_URL_INTAKE",
                                                 "RESALE_URL_GRADING", "RESALE_URL_LISTING", "RESALE_URL_FULFILLMENT" };

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                if (path[0] == '/' && text_starts(path + 1, names[i])) {
                        const char *base = getenv(variables[i]);
                        if (base)
                                return base;
                }
        fail_msg("no address for %s; run under tests/support/with-services", path);
        return "";
}

static struct answer exchange(const char *method, const char *path, const char *const *headers, const char *body, size_t length)
{
        struct client_answer got;

        if (!client)
                client = client_new();
        enum problem problem = client_call(client, test_arena(), method, format("%s%s", base_of(path), path), headers, body, length, &got);
        if (problem != PROBLEM_OK)
                fail_msg("%s %s: %s", method, path, got.body ? got.body : "no answer");
        unpack(test_arena(), &got);
        struct answer answer = { .status = got.status, .headers = arena_copy(test_arena(), got.headers, strlen(got.headers)),
                                 .text = arena_copy(test_arena(), got.body, got.length) };
        answer.json = json_loads(answer.text, JSON_DECODE_ANY, NULL);
        if (answer.json)
                arena_defer(test_arena(), release_json, answer.json);
        const char *breach = answer_breach(test_arena(), method, path, &got, answer.json);
        if (breach)
                fail_msg("%s", breach);
        return answer;
}

const char *answer_header(const struct answer *answer, const char *name)
{
        struct client_answer got = { .status = answer->status, .headers = answer->headers };

        return client_header(test_arena(), &got, name);
}

/* --- the fault switch --- */

enum { FAULT_CEILING = 60, MAX_HEADERS = 16 };

static bool writes(const char *method) { return strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0; }

static void fail_once(int n, const char *sqlstate, const char *method, const char *path, const char **headers, size_t count,
                      const char *body, size_t length, struct answer *answer)
{
        headers[count] = format("Resale-Fault: %d %s", n, sqlstate);
        headers[count + 1] = NULL;
        *answer = exchange(method, path, headers, body, length);
}

static bool is_sample(void) { return text_equal(getenv("TEST_FAULTS"), "sample"); }

/* Method and path without what differs from one thing to the next: parts with a digit, but for the version. */
static void route_key(const char *method, const char *path, char key[200])
{
        size_t length = (size_t)snprintf(key, 40, "%s", method);

        for (const char *part = path; *part && *part != '?' && length < 190; part += strcspn(part + 1, "/?") + 1) {
                int size = (int)strcspn(part + 1, "/?");
                bool thing = size > 2 && strcspn(part + 1, "0123456789") < (size_t)size;
                length += (size_t)snprintf(key + length, 200 - length, "/%.*s", thing ? 1 : size, thing ? "*" : part + 1);
                length = length > 190 ? 190 : length;
        }
}

/* A sample disturbs each route once a program. */
static bool was_disturbed(const char *method, const char *path)
{
        static char met[300][200];
        static size_t count;
        char key[200];

        route_key(method, path, key);
        for (size_t i = 0; i < count; i++)
                if (text_equal(met[i], key))
                        return true;
        assert_true(count < ARRAY_LEN(met));
        memcpy(met[count++], key, sizeof key);
        return false;
}

/*
 * Fails each database call of this request in turn. True when the last try got through undisturbed, with its answer. What was done but not heard
 * of (08007) can only be told by a request with an Idempotency-Key, whose repeat is then given the first answer.
 */
static bool disturb(const char *method, const char *path, const char **headers, size_t count, const char *body, size_t length, bool keyed,
                    struct answer *answer)
{
        static const char *const all_states[] = { "40001", "08006", "08007" };
        size_t states = ARRAY_LEN(all_states) - !keyed;
        int step = is_sample() ? 2 : 1, last = is_sample() ? 5 : FAULT_CEILING;

        for (int n = 1; n <= last; n += step)
                for (size_t s = 0; s < states; s++) {
                        fail_once(n, all_states[s], method, path, headers, count, body, length, answer);
                        if (!text_equal(answer_header(answer, "Resale-Fault-Hit"), "yes"))
                                return true;
                        if (s == 0 && answer->status == 409)
                                return true;   /* run again, it found that another caller had won meanwhile: for the test to judge */
                        if (answer->status != 503 || !answer_header(answer, "Retry-After"))
                                fail_msg("%s %s with database call %d failing (%s): %d %s", method, path, n, all_states[s], answer->status, answer->text);
                }
        return false;
}

struct answer call_with(const char *as, const char *method, const char *path, const char *const *headers, const char *body, size_t length)
{
        const char *all[MAX_HEADERS];
        size_t count = 0;
        struct answer answer;
        bool json = body != NULL, keyed = false;

        for (; headers && headers[count] && count < MAX_HEADERS - 5; count++) {
                all[count] = headers[count];
                json = json && strncasecmp(headers[count], "content-type:", 13) != 0;
                keyed = keyed || strncasecmp(headers[count], "idempotency-key:", 16) == 0;
        }
        if (as)
                all[count++] = format("Authorization: Bearer %s", as);
        if (json)
                all[count++] = "Content-Type: application/json";
        if (getenv("TEST_FAULTS") && !undisturbed && writes(method) && !(is_sample() && was_disturbed(method, path))) {
                if (!keyed && as)
                        all[count++] = format("Idempotency-Key: %s", new_uuid());
                if (disturb(method, path, all, count, body, length, keyed || as, &answer))
                        return answer;
        }
        all[count] = NULL;
        return exchange(method, path, all, body, length);
}

static PRINTF(4, 0) struct answer call_list(const char *as, const char *method, const char *path, const char *body_format, va_list arguments)
{
        char *body = NULL;
        int length = body_format ? vasprintf(&body, body_format, arguments) : 0;

        assert_true(length >= 0);
        struct answer answer = call_with(as, method, path, NULL, body, (size_t)length);
        free(body);
        return answer;
}

struct answer call(const char *as, const char *method, const char *path, const char *body_format, ...)
{
        va_list arguments;

        va_start(arguments, body_format);
        struct answer answer = call_list(as, method, path, body_format, arguments);
        va_end(arguments);
        return answer;
}

static void check_status(const struct answer *answer, int status, const char *method, const char *path)
{
        if (answer->status != status)
                fail_msg("%s %s: expected %d, got %d %s", method, path, status, answer->status, answer->text);
}

json_t *expect(int status, const char *as, const char *method, const char *path, const char *body_format, ...)
{
        va_list arguments;

        va_start(arguments, body_format);
        struct answer answer = call_list(as, method, path, body_format, arguments);
        va_end(arguments);
        check_status(&answer, status, method, path);
        return answer.json;
}

static void check_member(const struct answer *answer, const char *member, const char *expected, const char *method, const char *path)
{
        const char *type = answer_header(answer, "Content-Type");
        const char *got = json_string_value(json_object_get(answer->json, member));

        if (!type || !text_starts(type, "application/problem+json") || !text_equal(got, expected))
                fail_msg("%s %s: expected %s \"%s\", got %s", method, path, member, expected, answer->text);
}

json_t *expect_problem(int status, const char *code, const char *as, const char *method, const char *path, const char *body_format, ...)
{
        va_list arguments;

        va_start(arguments, body_format);
        struct answer answer = call_list(as, method, path, body_format, arguments);
        va_end(arguments);
        check_status(&answer, status, method, path);
        check_member(&answer, "code", code, method, path);
        return answer.json;
}

json_t *expect_field(int status, const char *field, const char *as, const char *method, const char *path, const char *body_format, ...)
{
        va_list arguments;

        va_start(arguments, body_format);
        struct answer answer = call_list(as, method, path, body_format, arguments);
        va_end(arguments);
        check_status(&answer, status, method, path);
        check_member(&answer, "field", field, method, path);
        return answer.json;
}

/* --- looking into answers --- */

json_t *value_at(const json_t *json, const char *path)
{
        char part[64];
        json_t *at = NULL;

        for (const char *rest = path; *rest;) {
                size_t length = strcspn(rest, ".");
                assert_true(length < sizeof part);
                memcpy(part, rest, length);
                part[length] = '\0';
                at = json_is_array(json) ? json_array_get(json, strtoul(part, NULL, 10)) : json_object_get(json, part);
                if (!at)
                        return NULL;
                json = at;
                rest += length + (rest[length] == '.');
        }
        return at;
}

static json_t *must_be_at(const json_t *json, const char *path)
{
        json_t *found = value_at(json, path);

        if (!found) {
                char *text = json_dumps(json, JSON_ENCODE_ANY);
                fail_msg("nothing at %s in %s", path, text ? text : "nothing");
        }
        return found;
}

const char *text_at(const json_t *json, const char *path)
{
        json_t *found = must_be_at(json, path);

        if (!json_is_string(found))
                fail_msg("%s is not a text: %s", path, json_dumps(found, JSON_ENCODE_ANY));
        return json_string_value(found);
}

int64_t integer_at(const json_t *json, const char *path)
{
        json_t *found = must_be_at(json, path);

        if (!json_is_integer(found))
                fail_msg("%s is not an integer: %s", path, json_dumps(found, JSON_ENCODE_ANY));
        return json_integer_value(found);
}

const char *format(const char *pattern, ...)
{
        va_list arguments;
        char *text;

        va_start(arguments, pattern);
        int length = vasprintf(&text, pattern, arguments);
        va_end(arguments);
        assert_true(length >= 0);
        char *kept = arena_copy(test_arena(), text, (size_t)length);
        free(text);
        return kept;
}

const char *new_uuid(void)
{
        struct uuid uuid;

        uuid_new(&uuid);
        return format("%s", uuid.text);
}

const char *unique(const char *prefix)
{
        const char *id = new_uuid();

        return format("%s-%.8s%.4s%s", prefix, id, id + 9, id + 24);
}

json_t *eventually(const char *as, const char *path, bool (*holds)(const json_t *json, const void *context), const void *context)
{
        struct answer answer = { 0 };

        for (int i = 0; i < 1000; i++) {
                answer = call(as, "GET", path, NULL);
                if (answer.status == 200 && holds(answer.json, context))
                        return answer.json;
                usleep(20000);
        }
        fail_msg("%s never came to hold; last: %d %s", path, answer.status, answer.text ? answer.text : "");
        return NULL;
}

static struct answer send_signed(const char *source, const char *secret, const char *path, const char *delivery_id, const char *topic, const char *body)
{
        const char *headers[5] = { "Content-Type: application/json" };
        int kind = 0, count = 2;

        while (webhook_source_names[kind] && !text_equal(webhook_source_names[kind], source))
                kind++;
        assert_non_null(webhook_source_names[kind]);
        headers[1] = format("%s: %s", webhook_signature_header((enum webhook_source)kind),
                            webhook_sign(test_arena(), (enum webhook_source)kind, secret, body, strlen(body)));
        if (delivery_id)
                headers[count++] = format("X-Shopify-Webhook-Id: %s", delivery_id);
        if (topic)
                headers[count++] = format("X-Shopify-Topic: %s", topic);
        return call_with(NULL, "POST", path, headers, body, strlen(body));
}

struct answer send_webhook(const char *source, const char *secret, const char *path, const char *delivery_id, const char *body)
{
        return send_signed(source, secret, path, delivery_id, NULL, body);
}

struct answer send_shopify(const char *secret, const char *path, const char *topic, const char *body)
{
        return send_signed("shopify", secret, path, new_uuid(), topic, body);
}

/* --- life of a test --- */

int api_setup(void **state)
{
        (void)state;
        return crypto_start() ? 0 : -1;
}

int api_teardown(void **state)
{
        (void)state;
        arena_free(arena);
        arena = NULL;
        client_free(client);
        client = NULL;
        return 0;
}

int api_main(const char *name, const struct CMUnitTest *tests, size_t count)
{
        if (!crypto_start())
                return 1;
        return _cmocka_run_group_tests(name, tests, count, NULL, NULL);
}

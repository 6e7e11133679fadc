#include "resale/webhook.h"

#include "support/insist.h"

#include <unistd.h>

#include "resale/id.h"
#include "support/openapi.h"

enum { TRIES = 600, PAUSE_MICROS = 50000 };

static void give_up(const char *what, const char *path, const char *got)
{
        fprintf(stderr, "%s %s: %s\n", what, path, got ? got : "nothing");
        exit(EXIT_FAILURE);
}

static const char *address(struct client_on_duty *c, const char *path)
{
        char name[64] = "RESALE_URL_";
        size_t length = strlen(name), service = strcspn(path + 1, "/");

        for (size_t i = 0; i < service; i++)
                name[length + i] = (char)(path[1 + i] - 'a' + 'A');
        return arena_printf(c->arena, "%s%s", getenv(name), path);
}

static void release_json(void *json) { json_decref(json); }

/* An answer that another try will not change; the JSON of it. */
static bool is_definite(struct client_on_duty *c, const char *method, const char *path, const struct client_answer *answer, struct insisted *got)
{
        json_t *json = json_loads(answer->body, JSON_DECODE_ANY, NULL);
        const char *breach = answer_breach(c->arena, method, path, answer, json);

        if (breach)
                give_up(breach, path, answer->body);
        if (json)
                arena_defer(c->arena, release_json, json);
        *got = (struct insisted){ answer->status, json };
        return answer->status < 500 && !text_equal(json_string_value(json_object_get(json, "code")), "idempotency-key-in-use");
}

static struct insisted try_until_definite(struct client_on_duty *c, const char *method, const char *path, const char *const *headers, const char *body)
{
        struct client_answer answer = { 0 };
        struct insisted got;

        for (int i = 0; i < TRIES; i++) {
                enum problem problem = client_call(c->client, c->arena, method, address(c, path), headers, body, body ? strlen(body) : 0, &answer);
                if (problem == PROBLEM_OK && is_definite(c, method, path, &answer, &got))
                        return got;
                usleep(PAUSE_MICROS);
        }
        give_up("was never answered:", path, answer.body);
        return got;
}

struct insisted insist(struct client_on_duty *c, const char *as, const char *method, const char *path, const char *body)
{
        struct uuid key;

        uuid_new(&key);
        const char *const headers[] = { arena_printf(c->arena, "Idempotency-Key: %s", key.text), body ? "Content-Type: application/json" : "Accept: application/json",
                                        as ? arena_printf(c->arena, "Authorization: Bearer %s", as) : NULL, NULL };
        return try_until_definite(c, method, path, headers, body);
}

const json_t *insist_on(struct client_on_duty *c, const char *as, const char *method, const char *path, const char *body)
{
        struct insisted got = insist(c, as, method, path, body);

        if (got.status < 200 || got.status > 299)
                give_up(method, path, json_dumps(got.json, JSON_ENCODE_ANY));
        return got.json;
}

const char *insist_text(const json_t *json, const char *path)
{
        const char *text = json_string_value(value_at(json, path));

        if (!text)
                give_up("no text at", path, json_dumps(json, JSON_ENCODE_ANY));
        return text;
}

void insist_webhook(struct client_on_duty *c, enum webhook_source source, const char *secret, const char *path, const char *topic, const char *delivery, const char *body)
{
        const char *const headers[] = {
                "Content-Type: application/json",
                arena_printf(c->arena, "%s: %s", webhook_signature_header(source), webhook_sign(c->arena, source, secret, body, strlen(body))),
                arena_printf(c->arena, "X-Shopify-Topic: %s", topic), arena_printf(c->arena, "X-Shopify-Webhook-Id: %s", delivery), NULL,
        };
        struct insisted got = try_until_definite(c, "POST", path, headers, body);

        if (got.status != 200)
                give_up("webhook refused by", path, json_dumps(got.json, JSON_ENCODE_ANY));
}

const json_t *insist_until(struct client_on_duty *c, const char *as, const char *path, const char *member, const char *value)
{
        struct insisted got = { 0 };

        for (int i = 0; i < TRIES; i++) {
                got = insist(c, as, "GET", path, NULL);
                const json_t *found = got.status == 200 ? value_at(got.json, member) : NULL;
                if (found && (!value || text_equal(json_string_value(found), value)))
                        return got.json;
                usleep(PAUSE_MICROS);
        }
        give_up(arena_printf(c->arena, "%s never became %s at", member, value ? value : "there"), path, json_dumps(got.json, JSON_ENCODE_ANY));
        return NULL;
}

#include <stdarg.h>
#include <time.h>

#include "demo.h"
#include "resale/config.h"
#include "resale/id.h"
#include "resale/webhook.h"

enum { WAIT_TRIES = 400, FIXTURE_MAX = 65536 };

static void deviate(const char *what, const char *expected, const char *got)
{
        fflush(stdout);
        fprintf(stderr, "\nThe loop deviates at %s.\n  expected  %s\n  got       %s\n", what, expected, got ? got : "nothing");
        exit(EXIT_FAILURE);
}

void demo_expect(struct demo *d, const char *what, const char *expected, const char *got)
{
        (void)d;
        if (!text_equal(expected, got))
                deviate(what, expected, got);
}

void demo_title(int step, const char *title) { printf("\n%d  %s\n", step, title); }

void demo_say(const char *format, ...)
{
        va_list arguments;

        va_start(arguments, format);
        printf("   ");
        vprintf(format, arguments);
        printf("\n");
        va_end(arguments);
        fflush(stdout);
}

void demo_look(struct demo *d, const char *path)
{
        (void)d;
        printf("   look at  %s%s\n", config_text(SETTING_RESALE_PUBLIC_URL), path);
}

/* Through the front door; or straight to a service whose address the environment gives (RESALE_URL_INTAKE …). */
static const char *address(struct demo *d, const char *path)
{
        char name[64] = "RESALE_URL_";
        size_t length = strlen(name), service = strcspn(path + 1, "/");

        for (size_t i = 0; i < service && length + i < sizeof name - 1; i++)
                name[length + i] = (char)(path[1 + i] - 'a' + 'A');
        const char *direct = getenv(name);
        return arena_printf(d->arena, "%s%s", direct ? direct : config_text(SETTING_RESALE_PUBLIC_URL), path);
}

static struct client_answer exchange(struct demo *d, const char *method, const char *path, const char *const *headers, const void *body, size_t length)
{
        struct client_answer answer;

        if (client_call(d->client, d->arena, method, address(d, path), headers, body, length, &answer) != PROBLEM_OK)
                deviate(path, "an answer", answer.body);
        return answer;
}

static const struct doc *parse(struct demo *d, const struct client_answer *answer)
{
        const struct doc *json = NULL;
        struct json_fault fault;

        if (answer->length && doc_parse(d->arena, answer->body, answer->length, &json, &fault) != PROBLEM_OK)
                return NULL;
        return json;
}

static void check(struct demo *d, const char *method, const char *path, int status, const struct client_answer *answer)
{
        if (answer->status != status)
                deviate(arena_printf(d->arena, "%s %s", method, path), arena_printf(d->arena, "%d", status),
                        arena_printf(d->arena, "%d %s", answer->status, answer->body));
}

const struct doc *demo_call(struct demo *d, int status, const char *as, const char *method, const char *path, const char *body)
{
        const char *headers[4] = { NULL };
        struct uuid key;
        size_t count = 0;

        if (as)
                headers[count++] = arena_printf(d->arena, "Authorization: Bearer %s", as);
        if (body)
                headers[count++] = "Content-Type: application/json";
        if (!text_equal(method, "GET")) {
                uuid_new(&key);
                headers[count++] = arena_printf(d->arena, "Idempotency-Key: %s", key.text);
        }
        struct client_answer answer = exchange(d, method, path, headers, body, body ? strlen(body) : 0);
        check(d, method, path, status, &answer);
        return parse(d, &answer);
}

void demo_send(struct demo *d, const char *as, const char *path, const void *bytes, size_t length)
{
        const char *const headers[] = { arena_printf(d->arena, "Authorization: Bearer %s", as), "Content-Type: application/octet-stream", NULL };
        struct client_answer answer = exchange(d, "PUT", path, headers, bytes, length);

        check(d, "PUT", path, 200, &answer);
}

void demo_webhook(struct demo *d, int status, int source, const char *secret, const char *path, const char *topic, const char *delivery, const char *body)
{
        const char *signature = webhook_sign(d->arena, (enum webhook_source)source, secret, body, strlen(body));
        const char *const headers[] = {
                "Content-Type: application/json", arena_printf(d->arena, "%s: %s", webhook_signature_header((enum webhook_source)source), signature),
                arena_printf(d->arena, "X-Shopify-Topic: %s", topic), arena_printf(d->arena, "X-Shopify-Webhook-Id: %s", delivery), NULL,
        };
        struct client_answer answer = exchange(d, "POST", path, headers, body, strlen(body));

        check(d, "POST", path, status, &answer);
}

int demo_get(struct demo *d, const char *as, const char *path, const char *header, const char **etag, const struct doc **json)
{
        const char *headers[3] = { NULL };
        size_t count = 0;

        if (as)
                headers[count++] = arena_printf(d->arena, "Authorization: Bearer %s", as);
        if (header)
                headers[count++] = header;
        struct client_answer answer = exchange(d, "GET", path, headers, NULL, 0);
        *etag = client_header(d->arena, &answer, "ETag");
        *json = parse(d, &answer);
        return answer.status;
}

const struct doc *demo_until(struct demo *d, const char *as, const char *path, const char *member, const char *value)
{
        const struct timespec pause = { .tv_nsec = 50000000 };
        const char *got = NULL, *etag;

        for (int i = 0; i < WAIT_TRIES; i++) {
                const struct doc *json;
                int status = demo_get(d, as, path, NULL, &etag, &json);
                if (status == 200 && !*member && doc_count(doc_get(json, "items")) >= (size_t)strtoul(value, NULL, 10))
                        return json;
                got = status == 200 && *member ? doc_string(doc_get(json, member)) : NULL;
                if (text_equal(got, value))
                        return json;
                nanosleep(&pause, NULL);
        }
        deviate(path, arena_printf(d->arena, "%s %s within 20 s", member, value), got);
        return NULL;
}

const char *demo_text(struct demo *d, const struct doc *json, const char *path)
{
        const char *text = doc_string(doc_get(json, path));

        if (!text)
                deviate(path, "a text", doc_text(d->arena, json));
        return text;
}

const char *demo_path(struct demo *d, const char *service, const char *rest)
{
        return arena_printf(d->arena, "/%s/v1/merchants/%s%s", service, d->merchant_id, rest);
}

static const char *value_of(const char *const *replacements, const char *name, size_t length)
{
        for (; *replacements; replacements += 2)
                if (strlen(replacements[0]) == length && memcmp(replacements[0], name, length) == 0)
                        return replacements[1];
        return NULL;
}

static const char *replace(struct demo *d, const char *text, const char *const *replacements)
{
        struct buffer out = { .arena = d->arena };

        buffer_text(&out, "");
        while (*text) {
                size_t plain = strcspn(text, "%");
                buffer_add(&out, text, plain);
                text += plain;
                if (!*text)
                        break;
                size_t length = strcspn(text + 1, "%");
                const char *value = value_of(replacements, text + 1, length);
                buffer_text(&out, value ? value : "%");
                text += value ? length + 2 : 1;
        }
        return out.text;
}

const char *demo_fixture(struct demo *d, const char *name, const char *const *replacements)
{
        static const char *const folders[] = { "tests/fixtures", "fixtures" };
        char *text = arena_alloc(d->arena, FIXTURE_MAX);

        for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
                FILE *file = fopen(arena_printf(d->arena, "%s/%s.json", folders[i], name), "re");
                if (!file)
                        continue;
                size_t length = fread(text, 1, FIXTURE_MAX - 1, file);
                fclose(file);
                text[length] = '\0';
                return replace(d, text, replacements);
        }
        deviate(name, "tests/fixtures/ below the working directory", "no such file");
        return NULL;
}

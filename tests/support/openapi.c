#include "support/openapi.h"

#include <ctype.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include "support/contract.h"
#include "support/yaml.h"

enum { OPERATIONS_MAX = 150 };

const char *const described_services[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment", NULL };

json_t *openapi_of(const char *service)
{
        static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
        static json_t *loaded[ARRAY_LEN(described_services)];
        char path[100];
        size_t i = 0;

        while (described_services[i] && !text_equal(described_services[i], service))
                i++;
        pthread_mutex_lock(&lock);
        if (described_services[i] && !loaded[i]) {
                snprintf(path, sizeof path, "services/%s/openapi.yaml", service);
                loaded[i] = yaml_load(path);
        }
        pthread_mutex_unlock(&lock);
        return loaded[i];
}

static const char *method_of(struct arena *arena, const char *member)
{
        static const char *const methods[] = { "get", "post", "put", "patch", "delete" };

        for (size_t i = 0; i < ARRAY_LEN(methods); i++)
                if (text_equal(methods[i], member)) {
                        char *method = arena_copy(arena, member, strlen(member));
                        for (char *c = method; *c; c++)
                                *c = (char)toupper((unsigned char)*c);
                        return method;
                }
        return NULL;
}

const struct operation *operations_of(struct arena *arena, const char *service, size_t *count)
{
        struct operation *list = arena_alloc(arena, OPERATIONS_MAX * sizeof *list);
        const char *path, *member, *method;
        json_t *at, *described;

        *count = 0;
        json_object_foreach(json_object_get(openapi_of(service), "paths"), path, at) {
                json_object_foreach(at, member, described) {
                        if ((method = method_of(arena, member)) && *count < OPERATIONS_MAX)
                                list[(*count)++] = (struct operation){ service, method, path, described };
                }
        }
        return list;
}

/* "/a/{b}/c" is "/a/anything/c". */
static bool is_at(const char *pattern, const char *path)
{
        size_t end = strcspn(path, "?");

        for (const char *stop = path + end; *pattern && path < stop;) {
                if (*pattern == '{') {
                        pattern += strcspn(pattern, "}") + 1;
                        path += strcspn(path, "/?");
                } else if (*pattern++ != *path++) {
                        return false;
                }
        }
        return !*pattern && (*path == '?' || !*path);
}

bool operation_at(struct arena *arena, const char *method, const char *path, struct operation *operation)
{
        const char *service = *path == '/' ? arena_copy(arena, path + 1, strcspn(path + 1, "/")) : "";
        size_t count;
        const struct operation *list = operations_of(arena, service, &count);

        for (size_t i = 0; i < count; i++)
                if (text_equal(list[i].method, method) && is_at(list[i].path, path)) {
                        *operation = list[i];
                        return true;
                }
        return false;
}

/* --- an answer --- */

static json_t *response_of(const struct operation *operation, const char *status)
{
        json_t *responses = json_object_get(operation->described, "responses"), *response = json_object_get(responses, status);

        return contract_resolve(openapi_of(operation->service), response || *status < '4' ? response : json_object_get(responses, "default"));
}

static json_t *schema_of(json_t *response, const char *media_type)
{
        return json_object_get(json_object_get(json_object_get(response, "content"), media_type), "schema");
}

json_t *response_schema(const struct operation *operation, const char *status)
{
        return schema_of(response_of(operation, status), "application/json");
}

static bool has_text(json_t *list, const char *text)
{
        for (size_t i = 0; i < json_array_size(list); i++)
                if (text_equal(json_string_value(json_array_get(list, i)), text))
                        return true;
        return false;
}

static bool lists_problem(const struct operation *operation, const char *code)
{
        return has_text(json_object_get(openapi_of(operation->service), "x-problems"), code) || has_text(json_object_get(operation->described, "x-problems"), code);
}

/* The first header that is required and not there. */
static const char *missing_header(struct arena *arena, json_t *document, json_t *response, const struct client_answer *answer)
{
        const char *name;
        json_t *header;

        json_object_foreach(json_object_get(response, "headers"), name, header) {
                if (json_is_true(json_object_get(contract_resolve(document, header), "required")) && !client_header(arena, answer, name))
                        return name;
        }
        return NULL;
}

static bool is_json_type(const char *media)
{
        return text_equal(media, "application/json") || text_equal(media, "application/problem+json");
}

static const char *body_breach(struct arena *arena, const struct operation *operation, json_t *response, const struct client_answer *answer, json_t *json)
{
        const char *type = client_header(arena, answer, "Content-Type"), *media = type ? arena_copy(arena, type, strcspn(type, "; ")) : "";
        json_t *schema = schema_of(response, media);

        if (!json_object_get(response, "content"))
                return answer->length ? "has a body" : NULL;
        if (!schema)
                return arena_printf(arena, "is \"%s\"", media);
        if (!is_json_type(media))   /* a picture, a page to print: that it is there */
                return answer->length ? NULL : "is empty";
        return json ? contract_breach(arena, openapi_of(operation->service), schema, json) : "is no JSON";
}

static const char *breach_of(struct arena *arena, const struct operation *operation, const char *status, const struct client_answer *answer, json_t *json)
{
        json_t *response = response_of(operation, status);
        const char *header, *code = json_string_value(json_object_get(json, "code"));

        if (!response)
                return "is not described";
        if (answer->status >= 400 && code && !lists_problem(operation, code))
                return arena_printf(arena, "\"%s\" is not in its x-problems", code);
        if ((header = missing_header(arena, openapi_of(operation->service), response, answer)))
                return arena_printf(arena, "has no header %s", header);
        return body_breach(arena, operation, response, answer, json);
}

static void note_met(struct arena *arena, const struct operation *operation, const char *status)
{
        const char *folder = getenv("TEST_MET");
        int file;

        if (!folder || *status != '2' || !response_schema(operation, status))
                return;
        file = open(arena_printf(arena, "%s/met/%s.%s.%s", folder, operation->service, json_string_value(json_object_get(operation->described, "operationId")), status),
                    O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
        if (file >= 0)
                close(file);
}

const char *answer_breach(struct arena *arena, const char *method, const char *path, const struct client_answer *answer, json_t *json)
{
        const char *status = arena_printf(arena, "%d", answer->status), *breach;
        struct operation operation;

        if (!operation_at(arena, method, path, &operation))
                return NULL;
        breach = breach_of(arena, &operation, status, answer, json);
        if (!breach)
                note_met(arena, &operation, status);
        return breach ? arena_printf(arena, "%s %s, answer %s, is not as services/%s/openapi.yaml says: %s", method, path, status, operation.service, breach) : NULL;
}

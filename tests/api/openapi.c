/* Each openapi.yaml says what is there: the routes of the table, members that bodies know, problems that exist, schemas that answers can be held to. */
#include "support/api.h"
#include "support/contract.h"
#include "support/openapi.h"
#include "support/program.h"

#include <fcntl.h>
#include <unistd.h>

#include "resale/problem.h"

static bool is_described(const struct operation *list, size_t count, const char *method, const char *path)
{
        for (size_t i = 0; i < count; i++)
                if (text_equal(list[i].method, method) && text_equal(list[i].path, path))
                        return true;
        return false;
}

/* Do so for every operation of every service. */
static void for_each_operation(void (*work)(struct arena *arena, const struct operation *operation))
{
        struct arena *arena = arena_new();
        size_t count;

        for (const char *const *service = described_services; *service; service++) {
                const struct operation *list = operations_of(arena, *service, &count);
                assert_true(count > 0);
                for (size_t o = 0; o < count; o++)
                        work(arena, &list[o]);
        }
        arena_free(arena);
}

static void compare(struct arena *arena, const char *service)
{
        struct ran ran = run_program(arena, "%s --routes", service);
        size_t routes = 0, described;
        char method[10], path[200];
        const struct operation *list = operations_of(arena, service, &described);

        assert_int_equal(ran.status, 0);
        for (const char *line = ran.output; sscanf(line, "%9s\t%199s", method, path) == 2; line = strchr(line, '\n') + 1, routes++)
                if (!is_described(list, described, method, path))
                        fail_msg("%s: %s %s is not described", service, method, path);
        if (described != routes)
                fail_msg("%s: %zu operations are described, %zu exist", service, described, routes);
}

static void what_is_described_is_what_is_there(void **state)
{
        (void)state;
        for (const char *const *service = described_services; *service; service++) {
                struct arena *arena = arena_new();
                compare(arena, *service);
                arena_free(arena);
        }
}

static const char *address(const char *pattern)
{
        const char *path = "";

        while (*pattern) {
                size_t plain = strcspn(pattern, "{");
                path = format("%s%.*s%s", path, (int)plain, pattern, pattern[plain] ? new_uuid() : "");
                pattern += plain;
                pattern += pattern[0] ? strcspn(pattern, "}") + 1 : 0;
        }
        return path;
}

static json_t *body_schema(const struct operation *operation)
{
        json_t *content = json_object_get(json_object_get(operation->described, "requestBody"), "content");

        return json_object_get(json_object_get(content, "application/json"), "schema");
}

static size_t members;

/* Nothing is changed: the members are null, and nothing has the ids. */
static void check_members(struct arena *arena, const struct operation *operation)
{
        const char *name;
        json_t *member;

        (void)arena;
        json_object_foreach(json_object_get(body_schema(operation), "properties"), name, member) {
                members++;
                struct answer answer = call(staff("administrator"), operation->method, address(operation->path), "{\"%s\":null}", name);
                const char *detail = json_string_value(json_object_get(answer.json, "detail"));
                if (detail && strstr(detail, "is not a known field"))
                        fail_msg("%s %s: %s", operation->method, operation->path, detail);
        }
}

static void the_members_described_are_known(void **state)
{
        (void)state;
        members = 0;
        for_each_operation(check_members);
        assert_true(members > 20);
}

static bool is_problem(const char *code)
{
        for (int i = 0; i < PROBLEM_COUNT; i++)
                if (text_equal(problem_info((enum problem)i)->code, code))
                        return true;
        return false;
}

static void check_codes(const char *where, json_t *codes)
{
        for (size_t i = 0; i < json_array_size(codes); i++)
                if (!is_problem(json_string_value(json_array_get(codes, i))))
                        fail_msg("%s: %s is no problem of problems.def", where, json_string_value(json_array_get(codes, i)));
}

static void check_problems(struct arena *arena, const struct operation *operation)
{
        json_t *general = json_object_get(openapi_of(operation->service), "x-problems");

        (void)arena;
        assert_true(json_array_size(general) > 0);
        check_codes(operation->service, general);
        check_codes(operation->path, json_object_get(operation->described, "x-problems"));
}

static void the_problems_described_exist(void **state)
{
        (void)state;
        for_each_operation(check_problems);
}

static void list_described(struct arena *arena, const char *name)
{
        const char *folder = getenv("TEST_MET");

        if (folder) {
                int file = open(arena_printf(arena, "%s/described/%s", folder, name), O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
                assert_true(file >= 0);
                close(file);
        }
}

/* With TEST_MET in the environment: also leaves <TEST_MET>/described/<service>.<operationId>.<status>, to be compared with what the tests met. */
static void check_response(struct arena *arena, const struct operation *operation, const char *status)
{
        json_t *schema = response_schema(operation, status);
        const char *name = arena_printf(arena, "%s.%s.%s", operation->service, json_string_value(json_object_get(operation->described, "operationId")), status);
        const char *fault = schema ? contract_fault(arena, openapi_of(operation->service), schema) : NULL;

        if (fault)
                fail_msg("%s: %s", name, fault);
        if (schema)
                list_described(arena, name);
        else if (!text_equal(status, "204") && !text_equal(status, "302") && !text_equal(status, "304") && !text_equal(status, "default"))
                assert_non_null(json_object_get(json_object_get(json_object_get(operation->described, "responses"), status), "content"));   /* a picture */
}

static void check_schemas(struct arena *arena, const struct operation *operation)
{
        json_t *response, *body = body_schema(operation);
        const char *status, *fault = body ? contract_fault(arena, openapi_of(operation->service), body) : NULL;

        if (fault)
                fail_msg("%s %s: the body: %s", operation->method, operation->path, fault);
        json_object_foreach(json_object_get(operation->described, "responses"), status, response)
                check_response(arena, operation, status);
}

static void every_body_has_a_schema_it_can_be_held_to(void **state)
{
        (void)state;
        for_each_operation(check_schemas);
}

/* Each file stands alone, so what several need is in each: the same. */
static void check_shared(const char *kind, const char *name, json_t *one, const char *service)
{
        for (const char *const *other = described_services; *other; other++) {
                json_t *same = json_object_get(json_object_get(json_object_get(openapi_of(*other), "components"), kind), name);
                if (same && !json_equal(one, same))
                        fail_msg("%s %s is another thing in %s than in %s", kind, name, service, *other);
        }
}

static void what_files_share_is_the_same_in_each(void **state)
{
        const char *kind, *name;
        json_t *all, *one;

        (void)state;
        for (const char *const *service = described_services; *service; service++)
                json_object_foreach(json_object_get(openapi_of(*service), "components"), kind, all)
                        json_object_foreach(all, name, one)
                                check_shared(kind, name, one, *service);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(what_is_described_is_what_is_there), api_test(every_body_has_a_schema_it_can_be_held_to), api_test(what_files_share_is_the_same_in_each),
                api_test(the_problems_described_exist), api_test(the_members_described_are_known),
        };

        return API_MAIN(tests);
}

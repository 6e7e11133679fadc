/* Each openapi.yaml says what is there: the routes of the table, and members that bodies know. */
#include "support/api.h"
#include "support/openapi.h"
#include "support/program.h"

#include "resale/problem.h"

static const char *const services[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment" };

static bool is_described(const struct operation *list, size_t count, const char *method, const char *path)
{
        for (size_t i = 0; i < count; i++)
                if (text_equal(list[i].method, method) && text_equal(list[i].path, path))
                        return true;
        return false;
}

static void compare(struct arena *arena, const char *service)
{
        struct ran ran = run_program(arena, "%s --routes", service);
        size_t routes = 0, described;
        char method[10], path[200];
        const char *general;
        const struct operation *list = operations_of(arena, service, &described, &general);

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
        for (size_t i = 0; i < ARRAY_LEN(services); i++) {
                struct arena *arena = arena_new();
                compare(arena, services[i]);
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

/* Nothing is changed: the members are null, and nothing has the ids. */
static void check_members(const struct operation *operation)
{
        for (const char *at = operation->members; at[1]; at += strcspn(at + 1, ",") + 1) {
                struct answer answer = call(staff("administrator"), operation->method, address(operation->path), "{\"%.*s\":null}", (int)strcspn(at + 1, ","), at + 1);
                const char *detail = json_string_value(json_object_get(answer.json, "detail"));
                if (detail && strstr(detail, "is not a known field"))
                        fail_msg("%s %s: %s", operation->method, operation->path, detail);
        }
}

static void the_members_described_are_known(void **state)
{
        struct arena *arena = arena_new();
        const char *general;
        size_t count, members = 0;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(services); i++) {
                const struct operation *list = operations_of(arena, services[i], &count, &general);
                for (size_t o = 0; o < count; o++) {
                        check_members(&list[o]);
                        members += strlen(list[o].members) > 1;
                }
        }
        assert_true(members > 20);
        arena_free(arena);
}

static bool is_problem(const char *code, size_t length)
{
        for (int i = 0; i < PROBLEM_COUNT; i++)
                if (strlen(problem_info((enum problem)i)->code) == length && memcmp(problem_info((enum problem)i)->code, code, length) == 0)
                        return true;
        return false;
}

static void check_codes(const char *service, const char *codes)
{
        for (const char *at = codes; at && at[1]; at += strcspn(at + 1, ",") + 1)
                if (!is_problem(at + 1, strcspn(at + 1, ",")))
                        fail_msg("%s: %s is no problem of problems.def", service, at);
}

static void the_problems_described_exist(void **state)
{
        struct arena *arena = arena_new();
        const char *general;
        size_t count;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(services); i++) {
                const struct operation *list = operations_of(arena, services[i], &count, &general);
                check_codes(services[i], general);
                for (size_t o = 0; o < count; o++)
                        check_codes(services[i], list[o].problems);
        }
        arena_free(arena);
}

int main(void)
{
        const struct CMUnitTest tests[] = { api_test(what_is_described_is_what_is_there), api_test(the_problems_described_exist), api_test(the_members_described_are_known) };

        return API_MAIN(tests);
}

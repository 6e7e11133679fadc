/* Every route of every service, by walking the tables: nobody, too little, another merchant. */
#include "support/api.h"
#include "support/program.h"

struct walked { char method[10], path[200], roles[200], scope[200]; };
typedef void visit(const struct walked *route);

static void walk(visit *each)
{
        static const char *const services[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment" };
        struct arena *arena = arena_new();

        for (size_t i = 0; i < ARRAY_LEN(services); i++) {
                struct ran ran = run_program(arena, "%s --routes", services[i]);
                struct walked route;
                for (const char *line = ran.output; sscanf(line, "%9s\t%199s\t%199s\t%199s", route.method, route.path, route.roles, route.scope) == 4; line = strchr(line, '\n') + 1)
                        each(&route);
        }
        arena_free(arena);
}

static bool is_public(const struct walked *route) { return text_equal(route->roles, "-") && text_equal(route->scope, "-"); }

/* The path with an id for each parameter. */
static const char *address(const struct walked *route, const char *merchant_id)
{
        const char *path = "";

        for (const char *rest = route->path; *rest;) {
                size_t plain = strcspn(rest, "{");
                path = format("%s%.*s", path, (int)plain, rest);
                rest += plain;
                if (*rest == '{') {
                        path = format("%s%s", path, text_starts(rest, "{merchant_id}") ? merchant_id : new_uuid());
                        rest += strcspn(rest, "}") + 1;
                }
        }
        return path;
}

static const char *body_of(const struct walked *route) { return text_equal(route->method, "GET") || text_equal(route->method, "DELETE") ? NULL : "{}"; }

static void answers(const struct walked *route, const char *as, const char *merchant_id, int status, const char *code)
{
        expect_problem(status, code, as, route->method, address(route, merchant_id), body_of(route));
}

static void nobody(const struct walked *route)
{
        if (is_public(route))
                return;
        answers(route, NULL, new_uuid(), 401, "not-signed-in");
        answers(route, "rs_expired", new_uuid(), 401, "not-signed-in");
}

static void too_little(const struct walked *route)
{
        static const char *const roles[] = { "receiver", "technician", "grader", "lister", "fulfilment" };
        static struct merchant merchant;
        static char reader[80], writer[80];

        if (is_public(route))
                return;
        for (size_t i = 0; i < ARRAY_LEN(roles); i++)
                if (!strstr(route->roles, roles[i]))
                        answers(route, staff(roles[i]), new_uuid(), 403, "not-allowed");
        if (!merchant.id[0]) {
                merchant = new_merchant();
                snprintf(reader, sizeof reader, "%s", new_key(&merchant, "orders:read"));
                snprintf(writer, sizeof writer, "%s", new_key(&merchant, "routing:read"));
        }
        if (!strstr(route->scope, "orders:read"))
                answers(route, reader, merchant.id, 403, "not-allowed");
        if (!strstr(route->scope, "routing:read"))
                answers(route, writer, merchant.id, 403, "not-allowed");
}

static void another_merchant(const struct walked *route)
{
        static struct merchant mine, other;

        if (is_public(route) || text_equal(route->scope, "-") || !strstr(route->path, "{merchant_id}"))
                return;
        if (!mine.id[0]) {
                mine = new_merchant();
                other = new_merchant();
        }
        answers(route, mine.key, other.id, 404, "merchant-not-found");
}

/* What is not there is 404 for its own merchant, and nothing breaks. */
static void nothing_there(const struct walked *route)
{
        static struct merchant merchant;

        if (is_public(route) || !text_equal(route->method, "GET") || !strstr(route->path, "_id}/") || text_equal(route->scope, "-"))
                return;
        if (!merchant.id[0])
                merchant = new_merchant();
        struct answer answer = call(merchant.key, "GET", address(route, merchant.id), NULL);
        if (answer.status != 200 && answer.status != 404)
                fail_msg("GET %s: %d %s", route->path, answer.status, answer.text);
}

static void without_credentials_every_route_is_401(void **state) { (void)state; walk(nobody); }
static void without_the_role_or_scope_every_route_is_403(void **state) { (void)state; walk(too_little); }
static void another_merchants_id_is_404_on_every_route(void **state) { (void)state; walk(another_merchant); }
static void what_is_not_there_is_404_or_empty(void **state) { (void)state; walk(nothing_there); }

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(without_credentials_every_route_is_401), api_test(without_the_role_or_scope_every_route_is_403),
                api_test(another_merchants_id_is_404_on_every_route), api_test(what_is_not_there_is_404_or_empty),
        };

        return API_MAIN(tests);
}

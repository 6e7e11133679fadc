/* Each openapi.yaml says what the route table says: the same paths and methods, both ways. */
#include "support/api.h"
#include "support/program.h"

static const char *const services[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment" };

static char *read_file(struct arena *arena, const char *path)
{
        struct buffer text = { .arena = arena };
        char part[4096];
        size_t length;
        FILE *file = fopen(path, "re");

        assert_non_null(file);
        buffer_text(&text, "");
        while ((length = fread(part, 1, sizeof part, file)) > 0)
                buffer_add(&text, part, length);
        fclose(file);
        return text.text;
}

static bool is_method(const char *word)
{
        static const char *const methods[] = { "get", "post", "put", "patch", "delete" };

        for (size_t i = 0; i < ARRAY_LEN(methods); i++)
                if (text_equal(methods[i], word))
                        return true;
        return false;
}

/* "POST\t/path\n" for each operation, in the form of --routes. */
static char *operations_of(struct arena *arena, char *yaml)
{
        struct buffer found = { .arena = arena };
        char path[220] = "", word[200];
        char *save = NULL;

        buffer_text(&found, "\n");
        for (char *line = strtok_r(yaml, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
                if (sscanf(line, "  /%190[^:]:", word) == 1 && line[2] == '/')
                        snprintf(path, sizeof path, "/%s", word);
                else if (path[0] && sscanf(line, "    %20[a-z]:", word) == 1 && line[4] != ' ' && is_method(word)) {
                        for (char *c = word; *c; c++)
                                *c = (char)(*c - 32);
                        buffer_printf(&found, "%s\t%s\n", word, path);
                }
        }
        return found.text;
}

static void compare(struct arena *arena, const char *service)
{
        char *operations = operations_of(arena, read_file(arena, arena_printf(arena, "services/%s/openapi.yaml", service)));
        struct ran ran = run_program(arena, "%s --routes", service);
        char method[10], path[200];
        size_t routes = 0, described = 0;

        assert_int_equal(ran.status, 0);
        for (const char *line = ran.output; sscanf(line, "%9s\t%199s", method, path) == 2; line = strchr(line, '\n') + 1, routes++)
                if (!strstr(operations, arena_printf(arena, "\n%s\t%s\n", method, path)))
                        fail_msg("%s: %s %s is not described", service, method, path);
        for (const char *c = operations + 1; *c; c++)
                described += *c == '\n';
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

int main(void)
{
        const struct CMUnitTest tests[] = { api_test(what_is_described_is_what_is_there) };

        return API_MAIN(tests);
}

#include "support/openapi.h"

enum { OPERATIONS_MAX = 60, MEMBER_INDENT = 16 };

static char *read_file(struct arena *arena, const char *path)
{
        struct buffer text = { .arena = arena };
        char part[4096];
        size_t length;
        FILE *file = fopen(path, "re");

        if (!file)
                abort();
        buffer_text(&text, "");
        while ((length = fread(part, 1, sizeof part, file)) > 0)
                buffer_add(&text, part, length);
        fclose(file);
        return text.text;
}

/* ",a,b," of "[a, b]", over as many lines as the list takes. */
static const char *list_of(struct arena *arena, const char *text)
{
        struct buffer list = { .arena = arena };
        const char *at = strchr(text, '['), *end = at ? strchr(at, ']') : NULL;

        buffer_text(&list, ",");
        for (at = at ? at + 1 : end; at && at < end;) {
                size_t blank = strspn(at, ", \n"), length = strcspn(at + blank, ", \n]");
                buffer_add(&list, at + blank, length);
                buffer_text(&list, length ? "," : "");
                at += blank + length;
        }
        return list.text;
}

static const char *method_of(const char *line)
{
        static const char *const names[] = { "    get:", "    post:", "    put:", "    patch:", "    delete:" }, *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                if (text_starts(line, names[i]))
                        return methods[i];
        return NULL;
}

/* A member of a body stands at this indent and nothing else does. */
static size_t member_length(const char *line)
{
        size_t indent = strspn(line, " "), length = strspn(line + indent, "abcdefghijklmnopqrstuvwxyz_");

        return indent == MEMBER_INDENT && length && line[indent + length] == ':' ? length : 0;
}

const struct operation *operations_of(struct arena *arena, const char *service, size_t *count, const char **general)
{
        struct operation *list = arena_alloc(arena, OPERATIONS_MAX * sizeof *list);
        const char *path = NULL;

        *count = 0;
        *general = NULL;
        for (const char *line = read_file(arena, arena_printf(arena, "services/%s/openapi.yaml", service)); *line; line += strcspn(line, "\n"), line += *line == '\n') {
                if (text_starts(line, "x-problems:"))
                        *general = list_of(arena, line);
                else if (text_starts(line, "components:"))
                        break;
                else if (text_starts(line, "  /"))
                        path = arena_copy(arena, line + 2, strcspn(line + 2, ":\n"));
                else if (path && method_of(line) && *count < OPERATIONS_MAX)
                        list[(*count)++] = (struct operation){ service, method_of(line), path, ",", "," };
                else if (text_starts(line, "      x-problems:") && *count)
                        list[*count - 1].problems = list_of(arena, line);
                else if (*count && member_length(line))   /* of the body */
                        list[*count - 1].members = arena_printf(arena, "%s%.*s,", list[*count - 1].members, (int)member_length(line), line + MEMBER_INDENT);
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

bool problem_is_described(struct arena *arena, const char *method, const char *path, const char *code)
{
        static const char *const described[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment" };
        const char *general, *wanted = arena_printf(arena, ",%s,", code);
        size_t count;

        for (size_t i = 0; i < ARRAY_LEN(described); i++) {
                if (!text_starts(path, arena_printf(arena, "/%s/", described[i])))
                        continue;
                const struct operation *list = operations_of(arena, described[i], &count, &general);
                if (!general || strstr(general, wanted))
                        return true;
                for (size_t o = 0; o < count; o++)
                        if (text_equal(list[o].method, method) && is_at(list[o].path, path) && strstr(list[o].problems, wanted))
                                return true;
                return false;
        }
        return true;
}

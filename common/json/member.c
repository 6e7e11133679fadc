#include "resale/json.h"

static const char *skip_blank(const char *at) { return at + strspn(at, " \t\r\n"); }

/* Behind the text whose quote `at` is. */
static const char *skip_text(const char *at)
{
        for (at++; *at && *at != '"'; at++)
                at += *at == '\\' && at[1];
        return *at ? at + 1 : at;
}

/* Where the value ends: at the comma or bracket after it. */
static const char *skip_value(const char *at)
{
        for (int depth = 0;;) {
                at += strcspn(at, depth ? "\"{}[]" : "\"{}[],");
                if (!*at || (!depth && strchr(",}]", *at)))
                        return at;
                if (*at == '"') {
                        at = skip_text(at);
                        continue;
                }
                depth += *at == '{' || *at == '[' ? 1 : -1;
                at++;
        }
}

bool json_next_member(const char **at, struct json_span *name, struct json_span *value)
{
        const char *begin = skip_blank(*at);

        if (*begin == '{' || *begin == ',')
                begin = skip_blank(begin + 1);
        if (*begin != '"') {
                *at = begin + (*begin == '}');
                return false;
        }
        const char *end = skip_text(begin);
        *name = (struct json_span){ begin + 1, (size_t)(end - begin) - (end - begin >= 2 ? 2 : 1) };
        end = skip_blank(end);
        value->text = skip_blank(end + (*end == ':'));
        *at = end = skip_value(value->text);
        while (end > value->text && strchr(" \t\r\n", end[-1]))
                end--;
        value->length = (size_t)(end - value->text);
        return true;
}

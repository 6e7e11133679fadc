#include "json_private.h"

/* Where in the document a byte stands: the open objects and lists around it, outermost first. */
struct place {
        bool list, wants_name;
        size_t index;               /* of a list */
        const char *name;           /* of the member, as written; NULL before the first */
        size_t name_length;
};

/* The byte after the text that begins at `at`, or `end`. */
static const char *skip_text(const char *at, const char *end)
{
        for (at++; at < end && *at != '"'; at++)
                if (*at == '\\')
                        at++;
        return at < end ? at + 1 : end;
}

/* A member's name ends before `end`, else it is not known. */
static const char *take_text(struct place *place, const char *at, const char *end)
{
        const char *after = skip_text(at, end);

        if (place && !place->list && place->wants_name) {
                bool whole = after[-1] == '"' && after - at >= 2;
                place->name = whole ? at + 1 : NULL;
                place->name_length = whole ? (size_t)(after - at) - 2 : 0;
        }
        return after;
}

static void go_on(struct place *place, char c)
{
        if (!place)
                return;
        place->index += c == ',' && place->list;
        place->wants_name = c == ',' ? !place->list : c == ':' ? false : place->wants_name;
}

static const char *path_of(struct arena *arena, const struct place *places, int depth)
{
        struct buffer path = { .arena = arena };

        for (int i = 0; i < depth; i++) {
                if (places[i].list) {
                        buffer_printf(&path, "[%zu]", places[i].index);
                } else if (places[i].name) {
                        buffer_text(&path, path.length ? "." : "");
                        buffer_add(&path, places[i].name, places[i].name_length);
                }
        }
        return path.length && utf8_is_valid(path.text) ? path.text : NULL;   /* it is repeated to the sender */
}

const char *json_locate(struct arena *arena, const char *text, size_t position)
{
        struct place places[JSON_DEPTH_LIMIT];
        int depth = 0;

        for (const char *at = text, *end = text + position; at < end;) {
                struct place *inner = depth ? &places[depth - 1] : NULL;
                char c = *at;
                if (c == '"') {
                        at = take_text(inner, at, end);
                        continue;
                }
                if ((c == '{' || c == '[') && depth < JSON_DEPTH_LIMIT)
                        places[depth++] = (struct place){ .list = c == '[', .wants_name = c == '{' };
                else if ((c == '}' || c == ']') && depth)
                        depth--;
                else
                        go_on(inner, c);
                at++;
        }
        return path_of(arena, places, depth);
}

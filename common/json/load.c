#include "json_private.h"

static void release(void *json) { json_decref(json); }

/* Nesting is counted before parsing, outside of texts, so that a hostile document costs one pass. */
static bool too_deep(const char *text, size_t length)
{
        int depth = 0;
        bool quoted = false;

        for (size_t i = 0; i < length; i++) {
                if (quoted) {
                        if (text[i] == '\\')
                                i++;
                        else if (text[i] == '"')
                                quoted = false;
                } else if (text[i] == '"') {
                        quoted = true;
                } else if ((text[i] == '{' || text[i] == '[') && ++depth > JSON_DEPTH_LIMIT) {
                        return true;
                } else if (text[i] == '}' || text[i] == ']') {
                        depth--;
                }
        }
        return false;
}

json_t *json_load_bounded(struct arena *arena, const char *text, size_t length, struct json_fault *fault)
{
        json_error_t error;

        *fault = (struct json_fault){ 0 };
        if (too_deep(text, length)) {
                fault->reason = "is nested deeper than 32";
                return NULL;
        }
        json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
        if (!root) {
                fault->reason = arena_printf(arena, "line %d, column %d: %s", error.line, error.column, error.text);
                return NULL;
        }
        arena_defer(arena, release, root);
        return root;
}

#include "json_private.h"

static void release(void *json) { json_decref(json); }

/* Nesting is counted before parsing, outside of texts, so that a hostile document costs one pass. Where it is too deep; `length` when nowhere. */
static size_t too_deep(const char *text, size_t length)
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
                        return i;
                } else if (text[i] == '}' || text[i] == ']') {
                        depth--;
                }
        }
        return length;
}

/* What is wrong with the value that the reader stands at; NULL when it is the document's form. */
static const char *reason_of(enum json_error_code code)
{
        switch (code) {
        case json_error_numeric_overflow:    return "is out of range";
        case json_error_invalid_utf8:        return "must be UTF-8";
        case json_error_null_character:
        case json_error_null_byte_in_key:    return "must not have a NUL";
        case json_error_duplicate_key:       return "is given twice";
        default:                             return NULL;
        }
}

enum problem json_load_bounded(struct arena *arena, const char *text, size_t length, json_t **root, struct json_fault *fault)
{
        size_t deep = too_deep(text, length);
        json_error_t error;

        *fault = (struct json_fault){ 0 };
        if (deep < length) {
                *fault = (struct json_fault){ json_locate(arena, text, deep), "is nested deeper than 32" };
                return PROBLEM_MALFORMED_JSON;
        }
        const char *nul = memchr(text, '\0', length);
        if (nul) {
                *fault = (struct json_fault){ json_locate(arena, text, (size_t)(nul - text)), "must not have a NUL" };
                return PROBLEM_MALFORMED_JSON;
        }
        *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
        if (*root) {
                arena_defer(arena, release, *root);
                return PROBLEM_OK;
        }
        const char *reason = reason_of(json_error_code(&error));
        if (reason && error.position > 0 && (size_t)error.position <= length)
                *fault = (struct json_fault){ json_locate(arena, text, (size_t)error.position), reason };
        if (!fault->field)
                fault->reason = arena_printf(arena, "line %d, column %d: %s", error.line, error.column, error.text);
        return fault->field && json_error_code(&error) == json_error_numeric_overflow ? PROBLEM_INVALID_FIELD : PROBLEM_MALFORMED_JSON;
}

#include "json_private.h"

/* A document is jansson's value under another name. */
static json_t *inside(const struct doc *value)
{
        return (json_t *)(uintptr_t)value;
}

static const struct doc *outside(const json_t *json)
{
        return (const struct doc *)(const void *)json;
}

enum problem doc_parse(struct arena *arena, const char *text, size_t length, const struct doc **parsed, struct json_fault *fault)
{
        json_t *root;

        TRY(json_load_bounded(arena, text, length, &root, fault));
        *parsed = outside(root);
        return PROBLEM_OK;
}

const struct doc *doc_get(const struct doc *object, const char *path)
{
        json_t *at = inside(object);

        while (at && *path) {
                size_t length = strcspn(path, ".");
                char name[128];

                if (length >= sizeof name)
                        return NULL;
                memcpy(name, path, length);
                name[length] = '\0';
                at = json_object_get(at, name);
                path += length + (path[length] == '.');
        }
        return outside(at);
}

enum doc_kind doc_kind(const struct doc *value)
{
        static const enum doc_kind kinds[] = {
                [JSON_OBJECT] = DOC_OBJECT, [JSON_ARRAY] = DOC_ARRAY, [JSON_STRING] = DOC_STRING, [JSON_INTEGER] = DOC_NUMBER, [JSON_REAL] = DOC_NUMBER,
                [JSON_TRUE] = DOC_TRUE, [JSON_FALSE] = DOC_FALSE, [JSON_NULL] = DOC_NULL,
        };

        return value ? kinds[json_typeof(inside(value))] : DOC_ABSENT;
}

size_t doc_count(const struct doc *array)
{
        return json_is_object(inside(array)) ? json_object_size(inside(array)) : json_array_size(inside(array));
}

const struct doc *doc_item(const struct doc *array, size_t index)
{
        return outside(json_array_get(inside(array), index));
}

const char *doc_member(const struct doc *object, size_t index, const struct doc **value)
{
        void *iter = json_object_iter(inside(object));

        while (iter && index--)
                iter = json_object_iter_next(inside(object), iter);
        if (!iter)
                return NULL;
        *value = outside(json_object_iter_value(iter));
        return json_object_iter_key(iter);
}

const char *doc_string(const struct doc *value)
{
        return json_string_value(inside(value));
}

bool doc_integer(const struct doc *value, int64_t *number)
{
        if (!json_is_integer(inside(value)))
                return false;
        *number = json_integer_value(inside(value));
        return true;
}

bool doc_is_true(const struct doc *value)
{
        return json_is_true(inside(value));
}

const char *doc_scalar(struct arena *arena, const struct doc *value)
{
        const char *text = doc_string(value);
        int64_t number;

        if (text)
                return *text && !text_equal(text, "N/A") ? text : NULL;
        return doc_integer(value, &number) ? arena_printf(arena, "%lld", (long long)number) : NULL;
}

char *doc_text(struct arena *arena, const struct doc *value)
{
        if (!value)
                return arena_copy(arena, "null", 4);
        size_t size = json_dumpb(inside(value), NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY);
        char *text = arena_alloc(arena, size + 1);
        json_dumpb(inside(value), text, size, JSON_COMPACT | JSON_ENCODE_ANY);
        return text;
}

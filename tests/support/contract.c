#include "support/contract.h"

#include <stdarg.h>

#include "resale/clock.h"
#include "resale/id.h"

enum { DEPTH_MAX = 40, SHOWN_MAX = 80 };

/* `at` is put together on the way back from where it broke. */
struct check { struct arena *arena; json_t *document; const char *at, *what; };
struct held { const char *keyword; json_t *operand, *schema, *value; };   /* one keyword of a schema, to be held by a value */
typedef bool rule(struct check *c, const struct held *h);

static PRINTF(2, 3) bool broken(struct check *c, const char *format, ...)
{
        va_list arguments;
        char *text;

        va_start(arguments, format);
        if (vasprintf(&text, format, arguments) < 0)
                abort();
        va_end(arguments);
        c->at = "";
        c->what = arena_copy(c->arena, text, strlen(text));
        free(text);
        return false;
}

static bool within(struct check *c, const char *part)
{
        c->at = arena_printf(c->arena, "%s%s%s", part, *c->at && *c->at != '[' ? "." : "", c->at);
        return false;
}

static const char *shown(struct check *c, json_t *value)
{
        char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
        const char *kept = arena_printf(c->arena, "%.*s", SHOWN_MAX, text ? text : "nothing");

        free(text);
        return kept;
}

json_t *contract_resolve(json_t *document, json_t *thing)
{
        const char *path = json_string_value(json_object_get(thing, "$ref"));
        char name[100];

        if (!path)
                return thing;
        thing = text_starts(path, "#/") ? document : NULL;
        for (path += 1; thing && *path == '/'; path += 1 + strlen(name)) {
                snprintf(name, sizeof name, "%.*s", (int)strcspn(path + 1, "/"), path + 1);
                thing = json_object_get(thing, name);
        }
        return thing;
}

static bool holds(struct check *c, json_t *schema, json_t *value);

/* --- any value --- */

static bool is_of_type(json_t *value, const char *type)
{
        switch (json_typeof(value)) {
        case JSON_OBJECT:  return text_equal(type, "object");
        case JSON_ARRAY:   return text_equal(type, "array");
        case JSON_STRING:  return text_equal(type, "string");
        case JSON_INTEGER: return text_equal(type, "integer") || text_equal(type, "number");
        case JSON_REAL:    return text_equal(type, "number");
        case JSON_NULL:    return text_equal(type, "null");
        default:           return text_equal(type, "boolean");
        }
}

static bool type(struct check *c, const struct held *h)
{
        bool is = is_of_type(h->value, json_string_value(h->operand));

        for (size_t i = 0; i < json_array_size(h->operand); i++)
                is |= is_of_type(h->value, json_string_value(json_array_get(h->operand, i)));
        return is || broken(c, "must be %s, is %s", shown(c, h->operand), shown(c, h->value));
}

static bool constant(struct check *c, const struct held *h)
{
        return json_equal(h->operand, h->value) || broken(c, "must be %s, is %s", shown(c, h->operand), shown(c, h->value));
}

static bool one_of_values(struct check *c, const struct held *h)
{
        for (size_t i = 0; i < json_array_size(h->operand); i++)
                if (json_equal(json_array_get(h->operand, i), h->value))
                        return true;
        return broken(c, "must be one of %s, is %s", shown(c, h->operand), shown(c, h->value));
}

static bool one_of(struct check *c, const struct held *h)
{
        struct buffer why = { .arena = c->arena };
        size_t fit = 0, forms = json_array_size(h->operand);

        for (size_t i = 0; i < forms; i++) {
                if (holds(c, json_array_get(h->operand, i), h->value))
                        fit++;
                else
                        buffer_printf(&why, "%s%s%s%s", why.length ? "; " : "", c->at, *c->at ? " " : "", c->what);
        }
        if (fit == 1)
                return true;
        return fit ? broken(c, "fits %zu of %zu forms", fit, forms) : broken(c, "fits none of %zu forms: %s", forms, why.text);
}

static bool all_of(struct check *c, const struct held *h)
{
        for (size_t i = 0; i < json_array_size(h->operand); i++)
                if (!holds(c, json_array_get(h->operand, i), h->value))
                        return false;
        return true;
}

/* --- texts and sizes --- */

static bool is_date_time(const char *text)
{
        struct instant at;
        size_t length = strlen(text);

        return length > 10 && text[10] == 'T' && text[length - 1] == 'Z' && instant_parse(text, &at);
}

static bool is_uuid(const char *text)
{
        struct uuid uuid;

        return uuid_parse(text, &uuid) && text_equal(text, uuid.text);
}

static bool form(struct check *c, const struct held *h)
{
        const char *name = json_string_value(h->operand), *text = json_string_value(h->value);
        bool is = !text || (text_equal(name, "uuid") ? is_uuid(text) : text_equal(name, "date-time") ? is_date_time(text) : true);

        return is || broken(c, "must be %s, is %s", name, shown(c, h->value));
}

static double characters(const char *text)
{
        size_t count = 0;

        for (; *text; text++)
                count += ((unsigned char)*text & 0xc0) != 0x80;
        return (double)count;
}

/* What "minLength", "maxItems" and their like measure; false: they say nothing of such a value. */
static bool measure(const struct held *h, double *size)
{
        const char *what = h->keyword + 3;

        if (text_equal(what, "Length") && json_is_string(h->value))
                *size = characters(json_string_value(h->value));
        else if (text_equal(what, "Items") && json_is_array(h->value))
                *size = (double)json_array_size(h->value);
        else if (text_equal(what, "Properties") && json_is_object(h->value))
                *size = (double)json_object_size(h->value);
        else if (text_equal(what, "imum") && json_is_number(h->value))
                *size = json_number_value(h->value);
        else
                return false;
        return true;
}

static bool limit(struct check *c, const struct held *h)
{
        double size, bound = json_number_value(h->operand);

        if (!measure(h, &size) || (text_starts(h->keyword, "min") ? size >= bound : size <= bound))
                return true;
        return broken(c, "breaks %s %s with %s", h->keyword, shown(c, h->operand), shown(c, h->value));
}

/* --- lists and objects --- */

static bool items(struct check *c, const struct held *h)
{
        for (size_t i = 0; i < json_array_size(h->value); i++)
                if (!holds(c, h->operand, json_array_get(h->value, i)))
                        return within(c, arena_printf(c->arena, "[%zu]", i));
        return true;
}

static bool broken_at(struct check *c, const char *member, const char *what)
{
        return broken(c, "%s", what) || within(c, member);
}

static bool required(struct check *c, const struct held *h)
{
        for (size_t i = 0; json_is_object(h->value) && i < json_array_size(h->operand); i++) {
                const char *name = json_string_value(json_array_get(h->operand, i));
                if (!json_object_get(h->value, name))
                        return broken_at(c, name, "is missing");
        }
        return true;
}

static bool properties(struct check *c, const struct held *h)
{
        const char *name;
        json_t *member;

        json_object_foreach(h->value, name, member) {
                json_t *described = json_object_get(h->operand, name);
                if (described && !holds(c, described, member))
                        return within(c, name);
        }
        return true;
}

static bool additional_properties(struct check *c, const struct held *h)
{
        const char *name;
        json_t *member;

        json_object_foreach(h->value, name, member) {
                if (json_object_get(json_object_get(h->schema, "properties"), name))
                        continue;
                if (json_is_false(h->operand))
                        return broken_at(c, name, "is not described");
                if (json_is_object(h->operand) && !holds(c, h->operand, member))
                        return within(c, name);
        }
        return true;
}

/* By the schema itself or a part of it. */
static bool describes(struct check *c, json_t *schema, const char *name)
{
        json_t *here = contract_resolve(c->document, schema), *parts = json_object_get(here, "allOf");

        if (json_object_get(json_object_get(here, "properties"), name))
                return true;
        for (size_t i = 0; i < json_array_size(parts); i++)
                if (describes(c, json_array_get(parts, i), name))
                        return true;
        return false;
}

static bool unevaluated_properties(struct check *c, const struct held *h)
{
        const char *name;
        json_t *member;

        json_object_foreach(h->value, name, member) {
                if (!describes(c, h->schema, name))
                        return broken_at(c, name, "is not described");
        }
        return true;
}

/* --- a schema --- */

static const struct keyword { const char *name; rule *rule; } keywords[] = {   /* no rule: it only tells a reader */
        { "type", type }, { "required", required }, { "properties", properties }, { "additionalProperties", additional_properties }, { "description", NULL },
        { "format", form }, { "enum", one_of_values }, { "const", constant }, { "items", items }, { "minLength", limit }, { "maxLength", limit },
        { "minimum", limit }, { "maximum", limit }, { "minItems", limit }, { "maxItems", limit }, { "minProperties", limit },
        { "allOf", all_of }, { "unevaluatedProperties", unevaluated_properties }, { "oneOf", one_of }, { "default", NULL }, { "examples", NULL },
};

static const struct keyword *keyword_of(const char *name)
{
        for (size_t i = 0; i < ARRAY_LEN(keywords); i++)
                if (text_equal(keywords[i].name, name))
                        return &keywords[i];
        return NULL;
}

static bool holds(struct check *c, json_t *schema, json_t *value)
{
        json_t *here = contract_resolve(c->document, schema), *operand;
        const char *name;

        if (!json_is_object(here))
                return broken(c, "has no schema");
        json_object_foreach(here, name, operand) {
                const struct keyword *keyword = keyword_of(name);
                if (!keyword)
                        return broken(c, "has a schema with \"%s\", which is not held", name);
                const struct held held = { name, operand, here, value };
                if (keyword->rule && !keyword->rule(c, &held))
                        return false;
        }
        return true;
}

static const char *told(const struct check *c)
{
        return *c->at ? arena_printf(c->arena, "%s: %s", c->at, c->what) : c->what;
}

const char *contract_breach(struct arena *arena, json_t *document, json_t *schema, json_t *value)
{
        struct check c = { .arena = arena, .document = document };

        return holds(&c, schema, value) ? NULL : told(&c);
}

/* --- is it a schema that can be held? --- */

static bool is_sound(struct check *c, json_t *schema, bool part, int depth);

static bool are_sound(struct check *c, json_t *schemas, bool part, int depth)
{
        const char *name;
        json_t *one;

        for (size_t i = 0; i < json_array_size(schemas); i++)
                if (!is_sound(c, json_array_get(schemas, i), part, depth))
                        return within(c, arena_printf(c->arena, "[%zu]", i));
        json_object_foreach(schemas, name, one) {
                if (!is_sound(c, one, part, depth))
                        return within(c, name);
        }
        return true;
}

static bool has_sound_keywords(struct check *c, json_t *schema)
{
        static const char *const formats[] = { "uuid", "date-time", "int64" };
        const char *name, *format = json_string_value(json_object_get(schema, "format"));
        bool known = !format;
        json_t *operand;

        json_object_foreach(schema, name, operand) {
                if (!keyword_of(name))
                        return broken(c, "\"%s\" is not held", name);
        }
        for (size_t i = 0; i < ARRAY_LEN(formats); i++)
                known |= text_equal(formats[i], format);
        return known || broken(c, "the format %s is not held", format);
}

static bool describes_what_it_requires(struct check *c, json_t *schema)
{
        json_t *names = json_object_get(schema, "required");

        for (size_t i = 0; i < json_array_size(names); i++)
                if (!describes(c, schema, json_string_value(json_array_get(names, i))))
                        return broken(c, "requires %s and does not describe it", json_string_value(json_array_get(names, i)));
        return true;
}

static bool says_whether_it_is_open(struct check *c, json_t *schema, bool part)
{
        json_t *kind = json_object_get(schema, "type");
        bool object = text_equal(json_string_value(kind), "object") || json_object_get(schema, "properties") != NULL;

        for (size_t i = 0; i < json_array_size(kind); i++)
                object |= text_equal(json_string_value(json_array_get(kind, i)), "object");
        if (!object || part || json_object_get(schema, "additionalProperties") || json_is_false(json_object_get(schema, "unevaluatedProperties")))
                return true;
        return broken(c, "does not say whether it is open (additionalProperties)");
}

/* What stood beside a reference would not be held. */
static bool refers_alone(json_t *schema)
{
        return !json_object_get(schema, "$ref") || json_object_size(schema) == (json_object_get(schema, "description") ? 2 : 1);
}

static bool is_sound(struct check *c, json_t *schema, bool part, int depth)
{
        static const char *const one[] = { "items", "additionalProperties" };
        json_t *here = contract_resolve(c->document, schema);

        if (!json_is_object(here) || depth > DEPTH_MAX)
                return broken(c, depth > DEPTH_MAX ? "has no end" : "is not there: %s", shown(c, schema));
        if (!refers_alone(schema))
                return broken(c, "has more than a description beside its $ref");
        if (!has_sound_keywords(c, here) || !describes_what_it_requires(c, here) || !says_whether_it_is_open(c, here, part))
                return false;
        for (size_t i = 0; i < ARRAY_LEN(one); i++)
                if (json_is_object(json_object_get(here, one[i])) && !is_sound(c, json_object_get(here, one[i]), false, depth + 1))
                        return within(c, one[i]);
        return are_sound(c, json_object_get(here, "properties"), false, depth + 1) && are_sound(c, json_object_get(here, "oneOf"), false, depth + 1) &&
               are_sound(c, json_object_get(here, "allOf"), true, depth + 1);
}

const char *contract_fault(struct arena *arena, json_t *document, json_t *schema)
{
        struct check c = { .arena = arena, .document = document };

        return is_sound(&c, schema, false, 0) ? NULL : told(&c);
}

#include "json_private.h"
#include "resale/clock.h"
#include "resale/id.h"
#include "resale/money.h"

struct reader {
        struct arena *arena;
        struct json_fault *fault;
};

static enum problem read_object(struct reader *reader, const struct shape *shape, json_t *json, const char *path, void *value);

static const char *join(struct reader *reader, const char *path, const char *name)
{
        return *path ? arena_printf(reader->arena, "%s.%s", path, name) : name;
}

static enum problem wrong(struct reader *reader, const char *field, const char *reason)
{
        *reader->fault = (struct json_fault){ arena_copy(reader->arena, field, strlen(field)), reason };
        return PROBLEM_INVALID_FIELD;
}

/* NULL when the number was taken, else what was expected. */
static const char *take_number(struct reader *reader, const struct field *field, json_t *json, int64_t *number)
{
        if (!json_is_integer(json))
                return "must be a whole number";
        *number = json_integer_value(json);
        if ((field->min || field->max) && (*number < field->min || *number > field->max))
                return arena_printf(reader->arena, "must be between %lld and %lld", (long long)field->min, (long long)field->max);
        return NULL;
}

static const char *check_length(struct reader *reader, const struct field *field, size_t length, const char *unit, int64_t otherwise)
{
        int64_t max = field->max ? field->max : otherwise;

        if ((int64_t)length < field->min || (int64_t)length > max)
                return field->min == max ? arena_printf(reader->arena, "must have %lld %s", (long long)max, unit)
                     : field->min        ? arena_printf(reader->arena, "must have %lld to %lld %s", (long long)field->min, (long long)max, unit)
                                         : arena_printf(reader->arena, "must have at most %lld %s", (long long)max, unit);
        return NULL;
}

static const char *take_text(struct reader *reader, const struct field *field, json_t *json, void *member)
{
        if (!json_is_string(json))
                return "must be a text";
        const char *text = json_string_value(json);
        const char *reason = check_length(reader, field, json_string_length(json), "characters", DEFAULT_TEXT_MAX);
        if (reason)
                return reason;
        if (field->min > 0 && text_is_blank(text))   /* a reason of blanks gives none */
                return "must not be blank";
        switch (field->type) {
        case FIELD_TEXT:    *(const char **)member = text; return NULL;
        case FIELD_UUID:    return uuid_parse(text, member) ? NULL : "must be a UUID";
        case FIELD_INSTANT: return instant_parse(text, member) ? NULL : "must be a time with a zone, such as 2026-11-20T12:00:00Z";
        case FIELD_CHOICE:  return choice_parse(field->choices, text, member) ? NULL : "is not one of the choices";
        default:            return "must not be a text";
        }
}

static enum problem read_money(struct reader *reader, const struct field *field, json_t *json, const char *path, struct money *money)
{
        json_t *amount = json_object_get(json, "amount"), *currency = json_object_get(json, "currency");

        if (!json_is_object(json) || json_object_size(json) != 2 || !amount || !currency)
                return wrong(reader, path, "must be {\"amount\": minor units, \"currency\": code}");
        if (!json_is_integer(amount))
                return wrong(reader, join(reader, path, "amount"), "must be a whole number of minor units");
        money->amount = json_integer_value(amount);
        if (money->amount < field->min || (field->max && money->amount > field->max))
                return wrong(reader, join(reader, path, "amount"), field->min || field->max ? "is out of range" : "must not be negative");
        const char *code = json_string_value(currency);
        if (!code || !currency_is_known(code))
                return wrong(reader, join(reader, path, "currency"), "must be an ISO 4217 code");
        memcpy(money->currency, code, 4);
        return PROBLEM_OK;
}

static enum problem read_texts(struct reader *reader, const struct field *field, json_t *json, const char *path, struct texts *texts)
{
        const char *reason = json_is_array(json) ? check_length(reader, field, json_array_size(json), "entries", DEFAULT_LIST_MAX) : "must be a list";

        if (reason)
                return wrong(reader, path, reason);
        texts->count = json_array_size(json);
        texts->item = arena_alloc(reader->arena, (texts->count + 1) * sizeof *texts->item);
        for (size_t i = 0; i < texts->count; i++) {
                json_t *item = json_array_get(json, i);
                if (!json_is_string(item) || !json_string_length(item) || json_string_length(item) > DEFAULT_TEXT_MAX)
                        return wrong(reader, arena_printf(reader->arena, "%s[%zu]", path, i), "must be a text that is not empty");
                texts->item[i] = json_string_value(item);
        }
        return PROBLEM_OK;
}

static enum problem read_list(struct reader *reader, const struct field *field, json_t *json, const char *path, struct list *list)
{
        const char *reason = json_is_array(json) ? check_length(reader, field, json_array_size(json), "entries", DEFAULT_LIST_MAX) : "must be a list";

        if (reason)
                return wrong(reader, path, reason);
        list->count = json_array_size(json);
        list->item = arena_alloc(reader->arena, list->count * field->of->size + 1);
        for (size_t i = 0; i < list->count; i++)
                TRY(read_object(reader, field->of, json_array_get(json, i), arena_printf(reader->arena, "%s[%zu]", path, i),
                                (char *)list->item + i * field->of->size));
        return PROBLEM_OK;
}

static enum problem read_field(struct reader *reader, const struct field *field, json_t *json, const char *path, void *value)
{
        void *member = (char *)value + field->offset;
        const char *reason = NULL;

        switch (field->type) {
        case FIELD_BOOL:
                if (!json_is_boolean(json))
                        return wrong(reader, path, "must be true or false");
                *(bool *)member = json_is_true(json);
                return PROBLEM_OK;
        case FIELD_INT64:  reason = take_number(reader, field, json, member); break;
        case FIELD_JSON:   ((struct json_text *)member)->text = doc_text(reader->arena, (const struct doc *)(const void *)json); return PROBLEM_OK;
        case FIELD_MONEY:  return read_money(reader, field, json, path, member);
        case FIELD_TEXTS:  return read_texts(reader, field, json, path, member);
        case FIELD_LIST:   return read_list(reader, field, json, path, member);
        case FIELD_OBJECT: return read_object(reader, field->of, json, path, member);
        default:           reason = take_text(reader, field, json, member); break;
        }
        return reason ? wrong(reader, path, reason) : PROBLEM_OK;
}

static bool is_known(const struct shape *shape, const char *name)
{
        for (size_t i = 0; i < shape->count; i++)
                if (text_equal(shape->fields[i].name, name))
                        return true;
        return false;
}

static enum problem read_object(struct reader *reader, const struct shape *shape, json_t *json, const char *path, void *value)
{
        const char *name;
        json_t *member;

        if (!json_is_object(json))
                return wrong(reader, path, "must be an object");
        json_object_foreach(json, name, member)
                if (!is_known(shape, name))
                        return wrong(reader, join(reader, path, name), "is not a known field");
        for (size_t i = 0; i < shape->count; i++) {
                const struct field *field = &shape->fields[i];
                const char *at = join(reader, path, field->name);

                member = json_object_get(json, field->name);
                if (member && !json_is_null(member))
                        TRY(read_field(reader, field, member, at, value));
                else if (field->required)
                        return wrong(reader, at, "is required");
                else
                        field_clear(field, value);
        }
        return PROBLEM_OK;
}

enum problem json_read(struct arena *arena, const char *text, size_t length, const struct shape *shape, void *value, struct json_fault *fault)
{
        struct reader reader = { arena, fault };
        json_t *root;

        TRY(json_load_bounded(arena, text, length, &root, fault));
        if (!json_is_object(root)) {
                fault->reason = "must be an object";
                return PROBLEM_MALFORMED_JSON;
        }
        return read_object(&reader, shape, root, "", value);
}

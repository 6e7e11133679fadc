#include "json_private.h"
#include "resale/clock.h"

static void add_escaped(struct buffer *out, const char *text)
{
        buffer_add(out, "\"", 1);
        for (const char *plain = text;; text++) {
                unsigned char c = (unsigned char)*text;
                if (c >= 0x20 && c != '"' && c != '\\')
                        continue;
                buffer_add(out, plain, (size_t)(text - plain));
                if (!c)
                        break;
                plain = text + 1;
                if (c == '"' || c == '\\')
                        buffer_printf(out, "\\%c", c);
                else
                        buffer_printf(out, "\\u%04x", c);
        }
        buffer_add(out, "\"", 1);
}

char *json_quote(struct arena *arena, const char *text)
{
        struct buffer out = { .arena = arena };

        if (text)
                add_escaped(&out, text);
        else
                buffer_text(&out, "null");
        return out.text;
}

static void add_text(struct buffer *out, const char *text)
{
        if (text && *text)
                add_escaped(out, text);
        else
                buffer_text(out, "null");
}

static void add_object(struct buffer *out, const struct shape *shape, const void *value);

static void add_instant(struct buffer *out, struct instant at)
{
        char text[28];

        if (!instant_is_set(at)) {
                buffer_text(out, "null");
                return;
        }
        instant_format(at, text);
        add_escaped(out, text);
}

static void add_texts(struct buffer *out, const struct texts *texts)
{
        for (size_t i = 0; i < texts->count; i++) {
                buffer_text(out, i ? "," : "[");
                add_escaped(out, texts->item[i]);
        }
        buffer_text(out, texts->count ? "]" : "[]");
}

static void add_list(struct buffer *out, const struct shape *of, const struct list *list)
{
        for (size_t i = 0; i < list->count; i++) {
                buffer_text(out, i ? "," : "[");
                add_object(out, of, (const char *)list->item + i * of->size);
        }
        buffer_text(out, list->count ? "]" : "[]");
}

static void add_money(struct buffer *out, const struct money *money)
{
        if (money->currency[0])
                buffer_printf(out, "{\"amount\":%lld,\"currency\":\"%s\"}", (long long)money->amount, money->currency);
        else
                buffer_text(out, "null");
}

static void add_field(struct buffer *out, const struct field *field, const void *value)
{
        const void *member = (const char *)value + field->offset;

        switch (field->type) {
        case FIELD_BOOL:    buffer_text(out, *(const bool *)member ? "true" : "false"); break;
        case FIELD_INT64:   buffer_printf(out, "%lld", (long long)*(const int64_t *)member); break;
        case FIELD_TEXT:
                if (*(const char *const *)member)
                        add_escaped(out, *(const char *const *)member);
                else
                        buffer_text(out, "null");
                break;
        case FIELD_UUID:    add_text(out, ((const struct uuid *)member)->text); break;
        case FIELD_INSTANT: add_instant(out, *(const struct instant *)member); break;
        case FIELD_MONEY:   add_money(out, member); break;
        case FIELD_JSON:    buffer_text(out, ((const struct json_text *)member)->text ? ((const struct json_text *)member)->text : "null"); break;
        case FIELD_TEXTS:   add_texts(out, member); break;
        case FIELD_CHOICE:  add_escaped(out, field->choices[*(const int *)member]); break;
        case FIELD_LIST:    add_list(out, field->of, member); break;
        case FIELD_OBJECT:  add_object(out, field->of, member); break;
        }
}

static void add_object(struct buffer *out, const struct shape *shape, const void *value)
{
        for (size_t i = 0; i < shape->count; i++) {
                buffer_printf(out, "%s\"%s\":", i ? "," : "{", shape->fields[i].name);
                add_field(out, &shape->fields[i], value);
        }
        buffer_text(out, shape->count ? "}" : "{}");
}

char *json_write(struct arena *arena, const struct shape *shape, const void *value)
{
        struct buffer out = { .arena = arena };

        add_object(&out, shape, value);
        return out.text;
}

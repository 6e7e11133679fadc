/* A question of a storefront: its key, and cursors, which are bound to it. */
#include "pull_private.h"

#include "resale/crypto.h"
#include "resale/id.h"
#include "resale/json.h"

/* Quoted, so that no value can pass for another part. */
static void add_texts(struct buffer *out, const char *name, const struct texts *texts)
{
        if (!texts->count)
                return;
        buffer_printf(out, " %s", name);
        for (size_t i = 0; i < texts->count; i++)
                buffer_printf(out, "%s%s", i ? "," : "=", json_quote(out->arena, texts->item[i]));
}

/* What a cursor is good for: all but where the page begins and how it looks. */
static void add_what(struct buffer *out, const struct pull_query *query)
{
        buffer_printf(out, "sort=%d", query->sort);
        add_texts(out, "type", &query->types);
        add_texts(out, "size", &query->sizes);
        add_texts(out, "vendor", &query->vendors);
        add_texts(out, "grade", &query->grades);
        add_texts(out, "condition", &query->conditions);
        if (query->price_min >= 0)
                buffer_printf(out, " from=%lld", (long long)query->price_min);
        if (query->price_max >= 0)
                buffer_printf(out, " to=%lld", (long long)query->price_max);
        if (query->q)
                buffer_printf(out, " q=%s", json_quote(out->arena, query->q));
}

const char *pull_query_key(struct arena *arena, const struct pull_query *query)
{
        struct buffer out = { .arena = arena };

        add_what(&out, query);
        add_texts(&out, "fields", &query->fields);
        buffer_printf(&out, " limit=%lld", (long long)query->limit);
        if (query->place.version)
                buffer_printf(&out, " at=%lld/%lld/%s/%d/%s", (long long)query->place.version, (long long)query->place.key, query->place.after.text, query->place.newest,
                              query->bound);
        return out.text;
}

static void bind(struct arena *arena, const struct public_collection *collection, const struct pull_query *query, char bound[17])
{
        struct buffer out = { .arena = arena };
        char hex[65];

        buffer_printf(&out, "%s ", collection->collection_id.text);
        if (query)
                add_what(&out, query);
        sha256_hex(out.text, out.length, hex);
        memcpy(bound, hex, 16);
        bound[16] = '\0';
}

static char *encode(struct arena *arena, const char *plain) { return hex_encode(arena, (const unsigned char *)plain, strlen(plain)); }

char *pull_cursor_make(struct arena *arena, const struct public_collection *collection, const struct pull_query *query, const struct pull_place *place)
{
        char bound[17];

        bind(arena, collection, query, bound);
        return encode(arena, arena_printf(arena, "%lld %lld %s %d %s", (long long)place->version, (long long)place->key, place->after.text, place->newest, bound));
}

bool pull_cursor_is_of(struct arena *arena, const struct public_collection *collection, const struct pull_query *query)
{
        char bound[17];

        bind(arena, collection, query, bound);
        return !query->place.version || text_equal(bound, query->bound);
}

/* The next word of a cursor; "" when there is none. */
static const char *word(char **rest)
{
        char *begin = *rest, *end = begin + strcspn(begin, " ");

        *rest = *end ? end + 1 : end;
        *end = '\0';
        return begin;
}

/* Digits as we write them. */
static bool number(const char *text, int64_t *value)
{
        size_t length = strspn(text, "0123456789");

        if (!length || text[length] || length > 18 || (*text == '0' && length > 1))
                return false;
        *value = strtoll(text, NULL, 10);
        return true;
}

static bool binding(const char *text, char bound[17])
{
        if (strlen(text) != 16 || strspn(text, "0123456789abcdef") != 16)
                return false;
        memcpy(bound, text, 17);
        return true;
}

static bool finished(const char *rest) { return !*rest; }

bool pull_cursor_parse(struct arena *arena, const char *cursor, struct pull_query *query)
{
        struct pull_place *place = &query->place;
        int64_t newest;
        char *rest;

        if (!hex_decode(arena, cursor, &rest) || strlen(rest) > 120 || strstr(rest, "  ") || (*rest && rest[strlen(rest) - 1] == ' '))
                return false;
        bool good = number(word(&rest), &place->version) && place->version && number(word(&rest), &place->key);
        const char *after = word(&rest);
        good = good && uuid_parse(after, &place->after) && text_equal(after, place->after.text);
        good = good && number(word(&rest), &newest) && newest <= 1 && binding(word(&rest), query->bound) && finished(rest);
        place->newest = good && newest;
        return good;
}

char *pull_since_make(struct arena *arena, const struct public_collection *collection, const struct pull_since *since)
{
        char bound[17];

        bind(arena, collection, NULL, bound);
        return encode(arena, arena_printf(arena, "%lld %lld %s", (long long)since->since, (long long)since->base, bound));
}

bool pull_since_is_of(struct arena *arena, const struct public_collection *collection, const struct pull_since *since)
{
        char bound[17];

        bind(arena, collection, NULL, bound);
        return !since->bound[0] || text_equal(bound, since->bound);
}

bool pull_since_parse(struct arena *arena, const char *cursor, struct pull_since *since)
{
        char *rest;

        return hex_decode(arena, cursor, &rest) && strlen(rest) <= 60 && !strstr(rest, "  ") && *rest && rest[strlen(rest) - 1] != ' ' &&
               number(word(&rest), &since->since) && number(word(&rest), &since->base) && binding(word(&rest), since->bound) && finished(rest);
}

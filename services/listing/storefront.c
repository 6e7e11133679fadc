#include "storefront.h"

#include "collection.h"
#include "listing_sql.h"

static const char *const names[] = { "handle", "listing_id", "product_id" };

/* The name that stands in braces at the beginning of a text, and what follows it. */
static const char *name_at(const char *text, const char **after)
{
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                size_t length = strlen(names[i]);
                if (text[0] == '{' && strncmp(text + 1, names[i], length) == 0 && text[length + 1] == '}') {
                        *after = text + length + 2;
                        return names[i];
                }
        }
        return NULL;
}

bool storefront_is_address(const char *url)
{
        const char *after = url;

        if (!text_starts(url, "https://") || !url[8] || strchr("/?#{", url[8]))
                return false;
        for (const char *c = url; *c; c = after) {
                after = c + 1;
                if ((unsigned char)*c <= ' ' || (unsigned char)*c > '~' || strchr("\"'<>\\^`|}", *c) || (*c == '{' && !name_at(c, &after)))
                        return false;
        }
        return true;
}

static const struct field url_fields[] = { FIELD(struct storefront, product_url) };
static const struct shape url_shape = SHAPE(struct storefront, url_fields);

enum problem storefront_find(struct db *db, struct arena *arena, struct storefront *s)
{
        return db_one(db, arena, &sql_select_storefront, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->collection_id)), &url_shape, s, PROBLEM_COLLECTION_NOT_FOUND);
}

enum problem storefront_set(struct db *db, struct arena *arena, struct storefront *s)
{
        struct storefront before = *s;

        TRY(storefront_find(db, arena, &before));
        TRY(db_exec(db, &sql_save_storefront, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->collection_id), db_text(s->product_url), db_text(s->actor)), NULL));
        return collection_touch(db, &s->merchant_id, &s->collection_id);
}

const char *storefront_address(struct arena *arena, const struct storefront *s, const struct doc *offer)
{
        struct buffer out = { .arena = arena };

        if (!s->product_url)
                return NULL;
        for (const char *c = s->product_url, *after; *c; c = after) {
                const char *name = name_at(c, &after);
                if (name) {
                        buffer_text(&out, url_quote(arena, doc_scalar(arena, doc_get(offer, name))));
                } else {
                        buffer_add(&out, c, 1);
                        after = c + 1;
                }
        }
        return out.text;
}

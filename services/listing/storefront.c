#include "storefront.h"

#include "collection.h"
#include "listing_sql.h"
#include "resale/json.h"

#include <strings.h>

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

/* https, without blanks or quotes, and no other braces than these. */
static bool is_address(const char *url)
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

static const char *wrong_country(struct arena *arena, const struct texts *countries, const char **field)
{
        for (size_t i = 0; i < countries->count; i++) {
                *field = arena_printf(arena, "countries[%zu]", i);
                if (strlen(countries->item[i]) != 2 || strspn(countries->item[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 2)
                        return "must be a country code of two capitals, such as US";
                for (size_t before = 0; before < i; before++)
                        if (text_equal(countries->item[before], countries->item[i]))
                                return "is named a second time";
        }
        return NULL;
}

/* "1604", or "Apparel & Accessories > Clothing". */
static bool is_category(const char *category)
{
        size_t digits = strspn(category, "0123456789");

        return digits ? !category[digits] && digits <= 7 && *category != '0' : strpbrk(category, "<\"") == NULL && (unsigned char)*category > ' ';
}

static const char *wrong_category(struct arena *arena, const struct list *categories, const char **field)
{
        const struct google_category *one = categories->item;

        for (size_t i = 0; i < categories->count; i++) {
                *field = arena_printf(arena, "google_categories[%zu].category", i);
                if (!is_category(one[i].category))
                        return "must be a number of Google's taxonomy, such as 1604, or its path, such as Apparel & Accessories > Clothing";
                *field = arena_printf(arena, "google_categories[%zu].product_type", i);
                for (size_t before = 0; before < i; before++)
                        if (strcasecmp(one[before].product_type, one[i].product_type) == 0)
                                return "has a category already";
        }
        return NULL;
}

enum problem storefront_check(struct arena *arena, const struct storefront *s, const char **field, const char **why)
{
        *field = "product_url";
        *why = !s->product_url || is_address(s->product_url) ? NULL : "must be an https address, with {handle}, {listing_id} or {product_id} where an offer's own stands";
        if (!*why)
                *why = wrong_country(arena, &s->countries, field);
        if (!*why)
                *why = wrong_category(arena, &s->google_categories, field);
        return *why ? PROBLEM_INVALID_FIELD : PROBLEM_OK;
}

static const struct field category_fields[] = {
        FIELD(struct google_category, product_type, .required = true, .min = 1, .max = 200), FIELD(struct google_category, category, .required = true, .min = 1, .max = 300),
};
static const struct shape category_shape = SHAPE(struct google_category, category_fields);

static const struct field storefront_fields[] = {
        FIELD(struct storefront, product_url, .min = 1, .max = 500),
        FIELD(struct storefront, countries, .max = 50),
        LIST(struct storefront, google_categories, &category_shape, .max = 200),
};
const struct shape storefront_shape = SHAPE(struct storefront, storefront_fields);

enum problem storefront_find(struct db *db, struct arena *arena, const struct storefront *which, const char **json)
{
        return db_value(db, arena, &sql_select_storefront, DB_ARGS(db_uuid(&which->merchant_id), db_uuid(&which->collection_id)), json, PROBLEM_COLLECTION_NOT_FOUND);
}

enum problem storefront_set(struct db *db, struct arena *arena, const struct storefront *s, const char **json)
{
        TRY(db_value(db, arena, &sql_save_storefront,
                     DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->collection_id), db_text(s->product_url), db_text(json_write(arena, &storefront_shape, s)), db_text(s->actor)),
                     json, PROBLEM_COLLECTION_NOT_FOUND));
        return collection_touch(db, &s->merchant_id, &s->collection_id);
}

const char *storefront_address(struct arena *arena, const char *product_url, const struct doc *offer)
{
        struct buffer out = { .arena = arena };

        if (!product_url)
                return NULL;
        for (const char *c = product_url, *after; *c; c = after) {
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

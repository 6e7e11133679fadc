/* What a test asks of the stand-in, and tells it. */
#include <pthread.h>

#include "support/admin.h"
#include "support/admin_shop.h"

static void joined(json_t *tags, char *out, size_t size)
{
        json_t *tag;
        size_t i;

        *out = '\0';
        json_array_foreach(tags, i, tag)
                snprintf(out + strlen(out), size - strlen(out), "%s%s", i ? "," : "", json_string_value(tag));
}

static int metafields_of(struct own_shop *shop, const char *id)
{
        const char *key;
        json_t *value;
        int count = 0;

        json_object_foreach(shop->metafields, key, value)
                count += strncmp(key, id, strlen(id)) == 0 && key[strlen(id)] == ' ';
        return count;
}

struct admin_product admin_product(struct admin *admin, const char *name, const char *listing_id)
{
        struct own_shop *shop = admin_lock(admin, name);
        json_t *product = shop_product(shop, listing_id), *input = json_object_get(product, "input"), *tags = json_object_get(input, "tags");
        struct admin_product seen = { .there = product != NULL };
        char all[500];

        if (product) {
                joined(tags, all, sizeof all);
                seen.published = json_is_true(json_object_get(product, "published"));
                seen.stock = (int)json_integer_value(json_object_get(product, "stock"));
                seen.files = (int)json_array_size(json_object_get(input, "files"));
                seen.metafields = metafields_of(shop, json_string_value(json_object_get(product, "id"))) + metafields_of(shop, json_string_value(json_object_get(product, "variant")));
                seen.price = format("%s", json_string_value(json_object_get(product, "price")));
                seen.status = format("%s", json_string_value(json_object_get(product, "status")));
                seen.sku = format("%s", json_string_value(json_object_get(json_array_get(json_object_get(input, "variants"), 0), "sku")));
                seen.variant = format("%s", json_string_value(json_object_get(product, "variant")));
                seen.tags = format("%s", all);
                seen.final_sale = strstr(all, "final-sale") != NULL;
        }
        admin_unlock(admin);
        return seen;
}

int admin_count(struct admin *admin, const char *name, const char *document)
{
        int count = (int)json_integer_value(json_object_get(admin_lock(admin, name)->counts, document));

        admin_unlock(admin);
        return count;
}

int admin_things(struct admin *admin, const char *name, const char *kind)
{
        struct own_shop *shop = admin_lock(admin, name);
        json_t *all = text_equal(kind, "products") ? shop->products : text_equal(kind, "files") ? shop->files : shop->collections, *one;
        const char *key;
        int count = 0;

        json_object_foreach(all, key, one)
                count += text_equal(kind, "published collections") ? json_is_true(json_object_get(one, "published"))
                         : text_equal(kind, "images")             ? json_is_true(json_object_get(one, "image"))
                                                                  : 1;
        admin_unlock(admin);
        return count;
}

void admin_meddle(struct admin *admin, const char *name, const char *listing_id, const char *price, int stock, bool published)
{
        json_t *product = shop_product(admin_lock(admin, name), listing_id);

        json_object_set_new(product, "price", json_string(price));
        json_object_set_new(product, "stock", json_integer(stock));
        json_object_set_new(product, "published", json_boolean(published));
        admin_unlock(admin);
}

void admin_ends(struct admin *admin, const char *name, const char *document, enum admin_end end, int detail, int times)
{
        struct own_shop *shop = admin_lock(admin, name);

        for (size_t i = 0; i < ARRAY_LEN(shop->end); i++)
                if (!shop->end[i].times) {
                        shop->end[i] = (struct end){ .end = (int)end, .detail = detail, .times = times };
                        snprintf(shop->end[i].document, sizeof shop->end[i].document, "%s", document);
                        break;
                }
        admin_unlock(admin);
}

void admin_tokens(struct admin *admin, const char *name, int seconds, const char *refresh_token, bool revoked)
{
        struct own_shop *shop = admin_lock(admin, name);

        shop->token_seconds = seconds;
        shop->revoked = revoked;
        if (revoked)
                shop->token[0] = '\0';
        if (refresh_token)
                snprintf(shop->refresh, sizeof shop->refresh, "%s", refresh_token);
        admin_unlock(admin);
}

int admin_at_once(struct admin *admin, const char *name)
{
        int most = admin_lock(admin, name)->at_once;

        admin_unlock(admin);
        return most;
}

void admin_version(struct admin *admin, const char *name, const char *version)
{
        snprintf(admin_lock(admin, name)->version, 20, "%s", version);
        admin_unlock(admin);
}

void admin_pieces(struct admin *admin, const char *name, int most)
{
        admin_lock(admin, name)->most = most;
        admin_unlock(admin);
}

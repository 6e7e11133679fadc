#include "support/pushed.h"

#include <unistd.h>

struct admin *admin;

const char *connect_shop(const struct merchant *merchant, const char *shop, const char *more)
{
        return text_at(expect(201, merchant->key, "POST", at(merchant, "listing", "/shopify/connections"), "{\"shop\":\"%s\",\"client_id\":\"app\",\"client_secret\":\"app secret\"%s}", shop, more),
                       "connection_id");
}

const char *one_of(const struct merchant *merchant, const char *connection) { return at(merchant, "listing", "/shopify/connections/%s", connection); }
const char *a_shop_name(void) { return format("%s.myshopify.com", unique("shop")); }

static bool listing_is(const json_t *json, const void *context)
{
        const struct wait *wait = context;
        json_t *one;
        size_t i;

        json_array_foreach(json_object_get(json, "items"), i, one)
                if (text_equal(json_string_value(json_object_get(one, "listing_id")), wait->listing_id))
                        return text_equal(json_string_value(json_object_get(one, wait->member)), wait->value);
        return false;
}

void until(const struct merchant *merchant, const char *connection, const char *listing_id, const char *member, const char *value)
{
        struct wait wait = { listing_id, member, value };

        eventually(merchant->key, format("%s/products", one_of(merchant, connection)), listing_is, &wait);
}

bool has_value(const json_t *json, const void *context)
{
        const struct wait *wait = context;
        const json_t *value = json_object_get(json, wait->member);

        return wait->value ? text_equal(json_string_value(value), wait->value) : json_is_null(value);
}

json_t *until_shop(const struct merchant *merchant, const char *connection, const char *member, const char *value)
{
        struct wait wait = { NULL, member, value };

        return eventually(merchant->key, one_of(merchant, connection), has_value, &wait);
}

void until_gone(const struct merchant *merchant, const char *path)
{
        for (int i = 0; i < 400 && call(merchant->key, "GET", path, NULL).status != 404; i++)
                usleep(50000);
        assert_int_equal(call(merchant->key, "GET", path, NULL).status, 404);
}

json_t *the_product(const struct merchant *merchant, const char *connection, const char *listing_id)
{
        json_t *list = value_at(expect(200, merchant->key, "GET", format("%s/products", one_of(merchant, connection)), NULL), "items"), *one;
        size_t i;

        json_array_foreach(list, i, one)
                if (text_equal(text_at(one, "listing_id"), listing_id))
                        return one;
        fail_msg("%s is not in the shop", listing_id);
        return NULL;
}

/* On sale in the shop: once, with one piece, its photo, its price, and published; and its collection. */
void is_on_sale(const char *shop, const char *listing_id, bool final_sale)
{
        struct admin_product seen = admin_product(admin, shop, listing_id);

        assert_true(seen.there && seen.published);
        assert_int_equal(seen.stock, 1);
        assert_int_equal(seen.metafields, 6);
        assert_int_equal(seen.final_sale, final_sale);
        assert_string_equal(seen.price, "84.00");
        assert_int_equal(admin_things(admin, shop, "products"), 1);
        for (int i = 0; i < 400 && !admin_things(admin, shop, "published collections"); i++)
                usleep(50000);
        assert_int_equal(admin_things(admin, shop, "published collections"), 1);
        assert_int_equal(admin_at_once(admin, shop), 1);
}

void is_off_sale(const char *shop, const char *listing_id)
{
        struct admin_product seen = admin_product(admin, shop, listing_id);

        assert_true(seen.there && !seen.published);
        assert_int_equal(seen.stock, 0);
}

int shop_setup(void **state)
{
        admin = admin_start();
        return unit_setup(state) || api_setup(state);
}

int shop_teardown(void **state)
{
        admin_stop(admin);
        return api_teardown(state) || unit_teardown(state);
}

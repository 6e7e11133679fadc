/* Shops as they are connected, changed and left. */
#include <unistd.h>

#include "support/steps.h"

static const char body[] = "{\"shop\":\"%s.myshopify.com\",\"client_id\":\"the-app\",\"client_secret\":\"not to be shown\"}";

static const char *path_of(const struct merchant *merchant) { return at(merchant, "listing", "/shopify/connections"); }

static const char *a_shop(const struct merchant *merchant)
{
        return text_at(expect(201, merchant->key, "POST", path_of(merchant), body, unique("shop")), "connection_id");
}

static void a_shop_is_connected_once_and_its_secrets_are_never_shown(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = path_of(&merchant), *name = unique("shop");

        (void)state;
        json_t *made = done_once(201, merchant.key, "POST", path, body, name);
        assert_string_equal(text_at(made, "grant_type"), "client_credentials");
        assert_string_equal(text_at(made, "asked_version"), "2026-07");
        assert_string_equal(text_at(made, "final_sale_tag"), "final-sale");
        expect_problem(409, "already-exists", merchant.key, "POST", path, body, name);
        const char *rotating = format("{\"shop\":\"%s.myshopify.com\",\"client_id\":\"a\",\"client_secret\":\"not to be shown\",\"refresh_token\":\"nor this\"}", unique("shop"));
        assert_string_equal(text_at(expect(201, merchant.key, "POST", path, "%s", rotating), "grant_type"), "refresh_token");
        struct answer list = call(merchant.key, "GET", path, NULL), one = call(merchant.key, "GET", format("%s/%s", path, text_at(made, "connection_id")), NULL);
        assert_int_equal(json_array_size(json_object_get(list.json, "items")), 2);
        assert_int_equal(one.status, 200);
        assert_null(strstr(list.text, "not to be shown"));
        assert_null(strstr(list.text, "nor this"));
        assert_null(strstr(one.text, "sealed"));
}

static void what_cannot_be_a_shop_is_refused(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = path_of(&merchant), *one = format("%s/%s", path, a_shop(&merchant));
        const char *const not_shops[] = { "", "-a", "a.b", "A", "a_b", "shop.myshopify.com.evil", "evil.example/x", "a123456789012345678901234567890123456789012345678901234567890b" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(not_shops); i++)
                expect_field(422, "shop", merchant.key, "POST", path, body, not_shops[i]);
        expect_field(422, "shop", merchant.key, "POST", path, "{\"shop\":\"outer.example\",\"client_id\":\"a\",\"client_secret\":\"b\"}");
        expect_field(422, "client_secret", merchant.key, "POST", path, "{\"shop\":\"outer.myshopify.com\",\"client_id\":\"a\"}");
        expect_field(422, "client_id", merchant.key, "POST", path, "{\"shop\":\"outer.myshopify.com\",\"client_id\":\"\",\"client_secret\":\"b\"}");
        expect_field(422, "final_sale_tag", merchant.key, "POST", path, "{\"shop\":\"outer.myshopify.com\",\"client_id\":\"a\",\"client_secret\":\"b\",\"final_sale_tag\":\"a,b\"}");
        expect_field(422, "state", merchant.key, "PATCH", one, "{\"state\":\"broken\"}");
        expect_field(422, "location_id", merchant.key, "PATCH", one, "{\"location_id\":\"gid://shopify/Location/77\"}");
        expect_field(422, "publication_id", merchant.key, "PATCH", one, "{\"publication_id\":\"gid://shopify/Publication/77\"}");
        expect_field(422, "refresh_token", merchant.key, "PATCH", one, "{\"refresh_token\":\"x\"}");
        expect_field(422, "show", merchant.key, "GET", format("%s/products?show=some", one), NULL);
}

/* Nothing was sent: it is forgotten at once, or when the call that is under way has ended. */
static void is_left(const char *key, const char *one)
{
        int status = call(key, "DELETE", one, NULL).status;

        assert_true(status == 204 || status == 202);
        for (int i = 0; status == 202 && call(key, "GET", one, NULL).status != 404; i++) {
                assert_in_range(i, 0, 400);
                usleep(50000);
        }
}

static void a_shop_is_changed_and_left(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = path_of(&merchant), *one = format("%s/%s", path, a_shop(&merchant));

        (void)state;
        assert_string_equal(text_at(done_once(200, merchant.key, "PATCH", one, "%s", "{\"state\":\"paused\",\"final_sale_tag\":\"no-returns\"}"), "state"), "paused");
        assert_string_equal(text_at(expect(200, merchant.key, "GET", one, NULL), "final_sale_tag"), "no-returns");
        done_once(202, merchant.key, "POST", format("%s/check", one), NULL);
        done_once(202, merchant.key, "POST", format("%s/read-back", one), NULL);
        expect_problem(404, "listing-not-found", merchant.key, "POST", format("%s/products/%s/push", one, new_uuid()), NULL);
        assert_int_equal(count_of(merchant.key, format("%s/products", one)), 0);
        is_left(merchant.key, one);
        expect_problem(404, "shopify-not-found", merchant.key, "GET", one, NULL);
        expect_problem(404, "shopify-not-found", merchant.key, "DELETE", one, NULL);
        assert_int_equal(count_of(merchant.key, path), 0);
}

static void another_merchants_shop_is_not_there(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *one = format("%s/%s", path_of(&merchant), a_shop(&other));
        const char *const posts[] = { "check", "read-back", "products/00000000-0000-4000-8000-000000000000/push" };

        (void)state;
        expect_problem(404, "shopify-not-found", merchant.key, "GET", one, NULL);
        expect_problem(404, "shopify-not-found", merchant.key, "GET", format("%s/products", one), NULL);
        expect_problem(404, "shopify-not-found", merchant.key, "PATCH", one, "{\"state\":\"paused\"}");
        expect_problem(404, "shopify-not-found", merchant.key, "DELETE", one, NULL);
        for (size_t i = 0; i < ARRAY_LEN(posts); i++)
                expect_problem(404, "shopify-not-found", merchant.key, "POST", format("%s/%s", one, posts[i]), NULL);
        assert_int_equal(count_of(merchant.key, path_of(&merchant)), 0);
}

static void only_who_may_set_up_does(void **state)
{
        struct merchant merchant = new_merchant(), without = new_merchant();
        const char *path = path_of(&merchant), *one = format("%s/%s", path, a_shop(&merchant)), *reads = new_key(&merchant, "listing:read");

        (void)state;
        expect_problem(401, "not-signed-in", NULL, "GET", path, NULL);
        expect_problem(403, "not-allowed", reads, "POST", path, body, unique("shop"));
        expect_problem(403, "not-allowed", staff("lister"), "PATCH", one, "{\"state\":\"paused\"}");
        expect_problem(403, "not-allowed", staff("grader"), "POST", format("%s/check", one), NULL);
        expect_problem(403, "not-allowed", reads, "DELETE", one, NULL);
        expect(200, reads, "GET", one, NULL);
        expect(202, staff("lister"), "POST", format("%s/check", one), NULL);
        expect(200, staff("administrator"), "PATCH", format("/accounts/v1/merchants/%s", without.id), "{\"resale_included\":false}");
        expect_problem(403, "plan-excludes-resale", without.key, "POST", path_of(&without), body, unique("shop"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_shop_is_connected_once_and_its_secrets_are_never_shown), api_test(what_cannot_be_a_shop_is_refused), api_test(a_shop_is_changed_and_left),
                api_test(another_merchants_shop_is_not_there), api_test(only_who_may_set_up_does),
        };

        return API_MAIN(tests);
}

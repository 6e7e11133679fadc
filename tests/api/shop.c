/* Shopify's product feed keeps the catalogue as the shop is. */
#include "support/steps.h"

static const char *webhooks(const struct merchant *merchant) { return format("/intake/v1/webhooks/shopify/%s", merchant->id); }

static void connect_shop(const struct merchant *merchant)
{
        expect(204, merchant->key, "PUT", at(merchant, "intake", "/connections/shopify"), "{\"secret\":\"%s\"}", webhook_secret);
}

static void tell(const struct merchant *merchant, const char *topic, const char *body)
{
        struct answer answer = send_shopify(webhook_secret, webhooks(merchant), topic, body);

        if (answer.status != 200)
                fail_msg("%d %s", answer.status, answer.text);
}

/* The SKUs that the catalogue has, in the order of titles. */
static bool has_skus(const json_t *json, const void *context)
{
        const json_t *items = json_object_get(json, "items");
        const char *skus = "";

        for (size_t i = 0; i < json_array_size(items); i++)
                skus = format("%s%s ", skus, text_at(json_array_get(items, i), "sku"));
        for (const char *const *wanted = context; *wanted; wanted++)
                if (!strstr(skus, *wanted))
                        return false;
        return json_array_size(items) == 0 || *(const char *const *)context;
}

#define SKUS(...) (const char *const[]){ __VA_ARGS__ __VA_OPT__(,) NULL }
static json_t *until(const struct merchant *merchant, const char *query, const char *const *skus)
{
        return eventually(merchant->key, at(merchant, "intake", "/catalogue%s", query), has_skus, skus);
}

static char *with(const char *body, const char *part, const char *instead)
{
        const char *found = strstr(body, part);

        assert_non_null(found);
        return (char *)(uintptr_t)format("%.*s%s%s", (int)(found - body), body, instead, found + strlen(part));
}

static void a_product_comes_with_its_variants_exactly(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        connect_shop(&merchant);
        tell(&merchant, "products/create", fixture("shopify_product_update"));
        json_t *json = until(&merchant, "?q=navy", SKUS("TF-NVY-M"));
        assert_string_equal(text_at(json, "items.0.variant_id"), "9007199254740993");
        assert_string_equal(text_at(json, "items.0.product_id"), "7469735116951001");
        assert_string_equal(text_at(json, "items.0.variant_title"), "Navy / M");
        assert_string_equal(text_at(json, "items.0.colour"), "Navy");
        assert_string_equal(text_at(json, "items.0.size"), "M");
        assert_string_equal(text_at(json, "items.0.barcode"), "4006381333931");
        assert_string_equal(text_at(json, "items.0.vendor"), "Northlight");
        assert_string_equal(text_at(json, "items.0.product_type"), "Fleece");
        assert_string_equal(text_at(json, "items.0.image_url"), "https://cdn.shopify.com/s/files/1/0001/navy.jpg");
        assert_int_equal(integer_at(json, "items.0.price.amount"), 12000);
        json = until(&merchant, "?q=red%20winter", SKUS("TF-RED-L"));
        assert_string_equal(text_at(json, "items.0.variant_id"), "9007199254740995");
        assert_true(json_is_null(value_at(json, "items.0.barcode")));
        assert_string_equal(text_at(json, "items.0.image_url"), "https://cdn.shopify.com/s/files/1/0001/fleece.jpg");
        json = expect(200, merchant.key, "GET", at(&merchant, "intake", "/catalogue/state"), NULL);
        assert_true(json_is_true(value_at(json, "shop_connected")));
        assert_int_equal(integer_at(json, "products"), 2);
}

static void a_product_of_a_file_is_recognised(void **state)
{
        struct merchant merchant = new_merchant();
        static const char text[] = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU\ntrail-fleece,Fleece,Color,Navy,Size,M,OLD\nother,Hat,,,,,HAT\n";
        const char *headers[] = { "Content-Type: text/csv", NULL };

        (void)state;
        connect_shop(&merchant);
        assert_int_equal(call_with(merchant.key, "POST", at(&merchant, "intake", "/catalogue"), headers, text, strlen(text)).status, 200);
        const char *id = text_at(until(&merchant, "?q=OLD", SKUS("OLD")), "items.0.catalogue_id");
        tell(&merchant, "products/update", fixture("shopify_product_update"));
        json_t *json = until(&merchant, "", SKUS("TF-NVY-M", "TF-RED-L", "HAT"));
        assert_int_equal(json_array_size(value_at(json, "items")), 3);
        assert_string_equal(text_at(until(&merchant, "?q=navy", SKUS("TF-NVY-M")), "items.0.catalogue_id"), id);
}

static void what_the_shop_drops_is_dropped_and_old_news_changes_nothing(void **state)
{
        struct merchant merchant = new_merchant();
        char *body = fixture("shopify_product_update");

        (void)state;
        connect_shop(&merchant);
        tell(&merchant, "products/update", body);
        until(&merchant, "", SKUS("TF-NVY-M", "TF-RED-L"));
        /* older, and with a variant that went since */
        tell(&merchant, "products/update", with(with(body, "2026-11-20T12:00:00-05:00\",\n \"vendor", "2026-11-19T12:00:00-05:00\",\n \"vendor"), "TF-NVY-M", "TF-OLD"));
        /* newer, with one variant only, beside one that the list leaves out but names */
        const char *one = strstr(body, ",\n  {\"admin_graphql_api_id\":\"gid://shopify/ProductVariant/9007199254740995\",\"barcode\""), *end = strstr(body, "],\n \"options\"");
        char *newer = (char *)(uintptr_t)format("%.*s%s", (int)(one - body), body, end);
        newer = with(newer, "2026-11-20T12:00:00-05:00\",\n \"vendor", "2026-11-21T12:00:00-05:00\",\n \"vendor");
        tell(&merchant, "products/update", with(newer, "TF-NVY-M", "TF-NEW"));
        json_t *json = until(&merchant, "", SKUS("TF-NEW", "TF-RED-L"));
        assert_int_equal(json_array_size(value_at(json, "items")), 2);
        const char *gids = strstr(newer, ",\n  {\"admin_graphql_api_id\":\"gid://shopify/ProductVariant/9007199254740995\",\"updated_at\"");
        newer = (char *)(uintptr_t)format("%.*s]}", (int)(gids - newer), newer);
        tell(&merchant, "products/update", with(newer, "TF-NVY-M", "TF-LAST"));
        json = until(&merchant, "", SKUS("TF-LAST"));
        assert_int_equal(json_array_size(value_at(json, "items")), 1);
        tell(&merchant, "products/delete", "{\"id\":7469735116951001}");
        until(&merchant, "", SKUS());
}

static void what_is_not_signed_or_no_product_changes_nothing(void **state)
{
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();
        const char *body = fixture("shopify_product_update");

        (void)state;
        expect_problem(404, "webhook-not-connected", NULL, "POST", webhooks(&merchant), "%s", body);
        expect_problem(403, "plan-excludes-resale", without.key, "PUT", at(&without, "intake", "/connections/shopify"), "{\"secret\":\"%s\"}", webhook_secret);
        expect_field(422, "secret", merchant.key, "PUT", at(&merchant, "intake", "/connections/shopify"), "{\"secret\":\"short\"}");
        connect_shop(&merchant);
        assert_int_equal(send_shopify("another secret of it", webhooks(&merchant), "products/update", body).status, 401);
        assert_int_equal(send_shopify(webhook_secret, webhooks(&merchant), "products/update", "[]").status, 400);
        tell(&merchant, "products/update", "{}");
        tell(&merchant, "products/update", "{\"id\":1,\"title\":\"x\",\"updated_at\":\"2026-11-20T12:00:00Z\",\"variants\":[{}]}");
        tell(&merchant, "orders/paid", body);
        tell(&merchant, "products/update", body);
        json_t *json = until(&merchant, "", SKUS("TF-NVY-M"));
        assert_int_equal(json_array_size(value_at(json, "items")), 2);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_product_comes_with_its_variants_exactly), api_test(a_product_of_a_file_is_recognised),
                api_test(what_the_shop_drops_is_dropped_and_old_news_changes_nothing), api_test(what_is_not_signed_or_no_product_changes_nothing),
        };

        return API_MAIN(tests);
}

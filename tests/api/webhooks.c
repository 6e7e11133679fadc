/* Incoming webhooks as their senders see them: signed, stored once, answered at once. */
#include "support/api.h"

static const struct { const char *name, *service; } sources[] = {
        { "loop", "routing" }, { "shopify", "fulfillment" }, { "easypost", "fulfillment" }, { "aftership", "fulfillment" },
};
static const char first[] = "the first secret", second[] = "the second secret", third[] = "the third secret";

static const char *path_of(size_t source, const struct merchant *merchant)
{
        return format("/%s/v1/webhooks/%s/%s", sources[source].service, sources[source].name, merchant->id);
}

static void connect_source(size_t source, const struct merchant *merchant, const char *secret)
{
        const char *path = format("/%s/v1/merchants/%s/connections/%s", sources[source].service, merchant->id, sources[source].name);

        expect(204, merchant->key, "PUT", path, "{\"secret\":\"%s\"}", secret);
}

static void check(struct answer answer, int status, const char *code)
{
        assert_int_equal(answer.status, status);
        if (code)
                assert_string_equal(text_at(answer.json, "code"), code);
}

static void only_what_is_signed_for_this_merchant_is_taken(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
                const char *name = sources[i].name, *path = path_of(i, &merchant);
                check(send_webhook(name, first, path, NULL, "{\"n\":1}"), 404, "webhook-not-connected");
                connect_source(i, &merchant, first);
                connect_source(i, &other, second);
                check(send_webhook(name, second, path, NULL, "{\"n\":1}"), 401, "wrong-signature");
                check(call(NULL, "POST", path, "{\"n\":1}"), 401, "wrong-signature");
                check(send_webhook(name, first, path, NULL, "{\"n\":1}"), 200, NULL);
                check(send_webhook(name, first, path, NULL, "{\"n\":1}"), 200, NULL);
        }
}

static void what_is_no_object_is_refused(void **state)
{
        static const char *const bodies[] = { "", "{", "{\"n\":1}{}", "[1]", "\"text\"", "null", "{\"n\":\"\\u0000\"}", "{\"n\":\"\xff\"}" };
        struct merchant merchant = new_merchant();

        (void)state;
        connect_source(0, &merchant, first);
        for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
                check(send_webhook("loop", first, path_of(0, &merchant), NULL, bodies[i]), 400, "malformed-json");
}

static void after_a_rotation_the_secret_before_is_good_for_a_while(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = path_of(0, &merchant);

        (void)state;
        connect_source(0, &merchant, first);
        connect_source(0, &merchant, second);
        connect_source(0, &merchant, second);   /* said twice: no second rotation */
        check(send_webhook("loop", first, path, NULL, "{\"n\":1}"), 200, NULL);
        check(send_webhook("loop", second, path, NULL, "{\"n\":2}"), 200, NULL);
        connect_source(0, &merchant, third);
        check(send_webhook("loop", first, path, NULL, "{\"n\":3}"), 401, "wrong-signature");
        check(send_webhook("loop", second, path, NULL, "{\"n\":4}"), 200, NULL);
        check(send_webhook("loop", third, path, NULL, "{\"n\":5}"), 200, NULL);
}

static bool has_return(const json_t *json, const void *id)
{
        const json_t *item;
        size_t i;

        json_array_foreach(json_object_get(json, "items"), i, item)
                if (text_equal(text_at(item, "provider_return_id"), id))
                        return true;
        return false;
}

static const char *a_return(const char *id, const char *state)
{
        return format("{\"topic\":\"return\",\"trigger\":\"return.%s\",\"id\":\"%s\",\"state\":\"open\",\"order_name\":\"#%s\",\"currency\":\"USD\",\"line_items\":["
                      "{\"line_item_id\":1,\"provider_line_item_id\":2,\"product_id\":3,\"variant_id\":4,\"sku\":\"A\",\"title\":\"Mug\",\"price\":\"10.00\","
                      "\"return_reason\":\"Too small\",\"outcome\":\"default\"}]}", state, id, id);
}

/* The same bytes, and the same return told in other words: one decision. What comes after shows that both were worked on. */
static void a_return_that_comes_again_is_routed_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = path_of(0, &merchant), *decisions = format("/routing/v1/merchants/%s/decisions", merchant.id);

        (void)state;
        expect(201, merchant.key, "POST", format("/routing/v1/merchants/%s/destinations", merchant.id),
               "{\"name\":\"Own\",\"type\":\"warehouse\",\"is_partner\":false,\"address\":{\"address1\":\"1 Main St\",\"city\":\"Columbus\",\"zip\":\"43210\",\"country_code\":\"US\"}}");
        connect_source(0, &merchant, first);
        check(send_webhook("loop", first, path, NULL, a_return("71", "created")), 200, NULL);
        check(send_webhook("loop", first, path, NULL, a_return("71", "created")), 200, NULL);
        check(send_webhook("loop", first, path, NULL, a_return("71", "updated")), 200, NULL);
        check(send_webhook("loop", first, path, NULL, a_return("72", "created")), 200, NULL);
        json_t *json = eventually(merchant.key, decisions, has_return, "72");
        assert_true(has_return(json, "71"));
        assert_int_equal(json_array_size(json_object_get(json, "items")), 2);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(only_what_is_signed_for_this_merchant_is_taken), api_test(what_is_no_object_is_refused),
                api_test(after_a_rotation_the_secret_before_is_good_for_a_while), api_test(a_return_that_comes_again_is_routed_once),
        };

        return API_MAIN(tests);
}

/* Listings pushed to a shop, seen from the shop: the stand-in for Shopify holds what it was told. */
#include "support/admin.h"
#include "support/photos.h"
#include "support/unit.h"

#include <unistd.h>

static struct admin *admin;

static const char *connect(const struct merchant *merchant, const char *shop, const char *more)
{
        return text_at(expect(201, merchant->key, "POST", at(merchant, "listing", "/shopify/connections"), "{\"shop\":\"%s\",\"client_id\":\"app\",\"client_secret\":\"app secret\"%s}", shop, more),
                       "connection_id");
}

static const char *one_of(const struct merchant *merchant, const char *connection) { return at(merchant, "listing", "/shopify/connections/%s", connection); }
static const char *a_shop_name(void) { return format("%s.myshopify.com", unique("shop")); }

struct wait { const char *listing_id, *member, *value; };

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

static void until(const struct merchant *merchant, const char *connection, const char *listing_id, const char *member, const char *value)
{
        struct wait wait = { listing_id, member, value };

        eventually(merchant->key, format("%s/products", one_of(merchant, connection)), listing_is, &wait);
}

static bool has(const json_t *json, const void *context)
{
        const struct wait *wait = context;
        const json_t *value = json_object_get(json, wait->member);

        return wait->value ? text_equal(json_string_value(value), wait->value) : json_is_null(value);
}

static json_t *until_shop(const struct merchant *merchant, const char *connection, const char *member, const char *value)
{
        struct wait wait = { NULL, member, value };

        return eventually(merchant->key, one_of(merchant, connection), has, &wait);
}

static void until_gone(const struct merchant *merchant, const char *path)
{
        for (int i = 0; i < 400 && call(merchant->key, "GET", path, NULL).status != 404; i++)
                usleep(50000);
        assert_int_equal(call(merchant->key, "GET", path, NULL).status, 404);
}

static json_t *the_product(const struct merchant *merchant, const char *connection, const char *listing_id)
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
static void is_on_sale(const char *shop, const char *listing_id, bool final_sale)
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

static void is_off_sale(const char *shop, const char *listing_id)
{
        struct admin_product seen = admin_product(admin, shop, listing_id);

        assert_true(seen.there && !seen.published);
        assert_int_equal(seen.stock, 0);
}

static const char *with_photo(const struct merchant *merchant, bool final_sale, struct piece *piece)
{
        const char *collection_id, *handle = a_collection(merchant, final_sale, &collection_id);

        a_rubric(merchant);
        *piece = a_received_unit(merchant);
        a_photo(merchant, piece->unit_id, "Front", jpeg_quarters(test_memory, 300, 200));
        grade(merchant, piece->unit_id, "none");
        until_state(merchant, piece->unit_id, "listed");
        return text_at(expect(200, NULL, "GET", format("/listing/v1/collections/%s/listings", handle), NULL), "items.0.listing_id");
}

static void a_listing_goes_on_sale_and_off_it(void **state)
{
        struct merchant merchant = new_merchant();
        const char *shop = a_shop_name(), *connection = connect(&merchant, shop, "");
        struct piece piece;
        const char *listing_id = with_photo(&merchant, true, &piece);

        (void)state;
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, true);
        assert_int_equal(admin_product(admin, shop, listing_id).files, 1);
        assert_string_equal(admin_product(admin, shop, listing_id).sku, piece.plate);
        assert_int_equal(admin_things(admin, shop, "collections"), 2);   /* what is final sale has one of its own */
        json_t *one = expect(200, merchant.key, "GET", one_of(&merchant, connection), NULL);
        assert_string_equal(text_at(one, "shop_name"), "Outer");
        assert_string_equal(text_at(one, "missing_scopes.0"), "write_files");
        assert_true(json_is_null(value_at(one, "missing_scopes.1")) || !value_at(one, "missing_scopes.1"));
        assert_string_equal(text_at(one, "location_id"), "gid://shopify/Location/1");
        const char *claim = a_claim(&merchant, listing_id);
        until(&merchant, connection, listing_id, "step", "ended");
        is_off_sale(shop, listing_id);
        assert_in_range(call(merchant.key, "DELETE", at(&merchant, "fulfillment", "/claims/%s", claim), NULL).status, 200, 204);
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, true);
        assert_int_equal(admin_things(admin, shop, "files"), 1);
        assert_int_equal(admin_count(admin, shop, "upload"), 1);
        expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        until(&merchant, connection, listing_id, "step", "ended");
        is_off_sale(shop, listing_id);
        assert_int_equal(admin_count(admin, shop, "stock_set"), 4);
}

static void another_price_is_sent_and_a_shop_is_left(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect(&merchant, shop, ""), *path = one_of(&merchant, connection);

        (void)state;
        (void)piece;
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, false);
        admin_meddle(admin, shop, listing_id, "1.00", 3, false);
        expect(202, merchant.key, "POST", format("%s/products/%s/push", path, listing_id), NULL);
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, false);
        assert_int_equal(call(merchant.key, "DELETE", path, NULL).status, 202);
        until_gone(&merchant, path);
        is_off_sale(shop, listing_id);
}

/* An order of the shop names the variant, and nothing of ours. */
static void what_a_shop_sells_is_sold(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name(), *path = format("/fulfillment/v1/webhooks/shopify/%s", merchant.id);
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect(&merchant, shop, "");

        (void)state;
        connect_source(&merchant, "shopify");
        until(&merchant, connection, listing_id, "step", "done");
        const char *order = format("{\"admin_graphql_api_id\":\"gid://shopify/Order/%s\",\"name\":\"#1\",\"currency\":\"USD\",\"line_items\":[{\"id\":1,\"variant_id\":%s,\"quantity\":1,"
                                   "\"price\":\"84.00\",\"properties\":[]},{\"id\":2,\"variant_id\":7,\"quantity\":1,\"price\":\"9.00\",\"properties\":[]}]}",
                                   unique("9"), strrchr(admin_product(admin, shop, listing_id).variant, '/') + 1);
        assert_int_equal(send_shopify(webhook_secret, path, "orders/paid", order).status, 200);
        until_state(&merchant, piece.unit_id, "sold");
        until(&merchant, connection, listing_id, "step", "ended");
        is_off_sale(shop, listing_id);
}

/* Whatever is cut off, before or after it had its effect: in the end there is one product, one file a photo, a stock of one. */
static void what_is_cut_off_is_done_once(void **state)
{
        static const char *const documents[] = { "collection_create", "staged_uploads", "file_create", "product_set", "metafields_set", "stock_set", "publish" };
        struct merchant merchant = new_merchant();
        const char *shop = a_shop_name();
        struct piece piece;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(documents); i++)
                admin_ends(admin, shop, documents[i], ADMIN_CUT_AFTER, 0, 1);
        const char *connection = connect(&merchant, shop, ""), *listing_id = with_photo(&merchant, false, &piece);
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, false);
        assert_int_equal(admin_things(admin, shop, "files"), 1);
        assert_int_equal(admin_things(admin, shop, "collections"), 1);
        admin_ends(admin, shop, "stock_set", ADMIN_CUT_AFTER, 0, 1);
        admin_ends(admin, shop, "unpublish", ADMIN_CUT_BEFORE, 0, 1);
        expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        until(&merchant, connection, listing_id, "step", "ended");
        is_off_sale(shop, listing_id);
}

static void a_shop_that_asks_for_time_gets_it(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();

        (void)state;
        admin_ends(admin, shop, "check", ADMIN_THROTTLED, 0, 1);
        admin_ends(admin, shop, "product_set", ADMIN_THROTTLED, 0, 2);
        admin_ends(admin, shop, "stock_set", ADMIN_STATUS, 429, 2);
        admin_ends(admin, shop, "publish", ADMIN_STATUS, 503, 2);
        admin_version(admin, shop, "2026-10");
        a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect(&merchant, shop, "");
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, false);
        json_t *one = until_shop(&merchant, connection, "problem", NULL);
        assert_string_equal(text_at(one, "answered_version"), "2026-10");
        assert_string_equal(text_at(one, "asked_version"), "2026-07");
}

static void what_shopify_refuses_is_shown_on_the_listing(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();

        (void)state;
        admin_ends(admin, shop, "product_set", ADMIN_REFUSED, 0, 1);
        a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect(&merchant, shop, ""), *path = one_of(&merchant, connection);
        until(&merchant, connection, listing_id, "problem", "INVALID_INPUT");
        json_t *product = the_product(&merchant, connection, listing_id);
        assert_string_equal(text_at(product, "detail"), "input.title: Title is too long");
        assert_true(json_is_null(value_at(product, "next_try_at")));
        assert_int_equal(count_of(merchant.key, format("%s/products?show=to_mend", path)), 1);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", path, NULL), "to_mend"), 1);
        done_once(202, merchant.key, "POST", format("%s/products/%s/push", path, listing_id), NULL);
        until(&merchant, connection, listing_id, "step", "done");
        assert_int_equal(count_of(merchant.key, format("%s/products?show=to_mend", path)), 0);
        is_on_sale(shop, listing_id, false);
}

static void tokens_are_renewed_before_they_end_and_a_lost_one_is_shown(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();

        (void)state;
        admin_tokens(admin, shop, 301, "shprt_first", false);   /* good for one second more than is asked for */
        a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect(&merchant, shop, ",\"refresh_token\":\"shprt_first\""), *path = one_of(&merchant, connection);
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, false);
        admin_tokens(admin, shop, 3600, NULL, true);
        expect(202, merchant.key, "POST", format("%s/products/%s/push", path, listing_id), NULL);
        json_t *one = until_shop(&merchant, connection, "state", "broken");
        assert_string_equal(text_at(one, "problem"), "no-token");
        expect_problem(409, "shopify-state", merchant.key, "PATCH", path, "{\"state\":\"active\"}");
        admin_tokens(admin, shop, 3600, "shprt_second", false);
        expect(200, merchant.key, "PATCH", path, "{\"refresh_token\":\"shprt_second\"}");
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, false);
        until_shop(&merchant, connection, "problem", NULL);
}

static void closed_shops_are_said_plainly(void **state)
{
        static const struct { int status; const char *problem; } closed[] = { { 402, "shop-unpaid" }, { 403, "shop-forbids" }, { 404, "shop-unknown" }, { 423, "shop-locked" } };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(closed); i++) {
                struct merchant merchant = new_merchant();
                const char *shop = a_shop_name();
                admin_ends(admin, shop, "check", ADMIN_STATUS, closed[i].status, 1);
                const char *connection = connect(&merchant, shop, "");
                until_shop(&merchant, connection, "problem", closed[i].problem);
                expect(202, merchant.key, "POST", format("%s/check", one_of(&merchant, connection)), NULL);
                until_shop(&merchant, connection, "shop_name", "Outer");
        }
}

/* A shop that takes its time holds up nobody else; the one whose answers are slow is looked after by itself. */
static void a_slow_shop_delays_no_other(void **state)
{
        struct merchant slow = new_merchant(), quick = new_merchant();
        const char *slow_listing = NULL, *quick_listing = NULL, *slow_shop = a_shop_name(), *quick_shop = a_shop_name();

        (void)state;
        a_listed_unit(&slow, false, &slow_listing);
        a_listed_unit(&quick, false, &quick_listing);
        admin_ends(admin, slow_shop, "*", ADMIN_SLOW, 3200, 4);
        connect(&slow, slow_shop, "");
        const char *connection = connect(&quick, quick_shop, "");
        until(&quick, connection, quick_listing, "step", "done");
        is_on_sale(quick_shop, quick_listing, false);
        assert_false(admin_product(admin, slow_shop, slow_listing).there);
}

static bool was_read(const json_t *json, const void *context)
{
        const char *at = json_string_value(json_object_get(json, "read_at"));

        return at && !text_equal(at, context);
}

static void drift_is_found_and_mended(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();

        (void)state;
        a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect(&merchant, shop, ""), *path = one_of(&merchant, connection), *drifted = format("%s/products?show=drifted", path);
        until(&merchant, connection, listing_id, "step", "done");
        expect(202, merchant.key, "POST", format("%s/read-back", path), NULL);
        json_t *read = eventually(merchant.key, path, was_read, "");
        assert_int_equal(integer_at(read, "read_products"), 1);
        assert_int_equal(integer_at(read, "read_unknown"), 0);
        assert_int_equal(count_of(merchant.key, drifted), 0);
        admin_meddle(admin, shop, listing_id, "60.00", 2, false);
        const char *before = text_at(read, "read_at");
        expect(202, merchant.key, "POST", format("%s/read-back", path), NULL);
        assert_int_equal(integer_at(eventually(merchant.key, path, was_read, before), "drifted"), 1);
        json_t *one = the_product(&merchant, connection, listing_id);
        assert_string_equal(text_at(one, "drift.0.what"), "price");
        assert_string_equal(text_at(one, "drift.0.ours"), "8400");
        assert_string_equal(text_at(one, "drift.0.theirs"), "6000");
        assert_string_equal(text_at(one, "drift.1.what"), "stock");
        assert_string_equal(text_at(one, "drift.2.what"), "published");
        expect(202, merchant.key, "POST", format("%s/products/%s/push", path, listing_id), NULL);
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, false);
        assert_int_equal(count_of(merchant.key, drifted), 0);
}

static int start(void **state)
{
        admin = admin_start();
        return unit_setup(state) || api_setup(state);
}

static int stop(void **state)
{
        admin_stop(admin);
        return api_teardown(state) || unit_teardown(state);
}

#define shop_test(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void)
{
        const struct CMUnitTest tests[] = {
                shop_test(a_listing_goes_on_sale_and_off_it), shop_test(another_price_is_sent_and_a_shop_is_left), shop_test(what_a_shop_sells_is_sold), shop_test(what_is_cut_off_is_done_once),
                shop_test(a_shop_that_asks_for_time_gets_it), shop_test(what_shopify_refuses_is_shown_on_the_listing),
                shop_test(tokens_are_renewed_before_they_end_and_a_lost_one_is_shown), shop_test(closed_shops_are_said_plainly), shop_test(a_slow_shop_delays_no_other),
                shop_test(drift_is_found_and_mended),
        };

        return API_MAIN(tests);
}

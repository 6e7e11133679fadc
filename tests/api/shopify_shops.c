/* Shops that are paused, left, closed, slow, or give no token any more. */
#include "support/pushed.h"

#include <time.h>
#include <unistd.h>

static void another_price_is_sent_and_a_shop_is_left(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect_shop(&merchant, shop, ""), *path = one_of(&merchant, connection);

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

static void a_shop_that_was_never_reached_is_left_at_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();

        (void)state;
        admin_ends(admin, shop, "*", ADMIN_STATUS, 404, 1000);
        a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect_shop(&merchant, shop, ""), *path = one_of(&merchant, connection);
        until(&merchant, connection, listing_id, "step", "photos");
        until_shop(&merchant, connection, "problem", "shop-unknown");
        assert_int_equal(call(merchant.key, "DELETE", path, NULL).status, 204);
        expect_problem(404, "shopify-not-found", merchant.key, "GET", path, NULL);
        assert_int_equal(admin_things(admin, shop, "products") + admin_things(admin, shop, "collections") + admin_things(admin, shop, "files"), 0);
}

/* A shop where one piece is on sale; its connection. more: of connect_shop. */
static const char *a_shop_with_a_piece(const struct merchant *merchant, const char *shop, const char *more, const char **listing_id)
{
        a_listed_unit(merchant, false, listing_id);
        const char *connection = connect_shop(merchant, shop, more);
        until(merchant, connection, *listing_id, "step", "done");
        return connection;
}

/* However it is left: whatever the shop was told of goes off sale first. */
static void what_was_sent_goes_off_sale_before_a_shop_is_forgotten(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();

        (void)state;
        const char *connection = a_shop_with_a_piece(&merchant, shop, "", &listing_id), *path = one_of(&merchant, connection);
        expect(200, merchant.key, "PATCH", path, "{\"state\":\"paused\",\"final_sale_tag\":\"other\"}");
        expect(202, merchant.key, "POST", format("%s/products/%s/push", path, listing_id), NULL);
        assert_int_equal(call(merchant.key, "DELETE", path, NULL).status, 202);
        until_gone(&merchant, path);
        is_off_sale(shop, listing_id);
}

static bool waits_for_hours(const json_t *json, const void *context)
{
        char hours[30];
        time_t then = time(NULL) + 8 * 3600;
        struct tm utc;

        (void)context;
        strftime(hours, sizeof hours, "%Y-%m-%dT%H:%M:%S", gmtime_r(&then, &utc));
        const char *next = json_string_value(json_object_get(json, "next_call_at"));
        return next && strcmp(next, hours) > 0;
}

/* Sent anew and withdrawn while the shop is paused; and a paused shop is not called again and again. */
static void a_paused_shop_takes_things_off_sale_and_is_left_alone(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();

        (void)state;
        const char *connection = a_shop_with_a_piece(&merchant, shop, "", &listing_id), *path = one_of(&merchant, connection);
        expect(200, merchant.key, "PATCH", path, "{\"state\":\"paused\"}");
        expect(202, merchant.key, "POST", format("%s/products/%s/push", path, listing_id), NULL);
        expect(202, merchant.key, "POST", format("%s/read-back", path), NULL);
        expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        until(&merchant, connection, listing_id, "step", "ended");
        is_off_sale(shop, listing_id);
        eventually(merchant.key, path, waits_for_hours, NULL);
}

static void make_final(const struct merchant *merchant, const char *listing_id)
{
        expect(201, merchant->key, "POST", at(merchant, "listing", "/listings/edits"), "{\"action\":\"terms\",\"final_sale\":true,\"listing_ids\":[\"%s\"]}", listing_id);
}

/* Nothing new goes out, so it is not sold there until the mark can be; however the shop takes it off sale. */
static void a_paused_shop_sells_no_final_sale_without_its_mark(void **state)
{
        (void)state;
        for (int i = 0; i < 2; i++) {
                struct merchant merchant = new_merchant();
                const char *listing_id = NULL, *shop = a_shop_name(), *connection = a_shop_with_a_piece(&merchant, shop, "", &listing_id), *path = one_of(&merchant, connection);
                bool stock_is_refused = i == 1;
                expect(200, merchant.key, "PATCH", path, "{\"state\":\"paused\"}");
                if (stock_is_refused)
                        admin_ends(admin, shop, "stock_set", ADMIN_REFUSED, 0, 1);
                make_final(&merchant, listing_id);
                for (int tries = 0; tries < 400 && admin_product(admin, shop, listing_id).stock > 0 && admin_product(admin, shop, listing_id).published; tries++)
                        usleep(20000);
                assert_int_equal(admin_product(admin, shop, listing_id).stock, stock_is_refused ? 1 : 0);
                assert_int_equal(admin_product(admin, shop, listing_id).published, !stock_is_refused);
                assert_int_equal(admin_count(admin, shop, "product_set"), 1);
                eventually(merchant.key, path, waits_for_hours, NULL);
                expect(200, merchant.key, "PATCH", path, "{\"state\":\"active\"}");
                until(&merchant, connection, listing_id, "step", "done");
                is_on_sale(shop, listing_id, true);
        }
}

/* Who refuses the mark of what it sells is told to sell it no more; with the mark, once a person has mended it, it does again. */
static void a_shop_that_refuses_the_mark_sells_the_piece_no_more(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name(), *connection = a_shop_with_a_piece(&merchant, shop, "", &listing_id), *path = one_of(&merchant, connection);

        (void)state;
        admin_ends(admin, shop, "product_set", ADMIN_REFUSED, 0, 2);
        make_final(&merchant, listing_id);
        for (int tries = 0; tries < 400 && admin_product(admin, shop, listing_id).stock > 0; tries++)
                usleep(20000);
        assert_int_equal(admin_product(admin, shop, listing_id).stock, 0);
        until(&merchant, connection, listing_id, "problem", "INVALID_INPUT");
        json_t *product = the_product(&merchant, connection, listing_id);
        assert_true(json_is_null(value_at(product, "next_try_at")));
        assert_true(json_is_false(value_at(product, "unmarked")));
        assert_int_equal(count_of(merchant.key, at(&merchant, "listing", "/contradictions")), 0);
        expect(202, merchant.key, "POST", format("%s/products/%s/push", path, listing_id), NULL);
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, true);
}

static bool has_contradictions(const json_t *json, const void *count) { return json_array_size(json_object_get(json, "items")) == *(const size_t *)count; }

/* It cannot be told: so a person is, until it can. */
static void a_broken_shop_that_sells_a_final_sale_without_its_mark_is_a_contradiction(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name(), *found = at(&merchant, "listing", "/contradictions");
        const size_t none = 0, one = 1;

        (void)state;
        admin_tokens(admin, shop, 301, "shprt_first", false);
        const char *connection = a_shop_with_a_piece(&merchant, shop, ",\"refresh_token\":\"shprt_first\"", &listing_id), *path = one_of(&merchant, connection);
        admin_tokens(admin, shop, 3600, NULL, true);
        expect(202, merchant.key, "POST", format("%s/products/%s/push", path, listing_id), NULL);
        until_shop(&merchant, connection, "state", "broken");
        assert_int_equal(count_of(merchant.key, found), 0);
        make_final(&merchant, listing_id);
        json_t *fault = value_at(eventually(merchant.key, found, has_contradictions, &one), "items.0.listing.contradictions.0");
        assert_string_equal(text_at(fault, "code"), "final-sale-unmarked");
        assert_non_null(strstr(text_at(fault, "detail"), shop));
        assert_non_null(strstr(text_at(fault, "mend"), "\"final-sale\""));
        assert_true(json_is_true(value_at(the_product(&merchant, connection, listing_id), "unmarked")));
        admin_tokens(admin, shop, 3600, "shprt_second", false);
        expect(200, merchant.key, "PATCH", path, "{\"refresh_token\":\"shprt_second\"}");
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, true);
        eventually(merchant.key, found, has_contradictions, &none);
        assert_true(json_is_false(value_at(the_product(&merchant, connection, listing_id), "unmarked")));
}

static void tokens_are_renewed_before_they_end_and_a_lost_one_is_shown(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();

        (void)state;
        admin_ends(admin, shop, "token", ADMIN_CUT_AFTER, 0, 2);   /* given, and lost on the way */
        admin_ends(admin, shop, "token", ADMIN_STATUS, 520, 1);
        admin_tokens(admin, shop, 301, "shprt_first", false);   /* good for one second more than is asked for */
        const char *connection = a_shop_with_a_piece(&merchant, shop, ",\"refresh_token\":\"shprt_first\"", &listing_id), *path = one_of(&merchant, connection);
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
                admin_ends(admin, shop, i % 2 ? "token" : "check", ADMIN_STATUS, closed[i].status, 1);
                const char *connection = connect_shop(&merchant, shop, "");
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
        connect_shop(&slow, slow_shop, "");
        const char *connection = connect_shop(&quick, quick_shop, "");
        until(&quick, connection, quick_listing, "step", "done");
        is_on_sale(quick_shop, quick_listing, false);
        assert_false(admin_product(admin, slow_shop, slow_listing).there);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                shop_test(another_price_is_sent_and_a_shop_is_left), shop_test(a_shop_that_was_never_reached_is_left_at_once),
                shop_test(what_was_sent_goes_off_sale_before_a_shop_is_forgotten), shop_test(a_paused_shop_takes_things_off_sale_and_is_left_alone),
                shop_test(a_paused_shop_sells_no_final_sale_without_its_mark), shop_test(a_shop_that_refuses_the_mark_sells_the_piece_no_more),
                shop_test(a_broken_shop_that_sells_a_final_sale_without_its_mark_is_a_contradiction),
                shop_test(tokens_are_renewed_before_they_end_and_a_lost_one_is_shown), shop_test(closed_shops_are_said_plainly),
                shop_test(a_slow_shop_delays_no_other),
        };

        return API_MAIN(tests);
}

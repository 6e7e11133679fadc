/* Listings pushed to a shop, seen from the shop: the stand-in for Shopify holds what it was told. */
#include "support/database.h"
#include "support/photos.h"
#include "support/pushed.h"

#include "resale/id.h"

#include <ftw.h>
#include <unistd.h>

STATEMENT(pass_a_week, 1, "update listing.shopify_product set sent_at = sent_at - interval '8 days' where merchant_id = $1::uuid and step = 'ended'");
static const struct sql *const statements[] = { &pass_a_week, NULL };

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
        const char *shop = a_shop_name(), *connection = connect_shop(&merchant, shop, "");
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

/* A price that went to the shop without an answer, and was taken back before it was sent again. */
static void a_price_that_was_taken_back_is_not_left_in_the_shop(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name(), *edits = at(&merchant, "listing", "/listings/edits");
        const char *change = "{\"action\":\"price\",\"by\":%d,\"listing_ids\":[\"%s\"]}";

        (void)state;
        a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect_shop(&merchant, shop, "");
        until(&merchant, connection, listing_id, "step", "done");
        admin_ends(admin, shop, "product_set", ADMIN_CUT_AFTER, 0, 1);
        expect(201, merchant.key, "POST", edits, change, -400, listing_id);
        for (int i = 0; i < 400 && !text_equal(admin_product(admin, shop, listing_id).price, "80.00"); i++)
                usleep(20000);
        expect(201, merchant.key, "POST", edits, change, 400, listing_id);
        for (int i = 0; i < 400 && !text_equal(admin_product(admin, shop, listing_id).price, "84.00"); i++)
                usleep(20000);
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, false);
}

/* An order of the shop names the variant, and nothing of ours. */
static const char *order_of(const char *variant)
{
        return format("{\"admin_graphql_api_id\":\"gid://shopify/Order/%s\",\"name\":\"#1\",\"currency\":\"USD\",\"line_items\":[{\"id\":1,\"variant_id\":%s,\"quantity\":1,"
                      "\"price\":\"84.00\",\"properties\":[]},{\"id\":2,\"variant_id\":7,\"quantity\":1,\"price\":\"9.00\",\"properties\":[]}]}", unique("9"), strrchr(variant, '/') + 1);
}

static void what_a_shop_sells_is_sold(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name(), *path = format("/fulfillment/v1/webhooks/shopify/%s", merchant.id);
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect_shop(&merchant, shop, "");

        (void)state;
        connect_source(&merchant, "shopify");
        until(&merchant, connection, listing_id, "step", "done");
        assert_int_equal(send_shopify(webhook_secret, path, "orders/paid", order_of(admin_product(admin, shop, listing_id).variant)).status, 200);
        until_state(&merchant, piece.unit_id, "sold");
        until(&merchant, connection, listing_id, "step", "ended");
        is_off_sale(shop, listing_id);
}

static const char *grade_one(const struct merchant *merchant)
{
        const char *unit_id = a_received_unit(merchant).unit_id;

        grade(merchant, unit_id, "none");
        return unit_id;
}

struct wait_stock { const char *listing_id; int stock; };

static bool has_stock(const json_t *json, const void *context)
{
        const struct wait_stock *wait = context;
        json_t *one;
        size_t i;

        json_array_foreach(json_object_get(json, "items"), i, one)
                if (text_equal(text_at(one, "listing_id"), wait->listing_id))
                        return json_is_integer(json_object_get(one, "stock")) && integer_at(one, "stock") == wait->stock && text_equal(text_at(one, "step"), wait->stock ? "done" : "ended");
        return false;
}

/* Both sides say so. */
static void until_stock(const struct merchant *merchant, const char *connection, const char *shop, const char *listing_id, int stock)
{
        struct wait_stock wait = { listing_id, stock };

        eventually(merchant->key, format("%s/products", one_of(merchant, connection)), has_stock, &wait);
        assert_int_equal(admin_product(admin, shop, listing_id).stock, stock);
}

/* Sold here and there: in the shop, which counts by itself before we hear of it, and elsewhere. */
static void a_pool_has_as_many_pieces_in_the_shop(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *handle = a_collection(&merchant, false, &collection_id), *shop = a_shop_name(), *path = format("/fulfillment/v1/webhooks/shopify/%s", merchant.id);

        (void)state;
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", collection_id),
               "{\"return_days\":30,\"price_shares\":{\"*\":7000},\"auto_publish\":true,\"pool\":true}");
        a_rubric(&merchant);
        for (int i = 0; i < 4; i++)
                until_state(&merchant, grade_one(&merchant), "listed");
        const char *pool = text_at(until_offers(format("/listing/v1/collections/%s/listings", handle), 1).json, "items.0.listing_id");
        admin_pieces(admin, shop, 4);
        connect_source(&merchant, "shopify");
        const char *connection = connect_shop(&merchant, shop, "");
        until_stock(&merchant, connection, shop, pool, 4);
        const char *claim = a_claim(&merchant, pool);
        until_stock(&merchant, connection, shop, pool, 3);
        admin_meddle(admin, shop, pool, "84.00", 2, true);
        assert_int_equal(send_shopify(webhook_secret, path, "orders/paid", order_of(admin_product(admin, shop, pool).variant)).status, 200);
        until_stock(&merchant, connection, shop, pool, 2);
        assert_in_range(call(merchant.key, "DELETE", at(&merchant, "fulfillment", "/claims/%s", claim), NULL).status, 200, 204);
        until_stock(&merchant, connection, shop, pool, 3);
        admin_meddle(admin, shop, pool, "84.00", 2, true);   /* sold there, and we do not hear of it */
        an_order(&merchant, pool, NULL);
        an_order(&merchant, pool, NULL);
        until_stock(&merchant, connection, shop, pool, 1);
        assert_int_equal(admin_things(admin, shop, "products"), 1);
        an_order(&merchant, pool, NULL);
        until_stock(&merchant, connection, shop, pool, 0);
        is_off_sale(shop, pool);
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
        const char *connection = connect_shop(&merchant, shop, ""), *listing_id = with_photo(&merchant, false, &piece);
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
        const char *connection = connect_shop(&merchant, shop, "");
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
        const char *connection = connect_shop(&merchant, shop, ""), *path = one_of(&merchant, connection);
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

static bool was_read(const json_t *json, const void *context)
{
        const char *at = json_string_value(json_object_get(json, "read_at"));

        return at && !text_equal(at, context);
}

/* Out of the merchant's way; and back as it was when it is offered again. */
static void what_was_off_sale_for_a_week_is_archived(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();
        struct db *owner = as_owner(statements);
        struct uuid merchant_id;

        (void)state;
        a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect_shop(&merchant, shop, ""), *path = one_of(&merchant, connection);
        until(&merchant, connection, listing_id, "step", "done");
        const char *claim = a_claim(&merchant, listing_id);
        until(&merchant, connection, listing_id, "step", "ended");
        expect(202, merchant.key, "POST", format("%s/read-back", path), NULL);
        const char *before = text_at(eventually(merchant.key, path, was_read, ""), "read_at");
        assert_string_equal(admin_product(admin, shop, listing_id).status, "ACTIVE");
        assert_true(uuid_parse(merchant.id, &merchant_id));
        assert_int_equal(db_exec(owner, &pass_a_week, DB_ARGS(db_uuid(&merchant_id)), NULL), PROBLEM_OK);
        expect(202, merchant.key, "POST", format("%s/read-back", path), NULL);
        eventually(merchant.key, path, was_read, before);
        for (int i = 0; i < 400 && !text_equal(admin_product(admin, shop, listing_id).status, "ARCHIVED"); i++)
                usleep(50000);
        until(&merchant, connection, listing_id, "step", "ended");
        assert_string_equal(admin_product(admin, shop, listing_id).status, "ARCHIVED");
        assert_in_range(call(merchant.key, "DELETE", at(&merchant, "fulfillment", "/claims/%s", claim), NULL).status, 200, 204);
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, false);
        assert_string_equal(admin_product(admin, shop, listing_id).status, "ACTIVE");
        db_close(owner);
}

static int lose(const char *path, const struct stat *stat, int type, struct FTW *walk)
{
        (void)stat, (void)walk;
        return type == FTW_F ? unlink(path) : 0;
}

static void a_photo_that_is_lost_keeps_back_its_listing_only(void **state)
{
        struct merchant merchant = new_merchant();
        const char *other = NULL, *shop = a_shop_name();
        struct piece piece;
        const char *listing_id = with_photo(&merchant, false, &piece);

        (void)state;
        assert_int_equal(nftw(getenv("RESALE_STORE"), lose, 8, FTW_PHYS), 0);
        a_listed_unit(&merchant, false, &other);
        const char *connection = connect_shop(&merchant, shop, "");
        until(&merchant, connection, listing_id, "problem", "PHOTO");
        until(&merchant, connection, other, "step", "done");
}

static void until_images(const struct merchant *merchant, const char *connection, const char *shop, int count)
{
        expect(202, merchant->key, "POST", format("%s/check", one_of(merchant, connection)), NULL);
        for (int i = 0; i < 400 && admin_things(admin, shop, "images") != count; i++)
                usleep(50000);
        assert_int_equal(admin_things(admin, shop, "images"), count);
}

static void the_logo_is_the_collections_image(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();
        struct jpeg jpeg = jpeg_quarters(test_memory, 300, 200);

        (void)state;
        a_listed_unit(&merchant, true, &listing_id);
        const char *id = text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/collections"), NULL), "items.0.collection_id");
        const char *logo = at(&merchant, "listing", "/collections/%s/logo", id), *connection = connect_shop(&merchant, shop, "");
        until(&merchant, connection, listing_id, "step", "done");
        is_on_sale(shop, listing_id, true);
        admin_ends(admin, shop, "collection_update", ADMIN_CUT_AFTER, 0, 1);
        assert_int_equal(call_with(merchant.key, "PUT", logo, NULL, jpeg.bytes, jpeg.length).status, 200);
        until_images(&merchant, connection, shop, 1);
        expect(200, merchant.key, "DELETE", logo, NULL);
        until_images(&merchant, connection, shop, 0);
        assert_int_equal(admin_things(admin, shop, "collections"), 2);
}

static void drift_is_found_and_mended(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *shop = a_shop_name();

        (void)state;
        a_listed_unit(&merchant, false, &listing_id);
        const char *connection = connect_shop(&merchant, shop, ""), *path = one_of(&merchant, connection), *drifted = format("%s/products?show=drifted", path);
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

int main(void)
{
        const struct CMUnitTest tests[] = {
                shop_test(a_listing_goes_on_sale_and_off_it), shop_test(what_a_shop_sells_is_sold), shop_test(a_pool_has_as_many_pieces_in_the_shop),
                shop_test(a_price_that_was_taken_back_is_not_left_in_the_shop), shop_test(what_is_cut_off_is_done_once),
                shop_test(a_shop_that_asks_for_time_gets_it), shop_test(what_shopify_refuses_is_shown_on_the_listing),
                shop_test(the_logo_is_the_collections_image), shop_test(a_photo_that_is_lost_keeps_back_its_listing_only), shop_test(drift_is_found_and_mended),
                shop_test(what_was_off_sale_for_a_week_is_archived),
        };

        return API_MAIN(tests);
}

/*
 * The listing process is killed amid a push of many products, again and again: once while Shopify's answer with a new refresh token is on its way. At the end the
 * shop has each product once, with one piece, on sale; and no piece could be sold at any moment before its tag of a final sale was there.
 */
#include <signal.h>
#include <unistd.h>

#include "support/database.h"
#include "support/process.h"
#include "support/pushed.h"

#include "resale/id.h"

enum { PRODUCTS = 24, KILLS = 7, EACH = 3 };

/* A lease outlives the process that had it, by a minute. */
STATEMENT(pass_a_minute, 1, "update listing.shopify_connection set leased_until = '-infinity', due_at = now(), wait_until = '-infinity' where merchant_id = $1::uuid");
STATEMENT(its_backends, 0, "select count(*) from pg_stat_activity where application_name = 'resale-listing'");   /* may still be at what it asked for */
static const struct sql *const statements[] = { &pass_a_minute, &its_backends, NULL };

static struct process listing;

static void until_called(const char *shop, const char *document, int times)
{
        for (int i = 0; i < 20000 && admin_count(admin, shop, document) < times; i++)
                usleep(500);
        assert_true(admin_count(admin, shop, document) >= times);
}

static void kill_and_go_on(struct db *owner, const struct uuid *merchant_id)
{
        process_kill(&listing);
        for (int i = 0; i < 2000 && !text_equal(value_of(owner, &its_backends, DB_NO_ARGS), "0"); i++)
                usleep(1000);
        assert_int_equal(db_exec(owner, &pass_a_minute, DB_ARGS(db_uuid(merchant_id)), NULL), PROBLEM_OK);
        listing = process_start("listing");
}

static json_t *listings_of(const struct merchant *merchant)
{
        const char *collection_id, *handle = a_collection(merchant, true, &collection_id);

        a_rubric(merchant);
        for (int i = 0; i < PRODUCTS; i++)
                grade(merchant, a_received_unit(merchant).unit_id, "none");
        return value_at(until_offers(format("/listing/v1/collections/%s/listings?limit=100", handle), PRODUCTS).json, "items");
}

static void each_product_is_in_the_shop_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *shop = a_shop_name();
        struct db *owner = as_owner(statements);
        struct uuid merchant_id;
        json_t *offers, *offer;
        size_t i;

        (void)state;
        assert_true(uuid_parse(merchant.id, &merchant_id));
        listing = process_start("listing");
        offers = listings_of(&merchant);
        admin_tokens(admin, shop, 301, "shprt_first", false);
        admin_ends(admin, shop, "token", ADMIN_SLOW, 300, 1);
        const char *connection = connect_shop(&merchant, shop, ",\"refresh_token\":\"shprt_first\"");
        until_called(shop, "token", 1);
        kill_and_go_on(owner, &merchant_id);
        for (int n = 1; n < KILLS; n++) {
                until_called(shop, "product_set", n * EACH);
                usleep(random_below(8000));
                kill_and_go_on(owner, &merchant_id);
        }
        json_array_foreach(offers, i, offer)
                until(&merchant, connection, text_at(offer, "listing_id"), "step", "done");
        assert_int_equal(admin_things(admin, shop, "products"), PRODUCTS);
        json_array_foreach(offers, i, offer) {
                struct admin_product seen = admin_product(admin, shop, text_at(offer, "listing_id"));
                assert_true(seen.there && seen.published && seen.final_sale);
                assert_int_equal(seen.stock, 1);
        }
        assert_int_equal(admin_things(admin, shop, "collections"), 2);
        assert_int_equal(admin_count(admin, shop, "on sale without final-sale"), 0);
        assert_int_equal(process_stop(&listing), 0);
        db_close(owner);
}

int main(void)
{
        const struct CMUnitTest tests[] = { shop_test(each_product_is_in_the_shop_once) };

        test_config();
        kill((pid_t)strtol(getenv("RESALE_PID_LISTING"), NULL, 10), SIGKILL);   /* the one that others use */
        return API_MAIN(tests);
}

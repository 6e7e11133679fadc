/* A listing's way into a shop, with each call of the database failing in turn: in the end it is there once, on sale, with one piece; and off it again. */
#include "../../services/listing/shopify_product.h"
#include "support/admin.h"
#include "support/database.h"
#include "support/steps.h"

#include "resale/config.h"
#include "resale/id.h"

#include <unistd.h>

STATEMENT(hold_back, 1, "update listing.shopify_connection set lease = null, leased_until = '-infinity', due_at = null, wait_until = 'infinity' where merchant_id = $1::uuid");
STATEMENT(put_off, 3, "update listing.shopify_connection set lease = null, leased_until = '-infinity', due_at = $2::timestamptz, state = $3::text where merchant_id = $1::uuid");
STATEMENT(is_due, 1, "update listing.shopify_product set due_at = now() where merchant_id = $1::uuid and due_at is not null");
STATEMENT(step_of, 1, "select coalesce(min(step), '') from listing.shopify_product where merchant_id = $1::uuid");
static const struct sql *const statements[] = { &hold_back, &put_off, &is_due, &step_of, NULL };

struct pushed { struct uuid merchant_id, connection_id; struct db *owner, *db; const char *shop, *listing_id, *connection; struct admin *admin; };

/* The turn of a process: a lease, and a few steps. What it could not keep, the next one finds as it was. */
static enum problem a_turn(struct pushed *p, struct arena *arena)
{
        struct product product;
        struct shop shop;
        enum problem problem;

        TRY(shop_lease(p->db, arena, &p->merchant_id, &p->connection_id, &shop));
        for (int i = 0; i < 10; i++) {
                problem = product_next(&shop, &product);
                if (problem == PROBLEM_LISTING_NOT_FOUND)
                        break;
                TRY(problem);
                TRY(product_step(&shop, &product));
                TRY(product_save(&shop, &product));
        }
        return PROBLEM_OK;
}

static void turn(struct pushed *p, int fail_at, bool *hit)
{
        static const char *const how[] = { "40001", "08006", "08007" };
        struct arena *arena = arena_new();

        if (db_is_lost(p->db)) {
                db_close(p->db);
                p->db = as_service("listing");
        }
        assert_int_equal(db_exec(p->owner, &hold_back, DB_ARGS(db_uuid(&p->merchant_id)), NULL), PROBLEM_OK);
        assert_int_equal(db_exec(p->owner, &is_due, DB_ARGS(db_uuid(&p->merchant_id)), NULL), PROBLEM_OK);
        db_fail_at(p->db, fail_at, how[fail_at % 3]);
        enum problem problem = a_turn(p, arena);
        *hit = db_fault_hit(p->db);
        db_fail_at(p->db, 0, NULL);
        if (!*hit)
                assert_int_equal(problem, PROBLEM_OK);
        arena_free(arena);
}

static void until_step(struct pushed *p, const char *step)
{
        bool hit;

        for (int i = 0; i < 20 && !text_equal(value_of(p->owner, &step_of, DB_ARGS(db_uuid(&p->merchant_id))), step); i++)
                turn(p, 0, &hit);
        assert_string_equal(value_of(p->owner, &step_of, DB_ARGS(db_uuid(&p->merchant_id))), step);
}

static void is_there(struct pushed *p, bool on_sale)
{
        struct admin_product seen = admin_product(p->admin, p->shop, p->listing_id);

        assert_int_equal(seen.published, on_sale);
        assert_int_equal(seen.stock, on_sale);
        assert_int_equal(admin_things(p->admin, p->shop, "products"), 1);
}

/* The service itself has brought it there first, and is then held back. */
static void begin(struct pushed *p, const struct merchant *merchant)
{
        a_listed_unit(merchant, false, &p->listing_id);
        p->connection = text_at(expect(201, merchant->key, "POST", at(merchant, "listing", "/shopify/connections"),
                                       "{\"shop\":\"%s\",\"client_id\":\"app\",\"client_secret\":\"app secret\",\"refresh_token\":\"shprt_first\"}", p->shop), "connection_id");
        assert_true(uuid_parse(merchant->id, &p->merchant_id) && uuid_parse(p->connection, &p->connection_id));
        for (int i = 0; i < 400 && !admin_product(p->admin, p->shop, p->listing_id).published; i++)
                usleep(50000);
        assert_int_equal(db_exec(p->owner, &hold_back, DB_ARGS(db_uuid(&p->merchant_id)), NULL), PROBLEM_OK);
}

static bool is_wanted_no_more(const json_t *json, const void *context)
{
        (void)context;
        return json_is_false(json_object_get(json_array_get(json_object_get(json, "items"), 0), "wanted"));
}

static void each_failure_of_the_database_is_survived(void **state)
{
        struct merchant merchant = new_merchant();
        struct pushed p = { .owner = as_owner(statements), .db = as_service("listing"), .shop = format("%s.myshopify.com", unique("shop")), .admin = admin_start() };
        bool hit = true;
        int n = 1;

        (void)state;
        admin_tokens(p.admin, p.shop, 300, "shprt_first", false);   /* renewed for each call */
        begin(&p, &merchant);
        const char *products = at(&merchant, "listing", "/shopify/connections/%s/products", p.connection);
        for (; hit && n < 100; n++) {
                expect(202, merchant.key, "POST", format("%s/%s/push", products, p.listing_id), NULL);
                turn(&p, n, &hit);
                until_step(&p, "done");
                is_there(&p, true);
        }
        assert_in_range(n, 10, 99);
        expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", p.listing_id), NULL);
        eventually(merchant.key, products, is_wanted_no_more, NULL);
        for (n = 1; n < 12; n++)
                turn(&p, n, &hit);
        until_step(&p, "ended");
        is_there(&p, false);
        admin_stop(p.admin);
        db_close(p.db);
        db_close(p.owner);
}

/* Two list it as due, one has its turn and breaks it, or has to wait: then the other has none. */
static void a_turn_is_had_only_while_it_is_due(void **state)
{
        static const struct { const char *due_at, *as; enum problem problem; } cases[] = {
                { "infinity", "active", PROBLEM_BUSY }, { NULL, "broken", PROBLEM_BUSY }, { NULL, "active", PROBLEM_OK },
        };
        struct merchant merchant = new_merchant();
        struct pushed p = { .owner = as_owner(statements), .db = as_service("listing"), .shop = format("%s.myshopify.com", unique("shop")), .admin = admin_start() };
        struct shop shop;

        (void)state;
        begin(&p, &merchant);
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                assert_int_equal(db_exec(p.owner, &put_off, DB_ARGS(db_uuid(&p.merchant_id), db_text(cases[i].due_at), db_text(cases[i].as)), NULL), PROBLEM_OK);
                assert_int_equal(shop_lease(p.db, test_memory, &p.merchant_id, &p.connection_id, &shop), cases[i].problem);
        }
        admin_stop(p.admin);
        db_close(p.db);
        db_close(p.owner);
}

static int setup(void **state) { return unit_setup(state) || api_setup(state); }
static int teardown(void **state) { return api_teardown(state) || unit_teardown(state); }

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_setup_teardown(a_turn_is_had_only_while_it_is_due, setup, teardown),
                cmocka_unit_test_setup_teardown(each_failure_of_the_database_is_survived, setup, teardown),
        };

        test_config();
        return UNIT_MAIN(tests);
}

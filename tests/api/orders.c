/* Orders: bound once, in one currency, and what Shopify says of them in any order. */
#include <pthread.h>
#include <unistd.h>

#include "support/database.h"
#include "support/steps.h"

STATEMENT(sent, 2, "select count(*)::text from fulfillment.outbox where merchant_id = $1::uuid and topic = $2::text");
STATEMENT(told, 2, "select ((select count(*) from fulfillment.idempotency where sealed_answer like '%' || $2 || '%')"
                   " + (select count(*) from fulfillment.outbox where payload::text like '%' || $2 || '%')"
                   " + (select count(*) from ledger.event where payload::text || actor like '%' || $2 || '%')"
                   " + (select count(*) from fulfillment.resale_order where merchant_id = $1::uuid and (sealed_customer like '%' || $2 || '%' or customer_key like '%' || $2 || '%')))::text");
STATEMENT(key_is_hash, 2, "select count(*)::text from fulfillment.resale_order where merchant_id = $1::uuid and customer_key = encode(sha256($2::bytea), 'hex')");
static const struct sql *const statements[] = { &sent, &told, &key_is_hash, NULL };

/* The first column, as the owner sees it. */
static int64_t rows_for(const struct sql *sql, const struct merchant *merchant, const char *text)
{
        test_memory = arena_new();
        struct db *db = as_owner(statements);
        int64_t count = strtoll(value_of(db, sql, DB_ARGS(db_text(merchant->id), db_text(text))), NULL, 10);

        db_close(db);
        arena_free(test_memory);
        return count;
}

static const char *body_of(const char *id, const char *currency, const char *lines)
{
        return format("{\"provider_order_id\":\"%s\",\"currency\":\"%s\",\"lines\":[%s]}", id, currency, lines);
}

static const char *line_of(const char *listing_id) { return format("{\"listing_id\":\"%s\"}", listing_id); }

static void an_order_is_bound_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *path = at(&merchant, "fulfillment", "/orders");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *body = body_of(unique("o"), "USD", line_of(listing_id));

        (void)state;
        json_t *order = done_once(201, merchant.key, "POST", path, "%s", body);
        assert_string_equal(text_at(order, "lines.0.state"), "bound");
        expect_problem(409, "already-exists", merchant.key, "POST", path, "%s", body);
        assert_int_equal(json_array_size(value_at(books(&merchant, piece.unit_id), "postings")), 3);
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", path, NULL), "items")), 1);
        done_once(200, merchant.key, "POST", format("%s/%s/cancel", path, text_at(order, "order_id")), NULL);
        assert_int_equal(json_array_size(value_at(books(&merchant, piece.unit_id), "postings")), 6);
        expect_problem(409, "order-state", merchant.key, "POST", format("%s/%s/cancel", path, text_at(order, "order_id")), NULL);
        expect_problem(404, "order-not-found", merchant.key, "GET", format("%s/%s", path, new_uuid()), NULL);
}

static void the_same_piece_twice_in_one_order_is_sold_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *path = at(&merchant, "fulfillment", "/orders");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        json_t *order = expect(201, merchant.key, "POST", path, "%s", body_of(unique("o"), "USD", format("%s,%s", line_of(listing_id), line_of(listing_id))));
        assert_string_not_equal(text_at(order, "lines.0.state"), text_at(order, "lines.1.state"));
        assert_int_equal(json_array_size(value_at(order, "refund_tasks")), 1);
        assert_int_equal(json_array_size(value_at(books(&merchant, piece.unit_id), "postings")), 3);
}

static void an_order_has_one_currency(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *path = at(&merchant, "fulfillment", "/orders");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        expect_field(422, "lines[0].price.currency", merchant.key, "POST", path, "%s",
                     body_of(unique("o"), "USD", format("{\"listing_id\":\"%s\",\"price\":{\"amount\":1,\"currency\":\"EUR\"}}", listing_id)));
        expect_field(422, "lines[0].price.amount", merchant.key, "POST", path, "%s",
                     body_of(unique("o"), "USD", format("{\"listing_id\":\"%s\",\"price\":{\"amount\":-1,\"currency\":\"USD\"}}", listing_id)));
        expect_field(422, "currency", merchant.key, "POST", path, "%s", body_of(unique("o"), "EUR", line_of(listing_id)));   /* listed in USD, and no price said */
        assert_string_equal(unit_state(&merchant, piece.unit_id), "listed");
        json_t *order = expect(201, merchant.key, "POST", path, "%s",
                               body_of(unique("o"), "EUR", format("{\"listing_id\":\"%s\",\"price\":{\"amount\":7900,\"currency\":\"EUR\"}}", listing_id)));
        assert_string_equal(text_at(books(&merchant, piece.unit_id), "postings.0.amount.currency"), "EUR");
        expect(200, merchant.key, "POST", format("%s/%s/cancel", path, text_at(order, "order_id")), NULL);
        books(&merchant, piece.unit_id);
}

static void another_merchants_listings_and_orders_are_not_there(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *listing_id = NULL, *path = at(&merchant, "fulfillment", "/orders");
        struct piece piece = a_listed_unit(&other, false, &listing_id);

        (void)state;
        expect_problem(404, "listing-not-found", merchant.key, "POST", path, "%s", body_of(unique("o"), "USD", line_of(listing_id)));
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", path, NULL), "items")), 0);   /* nothing half-written */
        assert_string_equal(unit_state(&other, piece.unit_id), "listed");
        const char *order = an_order(&other, listing_id, NULL);
        expect_problem(404, "order-not-found", merchant.key, "GET", format("%s/%s", path, order), NULL);
        expect_problem(404, "order-not-found", merchant.key, "POST", format("%s/%s/cancel", path, order), NULL);
        expect_problem(404, "order-not-found", staff("fulfilment"), "POST", format("%s/%s/pick", path, order), "{\"code\":\"%s\"}", piece.plate);
        expect_problem(404, "unit-not-found", merchant.key, "GET", at(&merchant, "fulfillment", "/units/%s/returnability", piece.unit_id), NULL);
        expect_problem(404, "unit-not-found", merchant.key, "GET", at(&merchant, "fulfillment", "/units/%s/books", piece.unit_id), NULL);
        assert_string_equal(unit_state(&other, piece.unit_id), "sold");
}

static void what_was_withdrawn_is_not_sold_by_a_late_payment(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *collection_id;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        collection_id = text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/collections"), NULL), "items.0.collection_id");
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/listings"), "{\"unit_id\":\"%s\",\"collection_id\":\"%s\",\"price\":{\"amount\":2000,\"currency\":\"USD\"}}", piece.unit_id,
               collection_id);
        json_t *order = expect(201, merchant.key, "POST", at(&merchant, "fulfillment", "/orders"), "%s", body_of(unique("o"), "USD", line_of(listing_id)));
        assert_string_equal(text_at(order, "lines.0.state"), "refused");   /* that offer is gone; the new one stands */
        assert_string_equal(unit_state(&merchant, piece.unit_id), "listed");
}

static void customers_data_stay_on_the_order(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *email = format("%s@example.com", unique("customer"));

        (void)state;
        expect(204, merchant.key, "PUT", at(&merchant, "fulfillment", "/subscription"), "{\"url\":\"http://127.0.0.1:9/\",\"secret\":\"a secret of sixteen\"}");
        a_listed_unit(&merchant, false, &listing_id);
        for (int i = 0; i < 2; i++)   /* the second is refused: word of it goes out */
                done_once(201, merchant.key, "POST", at(&merchant, "fulfillment", "/orders"), "%s",
                          format("{\"provider_order_id\":\"%s\",\"currency\":\"USD\",\"email\":\"%s\",\"customer\":{\"name\":\"%s\"},\"lines\":[%s]}", unique("o"), email, email,
                            line_of(listing_id)));
        assert_int_equal(rows_for(&sent, &merchant, "order.unit_gone"), 1);
        assert_int_equal(rows_for(&told, &merchant, email), 0);
        assert_int_equal(rows_for(&key_is_hash, &merchant, email), 0);   /* nor by trying addresses out */
}

/* --- Shopify --- */

static const char *shopify_order(const char *id, const char *lines)
{
        return format("{\"id\":%s,\"name\":\"#%s\",\"currency\":\"USD\",\"email\":\"b@example.com\",\"processed_at\":\"2026-11-21T10:00:00-05:00\",\"line_items\":[%s]}", id, id, lines);
}

static const char *shopify_line(const char *listing_id, int quantity, const char *discount)
{
        return format("{\"id\":866550311766439020,\"quantity\":%d,\"price\":\"84.00\",\"discount_allocations\":[{\"amount\":\"%s\"}],"
                      "\"properties\":[{\"name\":\"_resale_listing\",\"value\":\"%s\"}]}", quantity, discount, listing_id);
}

static void shopify(const struct merchant *merchant, const char *topic, const char *body)
{
        assert_int_equal(send_shopify(webhook_secret, format("/fulfillment/v1/webhooks/shopify/%s", merchant->id), topic, body).status, 200);
}

static bool has_order(const json_t *json, const void *context)
{
        (void)context;
        return json_array_size(json_object_get(json, "items")) > 0;
}

static json_t *first_order(const struct merchant *merchant)
{
        return value_at(eventually(merchant->key, at(merchant, "fulfillment", "/orders"), has_order, NULL), "items.0");
}

static const char *a_number(void)
{
        static int64_t last = 5812345678901234567;   /* beyond 2^53 */

        return format("%lld", (long long)last++);
}

static void one_listing_is_one_piece_whatever_the_quantity(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *id = a_number();
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        connect_source(&merchant, "shopify");
        shopify(&merchant, "orders/paid", shopify_order(id, format("%s,%s", shopify_line(new_uuid(), 1, "0.00"), shopify_line(listing_id, 2, "8.01"))));
        json_t *order = first_order(&merchant);   /* the line of a listing that is not ours is no reason to lose the other */
        assert_string_equal(text_at(order, "provider_order_id"), id);
        assert_int_equal(json_array_size(value_at(order, "lines")), 2);
        assert_int_equal(json_array_size(value_at(order, "refund_tasks")), 1);
        json_t *postings = value_at(books(&merchant, piece.unit_id), "postings");
        assert_int_equal(json_array_size(postings), 3);
        assert_int_equal(integer_at(postings, "0.amount.amount"), 8400 - 401);   /* the customer's: its half of the discount, and the odd cent */
}

static void a_cancellation_that_comes_first_is_remembered(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *id = a_number();
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        connect_source(&merchant, "shopify");
        shopify(&merchant, "orders/cancelled", shopify_order(id, shopify_line(listing_id, 1, "0.00")));
        assert_string_equal(text_at(first_order(&merchant), "state"), "cancelled");
        shopify(&merchant, "orders/paid", shopify_order(id, shopify_line(listing_id, 1, "0.00")));
        shopify(&merchant, "orders/cancelled", shopify_order(a_number(), shopify_line(listing_id, 1, "0.00")));
        for (int i = 0; i < 100 && json_array_size(value_at(expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/orders"), NULL), "items")) < 2; i++)
                usleep(20000);   /* the later message was worked on, so the one before was */
        assert_string_equal(unit_state(&merchant, piece.unit_id), "listed");
}

static void a_cancellation_after_the_pick_is_refused_and_said(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *id = a_number();
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        connect_source(&merchant, "shopify");
        expect(204, merchant.key, "PUT", at(&merchant, "fulfillment", "/subscription"), "{\"url\":\"http://127.0.0.1:9/\",\"secret\":\"a secret of sixteen\"}");
        shopify(&merchant, "orders/paid", shopify_order(id, shopify_line(listing_id, 1, "0.00")));
        const char *order = text_at(first_order(&merchant), "order_id");
        expect(200, staff("fulfilment"), "POST", at(&merchant, "fulfillment", "/orders/%s/pick", order), "{\"code\":\"%s\"}", piece.plate);
        expect_problem(409, "order-state", merchant.key, "POST", at(&merchant, "fulfillment", "/orders/%s/cancel", order), NULL);
        shopify(&merchant, "orders/cancelled", shopify_order(id, shopify_line(listing_id, 1, "0.00")));
        for (int i = 0; i < 500 && !rows_for(&sent, &merchant, "order.cancel_refused"); i++)
                usleep(20000);
        assert_int_equal(rows_for(&sent, &merchant, "order.cancel_refused"), 1);
        assert_string_equal(text_at(expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/orders/%s", order), NULL), "state"), "open");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "picked");
}

/* --- races --- */

struct race { const char *path, *body, *key; int bound; };

static void *run_race(void *context)
{
        struct race *race = context;
        struct answer answer = call(race->key, "POST", race->path, "%s", race->body);

        race->bound = answer.status == 201 ? text_equal(text_at(answer.json, "lines.0.state"), "bound") + text_equal(text_at(answer.json, "lines.1.state"), "bound") : -100;
        api_teardown(NULL);
        return NULL;
}

static void of_many_orders_one_has_each_piece(void **state)
{
        enum { RUNNERS = 6 };
        struct merchant merchant = new_merchant();
        const char *one = NULL, *two = NULL;
        struct race race[RUNNERS];
        pthread_t thread[RUNNERS];
        int bound = 0;

        (void)state;
        a_listed_unit(&merchant, false, &one);
        a_listed_unit(&merchant, false, &two);
        for (int i = 0; i < RUNNERS; i++) {
                const char *lines = i % 2 ? format("%s,%s", line_of(one), line_of(two)) : format("%s,%s", line_of(two), line_of(one));
                race[i] = (struct race){ at(&merchant, "fulfillment", "/orders"), body_of(unique("o"), "USD", lines), merchant.key, 0 };
                assert_int_equal(pthread_create(&thread[i], NULL, run_race, &race[i]), 0);
        }
        for (int i = 0; i < RUNNERS; i++) {
                pthread_join(thread[i], NULL);
                bound += race[i].bound;
        }
        assert_int_equal(bound, 2);
}

struct duel { const char *path, *body, *key; pthread_barrier_t *start; struct answer answer; };

static void *run_duel(void *context)
{
        struct duel *duel = context;

        pthread_barrier_wait(duel->start);
        struct answer answer = call(duel->key, "POST", duel->path, "%s", duel->body);
        duel->answer = (struct answer){ .status = answer.status, .text = strdup(answer.text) };
        api_teardown(NULL);
        return NULL;
}

/* One storefront leases while another's customer pays: one of them has the piece, never both. */
static void duel(const struct merchant *merchant, const char *listing_id)
{
        pthread_barrier_t start;
        pthread_t thread[2];
        struct duel side[2] = {
                { at(merchant, "fulfillment", "/claims"), line_of(listing_id), merchant->key, &start, { 0 } },
                { at(merchant, "fulfillment", "/orders"), body_of(unique("o"), "USD", line_of(listing_id)), merchant->key, &start, { 0 } },
        };

        pthread_barrier_init(&start, NULL, 2);
        for (int i = 0; i < 2; i++)
                assert_int_equal(pthread_create(&thread[i], NULL, run_duel, &side[i]), 0);
        for (int i = 0; i < 2; i++)
                pthread_join(thread[i], NULL);
        pthread_barrier_destroy(&start);
        assert_int_equal(side[1].answer.status, 201);
        bool claimed = side[0].answer.status == 201, bound = strstr(side[1].answer.text, "\"bound\"") != NULL;
        free(side[0].answer.text);
        free(side[1].answer.text);
        assert_true(claimed != bound);
}

static void a_lease_and_a_payment_at_once_have_one_winner(void **state)
{
        enum { DUELS = 12 };
        struct merchant merchant = new_merchant();

        (void)state;
        for (int i = 0; i < DUELS; i++) {
                const char *listing_id = NULL;
                a_listed_unit(&merchant, false, &listing_id);
                duel(&merchant, listing_id);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(an_order_is_bound_once), api_test(the_same_piece_twice_in_one_order_is_sold_once), api_test(an_order_has_one_currency),
                api_test(another_merchants_listings_and_orders_are_not_there), api_test(what_was_withdrawn_is_not_sold_by_a_late_payment), api_test(customers_data_stay_on_the_order),
                api_test(one_listing_is_one_piece_whatever_the_quantity), api_test(a_cancellation_that_comes_first_is_remembered),
                api_test(a_cancellation_after_the_pick_is_refused_and_said), api_test(of_many_orders_one_has_each_piece),
                api_test(a_lease_and_a_payment_at_once_have_one_winner),
        };

        return API_MAIN(tests);
}

/* Returns, the books, and what others send: connections and subscriptions. */
#include "support/database.h"
#include "support/steps.h"

STATEMENT(age, 1, "update fulfillment.parcel set shipped_at = shipped_at - interval '40 days' where parcel_id = $1::uuid");
static const struct sql *const statements[] = { &age, NULL };

static const char *because(const char *reason) { return format("{\"reason\":\"%s\"}", reason); }

static json_t *returnability(const struct merchant *merchant, const char *unit_id)
{
        return expect(200, merchant->key, "GET", at(merchant, "fulfillment", "/units/%s/returnability", unit_id), NULL);
}

static bool has_postings(const json_t *json, const void *count) { return json_array_size(json_object_get(json, "postings")) == *(const size_t *)count; }

static void receive_again(const struct merchant *merchant, const char *unit_id, size_t postings)
{
        expect(200, staff("receiver"), "POST", at(merchant, "intake", "/units/%s/receive-again", unit_id), "{\"facility_id\":\"%s\"}", facility());
        eventually(merchant->key, at(merchant, "fulfillment", "/units/%s/books", unit_id), has_postings, &postings);
        books(merchant, unit_id);
}

static void a_return_is_authorised_once_and_keeps_its_reason_off_the_ledger(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *path = at(&merchant, "fulfillment", "/units/%s/returns", piece.unit_id), *order = an_order(&merchant, listing_id, NULL);

        (void)state;
        expect_problem(409, "not-returnable", merchant.key, "POST", path, "%s", because("not shipped"));
        a_shipped_parcel(&merchant, order, piece.plate, unique("1Z"));
        expect_field(422, "reason", merchant.key, "POST", path, "{}");
        json_t *returned = done_once(201, merchant.key, "POST", path, "%s", because("call me on 555-0100"));
        assert_string_equal(text_at(returned, "state"), "authorised");
        expect_problem(409, "not-returnable", merchant.key, "POST", path, "%s", because("again"));
        assert_null(strstr(call(merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL).text, "555-0100"));
        receive_again(&merchant, piece.unit_id, 6);
        json_t *past = expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/orders/%s", order), NULL);
        assert_string_equal(text_at(past, "refund_tasks.0.reason"), "returned");
        expect_problem(409, "order-state", merchant.key, "POST", at(&merchant, "fulfillment", "/orders/%s/cancel", order), NULL);   /* what came back is not cancelled */
        expect_problem(409, "not-returnable", merchant.key, "POST", path, "%s", because("again"));
}

static void a_second_sale_has_its_own_terms(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *collection_id;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        a_shipped_parcel(&merchant, an_order(&merchant, listing_id, NULL), piece.plate, unique("1Z"));
        collection_id = text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/collections"), NULL), "items.0.collection_id");
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", collection_id),
               "{\"return_days\":7,\"final_sale\":true,\"price_shares\":{\"*\":5000},\"auto_publish\":true}");
        assert_true(json_is_true(value_at(returnability(&merchant, piece.unit_id), "returnable")));   /* frozen at the sale */
        expect(201, merchant.key, "POST", at(&merchant, "fulfillment", "/units/%s/returns", piece.unit_id), "%s", because("small"));
        receive_again(&merchant, piece.unit_id, 6);
        grade(&merchant, piece.unit_id, "none");
        until_state(&merchant, piece.unit_id, "listed");
        json_t *offers = expect(200, merchant.key, "GET", at(&merchant, "listing", "/listings"), NULL);
        assert_string_equal(text_at(offers, "items.1.listing_id"), listing_id);
        assert_string_equal(text_at(offers, "items.1.state"), "sold");
        const char *order = an_order(&merchant, text_at(offers, "items.0.listing_id"), NULL);
        a_shipped_parcel(&merchant, order, piece.plate, unique("1Z"));
        json_t *no = returnability(&merchant, piece.unit_id);
        assert_true(json_is_false(value_at(no, "returnable")));
        assert_non_null(strstr(text_at(no, "why"), "policy version 2"));
        expect_problem(409, "not-returnable", merchant.key, "POST", at(&merchant, "fulfillment", "/units/%s/returns", piece.unit_id), "%s", because("x"));
        assert_int_equal(json_array_size(value_at(books(&merchant, piece.unit_id), "postings")), 9);
}

static void a_window_ends(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *parcel = a_shipped_parcel(&merchant, an_order(&merchant, listing_id, NULL), piece.plate, unique("1Z"));
        struct db *db = as_owner(statements);

        (void)state;
        assert_int_equal(db_exec_one(db, &age, DB_ARGS(db_text(parcel)), PROBLEM_INTERNAL), PROBLEM_OK);
        db_close(db);
        json_t *no = returnability(&merchant, piece.unit_id);
        assert_true(json_is_false(value_at(no, "returnable")));
        assert_non_null(strstr(text_at(no, "why"), "30 days ended on"));
        expect_problem(409, "not-returnable", merchant.key, "POST", at(&merchant, "fulfillment", "/units/%s/returns", piece.unit_id), "%s", because("x"));
        assert_string_equal(unit_state(&merchant, piece.unit_id), "shipped");
}

static void another_merchants_units_are_not_there(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *listing_id = NULL;
        struct piece piece = a_listed_unit(&other, false, &listing_id);

        (void)state;
        a_shipped_parcel(&other, an_order(&other, listing_id, NULL), piece.plate, unique("1Z"));
        expect_problem(404, "unit-not-found", merchant.key, "POST", at(&merchant, "fulfillment", "/units/%s/returns", piece.unit_id), "%s", because("x"));
        expect_problem(404, "unit-not-found", merchant.key, "GET", at(&merchant, "fulfillment", "/units/%s/returnability", piece.unit_id), NULL);
        expect_problem(404, "unit-not-found", merchant.key, "GET", at(&merchant, "fulfillment", "/units/%s/books", piece.unit_id), NULL);
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/earnings"), NULL), "currencies")), 0);
        assert_string_equal(unit_state(&other, piece.unit_id), "shipped");
        struct piece unsold = a_received_unit(&merchant);
        expect_problem(404, "order-not-found", merchant.key, "POST", at(&merchant, "fulfillment", "/units/%s/returns", unsold.unit_id), "%s", because("x"));
}

static void earnings_are_of_a_time(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;

        (void)state;
        a_listed_unit(&merchant, false, &listing_id);
        an_order(&merchant, listing_id, NULL);
        json_t *now = expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/earnings"), NULL);
        assert_int_equal(integer_at(now, "currencies.0.units_sold"), 1);
        assert_int_equal(integer_at(now, "currencies.0.partner.amount"), 2520);
        json_t *past = expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/earnings?from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:00Z"), NULL);
        assert_int_equal(json_array_size(value_at(past, "currencies")), 0);
        expect_field(422, "to", merchant.key, "GET", at(&merchant, "fulfillment", "/earnings?to=2020-01-01T00:00:00"), NULL);
}

static void who_sends_is_set_up(void **state)
{
        struct merchant merchant = new_merchant();
        static const char *const sources[] = { "shopify", "easypost", "aftership" };
        const char *path = "", *subscription = at(&merchant, "fulfillment", "/subscription");

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
                const char *route = format("/fulfillment/v1/webhooks/%s/%s", sources[i], merchant.id);
                path = at(&merchant, "fulfillment", "/connections/%s", sources[i]);
                assert_string_equal(text_at(send_webhook(sources[i], webhook_secret, route, NULL, "{}").json, "code"), "webhook-not-connected");
                done_once(204, merchant.key, "PUT", path, "%s", format("{\"secret\":\"%s\"}", webhook_secret));
                assert_int_equal(send_webhook(sources[i], webhook_secret, route, NULL, "{}").status, 200);
                assert_int_equal(send_webhook(sources[i], webhook_secret, route, NULL, "{}").status, 200);   /* again */
                assert_string_equal(text_at(send_webhook(sources[i], "a secret of others", route, NULL, "{\"a\":1}").json, "code"), "wrong-signature");
                assert_int_equal(send_webhook(sources[i], webhook_secret, route, NULL, "[]").status, 400);
        }
        expect_field(422, "secret", merchant.key, "PUT", path, "{\"secret\":\"short\"}");
        expect_field(422, "source", merchant.key, "PUT", at(&merchant, "fulfillment", "/connections/loop"), "{\"secret\":\"%s\"}", webhook_secret);
        done_once(204, merchant.key, "PUT", subscription, "%s", "{\"url\":\"https://example.com/hook\",\"secret\":\"a secret of sixteen\"}");
        expect_field(422, "url", merchant.key, "PUT", subscription, "{\"url\":\"ftp://example.com/\",\"secret\":\"a secret of sixteen\"}");
        expect_field(422, "secret", merchant.key, "PUT", subscription, "{\"url\":\"https://example.com/hook\"}");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_return_is_authorised_once_and_keeps_its_reason_off_the_ledger), api_test(a_second_sale_has_its_own_terms), api_test(a_window_ends),
                api_test(another_merchants_units_are_not_there), api_test(earnings_are_of_a_time), api_test(who_sends_is_set_up),
        };

        return API_MAIN(tests);
}

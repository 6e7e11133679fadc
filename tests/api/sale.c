/* Claims, orders, shipping, returns, books. */
#include "support/steps.h"

static void a_claim_is_a_lease(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *path = at(&merchant, "fulfillment", "/claims");

        (void)state;
        const char *first = a_claim(&merchant, listing_id);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", format("%s/%s", path, first), NULL), "fencing"), 1);
        expect_problem(409, "unit-claimed", merchant.key, "POST", path, "{\"unit_id\":\"%s\"}", piece.unit_id);
        expect(204, merchant.key, "DELETE", format("%s/%s", path, first), NULL);
        expect_problem(409, "claim-expired", merchant.key, "DELETE", format("%s/%s", path, first), NULL);
        const char *second = a_claim(&merchant, listing_id);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", format("%s/%s", path, second), NULL), "fencing"), 2);
        an_order(&merchant, listing_id, second);
        expect_problem(409, "unit-gone", merchant.key, "POST", path, "{\"listing_id\":\"%s\"}", listing_id);
        expect_problem(404, "claim-not-found", merchant.key, "DELETE", format("%s/%s", path, new_uuid()), NULL);
        expect_problem(404, "listing-not-found", merchant.key, "POST", path, "{\"listing_id\":\"%s\"}", new_uuid());
        expect_field(422, "listing_id", merchant.key, "POST", path, "{}");
        expect_field(422, "minutes", merchant.key, "POST", path, "{\"listing_id\":\"%s\",\"minutes\":61}", listing_id);
}

static void a_unit_is_sold_once_and_a_late_payment_is_answered(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *held = a_claim(&merchant, listing_id);

        (void)state;
        json_t *late = expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/orders/%s", an_order(&merchant, listing_id, NULL)), NULL);
        assert_string_equal(text_at(late, "lines.0.state"), "refused");   /* another storefront holds it */
        assert_string_equal(text_at(late, "refund_tasks.0.reason"), "unit-gone");
        json_t *good = expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/orders/%s", an_order(&merchant, listing_id, held)), NULL);
        assert_string_equal(text_at(good, "lines.0.state"), "bound");
        assert_int_equal(integer_at(good, "lines.0.terms.return_days"), 30);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "sold");
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/units/%s/books", piece.unit_id), NULL), "sum"), 0);
        json_t *earnings = expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/earnings"), NULL);
        assert_int_equal(integer_at(earnings, "currencies.0.merchant.amount"), 5880);   /* 70 % of 84.00 */
        expect_field(422, "from", merchant.key, "GET", at(&merchant, "fulfillment", "/earnings?from=yesterday"), NULL);
}

static void an_order_is_known_by_its_id(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *id = unique("o"), *path = at(&merchant, "fulfillment", "/orders");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *body = format("{\"provider_order_id\":\"%s\",\"currency\":\"USD\",\"lines\":[{\"listing_id\":\"%s\"}]}", id, listing_id);

        (void)state;
        const char *order = text_at(expect(201, merchant.key, "POST", path, "%s", body), "order_id");
        expect_problem(409, "already-exists", merchant.key, "POST", path, "%s", body);
        expect_problem(404, "listing-not-found", merchant.key, "POST", path, "{\"provider_order_id\":\"%s\",\"currency\":\"USD\",\"lines\":[{\"listing_id\":\"%s\"}]}", unique("o"), new_uuid());
        expect_field(422, "lines", merchant.key, "POST", path, "{\"provider_order_id\":\"x\",\"currency\":\"USD\",\"lines\":[]}");
        expect_field(422, "currency", merchant.key, "POST", path, "{\"provider_order_id\":\"x\",\"currency\":\"AAA\",\"lines\":[{\"listing_id\":\"%s\"}]}", listing_id);
        expect(200, merchant.key, "POST", format("%s/%s/cancel", path, order), NULL);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "listed");
        expect_problem(409, "order-state", merchant.key, "POST", format("%s/%s/cancel", path, order), NULL);
        expect_problem(404, "order-not-found", merchant.key, "POST", format("%s/%s/cancel", path, new_uuid()), NULL);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/units/%s/books", piece.unit_id), NULL), "sum"), 0);
        an_order(&merchant, listing_id, NULL);   /* and it can be sold again */
}

static void only_the_bought_piece_is_picked(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id), other = a_received_unit(&merchant);
        const char *order = an_order(&merchant, listing_id, NULL), *path = at(&merchant, "fulfillment", "/orders/%s", order);

        (void)state;
        expect_problem(409, "wrong-unit", staff("fulfilment"), "POST", format("%s/pick", path), "{\"code\":\"%s\"}", other.plate);
        expect_problem(404, "code-unknown", staff("fulfilment"), "POST", format("%s/pick", path), "{\"code\":\"nothing\"}");
        expect_problem(409, "unit-state", staff("fulfilment"), "POST", format("%s/parcels", path), "{\"codes\":[\"%s\"]}", piece.plate);   /* not picked yet */
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", path, NULL), "parcels")), 0);                          /* and nothing half-written */
        const char *tracking = unique("1Z"), *parcel = a_shipped_parcel(&merchant, order, piece.plate, tracking);
        expect_problem(409, "unit-state", staff("fulfilment"), "POST", format("%s/pick", path), "{\"code\":\"%s\"}", piece.plate);
        expect_problem(409, "order-state", staff("fulfilment"), "POST", at(&merchant, "fulfillment", "/parcels/%s/ship", parcel), "{\"carrier\":\"UPS\",\"tracking_number\":\"%s\"}", tracking);
        expect_problem(404, "parcel-not-found", staff("fulfilment"), "POST", at(&merchant, "fulfillment", "/parcels/%s/ship", new_uuid()), "{\"carrier\":\"UPS\",\"tracking_number\":\"%s\"}",
                       tracking);
        assert_string_equal(text_at(expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/parcels/%s", parcel), NULL), "units.0.state"), "shipped");
        expect_problem(409, "order-state", merchant.key, "POST", format("%s/cancel", path), NULL);
}

static void carriers_bring_it_home_and_disorder_does_no_harm(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *tracking = unique("1Z"), *path = format("/fulfillment/v1/webhooks/aftership/%s", merchant.id);
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        connect_source(&merchant, "aftership");
        expect_field(422, "source", merchant.key, "PUT", at(&merchant, "fulfillment", "/connections/pigeon"), "{\"secret\":\"%s\"}", webhook_secret);
        a_shipped_parcel(&merchant, an_order(&merchant, listing_id, NULL), piece.plate, tracking);
        assert_int_equal(send_webhook("aftership", webhook_secret, path, NULL,
                         format("{\"event\":\"tracking_update\",\"event_id\":\"%s\",\"msg\":{\"tracking_number\":\"%s\",\"tag\":\"Delivered\"}}", new_uuid(), tracking)).status, 200);
        until_state(&merchant, piece.unit_id, "delivered");
        assert_int_equal(send_webhook("aftership", webhook_secret, path, NULL,
                         format("{\"event\":\"tracking_update\",\"event_id\":\"%s\",\"msg\":{\"tracking_number\":\"%s\",\"tag\":\"InTransit\"}}", new_uuid(), tracking)).status, 200);
        assert_int_equal(send_webhook("aftership", webhook_secret, path, NULL, format("{\"event_id\":\"%s\",\"msg\":{\"tracking_number\":\"nobody's\",\"tag\":\"Delivered\"}}", new_uuid())).status,
                         200);
        assert_int_equal(send_webhook("aftership", "another secret!", path, NULL, "{}").status, 401);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "delivered");
}

static bool is_received(const json_t *json, const void *context) { (void)context; return json_integer_value(json_object_get(json, "sum")) == 0 && json_array_size(json_object_get(json,
                                                                                                                                                                  "postings")) == 6; }

static void a_sale_comes_back_unless_it_was_final(void **state)
{
        struct merchant merchant = new_merchant(), strict = new_merchant();
        const char *listing_id = NULL, *final_id = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id), kept = a_listed_unit(&strict, true, &final_id);
        const char *path = at(&merchant, "fulfillment", "/units/%s", piece.unit_id);

        (void)state;
        expect_problem(404, "order-not-found", merchant.key, "GET", format("%s/returnability", path), NULL);
        a_shipped_parcel(&merchant, an_order(&merchant, listing_id, NULL), piece.plate, unique("1Z"));
        assert_true(json_is_true(value_at(expect(200, merchant.key, "GET", format("%s/returnability", path), NULL), "returnable")));
        json_t *returned = expect(201, merchant.key, "POST", format("%s/returns", path), "{\"reason\":\"too small\"}");
        expect_problem(409, "not-returnable", merchant.key, "POST", format("%s/returns", path), "{\"reason\":\"again\"}");
        assert_string_equal(text_at(expect(200, staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", text_at(returned, "rma")), "kind"), "resale_return");
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/receive-again", piece.unit_id), "{\"facility_id\":\"%s\"}", facility());
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL), "trip"), 2);
        eventually(merchant.key, format("%s/books", path), is_received, NULL);
        a_shipped_parcel(&strict, an_order(&strict, final_id, NULL), kept.plate, unique("1Z"));
        json_t *no = expect(200, strict.key, "GET", at(&strict, "fulfillment", "/units/%s/returnability", kept.unit_id), NULL);
        assert_true(json_is_false(value_at(no, "returnable")));
        assert_non_null(strstr(text_at(no, "why"), "final sale"));
        expect_problem(409, "not-returnable", strict.key, "POST", at(&strict, "fulfillment", "/units/%s/returns", kept.unit_id), "{\"reason\":\"x\"}");
        expect_problem(404, "unit-not-found", strict.key, "GET", at(&strict, "fulfillment", "/units/%s/returnability", new_uuid()), NULL);
}

static void of_many_storefronts_one_claims(void **state)
{
        enum { RUNNERS = 8 };
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct racer racer[RUNNERS];
        int won = 0;

        (void)state;
        a_listed_unit(&merchant, false, &listing_id);
        for (int i = 0; i < RUNNERS; i++)
                racer[i] = (struct racer){ merchant.key, at(&merchant, "fulfillment", "/claims"), format("{\"listing_id\":\"%s\"}", listing_id), 0 };
        race(racer, RUNNERS);
        for (int i = 0; i < RUNNERS; i++) {
                won += racer[i].status == 201;
                assert_true(racer[i].status == 201 || racer[i].status == 409);
        }
        assert_int_equal(won, 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_claim_is_a_lease), api_test(a_unit_is_sold_once_and_a_late_payment_is_answered), api_test(an_order_is_known_by_its_id),
                api_test(only_the_bought_piece_is_picked), api_test(carriers_bring_it_home_and_disorder_does_no_harm), api_test(a_sale_comes_back_unless_it_was_final),
                api_test(of_many_storefronts_one_claims),
        };

        return API_MAIN(tests);
}

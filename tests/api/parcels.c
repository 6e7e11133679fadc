/* Picking, packing, shipping, and what carriers say, in any order. */
#include "support/steps.h"

static json_t *parcel_of(const struct merchant *merchant, const char *parcel_id)
{
        return expect(200, merchant->key, "GET", at(merchant, "fulfillment", "/parcels/%s", parcel_id), NULL);
}

static const char *code(const char *plate) { return format("{\"code\":\"%s\"}", plate); }
static const char *codes(const char *one, const char *two) { return two ? format("{\"codes\":[\"%s\",\"%s\"]}", one, two) : format("{\"codes\":[\"%s\"]}", one); }
static const char *shipment(const char *tracking) { return format("{\"carrier\":\"UPS\",\"tracking_number\":\"%s\"}", tracking); }

/* An order of two pieces of one merchant. */
static const char *an_order_of_two(const struct merchant *merchant, struct piece piece[2])
{
        const char *listing_id[2] = { NULL, NULL };

        piece[0] = a_listed_unit(merchant, false, &listing_id[0]);
        piece[1] = a_listed_unit(merchant, false, &listing_id[1]);
        json_t *order = expect(201, merchant->key, "POST", at(merchant, "fulfillment", "/orders"),
                               "{\"provider_order_id\":\"%s\",\"currency\":\"USD\",\"lines\":[{\"listing_id\":\"%s\"},{\"listing_id\":\"%s\"}]}", unique("o"), listing_id[0], listing_id[1]);
        return text_at(order, "order_id");
}

static void each_step_is_done_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *as = staff("fulfilment"), *tracking = unique("1Z");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *path = at(&merchant, "fulfillment", "/orders/%s", an_order(&merchant, listing_id, NULL));

        (void)state;
        done_once(200, as, "POST", format("%s/pick", path), "%s", code(piece.plate));
        expect_problem(409, "unit-state", as, "POST", format("%s/pick", path), "%s", code(piece.plate));
        const char *parcel = text_at(done_once(201, as, "POST", format("%s/parcels", path), "%s", codes(piece.plate, NULL)), "parcel_id");
        expect_problem(409, "unit-state", as, "POST", format("%s/parcels", path), "%s", codes(piece.plate, NULL));
        const char *ship = at(&merchant, "fulfillment", "/parcels/%s/ship", parcel);
        done_once(200, as, "POST", ship, "%s", shipment(tracking));
        expect_problem(409, "order-state", as, "POST", ship, "%s", shipment(unique("1Z")));
        assert_string_equal(text_at(parcel_of(&merchant, parcel), "tracking_number"), tracking);   /* what it left with stays */
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", path, NULL), "parcels")), 1);
}

static void what_cannot_be_handled_is_refused(void **state)
{
        struct merchant merchant = new_merchant();
        const char *as = staff("fulfilment");
        struct piece piece[2];
        const char *path = at(&merchant, "fulfillment", "/orders/%s", an_order_of_two(&merchant, piece));

        (void)state;
        expect_field(422, "code", as, "POST", format("%s/pick", path), "{}");
        expect_field(422, "codes", as, "POST", format("%s/parcels", path), "{\"codes\":[]}");
        expect_problem(404, "order-not-found", as, "POST", at(&merchant, "fulfillment", "/orders/%s/parcels", new_uuid()), "%s", codes(piece[0].plate, NULL));
        expect_problem(404, "order-not-found", as, "POST", at(&merchant, "fulfillment", "/orders/%s/pick", new_uuid()), "%s", code(piece[0].plate));
        expect(200, as, "POST", format("%s/pick", path), "%s", code(piece[0].plate));
        expect_problem(409, "unit-state", as, "POST", format("%s/parcels", path), "%s", codes(piece[0].plate, piece[0].plate));   /* one piece is not packed twice */
        expect_problem(409, "unit-state", as, "POST", format("%s/parcels", path), "%s", codes(piece[0].plate, piece[1].plate));   /* nor one that was not picked */
        expect_problem(404, "code-unknown", as, "POST", format("%s/parcels", path), "%s", codes(piece[0].plate, "RP"));
        json_t *order = expect(200, merchant.key, "GET", path, NULL);
        assert_int_equal(json_array_size(value_at(order, "parcels")), 0);   /* nothing half-written */
        assert_string_equal(unit_state(&merchant, piece[0].unit_id), "picked");
        const char *parcel = text_at(expect(201, as, "POST", format("%s/parcels", path), "%s", codes(piece[0].plate, NULL)), "parcel_id");
        const char *ship = at(&merchant, "fulfillment", "/parcels/%s/ship", parcel);
        expect_field(422, "carrier", as, "POST", ship, "{\"tracking_number\":\"12345\"}");
        expect_field(422, "tracking_number", as, "POST", ship, "{\"carrier\":\"UPS\",\"tracking_number\":\"1\"}");
        expect_problem(404, "parcel-not-found", merchant.key, "GET", at(&merchant, "fulfillment", "/parcels/%s", new_uuid()), NULL);
        expect_problem(409, "order-state", merchant.key, "POST", format("%s/cancel", path), NULL);   /* one is packed: nothing is cancelled */
        assert_string_equal(unit_state(&merchant, piece[1].unit_id), "sold");
}

static void another_merchants_orders_parcels_and_plates_are_not_there(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *listing_id = NULL, *others = NULL, *as = staff("fulfilment");
        struct piece mine = a_listed_unit(&merchant, false, &listing_id), piece = a_listed_unit(&other, false, &others);
        const char *order = an_order(&merchant, listing_id, NULL), *parcel = a_shipped_parcel(&other, an_order(&other, others, NULL), piece.plate, unique("1Z"));

        (void)state;
        expect_problem(404, "code-unknown", as, "POST", at(&merchant, "fulfillment", "/orders/%s/pick", order), "%s", code(piece.plate));
        expect_problem(404, "code-unknown", as, "POST", at(&merchant, "fulfillment", "/orders/%s/parcels", order), "%s", codes(piece.plate, NULL));
        expect_problem(404, "order-not-found", as, "POST", at(&other, "fulfillment", "/orders/%s/pick", order), "%s", code(mine.plate));
        expect_problem(404, "order-not-found", as, "POST", at(&other, "fulfillment", "/orders/%s/parcels", order), "%s", codes(mine.plate, NULL));
        expect_problem(404, "parcel-not-found", merchant.key, "GET", at(&merchant, "fulfillment", "/parcels/%s", parcel), NULL);
        expect_problem(404, "parcel-not-found", as, "POST", at(&merchant, "fulfillment", "/parcels/%s/ship", parcel), "%s", shipment(unique("1Z")));
        assert_string_equal(unit_state(&merchant, mine.unit_id), "sold");
}

static void a_piece_of_another_order_is_the_wrong_one(void **state)
{
        struct merchant merchant = new_merchant();
        const char *one = NULL, *two = NULL, *as = staff("fulfilment");
        struct piece piece = a_listed_unit(&merchant, false, &one), other;

        (void)state;
        other = a_listed_unit(&merchant, false, &two);
        const char *order = an_order(&merchant, one, NULL), *path = at(&merchant, "fulfillment", "/orders/%s", order);
        an_order(&merchant, two, NULL);
        expect_problem(409, "wrong-unit", as, "POST", format("%s/pick", path), "%s", code(other.plate));
        expect(200, as, "POST", format("%s/pick", path), "%s", code(piece.plate));
        expect_problem(409, "wrong-unit", as, "POST", format("%s/parcels", path), "%s", codes(piece.plate, other.plate));
        assert_string_equal(unit_state(&merchant, other.unit_id), "sold");
}

static bool has_unit(const json_t *page, const char *unit_id)
{
        json_t *one;
        size_t i;

        json_array_foreach(value_at(page, "items"), i, one)
                if (text_equal(text_at(one, "unit_id"), unit_id))
                        return true;
        return false;
}

/* The pages of the floor's own list, one row at a time: each of the pieces is on exactly one of them. */
static void the_pick_list_goes_on_by_cursor(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece[2];
        int seen[2] = { 0 };
        const char *next = "";

        (void)state;
        an_order_of_two(&merchant, piece);
        for (int pages = 0; next && pages < 10000; pages++) {
                json_t *page = expect(200, staff("fulfilment"), "GET", format("/fulfillment/v1/picks?limit=%d%s%s", pages % 2 ? 3 : 1, *next ? "&cursor=" : "", next), NULL);
                for (int i = 0; i < 2; i++)
                        seen[i] += has_unit(page, piece[i].unit_id);
                next = json_string_value(value_at(page, "next"));
        }
        assert_int_equal(seen[0], 1);
        assert_int_equal(seen[1], 1);
        expect_field(422, "limit", staff("fulfilment"), "GET", "/fulfillment/v1/picks?limit=0", NULL);
        expect_field(422, "cursor", staff("fulfilment"), "GET", "/fulfillment/v1/picks?cursor=zz", NULL);
        expect_field(422, "cursor", staff("fulfilment"), "GET",   /* of the right form, and no time in it */
                     "/fulfillment/v1/picks?cursor=30303030303030302d303030302d303030302d303030302d303030303030303030303030736f6f6e", NULL);
}

static void says(const struct merchant *merchant, const char *tracking, const char *tag, const char *subtag)
{
        const char *body = format("{\"event_id\":\"%s\",\"msg\":{\"tracking_number\":\"%s\",\"tag\":\"%s\",\"subtag\":\"%s\",\"updated_at\":\"2026-11-24T12:00:00Z\"}}", new_uuid(), tracking, tag,
                                  subtag);

        assert_int_equal(send_webhook("aftership", webhook_secret, format("/fulfillment/v1/webhooks/aftership/%s", merchant->id), NULL, body).status, 200);
}

static bool has_news(const json_t *json, const void *status)
{
        json_t *one;
        size_t i;

        json_array_foreach(json_object_get(json, "events"), i, one)
                if (text_equal(text_at(one, "status"), status))
                        return true;
        return false;
}

static void news_that_come_before_the_parcel_are_kept_for_it(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *tracking = unique("1z"), *marker = unique("1Z");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id), other;

        (void)state;
        connect_source(&merchant, "aftership");
        const char *first = an_order(&merchant, listing_id, NULL);
        listing_id = NULL;
        other = a_listed_unit(&merchant, false, &listing_id);
        const char *parcel = a_shipped_parcel(&merchant, an_order(&merchant, listing_id, NULL), other.plate, marker);
        says(&merchant, tracking, "Delivered", "Delivered_001");
        says(&merchant, marker, "InTransit", "InTransit_001");
        eventually(merchant.key, at(&merchant, "fulfillment", "/parcels/%s", parcel), has_news, "InTransit");   /* so what came before was worked on */
        json_t *early = parcel_of(&merchant, a_shipped_parcel(&merchant, first, piece.plate, format("%.6s %s", tracking, tracking + 6)));
        assert_string_equal(text_at(early, "state"), "delivered");
        assert_string_equal(text_at(early, "delivered_at"), "2026-11-24T12:00:00.000000Z");
        assert_string_equal(text_at(early, "events.0.status"), "Delivered");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "delivered");
        assert_string_equal(unit_state(&merchant, other.unit_id), "shipped");
}

/* Nobody asked for it, and it came back: the sale is over, the money is owed, and the piece can be sold again. */
static void what_the_carrier_brings_back_is_sold_again(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *tracking = unique("1Z");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *first = an_order(&merchant, listing_id, NULL);

        (void)state;
        connect_source(&merchant, "aftership");
        a_shipped_parcel(&merchant, first, piece.plate, tracking);
        says(&merchant, tracking, "Exception", "Exception_011");
        until_state(&merchant, piece.unit_id, "returning");
        says(&merchant, tracking, "Delivered", "Delivered_001");   /* to us: no news of the customer's */
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/receive-again", piece.unit_id), "{\"facility_id\":\"%s\"}", facility());
        grade(&merchant, piece.unit_id, "none");
        until_state(&merchant, piece.unit_id, "listed");
        const char *second = text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/listings"), NULL), "items.0.listing_id");
        assert_string_not_equal(second, listing_id);
        json_t *order = expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/orders/%s", an_order(&merchant, second, NULL)), NULL);
        assert_string_equal(text_at(order, "lines.0.state"), "bound");
        json_t *past = expect(200, merchant.key, "GET", at(&merchant, "fulfillment", "/orders/%s", first), NULL);
        assert_string_equal(text_at(past, "lines.0.state"), "returned");
        assert_string_equal(text_at(past, "refund_tasks.0.reason"), "returned-to-sender");
        assert_int_equal(json_array_size(value_at(books(&merchant, piece.unit_id), "postings")), 9);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(each_step_is_done_once), api_test(what_cannot_be_handled_is_refused), api_test(another_merchants_orders_parcels_and_plates_are_not_there),
                api_test(a_piece_of_another_order_is_the_wrong_one), api_test(the_pick_list_goes_on_by_cursor), api_test(news_that_come_before_the_parcel_are_kept_for_it),
                api_test(what_the_carrier_brings_back_is_sold_again),
        };

        return API_MAIN(tests);
}

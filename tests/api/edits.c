/* One change to many offers: all of them or none, each refusal by its listing, a second person below the floor. */
#include "support/stations.h"
#include "support/steps.h"

enum { PIECES = 3 };
struct shelf { const char *handle, *collection_id, *listing[PIECES], *unit[PIECES]; };

static const char *edits(const struct merchant *merchant) { return at(merchant, "listing", "/listings/edits"); }
static json_t *listing(const struct merchant *merchant, const char *id) { return expect(200, merchant->key, "GET", at(merchant, "listing", "/listings/%s", id), NULL); }

static bool all_offered(const json_t *json, const void *context)
{
        (void)context;
        return json_array_size(json_object_get(json, "items")) == PIECES;
}

static struct shelf a_shelf(const struct merchant *merchant)
{
        struct shelf shelf = { 0 };

        a_rubric(merchant);
        shelf.handle = a_collection(merchant, false, &shelf.collection_id);
        for (int i = 0; i < PIECES; i++)
                grade(merchant, a_received_unit(merchant).unit_id, "none");
        json_t *items = eventually(NULL, format("/listing/v1/collections/%s/listings", shelf.handle), all_offered, NULL);
        for (int i = 0; i < PIECES; i++) {
                shelf.listing[i] = text_at(items, format("items.%d.listing_id", i));
                shelf.unit[i] = text_at(items, format("items.%d.unit_id", i));
        }
        return shelf;
}

static const char *change(const struct shelf *shelf, const char *rest)
{
        return format("{\"listing_ids\":[\"%s\",\"%s\",\"%s\"],%s}", shelf->listing[0], shelf->listing[1], shelf->listing[2], rest);
}

static int64_t price_of(const struct merchant *merchant, const char *id) { return integer_at(listing(merchant, id), "price.amount"); }

static void names(json_t *problem, size_t count, const char *listing_id, const char *code)
{
        assert_int_equal(json_array_size(value_at(problem, "refusals")), count);
        assert_string_equal(text_at(problem, "refusals.0.listing_id"), listing_id);
        assert_string_equal(text_at(problem, "refusals.0.code"), code);
}

static bool first_costs(const json_t *page, const void *amount) { return integer_at((json_t *)(uintptr_t)page, "items.0.price.amount") == *(const int64_t *)amount; }

static void prices_change_together(void **state)
{
        struct merchant merchant = new_merchant();
        struct shelf shelf = a_shelf(&merchant);
        int64_t price = price_of(&merchant, shelf.listing[0]);

        (void)state;
        json_t *done = done_once(201, merchant.key, "POST", edits(&merchant), "%s", change(&shelf, "\"action\":\"price\",\"share\":-1000"));
        assert_string_equal(text_at(done, "items.2.listing_id"), shelf.listing[2]);
        for (int i = 0; i < PIECES; i++)
                assert_int_equal(price_of(&merchant, shelf.listing[i]), price * 9 / 10);
        eventually(NULL, format("/listing/v1/collections/%s/listings", shelf.handle), first_costs, &(int64_t){ price * 9 / 10 });   /* told to storefronts at once */
        expect(201, merchant.key, "POST", edits(&merchant), change(&shelf, "\"action\":\"price\",\"by\":-60"));
        assert_int_equal(price_of(&merchant, shelf.listing[1]), price * 9 / 10 - 60);
        expect(201, merchant.key, "POST", edits(&merchant), change(&shelf, "\"action\":\"price\",\"to\":{\"amount\":5000,\"currency\":\"USD\"},\"reason\":\"Season\""));
        json_t *history = expect(200, merchant.key, "GET", at(&merchant, "listing", "/listings/%s/prices", shelf.listing[2]), NULL);
        assert_int_equal(json_array_size(value_at(history, "changes")), 3);
        assert_string_equal(text_at(history, "changes.2.because"), "edit");
        assert_string_equal(text_at(history, "changes.2.reason"), "Season");
        assert_int_equal(integer_at(history, "changes.2.from.amount"), price * 9 / 10 - 60);
}

static void all_are_checked_and_nothing_is_half_done(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct shelf shelf = a_shelf(&merchant);
        int64_t price = price_of(&merchant, shelf.listing[0]);
        static const char *const cut = "\"action\":\"price\",\"share\":-1000";

        (void)state;
        const char *claim = a_claim(&merchant, shelf.listing[1]);
        names(expect_problem(409, "edit-refused", merchant.key, "POST", edits(&merchant), change(&shelf, cut)), 1, shelf.listing[1], "unit-state");
        assert_int_equal(price_of(&merchant, shelf.listing[0]), price);
        names(expect_problem(409, "edit-refused", merchant.key, "POST", edits(&merchant), change(&shelf, "\"action\":\"withdraw\"")), 1, shelf.listing[1], "unit-state");
        assert_string_equal(unit_state(&merchant, shelf.unit[0]), "listed");
        expect(204, merchant.key, "DELETE", at(&merchant, "fulfillment", "/claims/%s", claim), NULL);
        names(expect_problem(409, "edit-refused", merchant.key, "POST", edits(&merchant), change(&shelf, "\"action\":\"relist\"")), PIECES, shelf.listing[0], "listing-state");
        names(expect_problem(409, "edit-refused", merchant.key, "POST", edits(&merchant), change(&shelf, "\"action\":\"price\",\"by\":-1000000")), PIECES, shelf.listing[0], "price-missing");
        names(expect_problem(409, "edit-refused", merchant.key, "POST", edits(&merchant), change(&shelf, "\"action\":\"price\",\"to\":{\"amount\":5000,\"currency\":\"EUR\"}")), PIECES,
                shelf.listing[0], "currency-differs");
        names(expect_problem(409, "edit-refused", other.key, "POST", edits(&other), change(&shelf, cut)), PIECES, shelf.listing[0], "listing-not-found");   /* another's */
        expect_problem(404, "merchant-not-found", other.key, "POST", edits(&merchant), change(&shelf, cut));
        expect_problem(403, "not-allowed", new_key(&merchant, "listing:read"), "POST", edits(&merchant), change(&shelf, cut));
        static const struct { const char *field, *body; } bad[] = {
                { "listing_ids", "{\"listing_ids\":[],\"action\":\"withdraw\"}" }, { "listing_ids[0]", "{\"listing_ids\":[\"x\"],\"action\":\"withdraw\"}" },
                { "listing_ids[1]", "{\"listing_ids\":[\"01a2163a-c1d2-76f9-9ea7-715079de620f\",\"01A2163A-c1d2-76f9-9ea7-715079de620f\"],\"action\":\"withdraw\"}" },
                { "action", "{\"listing_ids\":[\"01a2163a-c1d2-76f9-9ea7-715079de620f\"],\"action\":\"burn\"}" },
                { "action", "{\"listing_ids\":[\"01a2163a-c1d2-76f9-9ea7-715079de620f\"],\"action\":\"withdraw\",\"share\":5}" },
                { "share", "{\"listing_ids\":[\"01a2163a-c1d2-76f9-9ea7-715079de620f\"],\"action\":\"price\"}" },
                { "share", "{\"listing_ids\":[\"01a2163a-c1d2-76f9-9ea7-715079de620f\"],\"action\":\"price\",\"share\":5,\"by\":5}" },
                { "share", "{\"listing_ids\":[\"01a2163a-c1d2-76f9-9ea7-715079de620f\"],\"action\":\"price\",\"share\":-9901}" },
                { "reason", "{\"listing_ids\":[\"01a2163a-c1d2-76f9-9ea7-715079de620f\"],\"action\":\"price\",\"share\":5,\"approval\":\"ra_x\"}" },
                { "approval", "{\"listing_ids\":[\"01a2163a-c1d2-76f9-9ea7-715079de620f\"],\"action\":\"withdraw\",\"reason\":\"x\",\"approval\":\"ra_x\"}" },
        };
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                expect_field(422, bad[i].field, merchant.key, "POST", edits(&merchant), "%s", bad[i].body);
}

static void a_single_offer_has_terms_of_its_own(void **state)
{
        struct merchant merchant = new_merchant();
        struct shelf shelf = a_shelf(&merchant);

        (void)state;
        done_once(201, merchant.key, "POST", edits(&merchant), "{\"listing_ids\":[\"%s\"],\"action\":\"terms\",\"final_sale\":true}", shelf.listing[0]);
        json_t *own = listing(&merchant, shelf.listing[0]);
        assert_true(json_is_true(value_at(own, "final_sale")));
        assert_string_equal(text_at(own, "terms_rule"), "listing");
        assert_memory_equal(text_at(own, "final_sale_set_by"), "key:", 4);
        assert_string_equal(text_at(listing(&merchant, shelf.listing[1]), "terms_rule"), "collection");
        json_t *offer = expect(200, NULL, "GET", format("/listing/v1/collections/%s/listings/%s", shelf.handle, shelf.listing[0]), NULL);
        assert_string_equal(text_at(offer, "terms_rule"), "listing");
        assert_int_equal(integer_at(offer, "return_days"), 0);
        expect(201, merchant.key, "POST", edits(&merchant), "{\"listing_ids\":[\"%s\"],\"action\":\"terms\",\"return_days\":7}", shelf.listing[0]);
        assert_int_equal(integer_at(listing(&merchant, shelf.listing[0]), "return_days"), 7);
        expect(201, merchant.key, "POST", edits(&merchant), "{\"listing_ids\":[\"%s\"],\"action\":\"price\",\"by\":100}", shelf.listing[0]);
        assert_string_equal(text_at(listing(&merchant, shelf.listing[0]), "terms_rule"), "listing");   /* another price leaves them */
}

static void what_is_withdrawn_is_relisted_under_another_id(void **state)
{
        struct merchant merchant = new_merchant();
        struct shelf shelf = a_shelf(&merchant);

        (void)state;
        done_once(201, merchant.key, "POST", edits(&merchant), "%s", change(&shelf, "\"action\":\"withdraw\""));
        for (int i = 0; i < PIECES; i++)
                assert_string_equal(unit_state(&merchant, shelf.unit[i]), "graded");
        until_offers(format("/listing/v1/collections/%s/listings", shelf.handle), 0);
        json_t *done = done_once(201, merchant.key, "POST", edits(&merchant), "%s", change(&shelf, "\"action\":\"relist\""));
        until_offers(format("/listing/v1/collections/%s/listings", shelf.handle), PIECES);
        for (int i = 0; i < PIECES; i++) {
                assert_string_not_equal(text_at(done, format("items.%d.listing_id", i)), shelf.listing[i]);
                assert_string_equal(text_at(listing(&merchant, text_at(done, format("items.%d.listing_id", i))), "unit_id"), shelf.unit[i]);
        }
        names(expect_problem(409, "edit-refused", merchant.key, "POST", edits(&merchant), change(&shelf, "\"action\":\"relist\"")), PIECES, shelf.listing[0], "listing-state");
}

static void below_the_floor_a_second_person_approves_just_this_change(void **state)
{
        struct merchant merchant = new_merchant();
        struct person asks = new_person("lister"), approves = new_person("supervisor");
        const char *as = token_of(&asks);

        (void)state;
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/earning-policies"),
               "{\"currency\":\"USD\",\"bands\":[{\"low\":2000,\"high\":8000,\"reference\":6000,\"sold_30\":3000,\"outlet\":10000}],"
               "\"channels\":[{\"name\":\"collection\",\"allowed\":true,\"fee_share\":300,\"visibility\":10000}],\"outlets\":[{\"way\":\"donate\",\"allowed\":true,\"cost\":120}],"
               "\"floor\":3000,\"ceiling\":9000,\"unit\":100,\"step_days\":10,\"max_cut\":5000,\"horizon\":60,\"elasticity\":250,\"storage_per_day\":20}");
        struct shelf shelf = a_shelf(&merchant);
        names(expect_problem(409, "edit-refused", as, "POST", edits(&merchant), change(&shelf, "\"action\":\"price\",\"to\":{\"amount\":9001,\"currency\":\"USD\"}")), PIECES, shelf.listing[0],
                "price-above-ceiling");
        json_t *problem = expect_problem(409, "price-floor", as, "POST", edits(&merchant), "%s", change(&shelf, format("\"action\":\"price\",\"to\":{\"amount\":2500,\"currency\":\"USD\"}%s", "")));
        names(problem, PIECES, shelf.listing[0], "price-below-floor");
        assert_string_equal(text_at(problem, "refusals.0.detail"), "Its price would be $25.00, below the floor of $30.00.");
        const char *token = text_at(expect(201, as, "POST", at(&merchant, "accounts", "/approvals"),
                                           "{\"action\":\"price_floor\",\"subject\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}", text_at(problem, "approval_subject"),
                                           approves.email, a_password), "token");
        const char *said = format(",\"reason\":\"Season\",\"approval\":\"%s\"", token);
        expect_problem(409, "approval-invalid", as, "POST", edits(&merchant), "%s", change(&shelf, format("\"action\":\"price\",\"to\":{\"amount\":2400,\"currency\":\"USD\"}%s", said)));
        expect_field(422, "approval", as, "POST", edits(&merchant), "%s", change(&shelf, format("\"action\":\"price\",\"to\":{\"amount\":3000,\"currency\":\"USD\"}%s", said)));
        done_once(201, as, "POST", edits(&merchant), "%s", change(&shelf, format("\"action\":\"price\",\"to\":{\"amount\":2500,\"currency\":\"USD\"}%s", said)));
        json_t *history = expect(200, merchant.key, "GET", at(&merchant, "listing", "/listings/%s/prices", shelf.listing[1]), NULL);
        assert_string_equal(text_at(history, "changes.0.approved_by"), format("staff:%s", approves.id));
        expect_problem(409, "approval-invalid", as, "POST", edits(&merchant), "%s", change(&shelf, format("\"action\":\"price\",\"to\":{\"amount\":2500,\"currency\":\"USD\"}%s", said)));   /* once */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(prices_change_together), api_test(all_are_checked_and_nothing_is_half_done), api_test(a_single_offer_has_terms_of_its_own),
                api_test(what_is_withdrawn_is_relisted_under_another_id), api_test(below_the_floor_a_second_person_approves_just_this_change),
        };

        return API_MAIN(tests);
}

/* What was predicted against what came of it; and what is learned of it. */
#include "support/steps.h"

static const char *scores(const struct merchant *merchant) { return at(merchant, "grading", "/scores"); }

static void a_policy(const struct merchant *merchant)
{
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/earning-policies"),
               "{\"currency\":\"USD\",\"bands\":[{\"low\":2000,\"high\":8000,\"reference\":6000,\"sold_30\":3000,\"outlet\":10000}],"
               "\"channels\":[{\"name\":\"collection\",\"allowed\":true,\"fee_share\":300,\"fee_fixed\":25,\"visibility\":10000}],"
               "\"outlets\":[{\"way\":\"donate\",\"allowed\":true,\"cost\":120}],\"unit\":100,\"step_days\":10,\"max_cut\":5000,\"horizon\":60,\"elasticity\":250,\"handling\":300,"
               "\"storage_per_day\":4,\"labour_rate\":2400,\"return_cost\":700}");
}

static bool is_scored(const json_t *json, const void *units) { return value_at(json, "months.0") && integer_at(json, "months.0.units") == *(const int64_t *)units; }

static void a_sale_is_scored_by_what_it_brought(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *listing_id;
        int64_t two = 2;

        (void)state;
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", scores(&merchant), NULL), "months")), 0);
        a_policy(&merchant);
        struct piece piece = a_listed_unit(&merchant, true, &listing_id);
        json_t *decision = expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/decision", piece.unit_id), NULL);
        int64_t predicted = integer_at(decision, format("decision.alternatives.%lld.net", (long long)integer_at(decision, "decision.chosen_index")));
        int64_t price = integer_at(decision, "planned_price.amount");
        json_t *before = expect(200, merchant.key, "GET", scores(&merchant), NULL);
        assert_int_equal(integer_at(before, "months.0.closed"), 0);
        assert_int_equal(integer_at(before, "months.0.open_predicted_net.amount"), predicted);
        an_order(&merchant, listing_id, NULL);
        struct piece open = a_received_unit(&merchant);
        grade(&merchant, open.unit_id, "none");
        json_t *now = eventually(merchant.key, scores(&merchant), is_scored, &two);
        assert_int_equal(integer_at(now, "months.0.closed"), 1);   /* a final sale: nothing comes back */
        assert_int_equal(integer_at(now, "months.0.sold"), 1);
        assert_string_equal(text_at(now, "months.0.product_type"), "Fleece");
        assert_string_equal(text_at(now, "months.0.grade"), "A");
        assert_int_equal(integer_at(now, "months.0.predicted_net.amount"), predicted);
        assert_int_equal(integer_at(now, "months.0.actual_net.amount"), price - 300 - (price * 300 + 5000) / 10000 - 25);
        assert_int_equal(integer_at(now, "by_net.0.predicted"), predicted);
        assert_int_equal(json_array_size(value_at(now, "by_chance")), 0);
        assert_true(strcmp(text_at(now, "first_chance_at"), text_at(now, "as_of")) > 0);   /* when the horizon of the first is over */
        json_t *sold = expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/decision", piece.unit_id), NULL);
        assert_int_equal(integer_at(sold, "sale.price.amount"), price);
        assert_int_equal(json_array_size(value_at(expect(200, other.key, "GET", scores(&other), NULL), "months")), 0);
}

static void what_is_given_back_and_spent_counts(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id;
        int64_t one = 1;

        (void)state;
        a_policy(&merchant);
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *order_id = an_order(&merchant, listing_id, NULL);
        json_t *open = expect(200, merchant.key, "GET", scores(&merchant), NULL);
        assert_int_equal(integer_at(open, "months.0.closed"), 0);   /* it can be returned for thirty days */
        assert_true(integer_at(open, "months.0.open_actual_net.amount") > 0);
        assert_true(strcmp(text_at(open, "first_close_at"), text_at(open, "as_of")) > 0);
        expect(200, staff("fulfilment"), "POST", at(&merchant, "fulfillment", "/orders/%s/pick", order_id), "{\"code\":\"%s\"}", piece.plate);
        json_t *still = eventually(merchant.key, scores(&merchant), is_scored, &one);
        assert_int_equal(integer_at(still, "months.0.open_actual_net.amount"), integer_at(open, "months.0.open_actual_net.amount"));
}

static bool is_given_back(const json_t *json, const void *net) { return value_at(json, "months.0") && integer_at(json, "months.0.open_actual_net.amount") == *(const int64_t *)net; }
static bool is_closed(const json_t *json, const void *closed) { return value_at(json, "months.0") && integer_at(json, "months.0.closed") == *(const int64_t *)closed; }

/* It cost a return, and is worth what its next trip is predicted to earn, which is scored on its own. */
static void a_sale_that_comes_back_is_scored_by_what_is_left_of_it(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id;
        int64_t one = 1;

        (void)state;
        a_policy(&merchant);
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        json_t *decision = expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/decision", piece.unit_id), NULL);
        int64_t predicted = integer_at(decision, format("decision.alternatives.%lld.net", (long long)integer_at(decision, "decision.chosen_index")));
        int64_t price = integer_at(decision, "planned_price.amount"), fee = (price * 300 + 5000) / 10000 + 25, given_back = -300 - fee - 700;
        const char *order_id = an_order(&merchant, listing_id, NULL);
        expect(200, merchant.key, "POST", at(&merchant, "fulfillment", "/orders/%s/cancel", order_id), NULL);   /* a refund before it went: as if it was never sold */
        until_state(&merchant, piece.unit_id, "listed");
        json_t *open = expect(200, merchant.key, "GET", scores(&merchant), NULL);
        assert_int_equal(integer_at(open, "months.0.sold"), 0);
        assert_int_equal(integer_at(open, "months.0.open_actual_net.amount"), 0);
        a_shipped_parcel(&merchant, an_order(&merchant, listing_id, NULL), piece.plate, unique("1Z"));
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", scores(&merchant), NULL), "months.0.open_actual_net.amount"), price - 300 - fee);
        expect(201, merchant.key, "POST", at(&merchant, "fulfillment", "/units/%s/returns", piece.unit_id), "{\"reason\":\"small\"}");
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/receive-again", piece.unit_id), "{\"facility_id\":\"%s\"}", facility());
        until_state(&merchant, piece.unit_id, "received");
        json_t *back = eventually(merchant.key, scores(&merchant), is_given_back, &given_back);   /* open: nobody knows yet what it is worth */
        assert_int_equal(integer_at(back, "months.0.sold"), 1);
        assert_int_equal(integer_at(back, "months.0.closed"), 0);
        json_t *sale = expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/decision", piece.unit_id), NULL);
        assert_int_equal(integer_at(sale, "sale.refunded.amount"), price);
        grade(&merchant, piece.unit_id, "small");
        json_t *next = value_at(expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/decision", piece.unit_id), NULL), "decision");
        int64_t worth = integer_at(next, format("alternatives.%lld.net", (long long)integer_at(next, "chosen_index")));
        json_t *again = eventually(merchant.key, scores(&merchant), is_closed, &one);
        assert_int_equal(integer_at(again, "by_net.0.units"), 1);
        assert_int_equal(integer_at(again, "by_net.0.predicted"), predicted);
        assert_int_equal(integer_at(again, "by_net.0.actual"), given_back + worth);
}

static void dispose(const struct merchant *merchant, const char *unit_id, const char *disposition)
{
        expect(200, staff("supervisor"), "POST", at(merchant, "grading", "/units/%s/disposition", unit_id), "{\"disposition\":\"%s\",\"evidence\":{\"document\":\"D-1\"}}", disposition);
}

/* What was to be sold and was given away did not earn what a sale would have. */
static void what_leaves_without_a_sale_is_scored_by_the_way_it_went(void **state)
{
        struct merchant merchant = new_merchant();
        const char *const gone[] = { "donate", "missing", "recycle" };
        int64_t predicted = 0, all = ARRAY_LEN(gone);

        (void)state;
        a_policy(&merchant);
        a_rubric(&merchant);
        for (size_t i = 0; i < ARRAY_LEN(gone); i++) {
                struct piece piece = a_received_unit(&merchant);
                grade(&merchant, piece.unit_id, "none");
                json_t *decision = value_at(expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/decision", piece.unit_id), NULL), "decision");
                assert_string_equal(text_at(decision, "chosen"), "resell");
                predicted += integer_at(decision, format("alternatives.%lld.net", (long long)integer_at(decision, "chosen_index")));
                dispose(&merchant, piece.unit_id, gone[i]);
        }
        json_t *now = eventually(merchant.key, scores(&merchant), is_closed, &all);
        assert_int_equal(integer_at(now, "months.0.sold"), 0);
        assert_int_equal(integer_at(now, "months.0.predicted_net.amount"), predicted);
        assert_int_equal(integer_at(now, "months.0.actual_net.amount"), -120);   /* what giving away costs; the policy has nobody who recycles, and what is missing earns nothing */
}

static void another_period_has_other_scores_and_bad_ones_are_named(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();

        (void)state;
        a_graded_unit(&merchant);
        assert_int_equal(json_array_size(value_at(expect(200, staff("supervisor"), "GET", scores(&merchant), NULL), "months")), 1);
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", format("%s?to=2020-02-01T00:00:00Z&from=2020-01-01T00:00:00Z", scores(&merchant)), NULL), "months")), 0);
        json_t *before = expect(200, merchant.key, "GET", format("%s?to=2020-07-03T00:00:00Z", scores(&merchant)), NULL);   /* as long as without either */
        assert_string_equal(text_at(before, "from"), "2020-01-01T00:00:00.000000Z");
        assert_string_equal(text_at(before, "to"), "2020-07-03T00:00:00.000000Z");
        expect(200, merchant.key, "GET", format("%s?from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:00Z", scores(&merchant)), NULL);   /* a leap year */
        expect_field(422, "from", merchant.key, "GET", format("%s?from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:01Z", scores(&merchant)), NULL);
        expect_field(422, "from", merchant.key, "GET", format("%s?from=2020-01-01T00:00:00Z", scores(&merchant)), NULL);
        expect_field(422, "from", merchant.key, "GET", format("%s?from=yesterday", scores(&merchant)), NULL);
        expect_field(422, "to", merchant.key, "GET", format("%s?to=2020-01-01T00:00:00", scores(&merchant)), NULL);
        expect_field(422, "to", merchant.key, "GET", format("%s?from=2020-01-01T00:00:00Z&to=2020-01-01T00:00:00Z", scores(&merchant)), NULL);
        expect_problem(404, "merchant-not-found", other.key, "GET", scores(&merchant), NULL);
        expect_problem(403, "not-allowed", staff("lister"), "GET", scores(&merchant), NULL);
        expect_problem(403, "not-allowed", new_key(&merchant, "orders:read"), "GET", scores(&merchant), NULL);
}

static bool is_learned(const json_t *json, const void *context)
{
        (void)context;
        return json_is_integer(json_object_get(json, "version"));
}

static void a_sale_is_learned_from_and_the_next_decision_goes_by_it(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id, *path = at(&merchant, "grading", "/estimates");

        (void)state;
        a_policy(&merchant);
        a_listed_unit(&merchant, true, &listing_id);
        json_t *nothing = expect(200, staff("lister"), "GET", path, NULL);
        assert_true(json_is_null(value_at(nothing, "version")));
        assert_int_equal(json_array_size(value_at(nothing, "groups")), 0);
        an_order(&merchant, listing_id, NULL);
        expect(202, staff("supervisor"), "POST", path, NULL);
        json_t *learned = eventually(merchant.key, path, is_learned, NULL), *one, *fleece = NULL;
        size_t i;
        assert_int_equal(integer_at(learned, "sales"), 1);
        assert_int_equal(integer_at(learned, "policy_version"), 1);
        json_array_foreach(value_at(learned, "groups"), i, one)
                if (text_equal(text_at(one, "product_type"), "Fleece") && text_equal(text_at(one, "grade"), "A"))
                        fleece = one;
        assert_non_null(fleece);
        assert_int_equal(integer_at(fleece, "sales"), 1);
        assert_true(integer_at(fleece, "sold_30") >= integer_at(fleece, "parent_sold_30"));   /* one that sold at once draws it up */
        assert_true(integer_at(fleece, "drawn") > 5000);                                       /* one sale says little */
        struct piece next = a_received_unit(&merchant);
        grade(&merchant, next.unit_id, "none");
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/decision", next.unit_id), NULL), "estimate_version"), 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_sale_is_scored_by_what_it_brought), api_test(what_is_given_back_and_spent_counts),
                api_test(a_sale_that_comes_back_is_scored_by_what_is_left_of_it), api_test(what_leaves_without_a_sale_is_scored_by_the_way_it_went),
                api_test(another_period_has_other_scores_and_bad_ones_are_named),
                api_test(a_sale_is_learned_from_and_the_next_decision_goes_by_it),
        };

        return API_MAIN(tests);
}

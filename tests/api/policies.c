/* How a merchant earns: its policy in versions, what a draft would have decided, and decisions that show their sums. */
#include "support/steps.h"

static const char *policies(const struct merchant *merchant) { return at(merchant, "grading", "/earning-policies"); }
static const char *decision_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "grading", "/units/%s/decision", unit_id); }

/* A policy with these members besides; a later one of the same name would be a fault, so a test names what it changes. */
static const char *a_policy(const char *bounds, const char *more)
{
        return format("{\"currency\":\"USD\",\"bands\":[{\"low\":4000,\"high\":8000,\"reference\":6000,\"sold_30\":6000,\"outlet\":10000}],"
                      "\"channels\":[{\"name\":\"collection\",\"allowed\":true,\"fee_share\":300,\"visibility\":10000}],"
                      "\"outlets\":[{\"way\":\"donate\",\"allowed\":true,\"partner\":\"Goods for all\",\"cost\":120}],%s\"unit\":100,\"step_days\":10,\"max_cut\":3000,\"horizon\":90,"
                      "\"elasticity\":200,\"handling\":300,\"storage_per_day\":4,\"labour_rate\":2400%s}", bounds, more);
}

static void a_policy_is_a_version_and_the_decision_keeps_its_own(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece before = a_graded_unit(&merchant);
        json_t *first = done_once(201, staff("supervisor"), "POST", policies(&merchant), "%s", a_policy("\"floor\":1000,\"ceiling\":20000,", ""));

        (void)state;
        assert_int_equal(integer_at(first, "version"), 1);
        assert_int_equal(integer_at(first, "body.floor"), 1000);
        assert_string_equal(text_at(first, "body.outlets.0.partner"), "Goods for all");
        assert_true(json_is_null(value_at(expect(200, merchant.key, "GET", decision_path(&merchant, before.unit_id), NULL), "policy_version")));
        struct piece piece = a_graded_unit(&merchant);
        json_t *decision = expect(200, merchant.key, "GET", decision_path(&merchant, piece.unit_id), NULL);
        assert_int_equal(integer_at(decision, "policy_version"), 1);
        assert_string_equal(text_at(decision, "decision.chosen"), "resell");
        assert_int_equal(integer_at(decision, "decision.policy_version"), 1);
        assert_true(integer_at(decision, "planned_price.amount") >= 4800 && integer_at(decision, "planned_price.amount") <= 9600);
        assert_int_equal(integer_at(expect(201, staff("supervisor"), "POST", policies(&merchant), "%s", a_policy("", "")), "version"), 2);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", decision_path(&merchant, piece.unit_id), NULL), "policy_version"), 1);
        json_t *list = expect(200, merchant.key, "GET", policies(&merchant), NULL);
        assert_int_equal(integer_at(list, "items.0.version"), 2);
        assert_int_equal(count_of(other.key, policies(&other)), 0);
        expect_problem(404, "merchant-not-found", other.key, "GET", policies(&merchant), NULL);
        assert_string_equal(text_at(expect(200, merchant.key, "GET", at(&merchant, "grading", "/earning-policies/default"), NULL), "currency"), "USD");
}

/* What the sum of an alternative is made of is all there, and the chosen one has the most. */
static void a_decision_shows_every_sum(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_graded_unit(&merchant);
        json_t *decision = expect(200, staff("lister"), "GET", decision_path(&merchant, piece.unit_id), NULL), *one;
        int64_t chosen = integer_at(decision, format("decision.alternatives.%lld.net", (long long)integer_at(decision, "decision.chosen_index")));
        size_t i;

        (void)state;
        json_array_foreach(value_at(decision, "decision.alternatives"), i, one) {
                int64_t sum = integer_at(one, "terms.income") + integer_at(one, "terms.salvage") - integer_at(one, "terms.refurbishment") - integer_at(one, "terms.handling") -
                              integer_at(one, "terms.storage") - integer_at(one, "terms.returns") - integer_at(one, "terms.fees");
                assert_int_equal(sum, integer_at(one, "net"));
                assert_true(json_is_false(value_at(one, "allowed")) || integer_at(one, "net") <= chosen);
        }
        json_t *list = expect(200, merchant.key, "GET", at(&merchant, "grading", "/decisions"), NULL);
        assert_string_equal(text_at(list, "items.0.unit_id"), piece.unit_id);
        assert_int_equal(integer_at(list, "items.0.predicted_net.amount"), chosen);
        expect_problem(404, "unit-not-found", other.key, "GET", decision_path(&other, piece.unit_id), NULL);
        expect_problem(404, "not-weighed", merchant.key, "GET", decision_path(&merchant, a_received_unit(&merchant).unit_id), NULL);
        assert_int_equal(count_of(other.key, at(&other, "grading", "/decisions")), 0);
}

static void a_unit_is_weighed_again_by_the_policy_of_now(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_graded_unit(&merchant);
        const char *path = decision_path(&merchant, piece.unit_id);

        (void)state;
        expect(201, staff("supervisor"), "POST", policies(&merchant), "%s", a_policy("\"min_net\":1000000,", ""));   /* nothing earns so much */
        json_t *again = done_once(201, staff("supervisor"), "POST", path, NULL);
        assert_string_equal(text_at(again, "reason"), "weighed_again");
        assert_string_equal(text_at(again, "decision.chosen"), "donate");
        assert_int_equal(integer_at(again, "policy_version"), 1);
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/decisions")), 2);
        json_t *unit = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_string_equal(text_at(unit, "events.2.event"), "weighed_again");
        assert_string_equal(text_at(unit, "state"), "graded");
        expect_problem(409, "unit-state", staff("supervisor"), "POST", decision_path(&merchant, a_received_unit(&merchant).unit_id), NULL);
        expect_problem(404, "unit-not-found", staff("supervisor"), "POST", decision_path(&other, piece.unit_id), NULL);
        expect_problem(403, "not-allowed", staff("receiver"), "POST", path, NULL);
        expect_problem(403, "not-allowed", merchant.key, "POST", path, NULL);
}

static json_t *pool_of(const struct merchant *merchant, const char *unit_id)
{
        json_t *decision = value_at(expect(200, merchant->key, "GET", decision_path(merchant, unit_id), NULL), "decision"), *one;
        size_t i;

        json_array_foreach(value_at(decision, "alternatives"), i, one)
                if (text_equal(text_at(one, "way"), "pool"))
                        json_object_set(decision, "pool", one);
        return decision;
}

static void claim_one(const struct merchant *merchant, const char *collection_id, const char *unit_id)
{
        json_t *items = value_at(expect(200, merchant->key, "GET", at(merchant, "listing", "/listings?collection_id=%s", collection_id), NULL), "items"), *one;
        size_t i;

        json_array_foreach(items, i, one)
                if (text_equal(text_at(one, "unit_id"), unit_id))
                        a_claim(merchant, text_at(one, "listing_id"));
}

/* Of the same merchant, product and grade, and what nobody has leased or bought; a decision keeps the count of its time. */
static void a_pool_counts_the_identical_pieces_on_offer(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *collection_id, *listed[3], *preview = at(&merchant, "grading", "/earning-policies/preview");
        struct piece piece;

        (void)state;
        a_collection(&other, false, &collection_id);
        until_state(&other, a_graded_unit(&other).unit_id, "listed");
        a_collection(&merchant, false, &collection_id);
        a_rubric(&merchant);
        for (size_t i = 0; i < ARRAY_LEN(listed); i++) {
                piece = a_received_unit(&merchant);
                grade(&merchant, piece.unit_id, i ? "none" : "small");   /* the first is a B */
                assert_int_equal(integer_at(pool_of(&merchant, piece.unit_id), "inputs.pool"), i > 1 ? i - 1 : 0);
                until_state(&merchant, listed[i] = piece.unit_id, "listed");
        }
        expect(201, staff("supervisor"), "POST", policies(&merchant), "%s", a_policy("\"pool_min\":2,\"pool_handling\":1,\"pool_visibility\":10000,", ""));
        piece = a_received_unit(&merchant);
        grade(&merchant, piece.unit_id, "none");
        json_t *decision = pool_of(&merchant, piece.unit_id);
        assert_int_equal(integer_at(decision, "inputs.pool"), 2);
        assert_true(json_is_true(value_at(decision, "pool.chosen")));   /* its handling costs less */
        json_t *draft = expect(200, staff("supervisor"), "POST", preview, "%s", a_policy("\"pool_min\":3,\"pool_handling\":1,\"pool_visibility\":10000,", ""));
        assert_true(integer_at(draft, "net_after") < integer_at(draft, "net_before"));
        until_state(&merchant, piece.unit_id, "listed");
        claim_one(&merchant, collection_id, listed[1]);
        expect(201, staff("supervisor"), "POST", decision_path(&merchant, piece.unit_id), NULL);   /* on offer itself, and not counted */
        decision = pool_of(&merchant, piece.unit_id);
        assert_int_equal(integer_at(decision, "inputs.pool"), 1);
        assert_string_equal(text_at(decision, "pool.refused"), "no_pool");
}

static void a_preview_says_what_a_draft_would_have_decided(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = at(&merchant, "grading", "/earning-policies/preview");

        (void)state;
        assert_int_equal(integer_at(expect(200, staff("supervisor"), "POST", path, "%s", a_policy("", "")), "looked_at"), 0);
        struct piece piece = a_graded_unit(&merchant);
        a_graded_unit(&merchant);
        json_t *preview = expect(200, staff("supervisor"), "POST", path, "%s", a_policy("\"min_net\":1000000,", ""));
        assert_int_equal(integer_at(preview, "looked_at"), 2);
        assert_int_equal(integer_at(preview, "changed"), 2);
        assert_string_equal(text_at(preview, "moves.0.from"), "resell");
        assert_string_equal(text_at(preview, "moves.0.to"), "donate");
        assert_int_equal(integer_at(preview, "moves.0.count"), 2);
        assert_int_equal(integer_at(preview, "net_after"), -240);
        assert_true(integer_at(preview, "net_before") > 0);
        assert_string_equal(text_at(preview, "examples.1.lpn"), piece.plate);
        assert_int_equal(count_of(merchant.key, policies(&merchant)), 0);
        expect_field(422, "bands", staff("supervisor"), "POST", path, "{\"currency\":\"USD\"}");
        expect_field(422, "currency", staff("supervisor"), "POST", path, "%s",
                     "{\"currency\":\"EUR\",\"bands\":[{\"low\":1,\"high\":2,\"reference\":1,\"sold_30\":1,\"outlet\":0}],\"channels\":[{\"name\":\"x\",\"visibility\":1}],"
                     "\"outlets\":[{\"way\":\"donate\",\"allowed\":true}],\"unit\":1,\"step_days\":9,\"max_cut\":1,\"horizon\":9,\"elasticity\":100}");
        expect_problem(403, "not-allowed", staff("lister"), "POST", path, "%s", a_policy("", ""));
}

static void a_policy_that_cannot_be_is_refused_by_its_field(void **state)
{
        static const struct { const char *field, *bounds, *more; } bad[] = {
                { "floor", "\"floor\":-1,", "" },
                { "ceiling", "\"floor\":500,\"ceiling\":499,", "" },
                { "ending", "\"ending\":100,", "" },
                { "returned", "\"returned\":10001,", "" },
                { "colour", "", ",\"colour\":1" },
        };
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();
        static const char whole[] = "{\"currency\":\"%s\",\"bands\":[%s],\"channels\":[%s],\"outlets\":[%s],\"unit\":100,\"step_days\":%d,\"max_cut\":3000,\"horizon\":%d,\"elasticity\":200}";
        static const char band[] = "{\"low\":1,\"high\":2,\"reference\":1,\"sold_30\":1,\"outlet\":0}", channel[] = "{\"name\":\"x\",\"visibility\":1}";
        static const char outlet[] = "{\"way\":\"donate\",\"allowed\":true}";
        const char *as = staff("supervisor"), *path = policies(&merchant);

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                expect_field(422, bad[i].field, as, "POST", path, "%s", a_policy(bad[i].bounds, bad[i].more));
        expect_field(422, "currency", as, "POST", path, whole, "EUR", band, channel, outlet, 10, 90);
        expect_field(422, "currency", as, "POST", path, whole, "ZZZ", band, channel, outlet, 10, 90);
        expect_field(422, "bands[0].low", as, "POST", path, whole, "USD", "{\"low\":3,\"high\":2,\"reference\":1,\"sold_30\":1,\"outlet\":0}", channel, outlet, 10, 90);
        expect_field(422, "bands[0].sold_30", as, "POST", path, whole, "USD", "{\"low\":1,\"high\":2,\"reference\":1,\"sold_30\":0,\"outlet\":0}", channel, outlet, 10, 90);
        expect_field(422, "bands", as, "POST", path, whole, "USD", "{\"grade\":\"A\",\"low\":1,\"high\":2,\"reference\":1,\"sold_30\":1,\"outlet\":0}", channel, outlet, 10, 90);
        expect_field(422, "channels[1].name", as, "POST", path, whole, "USD", band, format("%s,%s", channel, channel), outlet, 10, 90);
        expect_field(422, "channels", as, "POST", path, whole, "USD", band, "", outlet, 10, 90);
        expect_field(422, "outlets[0].way", as, "POST", path, whole, "USD", band, channel, "{\"way\":\"burn\",\"allowed\":true}", 10, 90);
        expect_field(422, "outlets", as, "POST", path, whole, "USD", band, channel, "{\"way\":\"donate\"}", 10, 90);
        expect_field(422, "step_days", as, "POST", path, whole, "USD", band, channel, outlet, 1, 90);
        assert_int_equal(count_of(merchant.key, path), 0);
        expect_problem(403, "plan-excludes-resale", as, "POST", policies(&without), "%s", a_policy("", ""));
        expect_problem(403, "not-allowed", staff("lister"), "POST", path, "%s", a_policy("", ""));
        expect_problem(403, "not-allowed", merchant.key, "POST", path, "%s", a_policy("", ""));
        expect_problem(403, "not-allowed", new_key(&merchant, "listing:read"), "GET", path, NULL);
}

/* Two write the next version at once: both are kept, one after the other. */
static void two_policies_at_once_are_two_versions(void **state)
{
        struct merchant merchant = new_merchant();
        struct racer racer[] = { { staff("supervisor"), policies(&merchant), a_policy("", ""), 0 }, { staff("administrator"), policies(&merchant), a_policy("\"floor\":100,", ""), 0 } };

        (void)state;
        race(racer, ARRAY_LEN(racer));
        assert_int_equal(racer[0].status, 201);
        assert_int_equal(racer[1].status, 201);
        json_t *list = expect(200, merchant.key, "GET", policies(&merchant), NULL);
        assert_int_equal(integer_at(list, "items.0.version"), 2);
        assert_int_equal(integer_at(list, "items.1.version"), 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_policy_is_a_version_and_the_decision_keeps_its_own), api_test(a_decision_shows_every_sum), api_test(a_unit_is_weighed_again_by_the_policy_of_now),
                api_test(a_pool_counts_the_identical_pieces_on_offer), api_test(a_preview_says_what_a_draft_would_have_decided),
                api_test(a_policy_that_cannot_be_is_refused_by_its_field), api_test(two_policies_at_once_are_two_versions),
        };

        return API_MAIN(tests);
}

/* Refurbish by a plan, then list: what it must earn to be chosen, and that no unit goes round for ever. */
#include "support/work.h"

/* Between A and any other grade there is much to earn; labour at 24.00 an hour. */
static void a_policy_with(const struct merchant *merchant, int64_t gate_margin)
{
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/earning-policies"),
               "{\"currency\":\"USD\",\"bands\":[{\"grade\":\"A\",\"low\":4000,\"high\":8000,\"reference\":6000,\"sold_30\":6000,\"outlet\":10000},"
               "{\"low\":1000,\"high\":3000,\"reference\":2000,\"sold_30\":4000,\"outlet\":5000}],"
               "\"channels\":[{\"name\":\"collection\",\"allowed\":true,\"fee_share\":300,\"visibility\":10000}],\"outlets\":[{\"way\":\"donate\",\"allowed\":true,\"cost\":120}],"
               "\"unit\":100,\"step_days\":10,\"max_cut\":3000,\"horizon\":90,\"elasticity\":200,\"handling\":300,\"storage_per_day\":4,\"labour_rate\":2400,\"gate_margin\":%lld}",
               (long long)gate_margin);
}

static void a_policy(const struct merchant *merchant) { a_policy_with(merchant, 100); }

/* In place of the partner's, which would remove the same. Ten minutes. */
static void stitching(const struct merchant *merchant, int64_t cost, const char *currency)
{
        an_operation(merchant, "stitch", format("\"cost\":{\"amount\":%lld,\"currency\":\"%s\"},\"removes\":[{\"question\":\"SG-3\",\"answers\":[\"small\"]}],\"refurbishes\":true",
                                                (long long)cost, currency));
}

static struct merchant a_merchant(int64_t cost, const char *currency)
{
        struct merchant merchant = new_merchant();

        a_rubric(&merchant);
        a_policy(&merchant);
        stitching(&merchant, cost, currency);
        return merchant;
}

static json_t *graded(const struct merchant *merchant, const char *unit_id, const char *snag)
{
        grade(merchant, unit_id, snag);
        return value_at(expect(200, merchant->key, "GET", at(merchant, "grading", "/units/%s/grades", unit_id), NULL), "items.0");
}

/* The alternative of refurbishing; NULL: none was weighed. */
static json_t *refurbishing(const json_t *grade)
{
        json_t *one;
        size_t i;

        json_array_foreach(value_at(grade, "decision.alternatives"), i, one)
                if (text_equal(text_at(one, "way"), "refurbish"))
                        return one;
        return NULL;
}

static void finish(const struct merchant *merchant, const char *order_id, const char *result)
{
        expect(200, staff("technician"), "POST", order_path(merchant, order_id, "/finish"), "{\"result\":\"%s\",\"note\":\"Tried it.\"}", result);
}

static void work_that_earns_more_is_chosen_and_shown(void **state)
{
        struct merchant merchant = a_merchant(75, "USD");
        struct piece piece = a_received_unit(&merchant), sound = a_received_unit(&merchant);
        const char *collection;

        (void)state;
        a_collection(&merchant, false, &collection);
        json_t *grade = graded(&merchant, piece.unit_id, "small"), *way = refurbishing(grade);
        assert_string_equal(text_at(grade, "disposition"), "refurbish");
        assert_string_equal(text_at(grade, "decision.chosen"), "refurbish");
        assert_true(json_is_true(value_at(way, "chosen")));
        assert_string_equal(text_at(way, "plan"), "Mend");
        assert_int_equal(integer_at(way, "terms.refurbishment"), 75 + 400);
        assert_int_equal(integer_at(way, "terms.income") + integer_at(way, "terms.salvage") - integer_at(way, "terms.refurbishment") - integer_at(way, "terms.handling") -
                         integer_at(way, "terms.storage") - integer_at(way, "terms.returns") - integer_at(way, "terms.fees"), integer_at(way, "net"));
        assert_string_equal(text_at(grade, "decision.inputs.plans.0.operations.0"), "stitch");
        assert_int_equal(integer_at(grade, "decision.inputs.plans.0.success"), 9000);
        assert_int_equal(integer_at(grade, "decision.inputs.plans.0.outcomes.0.rank"), 0);
        grade = graded(&merchant, sound.unit_id, "none");   /* with nothing to remove there is no plan */
        assert_string_equal(text_at(grade, "disposition"), "resell");
        assert_int_equal(json_array_size(value_at(grade, "decision.inputs.plans")), 0);
        until_state(&merchant, sound.unit_id, "listed");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "graded");   /* nothing lists it by itself */
}

static void work_that_costs_more_than_it_adds_stops_at_the_gate(void **state)
{
        struct merchant merchant = a_merchant(9000, "USD");
        struct piece piece = a_received_unit(&merchant);
        json_t *grade = graded(&merchant, piece.unit_id, "small"), *way = refurbishing(grade);

        (void)state;
        assert_string_equal(text_at(grade, "disposition"), "resell");
        assert_string_equal(text_at(way, "refused"), "value_gate");
        assert_int_equal(integer_at(way, "terms.refurbishment"), 9400);
}

static void without_a_policy_no_work_is_weighed(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        a_rubric(&merchant);
        stitching(&merchant, 75, "USD");
        json_t *grade = graded(&merchant, piece.unit_id, "small");
        assert_string_equal(text_at(grade, "disposition"), "resell");
        assert_null(refurbishing(grade));
}

static void work_in_another_currency_is_left_out(void **state)
{
        struct merchant merchant = a_merchant(1, "EUR");
        struct piece piece = a_received_unit(&merchant);
        json_t *grade = graded(&merchant, piece.unit_id, "small");

        (void)state;
        assert_string_equal(text_at(grade, "disposition"), "resell");
        assert_null(refurbishing(grade));
}

static void what_was_done_or_failed_on_this_trip_is_not_proposed_again(void **state)
{
        static const char *const results[] = { "done", "failed" };
        struct merchant merchant = a_merchant(75, "USD");

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(results); i++) {
                struct piece piece = a_received_unit(&merchant);
                json_t *grade = graded(&merchant, piece.unit_id, "small");
                assert_string_equal(text_at(grade, "disposition"), "refurbish");
                assert_int_equal(integer_at(grade, "decision.inputs.plans.0.success"), i ? 9091 : 9000);   /* what is done raises the chance */
                finish(&merchant, a_started_order(&merchant, piece.unit_id, "stitch"), results[i]);
                grade = graded(&merchant, piece.unit_id, "small");
                assert_string_equal(text_at(grade, "disposition"), "resell");
                assert_null(refurbishing(grade));
                assert_int_equal(integer_at(grade, "decision.inputs.work"), 75);
        }
        assert_int_equal(integer_at(graded(&merchant, a_received_unit(&merchant).unit_id, "small"), "decision.inputs.plans.0.success"), 8333);
}

static void only_a_unit_that_can_go_to_work_is_weighed_with_it(void **state)
{
        struct merchant merchant = a_merchant(75, "USD");
        struct piece piece = a_received_unit(&merchant), other = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/decision", piece.unit_id);

        (void)state;
        graded(&merchant, piece.unit_id, "small");
        assert_string_equal(text_at(expect(201, staff("supervisor"), "POST", path, NULL), "decision.chosen"), "refurbish");
        a_planned_order(&merchant, piece.unit_id, "stitch");
        assert_string_equal(text_at(expect(201, staff("supervisor"), "POST", path, NULL), "decision.chosen"), "resell");
        json_t *grade = graded(&merchant, other.unit_id, "small");
        json_t *lower = expect(201, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades/%s/override", other.unit_id, text_at(grade, "grade_id")),
                               "{\"grade\":\"C\",\"reason\":\"The colour has faded\"}");
        assert_null(refurbishing(lower));   /* its grade does not follow from its answers */
        assert_string_equal(text_at(expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/decision", other.unit_id), NULL), "decision.chosen"), "resell");
}

static int64_t asked_for(const char *facility_id)
{
        return integer_at(expect(200, staff("technician"), "GET", format("/grading/v1/work?facility_id=%s", facility_id), NULL), "stages.0.count");
}

/* On the board, at the bench and for listing alike. */
static void a_unit_that_was_weighed_again_goes_where_its_newest_decision_says(void **state)
{
        struct merchant merchant = new_merchant();
        const char *here = a_facility();
        struct piece piece = a_unit_at(&merchant, here);
        const char *path = at(&merchant, "grading", "/units/%s/decision", piece.unit_id), *grades = at(&merchant, "grading", "/units/%s/grades", piece.unit_id);

        (void)state;
        a_rubric(&merchant);
        json_t *grade = graded(&merchant, piece.unit_id, "small");
        assert_string_equal(text_at(grade, "disposition"), "resell");
        assert_true(json_is_null(value_at(grade, "weighed_again")));
        a_policy(&merchant);
        stitching(&merchant, 75, "USD");
        assert_string_equal(text_at(expect(201, staff("supervisor"), "POST", path, NULL), "decision.chosen"), "refurbish");
        assert_int_equal(asked_for(here), 1);
        grade = value_at(expect(200, merchant.key, "GET", grades, NULL), "items.0");
        assert_string_equal(text_at(grade, "disposition"), "resell");   /* what was decided then stands */
        assert_string_equal(text_at(grade, "weighed_again.decision.chosen"), "refurbish");
        a_policy_with(&merchant, 1000000);
        assert_string_equal(text_at(expect(201, staff("supervisor"), "POST", path, NULL), "decision.chosen"), "resell");
        assert_int_equal(asked_for(here), 0);
        assert_string_equal(text_at(expect(200, merchant.key, "GET", grades, NULL), "items.0.weighed_again.decision.chosen"), "resell");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(work_that_earns_more_is_chosen_and_shown), api_test(work_that_costs_more_than_it_adds_stops_at_the_gate), api_test(without_a_policy_no_work_is_weighed),
                api_test(work_in_another_currency_is_left_out), api_test(what_was_done_or_failed_on_this_trip_is_not_proposed_again), api_test(only_a_unit_that_can_go_to_work_is_weighed_with_it),
                api_test(a_unit_that_was_weighed_again_goes_where_its_newest_decision_says),
        };

        return API_MAIN(tests);
}

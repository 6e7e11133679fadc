/* The board of work: what is in which stage, what is late, and how much a stage may hold. */
#include "support/work.h"

static json_t *stage_of(const char *facility_id, const char *name)
{
        json_t *stages = value_at(expect(200, staff("technician"), "GET", format("/grading/v1/work?facility_id=%s", facility_id), NULL), "stages"), *one;
        size_t i;

        json_array_foreach(stages, i, one)
                if (text_equal(text_at(one, "stage"), name))
                        return one;
        fail_msg("no stage %s", name);
        return NULL;
}

static int64_t count_in(const char *facility_id, const char *stage) { return integer_at(stage_of(facility_id, stage), "count"); }

static void limit(const char *facility_id, const char *limits)
{
        expect(201, staff("supervisor"), "POST", format("/grading/v1/facilities/%s/work-settings", facility_id), "{\"rates\":[],\"limits\":{%s}}", limits);
}

static void work_is_on_the_board_from_triage_to_the_grade(void **state)
{
        struct merchant merchant = new_merchant();
        const char *here = a_facility();

        (void)state;
        expect(201, staff("supervisor"), "POST", at(&merchant, "intake", "/triage-rules"),
               "{\"shares\":{\"sealed\":8500,\"opened\":5000,\"damaged\":2500},\"gate\":{\"amount\":100,\"currency\":\"USD\"},\"below\":\"donate\",\"refurbish_types\":[\"Fleece\"]}");
        struct piece piece = a_unit_at(&merchant, here);
        a_rubric(&merchant);
        assert_int_equal(count_in(here, "to_plan"), 1);
        assert_string_equal(text_at(stage_of(here, "to_plan"), "items.0.lpn"), piece.plate);
        const char *id = a_planned_order(&merchant, piece.unit_id, "clean");
        assert_int_equal(count_in(here, "to_plan"), 0);
        assert_string_equal(text_at(stage_of(here, "planned"), "items.0.operations.0"), "Clean");
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/start"), "{}");
        assert_string_equal(text_at(stage_of(here, "working"), "items.0.work_order_id"), id);
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/pause"), "{\"reason\":\"waits_for_advice\",\"note\":\"Which thread?\"}");
        assert_string_equal(text_at(stage_of(here, "paused"), "items.0.paused_reason"), "waits_for_advice");
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/resume"), "{}");
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"done\"}");
        assert_string_equal(text_at(stage_of(here, "to_grade"), "items.0.unit_id"), piece.unit_id);
        grade(&merchant, piece.unit_id, "none");
        assert_int_equal(count_in(here, "to_grade"), 0);
        assert_int_equal(count_in(here, "to_plan"), 0);   /* it was worked on */
}

static void what_is_late_comes_first_then_what_is_due_then_by_priority(void **state)
{
        static const char *const plans[] = { "\"priority\":3", "\"priority\":1", "\"due_at\":\"2099-01-01T00:00:00Z\"", "\"due_at\":\"2020-01-01T00:00:00Z\"" };
        static const int order[] = { 3, 2, 1, 0 };
        struct merchant merchant = new_merchant();
        const char *here = a_facility(), *plate[ARRAY_LEN(plans)];

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(plans); i++) {
                struct piece piece = a_unit_at(&merchant, here);
                plate[i] = piece.plate;
                expect(201, staff("technician"), "POST", at(&merchant, "grading", "/units/%s/work-orders", piece.unit_id),
                       "{\"operations\":[{\"operation\":\"clean\"}],\"start\":\"later\",%s}", plans[i]);
        }
        json_t *planned = stage_of(here, "planned");
        for (size_t i = 0; i < ARRAY_LEN(order); i++)
                assert_string_equal(text_at(planned, format("items.%zu.lpn", i)), plate[order[i]]);
        assert_true(json_is_true(value_at(planned, "items.0.late")));
        assert_true(json_is_false(value_at(planned, "items.1.late")));
        expect(200, staff("technician"), "GET", "/grading/v1/work", NULL);
        expect_field(422, "facility_id", staff("technician"), "GET", "/grading/v1/work?facility_id=here", NULL);
}

static void settings_are_versions_of_a_facility(void **state)
{
        const char *here = a_facility(), *path = format("/grading/v1/facilities/%s/work-settings", here);

        (void)state;
        assert_int_equal(integer_at(expect(200, staff("technician"), "GET", path, NULL), "version"), 0);
        json_t *made = done_once(201, staff("supervisor"), "POST", path, "{\"rates\":[{\"amount\":2400,\"currency\":\"USD\"}],\"limits\":{\"working\":3}}");
        assert_int_equal(integer_at(made, "version"), 1);
        assert_int_equal(integer_at(made, "limits.working"), 3);
        expect_field(422, "rates[1].currency", staff("supervisor"), "POST", path, "{\"rates\":[{\"amount\":1,\"currency\":\"USD\"},{\"amount\":2,\"currency\":\"USD\"}],\"limits\":{}}");
        expect_field(422, "rates[0].currency", staff("supervisor"), "POST", path, "{\"rates\":[{\"amount\":1,\"currency\":\"XQQ\"}],\"limits\":{}}");
        expect_field(422, "rates[0].amount", staff("supervisor"), "POST", path, "{\"rates\":[{\"amount\":-1,\"currency\":\"USD\"}],\"limits\":{}}");
        expect_field(422, "limits.working", staff("supervisor"), "POST", path, "{\"rates\":[],\"limits\":{\"working\":-1}}");
        expect_field(422, "limits.asleep", staff("supervisor"), "POST", path, "{\"rates\":[],\"limits\":{\"asleep\":1}}");
        expect_problem(403, "not-allowed", staff("technician"), "POST", path, "{\"rates\":[],\"limits\":{}}");
        expect_problem(404, "facility-not-found", staff("supervisor"), "POST", format("/grading/v1/facilities/%s/work-settings", new_uuid()), "{\"rates\":[],\"limits\":{}}");
        expect_problem(404, "facility-not-found", staff("supervisor"), "GET", format("/grading/v1/facilities/%s/work-settings", new_uuid()), NULL);
        assert_int_equal(integer_at(expect(200, staff("technician"), "GET", path, NULL), "version"), 1);
}

static void a_full_stage_takes_no_more_but_from_a_supervisor_with_a_reason(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *here = a_facility();
        struct piece first = a_unit_at(&merchant, here), second = a_unit_at(&other, here), third = a_unit_at(&other, here);

        (void)state;
        limit(here, "\"working\":1,\"planned\":1");
        const char *id = a_started_order(&merchant, first.unit_id, "clean");   /* the limit counts over merchants */
        expect_problem(409, "work-limit", staff("technician"), "POST", at(&other, "grading", "/units/%s/work-orders", second.unit_id), "{\"operations\":[{\"operation\":\"clean\"}]}");
        const char *waits = a_planned_order(&other, second.unit_id, "clean");
        expect_problem(409, "work-limit", staff("technician"), "POST", at(&other, "grading", "/units/%s/work-orders", third.unit_id),
                       "{\"operations\":[{\"operation\":\"clean\"}],\"start\":\"later\"}");
        expect_problem(409, "work-limit", staff("technician"), "POST", order_path(&other, waits, "/start"), "{\"reason\":\"hurry\"}");
        expect_problem(409, "work-limit", staff("supervisor"), "POST", order_path(&other, waits, "/start"), "{}");
        assert_string_equal(unit_state(&other, second.unit_id), "received");
        assert_string_equal(text_at(done_once(200, staff("supervisor"), "POST", order_path(&other, waits, "/start"), "{\"reason\":\"The buyer waits\"}"), "stage"), "working");
        assert_int_equal(count_in(here, "working"), 2);
        assert_int_equal(integer_at(stage_of(here, "working"), "limit"), 1);
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/pause"), "{\"reason\":\"tool_broken\"}");
        expect_problem(409, "work-limit", staff("technician"), "POST", order_path(&merchant, id, "/resume"), "{}");
        expect(200, staff("technician"), "POST", order_path(&other, waits, "/finish"), "{\"result\":\"done\"}");
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/resume"), "{}");
}

static void what_is_blocked_and_what_waits_to_be_graded_have_their_limits_too(void **state)
{
        static const char over[] = "{\"result\":\"done\",\"over_limit\":\"Two graders come at noon\"}";
        struct merchant merchant = new_merchant();
        const char *here = a_facility(), *order[3];

        (void)state;
        for (int i = 0; i < 3; i++) {
                struct piece piece = a_unit_at(&merchant, here);
                order[i] = a_started_order(&merchant, piece.unit_id, "clean");
        }
        limit(here, "\"paused\":1,\"to_grade\":1");
        expect(200, staff("technician"), "POST", order_path(&merchant, order[0], "/pause"), "{\"reason\":\"tool_broken\"}");
        json_t *full = expect_problem(409, "work-limit", staff("technician"), "POST", order_path(&merchant, order[1], "/pause"), "{\"reason\":\"tool_broken\",\"over_limit\":\"x\"}");
        assert_non_null(strstr(text_at(full, "detail"), "“Blocked” is full"));
        expect(200, staff("technician"), "POST", order_path(&merchant, order[1], "/pause"), "{\"reason\":\"end_of_shift\"}");
        expect_problem(409, "work-limit", staff("supervisor"), "POST", order_path(&merchant, order[2], "/pause"), "{\"reason\":\"waits_for_advice\"}");
        expect(200, staff("supervisor"), "POST", order_path(&merchant, order[2], "/pause"), "{\"reason\":\"waits_for_advice\",\"over_limit\":\"The maker answers today\"}");
        assert_int_equal(count_in(here, "paused"), 3);
        expect(200, staff("technician"), "POST", order_path(&merchant, order[0], "/finish"), "{\"result\":\"done\"}");
        expect_problem(409, "work-limit", staff("technician"), "POST", order_path(&merchant, order[1], "/finish"), over);
        expect_problem(409, "work-limit", staff("technician"), "POST", order_path(&merchant, order[1], "/finish"), "{\"result\":\"failed\",\"note\":\"no\"}");
        assert_string_equal(text_at(done_once(200, staff("supervisor"), "POST", order_path(&merchant, order[1], "/finish"), over), "state"), "done");
        assert_int_equal(count_in(here, "to_grade"), 2);
        assert_int_equal(integer_at(stage_of(here, "to_grade"), "limit"), 1);
}

/* Several begin at once where there is room for one. */
static void the_last_place_is_taken_once(void **state)
{
        enum { EACH = 6 };
        struct merchant merchant = new_merchant();
        const char *here = a_facility();
        struct racer racer[EACH];
        int won = 0;

        (void)state;
        limit(here, "\"working\":1");
        for (int i = 0; i < EACH; i++)
                racer[i] = (struct racer){ staff("technician"), order_path(&merchant, a_planned_order(&merchant, a_unit_at(&merchant, here).unit_id, "clean"), "/start"), "{}", 0 };
        race(racer, EACH);
        for (int i = 0; i < EACH; i++)
                won += racer[i].status == 200;
        assert_int_equal(won, 1);
        assert_int_equal(count_in(here, "working"), 1);
        assert_int_equal(count_in(here, "planned"), EACH - 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(work_is_on_the_board_from_triage_to_the_grade), api_test(what_is_late_comes_first_then_what_is_due_then_by_priority),
                api_test(settings_are_versions_of_a_facility), api_test(a_full_stage_takes_no_more_but_from_a_supervisor_with_a_reason),
                api_test(what_is_blocked_and_what_waits_to_be_graded_have_their_limits_too), api_test(the_last_place_is_taken_once),
        };

        return API_MAIN(tests);
}

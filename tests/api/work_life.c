/* A work order from its plan to its end: who did what when, what it cost, and what is refused on the way. */
#include "support/photos.h"
#include "support/unit.h"
#include "support/work.h"

static const char in_steps[] =
        "\"refurbishes\":true,\"cost\":{\"amount\":75,\"currency\":\"USD\"},\"steps\":[{\"kind\":\"check\",\"text\":\"Thread matches\"},"
        "{\"kind\":\"measure\",\"text\":\"Seam\",\"unit\":\"mm\",\"min\":1,\"max\":4},{\"kind\":\"photo\",\"text\":\"The seam\",\"shot\":\"After\"},"
        "{\"kind\":\"confirm\",\"text\":\"Nothing pulls\",\"optional\":true}]";

static json_t *event_of(const struct merchant *merchant, const char *unit_id, const char *event)
{
        json_t *events = value_at(expect(200, merchant->key, "GET", at(merchant, "intake", "/units/%s", unit_id), NULL), "events"), *one, *last = NULL;
        size_t i;

        json_array_foreach(events, i, one)
                if (text_equal(text_at(one, "event"), event))
                        last = one;
        return last;
}

static void planned_work_leaves_the_unit_where_it_is_until_it_begins(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/work-orders", piece.unit_id);

        (void)state;
        a_rubric(&merchant);
        json_t *made = done_once(201, staff("technician"), "POST", path,
                                 "{\"operations\":[{\"operation\":\"clean\"},{\"operation\":\"Repair a SEAM\",\"minutes\":20}],\"start\":\"later\","
                                 "\"due_at\":\"2027-01-02T03:04:05Z\",\"priority\":1}");
        const char *id = text_at(made, "work_order_id");
        assert_string_equal(text_at(made, "stage"), "planned");
        assert_int_equal(integer_at(made, "expected_minutes"), 32);
        assert_int_equal(integer_at(made, "expected_cost.amount"), 0);   /* nobody has set a rate */
        assert_string_equal(text_at(made, "operations.1.operation"), "repair_seam");
        assert_string_equal(text_at(made, "operations.1.source"), "partner");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "received");
        expect_problem(409, "work-order-open", staff("technician"), "POST", path, "{\"operations\":[{\"operation\":\"clean\"}],\"start\":\"later\"}");
        expect_problem(409, "work-order-open", staff("technician"), "POST", path, "{\"operations\":[{\"operation\":\"clean\"}]}");
        expect_problem(409, "work-order-state", staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", piece.unit_id),
                       "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"none\"}]}");
        expect_problem(409, "work-order-state", staff("technician"), "POST", order_path(&merchant, id, "/pause"), "{\"reason\":\"tool_broken\"}");
        expect_problem(409, "work-order-state", staff("technician"), "POST", order_path(&merchant, id, "/resume"), "{}");
        expect_problem(409, "work-order-state", staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"done\"}");
        expect_problem(409, "work-order-state", staff("technician"), "POST", order_path(&merchant, id, "/steps"), "{\"operation\":\"clean\",\"step\":1}");
        expect_problem(404, "work-order-not-found", staff("technician"), "POST", order_path(&other, id, "/start"), "{}");
        expect_problem(404, "work-order-not-found", other.key, "GET", order_path(&other, id, ""), NULL);
        assert_string_equal(text_at(done_once(200, staff("technician"), "POST", order_path(&merchant, id, "/start"), "{}"), "stage"), "working");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "refurbishing");
        assert_non_null(event_of(&merchant, piece.unit_id, "work_planned"));
        expect_problem(409, "work-order-state", staff("technician"), "POST", order_path(&merchant, id, "/start"), "{}");
        expect_problem(409, "work-order-state", staff("technician"), "POST", order_path(&merchant, id, "/cancel"), "{\"reason\":\"x\"}");
        expect_problem(409, "unit-state", staff("technician"), "POST", path, "{\"operations\":[{\"operation\":\"clean\"}],\"start\":\"later\"}");
}

static void a_plan_that_cannot_be_is_refused(void **state)
{
        static const struct { const char *field, *body; } bad[] = {
                { "operations", "{\"operations\":[]}" }, { "operations", "{}" },
                { "operations[0].operation", "{\"operations\":[{\"operation\":\"juggle\"}]}" },
                { "operations[1].operation", "{\"operations\":[{\"operation\":\"clean\"},{\"operation\":\"CLEAN\"}]}" },
                { "operations[0].minutes", "{\"operations\":[{\"operation\":\"clean\",\"minutes\":-1}]}" },
                { "priority", "{\"operations\":[{\"operation\":\"clean\"}],\"priority\":4}" },
                { "due_at", "{\"operations\":[{\"operation\":\"clean\"}],\"due_at\":\"tomorrow\"}" },
                { "start", "{\"operations\":[{\"operation\":\"clean\"}],\"start\":\"soon\"}" },
        };
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/work-orders", piece.unit_id);

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                expect_field(422, bad[i].field, staff("technician"), "POST", path, "%s", bad[i].body);
        an_operation(&merchant, "abroad", "\"cost\":{\"amount\":75,\"currency\":\"EUR\"}");
        expect_problem(409, "currency-differs", staff("technician"), "POST", path, "{\"operations\":[{\"operation\":\"abroad\"}]}");
        hold(&merchant, piece.unit_id);
        expect_problem(409, "unit-state", staff("technician"), "POST", path, "{\"operations\":[{\"operation\":\"clean\"}]}");
        expect_problem(409, "unit-state", staff("technician"), "POST", path, "{\"operations\":[{\"operation\":\"clean\"}],\"start\":\"later\"}");
        assert_int_equal(count_of(merchant.key, path), 0);
}

static void planned_work_is_rescheduled_and_cancelled(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *id = a_planned_order(&merchant, piece.unit_id, "clean");

        (void)state;
        json_t *changed = done_once(200, staff("supervisor"), "PATCH", order_path(&merchant, id, ""), "{\"due_at\":\"2027-01-02T03:04:05Z\",\"priority\":1}");
        assert_string_equal(text_at(changed, "due_at"), "2027-01-02T03:04:05.000000Z");
        expect_field(422, "priority", staff("supervisor"), "PATCH", order_path(&merchant, id, ""), "{\"priority\":0}");
        expect_problem(404, "work-order-not-found", staff("supervisor"), "PATCH", order_path(&other, id, ""), "{\"priority\":2}");
        expect_field(422, "reason", staff("technician"), "POST", order_path(&merchant, id, "/cancel"), "{}");
        expect_problem(404, "work-order-not-found", staff("technician"), "POST", order_path(&other, id, "/cancel"), "{\"reason\":\"x\"}");
        assert_string_equal(text_at(done_once(200, staff("technician"), "POST", order_path(&merchant, id, "/cancel"), "{\"reason\":\"Sold as it is\"}"), "state"), "cancelled");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "received");
        assert_string_equal(text_at(event_of(&merchant, piece.unit_id, "work_cancelled"), "payload.reason"), "Sold as it is");
        expect_problem(409, "work-order-state", staff("supervisor"), "PATCH", order_path(&merchant, id, ""), "{\"priority\":2}");
        expect_problem(409, "work-order-state", staff("technician"), "POST", order_path(&merchant, id, "/start"), "{}");
        a_started_order(&merchant, piece.unit_id, "clean");   /* there may be another */
}

static void paused_work_says_what_it_waits_for(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *id = a_started_order(&merchant, piece.unit_id, "clean");

        (void)state;
        expect_field(422, "reason", staff("technician"), "POST", order_path(&merchant, id, "/pause"), "{\"reason\":\"coffee\"}");
        expect_field(422, "note", staff("technician"), "POST", order_path(&merchant, id, "/pause"), "{\"reason\":\"other\"}");
        expect_problem(404, "work-order-not-found", staff("technician"), "POST", order_path(&other, id, "/pause"), "{\"reason\":\"tool_broken\"}");
        json_t *paused = done_once(200, staff("technician"), "POST", order_path(&merchant, id, "/pause"), "{\"reason\":\"waits_for_part\",\"note\":\"Zip, 20 cm\"}");
        assert_string_equal(text_at(paused, "stage"), "paused");
        assert_string_equal(text_at(paused, "paused.reason"), "waits_for_part");
        expect_problem(409, "work-order-state", staff("technician"), "POST", order_path(&merchant, id, "/pause"), "{\"reason\":\"tool_broken\"}");
        expect_problem(409, "work-order-state", staff("technician"), "POST", order_path(&merchant, id, "/steps"), "{\"operation\":\"clean\",\"step\":1}");
        hold(&merchant, piece.unit_id);
        expect_problem(409, "unit-state", staff("technician"), "POST", order_path(&merchant, id, "/resume"), "{}");
        release_hold(&merchant, piece.unit_id);
        done_once(200, staff("supervisor"), "POST", order_path(&merchant, id, "/resume"), "{}");
        json_t *whole = the_order(&merchant, id);
        assert_true(json_is_null(value_at(whole, "paused")));
        assert_int_equal(json_array_size(value_at(whole, "times")), 2);
        assert_string_not_equal(text_at(whole, "times.0.technician"), text_at(whole, "times.1.technician"));
        assert_non_null(event_of(&merchant, piece.unit_id, "work_resumed"));
}

static void steps_are_recorded_one_by_one_and_none_is_missing_at_the_end(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant), another = a_received_unit(&merchant);

        (void)state;
        an_operation(&merchant, "mend", in_steps);
        a_rubric(&merchant);
        const char *id = a_started_order(&merchant, piece.unit_id, "mend"), *steps = order_path(&merchant, id, "/steps"), *finish = order_path(&merchant, id, "/finish");
        json_t *missing = expect_problem(409, "step-missing", staff("technician"), "POST", finish, "{\"result\":\"done\"}");
        assert_string_equal(text_at(missing, "detail"), "Step 1 of Mend is missing: Thread matches. So are 2 more.");
        expect_problem(404, "step-not-found", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":5}");
        expect_problem(404, "step-not-found", staff("technician"), "POST", steps, "{\"operation\":\"clean\",\"step\":1}");
        expect_problem(404, "work-order-not-found", staff("technician"), "POST", order_path(&other, id, "/steps"), "{\"operation\":\"mend\",\"step\":1}");
        expect_field(422, "value", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":1,\"value\":2}");
        done_once(201, staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":1}");
        expect_field(422, "value", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":2}");
        expect_field(422, "value", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":2,\"value\":\"2\",\"unit\":\"mm\"}");
        expect_field(422, "unit", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":2,\"value\":2}");
        expect_field(422, "unit", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":2,\"value\":2,\"unit\":\"cm\"}");
        expect_field(422, "value", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":2,\"value\":0,\"unit\":\"mm\"}");
        expect_field(422, "value", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":2,\"value\":5,\"unit\":\"mm\"}");
        expect(201, staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":2,\"value\":4,\"unit\":\"mm\"}");
        expect(201, staff("supervisor"), "POST", steps, "{\"operation\":\"mend\",\"step\":2,\"value\":3,\"unit\":\"mm\"}");   /* measured again: it counts */
        const char *theirs = a_photo(&merchant, another.unit_id, "After", jpeg_quarters(test_memory, 64, 48)), *front = a_photo(&merchant, piece.unit_id, "Front", jpeg_quarters(test_memory, 64, 48));
        const char *after = a_photo(&merchant, piece.unit_id, "After", jpeg_quarters(test_memory, 64, 48));
        expect_field(422, "photo_id", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":3}");
        expect_field(422, "photo_id", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":3,\"photo_id\":\"%s\"}", theirs);
        expect_field(422, "photo_id", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":3,\"photo_id\":\"%s\"}", front);
        expect_field(422, "photo_id", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":1,\"photo_id\":\"%s\"}", after);
        assert_string_equal(text_at(expect_problem(409, "step-missing", staff("technician"), "POST", finish, "{\"result\":\"done\"}"), "detail"), "Step 3 of Mend is missing: The seam.");
        expect(201, staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":3,\"photo_id\":\"%s\"}", after);
        json_t *whole = the_order(&merchant, id);
        assert_int_equal(json_array_size(value_at(whole, "operations.0.records")), 3);
        assert_int_equal(integer_at(whole, "operations.0.records.1.value"), 3);
        json_t *done = expect(200, staff("technician"), "POST", finish, "{\"result\":\"done\"}");   /* the fourth is optional */
        assert_true(json_is_true(value_at(done, "refurbishes")));
        assert_int_equal(integer_at(done, "cost.amount"), 75);
        expect_problem(409, "work-order-state", staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":1}");
        grade(&merchant, piece.unit_id, "none");
        whole = the_order(&merchant, id);
        assert_true(json_is_null(value_at(whole, "before.grade")));
        assert_string_equal(text_at(whole, "after.grade.condition"), "refurbished");
        assert_int_equal(json_array_size(value_at(whole, "after.photos")), 2);
}

static void only_what_counts_makes_a_unit_refurbished(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_graded_unit(&merchant);
        const char *grades = at(&merchant, "grading", "/units/%s/grades", piece.unit_id);

        (void)state;
        const char *id = a_started_order(&merchant, piece.unit_id, "repack");
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"done\"}");
        grade(&merchant, piece.unit_id, "small");
        assert_string_equal(text_at(expect(200, merchant.key, "GET", grades, NULL), "items.0.condition"), "used");
        json_t *whole = the_order(&merchant, id);
        assert_string_equal(text_at(whole, "before.grade.grade"), "A");
        assert_string_equal(text_at(whole, "after.grade.grade"), "B");
        id = a_started_order(&merchant, piece.unit_id, "stitch");
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"done\"}");
        grade(&merchant, piece.unit_id, "none");
        assert_string_equal(text_at(expect(200, merchant.key, "GET", grades, NULL), "items.0.condition"), "refurbished");
        assert_string_equal(text_at(the_order(&merchant, id), "before.grade.grade"), "B");
}

static void after_a_failure_there_is_another_order_without_a_grade_between(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *id = a_started_order(&merchant, piece.unit_id, "clean");

        (void)state;
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"failed\",\"note\":\"Stain stays\"}");
        const char *next = a_planned_order(&merchant, piece.unit_id, "remove_stain");
        expect(200, staff("technician"), "POST", order_path(&merchant, next, "/start"), "{}");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "refurbishing");
        expect(200, staff("technician"), "POST", order_path(&merchant, next, "/finish"), "{\"result\":\"done\"}");
        a_started_order(&merchant, piece.unit_id, "clean");
}

static void work_ends_when_the_unit_leaves(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece planned = a_received_unit(&merchant), begun = a_received_unit(&merchant);
        const char *first = a_planned_order(&merchant, planned.unit_id, "clean"), *second = a_started_order(&merchant, begun.unit_id, "clean");

        (void)state;
        hold(&merchant, begun.unit_id);
        expect_problem(409, "unit-state", staff("technician"), "POST", order_path(&merchant, second, "/finish"), "{\"result\":\"done\"}");
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/disposition", planned.unit_id), "{\"disposition\":\"donate\",\"evidence\":{\"recipient\":\"shelter\"}}");
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/disposition", begun.unit_id), "{\"disposition\":\"recycle\",\"evidence\":{\"recipient\":\"mill\"}}");
        assert_string_equal(text_at(the_order(&merchant, first), "state"), "cancelled");
        assert_string_equal(text_at(the_order(&merchant, second), "state"), "failed");
}

/* Begun, paused, finished by several at once: each happens once. */
static void of_several_at_once_one_is_heard(void **state)
{
        enum { ROUNDS = 4, EACH = 4 };
        struct merchant merchant = new_merchant();

        (void)state;
        without_faults();
        for (int i = 0; i < ROUNDS; i++) {
                struct piece piece = a_received_unit(&merchant);
                struct racer plan[EACH], start[EACH], finish[EACH];
                int won[3] = { 0 };
                for (int n = 0; n < EACH; n++)
                        plan[n] = (struct racer){ staff("technician"), at(&merchant, "grading", "/units/%s/work-orders", piece.unit_id),
                                                  "{\"operations\":[{\"operation\":\"clean\"}],\"start\":\"later\"}", 0 };
                race(plan, EACH);
                json_t *orders = expect(200, merchant.key, "GET", plan[0].path, NULL);
                assert_int_equal(json_array_size(value_at(orders, "items")), 1);
                const char *id = text_at(orders, "items.0.work_order_id");
                for (int n = 0; n < EACH; n++) {
                        start[n] = (struct racer){ staff("technician"), order_path(&merchant, id, "/start"), "{}", 0 };
                        finish[n] = (struct racer){ staff("technician"), order_path(&merchant, id, "/finish"), "{\"result\":\"done\"}", 0 };
                }
                race(start, EACH);
                race(finish, EACH);
                for (int n = 0; n < EACH; n++) {
                        won[0] += plan[n].status == 201;
                        won[1] += start[n].status == 200;
                        won[2] += finish[n].status == 200;
                }
                assert_true(won[0] == 1 && won[1] == 1 && won[2] == 1);
                assert_int_equal(json_array_size(value_at(the_order(&merchant, id), "times")), 1);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(planned_work_leaves_the_unit_where_it_is_until_it_begins), api_test(a_plan_that_cannot_be_is_refused), api_test(planned_work_is_rescheduled_and_cancelled),
                api_test(paused_work_says_what_it_waits_for), api_test(steps_are_recorded_one_by_one_and_none_is_missing_at_the_end),
                api_test(only_what_counts_makes_a_unit_refurbished), api_test(after_a_failure_there_is_another_order_without_a_grade_between),
                api_test(work_ends_when_the_unit_leaves), api_test(of_several_at_once_one_is_heard),
        };

        test_memory = arena_new();   /* for all tests */
        int failed = API_MAIN(tests);
        arena_free(test_memory);
        return failed;
}

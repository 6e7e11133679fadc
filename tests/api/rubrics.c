/* Rubrics and what they conclude. */
#include "support/database.h"
#include "support/steps.h"
#include "support/unit.h"

static const char good_answers[] = "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"none\"}]}";

static void a_rubric_is_written_once_and_read_by_its_merchant(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant(), without = new_merchant_without_resale();
        const char *path = at(&merchant, "grading", "/rubrics");
        json_t *made = done_once(201, staff("supervisor"), "POST", path, "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_apparel"));

        (void)state;
        assert_int_equal(count_of(merchant.key, path), 1);
        expect(200, merchant.key, "GET", at(&merchant, "grading", "/rubrics/%s", text_at(made, "rubric_id")), NULL);
        expect_problem(404, "rubric-not-found", other.key, "GET", at(&other, "grading", "/rubrics/%s", text_at(made, "rubric_id")), NULL);
        expect_problem(403, "plan-excludes-resale", staff("supervisor"), "POST", at(&without, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_apparel"));
        struct answer answer = call(staff("supervisor"), "POST", path, "{\"product_type\":\"*\",\"body\":[]}");
        assert_string_equal(text_at(answer.json, "code"), "rubric-invalid");
        answer = call(staff("supervisor"), "POST", path, "{\"product_type\":\"*\",\"body\":{\"grades\":[],\"colour\":1}}");
        assert_string_equal(text_at(answer.json, "field"), "colour");
        expect_field(422, "product_type", staff("supervisor"), "POST", path, "{\"product_type\":\"\",\"body\":{}}");
}

static void the_rubric_of_the_product_type_goes_before_the_one_of_any(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *bench = at(&merchant, "grading", "/units/%s", piece.unit_id);

        (void)state;
        expect_problem(404, "rubric-not-found", staff("grader"), "GET", bench, NULL);
        struct answer none = call(staff("grader"), "POST", format("%s/bench", bench), "{}");
        assert_int_equal(none.status, 404);
        assert_non_null(strstr(text_at(none.json, "detail"), "under Rubrics"));
        a_rubric(&merchant);
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/rubrics"), "{\"product_type\":\"Fleece\",\"body\":%s}", fixture("rubric_apparel"));
        json_t *newest = expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/rubrics"), "{\"product_type\":\"Fleece\",\"body\":%s}", fixture("rubric_apparel"));
        a_rubric(&merchant);
        json_t *asked = expect(200, staff("grader"), "GET", bench, NULL);
        assert_string_equal(text_at(asked, "rubric_id"), text_at(newest, "rubric_id"));
        assert_int_equal(integer_at(asked, "rubric_version"), 2);
        struct merchant other = new_merchant();
        expect_problem(404, "unit-not-found", staff("grader"), "GET", at(&other, "grading", "/units/%s", piece.unit_id), NULL);
}

static void a_grade_is_given_once_by_the_version_of_its_time(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/grades", piece.unit_id);

        (void)state;
        a_rubric(&merchant);
        a_rubric(&other);
        expect_problem(404, "unit-not-found", staff("grader"), "POST", at(&other, "grading", "/units/%s/grades", piece.unit_id), "%s", good_answers);
        expect_field(422, "answers[0].answer", staff("grader"), "POST", path, "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"pink\"}]}");
        expect_field(422, "answers[0].measure", staff("grader"), "POST", path, "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\",\"measure\":-8}]}");
        json_t *grade_made = done_once(201, staff("grader"), "POST", path, "%s", good_answers);
        assert_int_equal(integer_at(grade_made, "rubric_version"), 1);
        a_rubric(&merchant);
        assert_int_equal(count_of(merchant.key, path), 1);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", path, NULL), "items.0.rubric_version"), 1);
        expect_problem(404, "unit-not-found", other.key, "GET", at(&other, "grading", "/units/%s/grades", piece.unit_id), NULL);
        expect_problem(409, "unit-state", staff("grader"), "POST", path, "%s", good_answers);
}

STATEMENT(age, 1, "update grading.rubric set created_at = created_at - interval '25 hours' where merchant_id = $1::uuid");
static const struct sql *const statements[] = { &age, NULL };

static void a_day_passes(const struct merchant *merchant)
{
        struct db *db = as_owner(statements);
        struct uuid id;

        snprintf(id.text, sizeof id.text, "%s", merchant->id);
        value_of(db, &age, DB_ARGS(db_uuid(&id)));
        db_close(db);
}

static void what_was_asked_is_what_is_graded(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece first = a_received_unit(&merchant), second = a_received_unit(&merchant), third = a_received_unit(&merchant);
        static const char by[] = "{\"rubric_id\":\"%s\",%s";

        unit_setup(state);
        a_rubric(&merchant);
        a_rubric(&other);
        const char *asked = text_at(expect(200, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/bench", first.unit_id), "{}"), "rubric_id");
        const char *theirs = text_at(expect(200, other.key, "GET", at(&other, "grading", "/rubrics"), NULL), "items.0.rubric_id");
        a_rubric(&merchant);
        json_t *made = done_once(201, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", first.unit_id), by, asked, good_answers + 1);
        assert_int_equal(integer_at(made, "rubric_version"), 1);
        assert_string_equal(text_at(made, "rubric_id"), asked);
        expect_problem(409, "rubric-changed", staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", second.unit_id), by, theirs, good_answers + 1);
        made = expect(201, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", second.unit_id), "%s", good_answers);
        assert_int_equal(integer_at(made, "rubric_version"), 2);
        a_day_passes(&merchant);
        expect_problem(409, "rubric-changed", staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", third.unit_id), by, asked, good_answers + 1);
        assert_string_equal(unit_state(&merchant, third.unit_id), "received");
        unit_teardown(state);
}

/* A grade and the beginning of work at once: never a graded unit with work open on it. */
static void work_that_begins_while_it_is_graded_is_noticed(void **state)
{
        enum { ROUNDS = 12 };
        struct merchant merchant = new_merchant();

        (void)state;
        a_rubric(&merchant);
        for (int i = 0; i < ROUNDS; i++) {
                struct piece piece = a_received_unit(&merchant);
                struct racer racer[] = {
                        { staff("grader"), at(&merchant, "grading", "/units/%s/grades", piece.unit_id), good_answers, 0 },
                        { staff("technician"), at(&merchant, "grading", "/units/%s/work-orders", piece.unit_id), "{\"operations\":[{\"operation\":\"clean\"}]}", 0 },
                };
                race(racer, ARRAY_LEN(racer));
                json_t *orders = expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/work-orders", piece.unit_id), NULL);
                bool open = value_at(orders, "items.0") && text_equal(text_at(orders, "items.0.state"), "open");
                assert_string_equal(unit_state(&merchant, piece.unit_id), open ? "refurbishing" : "graded");
                assert_true(racer[0].status == 201 || racer[1].status == 201);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_rubric_is_written_once_and_read_by_its_merchant), api_test(the_rubric_of_the_product_type_goes_before_the_one_of_any),
                api_test(a_grade_is_given_once_by_the_version_of_its_time), api_test(what_was_asked_is_what_is_graded), api_test(work_that_begins_while_it_is_graded_is_noticed),
        };

        return API_MAIN(tests);
}

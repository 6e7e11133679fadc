/* The policy of sampling, calibration units, tickets on questions, and the figures. */
#include "support/steps.h"

static const char good[] = "{\"base_share\":500,\"new_grader\":{\"grades\":100,\"share\":2500},\"product_types\":[{\"product_type\":\"Shoes\",\"share\":1000}],"
                           "\"value\":{\"over\":{\"amount\":20000,\"currency\":\"USD\"},\"share\":5000},\"late\":{\"hours\":6,\"share\":1500},\"days\":5,\"tolerance\":1,"
                           "\"kappa_below\":7000,\"pairs\":30}";
static const char like_new[] = "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"none\"}]}";
static const char with_snag[] = "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"small\"}]}";

static void a_policy_is_a_version(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *path = at(&merchant, "grading", "/review-policies"), *now = at(&merchant, "grading", "/review-policy");

        (void)state;
        json_t *built_in = expect(200, staff("supervisor"), "GET", now, NULL);
        assert_int_equal(integer_at(built_in, "version"), 0);
        assert_int_equal(integer_at(built_in, "body.base_share"), 500);
        json_t *made = done_once(201, staff("supervisor"), "POST", path, "%s", good);
        assert_int_equal(integer_at(made, "version"), 1);
        assert_int_equal(integer_at(made, "body.value.share"), 5000);
        expect(201, staff("supervisor"), "POST", path, "{\"base_share\":0,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30}");
        json_t *second = expect(200, staff("supervisor"), "GET", now, NULL);
        assert_int_equal(integer_at(second, "version"), 2);
        assert_null(value_at(second, "body.value"));
        assert_int_equal(count_of(staff("supervisor"), path), 2);
        assert_int_equal(integer_at(expect(200, staff("supervisor"), "GET", at(&other, "grading", "/review-policy"), NULL), "version"), 0);
        expect_problem(403, "not-allowed", staff("grader"), "POST", path, "%s", good);
        expect_problem(403, "not-allowed", merchant.key, "GET", now, NULL);
        expect_problem(404, "merchant-not-found", staff("supervisor"), "GET", format("/grading/v1/merchants/%s/review-policy", new_uuid()), NULL);
        expect_problem(404, "merchant-not-found", staff("supervisor"), "POST", format("/grading/v1/merchants/%s/review-policies", new_uuid()), "%s", good);
}

static void a_wrong_policy_names_its_member(void **state)
{
        static const struct { const char *field, *body; } wrong[] = {
                { "base_share", "{\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30}" },
                { "base_share", "{\"base_share\":10001,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30}" },
                { "base_share", "{\"base_share\":-1,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30}" },
                { "days", "{\"base_share\":1,\"days\":0,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30}" },
                { "tolerance", "{\"base_share\":1,\"days\":5,\"tolerance\":20,\"kappa_below\":7000,\"pairs\":30}" },
                { "kappa_below", "{\"base_share\":1,\"days\":5,\"tolerance\":0,\"kappa_below\":10001,\"pairs\":30}" },
                { "pairs", "{\"base_share\":1,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":9}" },
                { "new_grader.grades", "{\"base_share\":1,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30,\"new_grader\":{\"grades\":0,\"share\":1}}" },
                { "late.hours", "{\"base_share\":1,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30,\"late\":{\"hours\":25,\"share\":1}}" },
                { "value.over.currency", "{\"base_share\":1,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30,\"value\":{\"over\":{\"amount\":1,\"currency\":\"EUR\"},\"share\":1}}" },
                { "product_types[1].product_type", "{\"base_share\":1,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30,"
                                                   "\"product_types\":[{\"product_type\":\"Shoes\",\"share\":1},{\"product_type\":\"shoes\",\"share\":2}]}" },
                { "graders.staff_ids[0]", "{\"base_share\":1,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30,\"graders\":{\"staff_ids\":[\"nobody\"],\"share\":1}}" },
                { "graders.staff_ids", "{\"base_share\":1,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30,\"graders\":{\"staff_ids\":[],\"share\":1}}" },
                { "colour", "{\"base_share\":1,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30,\"colour\":1}" },
        };
        struct merchant merchant = new_merchant();

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
                expect_field(422, wrong[i].field, staff("supervisor"), "POST", at(&merchant, "grading", "/review-policies"), "%s", wrong[i].body);
                expect_field(422, wrong[i].field, staff("supervisor"), "POST", at(&merchant, "grading", "/review-policies/preview"), "%s", wrong[i].body);
        }
        assert_int_equal(count_of(staff("supervisor"), at(&merchant, "grading", "/review-policies")), 0);
}

static bool has_looked(const json_t *json, const void *count) { return json_integer_value(json_object_get(json_object_get(json, "counts"), "graded")) == *(const int *)count; }

static void until_sampled(const struct merchant *merchant, int count)
{
        eventually(staff("supervisor"), at(merchant, "grading", "/quality"), has_looked, &count);
}

static void a_preview_says_what_would_have_been_picked(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = at(&merchant, "grading", "/review-policies/preview");
        static const char draft[] = "{\"base_share\":%d,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30,\"value\":{\"over\":{\"amount\":%d,\"currency\":\"USD\"},\"share\":10000}}";

        (void)state;
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/review-policies"), draft, 0, 99999999);
        a_graded_unit(&merchant);
        a_graded_unit(&merchant);
        until_sampled(&merchant, 2);
        json_t *all = expect(200, staff("supervisor"), "POST", path, draft, 10000, 99999999);
        assert_int_equal(integer_at(all, "looked_at"), 2);
        assert_int_equal(integer_at(all, "picked"), 2);
        assert_int_equal(integer_at(all, "picked_then"), 0);
        assert_int_equal(integer_at(expect(200, staff("supervisor"), "POST", path, draft, 0, 99999999), "picked"), 0);
        json_t *dear = expect(200, staff("supervisor"), "POST", path, draft, 0, 11999);   /* the fleece is 120.00 */
        assert_int_equal(integer_at(dear, "picked"), 2);
        assert_string_equal(text_at(dear, "reasons.3.why"), "value");
        assert_int_equal(integer_at(dear, "reasons.3.picked"), 2);
        assert_int_equal(integer_at(expect(200, staff("supervisor"), "POST", path, draft, 0, 12000), "picked"), 0);
        expect_problem(403, "not-allowed", staff("grader"), "POST", path, draft, 0, 0);
}

/* --- calibration --- */

static bool has_items(const json_t *json, const void *count) { return json_array_size(json_object_get(json, "items")) == *(const size_t *)count; }

static const char *a_calibration(const struct merchant *merchant, const struct piece *piece)
{
        return text_at(expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/calibrations"), "{\"unit_id\":\"%s\",\"note\":\"A small snag.\",%s", piece->unit_id, with_snag + 1),
                       "calibration_id");
}

static const char *grader_id(void) { return text_at(expect(200, staff("grader"), "GET", "/accounts/v1/me", NULL), "staff_id"); }

static void a_calibration_unit_comes_as_any_review(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *queue = format("/grading/v1/reviews?plate=%s", piece.plate);

        (void)state;
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/review-policies"), "{\"base_share\":0,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30}");
        a_rubric(&merchant);
        expect(201, staff("administrator"), "POST", at(&merchant, "grading", "/units/%s/grades", piece.unit_id), "%s", like_new);
        const char *seed = at(&merchant, "grading", "/calibrations/%s/seed", a_calibration(&merchant, &piece));
        expect_field(422, "graders[0]", staff("supervisor"), "POST", seed, "{\"graders\":[\"%s\"]}", new_uuid());
        json_t *seeded = expect(200, staff("supervisor"), "POST", seed, "{\"graders\":[\"%s\"]}", grader_id());
        assert_int_equal(integer_at(seeded, "seeded"), 1);
        assert_int_equal(integer_at(seeded, "calibration.waiting"), 1);
        assert_int_equal(integer_at(expect(200, staff("supervisor"), "POST", seed, "{\"graders\":[\"%s\"]}", grader_id()), "seeded"), 0);
        assert_int_equal(count_of(staff("administrator"), queue), 0);
        json_t *mine = expect(200, staff("grader"), "GET", queue, NULL);
        assert_int_equal(json_object_size(value_at(mine, "items.0")), 12);   /* the members of every review, as api/reviews.c has them */
        const char *review = at(&merchant, "grading", "/reviews/%s", text_at(mine, "items.0.review_id"));
        expect_problem(404, "review-not-found", staff("administrator"), "POST", format("%s/give-back", review), "{\"reason\":\"later\"}");
        assert_int_equal(text_at(mine, "items.0.review_id")[14], '7');   /* no id tells it apart */
        assert_int_equal(json_object_size(expect(200, staff("grader"), "POST", format("%s/take", review), NULL)), 4);
        json_t *done = expect(201, staff("grader"), "POST", format("%s/answers", review), "%s", like_new);
        assert_int_equal(json_object_size(done), 2);
        assert_int_equal(count_of(staff("supervisor"), at(&merchant, "grading", "/findings")), 0);
        json_t *figures = expect(200, staff("supervisor"), "GET", at(&merchant, "grading", "/quality"), NULL);
        assert_int_equal(integer_at(figures, "grades.n"), 0);
        assert_int_equal(json_array_size(value_at(figures, "calibration")), 4);
        assert_string_equal(text_at(figures, "calibration.0.question"), "");
        assert_int_equal(integer_at(figures, "calibration.0.right"), 0);
        assert_string_equal(text_at(figures, "calibration.3.question"), "SG-3");
        assert_int_equal(integer_at(figures, "calibration.3.right"), 0);
        assert_int_equal(integer_at(figures, "calibration.1.right"), 1);
}

static void the_grades_of_certain_people_are_looked_at_more(void **state)
{
        struct merchant merchant = new_merchant();
        const size_t one = 1, none = 0;

        (void)state;
        a_rubric(&merchant);
        json_t *made = expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/review-policies"),
                              "{\"base_share\":0,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30,\"graders\":{\"staff_ids\":[\"%s\"],\"share\":10000}}", grader_id());
        assert_string_equal(text_at(made, "body.graders.staff_ids.0"), grader_id());
        assert_int_equal(integer_at(made, "body.graders.share"), 10000);
        struct piece theirs = a_received_unit(&merchant), others = a_received_unit(&merchant);
        expect(201, staff("administrator"), "POST", at(&merchant, "grading", "/units/%s/grades", others.unit_id), "%s", like_new);
        expect(201, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", theirs.unit_id), "%s", like_new);
        eventually(staff("administrator"), format("/grading/v1/reviews?plate=%s", theirs.plate), has_items, &one);
        eventually(staff("grader"), format("/grading/v1/reviews?plate=%s", others.plate), has_items, &none);
        json_t *preview = expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/review-policies/preview"),
                                 "{\"base_share\":0,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30,\"graders\":{\"staff_ids\":[\"%s\"],\"share\":10000}}", grader_id());
        assert_string_equal(text_at(preview, "reasons.5.why"), "grader");
        assert_int_equal(integer_at(preview, "reasons.5.picked"), 1);
}

/* A unit that waits for both comes to a grader once. */
static void who_has_seen_a_unit_is_not_asked_again(void **state)
{
        static const size_t one = 1;
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *queue = format("/grading/v1/reviews?plate=%s", piece.plate);

        (void)state;
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/review-policies"), "{\"base_share\":10000,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30}");
        a_rubric(&merchant);
        expect(201, staff("administrator"), "POST", at(&merchant, "grading", "/units/%s/grades", piece.unit_id), "%s", like_new);
        json_t *sample = eventually(staff("grader"), queue, has_items, &one);
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/calibrations/%s/seed", a_calibration(&merchant, &piece)), "{\"graders\":[\"%s\"]}", grader_id());
        json_t *mine = expect(200, staff("grader"), "GET", queue, NULL);
        assert_int_equal(json_array_size(value_at(mine, "items")), 1);
        assert_string_not_equal(text_at(mine, "items.0.review_id"), text_at(sample, "items.0.review_id"));
        expect(201, staff("grader"), "POST", at(&merchant, "grading", "/reviews/%s/answers", text_at(mine, "items.0.review_id")), "%s", like_new);
        assert_int_equal(count_of(staff("grader"), queue), 0);
        expect_problem(409, "own-grade", staff("grader"), "POST", at(&merchant, "grading", "/reviews/%s/take", text_at(sample, "items.0.review_id")), NULL);
}

static void a_calibration_unit_is_set_and_retired(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_graded_unit(&merchant), received = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/calibrations");

        (void)state;
        expect_problem(409, "unit-state", staff("supervisor"), "POST", path, "{\"unit_id\":\"%s\",%s", received.unit_id, with_snag + 1);
        expect_problem(404, "unit-not-found", staff("supervisor"), "POST", at(&other, "grading", "/calibrations"), "{\"unit_id\":\"%s\",%s", piece.unit_id, with_snag + 1);
        expect_field(422, "unit_id", staff("supervisor"), "POST", path, "%s", with_snag);
        expect_field(422, "unit_id", staff("supervisor"), "POST", path, "{\"unit_id\":\"x\",%s", with_snag + 1);
        expect_field(422, "answers[0].answer", staff("supervisor"), "POST", path, "{\"unit_id\":\"%s\",\"answers\":[{\"question\":\"HY-1\",\"answer\":\"x\"}]}", piece.unit_id);
        expect_problem(403, "not-allowed", staff("grader"), "POST", path, "{\"unit_id\":\"%s\",%s", piece.unit_id, with_snag + 1);
        expect_problem(403, "not-allowed", staff("grader"), "GET", path, NULL);
        json_t *made = done_once(201, staff("supervisor"), "POST", path, "{\"unit_id\":\"%s\",%s", piece.unit_id, with_snag + 1);
        assert_string_equal(text_at(made, "grade"), "B");
        expect_problem(409, "already-exists", staff("supervisor"), "POST", path, "{\"unit_id\":\"%s\",%s", piece.unit_id, like_new + 1);
        const char *id = text_at(made, "calibration_id"), *retire = at(&merchant, "grading", "/calibrations/%s/retire", id);
        expect_problem(404, "calibration-not-found", staff("supervisor"), "POST", at(&other, "grading", "/calibrations/%s/retire", id), NULL);
        expect_problem(404, "calibration-not-found", staff("supervisor"), "POST", at(&other, "grading", "/calibrations/%s/seed", id), "{}");
        json_t *seeded = expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/calibrations/%s/seed", id), "{}");
        assert_int_equal(integer_at(seeded, "seeded"), 0);   /* the one who graded lately has graded this unit */
        expect(200, staff("supervisor"), "POST", retire, NULL);
        expect_problem(409, "calibration-state", staff("supervisor"), "POST", retire, NULL);
        expect_problem(409, "calibration-state", staff("supervisor"), "POST", at(&merchant, "grading", "/calibrations/%s/seed", id), "{}");
        assert_int_equal(count_of(staff("supervisor"), path), 1);
        expect(201, staff("supervisor"), "POST", path, "{\"unit_id\":\"%s\",%s", piece.unit_id, with_snag + 1);
}

/* --- tickets --- */

static bool has_ticket(const json_t *json, const void *context) { (void)context; return json_array_size(json_object_get(json, "items")) > 0; }

/* Ten units that two graders see differently in one question, and alike in the others. */
static void disagree_on_snags(const struct merchant *merchant)
{
        static const size_t one = 1;

        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/review-policies"), "{\"base_share\":10000,\"days\":5,\"tolerance\":3,\"kappa_below\":7000,\"pairs\":10}");
        a_rubric(merchant);
        for (int i = 0; i < 10; i++) {
                struct piece piece = a_received_unit(merchant);
                grade(merchant, piece.unit_id, i % 2 ? "none" : "small");
                json_t *found = eventually(staff("administrator"), format("/grading/v1/reviews?plate=%s", piece.plate), has_items, &one);
                expect(201, staff("administrator"), "POST", at(merchant, "grading", "/reviews/%s/answers", text_at(found, "items.0.review_id")), "%s", i % 2 ? with_snag : like_new);
        }
}

static void poor_agreement_on_a_question_opens_one_ticket(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *path = at(&merchant, "grading", "/rubric-tickets");

        (void)state;
        disagree_on_snags(&merchant);
        json_t *found = eventually(staff("supervisor"), path, has_ticket, NULL);
        assert_int_equal(json_array_size(value_at(found, "items")), 1);
        assert_string_equal(text_at(found, "items.0.question"), "SG-3");
        assert_int_equal(integer_at(found, "items.0.figures.n"), 10);
        const char *id = text_at(found, "items.0.ticket_id"), *settle = at(&merchant, "grading", "/rubric-tickets/%s/settle", id);
        expect_field(422, "note", staff("supervisor"), "POST", settle, "{}");
        expect_field(422, "rubric_id", staff("supervisor"), "POST", settle, "{\"rubric_id\":\"x\"}");
        expect_problem(404, "rubric-not-found", staff("supervisor"), "POST", settle, "{\"rubric_id\":\"%s\"}", text_at(found, "items.0.rubric_id"));
        expect_problem(404, "ticket-not-found", staff("supervisor"), "POST", at(&other, "grading", "/rubric-tickets/%s/settle", id), "{\"note\":\"x\"}");
        expect_problem(403, "not-allowed", staff("grader"), "POST", settle, "{\"note\":\"x\"}");
        expect_problem(403, "not-allowed", staff("grader"), "GET", path, NULL);
        a_rubric(&merchant);
        const char *newer = text_at(expect(200, merchant.key, "GET", at(&merchant, "grading", "/rubrics"), NULL), "items.0.rubric_id");
        json_t *settled = done_once(200, staff("supervisor"), "POST", settle, "{\"rubric_id\":\"%s\"}", newer);
        assert_string_equal(text_at(settled, "new_rubric"), newer);
        expect_problem(409, "ticket-state", staff("supervisor"), "POST", settle, "{\"note\":\"x\"}");
        assert_int_equal(count_of(staff("supervisor"), path), 0);
        assert_int_equal(count_of(staff("supervisor"), format("%s?state=settled", path)), 1);
        json_t *figures = expect(200, staff("supervisor"), "GET", at(&merchant, "grading", "/quality"), NULL);
        assert_int_equal(integer_at(figures, "grades.n"), 10);
        assert_int_equal(json_array_size(value_at(figures, "questions")), 3);
        assert_string_equal(text_at(figures, "questions.0.undefined"), "one_category");
        assert_true(json_is_real(value_at(figures, "questions.2.kappa.linear.value")));
        assert_int_equal(integer_at(figures, "by_grader.0.n"), 10);
}

static void the_figures_are_for_supervisors(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = at(&merchant, "grading", "/quality");

        (void)state;
        expect_field(422, "days", staff("supervisor"), "GET", format("%s?days=0", path), NULL);
        expect_field(422, "days", staff("supervisor"), "GET", format("%s?days=366", path), NULL);
        expect_field(422, "days", staff("supervisor"), "GET", "/grading/v1/quality?days=x", NULL);
        expect_problem(404, "merchant-not-found", staff("supervisor"), "GET", format("/grading/v1/merchants/%s/quality", new_uuid()), NULL);
        expect_problem(403, "not-allowed", staff("grader"), "GET", path, NULL);
        expect_problem(403, "not-allowed", staff("grader"), "GET", "/grading/v1/quality", NULL);
        expect_problem(403, "not-allowed", merchant.key, "GET", path, NULL);
        expect_problem(401, "not-signed-in", NULL, "GET", path, NULL);
        expect(200, staff("supervisor"), "GET", "/grading/v1/quality", NULL);
}

/* --- what is not safe --- */

static const char perfect[] = "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\"}]}";   /* by the fixture rubric_bench */
static const char mouldy[] = "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"no\"},{\"question\":\"HY-1\",\"answer\":\"mould\"},{\"question\":\"SG-3\",\"answer\":\"none\"},"
                             "{\"question\":\"FN-1\",\"answer\":\"all\"}]}";

static struct piece a_perfect_unit(const struct merchant *merchant, const char *by)
{
        struct piece piece = a_received_unit(merchant);

        expect(201, by, "POST", at(merchant, "grading", "/units/%s/grades", piece.unit_id), "%s", perfect);
        return piece;
}

/* Where its second look is answered. */
static const char *second_look(const struct merchant *merchant, const struct piece *piece, const char *by)
{
        static const size_t one = 1;
        json_t *found = eventually(by, format("/grading/v1/reviews?plate=%s", piece->plate), has_items, &one);

        return at(merchant, "grading", "/reviews/%s/answers", text_at(found, "items.0.review_id"));
}

static void what_a_second_look_finds_unsafe_goes_on_hold(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection, *as = staff("administrator");

        (void)state;
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_bench"));
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/review-policies"), "{\"base_share\":10000,\"days\":5,\"tolerance\":3,\"kappa_below\":7000,\"pairs\":30}");
        a_collection(&merchant, false, &collection);
        struct piece mould = a_perfect_unit(&merchant, staff("grader")), noted = a_perfect_unit(&merchant, staff("grader"));
        until_state(&merchant, mould.unit_id, "listed");
        json_t *made = done_once(201, as, "POST", second_look(&merchant, &mould, as), "%s", mouldy);
        assert_string_equal(text_at(made, "hold.kind"), "answer");
        assert_string_equal(text_at(made, "hold.reason"), "Mould: keep it away from the others (HY-1)");
        assert_string_equal(unit_state(&merchant, mould.unit_id), "quarantined");
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/units/%s/holds", mould.unit_id)), 1);
        made = expect(201, as, "POST", second_look(&merchant, &noted, as), "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\",\"note\":\"smells of smoke\"}]}");
        assert_string_equal(text_at(made, "hold.word"), "smoke");
        assert_string_equal(unit_state(&merchant, noted.unit_id), "quarantined");
        assert_int_equal(integer_at(expect(200, staff("supervisor"), "GET", at(&merchant, "grading", "/quality"), NULL), "grades.n"), 2);   /* they count as any second look */
}

static void of_a_calibration_unit_it_is_known_what_is_unsafe(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_bench"));
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/review-policies"), "{\"base_share\":0,\"days\":5,\"tolerance\":0,\"kappa_below\":7000,\"pairs\":30}");
        struct piece piece = a_perfect_unit(&merchant, staff("administrator"));
        json_t *set = expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/calibrations"), "{\"unit_id\":\"%s\",%s", piece.unit_id, mouldy + 1);
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/calibrations/%s/seed", text_at(set, "calibration_id")), "{\"graders\":[\"%s\"]}", grader_id());
        json_t *done = expect(201, staff("grader"), "POST", second_look(&merchant, &piece, staff("grader")), "%s", mouldy);
        assert_int_equal(json_object_size(done), 2);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "graded");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_policy_is_a_version), api_test(a_wrong_policy_names_its_member),
                api_test(the_grades_of_certain_people_are_looked_at_more), api_test(a_preview_says_what_would_have_been_picked),
                api_test(a_calibration_unit_comes_as_any_review), api_test(who_has_seen_a_unit_is_not_asked_again), api_test(a_calibration_unit_is_set_and_retired),
                api_test(poor_agreement_on_a_question_opens_one_ticket),
                api_test(the_figures_are_for_supervisors),
                api_test(what_a_second_look_finds_unsafe_goes_on_hold), api_test(of_a_calibration_unit_it_is_known_what_is_unsafe),
        };

        return API_MAIN(tests);
}

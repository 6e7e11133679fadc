/* Blind reviews: who is asked, what they see, what is kept, and what a supervisor settles. */
#include "support/steps.h"

static const char like_new[] = "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"none\"}]}";
static const char with_snag[] = "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"large\"}]}";
static const char policy_format[] = "{\"base_share\":%d,\"days\":5,\"tolerance\":%d,\"kappa_below\":7000,\"pairs\":10}";

static char second_token[100], second_id[37];

/* Another grader than staff("grader"). */
static const char *second(void)
{
        if (!second_token[0]) {
                const char *email = format("%s@example.com", unique("second"));
                json_t *made = expect(201, staff("administrator"), "POST", "/accounts/v1/staff",
                                      "{\"email\":\"%s\",\"name\":\"second grader\",\"roles\":[\"grader\"],\"password\":\"correct horse 1\"}", email);
                snprintf(second_id, sizeof second_id, "%s", text_at(made, "staff_id"));
                snprintf(second_token, sizeof second_token, "%s",
                         text_at(expect(200, NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"correct horse 1\"}", email), "token"));
        }
        return second_token;
}

static void review_all(const struct merchant *merchant, int tolerance)
{
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/review-policies"), policy_format, 10000, tolerance);
}

static bool has_one(const json_t *json, const void *context) { (void)context; return json_array_size(json_object_get(json, "items")) == 1; }
static bool has_none(const json_t *json, const void *context) { (void)context; return json_array_size(json_object_get(json, "items")) == 0; }
static const char *queue_of(const char *plate) { return format("/grading/v1/reviews?plate=%s", plate); }

/* The review that the second grader is asked for. */
static const char *a_review(const struct merchant *merchant, const struct piece *piece)
{
        json_t *found = eventually(second(), queue_of(piece->plate), has_one, NULL);

        return at(merchant, "grading", "/reviews/%s", text_at(found, "items.0.review_id"));
}

static struct piece a_sampled_unit(const struct merchant *merchant, int tolerance)
{
        review_all(merchant, tolerance);
        return a_graded_unit(merchant);
}

static void answer_once(const char *review, const char *answers)
{
        expect(200, second(), "POST", format("%s/take", review), NULL);
        expect(201, second(), "POST", format("%s/answers", review), "%s", answers);
}

static void only_members(json_t *object, const char *const *names)
{
        const char *key;
        json_t *value;

        json_object_foreach(object, key, value) {
                size_t i = 0;
                while (names[i] && !text_equal(names[i], key))
                        i++;
                if (!names[i])
                        fail_msg("%s is told to who reviews", key);
        }
}

static const char *const told[] = { "merchant_id", "review_id", "unit_id", "lpn", "title", "sku", "product_type", "trip", "bin", "tote", "due_at", "taken_until", NULL };

static void a_review_tells_nothing_of_the_first_grade(void **state)
{
        static const char *const taken_members[] = { "review", "rubric_id", "rubric_version", "rubric", NULL }, *const done_members[] = { "review_id", "state", NULL };
        struct merchant merchant = new_merchant();
        struct piece piece = a_sampled_unit(&merchant, 0);
        const char *review = a_review(&merchant, &piece), *grades = at(&merchant, "grading", "/units/%s/grades", piece.unit_id);
        json_t *rubric = expect(200, merchant.key, "GET", at(&merchant, "grading", "/rubrics"), NULL);

        (void)state;
        only_members(value_at(expect(200, second(), "GET", queue_of(piece.plate), NULL), "items.0"), told);
        a_rubric(&merchant);   /* a newer version changes nothing for it */
        json_t *taken = expect(200, second(), "POST", format("%s/take", review), NULL);
        only_members(taken, taken_members);
        only_members(value_at(taken, "review"), told);
        assert_true(json_equal(value_at(taken, "rubric"), value_at(rubric, "items.0.body")));
        assert_int_equal(integer_at(taken, "rubric_version"), 1);
        expect(200, staff("grader"), "GET", grades, NULL);
        json_t *done = done_once(201, second(), "POST", format("%s/answers", review), "%s", with_snag);
        only_members(done, done_members);
        expect(200, second(), "GET", grades, NULL);
        assert_int_equal(count_of(second(), queue_of(piece.plate)), 0);
}

/* Text of an answer, which is 200 or 409 review-open. */
static const char *told_at(const char *as, const char *path)
{
        struct answer answer = call(as, "GET", path, NULL);

        if (answer.status == 200)
                return answer.text;
        assert_int_equal(answer.status, 409);
        assert_string_equal(text_at(answer.json, "code"), "review-open");
        return NULL;
}

/* Every route by which a grader could read what a unit was graded, and what a word of the grade looks like there. */
static void nobody_who_may_give_the_second_look_sees_the_first_anywhere(void **state)
{
        static const char *const hidden[] = { "/grades", "/decision", "/crosswalk", "/work-plans", "/holds", NULL };
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *collection, *graders = staff("grader"), *history = at(&merchant, "intake", "/units/%s", piece.unit_id), *bin = unique("BLIND-"), *review;

        (void)state;
        expect(201, staff("supervisor"), "POST", "/intake/v1/bins", "{\"facility_id\":\"%s\",\"from\":\"%s\"}", facility(), bin);
        expect(201, staff("receiver"), "POST", "/intake/v1/placements", "{\"what\":\"%s\",\"into\":\"RPB:%s\"}", piece.plate, bin);
        a_rubric(&merchant);
        review_all(&merchant, 0);
        a_collection(&merchant, false, &collection);
        grade(&merchant, piece.unit_id, "none");
        until_state(&merchant, piece.unit_id, "listed");
        review = a_review(&merchant, &piece);
        for (int taken = 0; taken < 2; taken++) {
                for (const char *const *path = hidden; *path; path++)
                        assert_null(told_at(second(), at(&merchant, "grading", "/units/%s%s", piece.unit_id, *path)));
                const char *seen[] = { history, at(&merchant, "intake", "/units/%s/whereabouts", piece.unit_id), at(&merchant, "grading", "/decisions") };
                for (size_t i = 0; i < ARRAY_LEN(seen); i++) {
                        const char *text = told_at(second(), seen[i]);
                        if (strstr(text, "\"graded\""))
                                fail_msg("%s: %s", seen[i], text);
                        assert_null(strstr(text, "\"A\""));
                        assert_null(strstr(text, "resell"));
                }
                assert_null(strstr(told_at(second(), "/grading/v1/work"), piece.unit_id));
                assert_true(json_is_true(value_at(expect(200, second(), "GET", history, NULL), "blind")));
                assert_true(json_is_null(value_at(expect(200, second(), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", piece.plate), "floor.step")));
                assert_true(json_is_null(value_at(expect(200, second(), "POST", "/intake/v1/scans", "{\"code\":\"RPB:%s\"}", bin), "bin.units.0.step")));
                expect_problem(409, "review-open", second(), "POST", at(&merchant, "grading", "/units/%s/decision", piece.unit_id), NULL);
                if (!taken)
                        expect(200, second(), "POST", format("%s/take", review), NULL);
        }
        const char *whole[] = { graders, staff("supervisor"), staff("lister"), merchant.key };
        for (size_t i = 0; i < ARRAY_LEN(whole); i++) {
                assert_non_null(strstr(told_at(whole[i], history), "graded"));
                assert_non_null(told_at(whole[i], at(&merchant, "grading", "/units/%s/grades", piece.unit_id)));
        }
        expect(201, second(), "POST", format("%s/answers", review), "%s", with_snag);
        assert_non_null(strstr(told_at(second(), history), "graded"));
        assert_non_null(told_at(second(), at(&merchant, "grading", "/units/%s/grades", piece.unit_id)));
}

static void it_is_for_others_than_who_graded_it(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_sampled_unit(&merchant, 0);
        const char *review = a_review(&merchant, &piece), *id = strrchr(review, '/') + 1;

        (void)state;
        assert_int_equal(count_of(staff("grader"), queue_of(piece.plate)), 0);
        expect_problem(409, "own-grade", staff("grader"), "POST", format("%s/take", review), NULL);
        expect_problem(409, "own-grade", staff("grader"), "POST", format("%s/answers", review), "%s", like_new);
        expect_problem(404, "review-not-found", second(), "POST", at(&other, "grading", "/reviews/%s/take", id), NULL);
        expect_problem(404, "review-not-found", second(), "POST", at(&other, "grading", "/reviews/%s/answers", id), "%s", like_new);
        expect_problem(404, "review-not-found", second(), "POST", at(&other, "grading", "/reviews/%s/give-back", id), "{\"reason\":\"later\"}");
        expect_problem(404, "review-not-found", second(), "POST", at(&merchant, "grading", "/reviews/%s/take", new_uuid()), NULL);
        expect_problem(403, "not-allowed", staff("supervisor"), "POST", format("%s/take", review), NULL);
        expect_problem(403, "not-allowed", staff("lister"), "GET", "/grading/v1/reviews", NULL);
        expect_problem(403, "not-allowed", merchant.key, "GET", "/grading/v1/reviews", NULL);
        expect_problem(401, "not-signed-in", NULL, "GET", "/grading/v1/reviews", NULL);
        expect_problem(404, "code-unknown", second(), "GET", "/grading/v1/reviews?plate=x", NULL);
        expect_field(422, "cursor", second(), "GET", "/grading/v1/reviews?cursor=x", NULL);
}

static void one_person_has_it_in_hand(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_sampled_unit(&merchant, 0);
        const char *review = a_review(&merchant, &piece);

        (void)state;
        expect(200, second(), "POST", format("%s/take", review), NULL);
        expect(200, second(), "POST", format("%s/take", review), NULL);
        expect_problem(409, "review-state", staff("administrator"), "POST", format("%s/take", review), NULL);
        expect_problem(409, "review-state", staff("administrator"), "POST", format("%s/give-back", review), "{\"reason\":\"later\"}");
        assert_int_equal(count_of(staff("administrator"), queue_of(piece.plate)), 0);
        expect(204, second(), "POST", format("%s/give-back", review), "{\"reason\":\"later\"}");
        assert_int_equal(count_of(staff("administrator"), queue_of(piece.plate)), 1);
        expect_field(422, "reason", second(), "POST", format("%s/give-back", review), "{\"reason\":\"bored\"}");
        expect_field(422, "reason", second(), "POST", format("%s/give-back", review), "{}");
        expect(204, second(), "POST", format("%s/give-back", review), "{\"reason\":\"not_found\"}");
        expect_problem(409, "review-state", second(), "POST", format("%s/take", review), NULL);
        json_t *figures = expect(200, staff("supervisor"), "GET", at(&merchant, "grading", "/quality"), NULL);
        assert_string_equal(text_at(figures, "counts.closed.0.why"), "not_found");
        assert_string_equal(text_at(figures, "counts.not_found.0.lpn"), piece.plate);
}

static void wrong_answers_are_refused_and_nothing_is_kept(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_sampled_unit(&merchant, 0);
        const char *review = a_review(&merchant, &piece), *path = format("%s/answers", review);

        (void)state;
        expect_field(422, "answers[0].answer", second(), "POST", path, "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"pink\"}]}");
        expect_field(422, "answers[0].question", second(), "POST", path, "{\"answers\":[{\"question\":\"XX-1\",\"answer\":\"none\"}]}");
        struct answer missing = call(second(), "POST", path, "{\"answers\":[]}");
        assert_int_equal(missing.status, 422);
        assert_string_equal(text_at(missing.json, "code"), "answer-invalid");
        expect_field(422, "answers", second(), "POST", path, "{}");
        expect_field(422, "grade", second(), "POST", path, "{\"answers\":[],\"grade\":\"A\"}");
        assert_int_equal(count_of(second(), queue_of(piece.plate)), 1);
        json_t *figures = expect(200, staff("supervisor"), "GET", at(&merchant, "grading", "/quality"), NULL);
        assert_int_equal(integer_at(figures, "grades.n"), 0);
        assert_string_equal(text_at(figures, "grades.undefined"), "no_pairs");
        assert_true(json_is_null(value_at(figures, "grades.kappa.linear")));
}

static void the_same_grade_is_no_finding_and_changes_nothing(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_sampled_unit(&merchant, 0);

        (void)state;
        answer_once(a_review(&merchant, &piece), like_new);
        assert_int_equal(count_of(staff("supervisor"), at(&merchant, "grading", "/findings")), 0);
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/units/%s/grades", piece.unit_id)), 1);
        json_t *figures = expect(200, staff("supervisor"), "GET", at(&merchant, "grading", "/quality?days=1"), NULL);
        assert_int_equal(integer_at(figures, "grades.n"), 1);
        assert_string_equal(text_at(figures, "grades.undefined"), "one_category");
        assert_int_equal(integer_at(figures, "counts.picked"), 1);
        assert_int_equal(integer_at(figures, "counts.reviewed"), 1);
        assert_int_equal(integer_at(figures, "by_hour.0.n"), 1);
        assert_string_equal(text_at(figures, "by_product_type.0.key"), "Fleece");
}

static void a_difference_within_the_tolerance_is_no_finding(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_sampled_unit(&merchant, 2);

        (void)state;
        answer_once(a_review(&merchant, &piece), with_snag);   /* C beside A: two apart */
        assert_int_equal(count_of(staff("supervisor"), at(&merchant, "grading", "/findings")), 0);
}

static const char *a_finding(const struct merchant *merchant, const struct piece *piece)
{
        answer_once(a_review(merchant, piece), with_snag);
        json_t *found = expect(200, staff("supervisor"), "GET", at(merchant, "grading", "/findings"), NULL);
        return at(merchant, "grading", "/findings/%s/settle", text_at(found, "items.0.finding_id"));
}

static void a_finding_is_settled_once_by_a_third_person(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_sampled_unit(&merchant, 0);
        const char *settle = a_finding(&merchant, &piece), *list = at(&merchant, "grading", "/findings");

        (void)state;
        json_t *one = value_at(expect(200, staff("supervisor"), "GET", list, NULL), "items.0");
        assert_string_equal(text_at(one, "first.grade"), "A");
        assert_string_equal(text_at(one, "second.grade"), "C");
        assert_string_equal(text_at(one, "differences.0.question"), "SG-3");
        expect_field(422, "outcome", staff("supervisor"), "POST", settle, "{\"outcome\":\"both\"}");
        expect_field(422, "note", staff("supervisor"), "POST", settle, "{\"outcome\":\"first_stands\",\"note\":\"\"}");
        expect_field(422, "state", staff("supervisor"), "GET", format("%s?state=lost", list), NULL);
        expect_problem(403, "not-allowed", second(), "POST", settle, "{\"outcome\":\"first_stands\"}");
        expect_problem(403, "not-allowed", second(), "GET", list, NULL);
        expect_problem(404, "finding-not-found", staff("supervisor"), "POST", at(&other, "grading", "/findings/%s/settle", text_at(one, "finding_id")),
                       "{\"outcome\":\"first_stands\"}");
        json_t *settled = done_once(200, staff("supervisor"), "POST", settle, "{\"outcome\":\"first_stands\",\"note\":\"A fold, no snag.\"}");
        assert_true(json_is_null(value_at(settled, "regrade")));
        expect_problem(409, "finding-state", staff("supervisor"), "POST", settle, "{\"outcome\":\"rubric_unclear\"}");
        assert_int_equal(count_of(staff("supervisor"), list), 0);
        assert_int_equal(count_of(staff("supervisor"), format("%s?state=settled", list)), 1);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "graded");
}

static void who_settles_reads_what_both_wrote(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        review_all(&merchant, 0);
        a_rubric(&merchant);
        expect(201, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", piece.unit_id),
               "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\",\"note\":\"Aired\"},{\"question\":\"FN-1\",\"answer\":\"all\"},"
               "{\"question\":\"SG-3\",\"answer\":\"none\",\"note\":\"A fold\"}]}");
        answer_once(a_review(&merchant, &piece), "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\",\"note\":\"The zip too\"},"
                                                 "{\"question\":\"SG-3\",\"answer\":\"large\",\"note\":\"Two fingers wide\"}]}");
        json_t *one = value_at(expect(200, staff("supervisor"), "GET", at(&merchant, "grading", "/findings"), NULL), "items.0"), *notes = value_at(one, "notes");
        assert_int_equal(json_array_size(notes), 3);
        assert_string_equal(text_at(notes, "0.question"), "FN-1");
        assert_true(json_is_null(value_at(notes, "0.first")));
        assert_string_equal(text_at(notes, "0.second"), "The zip too");
        assert_string_equal(text_at(notes, "1.first"), "Aired");
        assert_string_equal(text_at(notes, "2.first"), "A fold");
        assert_string_equal(text_at(notes, "2.second"), "Two fingers wide");
}

static void what_is_written_of_a_finding_may_put_the_unit_on_hold(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_sampled_unit(&merchant, 0);

        (void)state;
        json_t *settled = done_once(200, staff("supervisor"), "POST", a_finding(&merchant, &piece), "{\"outcome\":\"rubric_unclear\",\"note\":\"Its battery is swollen\"}");
        assert_string_equal(text_at(settled, "hold.reason"), "A note says \"swollen\": look whether it is safe.");
        assert_string_equal(text_at(settled, "unit_state"), "quarantined");
        assert_string_equal(text_at(settled, "state"), "settled");
}

static bool regrade_is_done(const json_t *json, const void *context)
{
        (void)context;
        return text_equal(text_at(json, "items.0.regrade"), "done");
}

static void where_the_second_stands_the_unit_is_graded_again(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_sampled_unit(&merchant, 0);
        const char *settle = a_finding(&merchant, &piece);

        (void)state;
        json_t *settled = expect(200, staff("supervisor"), "POST", settle, "{\"outcome\":\"second_stands\"}");
        assert_string_equal(text_at(settled, "regrade"), "asked");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "refurbishing");
        grade(&merchant, piece.unit_id, "large");
        eventually(staff("supervisor"), at(&merchant, "grading", "/findings?state=settled"), regrade_is_done, NULL);
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/units/%s/grades", piece.unit_id)), 2);
}

static void a_listed_unit_is_withdrawn_before_it_is_graded_again(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id;

        (void)state;
        review_all(&merchant, 0);
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *settle = a_finding(&merchant, &piece);
        json_t *refused = expect_problem(409, "unit-state", staff("supervisor"), "POST", settle, "{\"outcome\":\"second_stands\"}");
        assert_non_null(strstr(text_at(refused, "detail"), "withdraw its listing first"));
        expect(200, staff("lister"), "POST", at(&merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        expect(200, staff("supervisor"), "POST", settle, "{\"outcome\":\"second_stands\"}");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "refurbishing");
}

static void nobody_settles_their_own(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece;

        (void)state;
        review_all(&merchant, 0);
        piece = a_graded_unit(&merchant);
        const char *review = a_review(&merchant, &piece);
        expect(201, staff("administrator"), "POST", format("%s/answers", review), "%s", with_snag);
        json_t *found = expect(200, staff("supervisor"), "GET", at(&merchant, "grading", "/findings"), NULL);
        expect_problem(409, "own-grade", staff("administrator"), "POST", at(&merchant, "grading", "/findings/%s/settle", text_at(found, "items.0.finding_id")),
                       "{\"outcome\":\"second_stands\"}");
}

static void a_unit_that_is_gone_or_changed_is_not_reviewed(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece gone = a_sampled_unit(&merchant, 0), changed = a_graded_unit(&merchant), held = a_graded_unit(&merchant);
        const char *review = a_review(&merchant, &gone);

        (void)state;
        a_review(&merchant, &changed);
        a_review(&merchant, &held);
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/disposition", gone.unit_id), "{\"disposition\":\"donate\",\"evidence\":{\"recipient\":\"x\"}}");
        expect(201, staff("technician"), "POST", at(&merchant, "grading", "/units/%s/work-orders", changed.unit_id), "{\"operations\":[{\"operation\":\"clean\"}]}");
        hold(&merchant, held.unit_id);
        expect_problem(409, "review-state", second(), "POST", format("%s/answers", review), "%s", like_new);
        eventually(second(), queue_of(gone.plate), has_none, NULL);
        eventually(second(), queue_of(changed.plate), has_none, NULL);
        assert_int_equal(count_of(second(), queue_of(held.plate)), 1);   /* it is here still */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_review_tells_nothing_of_the_first_grade), api_test(nobody_who_may_give_the_second_look_sees_the_first_anywhere),
                api_test(it_is_for_others_than_who_graded_it), api_test(one_person_has_it_in_hand),
                api_test(wrong_answers_are_refused_and_nothing_is_kept), api_test(the_same_grade_is_no_finding_and_changes_nothing),
                api_test(a_difference_within_the_tolerance_is_no_finding), api_test(a_finding_is_settled_once_by_a_third_person), api_test(who_settles_reads_what_both_wrote),
                api_test(what_is_written_of_a_finding_may_put_the_unit_on_hold),
                api_test(where_the_second_stands_the_unit_is_graded_again), api_test(a_listed_unit_is_withdrawn_before_it_is_graded_again),
                api_test(nobody_settles_their_own), api_test(a_unit_that_is_gone_or_changed_is_not_reviewed),
        };

        return API_MAIN(tests);
}

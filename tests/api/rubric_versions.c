/* Versions from a date, drafts, previews, ready rubrics, crosswalks; and that the past is concluded again as it was. */
#include "../../services/grading/rubric.h"
#include "support/photos.h"
#include "support/steps.h"
#include "support/unit.h"

#include <time.h>

static const char answers_none[] = "[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"none\"}]";

/* The fixture with a text of it replaced. */
static const char *changed(const char *from, const char *to)
{
        const char *body = fixture("rubric_apparel"), *at_ = strstr(body, from);

        assert_non_null(at_);
        return format("%.*s%s%s", (int)(at_ - body), body, to, at_ + strlen(from));
}

static const char *drafts(const struct merchant *merchant) { return at(merchant, "grading", "/rubric-drafts"); }
static const char *draft_path(const struct merchant *merchant, const json_t *draft) { return at(merchant, "grading", "/rubric-drafts/%s", text_at(draft, "draft_id")); }

static const char *in_time(const char *shift)
{
        char text[40];
        time_t when = time(NULL) + (text_equal(shift, "past") ? -3600 : text_equal(shift, "tomorrow") ? 86400 : 400L * 86400);
        struct tm tm;

        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&when, &tm));
        return format("%s", text);
}

static const char *dumped(const json_t *json)
{
        char *text = json_dumps(json, 0);
        const char *kept = format("%s", text);

        free(text);
        return kept;
}

static void a_version_holds_from_its_date(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/rubrics"), *bench = at(&merchant, "grading", "/units/%s", piece.unit_id);
        const char *of = "{\"product_type\":\"*\",\"body\":%s,\"effective_from\":\"%s\"}";

        (void)state;
        json_t *later = expect(201, staff("supervisor"), "POST", path, of, fixture("rubric_apparel"), in_time("tomorrow"));
        assert_string_equal(text_at(later, "state"), "scheduled");
        expect_problem(404, "rubric-not-found", staff("grader"), "GET", bench, NULL);
        json_t *now = expect(201, staff("supervisor"), "POST", path, "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_apparel"));
        assert_string_equal(text_at(now, "state"), "in_force");
        assert_int_equal(integer_at(expect(200, staff("grader"), "GET", bench, NULL), "rubric_version"), 2);
        assert_string_equal(text_at(expect(200, merchant.key, "GET", at(&merchant, "grading", "/rubrics/%s", text_at(later, "rubric_id")), NULL), "state"), "past");   /* it will not come back */
        expect(201, staff("supervisor"), "POST", path, of, fixture("rubric_apparel"), in_time("tomorrow"));
        assert_int_equal(integer_at(expect(200, staff("grader"), "GET", bench, NULL), "rubric_version"), 2);
        json_t *list = expect(200, merchant.key, "GET", path, NULL);
        assert_string_equal(text_at(list, "items.0.state"), "scheduled");
        assert_string_equal(text_at(list, "items.1.state"), "in_force");
        expect_field(422, "effective_from", staff("supervisor"), "POST", path, of, fixture("rubric_apparel"), in_time("past"));
        expect_field(422, "effective_from", staff("supervisor"), "POST", path, of, fixture("rubric_apparel"), in_time("too far"));
        expect_field(422, "effective_from", staff("supervisor"), "POST", path, of, fixture("rubric_apparel"), "tomorrow");
        assert_int_equal(count_of(merchant.key, path), 3);
}

static void a_draft_is_saved_checked_and_published_once(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant(), without = new_merchant_without_resale();
        const char *boss = staff("supervisor");
        json_t *draft = done_once(201, boss, "POST", drafts(&merchant), "{\"product_type\":\"Fleece\",\"body\":{\"grades\":[]}}");
        const char *path = draft_path(&merchant, draft), *publish = format("%s/publish", path);

        (void)state;
        assert_int_equal(count_of(boss, drafts(&merchant)), 1);
        expect_problem(422, "rubric-invalid", boss, "POST", publish, "{\"revision\":1}");
        assert_string_equal(text_at(expect_field(422, "grades", boss, "POST", publish, "{\"revision\":1}"), "code"), "rubric-invalid");
        json_t *saved = expect(200, boss, "PUT", path, "{\"product_type\":\"Fleece\",\"body\":%s,\"revision\":1}", fixture("rubric_apparel"));
        assert_int_equal(integer_at(saved, "revision"), 2);
        expect_problem(409, "rubric-draft-changed", boss, "PUT", path, "{\"product_type\":\"Fleece\",\"body\":{},\"revision\":1}");
        expect_problem(409, "rubric-draft-changed", boss, "POST", publish, "{\"revision\":1}");
        assert_int_equal(json_array_size(value_at(expect(200, boss, "GET", path, NULL), "body.questions")), 4);
        expect_field(422, "effective_from", boss, "POST", publish, "{\"revision\":2,\"effective_from\":\"%s\"}", in_time("past"));
        expect(200, boss, "GET", path, NULL);
        json_t *version = done_once(201, boss, "POST", publish, "{\"revision\":2,\"effective_from\":\"%s\"}", in_time("tomorrow"));
        assert_string_equal(text_at(version, "state"), "scheduled");
        expect_problem(404, "rubric-draft-not-found", boss, "GET", path, NULL);
        expect_problem(404, "rubric-draft-not-found", boss, "POST", publish, "{\"revision\":2}");
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/rubrics")), 1);
        expect_problem(403, "plan-excludes-resale", boss, "POST", drafts(&without), "{\"product_type\":\"F\",\"body\":{}}");
        assert_int_equal(count_of(boss, drafts(&other)), 0);
}

static void a_draft_is_a_supervisor_s_and_its_merchant_s(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *boss = staff("supervisor");
        json_t *draft = expect(201, boss, "POST", drafts(&merchant), "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_apparel"));
        const char *path = draft_path(&merchant, draft), *theirs = draft_path(&other, draft);

        (void)state;
        expect_problem(404, "rubric-draft-not-found", boss, "GET", theirs, NULL);
        expect_problem(404, "rubric-draft-not-found", boss, "PUT", theirs, "{\"product_type\":\"*\",\"body\":{},\"revision\":1}");
        expect_problem(404, "rubric-draft-not-found", boss, "POST", format("%s/publish", theirs), "{\"revision\":1}");
        expect_problem(404, "rubric-draft-not-found", boss, "DELETE", theirs, NULL);
        expect_problem(403, "not-allowed", staff("grader"), "GET", path, NULL);
        expect_problem(403, "not-allowed", staff("grader"), "POST", drafts(&merchant), "{\"product_type\":\"*\",\"body\":{}}");
        expect_problem(403, "not-allowed", staff("grader"), "POST", at(&merchant, "grading", "/rubric-previews"), "{\"product_type\":\"*\",\"body\":{}}");
        expect_problem(403, "not-allowed", staff("grader"), "POST", at(&merchant, "grading", "/rubric-checks"), "{\"body\":{}}");
        expect_field(422, "body", boss, "POST", drafts(&merchant), "{\"product_type\":\"*\",\"body\":[]}");
        expect_field(422, "revision", boss, "PUT", path, "{\"product_type\":\"*\",\"body\":{}}");
        expect(204, boss, "DELETE", path, NULL);
        expect_problem(404, "rubric-draft-not-found", boss, "DELETE", path, NULL);
}

/* Three units: A, B by a small snag, B by missing tags. */
static void a_preview_says_what_last_month_would_have_been(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *path = at(&merchant, "grading", "/rubric-previews"), *boss = staff("supervisor");
        struct piece first = a_graded_unit(&merchant), second = a_received_unit(&merchant), third = a_received_unit(&merchant);

        (void)state;
        grade(&merchant, second.unit_id, "small");
        expect(201, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", third.unit_id), "{\"answers\":%.*s,{\"question\":\"CM-1\",\"answer\":\"no\"}]}",
               (int)sizeof answers_none - 2, answers_none);
        json_t *same = expect(200, boss, "POST", path, "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_apparel"));
        assert_int_equal(integer_at(same, "units"), 3);
        assert_int_equal(integer_at(same, "changed"), 0);
        assert_true(json_is_true(value_at(same, "complete")));
        json_t *stricter = expect(200, boss, "POST", path, "{\"product_type\":\"*\",\"days\":7,\"body\":%s}", changed("shows at 20 cm.\",\"cap\":\"B\"", "shows at 20 cm.\",\"cap\":\"C\""));
        assert_int_equal(integer_at(stricter, "changed"), 1);
        assert_int_equal(integer_at(stricter, "fallen"), 1);
        assert_string_equal(text_at(stricter, "changes.0.unit_id"), second.unit_id);
        assert_string_equal(text_at(stricter, "changes.0.from"), "B");
        assert_string_equal(text_at(stricter, "changes.0.to"), "C");
        json_t *milder = expect(200, boss, "POST", path, "{\"product_type\":\"*\",\"body\":%s}", changed("Without its tags.\",\"cap\":\"B\"", "Without its tags.\""));
        assert_int_equal(integer_at(milder, "risen"), 1);
        json_t *gone = expect(200, boss, "POST", path, "{\"product_type\":\"*\",\"body\":%s}", changed("\"code\":\"small\"", "\"code\":\"tiny\""));
        assert_int_equal(integer_at(gone, "untold"), 1);
        assert_string_equal(text_at(gone, "unknown.0.question"), "SG-3");
        assert_string_equal(text_at(gone, "unknown.0.answer"), "small");
        json_t *more = expect(200, boss, "POST", path, "{\"product_type\":\"*\",\"body\":%s}", changed("\"required\":false", "\"required\":true"));
        assert_int_equal(integer_at(more, "untold"), 2);
        assert_string_equal(text_at(more, "unknown.0.question"), "CM-1");
        json_t *graded = value_at(expect(200, boss, "GET", at(&merchant, "grading", "/units/%s/grades", second.unit_id), NULL), "items.0");
        expect(201, boss, "POST", at(&merchant, "grading", "/units/%s/grades/%s/override", second.unit_id, text_at(graded, "grade_id")),
               "{\"grade\":\"C\",\"reason\":\"faded\",\"public_text\":\"The colour has faded.\"}");
        json_t *set = expect(200, boss, "POST", path, "{\"product_type\":\"*\",\"body\":%s}", changed("shows at 20 cm.\",\"cap\":\"B\"", "shows at 20 cm.\",\"cap\":\"C\""));
        assert_int_equal(integer_at(set, "overrides"), 1);
        assert_int_equal(integer_at(set, "overrides_met"), 1);
        assert_int_equal(integer_at(set, "changed"), 0);   /* it keeps what a person set */
        assert_string_equal(text_at(set, "overridden.0.set"), "C");
        assert_string_equal(text_at(set, "overridden.0.ruled"), "B");
        assert_string_equal(text_at(set, "overridden.0.to"), "C");
        struct piece sealed = a_received_unit(&merchant);
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/triage", sealed.unit_id), "{\"sealed\":true}");
        expect(201, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", sealed.unit_id), "{\"sealed\":true,\"answers\":[]}");
        json_t *with_sealed = expect(200, boss, "POST", path, "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_apparel"));
        assert_int_equal(integer_at(with_sealed, "units"), 4);
        assert_int_equal(integer_at(with_sealed, "untold"), 0);   /* the best grade of any rubric is its own */
        assert_int_equal(integer_at(with_sealed, "changed"), 0);
        assert_int_equal(integer_at(expect(200, boss, "POST", path, "{\"product_type\":\"Boots\",\"body\":%s}", fixture("rubric_apparel")), "units"), 0);
        assert_int_equal(integer_at(expect(200, boss, "POST", at(&other, "grading", "/rubric-previews"), "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_apparel")), "units"), 0);
        assert_string_equal(text_at(expect_field(422, "grades", boss, "POST", path, "{\"product_type\":\"*\",\"body\":{}}"), "code"), "rubric-invalid");
        expect_field(422, "days", boss, "POST", path, "{\"product_type\":\"*\",\"days\":400,\"body\":{}}");
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/rubrics")), 1);
        assert_string_equal(unit_state(&merchant, first.unit_id), "graded");
}

static void a_check_names_the_fault_or_says_what_it_concludes(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = at(&merchant, "grading", "/rubric-checks"), *boss = staff("supervisor");

        (void)state;
        json_t *bad = expect(200, boss, "POST", path, "{\"body\":%s}", changed("\"cap\":\"B\"", "\"cap\":\"Z\""));
        assert_string_equal(text_at(bad, "fault.field"), "questions[1].answers[1].cap");
        assert_true(json_is_null(value_at(bad, "conclusion")));
        json_t *open = expect(200, boss, "POST", path, "{\"body\":%s}", fixture("rubric_apparel"));
        assert_true(json_is_null(value_at(open, "fault")));
        assert_string_equal(text_at(open, "answer_fault.field"), "answers.HY-1");
        json_t *told = expect(200, boss, "POST", path, "{\"body\":%s,\"answers\":%s}", fixture("rubric_apparel"), answers_none);
        assert_string_equal(text_at(told, "conclusion.grade"), "A");
        assert_string_equal(text_at(expect(200, boss, "POST", path, "{\"body\":5}"), "fault.field"), "body");
        expect_field(422, "answers[0].answer", boss, "POST", path, "{\"body\":{},\"answers\":[{\"question\":\"HY-1\"}]}");
}

/* By every way that a rubric comes in; what only shows in the whole is named by its member too. */
static void a_rubric_that_leads_nowhere_is_refused_by_its_member(void **state)
{
        static const char yes_no[] = "\"answers\":[{\"code\":\"no\",\"text\":\"no\"},{\"code\":\"yes\",\"text\":\"yes\",\"cap\":\"%s\"}]";
        static const char whole[] = "{\"grades\":[{\"code\":\"A\",\"name\":\"New\"},{\"code\":\"B\",\"name\":\"Worn\"}%s],\"questions\":["
                                    "{\"code\":\"Q1\",\"axis\":\"cosmetic\",\"text\":\"Worn?\",\"required\":true%s,%s},"
                                    "{\"code\":\"Q2\",\"axis\":\"cosmetic\",\"text\":\"Torn?\",\"required\":true,\"ask\":{\"question\":\"Q1\",\"answers\":[\"yes\"]},%s}]}";
        const char *capped = format(yes_no, "B"), *round = ",\"ask\":{\"question\":\"Q2\",\"answers\":[\"no\"]}";
        const struct { const char *field, *reason, *body; } wrong[] = {
                { "questions[0].ask.question", "loop", format(whole, "", round, capped, capped) },
                { "questions[0].ask.question", "loop", format(whole, "", ",\"ask\":{\"question\":\"Q1\",\"answers\":[\"no\"]}", capped, capped) },
                { "grades[2]", "no answer leads to", format(whole, ",{\"code\":\"C\",\"name\":\"Torn\"}", "", capped, capped) },
                { "questions[1].answers[1].cap", "", format(whole, "", "", capped, format(yes_no, "Z")) },
        };
        struct merchant merchant = new_merchant();
        const char *boss = staff("supervisor"), *rubrics = at(&merchant, "grading", "/rubrics");

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
                json_t *refused = expect_field(422, wrong[i].field, boss, "POST", rubrics, "{\"product_type\":\"*\",\"body\":%s}", wrong[i].body);
                assert_string_equal(text_at(refused, "code"), "rubric-invalid");
                assert_non_null(strstr(text_at(refused, "detail"), wrong[i].reason));
                expect_field(422, wrong[i].field, boss, "POST", at(&merchant, "grading", "/rubric-previews"), "{\"product_type\":\"*\",\"body\":%s}", wrong[i].body);
                json_t *draft = expect(201, boss, "POST", drafts(&merchant), "{\"product_type\":\"*\",\"body\":%s}", wrong[i].body);
                expect_field(422, wrong[i].field, boss, "POST", format("%s/publish", draft_path(&merchant, draft)), "{\"revision\":1}");
        }
        assert_int_equal(count_of(merchant.key, rubrics), 0);
}

static const char *perfect = "[{\"question\":\"OV-1\",\"answer\":\"new\"},{\"question\":\"OV-2\",\"answer\":\"clean\"},{\"question\":\"OV-3\",\"answer\":\"all\"}]";

static void a_unit_is_graded_by_a_ready_rubric_and_told_in_the_words_of_others(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant), best = a_received_unit(&merchant);
        const char *grades = at(&merchant, "grading", "/units/%s/grades", piece.unit_id), *crosswalk = at(&merchant, "grading", "/units/%s/crosswalk", piece.unit_id);

        (void)state;
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", "/grading/v1/ready-rubrics", NULL), "items")), 5);
        expect_problem(404, "rubric-not-found", staff("grader"), "GET", "/grading/v1/ready-rubrics/toys", NULL);
        json_t *ready = expect(200, staff("grader"), "GET", "/grading/v1/ready-rubrics/apparel", NULL);
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%s}", dumped(value_at(ready, "body")));
        expect_problem(409, "unit-state", merchant.key, "GET", crosswalk, NULL);
        static const char worn[] = "[{\"question\":\"OV-1\",\"answer\":\"near\"},{\"question\":\"OV-2\",\"answer\":\"clean\"},{\"question\":\"OV-3\",\"answer\":\"all\"},"
                                   "{\"question\":\"SG-3\",\"answer\":\"snag\"";
        static const char rest[] = "},{\"question\":\"HL-1\",\"answer\":\"none\"},{\"question\":\"PL-1\",\"answer\":\"none\"},"
                                   "{\"question\":\"FD-1\",\"answer\":\"held\"},{\"question\":\"SH-1\",\"answer\":\"kept\"}]";
        expect_field(422, "answers[3].unit", staff("grader"), "POST", grades, "{\"answers\":%s%s%s}", worn, ",\"measure\":8", rest);
        expect_field(422, "answers[3].measure", staff("grader"), "POST", grades, "{\"answers\":%s%s%s}", worn, ",\"measure\":900,\"unit\":\"mm\"", rest);
        expect_field(422, "answers.SG-3", staff("grader"), "POST", grades,
                     "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"near\"},{\"question\":\"OV-2\",\"answer\":\"clean\"},{\"question\":\"OV-3\",\"answer\":\"all\"}]}");
        expect_field(422, "answers[3].photos", staff("grader"), "POST", grades, "{\"answers\":%s%s%s}", worn, ",\"measure\":8,\"unit\":\"mm\"", rest);
        a_photo(&merchant, piece.unit_id, "Defect", jpeg_quarters(test_memory, 300, 200));
        json_t *made = expect(201, staff("grader"), "POST", grades, "{\"answers\":%s%s%s}", worn, ",\"measure\":8,\"unit\":\"mm\"", rest);
        assert_string_equal(text_at(made, "reason"), "B because: snag 8 mm (SG-3, rubric v1)");
        assert_string_equal(text_at(made, "sentence"), "Very good: small marks that cannot be seen from 50 cm. A pulled thread of 8 mm.");
        json_t *words = expect(200, merchant.key, "GET", crosswalk, NULL);
        assert_string_equal(text_at(words, "loop"), "grade_b");
        assert_string_equal(text_at(words, "r2_cosmetic"), "C5");
        assert_string_equal(text_at(words, "schema_org"), "UsedCondition");
        expect_problem(404, "unit-not-found", other.key, "GET", at(&other, "grading", "/units/%s/crosswalk", piece.unit_id), NULL);
        assert_string_equal(text_at(expect(201, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", best.unit_id), "{\"answers\":%s}", perfect), "grade"), "A");
}

/* A rubric without a crosswalk: Loop's word by the place among the grades. */
static void a_rubric_without_a_crosswalk_has_a_word_for_loop(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_graded_unit(&merchant);
        json_t *words = expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/crosswalk", piece.unit_id), NULL);

        (void)state;
        assert_string_equal(text_at(words, "loop"), "grade_a");
        assert_true(json_is_null(value_at(words, "back_market")));
        assert_string_equal(text_at(words, "google"), "used");
}

static const struct doc *parse(struct arena *arena, json_t *json)
{
        const struct doc *doc;
        struct json_fault fault;
        const char *text = dumped(json);

        assert_int_equal(doc_parse(arena, text, strlen(text), &doc, &fault), PROBLEM_OK);
        return doc;
}

/* Each under its own version. */
static void replay(const struct merchant *merchant, const json_t *given)
{
        struct arena *arena = arena_new();
        json_t *version = expect(200, merchant->key, "GET", at(merchant, "grading", "/rubrics/%s", text_at(given, "rubric_id")), NULL), *stored = value_at(given, "answers");
        struct answered answer[10];
        struct conclusion conclusion;
        struct json_fault fault;

        for (size_t i = 0; i < json_array_size(stored); i++) {
                json_t *one = json_array_get(stored, i);
                answer[i] = (struct answered){ .question = text_at(one, "question"), .answer = text_at(one, "answer"), .measure = integer_at(one, "measure"),
                                               .unit = json_string_value(json_object_get(one, "unit")) };
        }
        struct list answers = { json_array_size(stored), answer };
        assert_int_equal(rubric_apply(arena, parse(arena, value_at(version, "body")), integer_at(version, "version"), &answers, &conclusion, &fault), PROBLEM_OK);
        assert_string_equal(conclusion.grade, text_at(given, "grade"));
        assert_string_equal(conclusion.reason, text_at(given, "reason"));
        assert_string_equal(conclusion.sentence, text_at(given, "sentence"));
        arena_free(arena);
}

static void every_grade_is_concluded_again_by_its_own_version(void **state)
{
        struct merchant merchant = new_merchant();
        static const char *const snags[] = { "none", "small", "large" };
        const char *bodies[] = { fixture("rubric_apparel"), changed("\"cap\":\"B\"", "\"cap\":\"C\""), changed("\"name\":\"Like new\"", "\"name\":\"Like new\",\"public\":\"Like new\"") };

        const char *units[ARRAY_LEN(bodies) * ARRAY_LEN(snags)];
        size_t count = 0;

        (void)state;
        for (size_t v = 0; v < ARRAY_LEN(bodies); v++) {
                expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%s}", bodies[v]);
                for (size_t s = 0; s < ARRAY_LEN(snags); s++) {
                        units[count++] = a_received_unit(&merchant).unit_id;
                        grade(&merchant, units[count - 1], snags[s]);
                }
        }
        for (size_t i = 0; i < count; i++)
                replay(&merchant, value_at(expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/grades", units[i]), NULL), "items.0"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_version_holds_from_its_date), api_test(a_draft_is_saved_checked_and_published_once), api_test(a_draft_is_a_supervisor_s_and_its_merchant_s),
                api_test(a_preview_says_what_last_month_would_have_been), api_test(a_check_names_the_fault_or_says_what_it_concludes), api_test(a_rubric_that_leads_nowhere_is_refused_by_its_member),
                api_test(a_unit_is_graded_by_a_ready_rubric_and_told_in_the_words_of_others), api_test(a_rubric_without_a_crosswalk_has_a_word_for_loop),
                api_test(every_grade_is_concluded_again_by_its_own_version),
        };

        test_memory = arena_new();   /* of the picture */
        int failed = API_MAIN(tests);
        arena_free(test_memory);
        return failed;
}

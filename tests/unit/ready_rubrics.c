/* The rubrics that come with the system: each is one, is answered quickly where nothing is wrong, and leads to every grade. */
#include "../../services/grading/rubric_version.h"
#include "support/unit.h"

static const char *const names[] = { "apparel", "bags", "footwear", "home-goods", "small-electronics" };
static struct json_fault fault;

static const struct doc *read(const char *json)
{
        const struct doc *doc;

        assert_int_equal(doc_parse(test_memory, json, strlen(json), &doc, &fault), PROBLEM_OK);
        return doc;
}

static const struct doc *body_of(const char *name)
{
        const char *json;

        assert_int_equal(ready_rubric(test_memory, name, &json), PROBLEM_OK);
        const struct doc *doc = read(json);
        assert_string_equal(doc_string(doc_get(doc, "name")), name);
        if (rubric_check(test_memory, doc_get(doc, "body"), &fault) != PROBLEM_OK)
                fail_msg("%s: %s %s", name, fault.field, fault.reason);
        return doc_get(doc, "body");
}

static void all_are_listed(void **state)
{
        const struct doc *items = doc_get(read(ready_rubrics(test_memory)), "items");
        const char *json;

        (void)state;
        assert_int_equal(doc_count(items), ARRAY_LEN(names));
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                assert_string_equal(doc_string(doc_get(doc_item(items, i), "name")), names[i]);
                assert_true(doc_count(doc_get(doc_item(items, i), "product_types")) > 2);
        }
        assert_int_equal(ready_rubric(test_memory, "toys", &json), PROBLEM_RUBRIC_NOT_FOUND);
        assert_int_equal(ready_rubric(test_memory, "../apparel", &json), PROBLEM_RUBRIC_NOT_FOUND);
}

/* Answered as asked: the answer at `which`, or the last there is; a measure from the range. */
static struct conclusion answer_all(const struct doc *rubric, size_t (*which)(const struct doc *question), size_t *asked)
{
        struct answered given[QUESTIONS_MAX];
        struct list answers = { 0, given };
        struct conclusion conclusion;
        struct asking asking;

        for (rubric_asking(test_memory, rubric, &answers, &asking); asking.next; rubric_asking(test_memory, rubric, &answers, &asking)) {
                const struct doc *answer = doc_item(doc_get(asking.next, "answers"), which(asking.next));
                struct answered one = { .question = doc_string(doc_get(asking.next, "code")), .answer = doc_string(doc_get(answer, "code")) };
                if (doc_is_true(doc_get(answer, "measured"))) {
                        int64_t max = 0;
                        (void)doc_integer(doc_get(asking.next, "measure.max"), &max);
                        one.measure = 1 + rand() % max;
                        one.unit = doc_string(doc_get(asking.next, "measure.unit"));
                }
                given[answers.count++] = one;
        }
        *asked = answers.count;
        if (rubric_apply(test_memory, rubric, 1, &answers, &conclusion, &fault) != PROBLEM_OK)
                fail_msg("%s %s", fault.field, fault.reason);
        return conclusion;
}

static size_t the_first(const struct doc *question) { (void)question; return 0; }
/* Mostly fine, as goods are. */
static size_t any(const struct doc *question) { return rand() % 3 ? (size_t)(rand() % 2) : (size_t)rand() % doc_count(doc_get(question, "answers")); }

static void a_perfect_unit_takes_three_answers_at_most(void **state)
{
        size_t asked;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                struct conclusion conclusion = answer_all(body_of(names[i]), the_first, &asked);
                assert_true(asked <= 3);
                assert_string_equal(conclusion.grade, "A");
                assert_int_equal(conclusion.flaws.count + conclusion.photos.count, 0);
        }
}

/* The rubric with its n-th required question optional; NULL: it has no more. *optional: its code. */
static const struct doc *with_an_optional_one(const char *name, size_t n, const char **optional)
{
        static const char word[] = "\"required\":true";
        const char *text = doc_text(test_memory, body_of(name)), *found = text;

        for (size_t i = 0; (found = strstr(found, word)) && i < n; i++)
                found += strlen(word);
        if (!found)
                return NULL;
        const struct doc *rubric = read(arena_printf(test_memory, "%.*s\"required\":false%s", (int)(found - text), text, found + strlen(word)));
        for (size_t q = 0; q < doc_count(doc_get(rubric, "questions")); q++)
                if (!doc_is_true(doc_get(doc_item(doc_get(rubric, "questions"), q), "required")))
                        *optional = doc_string(doc_get(doc_item(doc_get(rubric, "questions"), q), "code"));
        assert_int_equal(rubric_check(test_memory, rubric, &fault), PROBLEM_OK);
        return rubric;
}

/* What a perfect unit is asked, but for the question that cannot be told and what hangs on it. */
static struct list perfect_without(const struct doc *rubric, const char *optional)
{
        struct answered *given = arena_alloc(test_memory, QUESTIONS_MAX * sizeof *given);
        struct list answers = { 0, given }, told = { 0, arena_alloc(test_memory, QUESTIONS_MAX * sizeof *given) };
        struct asking asking;

        for (rubric_asking(test_memory, rubric, &answers, &asking); asking.next; rubric_asking(test_memory, rubric, &answers, &asking))
                given[answers.count++] = (struct answered){ .question = doc_string(doc_get(asking.next, "code")), .answer = doc_string(doc_get(doc_item(doc_get(asking.next, "answers"), 0), "code")) };
        for (size_t i = 0; i < answers.count; i++)
                if (!text_equal(given[i].question, optional))
                        ((struct answered *)told.item)[told.count++] = given[i];
        return told;
}

/* Whichever question is made optional: without its answer there is a grade all the same, and none of the others is asked instead. */
static void an_optional_question_blocks_no_grade(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                const char *optional = NULL;
                const struct doc *rubric;
                for (size_t n = 0; (rubric = with_an_optional_one(names[i], n, &optional)); n++) {
                        struct list answers = perfect_without(rubric, optional);
                        struct conclusion c;
                        assert_true(answers.count <= 3);
                        if (rubric_apply(test_memory, rubric, 1, &answers, &c, &fault) != PROBLEM_OK)
                                fail_msg("%s without %s: %s %s", names[i], optional, fault.field, fault.reason);
                        assert_string_equal(c.grade, "A");
                }
                assert_non_null(optional);
        }
}

static void every_grade_is_reached_and_said(void **state)
{
        size_t asked;

        (void)state;
        srand(20261120);
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                const struct doc *rubric = body_of(names[i]);
                size_t seen[GRADES_MAX] = { 0 }, holds = 0, questions = 0;
                for (int walk = 0; walk < 3000; walk++) {
                        struct conclusion c = answer_all(rubric, any, &asked);
                        seen[c.rank]++;
                        holds += c.hold != NULL;
                        questions += asked;
                        assert_true(strlen(c.sentence) > 10 && strlen(c.sentence) < 700 && !strstr(c.sentence, "{measure}") && !strstr(c.sentence, ".."));
                }
                for (size_t rank = 0; rank < doc_count(doc_get(rubric, "grades")); rank++)
                        assert_true(seen[rank] > 0);
                assert_true(holds > 0);
                assert_true(questions / 3000 < 10);
        }
}

static void check_answers(const struct doc *question, const char *code)
{
        const struct doc *answers = doc_get(question, "answers");

        for (size_t a = 0; a < doc_count(answers); a++) {
                const struct doc *answer = doc_item(answers, a);
                const char *text = doc_string(doc_get(answer, "text")), *public_text = doc_string(doc_get(answer, "public"));
                bool measured = doc_is_true(doc_get(answer, "measured"));
                if (strlen(text) > 70 || (doc_get(answer, "cap") && !public_text && !doc_is_true(doc_get(question, "overall"))))
                        fail_msg("%s %s", code, text);
                if (measured != (strstr(text, "{measure}") != NULL) || measured != (public_text && strstr(public_text, "{measure}")))
                        fail_msg("%s: %s", code, text);
                if (doc_get(answer, "hold") && !doc_get(answer, "cap"))
                        fail_msg("%s: %s is held, and caps nothing", code, text);
        }
}

/* What a grader reads at the bench, and what others are told. */
static void questions_are_short_and_pictured_and_grades_are_known_elsewhere(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                const struct doc *rubric = body_of(names[i]), *grades = doc_get(rubric, "grades"), *questions = doc_get(rubric, "questions");
                assert_in_range(doc_count(questions), 10, 20);
                for (size_t q = 0; q < doc_count(questions); q++) {
                        const struct doc *question = doc_item(questions, q);
                        assert_true(strlen(doc_string(doc_get(question, "text"))) <= 80);
                        assert_non_null(doc_get(question, "picture"));
                        assert_in_range(doc_count(doc_get(question, "answers")), 2, 6);
                        check_answers(question, doc_string(doc_get(question, "code")));
                }
                for (size_t g = 0; g < doc_count(grades); g++)
                        for (const char *const *word = (const char *const[]){ "crosswalk.loop", "crosswalk.r2_cosmetic", "crosswalk.google", "crosswalk.schema_org", "public", NULL }; *word; word++)
                                assert_non_null(doc_string(doc_get(doc_item(grades, g), *word)));
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(all_are_listed), alone(a_perfect_unit_takes_three_answers_at_most), alone(an_optional_question_blocks_no_grade), alone(every_grade_is_reached_and_said),
                alone(questions_are_short_and_pictured_and_grades_are_known_elsewhere),
        };

        return UNIT_MAIN(tests);
}

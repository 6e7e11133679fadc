/* Rubrics, and what they conclude. */
#include "../../services/grading/rubric.h"

#include "support/unit.h"

static const char good[] =
        "{\"warranty_days\":90,\"grades\":[{\"code\":\"A\",\"name\":\"Like new\"},{\"code\":\"B\",\"name\":\"Good\"},{\"code\":\"R\",\"name\":\"No\",\"saleable\":false}],"
        "\"questions\":[{\"code\":\"Q1\",\"axis\":\"hygiene\",\"text\":\"Smell?\",\"required\":true"
        ",\"answers\":[{\"code\":\"no\",\"text\":\"none\"},{\"code\":\"yes\",\"text\":\"strong\",\"cap\":\"R\"}]},"
        "{\"code\":\"Q2\",\"axis\":\"cosmetic\",\"text\":\"Snag?\",\"answers\":[{\"code\":\"no\",\"text\":\"none\"},{\"code\":\"small\",\"text\":\"snag\",\"public\":\"A snag.\",\"cap\":\"B\"}]}]}";

static struct conclusion conclusion;
static struct json_fault fault;

static const struct doc *parse(const char *text)
{
        const struct doc *doc;

        assert_int_equal(doc_parse(test_memory, text, strlen(text), &doc, &fault), PROBLEM_OK);
        return doc;
}

static enum problem apply(const char *first, const char *second)
{
        struct answered answers[] = { { .question = "Q1", .answer = first }, { .question = "Q2", .answer = second } };
        struct list list = { second ? 2 : 1, answers };

        return rubric_apply(test_memory, parse(good), 12, &list, &conclusion, &fault);
}

static void no_answer_caps_the_best_grade(void **state)
{
        (void)state;
        assert_int_equal(apply("no", "no"), PROBLEM_OK);
        assert_string_equal(conclusion.grade, "A");
        assert_null(conclusion.capped_by);
}

static void the_grade_is_the_worst_cap_and_says_why(void **state)
{
        (void)state;
        assert_int_equal(apply("no", "small"), PROBLEM_OK);
        assert_string_equal(conclusion.reason, "B because: snag (Q2, rubric v12)");
        assert_string_equal(conclusion.sentence, "A snag.");
        assert_int_equal(apply("yes", "small"), PROBLEM_OK);
        assert_string_equal(conclusion.grade, "R");
        assert_false(conclusion.saleable);
        assert_int_equal(apply("yes", "no"), PROBLEM_OK);   /* no good answer lifts it */
        assert_string_equal(conclusion.grade, "R");
}

static void a_wrong_answer_is_named(void **state)
{
        struct answered twice[] = { { .question = "Q1", .answer = "no" }, { .question = "Q1", .answer = "yes" } }, alien[] = { { .question = "Q9", .answer = "no" } };

        (void)state;
        assert_int_equal(apply("perhaps", NULL), PROBLEM_ANSWER_INVALID);
        assert_string_equal(fault.field, "answers[0].answer");
        assert_int_equal(rubric_apply(test_memory, parse(good), 1, &(struct list){ 0 }, &conclusion, &fault), PROBLEM_ANSWER_INVALID);
        assert_string_equal(fault.field, "answers.Q1");
        assert_int_equal(rubric_apply(test_memory, parse(good), 1, &(struct list){ 2, twice }, &conclusion, &fault), PROBLEM_ANSWER_INVALID);
        assert_string_equal(fault.field, "answers[1].question");
        assert_int_equal(rubric_apply(test_memory, parse(good), 1, &(struct list){ 1, alien }, &conclusion, &fault), PROBLEM_ANSWER_INVALID);
}

static void refuse(const char *from, const char *to, const char *field)
{
        const char *at = strstr(good, from);

        assert_non_null(at);
        const char *text = arena_printf(test_memory, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
        assert_int_equal(rubric_check(test_memory, parse(text), &fault), PROBLEM_RUBRIC_INVALID);
        assert_string_equal(fault.field, field);
}

static void a_rubric_that_cannot_grade_is_refused(void **state)
{
        (void)state;
        assert_int_equal(rubric_check(test_memory, parse(good), &fault), PROBLEM_OK);
        refuse("\"cap\":\"R\"", "\"cap\":\"Z\"", "questions[0].answers[1].cap");
        refuse("\"cap\":\"R\"", "\"cap\":\"B\"", "grades[2]");
        refuse("hygiene", "beauty", "questions[0].axis");
        refuse("\"code\":\"Q2\"", "\"code\":\"Q1\"", "questions");
        refuse("{\"code\":\"B\",\"name\":\"Good\"}", "{\"code\":\"B\"}", "grades[1].name");
        refuse("{\"code\":\"no\",\"text\":\"none\"},{\"code\":\"yes\"", "{\"code\":\"yes\"", "questions[0].answers");
        refuse("\"grades\":[", "\"others\":[", "others");
        refuse("\"required\":true", "\"required\":\"yes\"", "questions[0].required");
        refuse("\"required\":true", "\"require\":true", "questions[0].require");
        refuse("\"saleable\":false", "\"saleable\":\"no\"", "grades[2].saleable");
        refuse("\"cap\":\"R\"", "\"cap\":2", "questions[0].answers[1].cap");
        refuse("\"cap\":\"R\"", "\"caps\":\"R\"", "questions[0].answers[1].caps");
        refuse("\"public\":\"A snag.\"", "\"public\":1", "questions[1].answers[1].public");
        refuse("\"warranty_days\":90", "\"warranty_days\":-1", "warranty_days");
        refuse("\"warranty_days\":90", "\"warranty_days\":\"90\"", "warranty_days");
        refuse("\"text\":\"snag\"", "\"text\":\"\"", "questions[1].answers[1].text");
        refuse("\"text\":\"snag\"", "\"text\":\" \"", "questions[1].answers[1].text");
        refuse("{\"code\":\"no\",\"text\":\"none\"},{\"code\":\"small\"", "{\"code\":\"no\",\"text\":\"none\",\"cap\":\"B\"},{\"code\":\"small\"", "questions[1].answers");
}

static void refurbished_is_a_claim_that_needs_work_and_warranty(void **state)
{
        (void)state;
        assert_int_equal(apply("no", "no"), PROBLEM_OK);
        assert_string_equal(condition_of(&conclusion, true), "refurbished");
        assert_string_equal(condition_of(&conclusion, false), "used");
        conclusion.warranty_days = 0;
        assert_string_equal(condition_of(&conclusion, true), "used");
        assert_int_equal(apply("yes", "no"), PROBLEM_OK);
        assert_string_equal(condition_of(&conclusion, true), "damaged");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(no_answer_caps_the_best_grade), alone(the_grade_is_the_worst_cap_and_says_why), alone(a_wrong_answer_is_named),
                alone(a_rubric_that_cannot_grade_is_refused), alone(refurbished_is_a_claim_that_needs_work_and_warranty),
        };

        return UNIT_MAIN(tests);
}

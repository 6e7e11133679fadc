/* The order of asking, and what is concluded: tests/fixtures/asking.json, which holds asking.js too. */
#include "../../services/grading/rubric.h"
#include "support/unit.h"

static struct json_fault fault;

static const struct doc *read_cases(void)
{
        enum { SIZE = 65536 };
        char *text = arena_alloc(test_memory, SIZE);
        const struct doc *doc;
        FILE *file = fopen("tests/fixtures/asking.json", "r");

        assert_non_null(file);
        size_t length = fread(text, 1, SIZE, file);
        fclose(file);
        assert_true(length < SIZE);
        assert_int_equal(doc_parse(test_memory, text, length, &doc, &fault), PROBLEM_OK);
        return doc;
}

static struct list answers_of(const struct doc *given)
{
        struct answered *answer = arena_alloc(test_memory, (doc_count(given) + 1) * sizeof *answer);

        for (size_t i = 0; i < doc_count(given); i++) {
                const struct doc *one = doc_item(given, i);
                answer[i] = (struct answered){ .question = doc_string(doc_get(one, "question")), .answer = doc_string(doc_get(one, "answer")), .unit = doc_string(doc_get(one, "unit")) };
                (void)doc_integer(doc_get(one, "measure"), &answer[i].measure);
        }
        return (struct list){ doc_count(given), answer };
}

static void check_texts(const struct texts *texts, const struct doc *expected)
{
        assert_int_equal(texts->count, doc_count(expected));
        for (size_t i = 0; i < texts->count; i++)
                assert_string_equal(texts->item[i], doc_string(doc_item(expected, i)));
}

static void check_text(const char *text, const struct doc *expected)
{
        if (doc_string(expected))
                assert_string_equal(text, doc_string(expected));
}

static void check_conclusion(const struct doc *rubric, const struct doc *one, const struct list *answers)
{
        struct conclusion conclusion;

        assert_int_equal(rubric_apply(test_memory, rubric, 12, answers, &conclusion, &fault), PROBLEM_OK);
        check_text(conclusion.reason, doc_get(one, "reason"));
        check_text(conclusion.sentence, doc_get(one, "sentence"));
        check_text(conclusion.hold, doc_get(one, "hold"));
        check_texts(&conclusion.photos, doc_get(one, "required.photos"));
}

static void every_case_is_asked_and_concluded_as_written(void **state)
{
        const struct doc *read = read_cases(), *cases = doc_get(read, "cases");

        (void)state;
        assert_true(doc_count(cases) > 10);
        for (size_t i = 0; i < doc_count(cases); i++) {
                const struct doc *one = doc_item(cases, i), *rubric = doc_get(doc_get(read, "rubrics"), doc_string(doc_get(one, "rubric")));
                struct list answers = answers_of(doc_get(one, "answers"));
                struct asking asking;
                int64_t left;
                print_message("%s\n", doc_string(doc_get(one, "name")));
                assert_int_equal(rubric_check(test_memory, rubric, &fault), PROBLEM_OK);
                rubric_asking(test_memory, rubric, &answers, &asking);
                check_texts(&asking.asked, doc_get(one, "asked"));
                assert_true(doc_integer(doc_get(one, "left"), &left) && (size_t)left == asking.left);
                assert_true(!asking.next == !doc_string(doc_get(one, "next")));
                check_text(doc_string(doc_get(asking.next, "code")), doc_get(one, "next"));
                if (doc_get(one, "reason"))
                        check_conclusion(rubric, one, &answers);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(every_case_is_asked_and_concluded_as_written) };

        return UNIT_MAIN(tests);
}

#include "fuzz/fuzz.h"

#include "../../services/grading/rubric.h"

/* Answered as asked, each question by its first answer or its last. */
static void answer(struct arena *arena, const struct doc *rubric, bool last)
{
        struct answered given[QUESTIONS_MAX];
        struct list answers = { 0, given };
        struct conclusion conclusion;
        struct json_fault fault;
        struct asking asking;

        for (rubric_asking(arena, rubric, &answers, &asking); asking.next; rubric_asking(arena, rubric, &answers, &asking)) {
                const struct doc *choices = doc_get(asking.next, "answers"), *choice = doc_item(choices, last ? doc_count(choices) - 1 : 0);
                struct answered one = { .question = doc_string(doc_get(asking.next, "code")), .answer = doc_string(doc_get(choice, "code")) };
                if (doc_is_true(doc_get(choice, "measured"))) {
                        one.unit = doc_string(doc_get(asking.next, "measure.unit"));
                        if (!doc_integer(doc_get(asking.next, "measure.max"), &one.measure))
                                abort();
                }
                if (answers.count == QUESTIONS_MAX)
                        abort();
                given[answers.count++] = one;
        }
        if (rubric_apply(arena, rubric, 1, &answers, &conclusion, &fault) != PROBLEM_OK || !conclusion.grade || !conclusion.reason || !conclusion.sentence)
                abort();
}

/* Whatever comes in: what is a rubric asks each question at most once and then concludes; what is none says where and why. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        const struct doc *rubric;
        struct json_fault fault = { 0 };

        if (doc_parse(arena, (const char *)bytes, length, &rubric, &fault) == PROBLEM_OK) {
                if (rubric_check(arena, rubric, &fault) == PROBLEM_OK) {
                        answer(arena, rubric, false);
                        answer(arena, rubric, true);
                } else if (!fault.field || !fault.reason) {
                        abort();
                }
        }
        arena_free(arena);
        return 0;
}

/* Rule 3, over rubrics and answers of every kind: seeded, so that a failure comes again. */
#include "../../services/grading/rubric.h"
#include "support/unit.h"

enum { RUBRICS = 400, WALKS = 12, QUESTIONS = 9, ANSWERS = 4 };

static uint64_t seed = 20261120;
static struct json_fault fault;

static size_t below(size_t count)
{
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        return (size_t)(seed % count);
}

/* --- a rubric --- */

static void write_measure(struct buffer *out, size_t grades)
{
        bool over = below(2);

        buffer_printf(out, ",\"measure\":{\"unit\":\"mm\",\"min\":1,\"max\":100,\"caps\":[");
        for (size_t rank = 1, limit = 0; rank < grades; rank++)
                if (below(2) && limit < 90) {
                        buffer_printf(out, "%s{\"%s\":%zu,\"cap\":\"G%zu\"}", limit ? "," : "", over ? "over" : "under", over ? limit + 5 : 95 - limit, rank);
                        limit += 5;
                }
        buffer_text(out, "]}");
}

static void write_answers(struct buffer *out, size_t grades, bool measured)
{
        buffer_printf(out, ",\"answers\":[{\"code\":\"a0\",\"text\":\"fine\"}");
        for (size_t i = 1; i < ANSWERS; i++) {
                buffer_printf(out, ",{\"code\":\"a%zu\",\"text\":\"flaw %zu\",\"public\":\"A flaw of {measure}.\"", i, i);
                if (below(3))
                        buffer_printf(out, ",\"cap\":\"G%zu\"", 1 + below(grades - 1));
                buffer_printf(out, "%s}", measured && (i == 1 || below(2)) ? ",\"measured\":true" : "");
        }
        buffer_text(out, "]}");
}

static void write_question(struct buffer *out, size_t i, size_t grades)
{
        bool overall = !below(5), measured = !below(3);

        buffer_printf(out, "%s{\"code\":\"q%zu\",\"axis\":\"cosmetic\",\"text\":\"?\",\"required\":%s,\"overall\":%s", i ? "," : "", i, below(3) ? "true" : "false", overall ? "true" : "false");
        if (!overall && i && below(2))
                buffer_printf(out, ",\"ask\":{\"question\":\"q%zu\",\"answers\":[\"a%zu\",\"a%zu\"]}", below(i), 1 + below(2), (size_t)3);
        if (measured)
                write_measure(out, grades);
        write_answers(out, grades, measured);
}

/* One that is a rubric: the last question leads to every grade. */
static const struct doc *any_rubric(void)
{
        struct buffer out = { .arena = test_memory };
        size_t grades = 2 + below(5), questions = 1 + below(QUESTIONS);
        const struct doc *doc;

        buffer_text(&out, "{\"grades\":[");
        for (size_t i = 0; i < grades; i++)
                buffer_printf(&out, "%s{\"code\":\"G%zu\",\"name\":\"G\"%s}", i ? "," : "", i, below(2) ? ",\"public\":\"A grade\"" : "");
        buffer_text(&out, "],\"questions\":[");
        for (size_t i = 0; i < questions; i++)
                write_question(&out, i, grades);
        buffer_text(&out, ",{\"code\":\"every\",\"axis\":\"functional\",\"text\":\"?\",\"answers\":[{\"code\":\"a0\",\"text\":\"fine\"}");
        for (size_t i = 1; i < grades; i++)
                buffer_printf(&out, ",{\"code\":\"a%zu\",\"text\":\"flaw\",\"cap\":\"G%zu\"}", i, i);
        buffer_text(&out, "]}]}");
        assert_int_equal(doc_parse(test_memory, out.text, out.length, &doc, &fault), PROBLEM_OK);
        if (rubric_check(test_memory, doc, &fault) != PROBLEM_OK)
                fail_msg("%s %s: %s", fault.field, fault.reason, out.text);
        return doc;
}

/* --- answers --- */

static const struct doc *with_code(const struct doc *list, const char *code)
{
        size_t i = 0;

        while (!text_equal(doc_string(doc_get(doc_item(list, i), "code")), code))
                assert_true(++i < doc_count(list));
        return doc_item(list, i);
}

static struct answered any_answer(const struct doc *question, size_t which)
{
        const struct doc *answer = doc_item(doc_get(question, "answers"), which);
        struct answered given = { .question = doc_string(doc_get(question, "code")), .answer = doc_string(doc_get(answer, "code")) };

        if (doc_is_true(doc_get(answer, "measured"))) {
                given.measure = 1 + (int64_t)below(100);
                given.unit = "mm";
        }
        return given;
}

/* Answers as a person would give them, the next by the last; `best`: each the best. */
static struct list walk(const struct doc *rubric, bool best)
{
        struct answered *given = arena_alloc(test_memory, (QUESTIONS + 2) * sizeof *given);
        struct list answers = { 0, given };
        struct asking asking;

        for (rubric_asking(test_memory, rubric, &answers, &asking); asking.next; rubric_asking(test_memory, rubric, &answers, &asking))
                given[answers.count++] = any_answer(asking.next, best ? 0 : below(doc_count(doc_get(asking.next, "answers"))));
        assert_int_equal(asking.asked.count, answers.count);
        return answers;
}

static struct conclusion conclude(const struct doc *rubric, const struct list *answers)
{
        struct conclusion conclusion;

        if (rubric_apply(test_memory, rubric, 7, answers, &conclusion, &fault) != PROBLEM_OK)
                fail_msg("%s %s", fault.field, fault.reason);
        return conclusion;
}

static size_t rank_of(const struct doc *rubric, const struct doc *cap)
{
        size_t rank = 0;

        while (cap && !text_equal(doc_string(doc_get(doc_item(doc_get(rubric, "grades"), rank), "code")), doc_string(cap)))
                rank++;
        return rank;
}

/* What an answer caps, reckoned anew. */
static size_t cap_of(const struct doc *rubric, const struct answered *given)
{
        const struct doc *question = with_code(doc_get(rubric, "questions"), given->question), *answer = with_code(doc_get(question, "answers"), given->answer);
        const struct doc *caps = given->unit ? doc_get(question, "measure.caps") : NULL;
        size_t worst = rank_of(rubric, doc_get(answer, "cap"));
        int64_t limit;

        for (size_t i = 0; i < doc_count(caps); i++) {
                const struct doc *entry = doc_item(caps, i);
                bool hit = doc_integer(doc_get(entry, "over"), &limit) ? given->measure > limit : doc_integer(doc_get(entry, "under"), &limit) && given->measure < limit;
                if (hit && rank_of(rubric, doc_get(entry, "cap")) > worst)
                        worst = rank_of(rubric, doc_get(entry, "cap"));
        }
        return worst;
}

static void the_grade_is_the_lowest_cap(void **state)
{
        (void)state;
        for (int r = 0; r < RUBRICS; r++) {
                const struct doc *rubric = any_rubric();
                for (int w = 0; w < WALKS; w++) {
                        struct list answers = walk(rubric, false);
                        const struct answered *given = answers.item;
                        size_t lowest = 0;
                        for (size_t i = 0; i < answers.count; i++)
                                lowest = cap_of(rubric, &given[i]) > lowest ? cap_of(rubric, &given[i]) : lowest;
                        assert_int_equal(conclude(rubric, &answers).rank, lowest);
                }
        }
}

/* One answer stays, all others that may be given with it are the best there are. */
static void no_set_of_good_answers_lifts_a_capped_unit(void **state)
{
        (void)state;
        for (int r = 0; r < RUBRICS; r++) {
                const struct doc *rubric = any_rubric();
                struct list answers = walk(rubric, false), good = walk(rubric, true);
                struct answered *given = answers.item;
                assert_int_equal(conclude(rubric, &good).rank, 0);
                for (size_t kept = 0; kept < answers.count; kept++) {
                        struct answered *other = arena_alloc(test_memory, (QUESTIONS + 2) * sizeof *other);
                        struct list best = { 0, other };
                        for (size_t i = 0; i < answers.count; i++)   /* those before it led to it; those after it, as good as can be */
                                other[best.count++] = i <= kept ? given[i] : any_answer(with_code(doc_get(rubric, "questions"), given[i].question), 0);
                        struct asking asking;
                        rubric_asking(test_memory, rubric, &best, &asking);
                        if (!asking.next && asking.asked.count == best.count)
                                assert_true(conclude(rubric, &best).rank >= cap_of(rubric, &given[kept]));
                }
        }
}

/* Every answer beyond those that are required: with it the grade is as it was, or lower. */
static void another_answer_never_raises_the_grade(void **state)
{
        size_t compared = 0;

        (void)state;
        for (int r = 0; r < RUBRICS; r++) {
                const struct doc *rubric = any_rubric();
                struct list answers = walk(rubric, false);
                size_t before = SIZE_MAX;
                struct conclusion conclusion;
                for (struct list some = { 0, answers.item }; some.count <= answers.count; some.count++) {
                        if (rubric_apply(test_memory, rubric, 7, &some, &conclusion, &fault) != PROBLEM_OK)
                                continue;   /* something required is still to come */
                        assert_true(before == SIZE_MAX || conclusion.rank >= before);
                        compared += before != SIZE_MAX;
                        before = conclusion.rank;
                }
        }
        assert_true(compared > RUBRICS / 2);
}

static void the_same_answers_in_any_order_conclude_the_same(void **state)
{
        (void)state;
        for (int r = 0; r < RUBRICS; r++) {
                const struct doc *rubric = any_rubric();
                struct list answers = walk(rubric, false);
                struct answered *given = answers.item;
                struct conclusion first = conclude(rubric, &answers), again = conclude(rubric, &answers);
                assert_string_equal(first.reason, again.reason);
                for (size_t i = answers.count; i > 1; i--) {
                        size_t other = below(i);
                        struct answered swapped = given[i - 1];
                        given[i - 1] = given[other];
                        given[other] = swapped;
                }
                again = conclude(rubric, &answers);
                assert_string_equal(first.reason, again.reason);
                assert_string_equal(first.sentence, again.sentence);
                assert_int_equal(first.flaws.count, again.flaws.count);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(the_grade_is_the_lowest_cap), alone(no_set_of_good_answers_lifts_a_capped_unit), alone(another_answer_never_raises_the_grade),
                alone(the_same_answers_in_any_order_conclude_the_same),
        };

        return UNIT_MAIN(tests);
}

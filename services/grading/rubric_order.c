#include "rubric_parts.h"

const struct doc *rubric_by_code(const struct doc *list, const char *code, size_t *index)
{
        for (size_t i = 0; i < doc_count(list); i++)
                if (text_equal(doc_string(doc_get(doc_item(list, i), "code")), code)) {
                        if (index)
                                *index = i;
                        return doc_item(list, i);
                }
        return NULL;
}

enum problem rubric_wrong(struct json_fault *fault, enum problem problem, const char *field, const char *reason)
{
        *fault = (struct json_fault){ field, reason };
        return problem;
}

size_t rubric_rank(const struct doc *rubric, const struct doc *cap)
{
        size_t rank = 0;

        return doc_string(cap) && rubric_by_code(doc_get(rubric, "grades"), doc_string(cap), &rank) ? rank : 0;
}

bool rubric_measured(const struct doc *answer) { return doc_is_true(doc_get(answer, "measured")); }

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

size_t rubric_measure_rank(const struct doc *rubric, const struct doc *measure, int64_t number)
{
        const struct doc *caps = doc_get(measure, "caps");
        size_t worst = 0;
        int64_t limit;

        for (size_t i = 0; i < doc_count(caps); i++) {
                const struct doc *entry = doc_item(caps, i);
                if ((doc_integer(doc_get(entry, "over"), &limit) && number > limit) || (doc_integer(doc_get(entry, "under"), &limit) && number < limit))
                        worst = larger(worst, rubric_rank(rubric, doc_get(entry, "cap")));
        }
        return worst;
}

/* The last cap is the lowest. */
static size_t measure_worst(const struct doc *rubric, const struct doc *measure)
{
        const struct doc *caps = doc_get(measure, "caps");

        return doc_count(caps) ? rubric_rank(rubric, doc_get(doc_item(caps, doc_count(caps) - 1), "cap")) : 0;
}

size_t rubric_worst(const struct doc *rubric, const struct doc *question)
{
        const struct doc *answers = doc_get(question, "answers");
        size_t worst = 0;

        for (size_t i = 0; i < doc_count(answers); i++) {
                worst = larger(worst, rubric_rank(rubric, doc_get(doc_item(answers, i), "cap")));
                if (rubric_measured(doc_item(answers, i)))
                        worst = larger(worst, measure_worst(rubric, doc_get(question, "measure")));
        }
        return worst;
}

const struct answered *rubric_answer_to(const struct list *answers, const char *question)
{
        const struct answered *list = answers->item;

        for (size_t i = 0; i < answers->count; i++)
                if (text_equal(list[i].question, question))
                        return &list[i];
        return NULL;
}

bool rubric_asks_after(const struct doc *question, const struct answered *parent)
{
        const struct doc *wanted = doc_get(question, "ask.answers");

        for (size_t i = 0; parent && i < doc_count(wanted); i++)
                if (text_equal(doc_string(doc_item(wanted, i)), parent->answer))
                        return true;
        return false;
}

bool rubric_is_asked(const struct doc *rubric, const struct list *answers, const struct doc *question)
{
        for (int steps = 0; doc_get(question, "ask"); steps++) {
                const char *parent = doc_string(doc_get(question, "ask.question"));
                if (steps >= QUESTIONS_MAX || !rubric_asks_after(question, rubric_answer_to(answers, parent)))
                        return false;
                question = rubric_by_code(doc_get(rubric, "questions"), parent, NULL);
        }
        return true;
}

struct list rubric_answers(struct arena *arena, const struct doc *stored)
{
        struct answered *all = arena_alloc(arena, (doc_count(stored) + 1) * sizeof *all);

        for (size_t i = 0; i < doc_count(stored); i++) {
                const struct doc *one = doc_item(stored, i);
                all[i] = (struct answered){ .question = doc_string(doc_get(one, "question")), .answer = doc_string(doc_get(one, "answer")), .unit = doc_string(doc_get(one, "unit")) };
                (void)doc_integer(doc_get(one, "measure"), &all[i].measure);
        }
        return (struct list){ doc_count(stored), all };
}

/* --- asking --- */

struct question { const struct doc *doc; const char *code; const struct answered *given; size_t worst; bool overall, taken; };

static void read_questions(const struct doc *rubric, const struct list *answers, struct question *question)
{
        const struct doc *questions = doc_get(rubric, "questions");

        for (size_t i = 0; i < doc_count(questions); i++) {
                const struct doc *doc = doc_item(questions, i);
                question[i] = (struct question){ .doc = doc, .code = doc_string(doc_get(doc, "code")), .worst = rubric_worst(rubric, doc),
                                                 .overall = doc_is_true(doc_get(doc, "overall")) };
                question[i].given = rubric_answer_to(answers, question[i].code);
                if (question[i].given && !rubric_by_code(doc_get(doc, "answers"), question[i].given->answer, NULL))
                        question[i].given = NULL;
        }
}

/* Asked once the question it hangs on was. */
static bool may_ask(const struct question *all, size_t count, const struct question *question)
{
        const char *parent = doc_string(doc_get(question->doc, "ask.question"));

        if (!doc_get(question->doc, "ask"))
                return true;
        for (size_t i = 0; i < count; i++)
                if (text_equal(all[i].code, parent))
                        return all[i].taken && rubric_asks_after(question->doc, all[i].given);
        return false;
}

static bool goes_before(const struct question *a, const struct question *b)
{
        return a->overall != b->overall ? a->overall : a->worst > b->worst;
}

static struct question *worst_of(struct question *all, size_t count)
{
        struct question *first = NULL;

        for (size_t i = 0; i < count; i++)
                if (!all[i].taken && (!first || goes_before(&all[i], first)) && may_ask(all, count, &all[i]))
                        first = &all[i];
        return first;
}

void rubric_asking(struct arena *arena, const struct doc *rubric, const struct list *answers, struct asking *asking)
{
        size_t count = doc_count(doc_get(rubric, "questions"));
        struct question *all = arena_alloc(arena, (count + 1) * sizeof *all), *one;

        *asking = (struct asking){ .asked.item = arena_alloc(arena, (count + 1) * sizeof *asking->asked.item) };
        read_questions(rubric, answers, all);
        while ((one = worst_of(all, count))) {
                one->taken = true;
                if (one->given)
                        asking->asked.item[asking->asked.count++] = one->code;
                else if (!asking->left++)
                        asking->next = one->doc;
        }
}

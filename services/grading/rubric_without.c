/* What a unit's answers would be without some of what was seen: for weighing work that removes it. */
#include "rubric_parts.h"

size_t rubric_cap(const struct doc *rubric, const struct answered *given)
{
        const struct doc *question = rubric_by_code(doc_get(rubric, "questions"), given->question, NULL);
        const struct doc *answer = rubric_by_code(doc_get(question, "answers"), given->answer, NULL);
        size_t own = rubric_rank(rubric, doc_get(answer, "cap"));
        size_t by_measure = rubric_measured(answer) ? rubric_measure_rank(rubric, doc_get(question, "measure"), given->measure) : 0;

        return own > by_measure ? own : by_measure;
}

static const char *best_answer(const struct doc *question)
{
        const struct doc *answers = doc_get(question, "answers");

        for (size_t i = 0; i < doc_count(answers); i++) {
                const struct doc *one = doc_item(answers, i);
                if (!doc_get(one, "cap") && !rubric_measured(one) && !doc_is_true(doc_get(one, "clean")) && !doc_string(doc_get(one, "hold")))
                        return doc_string(doc_get(one, "code"));
        }
        return NULL;
}

/* Of the answers to questions that hang on this one: does any that caps stay, does any go? */
static void look_behind(const struct doc *rubric, const struct list *answers, const char *code, const bool *gone, bool *stays, bool *goes)
{
        const struct answered *given = answers->item;

        *stays = *goes = false;
        for (size_t i = 0; i < answers->count; i++) {
                const struct doc *question = rubric_by_code(doc_get(rubric, "questions"), given[i].question, NULL);
                if (!text_equal(doc_string(doc_get(question, "ask.question")), code))
                        continue;
                *goes = *goes || gone[i];
                *stays = *stays || (!gone[i] && rubric_cap(rubric, &given[i]));
        }
}

/* From the last question to the first, since one hangs on those before it. */
static void find_gone(const struct doc *rubric, const struct list *answers, uint64_t removed, bool *gone)
{
        const struct doc *questions = doc_get(rubric, "questions");
        bool stays, goes;

        for (size_t q = doc_count(questions); q-- > 0;) {
                const char *code = doc_string(doc_get(doc_item(questions, q), "code"));
                const struct answered *given = rubric_answer_to(answers, code);
                if (!given)
                        continue;
                size_t i = (size_t)(given - (const struct answered *)answers->item);
                look_behind(rubric, answers, code, gone, &stays, &goes);
                gone[i] = !stays && ((i < 64 && removed >> i & 1) || (goes && rubric_cap(rubric, given)));
        }
}

bool rubric_without(struct arena *arena, const struct doc *rubric, const struct list *answers, uint64_t removed, struct list *left)
{
        const struct answered *given = answers->item;
        struct answered *all = arena_alloc(arena, (answers->count + 1) * sizeof *all), *kept = arena_alloc(arena, (answers->count + 1) * sizeof *kept);
        bool *gone = arena_alloc(arena, answers->count + 1);
        struct list every = { answers->count, all };

        memset(gone, 0, answers->count + 1);
        find_gone(rubric, answers, removed, gone);
        *left = (struct list){ 0, kept };
        for (size_t i = 0; i < answers->count; i++) {
                const struct doc *question = rubric_by_code(doc_get(rubric, "questions"), given[i].question, NULL);
                all[i] = gone[i] ? (struct answered){ .question = given[i].question, .answer = best_answer(question) } : given[i];
                if (!all[i].answer)
                        return false;
        }
        for (size_t i = 0; i < every.count; i++)
                if (rubric_is_asked(rubric, &every, rubric_by_code(doc_get(rubric, "questions"), all[i].question, NULL)))
                        kept[left->count++] = all[i];
        return true;
}

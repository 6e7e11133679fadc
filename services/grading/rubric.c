#include "rubric.h"

static const struct doc *by_code(const struct doc *list, const char *code, size_t *index)
{
        for (size_t i = 0; i < doc_count(list); i++)
                if (text_equal(doc_string(doc_get(doc_item(list, i), "code")), code)) {
                        *index = i;
                        return doc_item(list, i);
                }
        return NULL;
}

static enum problem wrong(struct json_fault *fault, enum problem problem, const char *field, const char *reason)
{
        *fault = (struct json_fault){ field, reason };
        return problem;
}

/* --- is it one? --- */

static bool is_axis(const char *axis)
{
        return text_equal(axis, "cosmetic") || text_equal(axis, "functional") || text_equal(axis, "completeness") || text_equal(axis, "hygiene");
}

static bool is_text(const struct doc *value, size_t max)
{
        const char *text = doc_string(value);

        return text && *text && strlen(text) <= max;
}

/* The first member that is not among `known`; NULL when all are. */
static const char *unknown_member(const struct doc *object, const char *const *known)
{
        const struct doc *value;

        for (size_t i = 0; i < doc_count(object); i++) {
                const char *name = doc_member(object, i, &value), *const *same = known;
                if (!name)
                        return "";   /* not an object */
                while (*same && !text_equal(*same, name))
                        same++;
                if (!*same)
                        return name;
        }
        return NULL;
}

static enum problem check_members(struct arena *arena, const struct doc *object, const char *const *known, const char *at, struct json_fault *fault)
{
        const char *unknown = unknown_member(object, known);

        if (!unknown)
                return PROBLEM_OK;
        return wrong(fault, PROBLEM_RUBRIC_INVALID, *at || *unknown ? arena_printf(arena, "%s%s%s", at, *at && *unknown ? "." : "", unknown) : "body", "is not known here");
}

/* A switch that is neither true nor false would be taken for false. */
static bool is_bool_or_absent(struct arena *arena, const struct doc *value)
{
        return !value || doc_is_true(value) || text_equal(doc_text(arena, value), "false");
}

/* Every entry has a code of its own; the index of the first that has not, else the count. */
static size_t first_without_own_code(const struct doc *list)
{
        size_t found;

        for (size_t i = 0; i < doc_count(list); i++) {
                const char *code = doc_string(doc_get(doc_item(list, i), "code"));
                if (!code || !*code || strlen(code) > 40 || !by_code(list, code, &found) || found != i)
                        return i;
        }
        return doc_count(list);
}

static enum problem check_answer(struct arena *arena, const struct doc *rubric, const struct doc *answer, const char *at, bool *reached, bool *best, struct json_fault *fault)
{
        static const char *const members[] = { "code", "text", "public", "cap", NULL };
        const struct doc *cap = doc_get(answer, "cap"), *public_text = doc_get(answer, "public");
        size_t rank = 0;

        TRY(check_members(arena, answer, members, at, fault));
        if (!is_text(doc_get(answer, "text"), TEXT_MAX))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "%s.text", at), "must be a text");
        if (public_text && !is_text(public_text, TEXT_MAX))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "%s.public", at), "must be a text");
        if (cap && (!doc_string(cap) || !by_code(doc_get(rubric, "grades"), doc_string(cap), &rank)))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "%s.cap", at), "is not one of the grades");
        reached[rank] = true;
        *best |= rank == 0;
        return PROBLEM_OK;
}

static enum problem check_answers(struct arena *arena, const struct doc *rubric, const struct doc *question, const char *at, bool *reached, struct json_fault *fault)
{
        const struct doc *answers = doc_get(question, "answers");
        size_t count = doc_count(answers), bad = first_without_own_code(answers);
        bool best = false;

        if (count < 2 || bad < count)
                return wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "%s.answers", at), "must be two or more, each with a code of its own");
        for (size_t i = 0; i < count; i++)
                TRY(check_answer(arena, rubric, doc_item(answers, i), arena_printf(arena, "%s.answers[%zu]", at, i), reached, &best, fault));
        return best ? PROBLEM_OK : wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "%s.answers", at), "must have one that does not cap");
}

static enum problem check_question(struct arena *arena, const struct doc *rubric, size_t i, bool *reached, struct json_fault *fault)
{
        static const char *const members[] = { "code", "axis", "text", "required", "answers", NULL };
        const struct doc *question = doc_item(doc_get(rubric, "questions"), i);
        const char *at = arena_printf(arena, "questions[%zu]", i);

        TRY(check_members(arena, question, members, at, fault));
        if (!is_text(doc_get(question, "text"), 500))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "%s.text", at), "must be a text");
        if (!is_bool_or_absent(arena, doc_get(question, "required")))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "%s.required", at), "must be true or false");
        if (!is_axis(doc_string(doc_get(question, "axis"))))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "%s.axis", at), "must be cosmetic, functional, completeness or hygiene");
        return check_answers(arena, rubric, question, at, reached, fault);
}

static enum problem check_grade(struct arena *arena, const struct doc *grade, const char *at, struct json_fault *fault)
{
        static const char *const members[] = { "code", "name", "saleable", NULL };

        TRY(check_members(arena, grade, members, at, fault));
        if (!is_text(doc_get(grade, "name"), 100))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "%s.name", at), "must be a text");
        if (!is_bool_or_absent(arena, doc_get(grade, "saleable")))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "%s.saleable", at), "must be true or false");
        return PROBLEM_OK;
}

static enum problem check_top(struct arena *arena, const struct doc *rubric, struct json_fault *fault)
{
        static const char *const members[] = { "warranty_days", "grades", "questions", NULL };
        const struct doc *grades = doc_get(rubric, "grades"), *questions = doc_get(rubric, "questions"), *warranty = doc_get(rubric, "warranty_days");
        int64_t days = 0;

        TRY(check_members(arena, rubric, members, "", fault));
        if (doc_count(grades) < 2 || doc_count(grades) > GRADES_MAX || first_without_own_code(grades) < doc_count(grades))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, "grades", "must be 2 to 20, best first, each with a code of its own");
        if (!doc_count(questions) || doc_count(questions) > QUESTIONS_MAX || first_without_own_code(questions) < doc_count(questions))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, "questions", "must be 1 to 100, each with a code of its own");
        if (warranty && (!doc_integer(warranty, &days) || days < 0 || days > WARRANTY_MAX))
                return wrong(fault, PROBLEM_RUBRIC_INVALID, "warranty_days", "must be a whole number of days, at most 3650");
        return PROBLEM_OK;
}

enum problem rubric_check(struct arena *arena, const struct doc *rubric, struct json_fault *fault)
{
        bool reached[GRADES_MAX] = { [0] = true };

        TRY(check_top(arena, rubric, fault));
        const struct doc *grades = doc_get(rubric, "grades");
        for (size_t i = 0; i < doc_count(grades); i++)
                TRY(check_grade(arena, doc_item(grades, i), arena_printf(arena, "grades[%zu]", i), fault));
        for (size_t i = 0; i < doc_count(doc_get(rubric, "questions")); i++)
                TRY(check_question(arena, rubric, i, reached, fault));
        for (size_t i = 0; i < doc_count(grades); i++)
                if (!reached[i])
                        return wrong(fault, PROBLEM_RUBRIC_INVALID, arena_printf(arena, "grades[%zu]", i), "is a grade that no answer leads to");
        return PROBLEM_OK;
}

/* --- what does it conclude? --- */

static const struct answered *answer_to(const struct list *answers, const char *question)
{
        const struct answered *list = answers->item;

        for (size_t i = 0; i < answers->count; i++)
                if (text_equal(list[i].question, question))
                        return &list[i];
        return NULL;
}

static enum problem check_known(struct arena *arena, const struct doc *rubric, const struct list *answers, struct json_fault *fault)
{
        const struct answered *list = answers->item;
        size_t found;

        for (size_t i = 0; i < answers->count; i++) {
                const char *at = arena_printf(arena, "answers[%zu]", i);
                const struct doc *question = by_code(doc_get(rubric, "questions"), list[i].question, &found);
                if (!question)
                        return wrong(fault, PROBLEM_ANSWER_INVALID, arena_printf(arena, "%s.question", at), "is not a question of this rubric");
                if (answer_to(answers, list[i].question) != &list[i])
                        return wrong(fault, PROBLEM_ANSWER_INVALID, arena_printf(arena, "%s.question", at), "is answered twice");
                if (!by_code(doc_get(question, "answers"), list[i].answer, &found))
                        return wrong(fault, PROBLEM_ANSWER_INVALID, arena_printf(arena, "%s.answer", at), "is not an answer this question has");
        }
        return PROBLEM_OK;
}

struct worst { size_t rank; const struct doc *question, *answer; };

static enum problem find_worst(struct arena *arena, const struct doc *rubric, const struct list *answers, struct worst *worst, struct json_fault *fault)
{
        const struct doc *questions = doc_get(rubric, "questions");
        size_t index, rank;

        for (size_t i = 0; i < doc_count(questions); i++) {
                const struct doc *question = doc_item(questions, i);
                const char *code = doc_string(doc_get(question, "code"));
                const struct answered *given = answer_to(answers, code);
                if (!given && doc_is_true(doc_get(question, "required")))
                        return wrong(fault, PROBLEM_ANSWER_INVALID, arena_printf(arena, "answers.%s", code), "is required");
                const struct doc *answer = given ? by_code(doc_get(question, "answers"), given->answer, &index) : NULL;
                const char *cap = doc_string(doc_get(answer, "cap"));
                if (cap && by_code(doc_get(rubric, "grades"), cap, &rank) && rank > worst->rank)
                        *worst = (struct worst){ rank, question, answer };
        }
        return PROBLEM_OK;
}

enum problem rubric_apply(struct arena *arena, const struct doc *rubric, int64_t version, const struct list *answers, struct conclusion *conclusion,
                          struct json_fault *fault)
{
        const struct doc *grades = doc_get(rubric, "grades");
        struct worst worst = { 0 };

        TRY(check_known(arena, rubric, answers, fault));
        TRY(find_worst(arena, rubric, answers, &worst, fault));
        const struct doc *grade = doc_item(grades, worst.rank);
        *conclusion = (struct conclusion){
                .grade = doc_string(doc_get(grade, "code")), .grade_name = doc_string(doc_get(grade, "name")), .rank = worst.rank, .grades = doc_count(grades),
                .saleable = !doc_get(grade, "saleable") || doc_is_true(doc_get(grade, "saleable")),
                .capped_by = doc_string(doc_get(worst.question, "code")), .axis = doc_string(doc_get(worst.question, "axis")),
        };
        (void)doc_integer(doc_get(rubric, "warranty_days"), &conclusion->warranty_days);
        if (!worst.question) {
                conclusion->reason = arena_printf(arena, "%s: no answer capped it (rubric v%lld)", conclusion->grade, (long long)version);
                conclusion->sentence = "No flaw was found.";
                return PROBLEM_OK;
        }
        const char *text = doc_string(doc_get(worst.answer, "text")), *public_text = doc_string(doc_get(worst.answer, "public"));
        conclusion->reason = arena_printf(arena, "%s because: %s (%s, rubric v%lld)", conclusion->grade, text, conclusion->capped_by, (long long)version);
        conclusion->sentence = public_text ? public_text : text;
        return PROBLEM_OK;
}

const char *condition_of(const struct conclusion *conclusion, bool work_finished)
{
        if (!conclusion->saleable)
                return "damaged";
        return work_finished && conclusion->warranty_days > 0 ? "refurbished" : "used";
}

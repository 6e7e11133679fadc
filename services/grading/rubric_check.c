/* Is it a rubric? */
#include "rubric_parts.h"

/* `floor`: the best grade that is left when a question comes to be asked. */
struct check { struct arena *arena; const struct doc *rubric; struct json_fault *fault; bool reached[GRADES_MAX]; size_t floor[QUESTIONS_MAX]; };

static const char *const axes[] = { "cosmetic", "functional", "completeness", "hygiene", NULL };
/* services/grading/pages/pictures.js draws them. */
static const char *const pictures[] = {
        "distance_20", "distance_50", "smell", "stain", "mould", "snag", "hole", "pilling", "seam", "zip", "label", "scuff", "sole", "corner", "handle", "screen", "battery",
        "port", "switch", "chip", "parts", "seal", "recall", NULL,
};
static const char *const loop_words[] = { "grade_a", "grade_b", "grade_c", "grade_d", "junk", NULL };
static const char *const function_words[] = { "F1", "F2", "F3", "F4", "F5", "F6", NULL };
static const char *const cosmetic_words[] = { "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", NULL };
static const char *const back_market_words[] = { "premium", "excellent", "good", "fair", NULL };
static const char *const google_words[] = { "new", "refurbished", "used", NULL };
static const char *const schema_words[] = { "NewCondition", "RefurbishedCondition", "UsedCondition", "DamagedCondition", NULL };

static enum problem wrong(struct check *check, const char *field, const char *reason) { return rubric_wrong(check->fault, PROBLEM_RUBRIC_INVALID, field, reason); }

static const char *member(struct check *check, const char *at, const char *name) { return arena_printf(check->arena, "%s.%s", at, name); }

/* --- members by kind --- */

static bool is_text(const struct doc *value, size_t max)
{
        const char *text = doc_string(value);

        return !text_is_blank(text) && strlen(text) <= max;
}

static bool is_word(const struct doc *value, const char *const *words)
{
        int place;

        return doc_string(value) && choice_parse(words, doc_string(value), &place);
}

static bool is_whole(const struct doc *value, int64_t min, int64_t max)
{
        int64_t number;

        return doc_integer(value, &number) && number >= min && number <= max;
}

/* Something else would be passed over as if it were empty. */
static bool is_kind(const struct check *check, const struct doc *value, char begins) { return !value || *doc_text(check->arena, value) == begins; }

/* The first member that is not among `known`; NULL when all are. */
static const char *unknown_member(const struct doc *object, const char *const *known)
{
        const struct doc *value;
        int place;

        for (size_t i = 0; i < doc_count(object); i++) {
                const char *name = doc_member(object, i, &value);
                if (!name)
                        return "";   /* not an object */
                if (!choice_parse(known, name, &place))
                        return name;
        }
        return NULL;
}

static enum problem check_members(struct check *check, const struct doc *object, const char *const *known, const char *at)
{
        const char *unknown = unknown_member(object, known);

        if (!unknown)
                return PROBLEM_OK;
        return wrong(check, *at || *unknown ? arena_printf(check->arena, "%s%s%s", at, *at && *unknown ? "." : "", unknown) : "body", "is not known here");
}

/* A switch that is neither true nor false would be taken for false. */
static enum problem check_switch(struct check *check, const struct doc *object, const char *at, const char *name)
{
        const struct doc *value = doc_get(object, name);

        if (!value || doc_is_true(value) || text_equal(doc_text(check->arena, value), "false"))
                return PROBLEM_OK;
        return wrong(check, member(check, at, name), "must be true or false");
}

static enum problem check_text(struct check *check, const struct doc *object, const char *at, const char *name, size_t max, bool required)
{
        const struct doc *value = doc_get(object, name);

        if ((!value && !required) || is_text(value, max))
                return PROBLEM_OK;
        return wrong(check, member(check, at, name), arena_printf(check->arena, "must be a text of at most %zu bytes", max));
}

/* Every entry has a code of its own; the index of the first that has not, else the count. */
static size_t first_without_own_code(const struct doc *list)
{
        size_t found;

        for (size_t i = 0; i < doc_count(list); i++) {
                const char *code = doc_string(doc_get(doc_item(list, i), "code"));
                if (!code || !*code || strlen(code) > 40 || !rubric_by_code(list, code, &found) || found != i)
                        return i;
        }
        return doc_count(list);
}

static bool is_grade(const struct check *check, const struct doc *cap, size_t *rank)
{
        return doc_string(cap) && rubric_by_code(doc_get(check->rubric, "grades"), doc_string(cap), rank);
}

/* --- grades --- */

static enum problem check_crosswalk(struct check *check, const struct doc *crosswalk, const char *at)
{
        static const char *const names[] = { "loop", "r2_function", "r2_cosmetic", "back_market", "google", "schema_org", NULL };
        static const char *const *const words[] = { loop_words, function_words, cosmetic_words, back_market_words, google_words, schema_words };

        if (!is_kind(check, crosswalk, '{'))
                return wrong(check, at, "must be an object");
        TRY(check_members(check, crosswalk, names, at));
        for (size_t i = 0; names[i]; i++)
                if (doc_get(crosswalk, names[i]) && !is_word(doc_get(crosswalk, names[i]), words[i]))
                        return wrong(check, member(check, at, names[i]), "is not one of the words that are known there");
        return PROBLEM_OK;
}

static enum problem check_grade(struct check *check, const struct doc *grade, const char *at)
{
        static const char *const members[] = { "code", "name", "saleable", "public", "crosswalk", NULL };

        TRY(check_members(check, grade, members, at));
        TRY(check_text(check, grade, at, "name", 100, true));
        TRY(check_switch(check, grade, at, "saleable"));
        TRY(check_text(check, grade, at, "public", TEXT_MAX, false));
        return check_crosswalk(check, doc_get(grade, "crosswalk"), member(check, at, "crosswalk"));
}

/* --- measures --- */

static enum problem check_measure_cap(struct check *check, const struct doc *measure, size_t i, const char *kind, int64_t *before, size_t *rank_before, const char *at)
{
        static const char *const members[] = { "over", "under", "cap", NULL };
        const struct doc *entry = doc_item(doc_get(measure, "caps"), i);
        bool over = text_equal(kind, "over");
        int64_t limit, min = 0, max = 0;
        size_t rank;

        (void)doc_integer(doc_get(measure, "min"), &min);
        (void)doc_integer(doc_get(measure, "max"), &max);
        TRY(check_members(check, entry, members, at));
        if (!doc_integer(doc_get(entry, kind), &limit) || doc_get(entry, over ? "under" : "over"))
                return wrong(check, member(check, at, kind), "must be a whole number; all caps of a measure say over, or all say under");
        if (over ? limit < min || limit >= max : limit <= min || limit > max)
                return wrong(check, member(check, at, kind), "leaves nothing of the range from min to max");
        if (!is_grade(check, doc_get(entry, "cap"), &rank))
                return wrong(check, member(check, at, "cap"), "is not one of the grades");
        if (i && (over ? limit <= *before : limit >= *before))
                return wrong(check, member(check, at, kind), "does not go on from the one before");
        if (rank <= *rank_before)
                return wrong(check, member(check, at, "cap"), "is not lower than what holds before it");
        *before = limit;
        *rank_before = rank;
        return PROBLEM_OK;
}

static enum problem check_measure(struct check *check, const struct doc *question, const char *question_at)
{
        static const char *const members[] = { "unit", "min", "max", "caps", NULL };
        const struct doc *measure = doc_get(question, "measure"), *caps = doc_get(measure, "caps");
        const char *at = member(check, question_at, "measure"), *kind = doc_get(doc_item(caps, 0), "under") ? "under" : "over";
        int64_t min = 1, before = 0;
        size_t rank = 0;

        if (!measure)
                return PROBLEM_OK;
        TRY(check_members(check, measure, members, at));
        TRY(check_text(check, measure, at, "unit", UNIT_MAX, true));
        if (!is_whole(doc_get(measure, "min"), 1, MEASURE_MAX))
                return wrong(check, member(check, at, "min"), "must be a whole number from 1; what cannot be measured is an answer of its own");
        (void)doc_integer(doc_get(measure, "min"), &min);
        if (!is_whole(doc_get(measure, "max"), min + 1, MEASURE_MAX))
                return wrong(check, member(check, at, "max"), "must be a whole number over min, at most 1000000");
        if (!is_kind(check, caps, '[') || doc_count(caps) > CAPS_MAX)
                return wrong(check, member(check, at, "caps"), "must be a list of at most 10");
        for (size_t i = 0; i < doc_count(caps); i++)
                TRY(check_measure_cap(check, measure, i, kind, &before, &rank, arena_printf(check->arena, "%s.caps[%zu]", at, i)));
        return PROBLEM_OK;
}

/* --- answers --- */

static enum problem check_photos(struct check *check, const struct doc *photos, const char *at)
{
        if (doc_count(photos) > SHOTS_MAX || (photos && !doc_item(photos, 0)))
                return wrong(check, at, "must be the names of 1 to 10 shots");
        for (size_t i = 0; i < doc_count(photos); i++) {
                if (!is_text(doc_item(photos, i), SHOT_NAME_MAX))
                        return wrong(check, arena_printf(check->arena, "%s[%zu]", at, i), "must be the name of a shot, at most 60 bytes");
                for (size_t before = 0; before < i; before++)
                        if (text_equal(doc_string(doc_item(photos, before)), doc_string(doc_item(photos, i))))
                                return wrong(check, arena_printf(check->arena, "%s[%zu]", at, i), "is named twice");
        }
        return PROBLEM_OK;
}

static enum problem check_answer_members(struct check *check, const struct doc *question, const struct doc *answer, const char *at)
{
        static const char *const members[] = { "code", "text", "public", "cap", "measured", "photos", "clean", "hold", NULL };

        TRY(check_members(check, answer, members, at));
        TRY(check_text(check, answer, at, "text", TEXT_MAX, true));
        TRY(check_text(check, answer, at, "public", TEXT_MAX, false));
        TRY(check_switch(check, answer, at, "measured"));
        TRY(check_switch(check, answer, at, "clean"));
        TRY(check_text(check, answer, at, "hold", HOLD_MAX, false));
        if (rubric_measured(answer) && !doc_get(question, "measure"))
                return wrong(check, member(check, at, "measured"), "needs a measure of the question");
        return check_photos(check, doc_get(answer, "photos"), member(check, at, "photos"));
}

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

/* What the answer can lead to, of what is left when its question is asked. */
static enum problem reach(struct check *check, const struct doc *question, const struct doc *answer, size_t floor, const char *at, bool *best)
{
        const struct doc *cap = doc_get(answer, "cap"), *caps = rubric_measured(answer) ? doc_get(question, "measure.caps") : NULL;
        size_t rank = 0;

        if (cap && !is_grade(check, cap, &rank))
                return wrong(check, member(check, at, "cap"), "is not one of the grades");
        check->reached[larger(floor, rank)] = true;
        for (size_t i = 0; i < doc_count(caps); i++)
                check->reached[larger(floor, larger(rank, rubric_rank(check->rubric, doc_get(doc_item(caps, i), "cap"))))] = true;
        *best |= rank == 0;
        return PROBLEM_OK;
}

static enum problem check_answers(struct check *check, const struct doc *question, size_t floor, const char *question_at)
{
        const struct doc *answers = doc_get(question, "answers");
        const char *at = member(check, question_at, "answers");
        size_t count = doc_count(answers), bad = first_without_own_code(answers);
        bool best = false, measured = false;

        if (count < 2 || bad < count)
                return wrong(check, at, "must be two or more, each with a code of its own");
        for (size_t i = 0; i < count; i++) {
                const struct doc *answer = doc_item(answers, i);
                const char *answer_at = arena_printf(check->arena, "%s[%zu]", at, i);
                TRY(check_answer_members(check, question, answer, answer_at));
                TRY(reach(check, question, answer, floor, answer_at, &best));
                measured |= rubric_measured(answer);
        }
        if (doc_get(question, "measure") && !measured)
                return wrong(check, member(check, question_at, "measure"), "goes with none of the answers");
        return best ? PROBLEM_OK : wrong(check, at, "must have one that does not cap");
}

/* --- questions --- */

/* Following what each hangs on leads back to where it began. */
static bool loops(const struct doc *questions, const struct doc *question)
{
        const struct doc *at = question;

        for (size_t steps = 0; at && steps < doc_count(questions); steps++) {
                at = rubric_by_code(questions, doc_string(doc_get(at, "ask.question")), NULL);
                if (at == question)
                        return true;
        }
        return false;
}

/* The best grade that any of these answers leaves. */
static enum problem check_ask_answers(struct check *check, const struct doc *ask, const struct doc *parent, const char *at, size_t *least)
{
        const struct doc *wanted = doc_get(ask, "answers");

        *least = GRADES_MAX;
        if (!doc_item(wanted, 0))
                return wrong(check, at, "must name one answer or more: else the question is never asked");
        for (size_t i = 0; i < doc_count(wanted); i++) {
                const struct doc *answer = rubric_by_code(doc_get(parent, "answers"), doc_string(doc_item(wanted, i)), NULL);
                if (!answer)
                        return wrong(check, arena_printf(check->arena, "%s[%zu]", at, i), "is not an answer of that question");
                size_t rank = rubric_rank(check->rubric, doc_get(answer, "cap"));
                *least = rank < *least ? rank : *least;
        }
        return PROBLEM_OK;
}

static enum problem check_ask(struct check *check, const struct doc *question, size_t i, const char *question_at)
{
        static const char *const members[] = { "question", "answers", NULL };
        const struct doc *questions = doc_get(check->rubric, "questions"), *ask = doc_get(question, "ask");
        const char *at = member(check, question_at, "ask"), *on = member(check, at, "question");
        size_t parent, least;

        if (!ask)
                return PROBLEM_OK;
        TRY(check_members(check, ask, members, at));
        if (doc_is_true(doc_get(question, "overall")))
                return wrong(check, at, "is not for an overall question, which is asked first");
        if (!doc_string(doc_get(ask, "question")) || !rubric_by_code(questions, doc_string(doc_get(ask, "question")), &parent))
                return wrong(check, on, "is not one of the questions");
        if (loops(questions, question))
                return wrong(check, on, "makes a loop: the question would wait for itself");
        if (parent >= i)
                return wrong(check, on, "must be a question before this one");
        TRY(check_ask_answers(check, ask, doc_item(questions, parent), member(check, at, "answers"), &least));
        check->floor[i] = larger(check->floor[parent], least);
        return PROBLEM_OK;
}

static enum problem check_look(struct check *check, const struct doc *question, const char *at)
{
        const struct doc *picture = doc_get(question, "picture"), *distance = doc_get(question, "distance_cm");

        if (!is_word(doc_get(question, "axis"), axes))
                return wrong(check, member(check, at, "axis"), "must be cosmetic, functional, completeness or hygiene");
        if (picture && !is_word(picture, pictures))
                return wrong(check, member(check, at, "picture"), "is not one of the pictures");
        if (distance && !is_whole(distance, 1, DISTANCE_MAX))
                return wrong(check, member(check, at, "distance_cm"), "must be a whole number of centimetres, at most 200");
        return PROBLEM_OK;
}

static enum problem check_question(struct check *check, size_t i)
{
        static const char *const members[] = { "code", "axis", "text", "required", "help", "picture", "distance_cm", "overall", "ask", "measure", "answers", NULL };
        const struct doc *question = doc_item(doc_get(check->rubric, "questions"), i);
        const char *at = arena_printf(check->arena, "questions[%zu]", i);

        TRY(check_members(check, question, members, at));
        TRY(check_text(check, question, at, "text", 500, true));
        TRY(check_switch(check, question, at, "required"));
        TRY(check_switch(check, question, at, "overall"));
        TRY(check_text(check, question, at, "help", HELP_MAX, false));
        TRY(check_look(check, question, at));
        TRY(check_measure(check, question, at));
        TRY(check_ask(check, question, i, at));
        return check_answers(check, question, check->floor[i], at);
}

/* --- the whole --- */

static enum problem check_top(struct check *check)
{
        static const char *const members[] = { "warranty_days", "grades", "questions", NULL };
        const struct doc *grades = doc_get(check->rubric, "grades"), *questions = doc_get(check->rubric, "questions"), *warranty = doc_get(check->rubric, "warranty_days");

        TRY(check_members(check, check->rubric, members, ""));
        if (doc_count(grades) < 2 || doc_count(grades) > GRADES_MAX || first_without_own_code(grades) < doc_count(grades))
                return wrong(check, "grades", "must be 2 to 20, best first, each with a code of its own");
        if (!doc_count(questions) || doc_count(questions) > QUESTIONS_MAX || first_without_own_code(questions) < doc_count(questions))
                return wrong(check, "questions", "must be 1 to 100, each with a code of its own");
        if (warranty && !is_whole(warranty, 0, WARRANTY_MAX))
                return wrong(check, "warranty_days", "must be a whole number of days, at most 3650");
        return PROBLEM_OK;
}

enum problem rubric_check(struct arena *arena, const struct doc *rubric, struct json_fault *fault)
{
        struct check *check = arena_alloc(arena, sizeof *check);
        const struct doc *grades = doc_get(rubric, "grades");

        *check = (struct check){ .arena = arena, .rubric = rubric, .fault = fault, .reached[0] = true };
        TRY(check_top(check));
        for (size_t i = 0; i < doc_count(grades); i++)
                TRY(check_grade(check, doc_item(grades, i), arena_printf(arena, "grades[%zu]", i)));
        for (size_t i = 0; i < doc_count(doc_get(rubric, "questions")); i++)
                TRY(check_question(check, i));
        for (size_t i = 0; i < doc_count(grades); i++)
                if (!check->reached[i])
                        return wrong(check, arena_printf(arena, "grades[%zu]", i), "is a grade that no answer leads to");
        return PROBLEM_OK;
}

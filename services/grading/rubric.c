#include "rubric_parts.h"

#include <ctype.h>

enum { NEW, REFURBISHED, USED, DAMAGED };
static const char *const conditions[] = { "new", "refurbished", "used", "damaged", NULL };
static const char *const schema_conditions[] = { "NewCondition", "RefurbishedCondition", "UsedCondition", "DamagedCondition", NULL };

static enum problem refused(struct json_fault *fault, const char *field, const char *reason) { return rubric_wrong(fault, PROBLEM_ANSWER_INVALID, field, reason); }

/* "8 mm", "85%" */
static const char *measure_text(struct arena *arena, const struct answered *given)
{
        return arena_printf(arena, "%lld%s%s", (long long)given->measure, text_equal(given->unit, "%") ? "" : " ", given->unit);
}

/* A question without `measure` takes what a caller measured as a note of its own. */
static enum problem check_measure(struct arena *arena, const struct doc *question, const struct doc *answer, const struct answered *given, const char *at, struct json_fault *fault)
{
        const struct doc *measure = doc_get(question, "measure");
        const char *unit = doc_string(doc_get(measure, "unit"));
        int64_t min = 0, max = 0;

        if (!measure)
                return PROBLEM_OK;
        if (!rubric_measured(answer))
                return given->measure || given->unit ? refused(fault, arena_printf(arena, "%s.measure", at), "does not go with this answer") : PROBLEM_OK;
        (void)doc_integer(doc_get(measure, "min"), &min);
        (void)doc_integer(doc_get(measure, "max"), &max);
        if (!text_equal(given->unit, unit))
                return refused(fault, arena_printf(arena, "%s.unit", at), arena_printf(arena, "must be %s", unit));
        if (given->measure < min || given->measure > max)
                return refused(fault, arena_printf(arena, "%s.measure", at), arena_printf(arena, "must be %lld to %lld %s", (long long)min, (long long)max, unit));
        return PROBLEM_OK;
}

static enum problem check_one(struct arena *arena, const struct doc *rubric, const struct list *answers, size_t i, struct json_fault *fault)
{
        const struct answered *given = (const struct answered *)answers->item + i;
        const char *at = arena_printf(arena, "answers[%zu]", i);
        const struct doc *question = rubric_by_code(doc_get(rubric, "questions"), given->question, NULL);

        if (!question)
                return refused(fault, arena_printf(arena, "%s.question", at), "is not a question of this rubric");
        if (rubric_answer_to(answers, given->question) != given)
                return refused(fault, arena_printf(arena, "%s.question", at), "is answered twice");
        const struct doc *answer = rubric_by_code(doc_get(question, "answers"), given->answer, NULL);
        if (!answer)
                return refused(fault, arena_printf(arena, "%s.answer", at), "is not an answer this question has");
        if (!rubric_is_asked(rubric, answers, question))
                return refused(fault, arena_printf(arena, "%s.question", at), "is not asked after the other answers");
        return check_measure(arena, question, answer, given, at, fault);
}

/* --- what was found --- */

/* {measure} replaced; a text without it is followed by the measure when `follows`. */
static const char *with_measure(struct arena *arena, const char *text, const char *measure, bool follows)
{
        const char *at = text && measure ? strstr(text, "{measure}") : NULL;

        if (at)
                return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, measure, at + strlen("{measure}"));
        return text && measure && follows ? arena_printf(arena, "%s %s", text, measure) : text;
}

struct found { const struct doc *question, *answer; struct flaw flaw; bool overall; };

static struct found find(struct arena *arena, const struct doc *rubric, const struct doc *question, const struct answered *given)
{
        const struct doc *answer = rubric_by_code(doc_get(question, "answers"), given->answer, NULL), *measure = rubric_measured(answer) ? doc_get(question, "measure") : NULL;
        const char *words = measure ? measure_text(arena, given) : NULL, *public_text = doc_string(doc_get(answer, "public"));
        size_t own = rubric_rank(rubric, doc_get(answer, "cap")), by_measure = measure ? rubric_measure_rank(rubric, measure, given->measure) : 0;
        struct found found = { .question = question, .answer = answer, .overall = doc_is_true(doc_get(question, "overall")) };

        found.flaw = (struct flaw){
                .question = given->question, .answer = given->answer, .axis = doc_string(doc_get(question, "axis")), .rank = own > by_measure ? own : by_measure,
                .text = with_measure(arena, doc_string(doc_get(answer, "text")), words, true),
        };
        found.flaw.public_text = public_text ? with_measure(arena, public_text, words, false) : found.flaw.text;
        return found;
}

/* In the order of the questions. A required question without answer is refused. */
static enum problem find_all(struct arena *arena, const struct doc *rubric, const struct list *answers, struct found *found, size_t *count, struct json_fault *fault)
{
        const struct doc *questions = doc_get(rubric, "questions");

        for (size_t i = 0; i < doc_count(questions); i++) {
                const struct doc *question = doc_item(questions, i);
                const char *code = doc_string(doc_get(question, "code"));
                const struct answered *given = rubric_answer_to(answers, code);
                if (given)
                        found[(*count)++] = find(arena, rubric, question, given);
                else if (doc_is_true(doc_get(question, "required")) && rubric_is_asked(rubric, answers, question))
                        return refused(fault, arena_printf(arena, "answers.%s", code), "is required");
        }
        return PROBLEM_OK;
}

static bool is_worse(const struct found *a, const struct found *b)
{
        return a->flaw.rank > b->flaw.rank || (a->flaw.rank == b->flaw.rank && b->overall && !a->overall);
}

static const struct found *worst_of(const struct found *found, size_t count)
{
        const struct found *worst = NULL;

        for (size_t i = 0; i < count; i++)
                if (found[i].flaw.rank && (!worst || is_worse(&found[i], worst)))
                        worst = &found[i];
        return worst;
}

/* To say of an overall answer: something of its own, and no detail says more. */
static bool is_listed(const struct found *found, bool details)
{
        return found->flaw.rank && (!found->overall || (!details && doc_get(found->answer, "public")));
}

/* Worst first, and among equals as they are written. */
static void list_flaws(struct arena *arena, const struct found *found, size_t count, size_t grades, struct conclusion *conclusion)
{
        struct flaw *flaw = arena_alloc(arena, (count + 1) * sizeof *flaw);
        bool details = false;
        size_t listed = 0;

        for (size_t i = 0; i < count; i++)
                details |= found[i].flaw.rank && !found[i].overall;
        for (size_t rank = grades; rank-- > 1;)
                for (size_t i = 0; i < count; i++)
                        if (found[i].flaw.rank == rank && is_listed(&found[i], details))
                                flaw[listed++] = found[i].flaw;
        conclusion->flaws = (struct list){ listed, flaw };
}

static void add_photos(struct texts *photos, const struct doc *wanted)
{
        for (size_t i = 0; i < doc_count(wanted); i++) {
                size_t same = 0;
                while (same < photos->count && !text_equal(photos->item[same], doc_string(doc_item(wanted, i))))
                        same++;
                if (same == photos->count)
                        photos->item[photos->count++] = doc_string(doc_item(wanted, i));
        }
}

static void note_demands(struct arena *arena, const struct found *found, size_t count, struct conclusion *conclusion)
{
        conclusion->photos.item = arena_alloc(arena, (count * SHOTS_MAX + 1) * sizeof *conclusion->photos.item);
        for (size_t i = 0; i < count; i++) {
                const char *hold = doc_string(doc_get(found[i].answer, "hold"));
                add_photos(&conclusion->photos, doc_get(found[i].answer, "photos"));
                if (hold && !conclusion->hold) {
                        conclusion->hold = hold;
                        conclusion->hold_question = found[i].flaw.question;
                }
        }
}

/* --- what it concludes --- */

static size_t place_of(const char *const *choices, const struct doc *value)
{
        int place = 0;

        return doc_string(value) && choice_parse(choices, doc_string(value), &place) ? (size_t)place : 0;
}

static struct conclusion of_grade(const struct doc *rubric, size_t rank)
{
        const struct doc *grades = doc_get(rubric, "grades"), *grade = doc_item(grades, rank), *crosswalk = doc_get(grade, "crosswalk");
        size_t google = place_of(conditions, doc_get(crosswalk, "google")), schema = place_of(schema_conditions, doc_get(crosswalk, "schema_org"));
        struct conclusion conclusion = {
                .grade = doc_string(doc_get(grade, "code")), .grade_name = doc_string(doc_get(grade, "name")), .grade_public = doc_string(doc_get(grade, "public")),
                .rank = rank, .grades = doc_count(grades), .saleable = !doc_get(grade, "saleable") || doc_is_true(doc_get(grade, "saleable")),
                .claim = google > schema ? google : schema,
        };

        (void)doc_integer(doc_get(rubric, "warranty_days"), &conclusion.warranty_days);
        return conclusion;
}

static void add_sentence(struct buffer *out, const char *text)
{
        size_t length = strlen(text);

        buffer_printf(out, "%s%c%s%s", out->length ? " " : "", toupper((unsigned char)*text), text + 1, length && strchr(".!?", text[length - 1]) ? "" : ".");
}

static const char *sentence_of(struct arena *arena, const struct conclusion *conclusion, const struct found *worst)
{
        struct buffer out = { .arena = arena };
        const struct flaw *flaw = conclusion->flaws.item;

        if (!conclusion->grade_public)
                return worst ? worst->flaw.public_text : "No flaw was found.";
        add_sentence(&out, conclusion->grade_public);
        for (size_t i = 0; i < conclusion->flaws.count; i++)
                add_sentence(&out, flaw[i].public_text);
        return out.text;
}

static void say_why(struct arena *arena, const struct found *worst, int64_t version, struct conclusion *conclusion)
{
        conclusion->sentence = sentence_of(arena, conclusion, worst);
        if (!worst) {
                conclusion->reason = arena_printf(arena, "%s: no answer capped it (rubric v%lld)", conclusion->grade, (long long)version);
                return;
        }
        conclusion->capped_by = worst->flaw.question;
        conclusion->axis = worst->flaw.axis;
        conclusion->reason = arena_printf(arena, "%s because: %s (%s, rubric v%lld)", conclusion->grade, worst->flaw.text, conclusion->capped_by, (long long)version);
}

enum problem rubric_apply(struct arena *arena, const struct doc *rubric, int64_t version, const struct list *answers, struct conclusion *conclusion,
                          struct json_fault *fault)
{
        struct found *found = arena_alloc(arena, (answers->count + 1) * sizeof *found);
        size_t count = 0;

        for (size_t i = 0; i < answers->count; i++)
                TRY(check_one(arena, rubric, answers, i, fault));
        TRY(find_all(arena, rubric, answers, found, &count, fault));
        const struct found *worst = worst_of(found, count);
        *conclusion = of_grade(rubric, worst ? worst->flaw.rank : 0);
        list_flaws(arena, found, count, conclusion->grades, conclusion);
        note_demands(arena, found, count, conclusion);
        say_why(arena, worst, version, conclusion);
        return PROBLEM_OK;
}

const char *condition_of(const struct conclusion *conclusion, bool work_finished)
{
        size_t condition = !conclusion->saleable ? DAMAGED : work_finished && conclusion->warranty_days > 0 ? REFURBISHED : USED;

        return conditions[conclusion->claim > condition ? conclusion->claim : condition];
}

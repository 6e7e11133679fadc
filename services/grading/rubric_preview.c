/* What the units of the last days would be under another rubric. */
#include "grading.h"
#include "grading_sql.h"
#include "rubric_parts.h"
#include "rubric_version.h"

enum { BATCH = 500, UNITS_MOST = 50000, PAIRS_MOST = 400, UNKNOWN_MOST = 100, CHANGES_MOST = 200 };

struct graded { struct uuid grade_id, unit_id; const char *graded_at, *lpn, *title, *grade, *ruled, *answers; bool sealed; };   /* ruled: what the rubric said where a person set another; else NULL */
static const struct field graded_fields[] = {
        FIELD(struct graded, grade_id),
        FIELD(struct graded, unit_id),
        FIELD(struct graded, graded_at),
        FIELD(struct graded, lpn),
        FIELD(struct graded, title),
        FIELD(struct graded, grade),
        FIELD(struct graded, ruled),
        FIELD(struct graded, answers),
        FIELD(struct graded, sealed),
};
static const struct shape graded_shape = SHAPE(struct graded, graded_fields);

struct pair { const char *from, *to; int64_t units; };
static const struct field pair_fields[] = {
        FIELD(struct pair, from),
        FIELD(struct pair, to),
        FIELD(struct pair, units),
};
static const struct shape pair_shape = SHAPE(struct pair, pair_fields);

struct unknown { const char *question, *answer, *reason; int64_t units; };
static const struct field unknown_fields[] = {
        FIELD(struct unknown, question),
        FIELD(struct unknown, answer),
        FIELD(struct unknown, reason),
        FIELD(struct unknown, units),
};
static const struct shape unknown_shape = SHAPE(struct unknown, unknown_fields);

struct change { struct uuid unit_id; const char *lpn, *title, *from, *to, *reason; };
static const struct field change_fields[] = {
        FIELD(struct change, unit_id),
        FIELD(struct change, lpn),
        FIELD(struct change, title),
        FIELD(struct change, from),
        FIELD(struct change, to),
        FIELD(struct change, reason),
};
static const struct shape change_shape = SHAPE(struct change, change_fields);

struct overridden { struct uuid unit_id; const char *lpn, *title, *set, *ruled, *to, *reason; };
static const struct field overridden_fields[] = {
        FIELD(struct overridden, unit_id),
        FIELD(struct overridden, lpn),
        FIELD(struct overridden, title),
        FIELD(struct overridden, set),
        FIELD(struct overridden, ruled),
        FIELD(struct overridden, to),
        FIELD(struct overridden, reason),
};
static const struct shape overridden_shape = SHAPE(struct overridden, overridden_fields);

struct preview { int64_t days, units, changed, risen, fallen, untold, overrides, overrides_met; bool complete; struct list grades, unknown, changes, overridden; };
static const struct field preview_fields[] = {
        FIELD(struct preview, days),
        FIELD(struct preview, units),
        FIELD(struct preview, complete),
        FIELD(struct preview, changed),
        FIELD(struct preview, risen),
        FIELD(struct preview, fallen),
        FIELD(struct preview, untold),
        FIELD(struct preview, overrides),
        FIELD(struct preview, overrides_met),
        LIST(struct preview, grades, &pair_shape),
        LIST(struct preview, unknown, &unknown_shape),
        LIST(struct preview, changes, &change_shape),
        LIST(struct preview, overridden, &overridden_shape),
};
static const struct shape preview_shape = SHAPE(struct preview, preview_fields);

/* What is kept lives in `arena`; what one batch needs, in `batch`. */
struct look { struct arena *arena, *batch; const struct doc *rubric; struct preview preview; };

static const char *keep(struct look *look, const char *text) { return text ? arena_copy(look->arena, text, strlen(text)) : NULL; }

/* Answers as they were stored, without those to questions that this rubric would not have asked after the others. */
static struct list read_answers(struct look *look, const char *text)
{
        const struct doc *stored = NULL;
        struct json_fault fault;
        struct list answers = { 0 };

        if (doc_parse(look->batch, text, strlen(text), &stored, &fault) != PROBLEM_OK)
                return answers;
        struct list every = rubric_answers(look->batch, stored);
        const struct answered *all = every.item;
        struct answered *asked = arena_alloc(look->batch, (every.count + 1) * sizeof *asked);
        answers.item = asked;
        for (size_t i = 0; i < every.count; i++) {
                const struct doc *question = rubric_by_code(doc_get(look->rubric, "questions"), all[i].question, NULL);
                if (!question || rubric_is_asked(look->rubric, &every, question))
                        asked[answers.count++] = all[i];
        }
        return answers;
}

static void count_pair(struct look *look, const char *from, const char *to)
{
        struct list *list = &look->preview.grades;
        struct pair *pair = list->item;

        for (size_t i = 0; i < list->count; i++)
                if (text_equal(pair[i].from, from) && text_equal(pair[i].to, to)) {
                        pair[i].units++;
                        return;
                }
        if (list->count < PAIRS_MOST)
                pair[list->count++] = (struct pair){ keep(look, from), keep(look, to), 1 };
}

static bool same_text(const char *a, const char *b) { return (!a && !b) || text_equal(a, b); }

static void count_unknown(struct look *look, const struct unknown *seen)
{
        struct list *list = &look->preview.unknown;
        struct unknown *unknown = list->item;

        for (size_t i = 0; i < list->count; i++)
                if (text_equal(unknown[i].question, seen->question) && same_text(unknown[i].answer, seen->answer) && text_equal(unknown[i].reason, seen->reason)) {
                        unknown[i].units++;
                        return;
                }
        if (list->count < UNKNOWN_MOST)
                unknown[list->count++] = (struct unknown){ keep(look, seen->question), keep(look, seen->answer), keep(look, seen->reason), 1 };
}

/* From the member that was refused, "answers[2].answer" or "answers.SG-3", to what it is about. */
static void note_untold(struct look *look, const struct list *answers, const struct json_fault *fault)
{
        struct unknown seen = { .question = fault->field + strlen("answers."), .reason = fault->reason };
        const struct answered *answer = answers->item;

        for (size_t i = 0; i < answers->count; i++)
                if (text_starts(fault->field, arena_printf(look->batch, "answers[%zu].", i)))
                        seen = (struct unknown){ .question = answer[i].question, .answer = answer[i].answer, .reason = fault->reason };
        look->preview.untold++;
        count_unknown(look, &seen);
}

static void note_change(struct look *look, const struct graded *graded, const struct conclusion *would)
{
        struct list *list = &look->preview.changes;
        size_t before;

        look->preview.changed++;
        if (rubric_by_code(doc_get(look->rubric, "grades"), graded->grade, &before)) {
                look->preview.risen += would->rank < before;
                look->preview.fallen += would->rank > before;
        }
        if (list->count < CHANGES_MOST)
                ((struct change *)list->item)[list->count++] = (struct change){ graded->unit_id, keep(look, graded->lpn), keep(look, graded->title), keep(look, graded->grade),
                                                                                keep(look, would->grade), keep(look, would->reason) };
}

/* A person set its grade: the draft would not change that, but it may say the same. */
static void note_override(struct look *look, const struct graded *graded, const struct conclusion *would)
{
        struct list *list = &look->preview.overridden;

        look->preview.overrides++;
        look->preview.overrides_met += text_equal(graded->grade, would->grade);
        if (list->count < CHANGES_MOST)
                ((struct overridden *)list->item)[list->count++] = (struct overridden){ graded->unit_id, keep(look, graded->lpn), keep(look, graded->title), keep(look, graded->grade),
                                                                                        keep(look, graded->ruled), keep(look, would->grade), keep(look, would->reason) };
}

static void look_at(struct look *look, const struct graded *graded, int64_t version)
{
        struct list answers = read_answers(look, graded->answers);
        struct conclusion would;
        struct json_fault fault;

        look->preview.units++;
        if (graded->sealed)   /* nothing was asked of it, and nothing would be */
                conclude_sealed(look->batch, look->rubric, version, &would);
        else if (rubric_apply(look->batch, look->rubric, version, &answers, &would, &fault) != PROBLEM_OK) {
                note_untold(look, &answers, &fault);
                return;
        }
        if (graded->ruled) {
                note_override(look, graded, &would);
                return;
        }
        count_pair(look, graded->grade, would.grade);
        if (!text_equal(graded->grade, would.grade))
                note_change(look, graded, &would);
}

/* *key, *id: after which it goes on. */
static enum problem next_batch(struct db *db, struct look *look, const struct rubric_text *text, const char **key, struct uuid *id, bool *more)
{
        struct list batch;

        TRY(db_many(db, look->batch, &sql_list_graded,
                    DB_ARGS(db_uuid(&text->merchant_id), db_text(text->product_type), db_int(look->preview.days), db_text(*key), db_uuid(id), db_int(BATCH)), &graded_shape, &batch));
        const struct graded *graded = batch.item;
        for (size_t i = 0; i < batch.count; i++)
                look_at(look, &graded[i], 0);
        *more = batch.count == BATCH;
        if (batch.count) {
                *key = keep(look, graded[batch.count - 1].graded_at);
                *id = graded[batch.count - 1].grade_id;
        }
        return PROBLEM_OK;
}

static enum problem look_through(struct db *db, struct look *look, const struct rubric_text *text)
{
        struct uuid id = { "ffffffff-ffff-ffff-ffff-ffffffffffff" };
        enum problem problem = PROBLEM_OK;
        const char *key = "infinity";
        bool more = true;

        look->batch = arena_new();
        while (problem == PROBLEM_OK && more && look->preview.units < UNITS_MOST) {
                problem = next_batch(db, look, text, &key, &id, &more);
                arena_reset(look->batch);
        }
        arena_free(look->batch);
        look->preview.complete = !more;
        return problem;
}

enum problem rubric_preview(struct db *db, struct arena *arena, const struct rubric_text *text, int64_t days, const char **json, struct json_fault *fault)
{
        struct look look = {
                .arena = arena,
                .preview = { .days = days, .grades.item = arena_alloc(arena, PAIRS_MOST * sizeof(struct pair)), .unknown.item = arena_alloc(arena, UNKNOWN_MOST * sizeof(struct unknown)),
                             .changes.item = arena_alloc(arena, CHANGES_MOST * sizeof(struct change)), .overridden.item = arena_alloc(arena, CHANGES_MOST * sizeof(struct overridden)) },
        };

        TRY(doc_parse(arena, text->body, strlen(text->body), &look.rubric, fault));
        TRY(rubric_check(arena, look.rubric, fault));
        TRY(look_through(db, &look, text));
        *json = json_write(arena, &preview_shape, &look.preview);
        return PROBLEM_OK;
}

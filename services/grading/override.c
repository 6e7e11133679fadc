#include "override.h"

#include "grading_sql.h"
#include "resale/approval.h"
#include "resale/id.h"
#include "resale/ledger.h"

struct standing {
        struct uuid latest_id, rubric_id, observed_in;
        const char *grade, *capped_by, *sentence, *answers, *body, *flaws;
        int64_t version, trip, of_trip;
        bool sealed;
        const struct doc *rubric;   /* body */
};
static const struct field standing_fields[] = {
        FIELD(struct standing, latest_id),
        FIELD(struct standing, rubric_id),
        FIELD(struct standing, observed_in),
        FIELD(struct standing, grade),
        FIELD(struct standing, capped_by),
        FIELD(struct standing, sentence),
        FIELD(struct standing, answers),
        FIELD(struct standing, body),
        FIELD(struct standing, flaws),
        FIELD(struct standing, version),
        FIELD(struct standing, trip),
        FIELD(struct standing, of_trip),
        FIELD(struct standing, sealed),
};
static const struct shape standing_shape = SHAPE(struct standing, standing_fields);

static enum problem wrong(struct json_fault *fault, const char *field, const char *reason)
{
        *fault = (struct json_fault){ field, reason };
        return PROBLEM_INVALID_FIELD;
}

static bool rank_of(const struct doc *grades, const char *code, size_t *rank)
{
        for (*rank = 0; *rank < doc_count(grades); ++*rank)
                if (text_equal(doc_string(doc_get(doc_item(grades, *rank), "code")), code))
                        return true;
        return false;
}

/* What may be set, by whom: the ranks of the two grades. */
static enum problem check(const struct overriding *o, const struct standing *s, const struct doc *grades, size_t *rank, size_t *before, struct json_fault *fault)
{
        if (!rank_of(grades, o->grade, rank))
                return wrong(fault, "grade", "is not a grade of the rubric that it was graded by");
        if (!rank_of(grades, s->grade, before) || *rank == *before)
                return wrong(fault, "grade", "is the grade that it has");
        if (*rank < *before && !o->approval)
                return wrong(fault, "approval", "must be there: a second person approves a higher grade");
        if (*rank > *before && o->approval)
                return wrong(fault, "approval", "is only for a higher grade");
        if (*rank > *before && !s->flaws && !s->capped_by && !o->public_text)
                return wrong(fault, "public_text", "must say what a shopper reads: until now that there is no flaw");
        return PROBLEM_OK;
}

/* The grade's own words, every flaw that was seen, and what the override adds. */
static const char *sentence_of(struct arena *arena, const struct overriding *o, const struct standing *s, const struct doc *grade)
{
        const char *of_grade = doc_string(doc_get(grade, "public"));
        const char *seen = s->flaws ? s->flaws : s->capped_by ? s->sentence : NULL;
        const char *part[] = { of_grade, seen, o->public_text };
        struct buffer out = { .arena = arena };

        for (size_t i = 0; i < ARRAY_LEN(part); i++)
                if (part[i])
                        buffer_printf(&out, "%s%s", out.length ? " " : "", part[i]);
        return out.length ? out.text : s->sentence;
}

static void conclude(struct arena *arena, const struct overriding *o, const struct standing *s, size_t rank, struct conclusion *c)
{
        const struct doc *grades = doc_get(s->rubric, "grades"), *grade = doc_item(grades, rank);

        *c = (struct conclusion){
                .grade = o->grade, .grade_name = doc_string(doc_get(grade, "name")), .rank = rank, .grades = doc_count(grades),
                .saleable = !doc_get(grade, "saleable") || doc_is_true(doc_get(grade, "saleable")), .capped_by = s->capped_by,
                .reason = arena_printf(arena, "%s by override of %s: %s", o->grade, s->grade, o->reason), .sentence = sentence_of(arena, o, s, grade),
        };
        (void)doc_integer(doc_get(s->rubric, "warranty_days"), &c->warranty_days);
}

/* The note holds the unit's row: from then on it stays graded until this is done, or was not. */
static enum problem note(struct db *db, struct arena *arena, const struct overriding *o, const struct standing *s, const struct conclusion *c, const char *approved_by)
{
        struct ledger_move move = {
                .merchant_id = o->merchant_id, .unit_id = o->unit_id, .event = "grade_overridden", .actor = o->actor,
                .payload = arena_printf(arena, "{\"grade\":%s,\"before\":%s,\"reason\":%s,\"approved_by\":%s}", json_quote(arena, c->grade), json_quote(arena, s->grade),
                                        json_quote(arena, c->reason), json_quote(arena, approved_by)),
        };

        struct unit unit;

        TRY(ledger_note(db, &move));
        TRY(ledger_unit(db, arena, &o->merchant_id, &o->unit_id, &unit));
        return text_equal(unit.state, "graded") ? PROBLEM_OK : PROBLEM_UNIT_STATE;
}

static enum problem keep(struct db *db, struct arena *arena, const struct overriding *o, const struct standing *s, const struct conclusion *c, const char *approved_by,
                         const char **json)
{
        struct grading grading = { .merchant_id = o->merchant_id, .unit_id = o->unit_id, .actor = o->actor };
        struct verdict verdict;
        struct asked asked;
        struct uuid id;

        TRY(rubric_for_unit(db, arena, &o->merchant_id, &o->unit_id, &asked));
        asked.rubric_id = s->rubric_id;      /* by the version that it was graded by */
        asked.version = s->version;
        asked.rubric = s->rubric;
        TRY(verdict_reach(db, arena, &grading, &asked, c, &(struct work_choices){ 0 }, &verdict));   /* what was seen is not why it has this grade */
        verdict.condition = condition_of(c, asked.work_finished);
        if (s->sealed && c->rank == 0)
                verdict.condition = "new";
        uuid_new(&id);
        TRY(note(db, arena, o, s, c, approved_by));
        TRY(grade_insert(db, &grading, &asked, c, &verdict, s->answers, &id));
        enum problem problem = db_exec(db, &sql_insert_override,
                                       DB_ARGS(db_uuid(&o->merchant_id), db_uuid(&id), db_uuid(&o->grade_id), db_uuid(&s->observed_in), db_text(o->reason),
                                               db_text(o->public_text), db_text(approved_by)),
                                       NULL);
        if (problem == PROBLEM_DUPLICATE)
                return PROBLEM_GRADE_STATE;   /* another override of it was first */
        TRY(problem);
        return db_value(db, arena, &sql_select_grade, DB_ARGS(db_uuid(&o->merchant_id), db_uuid(&id)), json, PROBLEM_INTERNAL);
}

enum problem grade_override(struct db *db, struct arena *arena, const struct overriding *o, const char **json, struct json_fault *fault)
{
        struct approval_use use = { o->merchant_id, o->unit_id, "grade_override", o->approval, o->session };
        const char *approved_by = NULL;
        struct conclusion c;
        struct standing s;
        struct unit unit;
        size_t rank, before;

        TRY(ledger_unit(db, arena, &o->merchant_id, &o->unit_id, &unit));
        TRY(db_one(db, arena, &sql_select_standing_grade, DB_ARGS(db_uuid(&o->merchant_id), db_uuid(&o->unit_id), db_uuid(&o->grade_id)), &standing_shape, &s, PROBLEM_GRADE_NOT_FOUND));
        if (!text_equal(s.latest_id.text, o->grade_id.text))
                return PROBLEM_GRADE_STATE;
        if (!text_equal(unit.state, "graded") || s.trip != s.of_trip)
                return PROBLEM_UNIT_STATE;
        TRY(doc_parse(arena, s.body, strlen(s.body), &s.rubric, fault));
        TRY(check(o, &s, doc_get(s.rubric, "grades"), &rank, &before, fault));
        if (rank < before)
                TRY(approval_take(db, arena, &use, &approved_by));
        conclude(arena, o, &s, rank, &c);
        return keep(db, arena, o, &s, &c, approved_by, json);
}

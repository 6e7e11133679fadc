#include "grading.h"

#include "grading_sql.h"
#include "observation.h"
#include "refurbishing.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "safety.h"

static enum problem parse(struct arena *arena, const char *text, const struct doc **parsed, struct json_fault *fault)
{
        return doc_parse(arena, text, strlen(text), parsed, fault);
}

static const struct field asked_fields[] = {
        FIELD(struct asked, rubric_id),
        FIELD(struct asked, version),
        FIELD(struct asked, price_amount),
        FIELD(struct asked, trip),
        FIELD(struct asked, work_amount),
        FIELD(struct asked, factor),
        FIELD(struct asked, body),
        FIELD(struct asked, product_type),
        FIELD(struct asked, terms),
        FIELD(struct asked, work_finished),
        FIELD(struct asked, work_open),
};
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);
static const struct field version_fields[] = { FIELD(struct asked, rubric_id), FIELD(struct asked, version), FIELD(struct asked, body) };
static const struct shape version_shape = SHAPE(struct asked, version_fields);

enum problem rubric_for_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct asked *asked)
{
        struct json_fault fault;
        struct unit unit;

        enum problem problem = db_one(db, arena, &sql_rubric_for_unit, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &asked_shape, asked, PROBLEM_RUBRIC_NOT_FOUND);
        if (problem == PROBLEM_RUBRIC_NOT_FOUND)
                TRY(ledger_unit(db, arena, merchant_id, unit_id, &unit));
        TRY(problem);
        return parse(arena, asked->body, &asked->rubric, &fault);
}

/* What was asked a while ago, in another room or without the server, is graded by the version that asked. */
static enum problem go_by_what_was_asked(struct db *db, struct arena *arena, const struct grading *grading, struct asked *asked)
{
        struct asked then;
        struct json_fault fault;

        if (!uuid_is_set(&grading->rubric_id) || text_equal(grading->rubric_id.text, asked->rubric_id.text))
                return PROBLEM_OK;
        TRY(db_one(db, arena, &sql_rubric_as_asked, DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(&grading->unit_id), db_uuid(&grading->rubric_id)), &version_shape, &then,
                   PROBLEM_RUBRIC_CHANGED));
        asked->rubric_id = then.rubric_id;
        asked->version = then.version;
        asked->body = then.body;
        return parse(arena, asked->body, &asked->rubric, &fault);
}

static const struct field answered_fields[] = {
        FIELD(struct answered, question, .required = true, .min = 1, .max = 40),
        FIELD(struct answered, answer, .required = true, .min = 1, .max = 40),
        FIELD(struct answered, note, .max = 1000),
        FIELD(struct answered, measure, .min = 0, .max = 1000000),
        FIELD(struct answered, unit, .max = UNIT_MAX),
};
const struct shape answered_shape = SHAPE(struct answered, answered_fields);

const char *write_answers(struct arena *arena, const struct list *answers)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "[");
        for (size_t i = 0; i < answers->count; i++)
                buffer_printf(&out, "%s%s", i ? "," : "", json_write(arena, &answered_shape, (const struct answered *)answers->item + i));
        buffer_text(&out, "]");
        return out.text;
}

enum problem answers_check(struct arena *arena, const struct list *answers, struct json_fault *fault)
{
        const struct answered *list = answers->item;

        for (size_t i = 0; i < answers->count; i++)
                if (list[i].measure && text_is_blank(list[i].unit)) {
                        *fault = (struct json_fault){ arena_printf(arena, "answers[%zu].unit", i), "must be given with the measure" };
                        return PROBLEM_ANSWER_INVALID;
                }
        return PROBLEM_OK;
}

enum problem verdict_reach(struct db *db, struct arena *arena, const struct grading *grading, const struct asked *asked, const struct conclusion *c,
                           const struct work_choices *choices, struct verdict *verdict)
{
        struct weighing weighing = {
                .terms = asked->terms, .rubric = asked->rubric, .product_type = asked->product_type, .grade = c->grade, .price = asked->price_amount,
                .work = asked->work_amount, .factor = asked->factor, .choices = *choices,
        };

        TRY(pieces_on_offer(db, arena, &grading->merchant_id, &grading->unit_id, c->grade, &weighing.pool));
        TRY(decision_weigh(arena, &weighing, &verdict->weighed));
        verdict->decision = verdict->weighed.json;
        verdict->disposition = verdict->weighed.chosen->disposition;
        return PROBLEM_OK;
}

static enum problem move_graded(struct db *db, struct arena *arena, const struct grading *grading, const struct conclusion *conclusion, const char *disposition)
{
        struct ledger_move move = {
                .merchant_id = grading->merchant_id, .unit_id = grading->unit_id, .from = "received,refurbishing", .to = "graded", .event = "graded",
                .actor = grading->actor,
                .payload = arena_printf(arena, "{\"grade\":%s,\"reason\":%s,\"disposition\":\"%s\"%s}", json_quote(arena, conclusion->grade),
                                        json_quote(arena, conclusion->reason), disposition, grading->sealed ? ",\"sealed\":true" : ""),
        };

        return ledger_move(db, &move);
}

enum problem grade_insert(struct db *db, const struct grading *grading, const struct asked *asked, const struct conclusion *c, const struct verdict *verdict,
                          const char *answers, const struct uuid *grade_id)
{
        bool warranted = text_equal(verdict->condition, "refurbished");

        TRY(db_exec_one(db, &sql_insert_grade,
                        DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(grade_id), db_uuid(&grading->unit_id), db_int(asked->trip), db_uuid(&asked->rubric_id),
                                   db_int(asked->version), db_text(answers), db_text(c->grade), db_text(c->capped_by), db_text(c->reason), db_text(c->sentence),
                                   db_text(verdict->condition), warranted ? db_int(c->warranty_days) : db_null(), db_text(verdict->disposition), db_text(verdict->decision),
                                   db_text(grading->actor)),
                           PROBLEM_WORK_ORDER_STATE));
        return decision_keep(db, &(struct keeping){ grading->merchant_id, grading->unit_id, *grade_id, "graded", grading->actor }, &verdict->weighed);
}

void conclude_sealed(struct arena *arena, const struct doc *rubric, int64_t version, struct conclusion *c)
{
        const struct doc *grades = doc_get(rubric, "grades"), *best = doc_item(grades, 0);

        *c = (struct conclusion){
                .grade = doc_string(doc_get(best, "code")), .grade_name = doc_string(doc_get(best, "name")), .grades = doc_count(grades),
                .saleable = !doc_get(best, "saleable") || doc_is_true(doc_get(best, "saleable")), .sentence = "Sealed by its maker and never opened.",
        };
        c->reason = arena_printf(arena, "%s: sealed, nothing to inspect (rubric v%lld)", c->grade, (long long)version);
}

static enum problem conclude(struct arena *arena, const struct grading *grading, const struct asked *asked, struct conclusion *c, struct json_fault *fault)
{
        if (grading->sealed)
                conclude_sealed(arena, asked->rubric, asked->version, c);
        else
                TRY(rubric_apply(arena, asked->rubric, asked->version, &grading->answers, c, fault));
        return answers_check(arena, &grading->answers, fault);
}

/* Somebody who saw it before it moved on answers for another state than it is in. */
static enum problem check_opened(struct db *db, struct arena *arena, const struct grading *grading)
{
        struct unit unit;

        if (!instant_is_set(grading->opened))
                return PROBLEM_OK;
        TRY(ledger_unit(db, arena, &grading->merchant_id, &grading->unit_id, &unit));
        return unit.changed_at.micros == grading->opened.micros ? PROBLEM_OK : PROBLEM_UNIT_STATE;
}

static enum problem keep_beside(struct db *db, struct arena *arena, const struct grading *grading, const struct conclusion *c, const struct uuid *grade_id)
{
        if (grading->sealed)
                TRY(db_exec(db, &sql_insert_seal, DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(grade_id), db_uuid(&grading->unit_id)), NULL));
        TRY(observations_keep(db, arena, grading, c, grade_id));
        return db_exec(db, &sql_end_lease, DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(&grading->unit_id)), NULL);
}

/* None on what is sealed, nor while other work is open. */
static enum problem work_on_it(struct db *db, struct arena *arena, const struct grading *grading, const struct asked *asked, const struct conclusion *c, struct work_choices *choices)
{
        struct looking_for_work looking = { grading->merchant_id, grading->unit_id, asked->rubric, &grading->answers, c->grade };

        *choices = (struct work_choices){ 0 };
        return grading->sealed || asked->work_open ? PROBLEM_OK : refurbish_choices(db, arena, &looking, choices);
}

static enum problem grade_by(struct db *db, struct arena *arena, const struct grading *grading, const struct asked *asked, const char **json, struct json_fault *fault)
{
        struct work_choices choices;
        struct verdict verdict;
        struct conclusion c;
        struct uuid grade_id;

        TRY(conclude(arena, grading, asked, &c, fault));
        TRY(observations_check(db, arena, grading, asked, &c, fault));
        TRY(work_on_it(db, arena, grading, asked, &c, &choices));
        TRY(verdict_reach(db, arena, grading, asked, &c, &choices, &verdict));
        verdict.condition = grading->sealed && c.saleable ? "new" : condition_of(&c, asked->work_finished);
        TRY(move_graded(db, arena, grading, &c, verdict.disposition));
        if (asked->work_open)
                return PROBLEM_WORK_ORDER_STATE;
        uuid_new(&grade_id);
        TRY(grade_insert(db, grading, asked, &c, &verdict, write_answers(arena, &grading->answers), &grade_id));
        TRY(keep_beside(db, arena, grading, &c, &grade_id));
        return db_value(db, arena, &sql_select_grade, DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(&grade_id)), json, PROBLEM_INTERNAL);
}

enum problem unit_grade(struct db *db, struct arena *arena, const struct grading *grading, const char **json, bool *held, struct json_fault *fault)
{
        struct asked asked;
        struct hold hold;

        TRY(rubric_for_unit(db, arena, &grading->merchant_id, &grading->unit_id, &asked));
        TRY(check_opened(db, arena, grading));
        TRY(go_by_what_was_asked(db, arena, grading, &asked));
        TRY(safety_look(db, arena, grading, &asked, &hold));
        *held = hold.kind;
        return *held ? safety_hold(db, arena, grading, &asked, &hold, json) : grade_by(db, arena, grading, &asked, json, fault);
}

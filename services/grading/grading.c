#include "grading.h"

#include "decision.h"
#include "grading_sql.h"
#include "resale/id.h"
#include "resale/ledger.h"

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
        FIELD(struct asked, body),
        FIELD(struct asked, product_type),
        FIELD(struct asked, terms),
        FIELD(struct asked, work_finished),
        FIELD(struct asked, work_open),
};
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

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

static const struct field answered_fields[] = {
        FIELD(struct answered, question, .required = true, .min = 1, .max = 40),
        FIELD(struct answered, answer, .required = true, .min = 1, .max = 40),
        FIELD(struct answered, note, .max = 1000),
        FIELD(struct answered, measure, .min = 0, .max = 1000000),
        FIELD(struct answered, unit, .max = UNIT_MAX),
};
const struct shape answered_shape = SHAPE(struct answered, answered_fields);

static const char *write_answers(struct arena *arena, const struct list *answers)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "[");
        for (size_t i = 0; i < answers->count; i++)
                buffer_printf(&out, "%s%s", i ? "," : "", json_write(arena, &answered_shape, (const struct answered *)answers->item + i));
        buffer_text(&out, "]");
        return out.text;
}

static enum problem move_graded(struct db *db, struct arena *arena, const struct grading *grading, const struct conclusion *conclusion, const char *disposition)
{
        struct ledger_move move = {
                .merchant_id = grading->merchant_id, .unit_id = grading->unit_id, .from = "received,refurbishing", .to = "graded", .event = "graded",
                .actor = grading->actor,
                .payload = arena_printf(arena, "{\"grade\":%s,\"reason\":%s,\"disposition\":\"%s\"}", json_quote(arena, conclusion->grade),
                                        json_quote(arena, conclusion->reason), disposition),
        };

        return ledger_move(db, &move);
}

enum problem unit_grade(struct db *db, struct arena *arena, const struct grading *grading, const char **json, struct json_fault *fault)
{
        struct conclusion c;
        struct asked asked;
        struct uuid grade_id;
        struct weighed weighed;

        TRY(rubric_for_unit(db, arena, &grading->merchant_id, &grading->unit_id, &asked));
        TRY(rubric_apply(arena, asked.rubric, asked.version, &grading->answers, &c, fault));
        struct weighing weighing = { asked.terms, asked.rubric, asked.product_type, c.grade, asked.price_amount, asked.work_amount, 0, NULL };
        TRY(weigh(arena, &weighing, &weighed));
        const char *disposition = weighed.chosen->disposition, *condition = condition_of(&c, asked.work_finished);
        TRY(move_graded(db, arena, grading, &c, disposition));
        if (asked.work_open)
                return PROBLEM_WORK_ORDER_STATE;
        uuid_new(&grade_id);
        bool warranted = text_equal(condition, "refurbished");
        TRY(db_exec_one(db, &sql_insert_grade,
                    DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(&grade_id), db_uuid(&grading->unit_id), db_int(asked.trip), db_uuid(&asked.rubric_id),
                            db_int(asked.version), db_text(write_answers(arena, &grading->answers)), db_text(c.grade), db_text(c.capped_by), db_text(c.reason),
                            db_text(c.sentence), db_text(condition), warranted ? db_int(c.warranty_days) : db_null(), db_text(disposition), db_text(weighed.json),
                            db_text(grading->actor)),
                        PROBLEM_WORK_ORDER_STATE));
        TRY(decision_keep(db, &(struct keeping){ grading->merchant_id, grading->unit_id, grade_id, "graded", grading->actor }, &weighed));
        return db_value(db, arena, &sql_select_grade, DB_ARGS(db_uuid(&grading->merchant_id), db_uuid(&grade_id)), json, PROBLEM_INTERNAL);
}

enum problem work_begin(struct db *db, struct arena *arena, struct work *work, const char **json)
{
        struct ledger_move move = {
                .merchant_id = work->merchant_id, .unit_id = work->unit_id, .from = "received,graded", .to = "refurbishing", .event = "work_begun",
                .actor = work->actor, .payload = arena_printf(arena, "{\"operations\":%s}", work->operations),
        };

        TRY(ledger_move(db, &move));
        uuid_new(&work->work_order_id);
        return db_value(db, arena, &sql_insert_work_order,
                        DB_ARGS(db_uuid(&work->merchant_id), db_uuid(&work->work_order_id), db_uuid(&work->unit_id), db_text(work->operations), db_text(work->actor)),
                        json, PROBLEM_UNIT_NOT_FOUND);
}

struct of_unit { struct uuid unit_id; };
static const struct field of_unit_fields[] = { FIELD(struct of_unit, unit_id) };
static const struct shape of_unit_shape = SHAPE(struct of_unit, of_unit_fields);

enum problem work_finish(struct db *db, struct arena *arena, struct work *work, const char **json)
{
        struct of_unit of;

        TRY(db_one(db, arena, &sql_select_work_order_unit, DB_ARGS(db_uuid(&work->merchant_id), db_uuid(&work->work_order_id)), &of_unit_shape, &of,
                   PROBLEM_WORK_ORDER_NOT_FOUND));
        TRY(db_value(db, arena, &sql_finish_work_order,
                     DB_ARGS(db_uuid(&work->merchant_id), db_uuid(&work->work_order_id), db_text(work->result), db_int(work->minutes), db_int(work->parts_amount),
                             db_text(work->note)),
                     json, PROBLEM_WORK_ORDER_STATE));
        struct ledger_move note = {
                .merchant_id = work->merchant_id, .unit_id = of.unit_id, .event = "work_finished", .actor = work->actor,
                .payload = arena_printf(arena, "{\"result\":\"%s\",\"minutes\":%lld,\"parts_amount\":%lld}", work->result, (long long)work->minutes,
                                        (long long)work->parts_amount),
        };
        return ledger_note(db, &note);
}

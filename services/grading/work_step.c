/* What is recorded while work is done: steps one by one, and parts that were used. */
#include "grading_sql.h"
#include "operation.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "safety.h"
#include "work.h"

static enum problem wrong(struct json_fault *fault, const char *field, const char *reason)
{
        *fault = (struct json_fault){ field, reason };
        return PROBLEM_INVALID_FIELD;
}

static enum problem working(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *work_order_id, struct open_work *work)
{
        TRY(work_open(db, arena, merchant_id, work_order_id, work));
        if (!text_equal(work->stage, "working"))
                return PROBLEM_WORK_ORDER_STATE;
        return text_equal(work->unit_state, "refurbishing") ? PROBLEM_OK : PROBLEM_UNIT_STATE;
}

/* --- steps --- */

static const struct field step_fields[] = {
        CHOICE(struct step, kind, step_kinds),
        FIELD(struct step, text),
        FIELD(struct step, unit),
        FIELD(struct step, shot),
        FIELD(struct step, min),
        FIELD(struct step, max),
};
static const struct shape step_shape = SHAPE(struct step, step_fields);

static enum problem check_measure(struct arena *arena, const struct step *step, const struct step_done *done, struct json_fault *fault)
{
        if (!done->has_value)
                return wrong(fault, "value", "is required: this step is measured");
        if (!done->unit)
                return wrong(fault, "unit", arena_printf(arena, "is required: this step is measured in %s", step->unit));
        if (!text_equal(done->unit, step->unit))
                return wrong(fault, "unit", arena_printf(arena, "must be %s", step->unit));
        if (done->value < step->min || done->value > step->max)
                return wrong(fault, "value", arena_printf(arena, "must be %lld to %lld %s", (long long)step->min, (long long)step->max, step->unit));
        return PROBLEM_OK;
}

static enum problem check_photo(struct db *db, struct arena *arena, const struct step *step, const struct step_done *done, const struct open_work *work, struct json_fault *fault)
{
        int64_t there = 0;

        if (!uuid_is_set(&done->photo_id))
                return wrong(fault, "photo_id", "is required: this step is a photo");
        TRY(db_exec(db, &sql_find_step_photo, DB_ARGS(db_uuid(&done->merchant_id), db_uuid(&work->unit_id), db_uuid(&done->photo_id), db_text(step->shot)), &there));
        return there ? PROBLEM_OK : wrong(fault, "photo_id", arena_printf(arena, "must be a photo of this unit, on this trip, of the shot \"%s\"", step->shot));
}

static enum problem check_done(struct db *db, struct arena *arena, const struct step *step, const struct step_done *done, const struct open_work *work, struct json_fault *fault)
{
        if (step->kind != STEP_MEASURE && (done->has_value || done->unit))
                return wrong(fault, "value", "belongs to a step that is measured");
        if (step->kind != STEP_PHOTO && uuid_is_set(&done->photo_id))
                return wrong(fault, "photo_id", "belongs to a step that is a photo");
        if (step->kind == STEP_MEASURE)
                return check_measure(arena, step, done, fault);
        return step->kind == STEP_PHOTO ? check_photo(db, arena, step, done, work, fault) : PROBLEM_OK;
}

/* Work stops where its unit goes on hold; no limit stands in the way of that. */
static enum problem look_at_note(struct db *db, struct arena *arena, const struct step_done *done, const struct open_work *work, const char **json)
{
        struct work_act pause = {
                done->merchant_id, done->work_order_id, done->actor, .supervisor = true, .reason = "waits_for_advice", .note = "It is on hold", .over_limit = "It is on hold",
        };
        const char *held, *paused;

        TRY(safety_note(db, arena, &(struct noted){ done->merchant_id, work->unit_id, done->actor, done->note }, &held));
        if (held)
                TRY(work_pause(db, arena, &pause, &paused));
        *json = with_hold(arena, *json, held);
        return PROBLEM_OK;
}

enum problem work_step_record(struct db *db, struct arena *arena, const struct step_done *done, const char **json, struct json_fault *fault)
{
        struct open_work work;
        struct uuid record_id;
        struct step step = { 0 };

        TRY(working(db, arena, &done->merchant_id, &done->work_order_id, &work));
        TRY(db_one(db, arena, &sql_select_step, DB_ARGS(db_uuid(&done->merchant_id), db_uuid(&done->work_order_id), db_text(done->operation), db_int(done->step)),
                   &step_shape, &step, PROBLEM_STEP_NOT_FOUND));
        TRY(check_done(db, arena, &step, done, &work, fault));
        uuid_new(&record_id);
        TRY(db_value(db, arena, &sql_insert_work_step,
                     DB_ARGS(db_uuid(&done->merchant_id), db_uuid(&record_id), db_uuid(&done->work_order_id), db_text(done->operation), db_int(done->step),
                             done->has_value ? db_int(done->value) : db_null(), db_text(done->unit), db_uuid(&done->photo_id), db_text(done->note), db_text(done->actor)),
                     json, PROBLEM_INTERNAL));
        return look_at_note(db, arena, done, &work, json);
}

/* --- parts --- */

struct wanted { bool known, same_currency, in_order, serials; };
static const struct field wanted_fields[] = {
        FIELD(struct wanted, known),
        FIELD(struct wanted, same_currency),
        FIELD(struct wanted, in_order),
        FIELD(struct wanted, serials),
};
static const struct shape wanted_shape = SHAPE(struct wanted, wanted_fields);

static enum problem may_be_used(struct db *db, struct arena *arena, const struct part_use *use, struct json_fault *fault)
{
        struct wanted wanted;

        TRY(db_one(db, arena, &sql_select_wanted_part, DB_ARGS(db_uuid(&use->merchant_id), db_uuid(&use->work_order_id), db_text(use->part), db_text(use->operation)),
                   &wanted_shape, &wanted, PROBLEM_INTERNAL));
        if (!wanted.known)
                return PROBLEM_PART_NOT_FOUND;
        if (!wanted.same_currency)
                return PROBLEM_CURRENCY_DIFFERS;
        if (use->operation && !wanted.in_order)
                return wrong(fault, "operation", "is not in this work order");
        if (wanted.serials && !use->serial_out)
                return wrong(fault, "serial_out", "is required: what came out");
        if (wanted.serials && !use->serial_in)
                return wrong(fault, "serial_in", "is required: what went in");
        return PROBLEM_OK;
}

static enum problem say_used(struct db *db, struct arena *arena, const struct part_use *use, const struct open_work *work)
{
        struct ledger_move note = {
                .merchant_id = use->merchant_id, .unit_id = work->unit_id, .event = use->serial_in ? "part_swapped" : "part_used", .actor = use->actor,
                .payload = arena_printf(arena, "{\"work_order_id\":\"%s\",\"part\":%s,\"quantity\":%lld,\"serial_out\":%s,\"serial_in\":%s}", use->work_order_id.text,
                                        json_quote(arena, use->part), (long long)use->quantity, json_quote(arena, use->serial_out), json_quote(arena, use->serial_in)),
        };

        return ledger_note(db, &note);
}

enum problem work_part_use(struct db *db, struct arena *arena, const struct part_use *use, const char **json, struct json_fault *fault)
{
        struct uuid use_id, entry_id;
        struct open_work work;

        TRY(working(db, arena, &use->merchant_id, &use->work_order_id, &work));
        TRY(may_be_used(db, arena, use, fault));
        uuid_new(&use_id);
        uuid_new(&entry_id);
        TRY(db_value(db, arena, &sql_use_part,
                     DB_ARGS(db_uuid(&use->merchant_id), db_uuid(&use->work_order_id), db_text(use->part), db_int(use->quantity), db_uuid(&use_id), db_uuid(&entry_id),
                             db_text(use->operation), db_text(use->serial_out), db_text(use->serial_in), db_text(use->actor)),
                     json, PROBLEM_PART_SHORT));
        return say_used(db, arena, use, &work);
}

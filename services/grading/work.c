#include "work.h"

#include "grading_sql.h"
#include "operation_plan.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "safety.h"

const char *const pause_reasons[] = { "waits_for_part", "waits_for_advice", "tool_broken", "end_of_shift", "other", NULL };

static const struct field open_fields[] = {
        FIELD(struct open_work, unit_id),
        FIELD(struct open_work, facility_id),
        FIELD(struct open_work, state),
        FIELD(struct open_work, stage),
        FIELD(struct open_work, unit_state),
        FIELD(struct open_work, currency),
        FIELD(struct open_work, rate_amount),
        FIELD(struct open_work, fixed_amount),
        FIELD(struct open_work, seconds),
        FIELD(struct open_work, parts_amount),
        FIELD(struct open_work, limit_working),
        FIELD(struct open_work, limit_paused),
        FIELD(struct open_work, limit_to_grade),
        FIELD(struct open_work, refurbishes),
};
static const struct shape open_shape = SHAPE(struct open_work, open_fields);

enum problem work_open(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *work_order_id, struct open_work *work)
{
        TRY(db_one(db, arena, &sql_select_open_work, DB_ARGS(db_uuid(merchant_id), db_uuid(work_order_id)), &open_shape, work, PROBLEM_WORK_ORDER_NOT_FOUND));
        return text_equal(work->state, "open") ? PROBLEM_OK : PROBLEM_WORK_ORDER_STATE;
}

enum problem work_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *work_order_id, const struct viewer *viewer,
                       const char **json)
{
        TRY(db_value(db, arena, &sql_select_work_order, DB_ARGS(db_uuid(merchant_id), db_uuid(work_order_id), db_text(viewer->actor), db_bool(viewer->may_review)), json,
                     PROBLEM_WORK_ORDER_NOT_FOUND));
        return **json ? PROBLEM_OK : PROBLEM_REVIEW_OPEN;
}

static enum problem brief(struct db *db, struct arena *arena, const struct work_act *act, const char **json)
{
        return db_value(db, arena, &sql_select_work_brief, DB_ARGS(db_uuid(&act->merchant_id), db_uuid(&act->work_order_id)), json, PROBLEM_INTERNAL);
}

/* What was written of the unit may put it on hold, last of all. */
static enum problem brief_after(struct db *db, struct arena *arena, const struct work_act *act, const struct uuid *unit_id, const char *note, const char **json)
{
        const char *held;

        TRY(safety_note(db, arena, &(struct noted){ act->merchant_id, *unit_id, act->actor, note }, &held));
        TRY(brief(db, arena, act, json));
        *json = with_hold(arena, *json, held);
        return PROBLEM_OK;
}

/* --- limits --- */

struct filled { int64_t count; };
static const struct field filled_fields[] = { FIELD(struct filled, count) };
static const struct shape filled_shape = SHAPE(struct filled, filled_fields);

enum problem work_take_slot(struct db *db, struct arena *arena, const struct slot *slot)
{
        struct filled filled;

        if (!slot->limit || !uuid_is_set(slot->facility_id))
                return PROBLEM_OK;
        TRY(db_exec(db, &sql_lock_work_stage, DB_ARGS(db_uuid(slot->facility_id), db_text(slot->stage)), NULL));
        TRY(db_one(db, arena, &sql_count_work, DB_ARGS(db_uuid(slot->facility_id), db_text(slot->stage)), &filled_shape, &filled, PROBLEM_INTERNAL));
        return filled.count < slot->limit || (slot->supervisor && slot->reason) ? PROBLEM_OK : PROBLEM_WORK_LIMIT;
}

/* --- beginning, pausing, going on --- */

static enum problem note(struct db *db, const struct work_act *act, const struct uuid *unit_id, const char *event, const char *payload)
{
        struct ledger_move note = { .merchant_id = act->merchant_id, .unit_id = *unit_id, .event = event, .actor = act->actor, .payload = payload };

        return ledger_note(db, &note);
}

static const char *reasons(struct arena *arena, const struct work_act *act)
{
        return arena_printf(arena, "{\"work_order_id\":\"%s\",\"reason\":%s,\"note\":%s%s%s}", act->work_order_id.text, json_quote(arena, act->reason), json_quote(arena, act->note),
                            act->over_limit ? ",\"over_limit\":" : "", act->over_limit ? json_quote(arena, act->over_limit) : "");
}

/* The unit comes to work; after an order that ended without a grade it is at work already. */
static enum problem move_to_work(struct db *db, struct arena *arena, const struct work_act *act, const struct open_work *work)
{
        struct ledger_move move = {
                .merchant_id = act->merchant_id, .unit_id = work->unit_id, .from = "received,graded", .to = "refurbishing", .event = "work_begun", .actor = act->actor,
                .payload = reasons(arena, act),
        };

        return text_equal(work->unit_state, "refurbishing") ? ledger_note(db, &move) : ledger_move(db, &move);
}

static enum problem run_clock(struct db *db, const struct work_act *act)
{
        return db_exec_one(db, &sql_start_work_time, DB_ARGS(db_uuid(&act->merchant_id), db_uuid(&act->work_order_id), db_text(act->actor)), PROBLEM_INTERNAL);
}

static enum problem begin(struct db *db, struct arena *arena, const struct work_act *act, const char *from, const char **json)
{
        struct open_work work;

        TRY(work_open(db, arena, &act->merchant_id, &act->work_order_id, &work));
        if (!text_equal(work.stage, from))
                return PROBLEM_WORK_ORDER_STATE;
        TRY(work_take_slot(db, arena, &(struct slot){ &work.facility_id, "working", work.limit_working, act->supervisor, act->reason }));
        TRY(db_exec_one(db, &sql_begin_work, DB_ARGS(db_uuid(&act->merchant_id), db_uuid(&act->work_order_id), db_text(from), db_text(act->actor)), PROBLEM_WORK_ORDER_STATE));
        TRY(run_clock(db, act));
        if (text_equal(from, "planned"))
                TRY(move_to_work(db, arena, act, &work));
        else if (!text_equal(work.unit_state, "refurbishing"))
                return PROBLEM_UNIT_STATE;
        else
                TRY(note(db, act, &work.unit_id, "work_resumed", reasons(arena, act)));
        return brief(db, arena, act, json);
}

enum problem work_start(struct db *db, struct arena *arena, const struct work_act *act, const char **json) { return begin(db, arena, act, "planned", json); }
enum problem work_resume(struct db *db, struct arena *arena, const struct work_act *act, const char **json) { return begin(db, arena, act, "paused", json); }

enum problem work_pause(struct db *db, struct arena *arena, const struct work_act *act, const char **json)
{
        struct open_work work;

        TRY(work_open(db, arena, &act->merchant_id, &act->work_order_id, &work));
        if (!text_equal(act->reason, "end_of_shift"))   /* whoever goes home stops the clock */
                TRY(work_take_slot(db, arena, &(struct slot){ &work.facility_id, "paused", work.limit_paused, act->supervisor, act->over_limit }));
        TRY(db_exec_one(db, &sql_pause_work, DB_ARGS(db_uuid(&act->merchant_id), db_uuid(&act->work_order_id), db_text(act->reason), db_text(act->note)),
                        PROBLEM_WORK_ORDER_STATE));
        TRY(db_exec_one(db, &sql_end_work_time, DB_ARGS(db_uuid(&act->merchant_id), db_uuid(&act->work_order_id)), PROBLEM_INTERNAL));
        TRY(note(db, act, &work.unit_id, "work_paused", reasons(arena, act)));
        return brief_after(db, arena, act, &work.unit_id, act->note, json);
}

enum problem work_cancel(struct db *db, struct arena *arena, const struct work_act *act, const char **json)
{
        struct open_work work;

        TRY(work_open(db, arena, &act->merchant_id, &act->work_order_id, &work));
        TRY(db_exec_one(db, &sql_cancel_work, DB_ARGS(db_uuid(&act->merchant_id), db_uuid(&act->work_order_id), db_text(act->reason)), PROBLEM_WORK_ORDER_STATE));
        TRY(note(db, act, &work.unit_id, "work_cancelled", reasons(arena, act)));
        return brief_after(db, arena, act, &work.unit_id, act->reason, json);
}

enum problem work_reschedule(struct db *db, struct arena *arena, const struct work_act *act, struct instant due_at, int64_t priority, const char **json)
{
        struct open_work work;

        TRY(work_open(db, arena, &act->merchant_id, &act->work_order_id, &work));
        TRY(db_exec_one(db, &sql_reschedule_work, DB_ARGS(db_uuid(&act->merchant_id), db_uuid(&act->work_order_id), db_instant(due_at), db_int(priority)),
                        PROBLEM_WORK_ORDER_STATE));
        return brief(db, arena, act, json);
}

/* --- ending --- */

static enum problem wrong(struct json_fault *fault, const char *field, const char *reason)
{
        *fault = (struct json_fault){ field, reason };
        return PROBLEM_INVALID_FIELD;
}

struct missing { const char *name, *text; int64_t step; };
static const struct field missing_fields[] = { FIELD(struct missing, name), FIELD(struct missing, text), FIELD(struct missing, step) };
static const struct shape missing_shape = SHAPE(struct missing, missing_fields);

/* *why: "Step 2 of Stitch is missing: Photo of the seam. So are 2 more." */
static enum problem all_steps(struct db *db, struct arena *arena, const struct work_act *act, const char **why)
{
        struct list rows;

        TRY(db_many(db, arena, &sql_list_missing_steps, DB_ARGS(db_uuid(&act->merchant_id), db_uuid(&act->work_order_id)), &missing_shape, &rows));
        if (!rows.count)
                return PROBLEM_OK;
        const struct missing *first = rows.item;
        const char *which = first->step ? arena_printf(arena, "Step %lld of %s", (long long)first->step, first->name) : first->name;
        const char *more = rows.count > 1 ? arena_printf(arena, " So %s %zu more.", rows.count == 2 ? "is" : "are", rows.count - 1) : "";
        *why = arena_printf(arena, "%s is missing: %s.%s", which, first->text, more);
        return PROBLEM_STEP_MISSING;
}

/* Minutes of labour as they are charged; the clock's unless a person says otherwise, and why. */
static enum problem minutes_of(struct arena *arena, const struct work_end *end, const struct open_work *work, int64_t *minutes, struct json_fault *fault)
{
        int64_t counted = (work->seconds + 59) / 60;

        *minutes = end->minutes < 0 ? counted : end->minutes;
        if (*minutes != counted && work->seconds >= 60 && !end->act.note)
                return wrong(fault, "note", arena_printf(arena, "is required: the clock counted %lld minutes; say why it is another number", (long long)counted));
        return PROBLEM_OK;
}

static enum problem close_order(struct db *db, const struct work_end *end, const struct open_work *work, int64_t minutes)
{
        int64_t parts = work->parts_amount + end->other_parts_amount, labour = labour_amount(work->rate_amount, minutes);
        const struct work_act *act = &end->act;
        bool costed = work->currency;

        if (text_equal(work->stage, "working"))
                TRY(db_exec_one(db, &sql_end_work_time, DB_ARGS(db_uuid(&act->merchant_id), db_uuid(&act->work_order_id)), PROBLEM_WORK_ORDER_STATE));
        return db_exec_one(db, &sql_finish_work_order,
                           DB_ARGS(db_uuid(&act->merchant_id), db_uuid(&act->work_order_id), db_text(work->stage), db_text(end->failed ? "failed" : "done"), db_int(minutes),
                                   db_int((work->seconds + 59) / 60), db_int(parts), db_text(act->note), costed ? db_int(labour) : db_null(),
                                   costed ? db_int(labour + parts + work->fixed_amount) : db_null(), db_bool(!end->failed && work->refurbishes)),
                           PROBLEM_WORK_ORDER_STATE);
}

static const char *finished(struct arena *arena, const struct work_end *end, const struct open_work *work, int64_t minutes)
{
        const struct work_act *act = &end->act;
        long long parts = work->parts_amount + end->other_parts_amount;
        const char *over = act->over_limit ? arena_printf(arena, ",\"over_limit\":%s", json_quote(arena, act->over_limit)) : "";

        return arena_printf(arena, "{\"work_order_id\":\"%s\",\"result\":\"%s\",\"minutes\":%lld,\"parts_amount\":%lld%s}", act->work_order_id.text,
                            end->failed ? "failed" : "done", (long long)minutes, parts, over);
}

/* What must be so before it may end; *minutes: how long it took. */
static enum problem may_finish(struct arena *arena, const struct work_end *end, const struct open_work *work, int64_t *minutes, struct json_fault *fault)
{
        if (text_equal(work->stage, "planned"))
                return PROBLEM_WORK_ORDER_STATE;
        if (end->failed && !end->act.note)
                return wrong(fault, "note", "is required: say why it could not be done");
        if (!end->failed && !text_equal(work->unit_state, "refurbishing"))
                return PROBLEM_UNIT_STATE;
        return minutes_of(arena, end, work, minutes, fault);
}

enum problem work_finish(struct db *db, struct arena *arena, const struct work_end *end, const char **json, const char **missing, struct json_fault *fault)
{
        const struct work_act *act = &end->act;
        struct open_work work;
        int64_t minutes;

        TRY(work_open(db, arena, &act->merchant_id, &act->work_order_id, &work));
        TRY(may_finish(arena, end, &work, &minutes, fault));
        if (!end->failed)
                TRY(all_steps(db, arena, act, missing));
        TRY(work_take_slot(db, arena, &(struct slot){ &work.facility_id, "to_grade", work.limit_to_grade, act->supervisor, act->over_limit }));
        TRY(close_order(db, end, &work, minutes));
        TRY(note(db, act, &work.unit_id, "work_finished", finished(arena, end, &work, minutes)));
        return brief_after(db, arena, act, &work.unit_id, act->note, json);
}

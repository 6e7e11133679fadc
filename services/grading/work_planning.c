/* Planning work on a unit: which operations, what they should cost and take, and whether there is room for it. */
#include "grading_sql.h"
#include "operation_plan.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "work.h"

/* A unit as planning finds it, with what holds at its facility. */
struct planning {
        struct uuid facility_id, grade_before;
        const char *state, *product_type, *currency;
        int64_t setting_version, rate, limit_planned, limit_working;
        bool has_open;
};
static const struct field planning_fields[] = {
        FIELD(struct planning, facility_id),
        FIELD(struct planning, grade_before),
        FIELD(struct planning, state),
        FIELD(struct planning, product_type),
        FIELD(struct planning, currency),
        FIELD(struct planning, setting_version),
        FIELD(struct planning, rate),
        FIELD(struct planning, limit_planned),
        FIELD(struct planning, limit_working),
        FIELD(struct planning, has_open),
};
static const struct shape planning_shape = SHAPE(struct planning, planning_fields);

/* What is planned, as the order keeps it. */
struct planned { struct buffer operations; int64_t minutes, amount, fixed; bool priced; };

static enum problem fault_at(struct arena *arena, size_t i, const char *reason, struct json_fault *fault)
{
        *fault = (struct json_fault){ arena_printf(arena, "operations[%zu].operation", i), reason };
        return PROBLEM_INVALID_FIELD;
}

static bool stands_before(const struct list *operations, const struct asked_operation *asked, size_t count, const struct operation_version *one)
{
        for (size_t i = 0; i < count; i++)
                if (operation_called(operations, asked[i].operation) == one)
                        return true;
        return false;
}

static enum problem add_operation(struct planned *planned, const struct planning *planning, const struct operation_version *one, int64_t minutes, const struct list *prices)
{
        struct arena *arena = planned->operations.arena;
        const struct money *cost = &one->body.cost;
        int64_t parts = 0;

        if (cost->amount && !text_equal(cost->currency, planning->currency))
                return PROBLEM_CURRENCY_DIFFERS;
        planned->priced = operation_parts_amount(&one->body, prices, planning->currency, &parts) && planned->priced;
        planned->minutes += minutes;
        planned->fixed += cost->amount;
        planned->amount += parts;
        buffer_printf(&planned->operations, "%s{\"operation\":\"%s\",\"name\":%s,\"minutes\":%lld,\"source\":\"%s\",\"product_type\":%s,\"version\":%lld,\"operation_id\":\"%s\"}",
                      planned->operations.length > 1 ? "," : "", one->code, json_quote(arena, one->body.name), (long long)minutes, one->source,
                      json_quote(arena, one->product_type), (long long)one->version, one->operation_id.text);
        return PROBLEM_OK;
}

static enum problem choose(struct db *db, struct arena *arena, const struct work_wish *wish, const struct planning *planning, struct planned *planned, struct json_fault *fault)
{
        const struct asked_operation *asked = wish->operations.item;
        struct list operations, prices;

        *planned = (struct planned){ .operations.arena = arena, .priced = true };
        TRY(operations_in_force(db, arena, &wish->merchant_id, planning->product_type, &operations));
        TRY(part_prices(db, arena, &wish->merchant_id, &wish->unit_id, &prices));
        buffer_text(&planned->operations, "[");
        for (size_t i = 0; i < wish->operations.count; i++) {
                const struct operation_version *one = operation_called(&operations, asked[i].operation);
                if (!one)
                        return fault_at(arena, i, "is no operation for this product type", fault);
                if (stands_before(&operations, asked, i, one))
                        return fault_at(arena, i, "stands there twice", fault);
                TRY(add_operation(planned, planning, one, asked[i].minutes ? asked[i].minutes : one->body.minutes, &prices));
        }
        buffer_text(&planned->operations, "]");
        planned->amount += planned->fixed + labour_amount(planning->rate, planned->minutes);
        return PROBLEM_OK;
}

static enum problem may_be_planned(const struct planning *planning)
{
        bool at_work = text_equal(planning->state, "refurbishing");

        if (!text_equal(planning->state, "received") && !text_equal(planning->state, "graded") && !(at_work && !planning->has_open))
                return PROBLEM_UNIT_STATE;
        return planning->has_open ? PROBLEM_WORK_ORDER_OPEN : PROBLEM_OK;
}

/* The ledger's part; the unit's row is held from here on, so that it is not graded meanwhile. */
static enum problem say(struct db *db, struct arena *arena, const struct work_wish *wish, const struct planning *planning, const struct uuid *work_order_id, const char *operations)
{
        struct ledger_move move = {
                .merchant_id = wish->merchant_id, .unit_id = wish->unit_id, .from = "received,graded", .to = "refurbishing", .event = wish->later ? "work_planned" : "work_begun",
                .actor = wish->actor,
                .payload = arena_printf(arena, "{\"work_order_id\":\"%s\",\"operations\":%s,\"reason\":%s}", work_order_id->text, operations, json_quote(arena, wish->reason)),
        };

        return wish->later || text_equal(planning->state, "refurbishing") ? ledger_note(db, &move) : ledger_move(db, &move);
}

static enum problem insert(struct db *db, const struct work_wish *wish, const struct planning *planning, const struct planned *planned, const struct uuid *work_order_id)
{
        return db_exec_one(db, &sql_insert_work_order,
                           DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(work_order_id), db_uuid(&wish->unit_id), db_text(planned->operations.text), db_text(wish->actor),
                                   db_bool(wish->later), db_int(wish->priority), db_instant(wish->due_at), db_uuid(&planning->facility_id),
                                   planning->setting_version ? db_int(planning->setting_version) : db_null(), db_text(planning->currency), db_int(planning->rate),
                                   db_int(planned->minutes), planned->priced ? db_int(planned->amount) : db_null(), db_int(planned->fixed), db_uuid(&planning->grade_before)),
                           PROBLEM_WORK_ORDER_OPEN);
}

enum problem work_plan_order(struct db *db, struct arena *arena, const struct work_wish *wish, const char **json, struct json_fault *fault)
{
        struct planning planning;
        struct planned planned;
        struct uuid work_order_id;

        TRY(db_one(db, arena, &sql_select_planning, DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(&wish->unit_id)), &planning_shape, &planning, PROBLEM_UNIT_NOT_FOUND));
        TRY(may_be_planned(&planning));
        TRY(choose(db, arena, wish, &planning, &planned, fault));
        struct slot slot = { &planning.facility_id, wish->later ? "planned" : "working", wish->later ? planning.limit_planned : planning.limit_working, wish->supervisor, wish->reason };
        TRY(work_take_slot(db, arena, &slot));
        uuid_new(&work_order_id);
        TRY(say(db, arena, wish, &planning, &work_order_id, planned.operations.text));
        TRY(insert(db, wish, &planning, &planned, &work_order_id));
        if (!wish->later)
                TRY(db_exec_one(db, &sql_start_work_time, DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(&work_order_id), db_text(wish->actor)), PROBLEM_INTERNAL));
        return db_value(db, arena, &sql_select_work_brief, DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(&work_order_id)), json, PROBLEM_INTERNAL);
}

#include "work_api.h"

#include <errno.h>

#include "grading_api.h"
#include "grading_sql.h"
#include "resale/id.h"
#include "work.h"

static bool is_supervisor(const struct request *rq) { return request_caller(rq)->roles & (ROLE_SUPERVISOR | ROLE_ADMINISTRATOR); }

/* A member of the body that is wrong, or the problem as it is. */
static enum problem with_fault(struct request *rq, enum problem problem, const struct json_fault *fault)
{
        return problem == PROBLEM_INVALID_FIELD && fault->field ? request_invalid(rq, fault->field, "%s", fault->reason) : problem;
}

/* Which stage is full, by the name that the board has for it. */
static enum problem with_stage(struct request *rq, enum problem problem, const char *stage)
{
        return problem == PROBLEM_WORK_LIMIT ? request_problem(rq, problem, "“%s” is full at this facility; a supervisor goes over its limit with a reason.", stage) : problem;
}

/* --- planning --- */

static const struct field asked_fields[] = {
        FIELD(struct asked_operation, operation, .required = true, .min = 1, .max = 60),
        FIELD(struct asked_operation, minutes, .min = 0, .max = OPERATION_MINUTES_MAX),
};
static const struct shape asked_shape = SHAPE(struct asked_operation, asked_fields);
static const char *const beginnings[] = { "now", "later", NULL };
struct plan_body { int start; struct list operations; struct instant due_at; int64_t priority; const char *reason; };
static const struct field plan_fields[] = {
        LIST(struct plan_body, operations, &asked_shape, .required = true, .min = 1, .max = 50),
        CHOICE(struct plan_body, start, beginnings),
        FIELD(struct plan_body, due_at),
        FIELD(struct plan_body, priority, .min = 0, .max = 3),
        FIELD(struct plan_body, reason, .min = 1, .max = 500),
};
static const struct shape plan_shape = SHAPE(struct plan_body, plan_fields);

enum problem post_work_orders(struct request *rq)
{
        struct work_wish wish = { .actor = request_actor(rq), .supervisor = is_supervisor(rq) };
        struct plan_body body = { 0 };
        struct json_fault fault = { 0 };
        const char *json;

        request_merchant(rq, &wish.merchant_id);
        TRY(request_uuid(rq, "unit_id", &wish.unit_id));
        TRY(request_json(rq, &plan_shape, &body));
        wish.later = body.start;
        wish.operations = body.operations;
        wish.due_at = body.due_at;
        wish.priority = body.priority ? body.priority : 2;
        wish.reason = body.reason;
        TRY(with_stage(rq, with_fault(rq, work_plan_order(request_db(rq), request_arena(rq), &wish, &json, &fault), &fault), wish.later ? "Planned" : "In work"));
        return reply_text(rq, 201, json);
}

enum problem get_work_orders(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct uuid merchant_id, unit_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_work_orders,
                          DB_ARGS(db_uuid(&merchant_id), db_uuid(&unit_id), db_text(viewer.actor), db_bool(viewer.may_review), PAGE_ARGS(&page)));
}

enum problem get_work_order(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct uuid merchant_id, work_order_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "work_order_id", &work_order_id));
        TRY(work_find(request_db(rq), request_arena(rq), &merchant_id, &work_order_id, &viewer, &json));
        return reply_text(rq, 200, json);
}

/* --- its life --- */

static enum problem read_act(struct request *rq, struct work_act *act)
{
        act->actor = request_actor(rq);
        act->supervisor = is_supervisor(rq);
        request_merchant(rq, &act->merchant_id);
        return request_uuid(rq, "work_order_id", &act->work_order_id);
}

struct reason_body { const char *reason; };
static const struct field over_fields[] = { FIELD(struct reason_body, reason, .min = 1, .max = 500) };
static const struct shape over_shape = SHAPE(struct reason_body, over_fields);
static const struct field cancel_fields[] = { FIELD(struct reason_body, reason, .required = true, .min = 1, .max = 500) };
static const struct shape cancel_shape = SHAPE(struct reason_body, cancel_fields);

typedef enum problem work_deed(struct db *db, struct arena *arena, const struct work_act *act, const char **json);

static enum problem act_with_reason(struct request *rq, const struct shape *shape, work_deed *deed)
{
        struct work_act act = { 0 };
        struct reason_body body;
        const char *json;

        TRY(read_act(rq, &act));
        TRY(request_json(rq, shape, &body));
        act.reason = body.reason;
        TRY(with_stage(rq, deed(request_db(rq), request_arena(rq), &act, &json), "In work"));
        return reply_text(rq, 200, json);
}

enum problem post_work_start(struct request *rq) { return act_with_reason(rq, &over_shape, work_start); }
enum problem post_work_resume(struct request *rq) { return act_with_reason(rq, &over_shape, work_resume); }
enum problem post_work_cancel(struct request *rq) { return act_with_reason(rq, &cancel_shape, work_cancel); }

struct pause_body { int reason; const char *note, *over_limit; };
static const struct field pause_fields[] = { CHOICE(struct pause_body, reason, pause_reasons, .required = true), FIELD(struct pause_body, note, .max = 500),
                                             FIELD(struct pause_body, over_limit, .max = 500) };
static const struct shape pause_shape = SHAPE(struct pause_body, pause_fields);

enum problem post_work_pause(struct request *rq)
{
        struct work_act act = { 0 };
        struct pause_body body = { 0 };
        const char *json;

        TRY(read_act(rq, &act));
        TRY(request_json(rq, &pause_shape, &body));
        act.reason = pause_reasons[body.reason];
        act.note = body.note;
        act.over_limit = body.over_limit;
        if (text_equal(act.reason, "other") && !act.note)
                return request_invalid(rq, "note", "is required: say what it waits for");
        TRY(with_stage(rq, work_pause(request_db(rq), request_arena(rq), &act, &json), "Blocked"));
        return reply_text(rq, 200, json);
}

struct schedule_body { struct instant due_at; int64_t priority; };
static const struct field schedule_fields[] = { FIELD(struct schedule_body, due_at), FIELD(struct schedule_body, priority, .required = true, .min = 1, .max = 3) };
static const struct shape schedule_shape = SHAPE(struct schedule_body, schedule_fields);

enum problem patch_work_order(struct request *rq)
{
        struct work_act act = { 0 };
        struct schedule_body body;
        const char *json;

        TRY(read_act(rq, &act));
        TRY(request_json(rq, &schedule_shape, &body));
        TRY(work_reschedule(request_db(rq), request_arena(rq), &act, body.due_at, body.priority, &json));
        return reply_text(rq, 200, json);
}

/* --- what is recorded --- */

/* A whole number that may be absent. */
static enum problem read_number(struct request *rq, const char *field, const char *text, int64_t min, int64_t max, int64_t *value)
{
        char *end;

        errno = 0;
        *value = strtoll(text, &end, 10);
        if (errno || *end || end == text)
                return request_invalid(rq, field, "must be a whole number");
        return *value >= min && *value <= max ? PROBLEM_OK : request_invalid(rq, field, "must be %lld to %lld", (long long)min, (long long)max);
}

struct step_body { const char *operation, *unit, *note; int64_t step; struct json_text value; struct uuid photo_id; };
static const struct field step_fields[] = {
        FIELD(struct step_body, operation, .required = true, .min = 1, .max = 40),
        FIELD(struct step_body, step, .required = true, .min = 1, .max = OPERATION_STEPS_MAX),
        FIELD(struct step_body, value),
        FIELD(struct step_body, unit, .max = 20),
        FIELD(struct step_body, photo_id),
        FIELD(struct step_body, note, .max = 500),
};
static const struct shape step_shape = SHAPE(struct step_body, step_fields);

enum problem post_work_steps(struct request *rq)
{
        struct step_done done = { .actor = request_actor(rq) };
        struct step_body body = { 0 };
        struct json_fault fault = { 0 };
        const char *json;

        request_merchant(rq, &done.merchant_id);
        TRY(request_uuid(rq, "work_order_id", &done.work_order_id));
        TRY(request_json(rq, &step_shape, &body));
        done.operation = body.operation;
        done.step = body.step;
        done.unit = body.unit;
        done.photo_id = body.photo_id;
        done.note = body.note;
        done.has_value = body.value.text;
        if (done.has_value)
                TRY(read_number(rq, "value", body.value.text, INT64_MIN, INT64_MAX, &done.value));
        TRY(with_fault(rq, work_step_record(request_db(rq), request_arena(rq), &done, &json, &fault), &fault));
        return reply_text(rq, 201, json);
}

static const struct field use_fields[] = {
        FIELD(struct part_use, part, .required = true, .min = 1, .max = 32),
        FIELD(struct part_use, quantity, .required = true, .min = 1, .max = 1000),
        FIELD(struct part_use, operation, .max = 40),
        FIELD(struct part_use, serial_out, .max = 60),
        FIELD(struct part_use, serial_in, .max = 60),
};
static const struct shape use_shape = SHAPE(struct part_use, use_fields);

enum problem post_work_parts(struct request *rq)
{
        struct part_use use = { 0 };
        struct json_fault fault = { 0 };
        const char *json;

        TRY(request_json(rq, &use_shape, &use));
        use.actor = request_actor(rq);
        request_merchant(rq, &use.merchant_id);
        TRY(request_uuid(rq, "work_order_id", &use.work_order_id));
        TRY(with_fault(rq, work_part_use(request_db(rq), request_arena(rq), &use, &json, &fault), &fault));
        return reply_text(rq, 201, json);
}

/* --- its end --- */

static const char *const result_names[] = { "done", "failed", NULL };
struct finish_body { int result; struct json_text minutes; int64_t parts_amount; const char *note, *over_limit; };
static const struct field finish_fields[] = {
        CHOICE(struct finish_body, result, result_names, .required = true),
        FIELD(struct finish_body, minutes),
        FIELD(struct finish_body, parts_amount, .min = 0, .max = 1000000000),
        FIELD(struct finish_body, note, .max = 1000),
        FIELD(struct finish_body, over_limit, .max = 500),
};
static const struct shape finish_shape = SHAPE(struct finish_body, finish_fields);

enum problem post_finish(struct request *rq)
{
        struct work_end end = { .minutes = -1 };
        struct finish_body body = { 0 };
        struct json_fault fault = { 0 };
        const char *json, *missing = "";

        TRY(read_act(rq, &end.act));
        TRY(request_json(rq, &finish_shape, &body));
        if (body.minutes.text)
                TRY(read_number(rq, "minutes", body.minutes.text, 0, 100000, &end.minutes));
        end.failed = body.result;
        end.other_parts_amount = body.parts_amount;
        end.act.note = body.note;
        end.act.over_limit = body.over_limit;
        enum problem problem = work_finish(request_db(rq), request_arena(rq), &end, &json, &missing, &fault);
        if (problem == PROBLEM_STEP_MISSING)
                return request_problem(rq, problem, "%s", missing);
        TRY(with_stage(rq, with_fault(rq, problem, &fault), "To grade"));
        return reply_text(rq, 200, json);
}

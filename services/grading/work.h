#ifndef GRADING_WORK_H
#define GRADING_WORK_H

#include "operation.h"
#include "resale/auth.h"

/*
 * Work orders: planned -> working <-> paused -> done or failed; planned -> cancelled. A unit has one that is open. While it is planned the unit stays where it is;
 * when it begins the unit is refurbishing. *why is words for people, NULL where the problem's title says it all.
 */
struct asked_operation { const char *operation; int64_t minutes; };   /* by code or name; minutes 0: those of the catalogue */
struct work_wish {
        struct uuid merchant_id, unit_id;
        const char *actor;
        bool later, supervisor;      /* later: it is planned and does not begin yet */
        struct list operations;      /* struct asked_operation */
        struct instant due_at;
        int64_t priority;            /* 1 first, 2, 3 */
        const char *reason;          /* of a supervisor who goes over a limit */
};
/* UNIT_NOT_FOUND, UNIT_STATE, WORK_ORDER_OPEN, INVALID_FIELD with *fault (an operation that is none, or twice), CURRENCY_DIFFERS, WORK_LIMIT. */
enum problem work_plan_order(struct db *db, struct arena *arena, const struct work_wish *wish, const char **json, struct json_fault *fault) MUST_USE;

/* over_limit: why a supervisor goes over the limit of a stage, of a pause or the end. */
struct work_act { struct uuid merchant_id, work_order_id; const char *actor; bool supervisor; const char *reason, *note, *over_limit; };
enum problem work_start(struct db *db, struct arena *arena, const struct work_act *act, const char **json) MUST_USE;    /* also a paused one; WORK_ORDER_NOT_FOUND, …_STATE, WORK_LIMIT, UNIT_STATE */
enum problem work_resume(struct db *db, struct arena *arena, const struct work_act *act, const char **json) MUST_USE;   /* the same */
enum problem work_pause(struct db *db, struct arena *arena, const struct work_act *act, const char **json) MUST_USE;    /* WORK_ORDER_NOT_FOUND, …_STATE, WORK_LIMIT but at the end of a shift */
enum problem work_cancel(struct db *db, struct arena *arena, const struct work_act *act, const char **json) MUST_USE;   /* WORK_ORDER_NOT_FOUND, WORK_ORDER_STATE */
enum problem work_reschedule(struct db *db, struct arena *arena, const struct work_act *act, struct instant due_at, int64_t priority, const char **json) MUST_USE;   /* the same */
enum problem work_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *work_order_id, const struct viewer *viewer,
                       const char **json) MUST_USE;
extern const char *const pause_reasons[];

/* minutes -1: those that were counted. Others need a note that says why, unless the clock ran for less than a minute: then the work was written down afterwards. */
struct work_end { struct work_act act; bool failed; int64_t minutes, other_parts_amount; };
/* The same, WORK_LIMIT of what waits to be graded, STEP_MISSING (*missing: which, in words), INVALID_FIELD with *fault: failed without a note, other minutes without one. */
enum problem work_finish(struct db *db, struct arena *arena, const struct work_end *end, const char **json, const char **missing, struct json_fault *fault) MUST_USE;

/* One step, as it was carried out. has_value: a measure was taken. */
struct step_done {
        struct uuid merchant_id, work_order_id, photo_id;
        const char *actor, *operation, *unit, *note;
        int64_t step, value;
        bool has_value;
};
/* WORK_ORDER_NOT_FOUND, WORK_ORDER_STATE, STEP_NOT_FOUND, INVALID_FIELD with *fault: no value or unit, out of range, a photo that is not of this unit and shot. */
enum problem work_step_record(struct db *db, struct arena *arena, const struct step_done *done, const char **json, struct json_fault *fault) MUST_USE;

struct part_use {
        struct uuid merchant_id, work_order_id;
        const char *actor, *part, *operation, *serial_out, *serial_in;
        int64_t quantity;
};
/* WORK_ORDER_NOT_FOUND, WORK_ORDER_STATE, PART_NOT_FOUND, PART_SHORT, CURRENCY_DIFFERS, INVALID_FIELD with *fault: no such operation in the order, a serial is missing. */
enum problem work_part_use(struct db *db, struct arena *arena, const struct part_use *use, const char **json, struct json_fault *fault) MUST_USE;

/* An open order as the acts on it need it. WORK_ORDER_NOT_FOUND, WORK_ORDER_STATE unless it is open. */
struct open_work {
        struct uuid unit_id, facility_id;
        const char *state, *stage, *unit_state, *currency;
        int64_t rate_amount, fixed_amount, seconds, parts_amount, limit_working, limit_paused, limit_to_grade;
        bool refurbishes;
};
enum problem work_open(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *work_order_id, struct open_work *work) MUST_USE;
/* WORK_LIMIT when the stage of the facility is full; a supervisor with a reason goes over it. limit 0: none. */
struct slot { const struct uuid *facility_id; const char *stage; int64_t limit; bool supervisor; const char *reason; };
enum problem work_take_slot(struct db *db, struct arena *arena, const struct slot *slot) MUST_USE;

#endif

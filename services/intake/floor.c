#include "floor.h"

#include "intake_sql.h"
#include "resale/feed.h"

enum problem floor_stages(struct db *db, struct arena *arena, const struct uuid *facility_id, const char **json)
{
        return db_value(db, arena, &sql_select_floor, DB_ARGS(db_uuid(facility_id)), json, PROBLEM_INTERNAL);
}

enum problem floor_dock_times(struct db *db, struct arena *arena, const struct uuid *facility_id, const char **json)
{
        return db_value(db, arena, &sql_select_dock_times, DB_ARGS(db_uuid(facility_id)), json, PROBLEM_INTERNAL);
}

enum problem floor_people(struct db *db, struct arena *arena, const char **json)
{
        return db_value(db, arena, &sql_list_people, DB_NO_ARGS, json, PROBLEM_INTERNAL);
}

enum problem unit_whereabouts(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct viewer *viewer,
                              const char **json)
{
        return db_value(db, arena, &sql_select_whereabouts, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id), db_text(viewer->actor), db_bool(viewer->may_review)), json,
                        PROBLEM_UNIT_NOT_FOUND);
}

/* --- what the ledger says --- */

static bool has_left(const char *state)
{
        static const char *const states[] = { "returned_to_merchant", "liquidated", "donated", "recycled", "destroyed", "missing" };

        for (size_t i = 0; i < ARRAY_LEN(states); i++)
                if (text_equal(states[i], state))
                        return true;
        return false;
}

static enum problem at_event(struct db *db, const struct sql *sql, const struct feed_event *event)
{
        return db_exec(db, sql, DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id), db_instant(event->at)), NULL);
}

static enum problem take_event(struct db *db, struct arena *arena, const struct feed_event *event)
{
        const char *from = event->from_state;
        bool left = has_left(event->to_state);

        (void)arena;
        if (text_equal(from, event->to_state))
                return PROBLEM_OK;
        if (left || text_equal(event->to_state, "picked"))
                TRY(at_event(db, &sql_leave_place, event));
        if (left)
                TRY(at_event(db, &sql_end_forward, event));
        if (text_equal(event->to_state, "quarantined"))
                return db_exec(db, &sql_keep_hold,
                               DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id), db_text(event->payload), db_instant(event->at)), NULL);
        if (text_equal(from, "quarantined"))
                return at_event(db, &sql_end_hold, event);
        if (text_equal(event->to_state, "graded") && (text_equal(from, "received") || text_equal(from, "refurbishing")))
                return db_exec(db, &sql_insert_dock_time,
                               DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id), db_int(event->sequence), db_instant(event->at)), NULL);
        return PROBLEM_OK;
}

enum problem floor_step(struct db *db, struct arena *arena, bool *more)
{
        return feed_step(db, arena, "floor", take_event, more);
}

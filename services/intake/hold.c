#include "intake.h"
#include "intake_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"

enum problem unit_hold(struct db *db, struct arena *arena, const struct hold *hold)
{
        struct uuid hold_id;
        struct ledger_move move = {
                .merchant_id = hold->merchant_id, .unit_id = hold->unit_id, .from = "received,refurbishing,graded,listed,claimed", .to = "quarantined",
                .event = "held", .actor = hold->actor, .payload = arena_printf(arena, "{\"reason\":%s}", json_quote(arena, hold->reason)),
        };

        uuid_new(&hold_id);
        TRY(ledger_move(db, &move));
        return db_exec(db, &sql_insert_hold,
                       DB_ARGS(db_uuid(&hold->merchant_id), db_uuid(&hold_id), db_uuid(&hold->unit_id), db_text(hold->reason), db_text(hold->actor)), NULL);
}

enum problem unit_release(struct db *db, struct arena *arena, const struct hold *hold)
{
        const char *held_from;
        struct unit unit;

        TRY(ledger_unit(db, arena, &hold->merchant_id, &hold->unit_id, &unit));
        TRY(db_value(db, arena, &sql_select_held_from, DB_ARGS(db_uuid(&hold->merchant_id), db_uuid(&hold->unit_id)), &held_from, PROBLEM_UNIT_STATE));
        struct ledger_move move = {
                .merchant_id = hold->merchant_id, .unit_id = hold->unit_id, .from = "quarantined", .to = held_from, .event = "released", .actor = hold->actor,
                .payload = arena_printf(arena, "{\"reason\":%s}", json_quote(arena, hold->reason)),
        };
        TRY(ledger_move(db, &move));
        return db_exec(db, &sql_end_hold, DB_ARGS(db_uuid(&hold->merchant_id), db_uuid(&hold->unit_id)), NULL);
}

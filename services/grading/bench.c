#include "bench.h"

#include "grading_sql.h"
#include "resale/ledger.h"

static enum problem read(struct db *db, struct arena *arena, const struct opening *opening, const struct unit *unit, const char **json)
{
        const char *beside;
        struct asked asked;

        TRY(rubric_for_unit(db, arena, &opening->merchant_id, &opening->unit_id, &asked));
        TRY(db_value(db, arena, &sql_select_bench, DB_ARGS(db_uuid(&opening->merchant_id), db_uuid(&opening->unit_id), db_text(opening->actor)), &beside, PROBLEM_UNIT_NOT_FOUND));
        *json = arena_printf(arena, "{\"unit\":%s,\"rubric_id\":\"%s\",\"rubric_version\":%lld,\"rubric\":%s,\"work_open\":%s,\"work_finished\":%s,\"bench\":%s}",
                             json_write(arena, &unit_shape, unit), asked.rubric_id.text, (long long)asked.version, asked.body, asked.work_open ? "true" : "false",
                             asked.work_finished ? "true" : "false", beside);
        return PROBLEM_OK;
}

enum problem bench_read(struct db *db, struct arena *arena, const struct opening *opening, const char **json)
{
        struct unit unit;

        TRY(ledger_unit(db, arena, &opening->merchant_id, &opening->unit_id, &unit));
        return read(db, arena, opening, &unit, json);
}

static bool may_be_held(const struct unit *unit)
{
        return text_equal(unit->state, "received") || text_equal(unit->state, "refurbishing") || text_equal(unit->state, "graded");
}

static enum problem keep_identity(struct db *db, const struct opening *opening)
{
        const struct identity *identity = &opening->identity;

        if (!identity->lot && !identity->serial)
                return PROBLEM_OK;
        return db_exec(db, &sql_upsert_identity,
                       DB_ARGS(db_uuid(&opening->merchant_id), db_uuid(&opening->unit_id), db_text(identity->serial), db_text(identity->lot), db_text(opening->actor)), NULL);
}

/* Kept first: what a label says counts also where it puts nothing on hold yet. */
static enum problem look_for_recall(struct db *db, struct arena *arena, const struct opening *opening, const struct unit *unit, const char **json, bool *held)
{
        struct grading nothing = { .merchant_id = opening->merchant_id, .unit_id = opening->unit_id, .actor = opening->actor };
        struct hold hold = { 0 };

        TRY(keep_identity(db, opening));
        if (may_be_held(unit))
                TRY(safety_recalled(db, arena, &opening->merchant_id, &opening->unit_id, &opening->identity, &hold));
        *held = hold.kind;
        return *held ? safety_hold(db, arena, &nothing, NULL, &hold, json) : PROBLEM_OK;
}

enum problem unit_identify(struct db *db, struct arena *arena, const struct opening *opening, const char **json, bool *held)
{
        struct unit unit;

        TRY(ledger_unit(db, arena, &opening->merchant_id, &opening->unit_id, &unit));
        TRY(look_for_recall(db, arena, opening, &unit, json, held));
        return *held ? PROBLEM_OK : db_value(db, arena, &sql_select_identity, DB_ARGS(db_uuid(&opening->merchant_id), db_uuid(&opening->unit_id)), json, PROBLEM_UNIT_NOT_FOUND);
}

enum problem bench_go_on(struct db *db, struct arena *arena, const struct opening *opening, const char **json)
{
        struct unit unit;

        TRY(ledger_unit(db, arena, &opening->merchant_id, &opening->unit_id, &unit));
        if (may_be_held(&unit) && !text_equal(unit.state, "graded"))
                TRY(db_exec(db, &sql_take_lease, DB_ARGS(db_uuid(&opening->merchant_id), db_uuid(&opening->unit_id), db_text(opening->actor), db_bool(false)), NULL));
        return db_value(db, arena, &sql_select_lease, DB_ARGS(db_uuid(&opening->merchant_id), db_uuid(&opening->unit_id), db_text(opening->actor)), json, PROBLEM_INTERNAL);
}

enum problem bench_open(struct db *db, struct arena *arena, const struct opening *opening, const char **json, bool *held)
{
        struct unit unit;

        TRY(ledger_unit(db, arena, &opening->merchant_id, &opening->unit_id, &unit));
        TRY(look_for_recall(db, arena, opening, &unit, json, held));
        if (*held)
                return PROBLEM_OK;
        if (!text_equal(unit.state, "graded") && may_be_held(&unit))
                TRY(db_exec(db, &sql_take_lease, DB_ARGS(db_uuid(&opening->merchant_id), db_uuid(&opening->unit_id), db_text(opening->actor), db_bool(opening->take_over)), NULL));
        return read(db, arena, opening, &unit, json);
}

struct why { const char *state, *held_because, *graded_at; };
static const struct field why_fields[] = { FIELD(struct why, state), FIELD(struct why, held_because), FIELD(struct why, graded_at) };
static const struct shape why_shape = SHAPE(struct why, why_fields);

enum problem bench_why(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **why)
{
        struct why w;

        TRY(db_one(db, arena, &sql_select_unit_why, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &why_shape, &w, PROBLEM_UNIT_NOT_FOUND));
        if (text_equal(w.state, "quarantined"))
                *why = arena_printf(arena, "The unit is on hold: %s", w.held_because ? w.held_because : "its reason is in its history.");
        else if (text_equal(w.state, "graded") && w.graded_at)
                *why = arena_printf(arena, "The unit was graded already, at %s: that grade stands.", w.graded_at);
        else if (text_equal(w.state, "received") || text_equal(w.state, "refurbishing"))
                *why = "The unit has moved on since it was opened: open it again.";
        else if (text_equal(w.state, "listed") || text_equal(w.state, "claimed"))
                *why = arena_printf(arena, "The unit was graded already and is %s: that grade stands until its listing is withdrawn.", w.state);
        else
                *why = arena_printf(arena, "The unit is not at the bench: it is %s.", w.state);
        return PROBLEM_OK;
}

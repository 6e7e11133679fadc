#include "common_sql.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "resale/scan.h"

static const struct field unit_fields[] = {
        FIELD(struct unit, merchant_id),
        FIELD(struct unit, unit_id),
        FIELD(struct unit, lpn),
        FIELD(struct unit, state),
        FIELD(struct unit, sku),
        FIELD(struct unit, product_type),
        FIELD(struct unit, title),
        FIELD(struct unit, trip),
        FIELD(struct unit, version),
        FIELD(struct unit, changed_at),
};
const struct shape unit_shape = SHAPE(struct unit, unit_fields);

/* The new sequence; 0: another state; null: no such unit. */
static enum problem ask(struct db *db, const struct sql *sql, struct db_args args)
{
        struct arena *arena = arena_new();
        const char *text = NULL;
        enum problem problem = db_value(db, arena, sql, args, &text, PROBLEM_UNIT_NOT_FOUND);

        if (problem == PROBLEM_OK && text_equal(text, "0"))
                problem = PROBLEM_UNIT_STATE;
        arena_free(arena);
        return problem;
}

enum problem ledger_move(struct db *db, const struct ledger_move *move)
{
        return ask(db, &sql_ledger_move, DB_ARGS(db_uuid(&move->merchant_id), db_uuid(&move->unit_id), db_text(move->from), db_text(move->to),
                                                 db_text(move->event), db_text(move->actor), db_text(move->payload)));
}

enum problem ledger_note(struct db *db, const struct ledger_move *note)
{
        return ask(db, &sql_ledger_note, DB_ARGS(db_uuid(&note->merchant_id), db_uuid(&note->unit_id), db_text(note->event), db_text(note->actor),
                                                 db_text(note->payload)));
}

enum problem ledger_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct unit *unit)
{
        return db_one(db, arena, &sql_select_unit, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &unit_shape, unit, PROBLEM_UNIT_NOT_FOUND);
}

bool ledger_plate(struct arena *arena, const char *scanned, struct plate *plate)
{
        struct scan scan;

        if (!scan_read(arena, scanned, strlen(scanned), &scan) || !scan.candidates.count)
                return false;
        const struct scan_candidate *first = scan.candidates.item;
        return first->kind == SCAN_PLATE && plate_parse(first->text, plate);
}

enum problem ledger_unit_by_plate(struct db *db, struct arena *arena, const char *scanned, struct unit *unit)
{
        struct plate plate;

        if (!ledger_plate(arena, scanned, &plate))
                return PROBLEM_CODE_UNKNOWN;
        return db_one(db, arena, &sql_select_unit_by_plate, DB_ARGS(db_int(plate_merchant(&plate)), db_text(plate.text)), &unit_shape, unit,
                      PROBLEM_CODE_UNKNOWN);
}

enum problem ledger_history(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json)
{
        return db_value(db, arena, &sql_select_unit_history, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), json, PROBLEM_UNIT_NOT_FOUND);
}

#include "intake.h"
#include "intake_sql.h"
#include "resale/json.h"
#include "resale/ledger.h"

static const struct { const char *kind, *member; const struct sql *sql; } looks[] = {
        { "tracking_number", "shipments", &sql_scan_tracking },
        { "rma", "shipments", &sql_scan_rma },
        { "order", "shipments", &sql_scan_order },
        { "resale_return", "returns", &sql_scan_return },
};

/* AIM identifiers ("]C1") and the blanks around a code are the scanner's, not the code's. */
static const char *bare(struct arena *arena, const char *code)
{
        code += strspn(code, " \t\r\n");
        if (code[0] == ']' && code[1] && code[2])
                code += 3;
        size_t length = strlen(code);
        while (length && strchr(" \t\r\n", code[length - 1]))
                length--;
        return arena_copy(arena, code, length);
}

enum problem scan_resolve(struct db *db, struct arena *arena, const char *code, const char **json)
{
        struct unit unit;
        const char *found;

        code = bare(arena, code);
        enum problem problem = ledger_unit_by_plate(db, arena, code, &unit);
        if (problem == PROBLEM_OK) {
                *json = arena_printf(arena, "{\"kind\":\"unit\",\"unit\":%s}", json_write(arena, &unit_shape, &unit));
                return PROBLEM_OK;
        }
        if (problem != PROBLEM_CODE_UNKNOWN)
                return problem;
        for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
                problem = db_value(db, arena, looks[i].sql, DB_ARGS(db_text(code)), &found, PROBLEM_CODE_UNKNOWN);
                if (problem == PROBLEM_OK)
                        *json = arena_printf(arena, "{\"kind\":\"%s\",\"%s\":%s}", looks[i].kind, looks[i].member, found);
                if (problem != PROBLEM_CODE_UNKNOWN)
                        return problem;
        }
        return PROBLEM_CODE_UNKNOWN;
}

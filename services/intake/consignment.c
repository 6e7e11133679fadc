#include "consignment.h"
#include "intake_sql.h"
#include "resale/id.h"
#include "resale/plan.h"
#include "resale/scan.h"
#include "intake.h"

enum { PIECES_MAX = 10000000 };

/* Rows are in csv_row, all well by themselves. */
static enum problem keep(struct db *db, const struct manifest_notice *notice, const struct uuid *shipment_id, const struct manifest_reading *reading)
{
        TRY(db_exec_one(db, &sql_insert_consignment,
                        DB_ARGS(db_uuid(&notice->merchant_id), db_uuid(shipment_id), db_text(notice->reference), db_text(notice->tracking_number), db_text(notice->carrier),
                                db_int(reading->lines), db_int(reading->pieces), db_bool(notice->blind_count), db_text(notice->actor)),
                        PROBLEM_MERCHANT_NOT_FOUND));
        TRY(db_exec(db, &sql_insert_manifest_lines, DB_ARGS(db_uuid(&notice->merchant_id), db_uuid(shipment_id)), NULL));
        return db_exec(db, &sql_delete_manifest_rows, DB_ARGS(db_uuid(shipment_id)), NULL);
}

enum problem manifest_import(struct db *db, struct arena *arena, const struct manifest_notice *notice, int file, struct csv_report *report, struct manifest_made *made)
{
        struct manifest_reading reading = { 0 };
        struct csv_imported imported;
        struct uuid shipment_id;

        uuid_new(&shipment_id);
        TRY(plan_includes_resale(db, arena, &notice->merchant_id));
        TRY(db_value(db, arena, &sql_select_merchant_currency, DB_ARGS(db_uuid(&notice->merchant_id)), &reading.currency, PROBLEM_MERCHANT_NOT_FOUND));
        TRY(db_exec(db, &sql_take_long, DB_NO_ARGS, NULL));
        TRY(csv_import(db, file, &manifest_file, &reading, &shipment_id, report, &imported));
        if (!reading.lines)
                csv_complain(report, 1, NULL, "no line of the file announces a piece");
        if (reading.pieces > PIECES_MAX)
                csv_complain(report, 1, NULL, "more than %d pieces; announce them as several consignments", PIECES_MAX);
        TRY(csv_check(db, &sql_check_manifest, DB_ARGS(db_uuid(&shipment_id)), report));
        TRY(keep(db, notice, &shipment_id, &reading));
        *made = (struct manifest_made){ .lines = reading.lines, .pieces = reading.pieces, .passed_over = reading.passed_over, .unknown = imported.unknown };
        return shipment_find(db, arena, &notice->merchant_id, &shipment_id, &made->shipment);
}

enum problem code_forms(struct arena *arena, const char *code, const char **gtin, const char **text)
{
        struct scan scan;

        if (!scan_read(arena, code, strlen(code), &scan))
                return PROBLEM_CODE_UNKNOWN;
        const struct scan_candidate *candidate = scan.candidates.item;
        *text = scan.text;
        *gtin = NULL;
        for (size_t i = 0; i < scan.candidates.count && !*gtin; i++)
                if (candidate[i].kind == SCAN_PRODUCT)
                        *gtin = candidate[i].gtin;
        return PROBLEM_OK;
}

struct part { const char *text; struct uuid last; };
static const struct field part_fields[] = { FIELD(struct part, text), FIELD(struct part, last) };
static const struct shape part_shape = SHAPE(struct part, part_fields);

static enum problem write_parts(struct db *db, const struct sql *sql, const struct uuid *merchant_id, const struct uuid *shipment_id, take_part *take, void *context)
{
        struct arena *arena = arena_new();
        struct part part = { .last = { "00000000-0000-0000-0000-000000000000" } };
        struct uuid last;
        enum problem problem;

        do {
                last = part.last;
                arena_reset(arena);
                problem = db_one(db, arena, sql, DB_ARGS(db_uuid(merchant_id), db_uuid(shipment_id), db_uuid(&last)), &part_shape, &part, PROBLEM_LINE_NOT_FOUND);
                if (problem == PROBLEM_OK)
                        problem = take(context, part.text, strlen(part.text));
        } while (problem == PROBLEM_OK);
        arena_free(arena);
        return problem == PROBLEM_LINE_NOT_FOUND ? PROBLEM_OK : problem;
}

enum problem report_write(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id, take_part *take, void *context)
{
        static const char names[] = "line,sku,barcode,title,carton,condition,expected,received,damaged_in_transit,wrong_item,short,outcome,plate,note\r\n";
        const char *report;

        TRY(shipment_report(db, arena, merchant_id, shipment_id, &report));
        TRY(take(context, names, sizeof names - 1));
        TRY(write_parts(db, &sql_report_lines, merchant_id, shipment_id, take, context));
        return write_parts(db, &sql_report_strangers, merchant_id, shipment_id, take, context);
}

#include "intake.h"
#include "intake_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/outbox.h"
#include "resale/plan.h"

static const struct field line_fields[] = {
        FIELD(struct announced_line, sku, .required = true, .min = 1, .max = 200),
        FIELD(struct announced_line, barcode, .min = 1, .max = 50),
        FIELD(struct announced_line, title, .required = true, .min = 1, .max = 500),
        FIELD(struct announced_line, product_type, .min = 1, .max = 200),
        FIELD(struct announced_line, vendor, .min = 1, .max = 200),
        FIELD(struct announced_line, product_id, .min = 1, .max = 100),
        FIELD(struct announced_line, variant_id, .min = 1, .max = 100),
        FIELD(struct announced_line, price, .required = true),
};
const struct shape announced_line_shape = SHAPE(struct announced_line, line_fields);

enum problem shipment_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id, const char **json)
{
        return db_value(db, arena, &sql_select_shipment, DB_ARGS(db_uuid(merchant_id), db_uuid(shipment_id)), json, PROBLEM_SHIPMENT_NOT_FOUND);
}

enum problem shipment_announce(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct announcement *announcement, const char **json)
{
        struct buffer lines = { .arena = arena };
        struct uuid shipment_id;

        for (size_t i = 0; i < announcement->lines.count; i++) {
                buffer_text(&lines, i ? "," : "[");
                buffer_text(&lines, json_write(arena, &announced_line_shape, (const struct announced_line *)announcement->lines.item + i));
        }
        buffer_text(&lines, "]");
        TRY(plan_includes_resale(db, arena, merchant_id));
        uuid_new(&shipment_id);
        TRY(db_exec_one(db, &sql_insert_shipment,
                        DB_ARGS(db_uuid(merchant_id), db_uuid(&shipment_id), db_text(announcement->rma), db_text(announcement->tracking_number),
                                db_text(announcement->carrier)),
                        PROBLEM_MERCHANT_NOT_FOUND));
        TRY(db_exec(db, &sql_insert_shipment_lines, DB_ARGS(db_uuid(merchant_id), db_uuid(&shipment_id), db_text(lines.text)), NULL));
        return shipment_find(db, arena, merchant_id, &shipment_id, json);
}

static enum problem state_of(struct db *db, struct arena *arena, const struct sql *sql, const struct uuid *merchant_id, const struct uuid *shipment_id, const char **state)
{
        return db_value(db, arena, sql, DB_ARGS(db_uuid(merchant_id), db_uuid(shipment_id)), state, PROBLEM_SHIPMENT_NOT_FOUND);
}

enum problem shipment_report(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id, const char **report)
{
        const char *state;

        TRY(state_of(db, arena, &sql_select_shipment_state, merchant_id, shipment_id, &state));
        return db_value(db, arena, &sql_select_report, DB_ARGS(db_uuid(merchant_id), db_uuid(shipment_id)), report, PROBLEM_SHIPMENT_OPEN);
}

enum problem shipment_close(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *shipment_id, const char **report)
{
        const char *state;

        TRY(state_of(db, arena, &sql_lock_shipment, merchant_id, shipment_id, &state));
        if (text_equal(state, "closed"))
                return PROBLEM_SHIPMENT_CLOSED;
        if (text_equal(state, "counting"))
                return PROBLEM_COUNT_STATE;
        TRY(db_exec(db, &sql_take_long, DB_NO_ARGS, NULL));
        TRY(db_exec(db, &sql_short_lines, DB_ARGS(db_uuid(merchant_id), db_uuid(shipment_id)), NULL));
        TRY(db_value(db, arena, &sql_close_shipment, DB_ARGS(db_uuid(merchant_id), db_uuid(shipment_id)), report, PROBLEM_INTERNAL));
        return outbox_add(db, merchant_id, "shipment.closed", *report);
}

enum { IMPORTED_AT_ONCE = 200 };   /* as import_routed.sql says */
struct importing { struct arena *arena; const char *count; };

static enum problem import(struct db *db, void *context)
{
        struct importing *importing = context;

        TRY(db_exec(db, &sql_begin_import, DB_NO_ARGS, NULL));
        return db_value(db, importing->arena, &sql_import_routed, DB_NO_ARGS, &importing->count, PROBLEM_INTERNAL);
}

enum problem import_step(struct db *db, struct arena *arena, bool *more)
{
        struct importing importing = { .arena = arena };
        const char *waiting;

        TRY(db_value(db, arena, &sql_select_routed_waiting, DB_NO_ARGS, &waiting, PROBLEM_INTERNAL));
        *more = false;
        if (text_equal(waiting, "false"))
                return PROBLEM_OK;
        TRY(db_transaction(db, import, &importing));
        *more = strtoll(importing.count, NULL, 10) == IMPORTED_AT_ONCE;
        return PROBLEM_OK;
}

#include "decision.h"

#include "resale/id.h"
#include "routing_sql.h"
#include "setup.h"

static const struct field line_fields[] = {
        FIELD(struct return_line, line_id),
        FIELD(struct return_line, line_item_id),
        FIELD(struct return_line, destination_id),
        FIELD(struct return_line, kind),
        FIELD(struct return_line, sku),
        FIELD(struct return_line, barcode),
        FIELD(struct return_line, title),
        FIELD(struct return_line, product_id),
        FIELD(struct return_line, variant_id),
        FIELD(struct return_line, product_type),
        FIELD(struct return_line, vendor),
        FIELD(struct return_line, return_reason),
        FIELD(struct return_line, price_amount),
        FIELD(struct return_line, currency),
        FIELD(struct return_line, trace),
};
static const struct shape line_shape = SHAPE(struct return_line, line_fields);

static const char *write_lines(struct arena *arena, const struct list *lines)
{
        struct buffer out = { .arena = arena };

        for (size_t i = 0; i < lines->count; i++) {
                buffer_text(&out, i ? "," : "[");
                buffer_text(&out, json_write(arena, &line_shape, (const struct return_line *)lines->item + i));
        }
        buffer_text(&out, lines->count ? "]" : "[]");
        return out.text;
}

enum problem return_decide(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct routed_return *returned, const char **lines,
                           const char **conflicts)
{
        struct setup setup = { 0 };

        TRY(plan_includes_resale(db, arena, merchant_id));
        TRY(setup_load(db, arena, merchant_id, &setup));
        TRY(lines_complete(db, arena, merchant_id, &returned->lines));
        TRY(routing_decide(arena, &setup, &returned->lines, conflicts));
        *lines = write_lines(arena, &returned->lines);
        return PROBLEM_OK;
}

enum problem return_route(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct routed_return *returned)
{
        const char *lines, *conflicts;
        struct uuid decision_id;

        TRY(return_decide(db, arena, merchant_id, returned, &lines, &conflicts));
        uuid_new(&decision_id);
        return db_exec(db, &sql_insert_decision,
                       DB_ARGS(db_uuid(merchant_id), db_uuid(&decision_id), db_text(returned->provider_return_id), db_text(returned->order_name),
                               db_text(returned->provider_order_id), db_text(returned->tracking_number), db_text(returned->carrier), db_text(conflicts),
                               db_text(lines)),
                       NULL);
}

enum problem decision_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *decision_id, const char **json)
{
        return db_value(db, arena, &sql_select_decision, DB_ARGS(db_uuid(merchant_id), db_uuid(decision_id)), json, PROBLEM_DECISION_NOT_FOUND);
}

enum problem decision_track(struct db *db, const struct uuid *merchant_id, const char *provider_return_id, const char *tracking_number, const char *carrier)
{
        return db_exec(db, &sql_update_decision_tracking,
                       DB_ARGS(db_uuid(merchant_id), db_text(provider_return_id), db_text(tracking_number), db_text(carrier)), NULL);
}

#include "decision.h"

#include "resale/id.h"
#include "resale/plan.h"
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
        FIELD(struct return_line, price),
        FIELD(struct return_line, trace),
};
static const struct shape line_shape = SHAPE(struct return_line, line_fields);

static const struct field label_fields[] = { FIELD(struct label, tracking_number), FIELD(struct label, carrier) };
static const struct shape label_shape = SHAPE(struct label, label_fields);

static const char *write_list(struct arena *arena, const struct shape *shape, const struct list *list)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "[");
        for (size_t i = 0; i < list->count; i++)
                buffer_printf(&out, "%s%s", i ? "," : "", json_write(arena, shape, (const char *)list->item + i * shape->size));
        buffer_text(&out, "]");
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
        *lines = write_list(arena, &line_shape, &returned->lines);
        return PROBLEM_OK;
}

struct decided { struct uuid decision_id; };
static const struct field decided_fields[] = { FIELD(struct decided, decision_id) };
static const struct shape decided_shape = SHAPE(struct decided, decided_fields);

enum problem return_route(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct routed_return *returned)
{
        struct decided decided = { 0 };
        const char *lines, *conflicts;
        struct uuid decision_id;

        TRY(return_decide(db, arena, merchant_id, returned, &lines, &conflicts));
        TRY(labels_keep(db, arena, merchant_id, returned->provider_return_id, &returned->labels));
        uuid_new(&decision_id);
        enum problem problem = db_one(db, arena, &sql_upsert_decision,
                                      DB_ARGS(db_uuid(merchant_id), db_uuid(&decision_id), db_text(returned->provider_return_id), db_text(returned->order_name),
                                              db_text(returned->provider_order_id), db_text(returned->state), db_text(conflicts)),
                                      &decided_shape, &decided, PROBLEM_DECISION_NOT_FOUND);
        if (problem == PROBLEM_DECISION_NOT_FOUND)
                return PROBLEM_OK;   /* cancelled before */
        TRY(problem);
        return db_exec(db, &sql_merge_decision_lines, DB_ARGS(db_uuid(merchant_id), db_uuid(&decided.decision_id), db_text(lines)), NULL);
}

enum problem decision_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *decision_id, const char **json)
{
        return db_value(db, arena, &sql_select_decision, DB_ARGS(db_uuid(merchant_id), db_uuid(decision_id)), json, PROBLEM_DECISION_NOT_FOUND);
}

enum problem labels_keep(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *provider_return_id, const struct list *labels)
{
        if (!labels->count)
                return PROBLEM_OK;
        return db_exec(db, &sql_upsert_labels, DB_ARGS(db_uuid(merchant_id), db_text(provider_return_id), db_text(write_list(arena, &label_shape, labels))), NULL);
}

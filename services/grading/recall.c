#include "recall.h"

#include "grading_sql.h"
#include "resale/plan.h"

static const struct field recall_fields[] = {
        FIELD(struct recall, serial, .min = 1, .max = 200),
        FIELD(struct recall, lot, .min = 1, .max = 200),
        FIELD(struct recall, sku, .min = 1, .max = 200),
        FIELD(struct recall, product_id, .min = 1, .max = 200),
        FIELD(struct recall, reason, .required = true, .min = 1, .max = 300),
};
const struct shape recall_shape = SHAPE(struct recall, recall_fields);

enum problem recalls_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct list *recalls, const char *actor, const char **json,
                         struct json_fault *fault)
{
        const struct recall *list = recalls->item;
        struct buffer out = { .arena = arena };

        for (size_t i = 0; i < recalls->count; i++) {
                if (!list[i].serial && !list[i].lot && !list[i].sku && !list[i].product_id) {
                        *fault = (struct json_fault){ arena_printf(arena, "recalls[%zu].sku", i), "must be given, or a product, a lot or a serial number" };
                        return PROBLEM_INVALID_FIELD;
                }
                buffer_printf(&out, "%s%s", i ? "," : "[", json_write(arena, &recall_shape, &list[i]));
        }
        buffer_text(&out, "]");
        TRY(plan_includes_resale(db, arena, merchant_id));
        return db_value(db, arena, &sql_insert_recalls, DB_ARGS(db_uuid(merchant_id), db_text(out.text), db_text(actor)), json, PROBLEM_INTERNAL);
}

enum problem recall_end(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *recall_id, const char *actor, const char **json)
{
        const char *there;

        enum problem problem = db_value(db, arena, &sql_end_recall, DB_ARGS(db_uuid(merchant_id), db_uuid(recall_id), db_text(actor)), json, PROBLEM_RECALL_STATE);
        if (problem == PROBLEM_RECALL_STATE)
                TRY(db_value(db, arena, &sql_select_recall, DB_ARGS(db_uuid(merchant_id), db_uuid(recall_id)), &there, PROBLEM_RECALL_NOT_FOUND));
        return problem;
}

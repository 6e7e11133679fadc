#include "recall.h"

#include "grading_sql.h"
#include "resale/id.h"
#include "resale/plan.h"

enum { SEARCH_BATCH = 2000 };

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
        struct uuid search_id;

        for (size_t i = 0; i < recalls->count; i++) {
                if (!list[i].serial && !list[i].lot && !list[i].sku && !list[i].product_id) {
                        *fault = (struct json_fault){ arena_printf(arena, "recalls[%zu].sku", i), "must be given, or a product, a lot or a serial number" };
                        return PROBLEM_INVALID_FIELD;
                }
                struct uuid recall_id;
                uuid_new(&recall_id);
                buffer_printf(&out, "%s{\"recall_id\":\"%s\",%s", i ? "," : "[", recall_id.text, json_write(arena, &recall_shape, &list[i]) + 1);
        }
        buffer_text(&out, "]");
        TRY(plan_includes_resale(db, arena, merchant_id));
        uuid_new(&search_id);
        TRY(db_exec(db, &sql_insert_recalls, DB_ARGS(db_uuid(merchant_id), db_text(out.text), db_text(actor), db_uuid(&search_id)), NULL));
        return db_value(db, arena, &sql_list_recalls_of_search, DB_ARGS(db_uuid(merchant_id), db_uuid(&search_id)), json, PROBLEM_INTERNAL);
}

enum problem recall_end(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *recall_id, const char *actor, const char **json)
{
        const char *there;

        enum problem problem = db_value(db, arena, &sql_end_recall, DB_ARGS(db_uuid(merchant_id), db_uuid(recall_id), db_text(actor)), json, PROBLEM_RECALL_STATE);
        if (problem == PROBLEM_RECALL_STATE)
                TRY(db_value(db, arena, &sql_select_recall, DB_ARGS(db_uuid(merchant_id), db_uuid(recall_id)), &there, PROBLEM_RECALL_NOT_FOUND));
        return problem;
}

/* --- units that are here already --- */

struct search { struct uuid merchant_id, search_id; };
static const struct field search_fields[] = { FIELD(struct search, merchant_id), FIELD(struct search, search_id) };
static const struct shape search_shape = SHAPE(struct search, search_fields);
struct searching { struct arena *arena; bool found; };

static enum problem search_on(struct db *db, void *context)
{
        struct searching *searching = context;
        struct search search;

        TRY(db_one(db, searching->arena, &sql_take_recall_search, DB_NO_ARGS, &search_shape, &search, PROBLEM_RECALL_NOT_FOUND));
        searching->found = true;
        return db_exec(db, &sql_search_recalled, DB_ARGS(db_uuid(&search.merchant_id), db_uuid(&search.search_id), db_int(SEARCH_BATCH)), NULL);
}

enum problem recall_step(struct db *db, struct arena *arena, bool *more)
{
        struct searching searching = { .arena = arena };
        enum problem problem = db_transaction(db, search_on, &searching);

        *more = searching.found;
        return problem == PROBLEM_RECALL_NOT_FOUND ? PROBLEM_OK : problem;   /* none waits: nothing is committed, which others would hear of */
}

#include "catalogue.h"
#include "intake_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/plan.h"

const char *const catalogue_modes[] = { [CATALOGUE_MERGE] = "merge", [CATALOGUE_REPLACE] = "replace", NULL };

static const struct field import_fields[] = {
        FIELD(struct catalogue_import, rows),
        FIELD(struct catalogue_import, added),
        FIELD(struct catalogue_import, changed),
        FIELD(struct catalogue_import, removed),
        FIELD(struct catalogue_import, products),
        FIELD(struct catalogue_import, ignored_columns),
};
const struct shape catalogue_import_shape = SHAPE(struct catalogue_import, import_fields);

struct written { int64_t added, changed; };
static const struct field written_fields[] = { FIELD(struct written, added), FIELD(struct written, changed) };
static const struct shape written_shape = SHAPE(struct written, written_fields);

struct products { int64_t products; };
static const struct field products_fields[] = { FIELD(struct products, products) };
static const struct shape products_shape = SHAPE(struct products, products_fields);

static enum problem read_file(struct db *db, struct arena *arena, struct catalogue_import *import, const struct uuid *id, const char *currency)
{
        struct product_file file = { .currency = currency, .memory = product_memory(arena) };
        struct csv_imported imported;

        import->report = (struct csv_report){ .arena = arena };
        TRY(csv_import(db, import->file, &product_import, &file, id, &import->report, &imported));
        if (!imported.rows)
                csv_complain(&import->report, 1, NULL, "there is no product in the file");
        if (import->report.count)
                return PROBLEM_LINES_INVALID;
        import->rows = imported.rows;
        import->ignored_columns = imported.unknown;
        return csv_check(db, &sql_check_catalogue, DB_ARGS(db_uuid(&import->merchant_id), db_uuid(id)), &import->report);
}

static enum problem remove_missing(struct db *db, struct catalogue_import *import, const struct uuid *id)
{
        TRY(db_exec(db, &sql_delete_missing_products, DB_ARGS(db_uuid(&import->merchant_id), db_uuid(id)), &import->removed));
        return db_exec(db, &sql_delete_product_words, DB_ARGS(db_uuid(&import->merchant_id)), NULL);
}

static const char *account_of(struct arena *arena, const struct catalogue_import *import)
{
        return arena_printf(arena, "{\"by\":%s,\"mode\":\"%s\",\"rows\":%lld,\"added\":%lld,\"changed\":%lld,\"removed\":%lld}", json_quote(arena, import->actor),
                            catalogue_modes[import->mode], (long long)import->rows, (long long)import->added, (long long)import->changed, (long long)import->removed);
}

enum problem catalogue_begin(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **currency)
{
        return db_value(db, arena, &sql_begin_catalogue, DB_ARGS(db_uuid(merchant_id)), currency, PROBLEM_MERCHANT_NOT_FOUND);
}

enum problem catalogue_import(struct db *db, struct arena *arena, struct catalogue_import *import)
{
        const struct uuid *merchant_id = &import->merchant_id;
        struct products products;
        struct written written;
        const char *currency;
        struct uuid id;

        uuid_new(&id);
        TRY(plan_includes_resale(db, arena, merchant_id));
        TRY(catalogue_begin(db, arena, merchant_id, &currency));
        TRY(read_file(db, arena, import, &id, currency));
        if (import->mode == CATALOGUE_REPLACE)
                TRY(remove_missing(db, import, &id));
        TRY(db_one(db, arena, &sql_apply_catalogue, DB_ARGS(db_uuid(merchant_id), db_uuid(&id), db_bool(import->mode == CATALOGUE_MERGE)), &written_shape, &written,
                   PROBLEM_INTERNAL));
        TRY(db_exec(db, &sql_insert_product_words, DB_ARGS(db_uuid(merchant_id), db_uuid(&id)), NULL));
        import->added = written.added;
        import->changed = written.changed;
        TRY(db_one(db, arena, &sql_end_catalogue, DB_ARGS(db_uuid(merchant_id), db_uuid(&id), db_text(account_of(arena, import))), &products_shape, &products, PROBLEM_INTERNAL));
        import->products = products.products;
        return PROBLEM_OK;
}

enum problem catalogue_take(struct db *db, struct arena *arena, const struct shop_product *product)
{
        const struct uuid *merchant_id = &product->merchant_id;
        struct uuid id;

        uuid_new(&id);
        TRY(db_exec(db, &sql_stage_products, DB_ARGS(db_uuid(&id), db_text(product->cells)), NULL));
        TRY(db_exec(db, &sql_apply_catalogue, DB_ARGS(db_uuid(merchant_id), db_uuid(&id), db_bool(false)), NULL));
        TRY(db_exec(db, &sql_delete_variants, DB_ARGS(db_uuid(merchant_id), db_text(product->product_id), db_texts(arena, &product->variants), db_text(product->source_at)), NULL));
        TRY(db_exec(db, &sql_insert_product_words, DB_ARGS(db_uuid(merchant_id), db_uuid(&id)), NULL));
        return db_exec(db, &sql_end_catalogue, DB_ARGS(db_uuid(merchant_id), db_uuid(&id), db_null()), NULL);
}

enum problem catalogue_state(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json)
{
        return db_value(db, arena, &sql_select_catalogue, DB_ARGS(db_uuid(merchant_id)), json, PROBLEM_MERCHANT_NOT_FOUND);
}

/* What changed on a shelf since a version, and what of it is available. */
#include "listing_sql.h"
#include "pull_private.h"
#include "resale/id.h"
#include "resale/json.h"

struct change { int64_t shelf_version, since_from, version; struct uuid listing_id; const char *item; };
static const struct field change_fields[] = {
        FIELD(struct change, shelf_version), FIELD(struct change, since_from), FIELD(struct change, version), FIELD(struct change, listing_id), FIELD(struct change, item),
};
static const struct shape change_shape = SHAPE(struct change, change_fields);

/* A mirror that knows nothing needs no word of what is gone; one on its way from there, of what went before it began. */
static bool is_forgotten(const struct pull_since *since, const struct change *first)
{
        int64_t from = since->since ? since->base : first->shelf_version;

        return from < first->since_from || since->since > first->shelf_version;
}

enum problem pull_changes(struct db *db, struct arena *arena, const struct public_collection *collection, const struct pull_since *since, struct pull_page *page)
{
        struct buffer out = { .arena = arena };
        struct list rows;

        *page = (struct pull_page){ 0 };
        if (!pull_since_is_of(arena, collection, since))
                return PROBLEM_INVALID_FIELD;
        TRY(db_many(db, arena, &sql_list_changes, DB_ARGS(db_uuid(&collection->merchant_id), db_uuid(&collection->collection_id), db_int(since->since), db_int(since->limit + 1)),
                    &change_shape, &rows));
        const struct change *row = rows.item;
        if (is_forgotten(since, row))
                return PROBLEM_PULL_EXPIRED;
        size_t count = uuid_is_set(&row->listing_id) ? rows.count : 0, shown = count > (size_t)since->limit ? (size_t)since->limit : count;
        page->version = count > shown ? row[shown - 1].version : row->shelf_version;
        buffer_printf(&out, "{\"version\":%lld,\"items\":[", (long long)page->version);
        for (size_t i = 0; i < shown; i++) {
                buffer_printf(&out, "%s{\"listing_id\":\"%s\",\"version\":%lld,\"listing\":", i ? "," : "", row[i].listing_id.text, (long long)row[i].version);
                buffer_text(&out, row[i].item ? row[i].item : "null");
                buffer_text(&out, "}");
        }
        if (count > shown) {
                struct pull_since next = { page->version, since->since ? since->base : row->shelf_version, since->limit, "" };
                page->next = pull_since_make(arena, collection, &next);
        }
        buffer_printf(&out, "],\"next\":%s}", page->next ? json_quote(arena, page->next) : "null");
        page->json = out.text;
        return PROBLEM_OK;
}

enum problem pull_availability(struct db *db, struct arena *arena, const struct public_collection *collection, const struct texts *listing_ids, const char **json)
{
        return db_value(db, arena, &sql_select_availability,
                        DB_ARGS(db_uuid(&collection->merchant_id), db_uuid(&collection->collection_id), db_texts(arena, listing_ids)), json, PROBLEM_COLLECTION_NOT_FOUND);
}

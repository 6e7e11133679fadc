#include "pool.h"

#include "listing_sql.h"
#include "shelf.h"

static const struct field id_fields[] = { { .name = "listing_id", .type = FIELD_UUID, .offset = 0 } };
static const struct shape id_shape = { .size = sizeof(struct uuid), .count = 1, .fields = id_fields };

enum problem pool_and_show(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *listing_ids)
{
        struct list others;

        if (!listing_ids->count)
                return PROBLEM_OK;
        TRY(db_many(db, arena, &sql_regroup, DB_ARGS(db_uuid(merchant_id), db_texts(arena, listing_ids)), &id_shape, &others));
        struct texts shown = { listing_ids->count, arena_alloc(arena, (listing_ids->count + others.count) * sizeof(char *)) };
        memcpy(shown.item, listing_ids->item, listing_ids->count * sizeof(char *));
        for (size_t i = 0; i < others.count; i++)
                shown.item[shown.count++] = ((const struct uuid *)others.item)[i].text;
        return shelf_refresh(db, arena, merchant_id, &shown);
}

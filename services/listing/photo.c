#include "photo.h"

#include "listing_sql.h"
#include "resale/photo.h"
#include "resale/store.h"

struct kept { const char *sha256, *rendition; int64_t width; };
static const struct field kept_fields[] = { FIELD(struct kept, sha256), FIELD(struct kept, rendition), FIELD(struct kept, width) };
static const struct shape kept_shape = SHAPE(struct kept, kept_fields);

static enum problem make(struct db *db, struct arena *arena, const struct shown_photo *wish, const char *sha256, const char **hash)
{
        char *made = arena_alloc(arena, 65);
        struct photo_image image;
        struct blob full;

        TRY(store_get(arena, sha256, &full));
        TRY(photo_narrow(arena, full.bytes, full.length, (int)wish->width, &image));
        TRY(store_put(arena, image.bytes, image.length, made));
        *hash = made;
        return db_exec(db, &sql_insert_rendition, DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(&wish->photo_id), db_int(wish->width), db_text(made)), NULL);
}

enum problem photo_shown(struct db *db, struct arena *arena, const struct shown_photo *wish, const char **hash)
{
        struct kept kept;

        TRY(db_one(db, arena, &sql_select_public_photo, DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(&wish->collection_id), db_uuid(&wish->photo_id), db_int(wish->width)),
                   &kept_shape, &kept, PROBLEM_PHOTO_NOT_FOUND));
        *hash = kept.rendition ? kept.rendition : kept.sha256;
        return kept.rendition || kept.width <= wish->width ? PROBLEM_OK : make(db, arena, wish, kept.sha256, hash);
}

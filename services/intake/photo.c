#include "photo.h"
#include "intake_sql.h"
#include "resale/crypto.h"
#include "resale/id.h"
#include "resale/photo.h"

static const struct field upload_fields[] = {
        FIELD(struct upload, upload_id),
        FIELD(struct upload, unit_id),
        FIELD(struct upload, shot),
        FIELD(struct upload, state),
        FIELD(struct upload, size),
        FIELD(struct upload, offset),
        FIELD(struct upload, problem),
        FIELD(struct upload, detail),
};
const struct shape upload_shape = SHAPE(struct upload, upload_fields);

struct begun { bool known, begun; };
static const struct field begun_fields[] = { FIELD(struct begun, known), FIELD(struct begun, begun) };
static const struct shape begun_shape = SHAPE(struct begun, begun_fields);

enum problem upload_begin(struct db *db, struct arena *arena, const struct upload_wish *wish, struct upload *upload)
{
        struct begun begun;

        *upload = (struct upload){ .unit_id = wish->unit_id, .shot = wish->shot, .state = "open", .size = wish->size };
        uuid_new(&upload->upload_id);
        TRY(db_one(db, arena, &sql_begin_upload,
                   DB_ARGS(db_uuid(&wish->merchant_id), db_uuid(&wish->unit_id), db_uuid(&upload->upload_id), db_text(wish->shot), db_uuid(&wish->replaces),
                           db_int(wish->size), db_text(wish->sha256), db_text(wish->actor), db_int(PHOTOS_MAX)),
                   &begun_shape, &begun, PROBLEM_UNIT_NOT_FOUND));
        if (!begun.known)
                return PROBLEM_PHOTO_NOT_FOUND;
        return begun.begun ? PROBLEM_OK : PROBLEM_PHOTO_LIMIT;
}

enum problem upload_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct uuid *upload_id,
                         struct upload *upload)
{
        return db_one(db, arena, &sql_select_upload, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id), db_uuid(upload_id)), &upload_shape, upload,
                      PROBLEM_UPLOAD_NOT_FOUND);
}

/* Why a part was not taken, now that this is how the upload stands. OK: it came before. */
static enum problem explain(struct arena *arena, const struct upload_part *part, const struct upload *upload, const char **why)
{
        if (!text_equal(upload->state, "open") || part->offset + (int64_t)part->length <= upload->offset)
                return PROBLEM_OK;
        if (part->offset == upload->offset)
                *why = arena_printf(arena, "It goes beyond the %lld bytes that were announced.", (long long)upload->size);
        else
                *why = arena_printf(arena, "The next part begins at offset %lld.", (long long)upload->offset);
        return PROBLEM_UPLOAD_OFFSET;
}

enum problem upload_append(struct db *db, struct arena *arena, const struct upload_part *part, struct upload *upload, const char **why)
{
        int64_t taken = 0;

        *why = NULL;
        if (part->offset == 0)
                TRY(photo_look(part->bytes, part->length, why));
        TRY(db_exec(db, &sql_append_part,
                    DB_ARGS(db_uuid(&part->merchant_id), db_uuid(&part->unit_id), db_uuid(&part->upload_id), db_int(part->offset), db_int((int64_t)part->length),
                            db_text(base64_encode(arena, (const unsigned char *)part->bytes, part->length))),
                    &taken));
        TRY(upload_find(db, arena, &part->merchant_id, &part->unit_id, &part->upload_id, upload));
        return taken ? PROBLEM_OK : explain(arena, part, upload, why);
}

struct hashes { const char *sha256, *medium, *small; };
static const struct field hash_fields[] = { FIELD(struct hashes, sha256), FIELD(struct hashes, medium), FIELD(struct hashes, small) };
static const struct shape hash_shape = SHAPE(struct hashes, hash_fields);

enum problem photo_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct uuid *photo_id,
                        enum photo_size size, const char **hash)
{
        struct hashes hashes;

        TRY(db_one(db, arena, &sql_select_photo, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id), db_uuid(photo_id)), &hash_shape, &hashes, PROBLEM_PHOTO_NOT_FOUND));
        *hash = size == PHOTO_SIZE_FULL ? hashes.sha256 : size == PHOTO_SIZE_MEDIUM ? hashes.medium : hashes.small;
        return PROBLEM_OK;
}

/* An upload that is whole becomes a photo. */
#include "intake_sql.h"
#include "photo.h"
#include "resale/crypto.h"
#include "resale/photo.h"
#include "resale/store.h"

enum { ATTEMPTS_MAX = 10 };   /* of which nobody heard the end: the process died of it, or at that time */

struct leased { struct uuid merchant_id, upload_id; const char *sha256; int64_t attempts; };
static const struct field leased_fields[] = {
        FIELD(struct leased, merchant_id),
        FIELD(struct leased, upload_id),
        FIELD(struct leased, sha256),
        FIELD(struct leased, attempts),
};
static const struct shape leased_shape = SHAPE(struct leased, leased_fields);

static enum problem read_parts(struct db *db, struct arena *arena, const struct leased *leased, struct blob *whole)
{
        const char *text;
        size_t length = 0;

        TRY(db_value(db, arena, &sql_select_parts, DB_ARGS(db_uuid(&leased->merchant_id), db_uuid(&leased->upload_id)), &text, PROBLEM_INTERNAL));
        size_t size = strlen(text) / 4 * 3;
        unsigned char *bytes = arena_alloc(arena, size + 1);
        if (!base64_decode(text, bytes, size, &length))
                return PROBLEM_INTERNAL;
        *whole = (struct blob){ bytes, length };
        return PROBLEM_OK;
}

static enum problem check_hash(const struct leased *leased, const struct blob *whole)
{
        char hash[65];

        sha256_hex(whole->bytes, whole->length, hash);
        return leased->sha256 && !text_equal(leased->sha256, hash) ? PROBLEM_PHOTO_HASH : PROBLEM_OK;
}

static enum problem keep(struct db *db, struct arena *arena, const struct leased *leased, const struct photo_images *images)
{
        char full[65], medium[65], small[65];
        const char *sequence;

        TRY(store_put(arena, images->full.bytes, images->full.length, full));
        TRY(store_put(arena, images->medium.bytes, images->medium.length, medium));
        TRY(store_put(arena, images->small.bytes, images->small.length, small));
        enum problem problem = db_value(db, arena, &sql_finish_upload,
                                        DB_ARGS(db_uuid(&leased->merchant_id), db_uuid(&leased->upload_id), db_text(full), db_text(medium), db_text(small),
                                                db_int(images->full.width), db_int(images->full.height), db_int((int64_t)images->full.length)),
                                        &sequence, PROBLEM_UPLOAD_NOT_FOUND);
        return problem == PROBLEM_UPLOAD_NOT_FOUND ? PROBLEM_OK : problem;   /* another process, after our lease, was faster */
}

static enum problem make(struct db *db, struct arena *arena, const struct leased *leased, const char **why)
{
        struct photo_images images;
        struct blob whole;

        if (leased->attempts > ATTEMPTS_MAX) {
                *why = "It could not be worked on. Take it again.";
                return PROBLEM_NOT_A_JPEG;
        }
        TRY(read_parts(db, arena, leased, &whole));
        TRY(check_hash(leased, &whole));
        TRY(photo_make(arena, whole.bytes, whole.length, &images, why));
        return keep(db, arena, leased, &images);
}

/* What is wrong with the photo itself ends it; anything else is tried again. */
static enum problem settle(struct db *db, const struct leased *leased, enum problem problem, const char *why)
{
        const struct problem_info *info = problem_info(problem);

        if (problem == PROBLEM_OK)
                return PROBLEM_OK;
        if (info->status < 500)
                return db_exec(db, &sql_refuse_upload, DB_ARGS(db_uuid(&leased->merchant_id), db_uuid(&leased->upload_id), db_text(info->code),
                                                               db_text(why ? why : info->title)), NULL);
        TRY(db_exec(db, &sql_return_upload, DB_ARGS(db_uuid(&leased->merchant_id), db_uuid(&leased->upload_id)), NULL));
        return problem;
}

enum problem photo_step(struct db *db, struct arena *arena, bool *more)
{
        struct leased leased;
        const char *why = NULL;
        enum problem problem = db_one(db, arena, &sql_lease_upload, DB_NO_ARGS, &leased_shape, &leased, PROBLEM_UPLOAD_NOT_FOUND);

        if (problem == PROBLEM_UPLOAD_NOT_FOUND)
                return PROBLEM_OK;
        TRY(problem);
        *more = true;
        return settle(db, &leased, make(db, arena, &leased, &why), why);
}

enum problem upload_expiry_step(struct db *db, struct arena *arena, bool *more)
{
        int64_t gone = 0;

        (void)arena;
        TRY(db_exec(db, &sql_delete_old_uploads, DB_NO_ARGS, &gone));
        *more = gone >= 200;
        return PROBLEM_OK;
}

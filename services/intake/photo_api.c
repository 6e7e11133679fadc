#include "intake_api.h"
#include "intake_sql.h"
#include "photo.h"
#include "resale/ledger.h"
#include "resale/photo.h"
#include "resale/store.h"

struct path { struct uuid merchant_id, unit_id; };

static enum problem read_path(struct request *rq, struct path *path)
{
        request_merchant(rq, &path->merchant_id);
        return request_uuid(rq, "unit_id", &path->unit_id);
}

/* --- uploads --- */

static const struct field wish_fields[] = {
        FIELD(struct upload_wish, shot, .required = true, .min = 1, .max = SHOT_MAX),
        FIELD(struct upload_wish, size, .required = true, .min = 1, .max = PHOTO_BYTES_MAX),
        FIELD(struct upload_wish, sha256),
        FIELD(struct upload_wish, replaces),
};
static const struct shape wish_shape = SHAPE(struct upload_wish, wish_fields);

static bool is_hash(const char *text) { return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64; }

enum problem post_photo_uploads(struct request *rq)
{
        struct upload_wish wish = { 0 };
        struct upload upload;
        struct path path;

        TRY(read_path(rq, &path));
        TRY(request_json(rq, &wish_shape, &wish));
        if (wish.sha256 && !is_hash(wish.sha256))
                return request_invalid(rq, "sha256", "must be 64 hex digits in lower case");
        wish.merchant_id = path.merchant_id;
        wish.unit_id = path.unit_id;
        wish.actor = request_actor(rq);
        enum problem problem = upload_begin(request_db(rq), request_arena(rq), &wish, &upload);
        if (problem == PROBLEM_PHOTO_LIMIT)
                return request_problem(rq, problem, "A unit has at most %d photos a trip, with those on their way.", PHOTOS_MAX);
        TRY(problem);
        return reply_json(rq, 201, &upload_shape, &upload);
}

enum problem get_photo_upload(struct request *rq)
{
        struct upload upload;
        struct uuid upload_id;
        struct path path;

        TRY(read_path(rq, &path));
        TRY(request_uuid(rq, "upload_id", &upload_id));
        TRY(upload_find(request_db(rq), request_arena(rq), &path.merchant_id, &path.unit_id, &upload_id, &upload));
        return reply_json(rq, 200, &upload_shape, &upload);
}

enum problem put_photo_upload(struct request *rq)
{
        struct upload_part part = { .offset = -1 };
        struct upload upload;
        struct path path;
        const char *why;

        TRY(read_path(rq, &path));
        TRY(request_uuid(rq, "upload_id", &part.upload_id));
        TRY(request_query_int(rq, "offset", 0, PHOTO_BYTES_MAX, &part.offset));
        if (part.offset < 0)
                return request_invalid(rq, "offset", "is required: where this part begins");
        part.bytes = request_body(rq, &part.length);
        if (!part.length)
                return request_problem(rq, PROBLEM_MALFORMED_REQUEST, "The body holds no bytes of the photo.");
        part.merchant_id = path.merchant_id;
        part.unit_id = path.unit_id;
        enum problem problem = upload_append(request_db(rq), request_arena(rq), &part, &upload, &why);
        if (problem != PROBLEM_OK && why)
                return request_problem(rq, problem, "%s", why);
        TRY(problem);
        return reply_json(rq, 200, &upload_shape, &upload);
}

/* --- photos --- */

enum problem get_photos(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct page page;
        struct path path;
        struct unit unit;

        TRY(read_path(rq, &path));
        TRY(page_begin(rq, "-infinity", &page));
        TRY(ledger_unit(request_db(rq), request_arena(rq), &path.merchant_id, &path.unit_id, &unit));
        return page_reply(rq, &page, &sql_list_photos,
                          DB_ARGS(db_uuid(&path.merchant_id), db_uuid(&path.unit_id), db_text(viewer.actor), db_bool(viewer.may_review), PAGE_ARGS(&page)));
}

/* What a photo's address shows never changes: a browser that was given it keeps it, for the one who asked only. */
enum problem get_photo(struct request *rq)
{
        static const char *const sizes[] = { [PHOTO_SIZE_SMALL] = "160", [PHOTO_SIZE_MEDIUM] = "480", NULL };
        int size = PHOTO_SIZE_FULL;
        struct uuid photo_id;
        struct path path;
        struct blob blob;
        const char *hash;

        TRY(read_path(rq, &path));
        TRY(request_uuid(rq, "photo_id", &photo_id));
        TRY(request_query_choice(rq, "size", sizes, &size));
        TRY(photo_find(request_db(rq), request_arena(rq), &path.merchant_id, &path.unit_id, &photo_id, (enum photo_size)size, &hash));
        if (reply_known(rq, arena_printf(request_arena(rq), "\"%s\"", hash), "private, max-age=31536000, immutable"))
                return PROBLEM_OK;
        TRY(store_get(request_arena(rq), hash, &blob));
        return reply_bytes(rq, 200, "image/jpeg", blob.bytes, blob.length);
}

/* --- shot lists --- */

enum problem get_unit_shots(struct request *rq)
{
        struct path path;
        const char *json;

        TRY(read_path(rq, &path));
        TRY(shots_of_unit(request_db(rq), request_arena(rq), &path.merchant_id, &path.unit_id, &json));
        return reply_text(rq, 200, json);
}

enum problem get_shot_lists(struct request *rq)
{
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(shot_lists(request_db(rq), request_arena(rq), &merchant_id, &json));
        return reply_text(rq, 200, json);
}

static const struct field shot_list_fields[] = {
        FIELD(struct shot_list, product_type, .required = true, .min = 1, .max = 200),
        LIST(struct shot_list, shots, &shot_shape, .required = true, .min = 1, .max = 20),
};
static const struct shape shot_list_shape = SHAPE(struct shot_list, shot_list_fields);

enum problem put_shot_lists(struct request *rq)
{
        struct shot_list list = { 0 };
        struct json_fault fault = { 0 };
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &shot_list_shape, &list));
        enum problem problem = shot_list_set(request_db(rq), request_arena(rq), &merchant_id, &list, request_actor(rq), &json, &fault);
        if (fault.field)
                return request_fault(rq, problem, &fault);
        TRY(problem);
        return reply_text(rq, 200, json);
}

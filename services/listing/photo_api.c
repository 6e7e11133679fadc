#include "listing_api.h"
#include "photo.h"
#include "resale/store.h"

/* What a photo's address shows never changes. */
enum problem get_public_photo(struct request *rq)
{
        static const char *const names[] = { PHOTO_WIDTHS, NULL };
        static const int64_t widths[] = { 320, 640, 1280 };
        struct public_collection found;
        struct shown_photo wish;
        struct blob blob;
        const char *hash;
        int width;

        if (!choice_parse(names, request_parameter(rq, "width"), &width))
                return PROBLEM_NO_SUCH_ROUTE;
        TRY(request_uuid(rq, "photo_id", &wish.photo_id));
        TRY(open_collection(rq, &found));
        wish.merchant_id = found.merchant_id;
        wish.collection_id = found.collection_id;
        wish.width = widths[width];
        TRY(photo_shown(request_db(rq), request_arena(rq), &wish, &hash));
        const char *keeping = text_equal(found.state, "live") ? "public, max-age=31536000, immutable" : "private, max-age=31536000, immutable";
        if (reply_known(rq, arena_printf(request_arena(rq), "\"%s\"", hash), keeping))
                return PROBLEM_OK;
        TRY(store_get(request_arena(rq), hash, &blob));
        return reply_bytes(rq, 200, "image/jpeg", blob.bytes, blob.length);
}

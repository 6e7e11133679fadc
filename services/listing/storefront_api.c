/* Where a collection's offers are bought, and the element that shows them in a merchant's own theme. */
#include "assets.h"
#include "listing_api.h"
#include "storefront.h"

static enum problem read_path(struct request *rq, struct storefront *storefront)
{
        request_merchant(rq, &storefront->merchant_id);
        return request_uuid(rq, "collection_id", &storefront->collection_id);
}

enum problem get_storefront(struct request *rq)
{
        struct storefront which = { 0 };
        const char *json;

        TRY(read_path(rq, &which));
        TRY(storefront_find(request_db(rq), request_arena(rq), &which, &json));
        return reply_text(rq, 200, json);
}

enum problem put_storefront(struct request *rq)
{
        struct storefront storefront = { 0 };
        const char *json, *field, *why;

        TRY(request_json(rq, &storefront_shape, &storefront));
        TRY(read_path(rq, &storefront));
        if (storefront_check(request_arena(rq), &storefront, &field, &why) != PROBLEM_OK)
                return request_invalid(rq, field, "%s", why);
        storefront.actor = request_actor(rq);
        TRY(storefront_set(request_db(rq), request_arena(rq), &storefront, &json));
        return reply_text(rq, 200, json);
}

enum problem get_embed(struct request *rq)
{
        const struct asset *asset = listing_assets;

        if (!text_equal(request_parameter(rq, "file"), "resale-collection.js"))
                return PROBLEM_NO_SUCH_ROUTE;
        while (!text_equal(asset->path, "resale-collection.js"))
                asset++;
        reply_header(rq, "Cross-Origin-Resource-Policy", "cross-origin");
        if (reply_known(rq, asset->etag, "public, max-age=3600, stale-while-revalidate=86400"))
                return PROBLEM_OK;
        return reply_bytes(rq, 200, asset->media_type, asset->bytes, asset->length);
}

/* Where a collection's offers are bought, and the element that shows them in a merchant's own theme. */
#include "assets.h"
#include "listing_api.h"
#include "storefront.h"

static const struct field storefront_fields[] = { FIELD(struct storefront, product_url, .min = 1, .max = 500) };
static const struct shape storefront_shape = SHAPE(struct storefront, storefront_fields);

enum problem get_storefront(struct request *rq)
{
        struct storefront storefront = { 0 };

        request_merchant(rq, &storefront.merchant_id);
        TRY(request_uuid(rq, "collection_id", &storefront.collection_id));
        TRY(storefront_find(request_db(rq), request_arena(rq), &storefront));
        return reply_json(rq, 200, &storefront_shape, &storefront);
}

enum problem put_storefront(struct request *rq)
{
        struct storefront storefront = { 0 };

        TRY(request_json(rq, &storefront_shape, &storefront));
        request_merchant(rq, &storefront.merchant_id);
        TRY(request_uuid(rq, "collection_id", &storefront.collection_id));
        if (storefront.product_url && !storefront_is_address(storefront.product_url))
                return request_invalid(rq, "product_url", "must be an https address, with {handle}, {listing_id} or {product_id} where an offer's own stands");
        storefront.actor = request_actor(rq);
        TRY(storefront_set(request_db(rq), request_arena(rq), &storefront));
        return reply_json(rq, 200, &storefront_shape, &storefront);
}

enum problem get_embed(struct request *rq)
{
        const struct asset *asset = listing_assets;

        if (!text_equal(request_parameter(rq, "file"), "resale-collection.js"))
                return PROBLEM_NO_SUCH_ROUTE;
        while (!text_equal(asset->path, "resale-collection.js"))
                asset++;
        reply_header(rq, "Access-Control-Allow-Origin", "*");
        reply_header(rq, "Cross-Origin-Resource-Policy", "cross-origin");
        if (reply_known(rq, asset->etag, "public, max-age=3600, stale-while-revalidate=86400"))
                return PROBLEM_OK;
        return reply_bytes(rq, 200, asset->media_type, asset->bytes, asset->length);
}

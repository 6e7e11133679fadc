#include "assets.h"
#include "check.h"
#include "follow.h"
#include "listing_api.h"
#include "listing_sql.h"
#include "offer.h"
#include "price.h"
#include "resale/photo.h"
#include "resale/service.h"
#include "resale/store.h"
#include "shelf.h"
#include "shopify.h"
#include "templates.h"

#define LISTERS (ROLE_LISTER | ROLE_SUPERVISOR)
#define VIEWERS (ROLE_ANY & ~ROLE_GRADER)   /* of what says the grade of a unit: who only grades may be asked for a second look at it */
#define M "/v1/merchants/{merchant_id}"
#define SHOPIFY M "/shopify/connections"

static const struct route routes[] = {
        { "GET",   M "/collections",                           get_collections,       ROLE_ANY, SCOPE_LISTING_READ, 0, 0 },
        { "POST",  M "/collections",                           post_collections,      LISTERS, SCOPE_LISTING_WRITE, 16384, ROUTE_CREATES },
        { "GET",   M "/collections/{collection_id}",           get_collection,        ROLE_ANY, SCOPE_LISTING_READ, 0, 0 },
        { "PATCH", M "/collections/{collection_id}",           patch_collection,      LISTERS, SCOPE_LISTING_WRITE, 16384, 0 },
        { "POST",  M "/collections/{collection_id}/policies",  post_policies,         LISTERS, SCOPE_LISTING_WRITE, 65536, ROUTE_CREATES },
        { "GET",   M "/listings",                              get_listings,          VIEWERS, SCOPE_LISTING_READ, 0, 0 },
        { "POST",  M "/listings",                              post_listings,         LISTERS, SCOPE_LISTING_WRITE, 8192, ROUTE_CREATES },
        { "GET",   M "/listings/{listing_id}",                 get_listing,           VIEWERS, SCOPE_LISTING_READ, 0, 0 },
        { "POST",  M "/listings/{listing_id}/withdraw",        post_withdraw,         LISTERS, SCOPE_LISTING_WRITE, 0, 0 },
        { "GET",   M "/listings/{listing_id}/prices",          get_prices,            VIEWERS, SCOPE_LISTING_READ, 0, 0 },
        { "GET",   "/v1/collections/{handle}",                 get_public_collection, 0, 0, 0, ROUTE_KEPT },
        { "GET",   "/v1/collections/{handle}/listings",        get_pull,              0, 0, 0, ROUTE_KEPT },
        { "GET",   "/v1/collections/{handle}/listings/{listing_id}", get_pull_one,    0, 0, 0, ROUTE_KEPT },
        { "GET",   "/v1/collections/{handle}/changes",         get_pull_changes,      0, 0, 0, ROUTE_KEPT },
        { "GET",   "/v1/collections/{handle}/availability",    get_pull_availability, 0, 0, 0, ROUTE_KEPT },
        { "POST",  "/v1/collections/{handle}/availability",    post_pull_availability, 0, 0, 32768, ROUTE_LIMITED },

        { "GET",   "/v1/collections/{handle}/stream",          get_stream,            0, 0, 0, ROUTE_LIMITED },

        { "GET", "/v1/collections/{handle}/products.json",     get_products_json,     0, 0, 0, ROUTE_LIMITED },
        { "GET", "/v1/collections/{handle}/google.xml",        get_google_feed,       0, 0, 0, ROUTE_LIMITED },
        { "GET", "/v1/collections/{handle}/listings.csv",      get_csv_feed,          0, 0, 0, ROUTE_LIMITED },
        { "GET", "/v1/collections/{handle}/listings.jsonld",   get_structured_feed,   0, 0, 0, ROUTE_LIMITED },
        { "GET", "/v1/collections/{handle}/sitemap.xml",       get_sitemap,           0, 0, 0, ROUTE_LIMITED },

        { "PUT",    M "/collections/{collection_id}/look",     put_look,              LISTERS, SCOPE_LISTING_WRITE, 1024, 0 },
        { "PUT",    M "/collections/{collection_id}/logo",     put_logo,              LISTERS, SCOPE_LISTING_WRITE, LOGO_BYTES_MAX, ROUTE_RAW_BODY },
        { "DELETE", M "/collections/{collection_id}/logo",     delete_logo,           LISTERS, SCOPE_LISTING_WRITE, 0, 0 },
        { "GET",    "/v1/collections/{handle}/logo",           get_logo,              0, 0, 0, ROUTE_SHARED },

        { "GET",   "/v1/collections/{handle}/photos/{photo_id}/{width}", get_public_photo, 0, 0, 0, ROUTE_SHARED },
        { "GET",   "/v1/collections/{handle}/look.css",        get_look,              0, 0, 0, ROUTE_SHARED },
        { "GET",   "/shop/{handle}",                           get_shop,              0, 0, 0, ROUTE_KEPT },
        { "GET",   "/shop/{handle}/p/{offer}",                 get_shop_offer,        0, 0, 0, ROUTE_KEPT },
        { "GET",   "/u/{plate}",                               get_passport,          0, 0, 0, ROUTE_LIMITED },
        { "GET",   "/01/{gtin}/21/{plate}",                    get_passport_by_gtin,  0, 0, 0, ROUTE_LIMITED },
        { "GET",   "/embed/{file}",                            get_embed,             0, 0, 0, ROUTE_SHARED },
        { "GET",   M "/collections/{collection_id}/storefront", get_storefront,       ROLE_ANY, SCOPE_LISTING_READ, 0, 0 },
        { "PUT",   M "/collections/{collection_id}/storefront", put_storefront,       LISTERS, SCOPE_LISTING_WRITE, 2048, 0 },

        { "GET",    SHOPIFY,                                   get_shopify_connections,   ROLE_ANY, SCOPE_LISTING_READ, 0, 0 },
        { "POST",   SHOPIFY,                                   post_shopify_connections,  ROLE_SUPERVISOR, SCOPE_LISTING_WRITE, 4096, ROUTE_CREATES },
        { "GET",    SHOPIFY "/{connection_id}",                get_shopify_connection,    ROLE_ANY, SCOPE_LISTING_READ, 0, 0 },
        { "PATCH",  SHOPIFY "/{connection_id}",                patch_shopify_connection,  ROLE_SUPERVISOR, SCOPE_LISTING_WRITE, 4096, 0 },
        { "DELETE", SHOPIFY "/{connection_id}",                delete_shopify_connection, ROLE_SUPERVISOR, SCOPE_LISTING_WRITE, 0, 0 },
        { "POST",   SHOPIFY "/{connection_id}/check",          post_shopify_check,        LISTERS, SCOPE_LISTING_WRITE, 0, 0 },
        { "POST",   SHOPIFY "/{connection_id}/read-back",      post_shopify_reading,      LISTERS, SCOPE_LISTING_WRITE, 0, 0 },
        { "GET",    SHOPIFY "/{connection_id}/products",       get_shopify_products,      VIEWERS, SCOPE_LISTING_READ, 0, 0 },
        { "POST",   SHOPIFY "/{connection_id}/products/{listing_id}/push", post_shopify_push, LISTERS, SCOPE_LISTING_WRITE, 0, 0 },

        { "POST",   M "/listings/edits",                       post_edits,            LISTERS, SCOPE_LISTING_WRITE, 65536, ROUTE_CREATES },
        { "GET",    M "/waiting",                              get_waiting,           VIEWERS, SCOPE_LISTING_READ, 0, 0 },
        { "GET",    M "/contradictions",                       get_contradictions,    VIEWERS, SCOPE_LISTING_READ, 0, 0 },
};

static enum problem begin(struct db *db, struct arena *arena)
{
        (void)db, (void)arena;
        store_check();   /* without it everything but pictures works */
        return templates_begin() ? PROBLEM_OK : PROBLEM_INTERNAL;
}

int main(int argc, char **argv)
{
        static const struct background background[] = {
                { "offer", offer_step, 0, true }, { "waiting", offer_waiting_step, 0, false }, { "plans", price_plans_step, 1000, false }, { "prices", price_steps_step, 1000, false },
                { "shelf", shelf_step, 0, true }, { "check", check_step, 0, false }, { "shelf-tidy", shelf_tidy_step, 60000, false },
                { "shops", shopify_follow_step, 0, false }, { "shopify", shopify_push_step, 0, false }, { "shopify", shopify_push_step, 0, false }, { "trouble", shopify_trouble_step, 0, false },
                { NULL, NULL, 0, false },
        };
        static const struct topics topics = { .versions = &sql_list_topic_versions, .events = follow_events };
        static const struct service listing = {
                .name = "listing", .port = 8105, .routes = routes, .route_count = ARRAY_LEN(routes),
                .assets = listing_assets, .background = background, .topics = &topics, .start = begin,
        };

        return service_main(&listing, argc, argv);
}

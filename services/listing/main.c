#include "assets.h"
#include "listing_api.h"
#include "offer.h"
#include "price.h"
#include "resale/service.h"
#include "shelf.h"

#define LISTERS (ROLE_LISTER | ROLE_SUPERVISOR)
#define M "/v1/merchants/{merchant_id}"

static const struct route routes[] = {
        { "GET",   M "/collections",                           get_collections,       ROLE_ANY, SCOPE_LISTING_READ, 0, 0 },
        { "POST",  M "/collections",                           post_collections,      LISTERS, SCOPE_LISTING_WRITE, 16384, ROUTE_CREATES },
        { "GET",   M "/collections/{collection_id}",           get_collection,        ROLE_ANY, SCOPE_LISTING_READ, 0, 0 },
        { "PATCH", M "/collections/{collection_id}",           patch_collection,      LISTERS, SCOPE_LISTING_WRITE, 16384, 0 },
        { "POST",  M "/collections/{collection_id}/policies",  post_policies,         LISTERS, SCOPE_LISTING_WRITE, 16384, ROUTE_CREATES },
        { "GET",   M "/listings",                              get_listings,          ROLE_ANY, SCOPE_LISTING_READ, 0, 0 },
        { "POST",  M "/listings",                              post_listings,         LISTERS, SCOPE_LISTING_WRITE, 8192, ROUTE_CREATES },
        { "GET",   M "/listings/{listing_id}",                 get_listing,           ROLE_ANY, SCOPE_LISTING_READ, 0, 0 },
        { "POST",  M "/listings/{listing_id}/withdraw",        post_withdraw,         LISTERS, SCOPE_LISTING_WRITE, 0, 0 },
        { "GET",   M "/listings/{listing_id}/prices",          get_prices,            ROLE_ANY, SCOPE_LISTING_READ, 0, 0 },
        { "GET",   "/v1/collections/{handle}",                 get_public_collection, 0, 0, 0, 0 },
        { "GET",   "/v1/collections/{handle}/listings",        get_pull,              0, 0, 0, 0 },
        { "GET",   "/v1/collections/{handle}/listings/{listing_id}", get_pull_one,    0, 0, 0, 0 },
        { "GET",   "/v1/collections/{handle}/changes",         get_pull_changes,      0, 0, 0, 0 },
        { "GET",   "/v1/collections/{handle}/availability",    get_pull_availability, 0, 0, 0, 0 },
};

int main(int argc, char **argv)
{
        static const struct background background[] = {
                { "offer", offer_step, 0 }, { "waiting", offer_waiting_step, 0 }, { "plans", price_plans_step, 1000 }, { "prices", price_steps_step, 1000 },
                { "shelf", shelf_step, 0 }, { "shelf-tidy", shelf_tidy_step, 60000 }, { NULL, NULL, 0 },
        };
        static const struct service listing = {
                .name = "listing", .port = 8105, .routes = routes, .route_count = ARRAY_LEN(routes),
                .assets = listing_assets, .background = background,
        };

        return service_main(&listing, argc, argv);
}

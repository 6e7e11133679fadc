#include "assets.h"
#include "fulfillment.h"
#include "fulfillment_api.h"
#include "resale/outbox.h"
#include "resale/service.h"

#define SHIPPERS (ROLE_FULFILMENT | ROLE_SUPERVISOR)
#define M "/v1/merchants/{merchant_id}"

static const struct route routes[] = {
        { "POST",   M "/claims",                         post_claims,       0, SCOPE_ORDERS_WRITE, 4096, ROUTE_CREATES },
        { "GET",    M "/claims/{claim_id}",              get_claim,         SHIPPERS, SCOPE_ORDERS_READ, 0, 0 },
        { "DELETE", M "/claims/{claim_id}",              delete_claim,      SHIPPERS, SCOPE_ORDERS_WRITE, 0, 0 },
        { "PUT",    M "/connections/{source}",           put_connection,    ROLE_ADMINISTRATOR, SCOPE_ORDERS_WRITE, 4096, 0 },
        { "PUT",    M "/subscription",                   put_subscription,  ROLE_ADMINISTRATOR, SCOPE_ORDERS_WRITE, 8192, 0 },
        { "GET",    M "/orders",                         get_orders,        ROLE_ANY, SCOPE_ORDERS_READ, 0, 0 },
        { "POST",   M "/orders",                         post_orders,       0, SCOPE_ORDERS_WRITE, 65536, ROUTE_CREATES },
        { "GET",    M "/orders/{order_id}",              get_order,         ROLE_ANY, SCOPE_ORDERS_READ, 0, 0 },
        { "POST",   M "/orders/{order_id}/cancel",       post_cancel,       SHIPPERS, SCOPE_ORDERS_WRITE, 0, 0 },
        { "POST",   M "/orders/{order_id}/pick",         post_pick,         SHIPPERS, 0, 4096, 0 },
        { "POST",   M "/orders/{order_id}/parcels",      post_parcels,      SHIPPERS, 0, 16384, ROUTE_CREATES },
        { "GET",    M "/parcels/{parcel_id}",            get_parcel,        ROLE_ANY, SCOPE_ORDERS_READ, 0, 0 },
        { "POST",   M "/parcels/{parcel_id}/ship",       post_ship,         SHIPPERS, 0, 4096, 0 },
        { "GET",    M "/units/{unit_id}/returnability",  get_returnability, ROLE_ANY, SCOPE_ORDERS_READ, 0, 0 },
        { "POST",   M "/units/{unit_id}/returns",        post_returns,      SHIPPERS, SCOPE_ORDERS_WRITE, 8192, ROUTE_CREATES },
        { "GET",    M "/units/{unit_id}/books",          get_books,         ROLE_ANY, SCOPE_ORDERS_READ, 0, 0 },
        { "GET",    M "/earnings",                       get_earnings,      ROLE_ANY, SCOPE_ORDERS_READ, 0, 0 },
        { "GET",    "/v1/picks",                         get_picks,         ROLE_ANY, 0, 0, 0 },
        { "POST",   "/v1/webhooks/shopify/{merchant_id}",   post_shopify,   0, 0, 1048576, ROUTE_RAW_BODY },
        { "POST",   "/v1/webhooks/easypost/{merchant_id}",  post_easypost,  0, 0, 1048576, ROUTE_RAW_BODY },
        { "POST",   "/v1/webhooks/aftership/{merchant_id}", post_aftership, 0, 0, 1048576, ROUTE_RAW_BODY },
};

int main(int argc, char **argv)
{
        static const struct background background[] = {
                { "inbox", storefront_inbox_step, 0, false },
                { "outbox", outbox_step, 0, false },
                { "claims", claim_expiry_step, 1000, false },
                { "returns", return_step, 0, true },
                { NULL, NULL, 0, false },
        };
        static const struct service fulfillment = {
                .name = "fulfillment", .port = 8106, .routes = routes, .route_count = ARRAY_LEN(routes),
                .assets = fulfillment_assets, .background = background,
        };

        return service_main(&fulfillment, argc, argv);
}

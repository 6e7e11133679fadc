#include "assets.h"
#include "catalogue.h"
#include "intake.h"
#include "intake_api.h"
#include "intake_sql.h"
#include "resale/outbox.h"
#include "resale/service.h"

#define FLOOR (ROLE_RECEIVER | ROLE_SUPERVISOR)
#define M "/v1/merchants/{merchant_id}"

static const struct route routes[] = {
        { "POST", "/v1/scans",                                post_scans,         ROLE_ANY, 0, 2048, 0 },
        { "GET",  "/v1/shipments",                            get_queue,          ROLE_ANY, 0, 0, 0 },
        { "GET",  M "/shipments",                             get_shipments,      ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/shipments",                             post_shipments,     FLOOR, SCOPE_INTAKE_WRITE, 524288, ROUTE_CREATES },
        { "GET",  M "/shipments/{shipment_id}",               get_shipment,       ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/shipments/{shipment_id}/receive",       post_receive,       FLOOR, 0, 8192, ROUTE_CREATES },
        { "POST", M "/shipments/{shipment_id}/strangers",     post_strangers,     FLOOR, 0, 8192, ROUTE_CREATES },
        { "POST", M "/shipments/{shipment_id}/close",         post_close,         FLOOR, 0, 0, 0 },
        { "GET",  M "/shipments/{shipment_id}/report",        get_report,         ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "GET",  M "/catalogue",                             get_catalogue,      ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/catalogue",                             post_catalogue,     ROLE_SUPERVISOR, SCOPE_INTAKE_WRITE, 67108864, ROUTE_SPOOLED },
        { "GET",  M "/catalogue/state",                       get_catalogue_state, ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "PUT",  M "/connections/shopify",                   put_shop_connection, ROLE_ADMINISTRATOR, SCOPE_INTAKE_WRITE, 4096, 0 },
        { "POST", "/v1/webhooks/shopify/{merchant_id}",       post_shop_webhook,  0, 0, 2097152, ROUTE_RAW_BODY },
        { "PUT",  M "/subscription",                          put_subscription,   ROLE_ADMINISTRATOR, SCOPE_INTAKE_WRITE, 8192, 0 },
        { "GET",  M "/units/{unit_id}",                       get_unit,           ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "GET",  M "/units/{unit_id}/label",                 get_label,          ROLE_ANY, SCOPE_INTAKE_READ, 0, 0 },
        { "POST", M "/units/{unit_id}/label-prints",          post_label_prints,  FLOOR, 0, 1024, ROUTE_CREATES },
        { "POST", M "/units/{unit_id}/receive-again",         post_receive_again, FLOOR, 0, 8192, ROUTE_CREATES },
        { "POST", M "/units/{unit_id}/hold",                  post_hold,          FLOOR | ROLE_GRADER, 0, 8192, ROUTE_ONE_STATEMENT },
        { "POST", M "/units/{unit_id}/release",               post_release,       ROLE_SUPERVISOR, 0, 8192, ROUTE_ONE_STATEMENT },
};

int main(int argc, char **argv)
{
        static const struct background background[] = {
                { "import", import_step, 0 },
                { "inbox", shop_inbox_step, 0 },
                { "outbox", outbox_step, 0 },
                { NULL, NULL, 0 },
        };
        static const struct service intake = {
                .name = "intake", .port = 8103, .routes = routes, .route_count = ARRAY_LEN(routes),
                .statements = intake_statements, .assets = intake_assets, .background = background,
        };

        return service_main(&intake, argc, argv);
}

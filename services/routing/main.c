#include "assets.h"
#include "loop_inbox.h"
#include "loop_report.h"
#include "resale/service.h"
#include "routing_api.h"

#define SETTERS ROLE_ADMINISTRATOR
#define READERS ROLE_ANY
#define M "/v1/merchants/{merchant_id}"

static const struct route routes[] = {
        { "GET",    M "/destinations",                  get_destinations,    READERS, SCOPE_ROUTING_READ, 0, 0 },
        { "POST",   M "/destinations",                  post_destinations,   SETTERS, SCOPE_ROUTING_WRITE, 8192, ROUTE_CREATES },
        { "PATCH",  M "/destinations/{destination_id}", patch_destination,   SETTERS, SCOPE_ROUTING_WRITE, 8192, 0 },
        { "GET",    M "/rules",                         get_rules,           READERS, SCOPE_ROUTING_READ, 0, 0 },
        { "POST",   M "/rules",                         post_rules,          SETTERS, SCOPE_ROUTING_WRITE, 65536, ROUTE_CREATES },
        { "DELETE", M "/rules/{rule_id}",               delete_rule,         SETTERS, SCOPE_ROUTING_WRITE, 0, 0 },
        { "GET",    M "/workflows",                     get_workflows,       READERS, SCOPE_ROUTING_READ, 0, 0 },
        { "POST",   M "/workflows",                     post_workflows,      SETTERS, SCOPE_ROUTING_WRITE, 65536, ROUTE_CREATES },
        { "DELETE", M "/workflows/{workflow_id}",       delete_workflow,     SETTERS, SCOPE_ROUTING_WRITE, 0, 0 },
        { "GET",    M "/settings",                      get_settings,        READERS, SCOPE_ROUTING_READ, 0, 0 },
        { "PUT",    M "/settings",                      put_settings,        SETTERS, SCOPE_ROUTING_WRITE, 4096, 0 },
        { "GET",    M "/audit",                         get_setup_audit,     ROLE_ADMINISTRATOR | ROLE_SUPERVISOR, SCOPE_ROUTING_READ, 0, 0 },
        { "PUT",    M "/products",                      put_products,        SETTERS, SCOPE_ROUTING_WRITE, 262144, 0 },
        { "PUT",    M "/connections/loop",              put_loop_connection, SETTERS, SCOPE_ROUTING_WRITE, 4096, 0 },
        { "POST",   M "/dry-run",                       post_dry_run,        READERS, SCOPE_ROUTING_WRITE, 262144, 0 },
        { "GET",    M "/decisions",                     get_decisions,       READERS, SCOPE_ROUTING_READ, 0, 0 },
        { "GET",    M "/decisions/{decision_id}",       get_decision,        READERS, SCOPE_ROUTING_READ, 0, 0 },
        { "POST",   "/v1/webhooks/loop/{merchant_id}",  post_loop_webhook,   0, 0, 1048576, ROUTE_RAW_BODY },

        { "GET",    M "/connections/loop/api",          get_loop_target,     READERS, SCOPE_ROUTING_READ, 0, 0 },
        { "PUT",    M "/connections/loop/api",          put_loop_target,     SETTERS, SCOPE_ROUTING_WRITE, 4096, 0 },
        { "DELETE", M "/connections/loop/api",          delete_loop_target,  SETTERS, SCOPE_ROUTING_WRITE, 0, 0 },
        { "GET",    M "/loop-reports",                  get_loop_reports,    ROLE_ADMINISTRATOR | ROLE_SUPERVISOR, SCOPE_ROUTING_READ, 0, 0 },
        { "POST",   M "/loop-reports/{report_id}/send-again", post_loop_report_again, ROLE_ADMINISTRATOR | ROLE_SUPERVISOR, SCOPE_ROUTING_WRITE, 0, 0 },
};

int main(int argc, char **argv)
{
        static const struct background background[] = {
                { "inbox", loop_inbox_step, 0, false }, { "loop reports", loop_report_step, 0, true }, { "outbox", loop_send_step, 0, false }, { NULL, NULL, 0, false },
        };
        static const struct service routing = {
                .name = "routing", .port = 8102, .routes = routes, .route_count = ARRAY_LEN(routes),
                .assets = routing_assets, .background = background,
        };

        return service_main(&routing, argc, argv);
}

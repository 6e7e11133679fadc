#include "assets.h"
#include "grading_api.h"
#include "grading_sql.h"
#include "night.h"
#include "resale/service.h"

#define BENCH (ROLE_GRADER | ROLE_TECHNICIAN | ROLE_SUPERVISOR)
#define M "/v1/merchants/{merchant_id}"

static const struct route routes[] = {
        { "GET",  "/v1/queue",                              get_bench_queue,  ROLE_ANY, 0, 0, 0 },
        { "GET",  M "/rubrics",                             get_rubrics,      ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/rubrics",                             post_rubrics,     ROLE_SUPERVISOR, 0, 262144, ROUTE_CREATES },
        { "GET",  M "/rubrics/{rubric_id}",                 get_rubric,       ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "GET",  M "/units/{unit_id}",                     get_unit_bench,   BENCH, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/units/{unit_id}/grades",              post_grades,      ROLE_GRADER, 0, 65536, ROUTE_CREATES },
        { "GET",  M "/units/{unit_id}/grades",              get_grades,       ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/units/{unit_id}/work-orders",         post_work_orders, ROLE_TECHNICIAN | ROLE_SUPERVISOR, 0, 16384, ROUTE_CREATES },
        { "GET",  M "/units/{unit_id}/work-orders",         get_work_orders,  ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/work-orders/{work_order_id}/finish",  post_finish,      ROLE_TECHNICIAN | ROLE_SUPERVISOR, 0, 8192, 0 },
        { "POST", M "/units/{unit_id}/disposition",         post_disposition, ROLE_SUPERVISOR, 0, 16384, 0 },
        { "GET",  M "/approvals",                           get_approvals,    ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/approvals/{approval_id}/approve",     post_approve,     ROLE_SUPERVISOR, 0, 0, 0 },
        { "POST", M "/approvals/{approval_id}/refuse",      post_refuse,      ROLE_SUPERVISOR, 0, 0, 0 },

        { "GET",  M "/earning-policies",                      get_earning_policies,    ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/earning-policies",                      post_earning_policies,   ROLE_SUPERVISOR, 0, 65536, ROUTE_CREATES },
        { "POST", M "/earning-policies/preview",              post_policy_preview,     ROLE_SUPERVISOR, 0, 65536, 0 },
        { "GET",  M "/earning-policies/default",              get_default_policy,      ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "GET",  M "/decisions",                             get_earning_decisions,   ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "GET",  M "/units/{unit_id}/decision",              get_earning_decision,    ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/units/{unit_id}/decision",              post_earning_decision,   BENCH | ROLE_LISTER, 0, 0, ROUTE_CREATES },
        { "GET",  M "/estimates",                             get_estimates,           ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/estimates",                             post_estimates,          ROLE_SUPERVISOR, 0, 0, 0 },
        { "GET",  M "/scores",                                get_scores,              ROLE_SUPERVISOR, SCOPE_GRADING_READ, 0, 0 },

        { "GET",    "/v1/ready-rubrics",                    get_ready_rubrics,    ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "GET",    "/v1/ready-rubrics/{name}",             get_ready_rubric,     ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "GET",    M "/rubric-drafts",                     get_rubric_drafts,    ROLE_SUPERVISOR, 0, 0, 0 },
        { "POST",   M "/rubric-drafts",                     post_rubric_drafts,   ROLE_SUPERVISOR, 0, 262144, ROUTE_CREATES },
        { "GET",    M "/rubric-drafts/{draft_id}",          get_rubric_draft,     ROLE_SUPERVISOR, 0, 0, 0 },
        { "PUT",    M "/rubric-drafts/{draft_id}",          put_rubric_draft,     ROLE_SUPERVISOR, 0, 262144, 0 },
        { "DELETE", M "/rubric-drafts/{draft_id}",          delete_rubric_draft,  ROLE_SUPERVISOR, 0, 0, 0 },
        { "POST",   M "/rubric-drafts/{draft_id}/publish",  post_publish_draft,   ROLE_SUPERVISOR, 0, 4096, ROUTE_CREATES },
        { "POST",   M "/rubric-previews",                   post_rubric_previews, ROLE_SUPERVISOR, 0, 262144, 0 },
        { "POST",   M "/rubric-checks",                     post_rubric_checks,   ROLE_SUPERVISOR, 0, 262144, 0 },
        { "GET",    M "/units/{unit_id}/crosswalk",         get_crosswalk,        ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
};

int main(int argc, char **argv)
{
        static const struct background background[] = { { "night", night_step, 1000 }, { NULL, NULL, 0 } };
        static const struct service grading = {
                .name = "grading", .port = 8104, .routes = routes, .route_count = ARRAY_LEN(routes),
                .statements = grading_statements, .assets = grading_assets, .background = background,
        };

        return service_main(&grading, argc, argv);
}

#include "assets.h"
#include "grading_api.h"
#include "grading_sql.h"
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

        { "POST", M "/units/{unit_id}/bench",               post_unit_bench,  BENCH, 0, 4096, 0 },
        { "POST", M "/units/{unit_id}/grades/{grade_id}/override", post_override, ROLE_GRADER | ROLE_SUPERVISOR, 0, 8192, ROUTE_CREATES },
        { "GET",  M "/units/{unit_id}/holds",               get_unit_holds,   BENCH, SCOPE_GRADING_READ, 0, 0 },
        { "GET",  M "/recalls",                             get_recalls,      ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/recalls",                             post_recalls,     ROLE_SUPERVISOR, 0, 524288, ROUTE_CREATES },
        { "POST", M "/recalls/{recall_id}/end",             post_recall_end,  ROLE_SUPERVISOR, 0, 0, 0 },
        { "GET",  M "/safety-words",                        get_safety_words, ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/safety-words",                        post_safety_words, ROLE_SUPERVISOR, 0, 16384, ROUTE_CREATES },
};

int main(int argc, char **argv)
{
        static const struct service grading = {
                .name = "grading", .port = 8104, .routes = routes, .route_count = ARRAY_LEN(routes),
                .statements = grading_statements, .assets = grading_assets,
        };

        return service_main(&grading, argc, argv);
}

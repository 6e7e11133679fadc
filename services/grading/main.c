#include "assets.h"
#include "grading_api.h"
#include "night.h"
#include "recall.h"
#include "replay.h"
#include "resale/service.h"
#include "review.h"
#include "review_api.h"
#include "safety.h"
#include "work_api.h"

#define BENCH (ROLE_GRADER | ROLE_TECHNICIAN | ROLE_SUPERVISOR)
#define WORKERS (ROLE_TECHNICIAN | ROLE_SUPERVISOR)
#define M "/v1/merchants/{merchant_id}"
#define F "/v1/facilities/{facility_id}"

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

        { "GET",  "/v1/reviews",                            get_reviews,          ROLE_GRADER, 0, 0, 0 },
        { "POST", M "/reviews/{review_id}/take",            post_take,            ROLE_GRADER, 0, 0, 0 },
        { "POST", M "/reviews/{review_id}/answers",         post_review_answers,  ROLE_GRADER, 0, 65536, ROUTE_CREATES },
        { "POST", M "/reviews/{review_id}/give-back",       post_give_back,       ROLE_GRADER, 0, 1024, 0 },
        { "GET",  "/v1/quality",                            get_all_quality,      ROLE_SUPERVISOR, 0, 0, 0 },
        { "GET",  M "/quality",                             get_quality,          ROLE_SUPERVISOR, 0, 0, 0 },
        { "GET",  M "/review-policy",                       get_review_policy,    ROLE_SUPERVISOR, 0, 0, 0 },
        { "GET",  M "/review-policies",                     get_review_policies,  ROLE_SUPERVISOR, 0, 0, 0 },
        { "POST", M "/review-policies",                     post_review_policies, ROLE_SUPERVISOR, 0, 65536, ROUTE_CREATES },
        { "POST", M "/review-policies/preview",             post_review_preview,  ROLE_SUPERVISOR, 0, 65536, 0 },
        { "GET",  M "/findings",                            get_findings,         ROLE_SUPERVISOR, 0, 0, 0 },
        { "POST", M "/findings/{finding_id}/settle",        post_settle_finding,  ROLE_SUPERVISOR, 0, 4096, 0 },
        { "GET",  M "/rubric-tickets",                      get_rubric_tickets,   ROLE_SUPERVISOR, 0, 0, 0 },
        { "POST", M "/rubric-tickets/{ticket_id}/settle",   post_settle_ticket,   ROLE_SUPERVISOR, 0, 4096, 0 },
        { "GET",  M "/calibrations",                        get_calibrations,     ROLE_SUPERVISOR, 0, 0, 0 },
        { "POST", M "/calibrations",                        post_calibrations,    ROLE_SUPERVISOR, 0, 65536, ROUTE_CREATES },
        { "POST", M "/calibrations/{calibration_id}/seed",  post_seed,            ROLE_SUPERVISOR, 0, 16384, 0 },
        { "POST", M "/calibrations/{calibration_id}/retire", post_retire,         ROLE_SUPERVISOR, 0, 0, 0 },

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

        { "GET",  "/v1/operations",                         get_partner_operations, ROLE_ANY, 0, 0, 0 },
        { "POST", "/v1/operations",                         post_operations,        ROLE_SUPERVISOR, 0, 65536, ROUTE_CREATES },
        { "POST", "/v1/operations/preview",                 post_operation_preview, ROLE_SUPERVISOR, 0, 65536, 0 },
        { "GET",  M "/operations",                          get_operations,         ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "POST", M "/operations",                          post_operations,        ROLE_SUPERVISOR, 0, 65536, ROUTE_CREATES },
        { "POST", M "/operations/preview",                  post_operation_preview, ROLE_SUPERVISOR, 0, 65536, 0 },
        { "GET",  M "/operations/versions",                 get_operation_versions, ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "GET",  M "/units/{unit_id}/work-plans",          get_work_plans,         ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "GET",  M "/work-orders/{work_order_id}",         get_work_order,         ROLE_ANY, SCOPE_GRADING_READ, 0, 0 },
        { "PATCH", M "/work-orders/{work_order_id}",        patch_work_order,       ROLE_SUPERVISOR, 0, 8192, 0 },
        { "POST", M "/work-orders/{work_order_id}/start",   post_work_start,        WORKERS, 0, 8192, 0 },
        { "POST", M "/work-orders/{work_order_id}/pause",   post_work_pause,        WORKERS, 0, 8192, 0 },
        { "POST", M "/work-orders/{work_order_id}/resume",  post_work_resume,       WORKERS, 0, 8192, 0 },
        { "POST", M "/work-orders/{work_order_id}/cancel",  post_work_cancel,       WORKERS, 0, 8192, 0 },
        { "POST", M "/work-orders/{work_order_id}/steps",   post_work_steps,        WORKERS, 0, 8192, ROUTE_CREATES },
        { "POST", M "/work-orders/{work_order_id}/parts",   post_work_parts,        WORKERS, 0, 8192, ROUTE_CREATES },
        { "GET",  "/v1/work",                               get_board,              ROLE_ANY, 0, 0, 0 },
        { "GET",  F "/work-settings",                       get_work_setting,       ROLE_ANY, 0, 0, 0 },
        { "POST", F "/work-settings",                       post_work_setting,      ROLE_SUPERVISOR, 0, 8192, ROUTE_CREATES },
        { "GET",  F "/parts",                               get_parts,              ROLE_ANY, 0, 0, 0 },
        { "POST", F "/parts",                               post_parts,             WORKERS, 0, 8192, ROUTE_CREATES },
        { "PATCH", F "/parts/{part}",                       patch_part,             ROLE_SUPERVISOR, 0, 8192, 0 },
        { "POST", F "/parts/{part}/receipts",               post_part_receipts,     WORKERS, 0, 8192, ROUTE_CREATES },
        { "POST", F "/parts/{part}/adjustments",            post_part_adjustments,  ROLE_SUPERVISOR, 0, 8192, ROUTE_CREATES },
        { "GET",  F "/parts/{part}/entries",                get_part_entries,       ROLE_ANY, 0, 0, 0 },

        { "PUT",  M "/units/{unit_id}/lease",               put_unit_lease,         BENCH, 0, 0, 0 },
        { "PUT",  M "/units/{unit_id}/identity",            put_unit_identity,      BENCH | ROLE_RECEIVER, 0, 2048, 0 },
};

int main(int argc, char **argv)
{
        static const struct background background[] = { { "review", review_step, 0, true }, { "night", night_step, 1000, false }, { "recalls", recall_step, 0, false },
                { "safety", safety_step, 0, true }, { NULL, NULL, 0, false } };
        static const struct service grading = {
                .name = "grading", .port = 8104, .routes = routes, .route_count = ARRAY_LEN(routes),
                .assets = grading_assets, .background = background,
        };

        if (argc == 3 && text_equal(argv[1], "--replay"))   /* resalectl replay */
                return replay_run(argv[2]);
        return service_main(&grading, argc, argv);
}

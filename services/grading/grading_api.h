#ifndef GRADING_API_H
#define GRADING_API_H

#include "resale/http.h"

http_handler get_bench_queue, get_rubrics, post_rubrics, get_rubric, get_unit_bench, post_grades, get_grades;
http_handler post_work_orders, get_work_orders, post_finish, post_disposition;
http_handler get_approvals, post_approve, post_refuse;
http_handler get_earning_policies, post_earning_policies, post_policy_preview, get_default_policy;
http_handler get_earning_decisions, get_earning_decision, post_earning_decision, get_estimates, post_estimates, get_scores;
http_handler get_ready_rubrics, get_ready_rubric, get_rubric_drafts, post_rubric_drafts, get_rubric_draft, put_rubric_draft, delete_rubric_draft, post_publish_draft;
http_handler post_rubric_previews, post_rubric_checks, get_crosswalk;
http_handler post_unit_bench, put_unit_lease, put_unit_identity, post_override, get_unit_holds, get_recalls, post_recalls, post_recall_end, get_safety_words, post_safety_words;

#endif

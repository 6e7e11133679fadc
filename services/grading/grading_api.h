#ifndef GRADING_API_H
#define GRADING_API_H

#include "resale/http.h"

http_handler get_bench_queue, get_rubrics, post_rubrics, get_rubric, get_unit_bench, post_grades, get_grades;
http_handler post_work_orders, get_work_orders, post_finish, post_disposition;
http_handler get_approvals, post_approve, post_refuse;
http_handler get_earning_policies, post_earning_policies, post_policy_preview, get_default_policy;
http_handler get_earning_decisions, get_earning_decision, post_earning_decision, get_estimates, post_estimates, get_scores;

#endif

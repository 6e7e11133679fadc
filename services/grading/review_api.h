#ifndef GRADING_REVIEW_API_H
#define GRADING_REVIEW_API_H

#include "resale/http.h"

http_handler get_reviews, post_take, post_review_answers, post_give_back;
/* Of a unit in the path: REVIEW_OPEN for whom its grade, and what follows from it, is hidden. */
enum problem unless_reviewing(struct request *rq) MUST_USE;
http_handler get_quality, get_all_quality, get_review_policy, get_review_policies, post_review_policies, post_review_preview;
http_handler get_findings, post_settle_finding, get_rubric_tickets, post_settle_ticket;
http_handler get_calibrations, post_calibrations, post_seed, post_retire;

#endif

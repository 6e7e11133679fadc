#include "decision.h"
#include "grading_api.h"
#include "grading_sql.h"
#include "night.h"
#include "policy.h"
#include "resale/clock.h"
#include "review_api.h"

enum problem get_earning_policies(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_earning_policies, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

enum problem get_default_policy(struct request *rq)
{
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(policy_default(request_db(rq), request_arena(rq), &merchant_id, &json));
        return reply_text(rq, 200, json);
}

static enum problem with_fault(struct request *rq, enum problem problem, const struct json_fault *fault)
{
        return problem == PROBLEM_INVALID_FIELD && fault->field ? request_invalid(rq, fault->field, "%s", fault->reason) : problem;
}

enum problem post_earning_policies(struct request *rq)
{
        struct earning_policy policy = { 0 };
        struct json_fault fault = { 0 };
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &earning_policy_shape, &policy));
        TRY(with_fault(rq, policy_add(request_db(rq), request_arena(rq), &merchant_id, &policy, request_actor(rq), &json, &fault), &fault));
        return reply_text(rq, 201, json);
}

enum problem post_policy_preview(struct request *rq)
{
        struct earning_policy draft = { 0 };
        struct json_fault fault = { 0 };
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_json(rq, &earning_policy_shape, &draft));
        TRY(with_fault(rq, policy_preview(request_db(rq), request_arena(rq), &merchant_id, &draft, &json, &fault), &fault));
        return reply_text(rq, 200, json);
}

enum problem get_earning_decision(struct request *rq)
{
        struct uuid merchant_id, unit_id;
        const char *json;

        TRY(unless_reviewing(rq));
        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(decision_find(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &json));
        return reply_text(rq, 200, json);
}

enum problem post_earning_decision(struct request *rq)
{
        struct uuid merchant_id, unit_id;
        const char *json;

        TRY(unless_reviewing(rq));
        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(decision_again(request_db(rq), request_arena(rq), &merchant_id, &unit_id, request_actor(rq), &json));
        return reply_text(rq, 201, json);
}

enum problem get_earning_decisions(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_weighed, DB_ARGS(db_uuid(&merchant_id), db_text(viewer.actor), db_bool(viewer.may_review), PAGE_ARGS(&page)));
}

enum problem get_estimates(struct request *rq)
{
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(night_shown(request_db(rq), request_arena(rq), &merchant_id, &json));
        return reply_text(rq, 200, json);
}

enum problem post_estimates(struct request *rq)
{
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(night_want(request_db(rq), request_arena(rq), &merchant_id, request_actor(rq), &json));
        return reply_text(rq, 202, json);
}

enum { HALF_YEAR = 184, YEAR = 366 };   /* days */

/* A time of the query; absent: `otherwise`. */
static enum problem moment(struct request *rq, const char *name, struct instant otherwise, struct instant *at)
{
        const char *text = request_query(rq, name);

        *at = otherwise;
        return !text || instant_parse(text, at) ? PROBLEM_OK : request_invalid(rq, name, "must be a time such as 2026-11-01T00:00:00Z");
}

/* From and to; half a year before `to` unless said, which is now unless said. */
static enum problem read_period(struct request *rq, struct instant *from, struct instant *to)
{
        static const int64_t day = INT64_C(86400) * 1000000;

        TRY(moment(rq, "to", clock_now(), to));
        TRY(moment(rq, "from", (struct instant){ to->micros - HALF_YEAR * day }, from));
        if (from->micros >= to->micros)
                return request_invalid(rq, "to", "must be after from");
        return to->micros - from->micros <= YEAR * day ? PROBLEM_OK : request_invalid(rq, "from", "must be at most %d days before to", YEAR);
}

enum problem get_scores(struct request *rq)
{
        struct instant from, to;
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(read_period(rq, &from, &to));
        TRY(db_value(request_db(rq), request_arena(rq), &sql_select_scores,
                     DB_ARGS(db_uuid(&merchant_id), db_instant(from), db_instant(to), db_int(earning_policy_default()->return_cost)), &json, PROBLEM_INTERNAL));
        return reply_text(rq, 200, json);
}

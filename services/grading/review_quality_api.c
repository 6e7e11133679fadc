#include "grading_sql.h"
#include "review.h"
#include "review_api.h"

/* --- figures --- */

static enum problem figures(struct request *rq)
{
        struct window window = { .days = 30 };
        const char *json;

        request_merchant(rq, &window.merchant_id);
        TRY(request_query_int(rq, "days", 1, 365, &window.days));
        TRY(quality_figures(request_db(rq), request_arena(rq), &window, &json));
        return reply_text(rq, 200, json);
}

enum problem get_quality(struct request *rq) { return figures(rq); }
enum problem get_all_quality(struct request *rq) { return figures(rq); }

/* --- the policy --- */

enum problem get_review_policy(struct request *rq)
{
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(review_policy_show(request_db(rq), request_arena(rq), &merchant_id, &json));
        return reply_text(rq, 200, json);
}

enum problem get_review_policies(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_review_policies, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
}

static enum problem draft(struct request *rq, struct uuid *merchant_id, struct review_policy *policy)
{
        struct json_fault fault = { 0 };

        request_merchant(rq, merchant_id);
        TRY(request_json(rq, &review_policy_shape, policy));
        enum problem problem = review_policy_check(request_db(rq), request_arena(rq), merchant_id, policy, &fault);
        return problem == PROBLEM_INVALID_FIELD && fault.field ? request_invalid(rq, fault.field, "%s", fault.reason) : problem;
}

enum problem post_review_policies(struct request *rq)
{
        struct review_policy policy = { 0 };
        struct uuid merchant_id;
        const char *json;

        TRY(draft(rq, &merchant_id, &policy));
        TRY(review_policy_add(request_db(rq), request_arena(rq), &merchant_id, &policy, request_actor(rq), &json));
        return reply_text(rq, 201, json);
}

enum problem post_review_preview(struct request *rq)
{
        struct review_policy policy = { 0 };
        struct uuid merchant_id;
        const char *json;

        TRY(draft(rq, &merchant_id, &policy));
        TRY(review_policy_preview(request_db(rq), request_arena(rq), &merchant_id, &policy, &json));
        return reply_text(rq, 200, json);
}

/* --- findings and tickets --- */

static enum problem list_in_state(struct request *rq, const struct sql *sql)
{
        static const char *const states[] = { "open", "settled", NULL };
        struct uuid merchant_id;
        struct page page;
        int state = 0;

        request_merchant(rq, &merchant_id);
        TRY(request_query_choice(rq, "state", states, &state));
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, sql, DB_ARGS(db_uuid(&merchant_id), db_text(states[state]), PAGE_ARGS(&page)));
}

enum problem get_findings(struct request *rq) { return list_in_state(rq, &sql_list_findings); }
enum problem get_rubric_tickets(struct request *rq) { return list_in_state(rq, &sql_list_rubric_tickets); }

struct outcome_body { int outcome; const char *note; };
static const struct field outcome_fields[] = {
        CHOICE(struct outcome_body, outcome, finding_outcomes, .required = true),
        FIELD(struct outcome_body, note, .min = 1, .max = 1000),
};
static const struct shape outcome_shape = SHAPE(struct outcome_body, outcome_fields);

static enum problem say_state(struct request *rq, const char *state)
{
        if (text_equal(state, "quarantined"))
                return request_problem(rq, PROBLEM_UNIT_STATE, "The unit is on hold; release it first.");
        return request_problem(rq, PROBLEM_UNIT_STATE, "The unit is %s; withdraw its listing first, so that it can be graded again.", state);
}

enum problem post_settle_finding(struct request *rq)
{
        struct settling settling = { .actor = request_actor(rq) };
        struct outcome_body body = { 0 };
        const char *state, *json;

        request_merchant(rq, &settling.merchant_id);
        TRY(request_uuid(rq, "finding_id", &settling.id));
        TRY(request_json(rq, &outcome_shape, &body));
        settling.outcome = finding_outcomes[body.outcome];
        settling.note = body.note;
        enum problem problem = finding_settle(request_db(rq), request_arena(rq), &settling, &state, &json);
        if (problem == PROBLEM_UNIT_STATE && state)
                return say_state(rq, state);
        TRY(problem);
        return reply_text(rq, 200, json);
}

struct ticket_body { const char *note; struct uuid rubric_id; };
static const struct field ticket_fields[] = {
        FIELD(struct ticket_body, note, .min = 1, .max = 1000),
        FIELD(struct ticket_body, rubric_id),
};
static const struct shape ticket_shape = SHAPE(struct ticket_body, ticket_fields);

enum problem post_settle_ticket(struct request *rq)
{
        struct settling settling = { .actor = request_actor(rq) };
        struct ticket_body body;
        const char *json;

        request_merchant(rq, &settling.merchant_id);
        TRY(request_uuid(rq, "ticket_id", &settling.id));
        TRY(request_json(rq, &ticket_shape, &body));
        if (!body.note && !*body.rubric_id.text)
                return request_invalid(rq, "note", "must say what was done, unless a new version of the rubric is named");
        settling.note = body.note;
        settling.new_rubric = body.rubric_id;
        TRY(ticket_settle(request_db(rq), request_arena(rq), &settling, &json));
        return reply_text(rq, 200, json);
}

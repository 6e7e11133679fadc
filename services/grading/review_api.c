#include "review_api.h"

#include "grading.h"
#include "grading_api.h"
#include "grading_sql.h"
#include "resale/ledger.h"
#include "review.h"
#include "safety.h"

enum problem get_reviews(struct request *rq)
{
        const char *plate = request_query(rq, "plate");
        struct unit unit = { 0 };
        struct page page;

        if (plate)
                TRY(ledger_unit_by_plate(request_db(rq), request_arena(rq), plate, &unit));
        TRY(page_begin(rq, "-infinity", &page));
        return page_reply(rq, &page, &sql_list_reviews, DB_ARGS(db_text(request_actor(rq)), db_uuid(&unit.unit_id), PAGE_ARGS(&page)));
}

static enum problem which(struct request *rq, struct reviewing *who)
{
        who->actor = request_actor(rq);
        request_merchant(rq, &who->merchant_id);
        return request_uuid(rq, "review_id", &who->review_id);
}

enum problem post_take(struct request *rq)
{
        struct reviewing who;
        const char *json;

        TRY(which(rq, &who));
        TRY(review_take(request_db(rq), request_arena(rq), &who, &json));
        return reply_text(rq, 200, json);
}

struct answers_body { struct list answers; };
static const struct field answers_fields[] = { LIST(struct answers_body, answers, &answered_shape, .required = true, .max = 100) };
static const struct shape answers_shape = SHAPE(struct answers_body, answers_fields);

enum problem post_review_answers(struct request *rq)
{
        struct json_fault fault = { 0 };
        struct answers_body body;
        struct reviewing who;
        const char *held;

        TRY(which(rq, &who));
        TRY(request_json(rq, &answers_shape, &body));
        enum problem problem = review_answer(request_db(rq), request_arena(rq), &who, &body.answers, &held, &fault);
        if (problem == PROBLEM_ANSWER_INVALID)
                (void)!request_invalid(rq, fault.field, "%s", fault.reason);
        TRY(problem);
        return reply_text(rq, 201, with_hold(request_arena(rq), arena_printf(request_arena(rq), "{\"review_id\":\"%s\",\"state\":\"done\"}", who.review_id.text), held));
}

struct reason_body { int reason; };
static const struct field reason_fields[] = { CHOICE(struct reason_body, reason, review_reasons, .required = true) };
static const struct shape reason_shape = SHAPE(struct reason_body, reason_fields);

enum problem post_give_back(struct request *rq)
{
        struct reason_body body = { 0 };
        struct reviewing who;

        TRY(which(rq, &who));
        TRY(request_json(rq, &reason_shape, &body));
        TRY(review_give_back(request_db(rq), request_arena(rq), &who, review_reasons[body.reason]));
        return reply_empty(rq);
}

enum problem unless_reviewing(struct request *rq)
{
        struct viewer viewer = request_viewer(rq);
        struct uuid merchant_id, unit_id;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        return review_blindfold(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &viewer);
}

#include "fulfillment.h"
#include "fulfillment_api.h"
#include "resale/clock.h"
#include "resale/json.h"

enum problem get_returnability(struct request *rq)
{
        struct uuid merchant_id, unit_id;
        struct terms terms;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(unit_terms(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &terms));
        struct returnability answer = returnability_of(request_arena(rq), &terms);
        return reply_json(rq, 200, &returnability_shape, &answer);
}

struct return_body { const char *reason; };
static const struct field return_fields[] = { FIELD(struct return_body, reason, .required = true, .min = 1, .max = 500) };
static const struct shape return_shape = SHAPE(struct return_body, return_fields);

enum problem post_returns(struct request *rq)
{
        struct returning returning = { .actor = request_actor(rq) };
        struct return_body body;
        const char *json, *why;

        request_merchant(rq, &returning.merchant_id);
        TRY(request_uuid(rq, "unit_id", &returning.unit_id));
        TRY(request_json(rq, &return_shape, &body));
        returning.reason = body.reason;
        enum problem problem = return_authorise(request_db(rq), request_arena(rq), &returning, &json, &why);
        if (problem == PROBLEM_NOT_RETURNABLE)
                return request_problem(rq, problem, "%s", why);
        TRY(problem);
        return reply_text(rq, 201, json);
}

enum problem get_books(struct request *rq)
{
        struct uuid merchant_id, unit_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "unit_id", &unit_id));
        TRY(books_of_unit(request_db(rq), request_arena(rq), &merchant_id, &unit_id, &json));
        return reply_text(rq, 200, json);
}

static enum problem query_instant(struct request *rq, const char *name, struct instant otherwise, struct instant *at)
{
        const char *text = request_query(rq, name);

        *at = otherwise;
        if (text && !instant_parse(text, at))
                return request_invalid(rq, name, "must be a time with a zone, such as 2026-11-01T00:00:00Z");
        return PROBLEM_OK;
}

enum problem get_earnings(struct request *rq)
{
        struct instant from, to, now = clock_now();
        struct uuid merchant_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(query_instant(rq, "from", (struct instant){ now.micros - 30LL * 86400 * 1000000 }, &from));
        TRY(query_instant(rq, "to", (struct instant){ now.micros + 1000000 }, &to));
        TRY(earnings(request_db(rq), request_arena(rq), &merchant_id, from, to, &json));
        return reply_text(rq, 200, json);
}

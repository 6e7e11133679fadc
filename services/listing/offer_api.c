#include "listing_api.h"
#include "listing_sql.h"
#include "offer.h"
#include "price.h"
#include "resale/id.h"

enum problem get_listings(struct request *rq)
{
        static const char *const states[] = { "live", "sold", "withdrawn", NULL };
        const char *of = request_query(rq, "collection_id"), *words = request_query(rq, "q"), *grade = request_query(rq, "grade");
        struct uuid merchant_id, collection_id = { "" };
        struct page page;
        int state = -1;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        TRY(request_query_choice(rq, "state", states, &state));
        if (of && !uuid_parse(of, &collection_id))
                return request_invalid(rq, "collection_id", "must be an id");
        if (words && (strlen(words) > 200 || !*words))
                return request_invalid(rq, "q", "must have 1 to 200 bytes");
        const char *of_state = state < 0 ? NULL : states[state];
        if (words)
                return page_reply(rq, &page, &sql_find_listings, DB_ARGS(db_uuid(&merchant_id), db_uuid(&collection_id), db_text(of_state), db_text(words), db_text(grade),
                                                                         PAGE_ARGS(&page)));
        return page_reply(rq, &page, &sql_list_listings, DB_ARGS(db_uuid(&merchant_id), db_uuid(&collection_id), db_text(of_state), db_text(grade), PAGE_ARGS(&page)));
}

enum problem get_listing(struct request *rq)
{
        struct uuid merchant_id, listing_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "listing_id", &listing_id));
        TRY(offer_find(request_db(rq), request_arena(rq), &merchant_id, &listing_id, &json));
        return reply_text(rq, 200, json);
}

struct listing_body { struct uuid unit_id, collection_id; struct money price; const char *reason, *approval; };
static const struct field listing_fields[] = {
        FIELD(struct listing_body, unit_id, .required = true),
        FIELD(struct listing_body, collection_id, .required = true),
        FIELD(struct listing_body, price, .min = 1, .max = 1000000000000),
        FIELD(struct listing_body, reason, .min = 1, .max = 1000),
        FIELD(struct listing_body, approval, .min = 1, .max = 100),
};
static const struct shape listing_shape = SHAPE(struct listing_body, listing_fields);

/* The linter's first words are the detail; all of it is the extension "contradictions". */
static enum problem refused(struct request *rq, enum problem problem, const struct refusal *refusal)
{
        const struct fault *fault = refusal->faults.fault;
        const char *why = refusal->why;

        if (problem == PROBLEM_LISTING_STATE && refusal->faults.count) {
                request_extend(rq, "contradictions", faults_json(request_arena(rq), &refusal->faults));
                return request_problem(rq, problem, "%s %s", fault->detail, fault->mend);
        }
        if (problem == PROBLEM_INVALID_FIELD && why)
                return request_invalid(rq, "approval", "%s", why);
        if (why)
                return request_problem(rq, problem, "%s", why);
        return problem == PROBLEM_COLLECTION_STATE ? request_problem(rq, problem, "It needs a policy before anything is offered in it.") : problem;
}

enum problem post_listings(struct request *rq)
{
        struct offer offer = { .actor = request_actor(rq), .by_hand = true, .session = request_session(rq) };
        struct listing_body body;
        struct uuid listing_id;
        struct refusal refusal;
        const char *json;

        TRY(request_json(rq, &listing_shape, &body));
        request_merchant(rq, &offer.merchant_id);
        offer.unit_id = body.unit_id;
        offer.collection_id = body.collection_id;
        offer.price = body.price;
        offer.reason = body.reason;
        offer.approval = body.approval;
        if (offer.approval && !offer.reason)
                return request_invalid(rq, "reason", "must say why it is sold below the floor");
        enum problem problem = offer_publish(request_db(rq), request_arena(rq), &offer, &listing_id, &refusal);
        TRY(refused(rq, problem, &refusal));
        TRY(offer_find(request_db(rq), request_arena(rq), &offer.merchant_id, &listing_id, &json));
        return reply_text(rq, 201, json);
}

enum problem post_withdraw(struct request *rq)
{
        struct uuid merchant_id, listing_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "listing_id", &listing_id));
        TRY(offer_withdraw(request_db(rq), request_arena(rq), &merchant_id, &listing_id, request_actor(rq)));
        TRY(offer_find(request_db(rq), request_arena(rq), &merchant_id, &listing_id, &json));
        return reply_text(rq, 200, json);
}

enum problem get_prices(struct request *rq)
{
        struct uuid merchant_id, listing_id;
        const char *json;

        request_merchant(rq, &merchant_id);
        TRY(request_uuid(rq, "listing_id", &listing_id));
        TRY(price_history(request_db(rq), request_arena(rq), &merchant_id, &listing_id, &json));
        return reply_text(rq, 200, json);
}

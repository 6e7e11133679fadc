#include "collection.h"
#include "follow.h"
#include "listing_api.h"
#include "listing_sql.h"
#include "offer.h"
#include "price.h"

enum problem get_listings(struct request *rq)
{
        struct uuid merchant_id;
        struct page page;

        request_merchant(rq, &merchant_id);
        TRY(page_begin(rq, "infinity", &page));
        return page_reply(rq, &page, &sql_list_listings, DB_ARGS(db_uuid(&merchant_id), PAGE_ARGS(&page)));
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

static enum problem refused(struct request *rq, enum problem problem, const char *why)
{
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
        const char *why, *json;

        TRY(request_json(rq, &listing_shape, &body));
        request_merchant(rq, &offer.merchant_id);
        offer.unit_id = body.unit_id;
        offer.collection_id = body.collection_id;
        offer.price = body.price;
        offer.reason = body.reason;
        offer.approval = body.approval;
        if (offer.approval && !offer.reason)
                return request_invalid(rq, "reason", "must say why it is sold below the floor");
        enum problem problem = offer_publish(request_db(rq), request_arena(rq), &offer, &listing_id, &why);
        TRY(refused(rq, problem, why));
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

/* A live collection is public; any other is its merchant's, by a key with listing:read, and the partner's. */
static enum problem open_collection(struct request *rq, struct public_collection *found)
{
        const struct caller *caller = request_caller(rq);

        TRY(collection_by_handle(request_db(rq), request_arena(rq), request_parameter(rq, "handle"), found));
        if (text_equal(found->state, "live"))
                reply_keep(rq, follow_topic(request_arena(rq), &found->merchant_id, &found->collection_id), found->version);
        if (text_equal(found->state, "live") || caller->kind == CALLER_STAFF)
                return PROBLEM_OK;
        bool own = caller->kind == CALLER_KEY && (caller->scopes & SCOPE_LISTING_READ) && strcmp(caller->merchant_id.text, found->merchant_id.text) == 0;
        return own ? PROBLEM_OK : PROBLEM_COLLECTION_NOT_FOUND;
}

static const char *caching(const struct public_collection *found)
{
        return text_equal(found->state, "live") ? "public, max-age=0, must-revalidate" : "private, no-cache";
}

enum problem get_public_collection(struct request *rq)
{
        struct public_collection found;

        TRY(open_collection(rq, &found));
        return reply_tagged(rq, found.item, NULL, caching(&found));
}

enum problem get_pull(struct request *rq)
{
        struct public_collection found;
        struct page page;

        TRY(page_begin(rq, "infinity", &page));
        TRY(open_collection(rq, &found));
        return page_reply_tagged(rq, &page, &sql_pull_listings, DB_ARGS(db_uuid(&found.merchant_id), db_uuid(&found.collection_id), PAGE_ARGS(&page)), caching(&found));
}

enum problem get_pull_one(struct request *rq)
{
        struct public_collection found;
        struct uuid listing_id;
        const char *fragment;

        TRY(open_collection(rq, &found));
        TRY(request_uuid(rq, "listing_id", &listing_id));
        TRY(db_value(request_db(rq), request_arena(rq), &sql_pull_listing, DB_ARGS(db_uuid(&found.merchant_id), db_uuid(&found.collection_id), db_uuid(&listing_id)),
                     &fragment, PROBLEM_LISTING_NOT_FOUND));
        return reply_tagged(rq, fragment, NULL, caching(&found));
}

/* The version that the client has, of the header that a browser sends when it comes again, else of ?since=; it has none: from now on. */
static enum problem stream_from(struct request *rq, const struct public_collection *found, int64_t *since)
{
        const char *last = request_header(rq, "Last-Event-ID");
        char *end;

        *since = found->version;
        TRY(request_query_int(rq, "since", 0, INT64_MAX, since));
        if (last && *last)
                *since = strtoll(last, &end, 10);
        if (last && *last && *end)
                return request_invalid(rq, "Last-Event-ID", "must be the id of an event");
        if (*since < found->since_from || *since > found->version)
                return request_invalid(rq, "since", "must be from %lld to %lld; pull the collection anew", (long long)found->since_from, (long long)found->version);
        return PROBLEM_OK;
}

enum problem get_stream(struct request *rq)
{
        struct public_collection found;
        int64_t since;

        TRY(open_collection(rq, &found));
        if (!text_equal(found.state, "live"))
                return request_problem(rq, PROBLEM_COLLECTION_STATE, "Only a live collection is followed.");
        TRY(stream_from(rq, &found, &since));
        return reply_stream(rq, follow_topic(request_arena(rq), &found.merchant_id, &found.collection_id), found.version, since);
}

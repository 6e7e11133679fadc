/* The pull: what storefronts ask, and how it is answered. */
#include "follow.h"
#include "fragment.h"
#include "listing_api.h"
#include "offer.h"
#include "pull.h"
#include "resale/id.h"

enum { VALUES_MAX = 20, FIELDS_MAX = 40, IDS_MAX = 500, LIMIT_DEFAULT = 50, LIMIT_MAX = 200, CHANGES_MAX = 1000 };
static const int64_t PRICE_MAX = 1000000000000;

/* --- the query --- */

static enum problem read_prices(struct request *rq, struct pull_query *query)
{
        TRY(request_query_int(rq, "price_min", 0, PRICE_MAX, &query->price_min));
        TRY(request_query_int(rq, "price_max", 0, PRICE_MAX, &query->price_max));
        return query->price_max >= 0 && query->price_max < query->price_min ? request_invalid(rq, "price_max", "must not be below price_min") : PROBLEM_OK;
}

static enum problem read_filters(struct request *rq, struct pull_query *query)
{
        TRY(request_queries(rq, "type", VALUES_MAX, &query->types));
        TRY(request_queries(rq, "size", VALUES_MAX, &query->sizes));
        TRY(request_queries(rq, "vendor", VALUES_MAX, &query->vendors));
        TRY(request_queries(rq, "grade", VALUES_MAX, &query->grades));
        TRY(request_queries(rq, "condition", VALUES_MAX, &query->conditions));
        for (size_t i = 0; i < query->conditions.count; i++)
                if (!condition_is_known(query->conditions.item[i]))
                        return request_invalid(rq, "condition", "must be of new, refurbished, used, damaged");
        TRY(read_prices(rq, query));
        query->q = request_query(rq, "q");
        if (query->q && (!*query->q || strlen(query->q) > 200))
                return request_invalid(rq, "q", "must be a text of 1 to 200 bytes");
        return PROBLEM_OK;
}

static enum problem read_fields(struct request *rq, struct pull_query *query)
{
        TRY(request_queries(rq, "fields", FIELDS_MAX, &query->fields));
        for (size_t i = 0; i < query->fields.count; i++)
                if (!fragment_has(query->fields.item[i]))
                        return request_invalid(rq, "fields", "must be members of a listing, and \"%s\" is none", query->fields.item[i]);
        return PROBLEM_OK;
}

enum problem pull_query_parse(struct request *rq, struct pull_query *query)
{
        static const char *const sorts[] = { "newest", "price-ascending", "price-descending", "relevance", NULL };
        const char *cursor = request_query(rq, "cursor");

        *query = (struct pull_query){ .price_min = -1, .price_max = -1, .limit = LIMIT_DEFAULT };
        TRY(read_filters(rq, query));
        query->sort = query->q ? PULL_RELEVANCE : PULL_NEWEST;
        TRY(request_query_choice(rq, "sort", sorts, &query->sort));
        if (query->sort == PULL_RELEVANCE && !query->q)
                return request_invalid(rq, "sort", "is by relevance to q, which is not there");
        TRY(read_fields(rq, query));
        TRY(request_query_int(rq, "limit", 1, LIMIT_MAX, &query->limit));
        if (cursor && !pull_cursor_parse(request_arena(rq), cursor, query))
                return request_invalid(rq, "cursor", "is not one of ours");
        return PROBLEM_OK;
}

enum problem pull_since_read(struct request *rq, struct pull_since *since)
{
        const char *cursor = request_query(rq, "cursor");

        *since = (struct pull_since){ .since = -1, .limit = LIMIT_MAX };
        TRY(request_query_int(rq, "limit", 1, CHANGES_MAX, &since->limit));
        TRY(request_query_int(rq, "since", 0, INT64_MAX, &since->since));
        if (cursor)
                return pull_since_parse(request_arena(rq), cursor, since) ? PROBLEM_OK : request_invalid(rq, "cursor", "is not one of ours");
        since->base = since->since;
        return since->since >= 0 ? PROBLEM_OK : request_invalid(rq, "since", "is required: the version that is known, 0 for none");
}

/* --- answers --- */

/* Everybody into what is live, the merchant and the staff into what is not. */
static enum problem let_in(struct request *rq, const struct public_collection *found)
{
        const struct caller *caller = request_caller(rq);

        if (text_equal(found->state, "live"))
                reply_keep(rq, follow_topic(request_arena(rq), &found->merchant_id, &found->collection_id), found->version);
        if (text_equal(found->state, "live") || caller->kind == CALLER_STAFF)
                return PROBLEM_OK;
        bool own = caller->kind == CALLER_KEY && (caller->scopes & SCOPE_LISTING_READ) && strcmp(caller->merchant_id.text, found->merchant_id.text) == 0;
        return own ? PROBLEM_OK : PROBLEM_COLLECTION_NOT_FOUND;
}

enum problem open_collection(struct request *rq, struct public_collection *found)
{
        TRY(collection_by_handle(request_db(rq), request_arena(rq), request_parameter(rq, "handle"), found));
        return let_in(rq, found);
}

const char *caching(const struct public_collection *found)
{
        return text_equal(found->state, "live") ? "public, max-age=0, must-revalidate" : "private, no-cache";
}

enum problem get_public_collection(struct request *rq)
{
        struct public_collection found;
        const char *item;

        TRY(open_collection(rq, &found));
        TRY(collection_face(request_db(rq), request_arena(rq), &found, &item));
        return reply_tagged(rq, item, NULL, caching(&found));
}

/* The way on: to the next page, or from the last one to what changes from here on. */
static void link_on(struct request *rq, int64_t limit, const struct pull_page *page)
{
        if (page->next)
                reply_next(rq, limit, page->next);
        else
                reply_header(rq, "Link", arena_printf(request_arena(rq), "</listing/v1/collections/%s/changes?since=%lld>; rel=\"monitor\"", request_parameter(rq, "handle"),
                                                      (long long)page->version));
}

static enum problem explained(struct request *rq, enum problem problem)
{
        return problem == PROBLEM_INVALID_FIELD ? request_invalid(rq, "cursor", "is of another collection, or of other filters or another order") : problem;
}

enum problem get_pull(struct request *rq)
{
        struct public_collection found;
        struct pull_query query;
        const struct pull_ahead *ahead;
        struct pull_page page;

        TRY(pull_query_parse(rq, &query));
        TRY(pull_open(request_db(rq), request_arena(rq), request_parameter(rq, "handle"), &query, &found, &ahead));
        TRY(let_in(rq, &found));
        TRY(explained(rq, pull_body(request_db(rq), request_arena(rq), &found, &query, ahead, &page)));
        link_on(rq, query.limit, &page);
        return reply_tagged(rq, page.json, NULL, caching(&found));
}

enum problem get_pull_one(struct request *rq)
{
        struct public_collection found;
        struct uuid listing_id;
        const char *fragment;

        TRY(open_collection(rq, &found));
        TRY(request_uuid(rq, "listing_id", &listing_id));
        TRY(pull_one(request_db(rq), request_arena(rq), &found, &listing_id, &fragment));
        return reply_tagged(rq, fragment, NULL, caching(&found));
}

enum problem get_pull_changes(struct request *rq)
{
        struct public_collection found;
        struct pull_since since;
        struct pull_page page;

        TRY(pull_since_read(rq, &since));
        TRY(open_collection(rq, &found));
        TRY(explained(rq, pull_changes(request_db(rq), request_arena(rq), &found, &since, &page)));
        link_on(rq, since.limit, &page);
        return reply_tagged(rq, page.json, NULL, caching(&found));
}

static enum problem check_ids(struct request *rq, const struct texts *ids)
{
        struct uuid id;

        for (size_t i = 0; i < ids->count; i++)
                if (!uuid_parse(ids->item[i], &id))
                        return request_invalid(rq, "ids", "must be UUIDs");
        return PROBLEM_OK;
}

enum problem get_pull_availability(struct request *rq)
{
        struct public_collection found;
        struct texts ids;
        const char *json;

        TRY(request_queries(rq, "ids", IDS_MAX, &ids));
        if (!ids.count)
                return request_invalid(rq, "ids", "is required: ids of listings");
        TRY(check_ids(rq, &ids));
        TRY(open_collection(rq, &found));
        TRY(pull_availability(request_db(rq), request_arena(rq), &found, &ids, &json));
        return reply_tagged(rq, json, NULL, caching(&found));
}

struct asked { struct texts ids; };
static const struct field asked_fields[] = { FIELD(struct asked, ids, .required = true, .min = 1, .max = IDS_MAX) };
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

/* More than an address holds. */
enum problem post_pull_availability(struct request *rq)
{
        struct public_collection found;
        struct asked asked;
        const char *json;

        TRY(request_json(rq, &asked_shape, &asked));
        TRY(check_ids(rq, &asked.ids));
        TRY(open_collection(rq, &found));
        TRY(pull_availability(request_db(rq), request_arena(rq), &found, &asked.ids, &json));
        return reply_text(rq, 200, json);
}

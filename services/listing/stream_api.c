#include "follow.h"
#include "listing_api.h"

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
        if (*since < 0 || *since > found->version)
                return request_invalid(rq, "since", "must be a version that there was");
        return *since && *since < found->since_from ? PROBLEM_PULL_EXPIRED : PROBLEM_OK;
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

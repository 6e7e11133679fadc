#include <errno.h>

#include "follow.h"
#include "listing_api.h"

/* The version that the client has, of the header that a browser sends when it comes again, else of ?since=; -1: it has none. */
static enum problem read_since(struct request *rq, int64_t *since)
{
        const char *last = request_header(rq, "Last-Event-ID");
        char *end;

        *since = -1;
        TRY(request_query_int(rq, "since", 0, INT64_MAX, since));
        if (!last || !*last)
                return PROBLEM_OK;
        errno = 0;
        *since = strtoll(last, &end, 10);
        return errno || *end || *since < 0 ? request_invalid(rq, "Last-Event-ID", "must be the id of an event") : PROBLEM_OK;
}

enum problem get_stream(struct request *rq)
{
        struct public_collection found;
        int64_t since;

        TRY(read_since(rq, &since));
        TRY(open_collection(rq, &found));
        if (!text_equal(found.state, "live"))
                return request_problem(rq, PROBLEM_COLLECTION_STATE, "Only a live collection is followed.");
        if (since < 0)
                since = found.version;   /* from now on */
        if (since > found.version || (since && since < found.since_from))
                return PROBLEM_PULL_EXPIRED;   /* as of the changes */
        return reply_stream(rq, follow_topic(request_arena(rq), &found.merchant_id, &found.collection_id), found.version, since);
}

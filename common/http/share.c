/* What scripts of other origins may read (the Fetch standard's CORS protocol): public reads, by everybody alike, without credentials. */
#include "http_private.h"

static const char *const shared[][2] = {
        { "Access-Control-Allow-Origin", "*" },
        { "Access-Control-Expose-Headers", "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, RateLimit-Reset, X-Request-Id" },
};

bool share_applies(const struct route *route) { return route->flags & (ROUTE_SHARED | ROUTE_LIMITED | ROUTE_KEPT); }

void share_add(struct MHD_Response *response)
{
        for (size_t i = 0; i < ARRAY_LEN(shared); i++)
                if (MHD_add_response_header(response, shared[i][0], shared[i][1]) != MHD_YES)
                        abort();
}

bool share_asked(const struct request *rq) { return rq->shared && text_equal(rq->method, "OPTIONS"); }

enum problem share_reply(struct request *rq)
{
        reply_header(rq, "Access-Control-Allow-Methods", rq->allow);
        reply_header(rq, "Access-Control-Allow-Headers", "Content-Type, If-None-Match, Last-Event-ID");
        reply_header(rq, "Access-Control-Max-Age", "86400");
        reply_header(rq, "Allow", rq->allow);
        return reply_empty(rq);
}

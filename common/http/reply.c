#include "stream.h"
#include "resale/crypto.h"

static const char json_type[] = "application/json";

void reply_header(struct request *rq, const char *name, const char *value)
{
        if (rq->headers < HEADERS_MAX)
                rq->header[rq->headers++] = (struct header){ name, value };
}

void reply_reset(struct request *rq)
{
        spool_close(&rq->parts);
        rq->status = 0;
        rq->answer = NULL;
        rq->answer_length = 0;
        rq->headers = 0;
        rq->rates = 0;
        rq->detail = rq->field = NULL;
        rq->more = (struct buffer){ 0 };
        rq->keep_topic = NULL;
        rq->stream = NULL;
}

enum problem reply_stream(struct request *rq, const char *topic, int64_t version, int64_t since)
{
        if (!streams_have_room()) {
                request_retry_after(rq, 10);
                return request_problem(rq, PROBLEM_BUSY, "As many streams are open as may be.");
        }
        if (text_equal(rq->method, "HEAD"))
                return reply_bytes(rq, 200, "text/event-stream; charset=utf-8", "", 0);
        rq->stream = arena_alloc(rq->arena, sizeof *rq->stream);
        *rq->stream = (struct stream_start){ topic, version, since };
        rq->status = 200;
        return PROBLEM_OK;
}

void reply_keep(struct request *rq, const char *topic, int64_t version)
{
        rq->keep_topic = topic;
        rq->keep_version = version;
}

enum problem reply_bytes(struct request *rq, int status, const char *media_type, const void *bytes, size_t length)
{
        rq->status = status;
        rq->media_type = media_type;
        rq->answer = bytes;
        rq->answer_length = length;
        return PROBLEM_OK;
}

enum problem reply_part(struct request *rq, const char *part, size_t length)
{
        rq->answer_length += length;
        return spool_write(&rq->parts, part, length) ? PROBLEM_OK : PROBLEM_INTERNAL;
}

enum problem reply_parts(struct request *rq, int status, const char *media_type)
{
        return reply_bytes(rq, status, media_type, NULL, rq->answer_length);
}

enum problem reply_text(struct request *rq, int status, const char *json)
{
        return reply_bytes(rq, status, json_type, json, strlen(json));
}

enum problem reply_json(struct request *rq, int status, const struct shape *shape, const void *value)
{
        return reply_text(rq, status, json_write(rq->arena, shape, value));
}

enum problem reply_empty(struct request *rq)
{
        return reply_bytes(rq, 204, NULL, "", 0);
}

#define POLICY(pictures) "default-src 'self'; img-src 'self' data:" pictures "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

void reply_page_policy(struct request *rq, bool pictures_elsewhere)
{
        reply_header(rq, "Content-Security-Policy", pictures_elsewhere ? POLICY(" https:") : POLICY(""));
        reply_header(rq, "Referrer-Policy", "same-origin");
}

void reply_worker_policy(struct request *rq)
{
        reply_header(rq, "Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'");
}

/* Is `etag` in the If-None-Match list? Weak tags compare equal, as RFC 9110 says for GET. */
bool reply_is_known(struct request *rq, const char *etag)
{
        const char *list = rq->fill ? NULL : request_header(rq, "If-None-Match");   /* what is kept is whole */

        return list && (text_equal(list, "*") || strstr(list, etag));
}

bool reply_known(struct request *rq, const char *etag, const char *cache_control)
{
        reply_header(rq, "ETag", etag);
        reply_header(rq, "Cache-Control", cache_control);
        if (!reply_is_known(rq, etag))
                return false;
        reply_bytes(rq, 304, NULL, "", 0);
        return true;
}

enum problem reply_tagged(struct request *rq, const char *json, const char *etag, const char *cache_control)
{
        char hex[33];
        size_t length = strlen(json);

        if (!etag) {
                content_hash_hex(json, length, hex);
                etag = arena_printf(rq->arena, "\"%s\"", hex);
        }
        if (reply_known(rq, etag, cache_control))
                return PROBLEM_OK;
        return reply_bytes(rq, 200, json_type, json, length);
}

static void add_member(struct buffer *out, const char *name, const char *value)
{
        if (value)
                buffer_printf(out, ",\"%s\":%s", name, json_quote(out->arena, value));
}

/* RFC 9457. */
void reply_problem(struct request *rq, enum problem problem)
{
        const struct problem_info *info = problem_info(problem);
        struct buffer out = { .arena = rq->arena };
        const char *detail = rq->detail, *field = rq->field, *more = rq->more.text;

        reply_reset(rq);
        rq->problem = problem;
        buffer_printf(&out, "{\"type\":\"urn:resale-partner:problem:%s\",\"title\":%s,\"status\":%d,\"code\":\"%s\"", info->code,
                      json_quote(rq->arena, info->title), info->status, info->code);
        add_member(&out, "detail", detail);
        add_member(&out, "field", field);
        if (more)
                buffer_text(&out, more);
        buffer_printf(&out, ",\"request_id\":\"%s\"}", request_id(rq));
        reply_bytes(rq, info->status, "application/problem+json", out.text, out.length);
        if (info->status == 401)
                reply_header(rq, "WWW-Authenticate", "Bearer");
        if (info->status == 503 || info->status == 429)
                reply_header(rq, "Retry-After", arena_printf(rq->arena, "%d", rq->retry_after ? rq->retry_after : 1));
        if (problem == PROBLEM_METHOD_NOT_ALLOWED)
                reply_header(rq, "Allow", rq->allow);
}

static bool has_header(const struct request *rq, const char *name)
{
        for (size_t i = 0; i < rq->headers; i++)
                if (text_equal(rq->header[i].name, name))
                        return true;
        return false;
}

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
        if (MHD_add_response_header(response, name, value) != MHD_YES)
                return;   /* a value with a line break: left out rather than split */
}

static struct MHD_Response *response_of(struct request *rq)
{
        int file = rq->parts;

        if (file < 0)
                return MHD_create_response_from_buffer(rq->answer_length, (void *)(uintptr_t)rq->answer, MHD_RESPMEM_PERSISTENT);
        rq->parts = -1;   /* the response closes it */
        return MHD_create_response_from_fd64(rq->answer_length, file);
}

enum MHD_Result reply_send(struct request *rq)
{
        struct MHD_Response *response = response_of(rq);

        if (!response)
                abort();
        if (rq->media_type && rq->answer_length)
                add_header(response, "Content-Type", rq->media_type);
        for (size_t i = 0; i < rq->headers; i++)
                add_header(response, rq->header[i].name, rq->header[i].value);
        add_header(response, "X-Request-Id", request_id(rq));
        add_header(response, "X-Content-Type-Options", "nosniff");
        if (!has_header(rq, "Cache-Control"))
                add_header(response, "Cache-Control", "no-store");
        limit_add(response, &rq->limit);
        if (rq->shared)
                share_add(response);
        if (atomic_load_explicit(&rq->server->draining, memory_order_relaxed))
                add_header(response, "Connection", "close");
#ifdef RESALE_TEST
        add_header(response, "Resale-Fault-Hit", rq->fault_hit ? "yes" : "no");
#endif
        enum MHD_Result result = MHD_queue_response(rq->connection, (unsigned)rq->status, response);
        MHD_destroy_response(response);
        return result;
}

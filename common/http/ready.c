#include "kept.h"

enum { WORTH_BYTES = 256 };   /* less is not compressed */

static const char *header_of(const struct request *rq, const char *name)
{
        for (size_t i = 0; i < rq->headers; i++)
                if (text_equal(rq->header[i].name, name))
                        return rq->header[i].value;
        return NULL;
}

static void add(struct MHD_Response *response, const char *name, const char *value)
{
        if (MHD_add_response_header(response, name, value) != MHD_YES)
                return;   /* a value with a line break: left out rather than split */
}

/* Takes `bytes`, which were allocated; NULL: not modified. */
static struct MHD_Response *respond(const struct request *rq, void *bytes, size_t length, const char *etag, const char *coding)
{
        struct MHD_Response *response = MHD_create_response_from_buffer(length, bytes ? bytes : (void *)(uintptr_t)"", bytes ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);

        if (!response)
                abort();
        if (bytes && rq->media_type)
                add(response, "Content-Type", rq->media_type);
        if (bytes && coding)
                add(response, "Content-Encoding", coding);
        for (size_t i = 0; i < rq->headers; i++)
                add(response, rq->header[i].name, text_equal(rq->header[i].name, "ETag") ? etag : rq->header[i].value);
        add(response, "Vary", "Accept-Encoding");
        add(response, "X-Content-Type-Options", "nosniff");
        limit_add_policy(response);
        if (rq->shared)
                share_add(response);
        return response;
}

static struct form form_of(const struct request *rq, void *bytes, size_t length, const char *etag, const char *coding)
{
        struct form form = { .bytes = bytes, .length = length, .response = respond(rq, bytes, length, etag, coding), .same = respond(rq, NULL, 0, etag, coding) };

        snprintf(form.etag, sizeof form.etag, "%s", etag);
        return form;
}

static void add_gzip(const struct request *rq, const char *etag, struct ready *ready)
{
        size_t length;
        char other[80];

        void *bytes = coding_gzip(rq->answer, rq->answer_length, &length);
        if (length >= rq->answer_length) {
                free(bytes);
                return;
        }
        snprintf(other, sizeof other, "%.*s-gzip\"", (int)strlen(etag) - 1, etag);   /* other bytes have another tag */
        ready->gzip = form_of(rq, bytes, length, other, "gzip");
}

bool ready_make(const struct request *rq, bool gzip, struct ready *ready)
{
        const char *etag = header_of(rq, "ETag");
        size_t length = etag ? strlen(etag) : 0;

        *ready = (struct ready){ .gzip_tried = gzip || rq->answer_length < WORTH_BYTES };
        if (length < 3 || length > 70 || *etag != '"')
                return false;
        void *bytes = malloc(rq->answer_length + 1);
        if (!bytes)
                abort();
        memcpy(bytes, rq->answer, rq->answer_length);
        ready->plain = form_of(rq, bytes, rq->answer_length, etag, NULL);
        if (gzip && rq->answer_length >= WORTH_BYTES)
                add_gzip(rq, etag, ready);
        return true;
}

static void form_free(struct form *form)
{
        if (form->response)
                MHD_destroy_response(form->response);
        if (form->same)
                MHD_destroy_response(form->same);
}

void ready_free(struct ready *ready)
{
        form_free(&ready->plain);
        form_free(&ready->gzip);
}

size_t ready_size(const struct ready *ready)
{
        enum { RESPONSES = 2400 };   /* four with their headers */

        return ready->plain.length + ready->gzip.length + RESPONSES;
}

static enum MHD_Result copy_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
        (void)kind;
        add(context, name, value);
        return MHD_YES;
}

/* One of its own, for a caller that is near its limit and is told how near. */
static enum MHD_Result send_copy(struct request *rq, const struct form *form, bool same)
{
        struct MHD_Response *copy = MHD_create_response_from_buffer(same ? 0 : form->length, (void *)(uintptr_t)(same ? "" : form->bytes), MHD_RESPMEM_MUST_COPY);

        if (!copy)
                abort();
        MHD_get_response_headers(same ? form->same : form->response, copy_header, copy);
        limit_add_state(copy, &rq->limit);
        enum MHD_Result result = MHD_queue_response(rq->connection, (unsigned)rq->status, copy);
        MHD_destroy_response(copy);
        return result;
}

enum MHD_Result ready_send(struct request *rq, const struct form *form, bool same)
{
        rq->status = same ? 304 : 200;
        rq->answered = true;
        if (rq->limit.most && rq->limit.left < rq->limit.most / 2)
                return send_copy(rq, form, same);
        return MHD_queue_response(rq->connection, (unsigned)rq->status, same ? form->same : form->response);
}

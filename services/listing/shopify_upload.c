/* Files on their way into a shop: a place is asked for, then each is posted there. */
#include "resale/id.h"
#include "shopify_call.h"

const char *shop_staging(struct arena *arena, const char *resource, const struct staged *file, size_t count)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "{\"input\":[");
        for (size_t i = 0; i < count; i++)
                buffer_printf(&out, "%s{\"resource\":\"%s\",\"filename\":%s,\"mimeType\":\"%s\",\"httpMethod\":\"POST\",\"fileSize\":\"%zu\"}", i ? "," : "", resource,
                              json_quote(arena, file[i].name), file[i].media_type, file[i].blob.length);
        buffer_text(&out, "]}");
        return out.text;
}

/* The form that the target asks for: its parameters in their order, the file last. */
static struct buffer form_of(struct arena *arena, const struct doc *target, const char *boundary, const struct staged *file)
{
        const struct doc *parameters = doc_get(target, "parameters");
        struct buffer out = { .arena = arena };

        for (size_t i = 0; i < doc_count(parameters); i++)
                buffer_printf(&out, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", boundary, doc_string(doc_get(doc_item(parameters, i), "name")),
                              doc_string(doc_get(doc_item(parameters, i), "value")));
        buffer_printf(&out, "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n", boundary, file->name, file->media_type);
        buffer_add(&out, file->blob.bytes, file->blob.length);
        buffer_printf(&out, "\r\n--%s--\r\n", boundary);
        return out;
}

const char *shop_upload(struct shop *s, const struct doc *target, const struct staged *file, int *status)
{
        const char *url = doc_string(doc_get(target, "url")), *resource = doc_string(doc_get(target, "resourceUrl"));
        struct client_answer answer = { 0 };
        struct uuid boundary;

        *status = 0;
        if (!url || !resource)
                return NULL;
        uuid_new(&boundary);
        const char *headers[] = { arena_printf(s->arena, "Content-Type: multipart/form-data; boundary=%s", boundary.text), NULL };
        struct buffer form = form_of(s->arena, target, boundary.text, file);
        enum problem problem = client_call(s->client, s->arena, "POST", url, headers, form.text, form.length, &answer);
        s->calls++;
        *status = answer.status;
        return problem == PROBLEM_OK && answer.status >= 200 && answer.status <= 299 ? resource : NULL;
}

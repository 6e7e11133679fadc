#include "resale/client.h"

#include <curl/curl.h>
#include <pthread.h>

enum { ANSWER_MAX = 16 << 20, TIMEOUT_SECONDS = 60 };

struct client { CURL *curl; };

static void start(void)
{
        curl_global_init(CURL_GLOBAL_DEFAULT);
}

struct client *client_new(void)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;
        struct client *client = calloc(1, sizeof *client);

        pthread_once(&once, start);
        if (!client || !(client->curl = curl_easy_init()))
                abort();
        return client;
}

void client_free(struct client *client)
{
        if (!client)
                return;
        curl_easy_cleanup(client->curl);
        free(client);
}

static size_t take(char *bytes, size_t one, size_t count, void *context)
{
        struct buffer *buffer = context;

        if (buffer->length + one * count > ANSWER_MAX)
                return 0;
        buffer_add(buffer, bytes, one * count);
        return one * count;
}

static struct curl_slist *list_of(const char *const *headers)
{
        struct curl_slist *list = curl_slist_append(NULL, "Expect:");

        for (; headers && *headers; headers++)
                list = curl_slist_append(list, *headers);
        return list;
}

enum problem client_call(struct client *client, struct arena *arena, const char *method, const char *url, const char *const *headers, const char *body,
                         size_t length, struct client_answer *answer)
{
        struct buffer got = { .arena = arena }, head = { .arena = arena };
        struct curl_slist *list = list_of(headers);
        CURL *curl = client->curl;
        long status = 0;

        buffer_text(&got, "");
        buffer_text(&head, "");
        curl_easy_setopt(curl, CURLOPT_URL, url);
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
        curl_easy_setopt(curl, CURLOPT_NOBODY, text_equal(method, "HEAD") ? 1L : 0L);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, body ? (long)length : 0L);
        if (!body && !text_equal(method, "POST") && !text_equal(method, "HEAD"))
                curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &got);
        curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take);
        curl_easy_setopt(curl, CURLOPT_HEADERDATA, &head);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_SECONDS);
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
        CURLcode code = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        curl_slist_free_all(list);
        *answer = (struct client_answer){ (int)status, got.text, got.length, head.text };
        if (code == CURLE_OK)
                return PROBLEM_OK;
        answer->body = arena_printf(arena, "%s: %s", url, curl_easy_strerror(code));
        return PROBLEM_BUSY;
}

const char *client_header(struct arena *arena, const struct client_answer *answer, const char *name)
{
        size_t length = strlen(name);

        for (const char *line = answer->headers; line && *line; line += strcspn(line, "\n"), line += *line == '\n')
                if (strncasecmp(line, name, length) == 0 && line[length] == ':') {
                        const char *value = line + length + 1 + strspn(line + length + 1, " ");
                        return arena_copy(arena, value, strcspn(value, "\r\n"));
                }
        return NULL;
}

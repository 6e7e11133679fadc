#include "resale/client.h"

#include <pthread.h>

#include "target.h"

enum { ANSWER_MAX = 16 << 20, LINE_MAX_BYTES = 1 << 20, TIMEOUT_SECONDS = 60, CONNECT_SECONDS = 5 };

struct client { CURL *curl; long timeout; };

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
        client->timeout = TIMEOUT_SECONDS;
        return client;
}

struct client *client_new_outgoing(int seconds)
{
        struct client *client = client_new();

        client->timeout = seconds;
        curl_easy_setopt(client->curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
        target_guard(client->curl);
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

static void what(CURL *curl, const char *method, const char *url, const char *body, size_t length)
{
        curl_easy_setopt(curl, CURLOPT_URL, url);
        curl_easy_setopt(curl, CURLOPT_NOBODY, text_equal(method, "HEAD") ? 1L : 0L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, body ? (long)length : 0L);
        if (!body && !text_equal(method, "POST") && !text_equal(method, "HEAD"))
                curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
}

/* The exchange that is set up; the parts of its body go to `part`. */
static enum problem perform(struct client *client, struct arena *arena, const char *url, const char *const *headers, curl_write_callback part, void *context,
                            struct client_answer *answer)
{
        struct curl_slist *list = list_of(headers);
        struct buffer head = { .arena = arena };
        long status = 0;

        buffer_text(&head, "");
        curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, list);
        curl_easy_setopt(client->curl, CURLOPT_WRITEFUNCTION, part);
        curl_easy_setopt(client->curl, CURLOPT_WRITEDATA, context);
        curl_easy_setopt(client->curl, CURLOPT_HEADERFUNCTION, take);
        curl_easy_setopt(client->curl, CURLOPT_HEADERDATA, &head);
        curl_easy_setopt(client->curl, CURLOPT_TIMEOUT, client->timeout);
        curl_easy_setopt(client->curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(client->curl, CURLOPT_PROTOCOLS_STR, "http,https");
        CURLcode code = curl_easy_perform(client->curl);
        curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &status);
        curl_slist_free_all(list);
        *answer = (struct client_answer){ .status = (int)status, .headers = head.text };
        if (code == CURLE_OK)
                return PROBLEM_OK;
        answer->body = arena_printf(arena, "%s: %s", url, curl_easy_strerror(code));
        return PROBLEM_BUSY;
}

enum problem client_call(struct client *client, struct arena *arena, const char *method, const char *url, const char *const *headers, const char *body,
                         size_t length, struct client_answer *answer)
{
        struct buffer got = { .arena = arena };

        buffer_text(&got, "");
        what(client->curl, method, url, body, length);
        TRY(perform(client, arena, url, headers, take, &got, answer));
        answer->body = got.text;
        answer->length = got.length;
        return PROBLEM_OK;
}

struct lines { client_line *line; void *context; char *held; size_t length; };

/* Whole lines are handed on; what follows the last is held until the rest of it comes. */
static size_t take_lines(char *bytes, size_t one, size_t count, void *context)
{
        struct lines *lines = context;
        size_t length = one * count;

        if (lines->length + length > LINE_MAX_BYTES)
                return 0;
        memcpy(lines->held + lines->length, bytes, length);
        lines->length += length;
        char *from = lines->held, *end;
        while ((end = memchr(from, '\n', lines->length - (size_t)(from - lines->held)))) {
                if (!lines->line(lines->context, from, (size_t)(end - from)))
                        return 0;
                from = end + 1;
        }
        lines->length -= (size_t)(from - lines->held);
        memmove(lines->held, from, lines->length);
        return length;
}

enum problem client_lines(struct client *client, struct arena *arena, const char *url, client_line *line, void *context, struct client_answer *answer)
{
        struct lines lines = { .line = line, .context = context, .held = malloc(LINE_MAX_BYTES) };

        if (!lines.held)
                abort();
        what(client->curl, "GET", url, NULL, 0);
        enum problem problem = perform(client, arena, url, NULL, take_lines, &lines, answer);
        if (problem == PROBLEM_OK && lines.length && !line(context, lines.held, lines.length))
                problem = PROBLEM_BUSY;
        free(lines.held);
        return problem;
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

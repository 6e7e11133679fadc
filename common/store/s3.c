/* An S3-compatible bucket, by AWS Signature Version 4 of libcurl; objects are <endpoint>/<bucket>/<hash>. */
#include <curl/curl.h>
#include <pthread.h>

#include "resale/config.h"
#include "resale/log.h"
#include "store_private.h"

enum { CONNECT_SECONDS = 3, TIMEOUT_SECONDS = 20 };

static pthread_key_t handles;   /* a connection of its own for each thread that calls, kept for its next call */

static void free_handle(void *handle) { curl_easy_cleanup(handle); }

static void start(void)
{
        curl_global_init(CURL_GLOBAL_DEFAULT);
        if (pthread_key_create(&handles, free_handle) != 0)
                abort();
}

static CURL *take_handle(void)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;

        pthread_once(&once, start);
        CURL *curl = pthread_getspecific(handles);
        if (curl) {
                curl_easy_reset(curl);
                return curl;
        }
        curl = curl_easy_init();
        if (!curl || pthread_setspecific(handles, curl) != 0)
                abort();
        return curl;
}

static size_t take(char *bytes, size_t one, size_t count, void *context)
{
        struct buffer *buffer = context;

        if (buffer->length + one * count > BLOB_MAX)
                return 0;
        buffer_add(buffer, bytes, one * count);
        return one * count;
}

bool s3_check(void)
{
        static const enum setting needed[] = { SETTING_RESALE_S3_BUCKET, SETTING_RESALE_S3_KEY_ID, SETTING_RESALE_S3_SECRET };
        static const char *const names[] = { "RESALE_S3_BUCKET", "RESALE_S3_KEY_ID", "RESALE_S3_SECRET" };
        bool good = true;

        for (size_t i = 0; i < ARRAY_LEN(needed); i++)
                if (!config_text(needed[i])) {
                        log_line(LOG_ERROR, "store", NULL, "RESALE_S3_ENDPOINT is set: %s is required", names[i]);
                        good = false;
                }
        return good;
}

/*
 * libcurl signs the headers it is given. The hash of the body is one that S3 insists on and Debian 12's libcurl does not add; an empty "Expect:" it would sign, and
 * not send.
 */
static struct curl_slist *headers_of(struct arena *arena, const char *body_hash)
{
        struct curl_slist *list = curl_slist_append(NULL, arena_printf(arena, "x-amz-content-sha256: %s", body_hash));

        return curl_slist_append(list, "Content-Type: image/jpeg");
}

static void prepare(CURL *curl, struct arena *arena, const char *hash, struct buffer *got)
{
        const char *endpoint = config_text(SETTING_RESALE_S3_ENDPOINT);
        size_t length = strlen(endpoint);

        while (length && endpoint[length - 1] == '/')
                length--;
        curl_easy_setopt(curl, CURLOPT_URL, arena_printf(arena, "%.*s/%s/%s", (int)length, endpoint, config_text(SETTING_RESALE_S3_BUCKET), hash));
        curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, arena_printf(arena, "aws:amz:%s:s3", config_text(SETTING_RESALE_S3_REGION)));
        curl_easy_setopt(curl, CURLOPT_USERNAME, config_text(SETTING_RESALE_S3_KEY_ID));
        curl_easy_setopt(curl, CURLOPT_PASSWORD, config_text(SETTING_RESALE_S3_SECRET));
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, got);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_SECONDS);
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
}

/* The status; 0, logged, when there was none or the settings do not suffice. */
static long perform(CURL *curl, const struct buffer *got)
{
        long status = 0;
        CURLcode code = curl_easy_perform(curl);

        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        if (code != CURLE_OK)
                log_line(LOG_ERROR, "store", NULL, "S3: %s", curl_easy_strerror(code));
        else if (status != 200 && status != 404)
                log_line(LOG_ERROR, "store", NULL, "S3 answers %ld: %.300s", status, got->text);
        return code == CURLE_OK ? status : 0;
}

enum problem s3_put(struct arena *arena, const char *hash, const void *bytes, size_t length)
{
        struct buffer got = { .arena = arena };

        if (!s3_check())
                return PROBLEM_STORE_UNAVAILABLE;
        CURL *curl = take_handle();
        struct curl_slist *headers = headers_of(arena, hash);
        buffer_text(&got, "");
        prepare(curl, arena, hash, &got);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, bytes);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)length);
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "PUT");
        long status = perform(curl, &got);
        curl_slist_free_all(headers);
        return status == 200 ? PROBLEM_OK : PROBLEM_STORE_UNAVAILABLE;
}

enum problem s3_get(struct arena *arena, const char *hash, struct blob *blob)
{
        struct buffer got = { .arena = arena };

        if (!s3_check())
                return PROBLEM_STORE_UNAVAILABLE;
        CURL *curl = take_handle();
        struct curl_slist *headers = headers_of(arena, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");   /* of nothing */
        buffer_text(&got, "");
        prepare(curl, arena, hash, &got);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        long status = perform(curl, &got);
        curl_slist_free_all(headers);
        if (status == 200)
                *blob = (struct blob){ got.text, got.length };
        return status == 200 || status == 404 ? PROBLEM_OK : PROBLEM_STORE_UNAVAILABLE;
}

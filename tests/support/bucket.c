#include "support/bucket.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "resale/arena.h"
#include "resale/crypto.h"

enum { OBJECTS_MAX = 100, REQUEST_MAX = 4 << 20 };
static const char key_id[] = "AKIDTEST", secret[] = "the secret of the bucket", region[] = "eu-test-1";

struct object { const char *path, *bytes; size_t length; };

struct bucket {
        int socket;
        char url[60];
        pthread_t thread;
        struct arena *arena;
        struct object object[OBJECTS_MAX];
        atomic_size_t count, refused;
        atomic_int fails;
};

struct exchange { struct arena *arena; const char *method, *path, *head, *body; size_t length; };

/* The value of a header, without blanks around it; "" when it is not there. */
static const char *header_of(const struct exchange *x, const char *name)
{
        const char *at = strcasestr(x->head, arena_printf(x->arena, "\r\n%s:", name));

        if (!at)
                return "";
        at += strlen(name) + 3;
        at += strspn(at, " ");
        return arena_copy(x->arena, at, strcspn(at, "\r"));
}

/* "name=value" of the Authorization header. */
static const char *part_of(const struct exchange *x, const char *name)
{
        const char *authorization = header_of(x, "Authorization"), *at = strstr(authorization, name);

        return at ? arena_copy(x->arena, at + strlen(name), strcspn(at + strlen(name), ", ")) : "";
}

static const char *canonical(const struct exchange *x, const char *signed_headers)
{
        struct buffer out = { .arena = x->arena };

        buffer_printf(&out, "%s\n%s\n\n", x->method, x->path);
        for (const char *name = signed_headers; *name;) {
                size_t length = strcspn(name, ";");
                const char *one = arena_copy(x->arena, name, length);
                buffer_printf(&out, "%s:%s\n", one, header_of(x, one));
                name += length + (name[length] == ';');
        }
        buffer_printf(&out, "\n%s\n%s", signed_headers, header_of(x, "x-amz-content-sha256"));
        return out.text;
}

static const char *sign(const struct exchange *x, const char *signed_headers)
{
        const char *date = header_of(x, "x-amz-date"), *day = arena_copy(x->arena, date, strnlen(date, 8)), *first = arena_printf(x->arena, "AWS4%s", secret);
        unsigned char key[32];
        char hash[65];

        const char *request = canonical(x, signed_headers);
        sha256_hex(request, strlen(request), hash);
        const char *text = arena_printf(x->arena, "AWS4-HMAC-SHA256\n%s\n%s/%s/s3/aws4_request\n%s", date, day, region, hash);
        hmac_sha256(first, strlen(first), day, strlen(day), key);
        hmac_sha256(key, 32, region, strlen(region), key);
        hmac_sha256(key, 32, "s3", 2, key);
        hmac_sha256(key, 32, "aws4_request", 12, key);
        hmac_sha256(key, 32, text, strlen(text), key);
        return hex_encode(x->arena, key, 32);
}

static bool is_signed(const struct exchange *x)
{
        const char *names = part_of(x, "SignedHeaders=");
        char hash[65];

        sha256_hex(x->body, x->length, hash);
        return strstr(names, "host") && strstr(names, "x-amz-date") && strstr(names, "x-amz-content-sha256") && text_equal(hash, header_of(x, "x-amz-content-sha256")) &&
               text_starts(part_of(x, "Credential="), key_id) && text_equal(sign(x, names), part_of(x, "Signature="));
}

static struct object *find(struct bucket *bucket, const char *path)
{
        for (size_t i = 0; i < bucket->count; i++)
                if (text_equal(bucket->object[i].path, path))
                        return &bucket->object[i];
        return NULL;
}

static int keep(struct bucket *bucket, const struct exchange *x)
{
        if (!text_starts(x->path, "/photos/") || bucket->count == OBJECTS_MAX)
                return 404;
        if (!find(bucket, x->path))
                bucket->object[bucket->count++] = (struct object){ arena_copy(bucket->arena, x->path, strlen(x->path)), arena_copy(bucket->arena, x->body, x->length),
                                                                   x->length };
        return 200;
}

static void answer(struct bucket *bucket, int peer, const struct exchange *x)
{
        const struct object *object = text_equal(x->method, "GET") ? find(bucket, x->path) : NULL;
        int status = bucket->fails ? bucket->fails : !is_signed(x) ? 403 : text_equal(x->method, "PUT") ? keep(bucket, x) : object ? 200 : 404;
        bool sends = status == 200 && object;

        bucket->refused += status == 403;
        const char *head = arena_printf(x->arena, "HTTP/1.1 %d Answer\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n", status, sends ? object->length : 0);
        if (send(peer, head, strlen(head), MSG_NOSIGNAL) < 0 || (sends && send(peer, object->bytes, object->length, MSG_NOSIGNAL) < 0))
                perror("bucket");
}

static bool receive(int peer, char *request, struct exchange *x)
{
        size_t length = 0;

        for (;;) {
                ssize_t got = recv(peer, request + length, REQUEST_MAX - 1 - length, 0);
                if (got <= 0)
                        return false;
                length += (size_t)got;
                request[length] = '\0';
                char *end = memmem(request, length, "\r\n\r\n", 4);
                if (!end)
                        continue;
                x->head = arena_copy(x->arena, request, (size_t)(end + 2 - request));
                x->body = end + 4;
                x->length = length - (size_t)(end + 4 - request);
                if (x->length >= strtoul(header_of(x, "Content-Length"), NULL, 10))
                        return true;
        }
}

static void *run(void *context)
{
        struct bucket *bucket = context;
        char *request = malloc(REQUEST_MAX);
        int peer;

        while (request && (peer = accept4(bucket->socket, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
                struct exchange x = { .arena = arena_new() };
                if (receive(peer, request, &x)) {
                        size_t method = strcspn(x.head, " "), path = strcspn(x.head + method + 1, " ");
                        x.method = arena_copy(x.arena, x.head, method);
                        x.path = arena_copy(x.arena, x.head + method + 1, path);
                        answer(bucket, peer, &x);
                }
                arena_free(x.arena);
                close(peer);
        }
        free(request);
        return NULL;
}

struct bucket *bucket_start(void)
{
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        socklen_t size = sizeof address;
        struct bucket *bucket = calloc(1, sizeof *bucket);

        if (!bucket || (bucket->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0 || bind(bucket->socket, (struct sockaddr *)&address, size) ||
            listen(bucket->socket, 16) || getsockname(bucket->socket, (struct sockaddr *)&address, &size))
                abort();
        snprintf(bucket->url, sizeof bucket->url, "http://127.0.0.1:%d", ntohs(address.sin_port));
        bucket->arena = arena_new();
        if (pthread_create(&bucket->thread, NULL, run, bucket))
                abort();
        return bucket;
}

const char *bucket_url(const struct bucket *bucket) { return bucket->url; }
size_t bucket_count(struct bucket *bucket) { return bucket->count; }
size_t bucket_refused(struct bucket *bucket) { return bucket->refused; }
void bucket_fails(struct bucket *bucket, int status) { bucket->fails = status; }

void bucket_stop(struct bucket *bucket)
{
        shutdown(bucket->socket, SHUT_RDWR);
        pthread_join(bucket->thread, NULL);
        close(bucket->socket);
        arena_free(bucket->arena);
        free(bucket);
}

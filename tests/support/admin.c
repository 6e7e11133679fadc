#include "support/admin.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "resale/arena.h"
#include "resale/config.h"
#include "support/admin_shop.h"

enum { SHOPS_MAX = 40, REQUEST_MAX = 8 << 20 };
static const char app_secret[] = "app secret";

struct admin {
        int socket;
        pthread_t thread;
        pthread_mutex_t lock;
        char base[60];
        struct own_shop shop[SHOPS_MAX];
        size_t count;
        atomic_int talking;
};

struct talk {
        struct admin *admin;
        int peer, status;
        struct arena *arena;
        const char *path, *head, *body, *headers;   /* headers: more of the answer's */
        size_t length;
        const char *answer;
        size_t answer_length;
        bool cut;
        int pause_ms;
};

static struct own_shop *shop_of(struct admin *admin, const char *name)
{
        for (size_t i = 0; i < admin->count; i++)
                if (text_equal(admin->shop[i].name, name))
                        return &admin->shop[i];
        if (admin->count == SHOPS_MAX)
                abort();
        struct own_shop *shop = &admin->shop[admin->count++];
        json_t **own[] = { &shop->products, &shop->files, &shop->collections, &shop->keys, &shop->counts, &shop->uploads, &shop->metafields };
        *shop = (struct own_shop){ .token_seconds = 3600, .base = admin->base, .next_id = 1000, .most = 1, .version = "2026-07" };
        snprintf(shop->name, sizeof shop->name, "%s", name);
        for (size_t i = 0; i < ARRAY_LEN(own); i++)
                *own[i] = json_object();
        return shop;
}

struct own_shop *admin_lock(struct admin *admin, const char *name)
{
        pthread_mutex_lock(&admin->lock);
        return shop_of(admin, name);
}

void admin_unlock(struct admin *admin) { pthread_mutex_unlock(&admin->lock); }

static const char *header_of(const struct talk *talk, const char *name)
{
        const char *at = strcasestr(talk->head, arena_printf(talk->arena, "\r\n%s:", name));

        if (!at)
                return "";
        at += strlen(name) + 3;
        at += strspn(at, " ");
        return arena_copy(talk->arena, at, strcspn(at, "\r"));
}

static void says(struct talk *talk, int status, json_t *json)
{
        char *text = json_dumps(json, JSON_COMPACT);

        talk->status = status;
        talk->answer = arena_copy(talk->arena, text, strlen(text));
        talk->answer_length = strlen(text);
        free(text);
        json_decref(json);
}

/* --- documents --- */

static struct end *scripted(struct own_shop *shop, const char *document)
{
        for (size_t i = 0; i < ARRAY_LEN(shop->end); i++)
                if (shop->end[i].times > 0 && (text_equal(shop->end[i].document, document) || text_equal(shop->end[i].document, "*"))) {
                        shop->end[i].times--;
                        return &shop->end[i];
                }
        return NULL;
}

static json_t *cost(int requested, int available)
{
        return json_pack("{s:{s:i,s:i,s:{s:i,s:i,s:i}}}", "cost", "requestedQueryCost", requested, "actualQueryCost", requested, "throttleStatus", "maximumAvailable", 2000,
                         "currentlyAvailable", available, "restoreRate", 100);
}

/* True: it ends here. */
static bool ends(struct talk *talk, const struct end *end)
{
        switch (end ? (enum admin_end)end->end : ADMIN_CUT_AFTER) {
        case ADMIN_THROTTLED:
                says(talk, 200, json_pack("{s:[{s:s,s:{s:s}}],s:o}", "errors", "message", "Throttled", "extensions", "code", "THROTTLED", "extensions", cost(62, 60)));
                return true;
        case ADMIN_STATUS:
                talk->status = end->detail;
                talk->headers = end->detail == 429 ? "Retry-After: 0.3\r\n" : "";
                return true;
        case ADMIN_REFUSED:
                says(talk, 200, json_pack("{s:{s:{s:[{s:[s,s],s:s,s:s}]}}}", "data", "scripted", "userErrors", "field", "input", "title", "message", "Title is too long", "code", "INVALID_INPUT"));
                return true;
        case ADMIN_CUT_BEFORE:
                talk->cut = true;
                return true;
        case ADMIN_SLOW:
                talk->pause_ms = end->detail;
                return false;
        default:
                talk->cut = end != NULL;
                return false;
        }
}

static void give_token(struct talk *talk, struct own_shop *shop)
{
        json_t *asked = json_loadb(talk->body, talk->length, 0, NULL);
        const char *grant = json_string_value(json_object_get(asked, "grant_type")), *refresh = json_string_value(json_object_get(asked, "refresh_token"));
        bool rotates = text_equal(grant, "refresh_token"), again = rotates && *shop->used && text_equal(refresh, shop->used);
        const struct end *end = scripted(shop, "token");

        if (ends(talk, end)) {
                ;
        } else if (shop->revoked || !text_equal(json_string_value(json_object_get(asked, "client_secret")), app_secret)) {
                says(talk, 401, json_pack("{s:s,s:s}", "error", "invalid_client", "error_description", "The client is unknown"));
        } else if (rotates && !again && *shop->refresh && !text_equal(refresh, shop->refresh)) {
                shop_breach(shop, "an old refresh token");
                says(talk, 401, json_pack("{s:s,s:s}", "error", "invalid_request", "error_description", "This request requires an active refresh_token"));
        } else {
                if (rotates)
                        snprintf(shop->used, sizeof shop->used, "%s", refresh);
                snprintf(shop->token, sizeof shop->token, "shpat_%d", ++shop->next_id);
                snprintf(shop->refresh, sizeof shop->refresh, "shprt_%d", ++shop->next_id);
                json_t *given = json_pack("{s:s,s:i,s:s}", "access_token", shop->token, "expires_in", shop->token_seconds, "scope", "write_products");
                if (rotates)
                        json_object_set_new(given, "refresh_token", json_string(shop->refresh));
                says(talk, 200, given);
                json_object_set_new(shop->counts, "token", json_integer(json_integer_value(json_object_get(shop->counts, "token")) + 1));
        }
        json_decref(asked);
}

static void document(struct talk *talk, struct own_shop *shop)
{
        json_t *asked = json_loadb(talk->body, talk->length, 0, NULL), *errors = NULL, *data = NULL;
        const char *query = json_string_value(json_object_get(asked, "query")), *at = query ? query + strcspn(query, " ") : "";
        const char *name = arena_copy(talk->arena, at + strspn(at, " "), strcspn(at + strspn(at, " "), "( {"));
        const struct end *end = scripted(shop, name);

        if (!text_equal(header_of(talk, "X-Shopify-Access-Token"), shop->token) || shop->revoked) {
                says(talk, 401, json_pack("{s:s}", "errors", "[API] Invalid API key or access token"));
        } else if (!ends(talk, end)) {
                data = shop_answers(shop, name, query, json_object_get(asked, "variables"), &errors);
                json_object_set_new(shop->counts, name, json_integer(json_integer_value(json_object_get(shop->counts, name)) + 1));
                says(talk, 200, errors ? json_pack("{s:n,s:o}", "data", "errors", errors) : json_pack("{s:o,s:o}", "data", data, "extensions", cost(12, 1900)));
        }
        json_decref(asked);
}

static void upload(struct talk *talk, struct own_shop *shop)
{
        const char *key = memmem(talk->body, talk->length, "name=\"key\"", 10), *file = memmem(talk->body, talk->length, "name=\"file\"", 11);

        size_t rest = file ? talk->length - (size_t)(file - talk->body) : 0;

        if (!key || !file || file < key || (!memmem(file, rest, "\xff\xd8\xff", 3) && !memmem(file, rest, "\x89PNG", 4)))
                shop_breach(shop, "an upload without its parameters, or with no image last");
        json_object_set_new(shop->uploads, arena_printf(talk->arena, "%s%s", shop->base, talk->path), json_true());
        json_object_set_new(shop->counts, "upload", json_integer(json_integer_value(json_object_get(shop->counts, "upload")) + 1));
        talk->status = 201;
}

static void answer(struct talk *talk)
{
        size_t length = strcspn(talk->path + 1, "/");
        struct own_shop *shop = shop_of(talk->admin, arena_copy(talk->arena, talk->path + 1, length));
        const char *rest = talk->path + 1 + length;

        shop->under_way++;
        if (shop->under_way > shop->at_once)
                shop->at_once = shop->under_way;
        talk->headers = arena_printf(talk->arena, "X-Shopify-API-Version: %s\r\n", shop->version);
        if (text_equal(rest, "/admin/oauth/access_token"))
                give_token(talk, shop);
        else if (text_equal(rest, "/admin/api/2026-07/graphql.json"))
                document(talk, shop);
        else if (text_starts(rest, "/upload/"))
                upload(talk, shop);
        else if (text_starts(rest, "/bulk/") && shop->bulk) {
                talk->status = 200;
                talk->answer = arena_copy(talk->arena, shop->bulk, strlen(shop->bulk));
                talk->answer_length = strlen(shop->bulk);
        }
        if (talk->pause_ms) {
                pthread_mutex_unlock(&talk->admin->lock);
                usleep((unsigned)talk->pause_ms * 1000);
                pthread_mutex_lock(&talk->admin->lock);
        }
        shop->under_way--;
}

/* --- HTTP --- */

static bool receive(struct talk *talk)
{
        struct buffer in = { .arena = talk->arena };
        char part[16384];

        for (;;) {
                ssize_t got = recv(talk->peer, part, sizeof part, 0);
                if (got <= 0 || in.length > REQUEST_MAX)
                        return false;
                buffer_add(&in, part, (size_t)got);
                char *end = memmem(in.text, in.length, "\r\n\r\n", 4);
                if (!end)
                        continue;
                talk->head = arena_copy(talk->arena, in.text, (size_t)(end + 2 - in.text));
                talk->body = end + 4;
                talk->length = in.length - (size_t)(end + 4 - in.text);
                if (talk->length >= strtoul(header_of(talk, "Content-Length"), NULL, 10))
                        return true;
        }
}

static void *talk_to(void *context)
{
        struct talk *talk = context;

        talk->arena = arena_new();
        talk->status = 404;
        talk->headers = talk->answer = "";
        if (receive(talk)) {
                size_t method = strcspn(talk->head, " ");
                talk->path = arena_copy(talk->arena, talk->head + method + 1, strcspn(talk->head + method + 1, " "));
                pthread_mutex_lock(&talk->admin->lock);
                answer(talk);
                pthread_mutex_unlock(&talk->admin->lock);
                const char *head = arena_printf(talk->arena, "HTTP/1.1 %d Answer\r\nContent-Length: %zu\r\nConnection: close\r\n%s\r\n", talk->status, talk->answer_length, talk->headers);
                if (!talk->cut && send(talk->peer, head, strlen(head), MSG_NOSIGNAL) > 0 && talk->answer_length)
                        (void)!send(talk->peer, talk->answer, talk->answer_length, MSG_NOSIGNAL);
        }
        close(talk->peer);
        talk->admin->talking--;
        arena_free(talk->arena);
        free(talk);
        return NULL;
}

static void *run(void *context)
{
        struct admin *admin = context;
        pthread_t thread;
        int peer;

        while ((peer = accept4(admin->socket, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
                struct talk *talk = calloc(1, sizeof *talk);
                if (!talk)
                        abort();
                *talk = (struct talk){ .admin = admin, .peer = peer };
                admin->talking++;
                if (pthread_create(&thread, NULL, talk_to, talk))
                        abort();
                pthread_detach(thread);
        }
        return NULL;
}

struct admin *admin_start(void)
{
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        const char *url = getenv("SHOPIFY_API_URL"), *port = url ? strrchr(url, ':') : NULL;
        struct admin *admin = calloc(1, sizeof *admin);
        int yes = 1;

        if (!admin || !port)
                abort();
        snprintf(admin->base, sizeof admin->base, "%s", url);
        address.sin_port = htons((uint16_t)strtoul(port + 1, NULL, 10));
        if ((admin->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0 || setsockopt(admin->socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) ||
            bind(admin->socket, (struct sockaddr *)&address, sizeof address) || listen(admin->socket, 64))
                abort();
        pthread_mutex_init(&admin->lock, NULL);
        if (pthread_create(&admin->thread, NULL, run, admin))
                abort();
        return admin;
}

static void forget(struct own_shop *shop)
{
        json_t *own[] = { shop->products, shop->files, shop->collections, shop->keys, shop->counts, shop->uploads, shop->metafields };

        for (size_t i = 0; i < ARRAY_LEN(own); i++)
                json_decref(own[i]);
        free(shop->bulk);
}

void admin_stop(struct admin *admin)
{
        char breach[sizeof admin->shop->breach] = "";

        shutdown(admin->socket, SHUT_RDWR);
        pthread_join(admin->thread, NULL);
        close(admin->socket);
        while (admin->talking)
                usleep(1000);
        for (size_t i = 0; i < admin->count; i++) {
                if (admin->shop[i].breach[0])
                        memcpy(breach, admin->shop[i].breach, sizeof breach);
                forget(&admin->shop[i]);
        }
        free(admin);
        if (*breach)
                fail_msg("Shopify would not have it: %s", breach);
}

#ifndef HTTP_PRIVATE_H
#define HTTP_PRIVATE_H

#include <microhttpd.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "resale/service.h"

enum { WORKERS_MAX = 64, PARAMETERS_MAX = 6, HEADERS_MAX = 10, TRASH_MAX = 65536, SPARE_MAX = 64 };

struct parameter { const char *name, *value; size_t name_length; };
struct header { const char *name, *value; };

/* What is left of a caller's public reads: most in a minute (0: not counted), left now, seconds until it has all again. */
struct limit { int most, left, reset; };

struct request {
        struct server *server;
        struct arena *arena;
        struct MHD_Connection *connection;
        struct request *next;            /* in the queue, or among the spare */
        struct db *db;

        const char *method, *path;
        const struct route *route;       /* NULL: none matched, see `refusal` */
        enum problem refusal;
        const char *allow;               /* methods of the address, for 405 */
        bool shared;                     /* a route that scripts of other sites may read has this address */
        struct parameter parameter[PARAMETERS_MAX];
        size_t parameters;
        struct caller caller;
        const char *actor, *session;
        struct uuid merchant_id;

        char *body;
        size_t body_length, body_size;
        int spool;                       /* the file of a spooled body; -1: none */
        bool body_too_large;
        size_t trash;                    /* bytes of a body that were read and dropped */

        int parts;                       /* the file of an answer that came in parts; -1: none */
        int status;
        const void *answer;
        size_t answer_length;
        const char *media_type;
        struct header header[HEADERS_MAX];
        size_t headers;
        enum problem problem;
        const char *detail, *field;
        struct buffer more;              /* extension members of the problem */
        int retry_after;
        int rates, rated;                /* calls of request_rate in this run of the handler, and those that were counted */
        struct limit limit;
        struct entry *fill;              /* a kept answer that this request's worker makes */
        const char *keep_topic;          /* what the handler lets be kept, and at which version */
        int64_t keep_version;
        bool waited, alone;              /* for what a worker made: it is there; or it is not, and each has a worker of its own */
        struct stream_start *stream;     /* the connection becomes a stream */
        bool at_door;                    /* a worker is to say whether the body of a spooled route may come */
        bool answered, dispatched, fault_hit;

        char id[40];                     /* request_id */
        int64_t started;
};

/* A worker that waits for work. */
struct sleeper { sem_t wake; struct sleeper *next; };   /* a semaphore: to post it never waits, as to signal a condition may, for the one who was woken before */

struct line { struct request *head, **tail; };

struct server {
        const struct service *service;
        const struct route *routes;      /* the service's own and those of every service */
        size_t route_count;
        struct MHD_Daemon *daemon;
        char alive[256];                 /* the answer of /healthz */
        char pages[33];                  /* the version of the pages and their parts: a hash of all */
        struct request *spare;           /* the loop thread's; at most SPARE_MAX are kept, so that a rush is forgotten */
        int spares;
        atomic_int active;
        atomic_bool draining;            /* answers close their connections */
        atomic_llong reopen_at;          /* the database is away: no worker asks for it before (monotonic micros) */

        pthread_mutex_t lock;
        atomic_int workers;              /* begun */
        struct sleeper sleeper[WORKERS_MAX];
        struct sleeper *idle;            /* the one that worked last first: its connection and its caches are warm */
        struct line fills, others;       /* those whose answer will be kept, and all others */
        int64_t waiting;
        int filling;                     /* workers that make an answer that will be kept */
        bool stopping;
};

/* route.c */
void route_find(struct request *rq);
const char *route_rest(const struct request *rq);   /* the path after "/<service>", with its slash; NULL when it is not below it */
bool route_matches(const char *pattern, const char *path, struct parameter *parameter, size_t *count);
size_t route_unescape(char *text);   /* percent-decoding in place; a NUL becomes a control character that matches nothing. The new length */

/* page.c: a cursor is the hex of "<id><key>": opaque, and safe in a URL. */
char *cursor_make(struct arena *arena, const struct uuid *id, const char *key);
bool cursor_parse(struct arena *arena, const char *cursor, struct page *page) MUST_USE;

/* request.c: the trace id of the caller's, else a new one. */
const char *request_id(struct request *rq);
/* The address as text; INVALID_FIELD (query), the route's 404 (path), MALFORMED_REQUEST for a parameter whose name is no text. */
enum problem request_check(struct request *rq);
bool request_is(struct request *rq, const char *media_type);
bool request_is_foreign(struct request *rq);   /* a write that another site's page makes */

/* authenticate.c: who asks, whether it may, and whose rows it sees. */
enum problem authenticate(struct request *rq);
enum problem authorize(struct request *rq);

/* idempotency.c */
const char *idempotency_key(struct request *rq);
enum problem idempotency_begin(struct request *rq, const char *key, bool *replayed);
enum problem idempotency_end(struct request *rq, const char *key);

/* spool.c. spool_write: false when there is no room, logged. */
bool spool_write(int *file, const char *part, size_t length) MUST_USE;   /* makes the file when it is -1 */
void spool_close(int *file);

/* reply.c */
void reply_problem(struct request *rq, enum problem problem);
void reply_reset(struct request *rq);
bool reply_is_known(struct request *rq, const char *etag);   /* the caller has it: If-None-Match */
void reply_page_policy(struct request *rq, bool pictures_elsewhere);   /* what a page may load and who may frame it */
void reply_worker_policy(struct request *rq);                /* what a worker may load that compiles WebAssembly; no page may */
enum MHD_Result reply_send(struct request *rq);

/* share.c: what scripts of other origins may read */
bool share_applies(const struct route *route);
void share_add(struct MHD_Response *response);
bool share_asked(const struct request *rq);                  /* whether they may, before they do (preflight) */
enum problem share_reply(struct request *rq);

/* limit.c: public reads of an address, a key. TOO_MANY_REQUESTS; a request counts once. */
void limit_start(void);
bool limit_applies(const struct request *rq);
enum problem limit_address(struct request *rq);
enum problem limit_caller(struct request *rq);                                            /* once it is known who asks */
void limit_add(struct MHD_Response *response, const struct limit *limit);                 /* the quota and what is left of it; none when nothing was counted */
void limit_add_policy(struct MHD_Response *response);                                     /* the quota of an address alone: for everybody */
void limit_add_state(struct MHD_Response *response, const struct limit *limit);

/* worker.c */
bool worker_enqueue(struct server *server, struct request *rq);
void worker_wake_all(struct server *server);   /* under the lock */
void workers_start(struct server *server);     /* they, and the threads that are begun after them, stand behind the loop */
void workers_join(void);

/* health.c: routes that every service has. */
extern const struct route builtin_routes[];
extern const size_t builtin_route_count;
void health_begin(struct server *server);

/* asset.c: pages and their parts, and the service worker that keeps them for a time when the network is away. */
void asset_begin(struct server *server);
bool asset_reply(struct request *rq);

/* waker.c: waker_written after a commit that others may wait for; any thread, also when there is no waker. Stop it when nobody
 * calls that any more. */
struct waker;
struct background_pool;
struct waker *waker_start(const struct service *service, struct background_pool *pool);
void waker_stop(struct waker *waker);    /* it wakes nobody any more, and may still be rung */
void waker_free(struct waker *waker);
void waker_written(void);

/* background.c */
void background_wake(struct background_pool *pool, unsigned heard);   /* those whom what was heard concerns (HEARD_…), and whose pause is the usual one, look now */
struct background_pool *background_start(const struct service *service);
void background_stop(struct background_pool *pool);

#endif

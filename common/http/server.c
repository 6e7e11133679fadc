#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kept.h"
#include "stream.h"
#include "resale/clock.h"
#include "resale/config.h"
#include "resale/log.h"
#include "resale/metrics.h"

enum { IDLE_SECONDS = 30, DRAIN_MILLISECONDS = 15000, TURN_NANOS = 100000 };

/*
 * The loop is not to wait while workers and the database use the cores: it asks for short turns, which come sooner (Linux 6.12 and later; before, it changes nothing).
 */
static void ask_for_short_turns(void)
{
        struct { uint32_t size, policy; uint64_t flags; int32_t nice; uint32_t priority; uint64_t runtime, deadline, period; } turns = { .size = 48, .runtime = TURN_NANOS };
        static __thread bool asked;

        if (asked)
                return;
        asked = true;
        turns.nice = getpriority(PRIO_PROCESS, 0);
        syscall(SYS_sched_setattr, 0, &turns, 0);
}

static struct request *take_request(struct server *server, struct MHD_Connection *connection, const char *method, const char *path)
{
        struct request *rq = server->spare;
        struct arena *arena;

        ask_for_short_turns();
        if (rq) {
                server->spare = rq->next;
                server->spares--;
                arena = rq->arena;
        } else {
                rq = malloc(sizeof *rq);
                if (!rq)
                        abort();
                arena = arena_new();
        }
        *rq = (struct request){ .server = server, .arena = arena, .connection = connection, .method = method, .started = clock_monotonic_micros(),
                                .actor = "public", .spool = -1, .parts = -1 };
        rq->path = arena_copy(arena, path, strlen(path));
        return rq;
}

static enum MHD_Result refuse(struct request *rq, enum problem problem)
{
        reply_problem(rq, problem);
        rq->answered = true;
        return reply_send(rq);
}

static int64_t announced_length(struct request *rq)
{
        const char *text = request_header(rq, "Content-Length");

        return text ? strtoll(text, NULL, 10) : 0;
}

static size_t body_limit(const struct request *rq)
{
        return rq->route && rq->route->max_body ? rq->route->max_body : 16;   /* "{}" is no body */
}

static bool spools(const struct request *rq)
{
        return rq->route && (rq->route->flags & ROUTE_SPOOLED);
}

/* A worker's turn; what it says is sent when the connection goes on. */
static enum MHD_Result hand_over(struct request *rq)
{
        if (!rq->dispatched)
                atomic_fetch_add(&rq->server->active, 1);
        rq->dispatched = true;
        MHD_suspend_connection(rq->connection);
        if (worker_enqueue(rq->server, rq))
                return MHD_YES;
        kept_filled(rq, PROBLEM_BUSY);
        reply_problem(rq, PROBLEM_BUSY);
        rq->answered = true;
        MHD_resume_connection(rq->connection);
        return MHD_YES;
}

/* The head is read: too large a body is refused before it is sent; the answer closes the connection. */
static enum MHD_Result begin_request(struct request *rq)
{
        route_find(rq);
        if (announced_length(rq) > (int64_t)(rq->route ? body_limit(rq) : TRASH_MAX))
                return refuse(rq, rq->route ? PROBLEM_BODY_TOO_LARGE : rq->refusal);
        rq->at_door = spools(rq);
        return rq->at_door ? hand_over(rq) : MHD_YES;
}

/* The worker at the door has spoken, and libmicrohttpd calls for the head once more. Who waits to be asked for the body hears a refusal at once. */
static enum MHD_Result pass_door(struct request *rq)
{
        rq->at_door = false;
        return rq->answered && request_header(rq, "Expect") ? reply_send(rq) : MHD_YES;
}

/*
 * Some is read on, so that a client that sends before it listens gets its answer; more ends the connection. Of a spooled body that has its answer
 * all that it may be is read on: an answer can be sent only when the body has ended.
 */
static enum MHD_Result drop_part(struct request *rq, size_t length)
{
        rq->body_too_large = true;
        rq->trash += length;
        return rq->trash <= (rq->answered ? body_limit(rq) : TRASH_MAX) ? MHD_YES : MHD_NO;
}

static enum MHD_Result spool_part(struct request *rq, const char *part, size_t length)
{
        if (!spool_write(&rq->spool, part, length)) {
                spool_close(&rq->spool);
                reply_problem(rq, PROBLEM_STORAGE_FULL);
                rq->answered = true;
        }
        rq->body_length += length;
        return MHD_YES;
}

static enum MHD_Result take_part(struct request *rq, const char *part, size_t length)
{
        if (!rq->route || rq->answered || rq->body_length + length > body_limit(rq))
                return drop_part(rq, length);
        if (spools(rq))
                return spool_part(rq, part, length);
        if (!rq->body) {
                int64_t announced = announced_length(rq);
                rq->body_size = announced > 0 ? (size_t)announced : body_limit(rq);
                rq->body = arena_alloc(rq->arena, rq->body_size + 1);
        }
        if (rq->body_length + length > rq->body_size)
                return drop_part(rq, length);
        memcpy(rq->body + rq->body_length, part, length);
        rq->body_length += length;
        return MHD_YES;
}

static enum MHD_Result answer_on_loop(struct request *rq)
{
        enum problem problem = rq->route->handle(rq);

        if (problem != PROBLEM_OK)
                reply_problem(rq, problem);
        rq->answered = true;
        return reply_send(rq);
}

/* From memory if it is there, else by a worker. */
static enum MHD_Result answer_public(struct request *rq)
{
        enum MHD_Result result = MHD_YES;

        if (!request_header(rq, "Authorization") && limit_address(rq) != PROBLEM_OK)
                return refuse(rq, PROBLEM_TOO_MANY_REQUESTS);
        switch (rq->route->flags & ROUTE_KEPT ? kept_lookup(rq, &result) : KEPT_WORK) {
        case KEPT_WORK: return hand_over(rq);
        default: return result;
        }
}

static enum MHD_Result answer_without_route(struct request *rq)
{
        bool answered = (rq->refusal == PROBLEM_NO_SUCH_ROUTE && asset_reply(rq)) || (share_asked(rq) && share_reply(rq) == PROBLEM_OK);

        if (!answered)
                return refuse(rq, rq->refusal);
        rq->answered = true;
        return reply_send(rq);
}

static enum MHD_Result dispatch(struct request *rq)
{
        if (!rq->route)
                return answer_without_route(rq);
        if (rq->body_too_large || (!rq->route->max_body && rq->body_length && !text_equal(rq->body, "{}")))
                return refuse(rq, PROBLEM_BODY_TOO_LARGE);
        if (rq->route->flags & ROUTE_ON_LOOP)
                return answer_on_loop(rq);
        return limit_applies(rq) ? answer_public(rq) : hand_over(rq);
}

/* libmicrohttpd calls this for the head, each part of the body, the end, and after each resume. */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *path, const char *method, const char *version,
                                  const char *part, size_t *part_length, void **state)
{
        struct request *rq = *state;

        (void)version;
        if (!rq) {
                rq = *state = take_request(context, connection, method, path);
                return begin_request(rq);
        }
        if (rq->at_door)
                return pass_door(rq);
        if (*part_length) {
                size_t length = *part_length;
                *part_length = 0;
                return take_part(rq, part, length);
        }
        if (!rq->answered)
                return dispatch(rq);
        return rq->stream ? stream_take(rq) : reply_send(rq);
}

/* A method is the caller's word: only what looks like one is repeated. */
static const char *method_of(const struct request *rq)
{
        size_t length = strlen(rq->method);

        return length <= 10 && strspn(rq->method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length ? rq->method : "other";
}

static void log_request(struct request *rq, int64_t micros)
{
        char fields[512];
        const char *problem = rq->problem ? problem_info(rq->problem)->code : NULL;
        bool incident = rq->status >= 500 && rq->problem != PROBLEM_BUSY;
        enum log_level level = incident ? LOG_WARNING : rq->dispatched || rq->status >= 400 ? LOG_INFO : LOG_DEBUG;

        if (!log_wants(level))
                return;
        snprintf(fields, sizeof fields, "\"method\":\"%s\",\"route\":\"%.200s\",\"status\":%d,\"micros\":%lld,\"request_id\":\"%s\"%s%s%s", method_of(rq),
                 rq->route ? rq->route->path : "", rq->status, (long long)micros, request_id(rq), problem ? ",\"problem\":\"" : "", problem ? problem : "",
                 problem ? "\"" : "");
        log_line(level, "request", fields, "%s", "");
}

static void keep_or_free(struct server *server, struct request *rq)
{
        if (server->spares == SPARE_MAX) {
                arena_free(rq->arena);
                free(rq);
                return;
        }
        arena_reset(rq->arena);
        rq->next = server->spare;
        server->spare = rq;
        server->spares++;
}

static void on_completed(void *context, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how)
{
        struct server *server = context;
        struct request *rq = *state;

        (void)connection, (void)how;
        if (!rq)
                return;
        int64_t micros = clock_monotonic_micros() - rq->started;
        if (rq->status)
                metrics_request(rq->route ? (size_t)(rq->route - server->routes) : server->route_count, rq->status, micros);
        log_request(rq, micros);
        if (rq->dispatched)
                atomic_fetch_sub(&server->active, 1);
        *state = NULL;
        spool_close(&rq->spool);
        spool_close(&rq->parts);
        keep_or_free(server, rq);
}

static size_t unescape(void *context, struct MHD_Connection *connection, char *text)
{
        (void)context, (void)connection;
        return route_unescape(text);
}

static bool listen_at(struct server *server)
{
        int64_t port = config_int(SETTING_RESALE_PORT);
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port ? (uint16_t)port : server->service->port) };

        if (inet_pton(AF_INET, config_text(SETTING_RESALE_ADDRESS), &address.sin_addr) != 1) {
                fprintf(stderr, "RESALE_ADDRESS must be an IPv4 address\n");
                return false;
        }
        server->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, ntohs(address.sin_port), NULL, NULL, on_request, server,
                                          MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
                                          MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
                                          MHD_OPTION_CONNECTION_LIMIT, (unsigned)config_int(SETTING_RESALE_CONNECTIONS),
                                          MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)16384, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
        if (server->daemon) {
                log_line(LOG_INFO, "start", NULL, "listening on %s:%u", config_text(SETTING_RESALE_ADDRESS), ntohs(address.sin_port));
                return true;
        }
        fprintf(stderr, "%s: cannot listen on %s:%u\n", server->service->name, config_text(SETTING_RESALE_ADDRESS), ntohs(address.sin_port));
        return false;
}

static const struct route *join_routes(const struct service *service, size_t *count)
{
        *count = service->route_count + builtin_route_count;
        struct route *routes = calloc(*count, sizeof *routes);

        if (!routes)
                abort();
        if (service->route_count)
                memcpy(routes, service->routes, service->route_count * sizeof *routes);
        memcpy(routes + service->route_count, builtin_routes, builtin_route_count * sizeof *routes);
        return routes;
}

static void free_server(struct server *server)
{
        for (struct request *rq = server->spare, *next; rq; rq = next) {
                next = rq->next;
                arena_free(rq->arena);
                free(rq);
        }
        free((void *)(uintptr_t)server->routes);
        free(server);
}

/* A connection is a file: the soft limit is raised to what is allowed. */
static void allow_files(void)
{
        struct rlimit limit;

        if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur == limit.rlim_max)
                return;
        limit.rlim_cur = limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit))
                log_line(LOG_WARNING, "start", NULL, "the limit of open files stays as it is");
}

struct server *server_start(const struct service *service)
{
        struct server *server = calloc(1, sizeof *server);

        if (!server)
                abort();
        server->service = service;
        server->routes = join_routes(service, &server->route_count);
        server->fills.tail = &server->fills.head;
        server->others.tail = &server->others.head;
        pthread_mutex_init(&server->lock, NULL);
        for (size_t i = 0; i < WORKERS_MAX; i++)
                sem_init(&server->sleeper[i].wake, 0, 0);
        health_begin(server);
        asset_begin(server);
        limit_start();
        kept_start();
        streams_start(service);
        topics_start(service);
        allow_files();
        if (!listen_at(server)) {
                free_server(server);
                return NULL;
        }
        workers_start(server);
        return server;
}

/* Accept no more, let what runs end, then end the workers and the loop. */
void server_stop(struct server *server)
{
        MHD_socket listener = MHD_quiesce_daemon(server->daemon);

        atomic_store(&server->draining, true);
        streams_end();
        for (int i = 0; i < DRAIN_MILLISECONDS / 10 && atomic_load(&server->active); i++)
                usleep(10000);
        pthread_mutex_lock(&server->lock);
        server->stopping = true;
        worker_wake_all(server);
        pthread_mutex_unlock(&server->lock);
        workers_join();
        MHD_stop_daemon(server->daemon);
        topics_stop();
        kept_stop();
        streams_free();
        if (listener != MHD_INVALID_SOCKET)
                close(listener);
        free_server(server);
}

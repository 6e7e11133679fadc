#include <errno.h>
#include <unistd.h>

#include "kept.h"
#include "resale/clock.h"
#include "resale/config.h"
#include "resale/log.h"
#include "resale/metrics.h"

static pthread_t workers[WORKERS_MAX];

enum { IDLE_MICROS = 100000 };     /* a connection that rested longer is looked at before it is used */
enum { REOPEN_MICROS = 200000 };   /* while the database is away it is asked no more often than this, and waited for no more than half of the time */

static struct sleeper *pop_idle(struct server *server)
{
        struct sleeper *sleeper = server->idle;

        if (sleeper)
                server->idle = sleeper->next;
        return sleeper;
}

void worker_wake_all(struct server *server)
{
        for (struct sleeper *sleeper; (sleeper = pop_idle(server));)
                sem_post(&sleeper->wake);
}

/*
 * Answers that will be kept are made by as many workers at once as there are cores, and by no fewer than FILLING: with more, none is there sooner, but each has a process of the
 * database at work, and the loop beside them so much less of a core.
 */
enum { FILLING = 2 };

static bool may_fill(const struct server *server)
{
        static int64_t cores;

        if (!cores)
                cores = sysconf(_SC_NPROCESSORS_ONLN);
        return server->filling < (cores > FILLING ? cores : FILLING);
}

/* Whose first request is next: the one that came first of those that may be worked on. NULL: there is none. */
static struct line *next_line(struct server *server)
{
        struct request *other = server->others.head, *fill = may_fill(server) ? server->fills.head : NULL;

        if (other && fill)
                return other->started <= fill->started ? &server->others : &server->fills;
        return other ? &server->others : fill ? &server->fills : NULL;
}

static void append(struct line *line, struct request *rq)
{
        rq->next = NULL;
        *line->tail = rq;
        line->tail = &rq->next;
}

static struct request *take(struct line *line)
{
        struct request *rq = line->head;

        line->head = rq->next;
        if (!line->head)
                line->tail = &line->head;
        return rq;
}

bool worker_enqueue(struct server *server, struct request *rq)
{
        struct sleeper *sleeper = NULL;

        pthread_mutex_lock(&server->lock);
        bool room = server->waiting < config_int(SETTING_RESALE_QUEUE) && !server->stopping;
        if (room) {
                append(rq->fill ? &server->fills : &server->others, rq);
                server->waiting++;
                sleeper = next_line(server) ? pop_idle(server) : NULL;
        }
        pthread_mutex_unlock(&server->lock);
        if (sleeper)
                sem_post(&sleeper->wake);   /* not under the lock: who wakes would wait for it */
        if (!room)
                metrics_add(METRIC_QUEUE_FULL, 1);
        return room;
}

static void sleep_until_woken(struct server *server, struct sleeper *sleeper)
{
        sleeper->next = server->idle;
        server->idle = sleeper;
        pthread_mutex_unlock(&server->lock);
        while (sem_wait(&sleeper->wake) != 0)
                ;   /* a signal came */
        pthread_mutex_lock(&server->lock);
}

struct worker {
        struct server *server;
        struct sleeper *sleeper;
        struct db *db;
        int64_t used;             /* the connection, last */
        bool filling;
};

/* The next request. What waited for the end of this worker's last is seen to by another, if this one takes something else. */
static struct request *dequeue(struct worker *worker)
{
        struct server *server = worker->server;
        bool filled = worker->filling;
        struct line *line;

        pthread_mutex_lock(&server->lock);
        server->filling -= filled;
        while (!(line = next_line(server)) && !server->stopping)
                sleep_until_woken(server, worker->sleeper);
        struct request *rq = line ? take(line) : NULL;
        worker->filling = rq && rq->fill;
        server->filling += worker->filling;
        server->waiting -= !!rq;
        struct sleeper *other = filled && next_line(server) ? pop_idle(server) : NULL;
        pthread_mutex_unlock(&server->lock);
        if (other)
                sem_post(&other->wake);
        return rq;
}

/* The handler, with what an Idempotency-Key asks for around it; may run several times. */
static enum problem handle(struct db *db, void *context)
{
        struct request *rq = context;
        const char *key = idempotency_key(rq);
        bool replayed = false;

        (void)db;
        reply_reset(rq);
        if (key)
                TRY(idempotency_begin(rq, key, &replayed));
        if (replayed)
                return PROBLEM_OK;
        TRY(rq->route->handle(rq));
        return key ? idempotency_end(rq, key) : PROBLEM_OK;
}

static bool reads(const struct request *rq)
{
        return text_equal(rq->method, "GET") || text_equal(rq->method, "HEAD");
}

/* May it come in? */
static enum problem admit(struct request *rq)
{
        TRY(request_check(rq));
        TRY(authenticate(rq));
        if (limit_applies(rq))
                TRY(limit_caller(rq));
        return authorize(rq);
}

static bool takes_any_type(const struct request *rq)
{
        return rq->route->flags & (ROUTE_RAW_BODY | ROUTE_SPOOLED);
}

static enum problem serve(struct request *rq)
{
        TRY(admit(rq));
        if (reads(rq))
                return rq->route->handle(rq);
        if (rq->body_length && rq->route->max_body && !takes_any_type(rq) && !request_is(rq, "application/json"))
                return PROBLEM_UNSUPPORTED_MEDIA_TYPE;
        if ((rq->route->flags & (ROUTE_ONE_STATEMENT | ROUTE_BARE)) && !idempotency_key(rq))
                return handle(rq->db, rq);
        return db_transaction(rq->db, handle, rq);
}

static void close_database(struct worker *worker)
{
        db_close(worker->db);
        worker->db = NULL;
}

static enum problem need_database(struct worker *worker)
{
        struct server *server = worker->server;
        int64_t start = clock_monotonic_micros();

        if (worker->db && start - worker->used > IDLE_MICROS && db_has_ended(worker->db))
                close_database(worker);   /* the database was restarted meanwhile: nobody need hear of it */
        worker->used = start;
        if (worker->db)
                return PROBLEM_OK;
        if (start < atomic_load(&server->reopen_at))
                return PROBLEM_DATABASE_UNAVAILABLE;
        enum problem problem = db_open(config_text(SETTING_DATABASE_URL), server->service->name, NULL, &worker->db);
        int64_t end = clock_monotonic_micros();
        if (problem != PROBLEM_OK)
                atomic_store(&server->reopen_at, end + REOPEN_MICROS + (end - start));
        return problem;
}

#ifdef RESALE_TEST
static void set_fault(struct request *rq)
{
        const char *fault = request_header(rq, "Resale-Fault");
        char *state = NULL;
        int n = fault ? (int)strtol(fault, &state, 10) : 0;

        db_fail_at(rq->db, n, state && *state ? state + 1 : "40001");
}
#endif

/* The answer is said, or it is kept and sent from there. */
static void end_work(struct request *rq, enum problem problem, bool at_door)
{
        rq->answered = !at_door || problem != PROBLEM_OK;
        if (kept_filled(rq, problem)) {
                reply_reset(rq);
                rq->waited = true;
                rq->answered = false;
        } else if (problem != PROBLEM_OK) {
                reply_problem(rq, problem);
        }
        MHD_resume_connection(rq->connection);
}

static void work_on(struct worker *worker, struct request *rq)
{
        enum problem problem = need_database(worker);
        bool at_door = rq->at_door;

        rq->db = worker->db;
        if (problem == PROBLEM_OK) {
#ifdef RESALE_TEST
                set_fault(rq);
#endif
                problem = at_door ? admit(rq) : serve(rq);
#ifdef RESALE_TEST
                rq->fault_hit = db_fault_hit(rq->db);
                db_fail_at(rq->db, 0, "");
#endif
                if (db_in_transaction(rq->db))
                        abort();   /* a handler that leaves a transaction open is a mistake of ours */
        }
        if (problem == PROBLEM_OK && !at_door && !reads(rq))
                waker_written();
        rq->db = NULL;
        if (worker->db && db_is_lost(worker->db))
                close_database(worker);   /* at once: what the server still holds for it ends with it */
        end_work(rq, problem, at_door);
}

static void *run(void *context)
{
        struct worker worker = { .server = context };
        struct request *rq;

        worker.sleeper = &worker.server->sleeper[atomic_fetch_add(&worker.server->workers, 1)];
        while ((rq = dequeue(&worker)))
                work_on(&worker, rq);
        db_close(worker.db);
        return NULL;
}

/*
 * From here on threads are begun that the loop goes before: it answers from memory what most ask for, and on a busy machine a worker's page must not keep it waiting.
 * On Linux this is about the calling thread, and those that it begins. What cannot be set stays as it is.
 */
static void begin_behind_the_loop(void)
{
        errno = 0;
        if (nice((int)config_int(SETTING_RESALE_NICE)) == -1 && errno)
                log_line(LOG_WARNING, "start", NULL, "threads have one priority");
}

void workers_start(struct server *server)
{
        begin_behind_the_loop();
        for (int64_t i = 0; i < config_int(SETTING_RESALE_WORKERS); i++)
                if (pthread_create(&workers[i], NULL, run, server))
                        abort();
}

void workers_join(void)
{
        for (int64_t i = 0; i < config_int(SETTING_RESALE_WORKERS); i++)
                pthread_join(workers[i], NULL);
}

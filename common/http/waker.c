/*
 * Wakes those who wait for news in the database, in every process: after a write was committed the channel "resale" is notified, not in the transaction of the write
 * (whose commit would queue behind every other that notifies) but by this thread, at most once in REST_MS; and what was heard wakes as seldom. A wake-up that is lost
 * costs a reader one pause, no more: its cursor is the truth.
 */
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "topic.h"
#include "resale/clock.h"
#include "resale/config.h"
#include "resale/log.h"

enum { REST_MS = 20, LOOK_MS = 1000 };   /* between two words told, and two passed on; while the database is away */

struct waker {
        const struct service *service;
        struct background_pool *pool;
        struct db *db;
        pthread_t thread;
        int written;               /* eventfd: something was committed, or it is time to stop */
        unsigned heard;            /* and not passed on yet */
        int64_t told_at, woke_at;  /* milliseconds */
        atomic_bool stopping;
};

static _Atomic(struct waker *) running;

static void ring(struct waker *waker)
{
        uint64_t one = 1;

        if (write(waker->written, &one, sizeof one) < 0)
                return;   /* full: it rings already */
}

void waker_written(void)
{
        struct waker *waker = atomic_load(&running);

        topics_look();   /* our own need not wait for the word */
        if (waker)
                ring(waker);
}

static bool listens(struct waker *waker)
{
        if (waker->db && db_is_lost(waker->db)) {
                db_close(waker->db);
                waker->db = NULL;
        }
        if (waker->db)
                return true;
        return db_open(config_text(SETTING_DATABASE_URL), waker->service->name, NULL, &waker->db) == PROBLEM_OK && db_listen(waker->db) == PROBLEM_OK;
}

static void tell(struct waker *waker)
{
        uint64_t count;

        waker->told_at = clock_monotonic_micros() / 1000;
        if (read(waker->written, &count, sizeof count) > 0 && !atomic_load(&waker->stopping) && db_notify(waker->db, waker->service->name) != PROBLEM_OK)
                waker->heard |= HEARD_ITS_OWN;   /* our own at least */
}

static void pass_on(struct waker *waker)
{
        waker->woke_at = clock_monotonic_micros() / 1000;
        if (waker->heard & HEARD_ITS_OWN)
                topics_look();
        background_wake(waker->pool, waker->heard);
        waker->heard = 0;
}

/* Milliseconds until that which rests since `at` may be done again. */
static int rest_of(int64_t at) { int64_t over = at + REST_MS - clock_monotonic_micros() / 1000; return over > 0 ? (int)over : 0; }

/* Waits for what may be told or heard now, or until what rests may go on; while one of the two rests the other does not. */
static void listen_and_tell(struct waker *waker)
{
        bool open = listens(waker);
        int tell_in = open ? rest_of(waker->told_at) : LOOK_MS, pass_in = waker->heard ? rest_of(waker->woke_at) : LOOK_MS;
        struct pollfd wait[] = { { .fd = tell_in ? -1 : waker->written, .events = POLLIN }, { .fd = open ? db_socket(waker->db) : -1, .events = POLLIN } };
        int longest = tell_in && tell_in < pass_in ? tell_in : pass_in;

        if (poll(wait, 2, longest) < 0)
                return;
        if (wait[0].revents)
                tell(waker);
        if (open)
                waker->heard |= db_heard(waker->db, waker->service->name);   /* after telling: our own word may have come with the answer */
        if (waker->heard && !rest_of(waker->woke_at))
                pass_on(waker);
}

static void *run(void *context)
{
        struct waker *waker = context;

        while (!atomic_load(&waker->stopping))
                listen_and_tell(waker);
        return NULL;
}

struct waker *waker_start(const struct service *service, struct background_pool *pool)
{
        struct waker *waker = calloc(1, sizeof *waker);

        if (!waker)
                abort();
        *waker = (struct waker){ .service = service, .pool = pool, .written = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) };
        if (waker->written < 0 || pthread_create(&waker->thread, NULL, run, waker))
                abort();
        atomic_store(&running, waker);
        return waker;
}

void waker_stop(struct waker *waker)
{
        atomic_store(&running, NULL);
        atomic_store(&waker->stopping, true);
        ring(waker);
        pthread_join(waker->thread, NULL);
        db_close(waker->db);
}

void waker_free(struct waker *waker)
{
        close(waker->written);
        free(waker);
}

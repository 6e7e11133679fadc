/*
 * Wakes those who wait for news in the database, in every process: after a write was committed the channel "resale" is notified, not in the transaction of the write
 * (whose commit would queue behind every other that notifies) but by this thread, at most once in REST_MS. A wake-up that is lost costs a reader one pause, no more:
 * its cursor is the truth.
 */
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "topic.h"
#include "resale/clock.h"
#include "resale/config.h"
#include "resale/log.h"

enum { REST_MS = 20, LOOK_MS = 1000 };   /* between two rounds; while the database is away */

struct waker {
        const struct service *service;
        struct background_pool *pool;
        struct db *db;
        pthread_t thread;
        int written;               /* eventfd: something was committed, or it is time to stop */
        atomic_bool stopping;
        bool deaf;                 /* since its connection was lost; at first there was nothing to miss */
        pthread_mutex_t lock;
        struct told news[NEWS_MAX];   /* to tell; under the lock */
        size_t count;
};

static _Atomic(struct waker *) running;

static void ring(struct waker *waker)
{
        uint64_t one = 1;

        if (write(waker->written, &one, sizeof one) < 0)
                return;   /* full: it rings already */
}

static const struct told everything;
static void hear_nothing(const struct told *news) { (void)news; }
static db_hear *hearing(const struct waker *waker) { return waker->service->heard ? waker->service->heard : hear_nothing; }

/* Of the same thing the last version is told; more things than there is room for are told as everything. */
static void keep(struct waker *waker, const struct told *news)
{
        size_t i = 0;

        while (i < waker->count && strcmp(waker->news[i].what, news->what) != 0)
                i++;
        if (i == NEWS_MAX) {
                waker->news[0] = everything;
                waker->count = 1;
                return;
        }
        if (i == waker->count)
                waker->news[waker->count++] = *news;
        else if (waker->news[i].version < news->version)
                waker->news[i].version = news->version;
}

void waker_written(struct db *db)
{
        struct waker *waker = atomic_load(&running);
        struct told news[NEWS_MAX];
        size_t count = db_take_news(db, news);

        topics_look();   /* our own need not wait for the word */
        if (!waker)
                return;
        for (size_t i = 0; i < count; i++)
                hearing(waker)(&news[i]);
        pthread_mutex_lock(&waker->lock);
        for (size_t i = 0; i < count; i++)
                keep(waker, &news[i]);
        pthread_mutex_unlock(&waker->lock);
        ring(waker);
}

static bool listens(struct waker *waker)
{
        if (waker->db && db_is_lost(waker->db)) {
                db_close(waker->db);
                waker->db = NULL;
                waker->deaf = true;
        }
        if (waker->db)
                return true;
        if (db_open(config_text(SETTING_DATABASE_URL), waker->service->name, NULL, &waker->db) != PROBLEM_OK || db_listen(waker->db) != PROBLEM_OK)
                return false;
        if (waker->deaf)
                hearing(waker)(&everything);
        waker->deaf = false;
        return true;
}

static size_t take(struct waker *waker, struct told news[NEWS_MAX])
{
        pthread_mutex_lock(&waker->lock);
        size_t count = waker->count;
        memcpy(news, waker->news, count * sizeof *news);
        waker->count = 0;
        pthread_mutex_unlock(&waker->lock);
        return count;
}

static void tell(struct waker *waker)
{
        struct told news[NEWS_MAX];
        uint64_t rung;

        if (read(waker->written, &rung, sizeof rung) <= 0 || atomic_load(&waker->stopping) || db_notify(waker->db, news, take(waker, news)) == PROBLEM_OK)
                return;
        background_wake(waker->pool);   /* ours at least */
        pthread_mutex_lock(&waker->lock);
        keep(waker, &everything);       /* next time */
        pthread_mutex_unlock(&waker->lock);
}

/* One round: hear, tell, and rest, so that what happens meanwhile is heard and told once. */
static void listen_and_tell(struct waker *waker)
{
        bool open = listens(waker);
        struct pollfd wait[] = { { .fd = waker->written, .events = POLLIN }, { .fd = open ? db_socket(waker->db) : -1, .events = POLLIN } };

        if (poll(wait, 2, LOOK_MS) <= 0)
                return;
        if (open && wait[0].revents)
                tell(waker);
        if (open && db_heard(waker->db, hearing(waker))) {   /* after telling: our own word may have come with the answer */
                topics_look();
                background_wake(waker->pool);
        }
        usleep((open ? REST_MS : LOOK_MS) * 1000);
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
        pthread_mutex_init(&waker->lock, NULL);
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

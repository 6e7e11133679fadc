#include <time.h>

#include "common_sql.h"
#include "http_private.h"
#include "resale/config.h"
#include "resale/log.h"

enum { THREADS_MAX = 16, LONGEST_PAUSE_MS = 30000, AWAY_PAUSE_MS = 2000, TIDY_MS = 600000, TIDY_BATCH = 1000 };

struct background_pool {
        const struct service *service;
        pthread_t thread[THREADS_MAX];
        struct runner { struct background_pool *pool; const struct background *work; } runner[THREADS_MAX];
        size_t count;
        pthread_mutex_t lock;
        pthread_cond_t wake;
        unsigned rounds[2];        /* of background_wake: what its own service wrote, what anybody wrote */
        bool stopping;
};

/* What has been kept long enough: answers under idempotency keys, webhooks in and out. Each statement says how long; it takes at most TIDY_BATCH rows. */
static enum problem tidy_step(struct db *db, struct arena *arena, bool *more)
{
        static const struct sql *const statements[] = { &sql_delete_old_idempotency, &sql_forget_inbox, &sql_delete_old_inbox, &sql_delete_old_outbox };

        (void)arena;
        for (size_t i = 0; i < ARRAY_LEN(statements); i++) {
                int64_t tidied = 0;
                TRY(db_exec(db, statements[i], DB_NO_ARGS, &tidied));
                *more = *more || tidied == TIDY_BATCH;
        }
        return PROBLEM_OK;
}
static const struct background tidy = { "tidy", tidy_step, TIDY_MS, false };

/* Until the time is over or `rounds` are (NULL: whatever their number). True when it is time to stop. */
static bool pause_for(struct runner *runner, int64_t milliseconds, const unsigned *rounds)
{
        struct background_pool *pool = runner->pool;
        const unsigned *now = &pool->rounds[runner->work->follows];
        struct timespec until;

        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += milliseconds / 1000;
        until.tv_nsec += milliseconds % 1000 * 1000000;
        if (until.tv_nsec >= 1000000000) {
                until.tv_sec++;
                until.tv_nsec -= 1000000000;
        }
        pthread_mutex_lock(&pool->lock);
        while (milliseconds && !pool->stopping && (!rounds || *rounds == *now) && pthread_cond_timedwait(&pool->wake, &pool->lock, &until) == 0) {}
        bool stopping = pool->stopping;
        pthread_mutex_unlock(&pool->lock);
        return stopping;
}

void background_wake(struct background_pool *pool, unsigned heard)
{
        pthread_mutex_lock(&pool->lock);
        pool->rounds[false] += heard & HEARD_ITS_OWN;
        pool->rounds[true]++;
        pthread_cond_broadcast(&pool->wake);
        pthread_mutex_unlock(&pool->lock);
}

static unsigned rounds_of(const struct runner *runner)
{
        struct background_pool *pool = runner->pool;

        pthread_mutex_lock(&pool->lock);
        unsigned rounds = pool->rounds[runner->work->follows];
        pthread_mutex_unlock(&pool->lock);
        return rounds;
}

static enum problem step_once(struct runner *runner, struct db **db, struct arena *arena, bool *more)
{
        const struct service *service = runner->pool->service;

        *more = false;
        if (*db && db_is_lost(*db)) {
                db_close(*db);
                *db = NULL;
        }
        if (!*db)
                TRY(db_open(config_text(SETTING_DATABASE_URL), service->name, NULL, db));
        db_see_all(*db);
        return runner->work->step(*db, arena, more);
}

/* Twice the last one; a database that is away is looked for more often, since it costs nobody anything. */
static int64_t longer(int64_t pause, enum problem problem)
{
        int64_t longest = problem == PROBLEM_DATABASE_UNAVAILABLE ? AWAY_PAUSE_MS : LONGEST_PAUSE_MS;

        return pause * 2 < 100 ? 100 : pause * 2 > longest ? longest : pause * 2;
}

static void *run(void *context)
{
        struct runner *runner = context;
        int64_t usual = runner->work->pause_ms ? runner->work->pause_ms : config_int(SETTING_RESALE_FEED_MS), pause = 0;
        struct arena *arena = arena_new();
        struct db *db = NULL;
        unsigned rounds = 0;
        bool wakeable = false;   /* after a step that went well, of work that has no pause of its own */

        while (!pause_for(runner, pause, wakeable ? &rounds : NULL)) {
                bool more;
                rounds = rounds_of(runner);   /* before the step: what comes during it is looked at again */
                enum problem problem = step_once(runner, &db, arena, &more);
                arena_reset(arena);
                if (db && db_has_committed(db))
                        waker_written();
                wakeable = problem == PROBLEM_OK && !runner->work->pause_ms;
                if (problem == PROBLEM_OK) {
                        pause = more ? 0 : usual;
                        continue;
                }
                pause = longer(pause, problem);
                log_line(LOG_WARNING, "background", NULL, "%s: %s; again in %lld ms", runner->work->name, problem_info(problem)->code, (long long)pause);
        }
        db_close(db);
        arena_free(arena);
        return NULL;
}

static void add(struct background_pool *pool, const struct background *work)
{
        if (pool->count == THREADS_MAX)
                abort();
        struct runner *runner = &pool->runner[pool->count];
        *runner = (struct runner){ pool, work };
        if (pthread_create(&pool->thread[pool->count++], NULL, run, runner))
                abort();
}

struct background_pool *background_start(const struct service *service)
{
        struct background_pool *pool = calloc(1, sizeof *pool);
        pthread_condattr_t monotonic;

        if (!pool)
                abort();
        pool->service = service;
        pthread_condattr_init(&monotonic);
        pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
        pthread_cond_init(&pool->wake, &monotonic);
        pthread_mutex_init(&pool->lock, NULL);
        add(pool, &tidy);
        for (const struct background *work = service->background; work && work->name; work++)
                add(pool, work);
        return pool;
}

void background_stop(struct background_pool *pool)
{
        pthread_mutex_lock(&pool->lock);
        pool->stopping = true;
        pthread_cond_broadcast(&pool->wake);
        pthread_mutex_unlock(&pool->lock);
        for (size_t i = 0; i < pool->count; i++)
                pthread_join(pool->thread[i], NULL);
        free(pool);
}

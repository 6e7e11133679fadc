#include "topic.h"

#include <time.h>
#include <unistd.h>

#include "resale/clock.h"
#include "resale/config.h"
#include "resale/log.h"

enum { LOOK_MS = 250, REST_MS = 3, LEASE_MS = 2000, SLOTS = 4096 };

static struct {
        const struct service *service;
        pthread_t thread;
        pthread_mutex_t lock;        /* of the list, and of what follows */
        pthread_cond_t wake;
        struct topic *slot[SLOTS];   /* by the hash of the name */
        size_t count;
        bool asked, stopping;
        atomic_llong seen_at;        /* when the versions that are known were asked for */
} topics = { .lock = PTHREAD_MUTEX_INITIALIZER };

struct seen { const char *topic; int64_t version; };
static const struct field seen_fields[] = { FIELD(struct seen, topic), FIELD(struct seen, version) };
static const struct shape seen_shape = SHAPE(struct seen, seen_fields);

static struct topic **slot_of(const char *name)
{
        uint32_t hash = 2166136261u;

        for (; *name; name++)
                hash = (hash ^ (unsigned char)*name) * 16777619u;
        return &topics.slot[hash % SLOTS];
}

static struct topic *find(const char *name)
{
        struct topic *topic = *slot_of(name);

        while (topic && !text_equal(topic->name, name))
                topic = topic->next;
        return topic;
}

/* Versions only grow: what was read earlier may arrive later. */
static void move(struct topic *topic, int64_t version)
{
        if (version > atomic_load(&topic->version))
                atomic_store(&topic->version, version);
}

static struct topic *add(const char *name)
{
        size_t size = strlen(name) + 1;
        struct topic *topic = calloc(1, sizeof *topic + size);

        if (!topic)
                abort();
        memcpy(topic->name, name, size);
        topic->next = *slot_of(name);
        *slot_of(name) = topic;
        topics.count++;
        return topic;
}

struct topic *topic_hold(const char *name, int64_t version)
{
        pthread_mutex_lock(&topics.lock);
        struct topic *topic = find(name);
        bool new = !topic;
        if (new)
                topic = add(name);
        topic->holders++;
        move(topic, version);
        topics.asked = topics.asked || new;
        pthread_mutex_unlock(&topics.lock);
        if (new)
                pthread_cond_signal(&topics.wake);
        return topic;
}

void topic_release(struct topic *topic)
{
        if (!topic)
                return;
        pthread_mutex_lock(&topics.lock);
        if (--topic->holders == 0) {
                struct topic **at = slot_of(topic->name);
                while (*at != topic)
                        at = &(*at)->next;
                *at = topic->next;
                topics.count--;
                free(topic);
        }
        pthread_mutex_unlock(&topics.lock);
}

bool topic_is_at(const struct topic *topic, int64_t version, int64_t now)
{
        return version >= atomic_load_explicit(&topic->version, memory_order_relaxed) &&
               now - atomic_load_explicit(&topics.seen_at, memory_order_relaxed) < LEASE_MS * 1000;
}

void topics_look(void)
{
        pthread_mutex_lock(&topics.lock);
        bool first = topics.count && !topics.asked;
        topics.asked = true;
        pthread_mutex_unlock(&topics.lock);
        if (first)
                pthread_cond_signal(&topics.wake);
}

/* Until somebody asks, or LOOK_MS are over. False: it is time to stop. */
static bool wait_until_asked(void)
{
        struct timespec until;

        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOOK_MS * 1000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_mutex_lock(&topics.lock);
        while (!topics.stopping && !topics.asked && pthread_cond_timedwait(&topics.wake, &topics.lock, &until) == 0) {}
        topics.asked = false;
        bool go_on = !topics.stopping;
        pthread_mutex_unlock(&topics.lock);
        return go_on;
}

static struct texts names_of_all(struct arena *arena)
{
        struct texts names = { 0 };

        pthread_mutex_lock(&topics.lock);
        names.item = arena_alloc(arena, (topics.count + 1) * sizeof *names.item);
        for (size_t i = 0; i < SLOTS; i++)
                for (const struct topic *topic = topics.slot[i]; topic; topic = topic->next)
                        names.item[names.count++] = arena_copy(arena, topic->name, strlen(topic->name));
        pthread_mutex_unlock(&topics.lock);
        return names;
}

static void note(const struct list *rows)
{
        const struct seen *row = rows->item;

        pthread_mutex_lock(&topics.lock);
        for (size_t i = 0; i < rows->count; i++) {
                struct topic *topic = find(row[i].topic);
                if (topic)
                        move(topic, row[i].version);
        }
        pthread_mutex_unlock(&topics.lock);
}

static enum problem open_database(struct db **db)
{
        if (*db && db_is_lost(*db)) {
                db_close(*db);
                *db = NULL;
        }
        if (!*db)
                TRY(db_open(config_text(SETTING_DATABASE_URL), topics.service->name, NULL, db));
        db_see_all(*db);
        return PROBLEM_OK;
}

static enum problem look(struct db **db, struct arena *arena)
{
        struct texts names = names_of_all(arena);
        int64_t begun = clock_monotonic_micros();
        struct list rows = { 0 };

        if (names.count) {
                TRY(open_database(db));
                TRY(db_many(*db, arena, topics.service->topics->versions, DB_ARGS(db_texts(arena, &names)), &seen_shape, &rows));
                note(&rows);
        }
        atomic_store(&topics.seen_at, begun);
        return names.count ? channels_step(*db, arena) : PROBLEM_OK;
}

/* At least as long as it took, so that many topics cost no more than a part of a core. */
static void rest(int64_t begun, enum problem problem)
{
        int64_t micros = clock_monotonic_micros() - begun, least = (problem == PROBLEM_OK ? REST_MS : LOOK_MS) * 1000, most = LOOK_MS * 1000;

        usleep((useconds_t)(micros < least ? least : micros > most ? most : micros));
}

static void *run(void *context)
{
        struct arena *arena = arena_new();
        struct db *db = NULL;

        (void)context;
        while (wait_until_asked()) {
                int64_t begun = clock_monotonic_micros();
                enum problem problem = look(&db, arena);
                if (problem != PROBLEM_OK)
                        log_line(LOG_WARNING, "topics", NULL, "%s", problem_info(problem)->code);
                arena_reset(arena);
                rest(begun, problem);
        }
        db_close(db);
        arena_free(arena);
        return NULL;
}

void topics_start(const struct service *service)
{
        pthread_condattr_t monotonic;

        if (!service->topics)
                return;
        topics.service = service;
        pthread_condattr_init(&monotonic);
        pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
        pthread_cond_init(&topics.wake, &monotonic);
        if (pthread_create(&topics.thread, NULL, run, NULL))
                abort();
}

void topics_stop(void)
{
        if (!topics.service)
                return;
        pthread_mutex_lock(&topics.lock);
        topics.stopping = true;
        pthread_mutex_unlock(&topics.lock);
        pthread_cond_signal(&topics.wake);
        pthread_join(topics.thread, NULL);
}

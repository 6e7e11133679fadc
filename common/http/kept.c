#include "kept.h"

#include <malloc.h>

#include "resale/clock.h"
#include "resale/config.h"
#include "resale/crypto.h"
#include "resale/metrics.h"

#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"   /* gcc 12 loses sight of what hangs in a list */

enum { SLOTS = 16384, KEY_MAX = 2048, GRACE_MICROS = 30000, USES_MAX = 3, SHARE = 8 };   /* none is larger than a SHAREth of all */

struct entry {
        struct entry *next;              /* in its slot */
        struct entry *before, *after;    /* in the ring of all */
        uint64_t hash;
        char *key;
        size_t key_length, size;
        struct topic *topic;             /* NULL: it has no answer yet */
        int64_t version, true_at;        /* true_at: when it was last found to be so (monotonic micros) */
        struct ready ready;
        struct request *waiters;
        int uses;
        bool filling, gzip_wanted;
};

static struct {
        pthread_mutex_t lock;
        struct entry *slot[SLOTS], *hand;   /* hand: where eviction goes on, in the ring */
        size_t size, most;
        uint64_t seed;
} table = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* What is asked for, read in one pass over the head. */
struct asked {
        char key[KEY_MAX];
        size_t length;
        uint64_t hash;
        const char *none_match;
        bool gzip, credentials, too_long;
};

static void add_key(struct asked *asked, const char *text, size_t length)
{
        if (asked->length + length + 1 > KEY_MAX) {
                asked->too_long = true;
                return;
        }
        memcpy(asked->key + asked->length, text, length);
        asked->length += length;
        asked->key[asked->length++] = '\0';   /* is in none of the parts */
}

static bool is_named(const char *name, size_t length, const char *wanted, size_t wanted_length)
{
        return length == wanted_length && strncasecmp(name, wanted, length) == 0;
}
#define IS(name, length, wanted) is_named(name, length, wanted, sizeof wanted - 1)

static enum MHD_Result read_value(void *context, enum MHD_ValueKind kind, const char *name, size_t name_length, const char *value, size_t length)
{
        struct asked *asked = context;

        if (kind == MHD_GET_ARGUMENT_KIND) {
                add_key(asked, name, name_length);
                add_key(asked, value ? value : "", value ? length : 0);
        } else if (kind == MHD_COOKIE_KIND) {
                asked->credentials = asked->credentials || IS(name, name_length, "resale_session");
        } else if (IS(name, name_length, "Accept-Encoding")) {
                asked->gzip = coding_takes_gzip(value);
        } else if (IS(name, name_length, "If-None-Match")) {
                asked->none_match = value;
        } else if (IS(name, name_length, "Authorization")) {
                asked->credentials = true;
        }
        return MHD_YES;
}

static uint64_t hash_of(const char *key, size_t length)
{
        uint64_t hash = table.seed, part = 0;

        for (; length >= sizeof part; key += sizeof part, length -= sizeof part) {
                memcpy(&part, key, sizeof part);
                hash = (hash ^ part) * 0x9e3779b97f4a7c15u;
                hash ^= hash >> 29;
        }
        part = 0;
        memcpy(&part, key, length);
        hash = (hash ^ part ^ (uint64_t)length << 56) * 0x9e3779b97f4a7c15u;
        return hash ^ hash >> 32;
}

static void read_request(struct request *rq, struct asked *asked)
{
        asked->length = 0;
        asked->none_match = NULL;
        asked->gzip = asked->credentials = asked->too_long = false;
        add_key(asked, rq->path, strlen(rq->path));
        MHD_get_connection_values_n(rq->connection, MHD_HEADER_KIND | MHD_COOKIE_KIND | MHD_GET_ARGUMENT_KIND, read_value, asked);
        asked->hash = hash_of(asked->key, asked->length);
}

static struct entry *find(const struct asked *asked)
{
        struct entry *entry = table.slot[asked->hash % SLOTS];

        while (entry && (entry->hash != asked->hash || entry->key_length != asked->length || memcmp(entry->key, asked->key, asked->length) != 0))
                entry = entry->next;
        return entry;
}

static struct entry *add(const struct asked *asked)
{
        struct entry *entry = calloc(1, sizeof *entry), **slot = &table.slot[asked->hash % SLOTS];

        if (!entry || !(entry->key = malloc(asked->length)))
                abort();
        memcpy(entry->key, asked->key, asked->length);
        entry->key_length = asked->length;
        entry->hash = asked->hash;
        entry->next = *slot;
        *slot = entry;
        entry->before = entry->after = entry;
        if (table.hand) {
                entry->after = table.hand;
                entry->before = table.hand->before;
                entry->before->after = entry->after->before = entry;
        }
        table.hand = table.hand ? table.hand : entry;
        return entry;
}

static void empty(struct entry *entry)
{
        table.size -= entry->size;
        entry->size = 0;
        ready_free(&entry->ready);
        entry->ready = (struct ready){ 0 };
        topic_release(entry->topic);
        entry->topic = NULL;
}

static void drop(struct entry *entry)
{
        struct entry **at = &table.slot[entry->hash % SLOTS];

        while (*at != entry)
                at = &(*at)->next;
        *at = entry->next;
        if (table.hand == entry)
                table.hand = entry->after == entry ? NULL : entry->after;
        entry->before->after = entry->after;
        entry->after->before = entry->before;
        empty(entry);
        free(entry->key);
        free(entry);
}

/* What was not asked for since the hand came by goes first; what is asked for often stays for some rounds. */
static void make_room(void)
{
        while (table.size > table.most && table.hand) {
                struct entry *entry = table.hand;
                table.hand = entry->after;
                if (entry->filling || entry->uses-- > 0)
                        continue;
                drop(entry);
        }
}

static const struct form *form_for(const struct entry *entry, const struct asked *asked)
{
        return asked->gzip && entry->ready.gzip.response ? &entry->ready.gzip : &entry->ready.plain;
}

static bool is_known(const struct entry *entry, const char *list)
{
        return list && (text_equal(list, "*") || strstr(list, entry->ready.plain.etag) || (entry->ready.gzip.response && strstr(list, entry->ready.gzip.etag)));
}

static enum kept send_entry(struct request *rq, struct entry *entry, const struct asked *asked, enum MHD_Result *result)
{
        entry->uses = USES_MAX;
        *result = ready_send(rq, form_for(entry, asked), is_known(entry, asked->none_match));
        metrics_add(METRIC_KEPT_SENT, 1);
        return KEPT_SENT;
}

static enum kept wait_for(struct request *rq, struct entry *entry, const struct asked *asked)
{
        entry->gzip_wanted = entry->gzip_wanted || asked->gzip;
        if (!rq->dispatched)
                atomic_fetch_add(&rq->server->active, 1);
        rq->dispatched = true;
        rq->next = entry->waiters;
        entry->waiters = rq;
        MHD_suspend_connection(rq->connection);   /* under the lock: nobody wakes it before it sleeps */
        return KEPT_WAITS;
}

static enum kept begin(struct request *rq, struct entry *entry, const struct asked *asked)
{
        entry->gzip_wanted = entry->gzip_wanted || asked->gzip;
        entry->filling = true;
        rq->fill = entry;
        return KEPT_WORK;
}

static enum kept look_at(struct request *rq, struct entry *entry, const struct asked *asked, enum MHD_Result *result)
{
        bool there = entry->topic && (entry->ready.gzip_tried || !asked->gzip);
        int64_t now = clock_monotonic_micros();

        if (there && topic_is_at(entry->topic, entry->version, now)) {
                entry->true_at = now;
                return send_entry(rq, entry, asked, result);
        }
        if (there && (rq->waited || (entry->filling && now - entry->true_at < GRACE_MICROS)))
                return send_entry(rq, entry, asked, result);
        if (rq->waited)
                return KEPT_WORK;   /* it was there, and is gone already */
        return entry->filling ? wait_for(rq, entry, asked) : begin(rq, entry, asked);
}

enum kept kept_lookup(struct request *rq, enum MHD_Result *result)
{
        static struct asked asked;   /* the loop thread's */

        if (rq->alone || !table.most || atomic_load_explicit(&rq->server->draining, memory_order_relaxed))
                return KEPT_WORK;
        read_request(rq, &asked);
        if (asked.credentials || asked.too_long)
                return KEPT_WORK;
        pthread_mutex_lock(&table.lock);
        struct entry *entry = find(&asked);
        enum kept kept = !entry && rq->waited ? KEPT_WORK : look_at(rq, entry ? entry : add(&asked), &asked, result);
        pthread_mutex_unlock(&table.lock);
        return kept;
}

static bool may_be_kept(const struct request *rq, enum problem problem)
{
        return problem == PROBLEM_OK && rq->keep_topic && rq->caller.kind == CALLER_PUBLIC && rq->status == 200 && rq->parts < 0 && rq->answer_length < table.most / SHARE;
}

static void settle(struct entry *entry, const struct ready *ready, struct topic *topic, int64_t version)
{
        empty(entry);
        entry->ready = *ready;
        entry->topic = topic;
        entry->version = version;
        entry->size = ready_size(ready) + entry->key_length + sizeof *entry;
        table.size += entry->size;
}

static void wake(struct request *waiters, bool kept)
{
        for (struct request *rq = waiters, *next; rq; rq = next) {
                next = rq->next;
                rq->waited = kept;
                rq->alone = !kept;
                MHD_resume_connection(rq->connection);
        }
}

bool kept_filled(struct request *rq, enum problem problem)
{
        struct entry *entry = rq->fill;
        struct ready ready = { 0 };

        if (!entry)
                return false;
        rq->fill = NULL;
        pthread_mutex_lock(&table.lock);
        bool gzip = entry->gzip_wanted;
        pthread_mutex_unlock(&table.lock);
        bool kept = may_be_kept(rq, problem) && ready_make(rq, gzip, &ready);
        struct topic *topic = kept ? topic_hold(rq->keep_topic, rq->keep_version) : NULL;
        pthread_mutex_lock(&table.lock);
        struct request *waiters = entry->waiters;
        entry->waiters = NULL;
        entry->filling = false;
        if (kept)
                settle(entry, &ready, topic, rq->keep_version);
        else
                drop(entry);
        make_room();
        pthread_mutex_unlock(&table.lock);
        metrics_add(METRIC_KEPT_FILLED, kept);
        wake(waiters, kept);
        return kept;
}

/* Before there are threads: a worker makes what is kept, and whoever makes room frees it. With a heap for each of them, the holes in one would be of no use to another: twice the memory. */
void kept_start(void)
{
        mallopt(M_ARENA_MAX, 1);
        random_bytes(&table.seed, sizeof table.seed);
        table.most = (size_t)config_int(SETTING_RESALE_CACHE_MB) << 20;
}

void kept_stop(void)
{
        while (table.hand)
                drop(table.hand);
}

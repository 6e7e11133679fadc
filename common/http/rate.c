#include "http_private.h"
#include "resale/clock.h"
#include "resale/crypto.h"

enum { BUCKETS = 4096, MINUTE = 60000000 };

/* A bucket a key (by its hash; two keys that meet share one): it fills by `per_minute` and holds as many. */
static struct bucket { int64_t at; double level; } buckets[BUCKETS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static bool take(struct bucket *bucket, int per_minute, int64_t now)
{
        if (!bucket->at) {
                bucket->level = per_minute;
        } else {
                double grown = bucket->level + (double)(now - bucket->at) * per_minute / MINUTE;
                bucket->level = grown > per_minute ? per_minute : grown;
        }
        bucket->at = now;
        if (bucket->level < 1)
                return false;
        bucket->level -= 1;
        return true;
}

enum problem request_rate(struct request *rq, const char *key, int per_minute)
{
        char hex[65];

        if (rq->rates++ < rq->rated)
                return PROBLEM_OK;   /* counted already: the handler runs again after a lost race */
        rq->rated++;
        keyed_hash_hex(key, strlen(key), hex);   /* with our key: nobody can look for a name that shares another's bucket */
        hex[5] = '\0';
        pthread_mutex_lock(&lock);
        bool allowed = take(&buckets[strtoul(hex, NULL, 16) % BUCKETS], per_minute, clock_monotonic_micros());
        pthread_mutex_unlock(&lock);
        if (allowed)
                return PROBLEM_OK;
        rq->retry_after = 60 / per_minute + 1;
        return PROBLEM_TOO_MANY_REQUESTS;
}

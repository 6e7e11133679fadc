/* How many public reads an address and a key may make in a minute: a bucket each, that holds a minute's and fills by as many. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "http_private.h"
#include "resale/address.h"
#include "resale/clock.h"
#include "resale/config.h"
#include "resale/crypto.h"

enum { SETS = 4096, WAYS = 4, MINUTE = 60000000 };

static struct bucket { uint64_t who; int64_t at; double level; } buckets[SETS][WAYS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t seed;

void limit_start(void)
{
        random_bytes(&seed, sizeof seed);
}

/* With our seed: nobody can look for one that shares another's bucket. */
static uint64_t hash_of(const void *bytes, size_t length)
{
        uint64_t hash = seed ^ 0xcbf29ce484222325u;

        for (const unsigned char *byte = bytes; length--; byte++)
                hash = (hash ^ *byte) * 0x100000001b3u;
        hash ^= hash >> 32;
        hash *= seed | 1;
        return hash ^ hash >> 29;
}

static double level_at(const struct bucket *bucket, int most, int64_t now)
{
        double level = bucket->level + (double)(now - bucket->at) * most / MINUTE;

        return !bucket->at || level > most ? most : level;
}

/* Whose it is, else the one that is fullest, which tells nearly nothing. */
static struct bucket *bucket_of(uint64_t who, int most, int64_t now)
{
        struct bucket *set = buckets[who % SETS], *fullest = set;

        for (size_t i = 0; i < WAYS; i++) {
                if (set[i].who == who && set[i].at)
                        return &set[i];
                if (level_at(&set[i], most, now) > level_at(fullest, most, now))
                        fullest = &set[i];
        }
        *fullest = (struct bucket){ .who = who };
        return fullest;
}

static enum problem take(struct request *rq, uint64_t who, int most)
{
        int64_t now = clock_monotonic_micros();

        pthread_mutex_lock(&lock);
        struct bucket *bucket = bucket_of(who, most, now);
        double level = level_at(bucket, most, now);
        bool allowed = level >= 1;
        bucket->level = allowed ? level - 1 : level;
        bucket->at = now;
        rq->limit = (struct limit){ .most = most, .left = (int)bucket->level, .reset = (int)((most - bucket->level) * 60 / most) + 1 };
        pthread_mutex_unlock(&lock);
        if (allowed)
                return PROBLEM_OK;
        rq->retry_after = 60 / most + 1;
        return PROBLEM_TOO_MANY_REQUESTS;
}

bool limit_applies(const struct request *rq)
{
        return rq->route && (rq->route->flags & (ROUTE_LIMITED | ROUTE_KEPT));
}

static uint64_t address_hash(struct request *rq)
{
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(rq->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        const struct sockaddr_in *peer = info ? (const void *)info->client_addr : NULL;

        if (peer && !address_is_private(ntohl(peer->sin_addr.s_addr)))
                return hash_of(&peer->sin_addr, sizeof peer->sin_addr);
        const char *address = request_address(rq);
        return hash_of(address, strlen(address));
}

enum problem limit_address(struct request *rq)
{
        int most = (int)config_int(SETTING_RESALE_READS_PER_MINUTE);

        if (!most || rq->limit.most)
                return PROBLEM_OK;
        return take(rq, address_hash(rq), most);
}

enum problem limit_caller(struct request *rq)
{
        int most = (int)config_int(SETTING_RESALE_KEY_READS_PER_MINUTE);

        if (rq->caller.kind == CALLER_STAFF)
                return PROBLEM_OK;
        if (rq->caller.kind == CALLER_PUBLIC)
                return limit_address(rq);
        return most && !rq->limit.most ? take(rq, hash_of(rq->caller.id.text, sizeof rq->caller.id.text), most) : PROBLEM_OK;
}

static void add(struct MHD_Response *response, const char *name, int64_t value)
{
        char text[24];

        snprintf(text, sizeof text, "%lld", (long long)value);
        if (MHD_add_response_header(response, name, text) != MHD_YES)
                abort();
}

/* "6000;w=60": so many in so many seconds. */
static void add_quota(struct MHD_Response *response, int64_t most)
{
        char text[40];

        if (!most)
                return;
        snprintf(text, sizeof text, "%lld;w=60", (long long)most);
        add(response, "RateLimit-Limit", most);
        if (MHD_add_response_header(response, "RateLimit-Policy", text) != MHD_YES)
                abort();
}

void limit_add_policy(struct MHD_Response *response)
{
        add_quota(response, config_int(SETTING_RESALE_READS_PER_MINUTE));
}

void limit_add_state(struct MHD_Response *response, const struct limit *limit)
{
        add(response, "RateLimit-Remaining", limit->left);
        add(response, "RateLimit-Reset", limit->reset);
}

void limit_add(struct MHD_Response *response, const struct limit *limit)
{
        if (!limit->most)
                return;
        add_quota(response, limit->most);
        limit_add_state(response, limit);
}

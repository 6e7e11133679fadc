#include "stream.h"

#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"   /* gcc 12 loses sight of what hangs in a list */

static struct {
        const struct topics *topics;
        pthread_mutex_t lock;
        struct channel *first;
} channels = { .lock = PTHREAD_MUTEX_INITIALIZER };

struct channel *channel_open(const char *topic, int64_t version)
{
        struct channel *channel = calloc(1, sizeof *channel);

        if (!channel)
                abort();
        channel->topic = topic_hold(topic, version);
        channel->version = channel->rendered = version;
        pthread_mutex_lock(&channels.lock);
        channel->next_rendered = channels.first;
        channels.first = channel;
        pthread_mutex_unlock(&channels.lock);
        topics_look();
        return channel;
}

void channel_want(struct channel *channel, int64_t since)
{
        pthread_mutex_lock(&channels.lock);
        struct wanted *wanted = channel->wanted;
        while (wanted && wanted->since != since)
                wanted = wanted->next;
        if (!wanted) {
                wanted = calloc(1, sizeof *wanted);
                if (!wanted)
                        abort();
                *wanted = (struct wanted){ .next = channel->wanted, .since = since };
                channel->wanted = wanted;
        }
        pthread_mutex_unlock(&channels.lock);
        topics_look();
}

void channel_close(struct channel *channel)
{
        pthread_mutex_lock(&channels.lock);
        channel->closing = true;
        pthread_mutex_unlock(&channels.lock);
        topics_look();
}

void chunk_release(struct chunk *chunk)
{
        while (chunk && --chunk->holders == 0) {
                struct chunk *next = chunk->next;   /* held by this one */
                free(chunk);
                chunk = next;
        }
}

static struct chunk *chunk_of(const struct buffer *text, int64_t from, int64_t to)
{
        struct chunk *chunk = calloc(1, sizeof *chunk + text->length);

        if (!chunk)
                abort();
        *chunk = (struct chunk){ .from = from, .to = to, .holders = 1, .length = text->length };
        if (text->length)
                memcpy(chunk->bytes, text->text, text->length);
        return chunk;
}

static enum problem render(struct db *db, struct arena *arena, const struct channel *channel, int64_t since, int64_t until, struct chunk **chunk)
{
        struct buffer text = { .arena = arena };
        int64_t reached = until;

        *chunk = NULL;
        TRY(channels.topics->events(db, arena, channel->topic->name, since, until, &text, &reached));
        *chunk = chunk_of(&text, since, reached);
        return PROBLEM_OK;
}

static enum problem go_on(struct db *db, struct arena *arena, struct channel *channel)
{
        for (int64_t until; (until = atomic_load(&channel->topic->version)) > channel->rendered;) {
                struct chunk *chunk;
                TRY(render(db, arena, channel, channel->rendered, until, &chunk));
                channel->rendered = chunk->to;
                stream_post(POST_LIVE, channel, chunk, 0);
        }
        return PROBLEM_OK;
}

static struct wanted *take_wanted(struct channel *channel)
{
        pthread_mutex_lock(&channels.lock);
        struct wanted *wanted = channel->wanted;
        if (wanted)
                channel->wanted = wanted->next;
        pthread_mutex_unlock(&channels.lock);
        return wanted;
}

static enum problem catch_up(struct db *db, struct arena *arena, struct channel *channel)
{
        for (struct wanted *wanted; (wanted = take_wanted(channel));) {
                struct chunk *chunk;
                int64_t since = wanted->since;
                free(wanted);
                enum problem problem = render(db, arena, channel, since, channel->rendered, &chunk);
                if (problem == PROBLEM_DATABASE_UNAVAILABLE)
                        channel_want(channel, since);   /* later */
                TRY(problem);
                stream_post(POST_CAUGHT_UP, channel, chunk, since);
        }
        return PROBLEM_OK;
}

static void end(struct channel *channel)
{
        for (struct wanted *wanted; (wanted = channel->wanted); free(wanted))
                channel->wanted = wanted->next;
        topic_release(channel->topic);
        channel->topic = NULL;
}

/* Those that nobody follows any more leave. */
static void sweep(void)
{
        pthread_mutex_lock(&channels.lock);
        for (struct channel **at = &channels.first; *at;) {
                struct channel *channel = *at;
                if (!channel->closing) {
                        at = &channel->next_rendered;
                        continue;
                }
                *at = channel->next_rendered;
                end(channel);
                stream_post(POST_CLOSED, channel, NULL, 0);
        }
        pthread_mutex_unlock(&channels.lock);
}

static struct channel *first_or_next(const struct channel *channel)
{
        pthread_mutex_lock(&channels.lock);
        struct channel *next = channel ? channel->next_rendered : channels.first;   /* new ones come before; only this thread takes any out */
        pthread_mutex_unlock(&channels.lock);
        return next;
}

enum problem channels_step(struct db *db, struct arena *arena)
{
        enum problem problem, worst = PROBLEM_OK;

        sweep();
        for (struct channel *channel = first_or_next(NULL); channel; channel = first_or_next(channel)) {
                problem = go_on(db, arena, channel);
                if (problem == PROBLEM_OK)
                        problem = catch_up(db, arena, channel);
                if (problem == PROBLEM_OK)
                        continue;
                if (problem == PROBLEM_DATABASE_UNAVAILABLE)
                        worst = problem;                         /* later */
                else
                        stream_post(POST_ENDED, channel, NULL, 0);   /* there is nothing to follow any more */
        }
        return worst;
}

void channels_start(const struct topics *topics)
{
        channels.topics = topics;
}

void channels_stop(void)
{
        for (struct channel *channel; (channel = channels.first);) {
                channels.first = channel->next_rendered;
                end(channel);
                chunk_release(channel->last);
                free(channel);
        }
}

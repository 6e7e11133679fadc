#include "stream.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "resale/clock.h"
#include "resale/config.h"
#include "resale/log.h"

enum { BEAT_MICROS = 15000000, EVENTS = 256 };

struct letter { struct letter *next; enum post kind; struct channel *channel; struct chunk *chunk; char *topic; int64_t version, since; int socket; };

static struct {
        pthread_t thread;
        pthread_mutex_t lock;            /* of the letters */
        struct letter *first, **last;
        atomic_int count;
        atomic_bool stopping;
        int epoll, bell;
        bool started;
        struct channel *channels;        /* the thread's own, down to here */
        int64_t beat_at;
} streams = { .lock = PTHREAD_MUTEX_INITIALIZER };

bool streams_have_room(void)
{
        return streams.started && atomic_load(&streams.count) < config_int(SETTING_RESALE_STREAMS);
}

void streams_left(void)
{
        atomic_fetch_sub(&streams.count, 1);
}

static void ring(void)
{
        uint64_t one = 1;

        if (write(streams.bell, &one, sizeof one) < 0)
                return;   /* full: it rings already */
}

static void send_letter(struct letter letter)
{
        struct letter *copy = malloc(sizeof *copy);

        if (!copy)
                abort();
        *copy = letter;
        copy->next = NULL;
        pthread_mutex_lock(&streams.lock);
        *streams.last = copy;
        streams.last = &copy->next;
        pthread_mutex_unlock(&streams.lock);
        ring();
}

void stream_post(enum post kind, struct channel *channel, struct chunk *chunk, int64_t since)
{
        send_letter((struct letter){ .kind = kind, .channel = channel, .chunk = chunk, .since = since, .socket = -1 });
}

/*
 * libmicrohttpd gives no connection away, but closes what it has under that number: the socket goes on under another, and an empty file takes its place. While a
 * connection is suspended and until its handler has returned it is in no set that is polled.
 */
enum MHD_Result stream_take(struct request *rq)
{
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(rq->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        int socket = info ? fcntl(info->connect_fd, F_DUPFD_CLOEXEC, 3) : -1;

        if (socket < 0 || dup3(streams.bell, info->connect_fd, O_CLOEXEC) < 0) {
                if (socket >= 0)
                        close(socket);
                reply_problem(rq, PROBLEM_BUSY);
                return reply_send(rq);
        }
        atomic_fetch_add(&streams.count, 1);
        send_letter((struct letter){ .kind = POST_JOIN, .topic = strdup(rq->stream->topic), .version = rq->stream->version, .since = rq->stream->since, .socket = socket });
        return MHD_NO;
}

static void leave_if_empty(struct channel *channel)
{
        struct channel **at = &streams.channels;

        if (channel->first)
                return;
        while (*at && *at != channel)
                at = &(*at)->next;
        if (!*at)
                return;   /* it has left already */
        *at = channel->next;
        channel_close(channel);
}

static struct channel *channel_of(const char *topic, int64_t version)
{
        struct channel *channel = streams.channels;

        while (channel && !text_equal(channel->topic->name, topic))
                channel = channel->next;
        if (channel)
                return channel;
        channel = channel_open(topic, version);
        channel->next = streams.channels;
        streams.channels = channel;
        return channel;
}

static void join(const struct letter *letter)
{
        struct channel *channel = channel_of(letter->topic, letter->version);
        struct stream *stream = calloc(1, sizeof *stream);
        struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = stream };

        if (!stream)
                abort();
        *stream = (struct stream){ .next = channel->first, .channel = channel, .version = letter->since, .socket = letter->socket, .moved = clock_monotonic_micros() };
        if (channel->first)
                channel->first->before = stream;
        channel->first = stream;
        if (!stream_greet(stream) || epoll_ctl(streams.epoll, EPOLL_CTL_ADD, stream->socket, &event) != 0) {
                stream_drop(stream);
                leave_if_empty(channel);
                return;
        }
        stream->catching_up = stream->version < channel->version;
        if (stream->catching_up)
                channel_want(channel, stream->version);
}

static void free_channel(struct channel *channel)
{
        chunk_release(channel->last);
        free(channel);
}

static void drop_all(struct channel *channel)
{
        while (channel->first)
                stream_drop(channel->first);
}

static void open_letter(struct letter *letter)
{
        switch (letter->kind) {
        case POST_JOIN: join(letter); break;
        case POST_LIVE: streams_publish(letter->channel, letter->chunk); break;
        case POST_CAUGHT_UP: streams_caught_up(letter->channel, letter->chunk, letter->since); break;
        case POST_ENDED: drop_all(letter->channel); break;
        case POST_CLOSED: free_channel(letter->channel); break;
        }
        if (letter->kind != POST_JOIN && letter->kind != POST_CLOSED)
                leave_if_empty(letter->channel);
        free(letter->topic);
        free(letter);
}

static struct letter *take_letters(void)
{
        uint64_t count;

        if (read(streams.bell, &count, sizeof count) < 0)
                return NULL;
        pthread_mutex_lock(&streams.lock);
        struct letter *first = streams.first;
        streams.first = NULL;
        streams.last = &streams.first;
        pthread_mutex_unlock(&streams.lock);
        return first;
}

static void open_letters(void)
{
        for (struct letter *letter = take_letters(), *next; letter; letter = next) {
                next = letter->next;
                open_letter(letter);
        }
}

static void attend(const struct epoll_event *event)
{
        struct stream *stream = event->data.ptr;
        struct channel *channel = stream->channel;

        if (!(event->events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) && (!(event->events & EPOLLIN) || stream_is_there(stream)) && stream_flush(stream))
                return;
        stream_drop(stream);
        leave_if_empty(channel);
}

static void beat_all(int64_t now)
{
        for (struct channel *channel = streams.channels, *after; channel; channel = after) {
                after = channel->next;
                for (struct stream *stream = channel->first, *next; stream; stream = next) {
                        next = stream->next;
                        if (!stream_beat(stream, now))
                                stream_drop(stream);
                }
                leave_if_empty(channel);
        }
        streams.beat_at = now + BEAT_MICROS;
}

static void *run(void *context)
{
        struct epoll_event events[EVENTS];

        (void)context;
        while (!atomic_load(&streams.stopping)) {
                int64_t now = clock_monotonic_micros();
                if (now >= streams.beat_at)
                        beat_all(now);
                int count = epoll_wait(streams.epoll, events, EVENTS, (int)((streams.beat_at - now) / 1000 + 1));
                for (int i = 0; i < count; i++)
                        if (events[i].data.ptr)
                                attend(&events[i]);
                open_letters();
        }
        return NULL;
}

void streams_start(const struct service *service)
{
        struct epoll_event event = { .events = EPOLLIN };

        if (!service->topics || !service->topics->events)
                return;
        channels_start(service->topics);
        streams.last = &streams.first;
        streams.bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        streams.epoll = epoll_create1(EPOLL_CLOEXEC);
        streams.beat_at = clock_monotonic_micros() + BEAT_MICROS;
        if (streams.bell < 0 || streams.epoll < 0 || epoll_ctl(streams.epoll, EPOLL_CTL_ADD, streams.bell, &event) != 0 || pthread_create(&streams.thread, NULL, run, NULL))
                abort();
        streams.started = true;
}

static void end_letter(struct letter *letter)
{
        if (letter->socket >= 0)
                close(letter->socket);
        chunk_release(letter->chunk);
        if (letter->kind == POST_CLOSED)
                free_channel(letter->channel);
        free(letter->topic);
        free(letter);
}

void streams_end(void)
{
        if (!streams.started)
                return;
        atomic_store(&streams.stopping, true);
        ring();
        pthread_join(streams.thread, NULL);
        for (struct channel *channel = streams.channels; channel; channel = channel->next)
                drop_all(channel);
}

void streams_free(void)
{
        if (!streams.started)
                return;
        for (struct letter *letter = streams.first, *next; letter; letter = next) {
                next = letter->next;
                end_letter(letter);
        }
        channels_stop();
        close(streams.epoll);
        close(streams.bell);
}

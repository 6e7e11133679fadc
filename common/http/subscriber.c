/* One stream: its socket, and what it is being sent. All on one thread. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "resale/clock.h"
#include "stream.h"

enum { STUCK_MICROS = 30000000, BEHIND_BYTES = 1 << 20, SOCKET_BYTES = 65536 };

void stream_drop(struct stream *stream)
{
        struct channel *channel = stream->channel;

        if (stream->before)
                stream->before->next = stream->next;
        else
                channel->first = stream->next;
        if (stream->next)
                stream->next->before = stream->before;
        chunk_release(stream->at);
        close(stream->socket);
        free(stream);
        streams_left();
}

/* Bytes at once; false: the stream is to end. */
static bool push(struct stream *stream, const char *bytes, size_t length, size_t *sent)
{
        ssize_t got = send(stream->socket, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);

        *sent = got > 0 ? (size_t)got : 0;
        if (got > 0)
                stream->moved = clock_monotonic_micros();
        return got >= 0 || errno == EAGAIN || errno == EINTR;
}

static void has_all(struct stream *stream, int64_t version)
{
        stream->version = version;
        if (!stream->catching_up)
                return;
        stream->catching_up = version < stream->channel->version;
        if (stream->catching_up)
                channel_want(stream->channel, version);
}

/* Sends what there is; false: it is to end. */
bool stream_flush(struct stream *stream)
{
        while (stream->at) {
                struct chunk *chunk = stream->at;
                size_t sent, left = chunk->length - stream->sent;
                if (left && !push(stream, chunk->bytes + stream->sent, left, &sent))
                        return false;
                if (left && sent < left) {
                        stream->sent += sent;
                        return true;
                }
                stream->sent = 0;
                stream->at = chunk->next;
                if (stream->at)
                        stream->at->holders++;
                int64_t version = chunk->to;
                chunk_release(chunk);
                has_all(stream, version);
        }
        return true;
}

static bool begin(struct stream *stream, struct chunk *chunk)
{
        chunk->holders++;
        stream->at = chunk;
        stream->sent = 0;
        return stream_flush(stream);
}

static bool is_behind(const struct stream *stream, const struct chunk *chunk)
{
        return stream->at && chunk->total - stream->at->total + stream->at->length - stream->sent > BEHIND_BYTES;
}

void streams_publish(struct channel *channel, struct chunk *chunk)
{
        chunk->total = (channel->last ? channel->last->total : 0) + chunk->length;
        if (channel->last) {
                channel->last->next = chunk;
                chunk->holders++;
        }
        chunk_release(channel->last);
        channel->last = chunk;
        channel->version = chunk->to;
        for (struct stream *stream = channel->first, *next; stream; stream = next) {
                next = stream->next;
                if (stream->catching_up || stream->version >= chunk->to)
                        continue;
                if (stream->at ? is_behind(stream, chunk) : !begin(stream, chunk))
                        stream_drop(stream);
        }
}

void streams_caught_up(struct channel *channel, struct chunk *chunk, int64_t since)
{
        for (struct stream *stream = channel->first, *next; stream; stream = next) {
                next = stream->next;
                if (stream->catching_up && !stream->at && stream->version == since && !begin(stream, chunk))
                        stream_drop(stream);
        }
        chunk_release(chunk);
}

static void prepare(int socket)
{
        int one = 1, bytes = SOCKET_BYTES;

        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

/* The head, that pages of any origin may read; the version, so that whoever loses the connection before anything happened knows where to go on. */
bool stream_greet(struct stream *stream)
{
        char head[400];
        size_t sent;
        int length = snprintf(head, sizeof head,
                              "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\n"
                              "Access-Control-Allow-Origin: *\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nretry: 2000\nid: %lld\n\n",
                              (long long)stream->version);

        prepare(stream->socket);
        return push(stream, head, (size_t)length, &sent) && sent == (size_t)length;
}

/* What a client sends here is dropped. */
bool stream_is_there(const struct stream *stream)
{
        char dropped[512];
        ssize_t got;

        while ((got = recv(stream->socket, dropped, sizeof dropped, MSG_DONTWAIT)) > 0) {}
        return got < 0 && (errno == EAGAIN || errno == EINTR);
}

/* A comment now and then keeps what lies between awake, and shows who is gone. */
bool stream_beat(struct stream *stream, int64_t now)
{
        size_t sent;

        if (stream->at)
                return now - stream->moved < STUCK_MICROS;
        return push(stream, ":\n\n", 3, &sent) && sent == 3;
}

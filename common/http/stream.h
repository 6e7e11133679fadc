#ifndef HTTP_STREAM_H
#define HTTP_STREAM_H

#include "topic.h"

/*
 * Streams of server-sent events. Two threads: one owns the sockets and sends (stream.c); the thread of the topics reads the database and renders (channel.c), once for all
 * streams of a topic. They speak by posts.
 */
struct chunk {                /* bytes that many streams send; one versions' step, or a catch-up for those who come from the same version */
        struct chunk *next;
        int64_t from, to;     /* versions: after, up to */
        size_t holders, length, total;   /* total: of all live chunks of the channel so far, this one's included */
        char bytes[];
};

struct channel {              /* a topic that has streams */
        struct channel *next;        /* of the sockets' thread */
        struct stream *first;
        struct chunk *last;          /* live */
        int64_t version;             /* what was sent to all that are live */

        struct channel *next_rendered;   /* of the topics' thread, under its lock, down to here */
        struct topic *topic;
        int64_t rendered;
        struct wanted { struct wanted *next; int64_t since; } *wanted;   /* catch-ups */
        bool closing;
};

/* channel.c */
void channels_start(const struct topics *topics);
struct channel *channel_open(const char *topic, int64_t version);
void channel_want(struct channel *channel, int64_t since);   /* what happened after `since`: comes as a post, once for all who wanted it meanwhile */
void channel_close(struct channel *channel);                 /* the last post about it says POST_CLOSED; then it is the caller's to free */
void channels_stop(void);                                    /* no thread uses them any more */
void chunk_release(struct chunk *chunk);                     /* NULL is allowed */

/* subscriber.c: on the sockets' thread. */
struct stream {
        struct stream *next, *before;    /* in the channel */
        struct channel *channel;
        struct chunk *at;                /* what it is being sent; NULL: it has all */
        size_t sent;
        int64_t version, moved;          /* moved: when it took bytes last */
        int socket;
        bool catching_up;
};
void stream_drop(struct stream *stream);
bool stream_flush(struct stream *stream);                    /* sends what there is; false: the stream is to end */
bool stream_greet(struct stream *stream);
bool stream_is_there(const struct stream *stream);
bool stream_beat(struct stream *stream, int64_t now);
void streams_publish(struct channel *channel, struct chunk *chunk);                      /* to all that are live */
void streams_caught_up(struct channel *channel, struct chunk *chunk, int64_t since);    /* to those who wanted it */

/* stream.c */
void streams_left(void);
enum post { POST_JOIN, POST_LIVE, POST_CAUGHT_UP, POST_ENDED, POST_CLOSED };
void stream_post(enum post kind, struct channel *channel, struct chunk *chunk, int64_t since);
void streams_start(const struct service *service);
void streams_end(void);                                      /* all at once */
void streams_free(void);                                     /* when neither the loop nor the topics' thread runs any more */
bool streams_have_room(void);
struct stream_start { const char *topic; int64_t version, since; };
enum MHD_Result stream_take(struct request *rq);             /* on the loop, of a request that was suspended: its connection is ours from here on */

#endif

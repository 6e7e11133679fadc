#include "support/listener.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "resale/arena.h"

enum { HEARD_MAX = 500, REQUEST_MAX = 1 << 16 };

struct listener {
        int socket;
        char url[60];
        pthread_t thread;
        pthread_mutex_t lock;
        struct arena *arena;
        struct heard heard[HEARD_MAX];
        size_t count;
        int status;
        const char *header_lines;
        listener_judge *judge;
};

static size_t body_length(const char *head)
{
        const char *line = strcasestr(head, "\r\ncontent-length:");

        return line ? strtoul(line + 17, NULL, 10) : 0;
}

/* Where the body begins, once all of it is there; NULL when the peer went away before. */
static char *receive(int peer, char *request)
{
        size_t length = 0;

        for (;;) {
                ssize_t got = recv(peer, request + length, REQUEST_MAX - 1 - length, 0);
                if (got <= 0)
                        return NULL;
                length += (size_t)got;
                request[length] = '\0';
                char *end = strstr(request, "\r\n\r\n");
                if (end && length - (size_t)(end + 4 - request) >= body_length(request))
                        return end + 4;
        }
}

static void keep_and_answer(struct listener *listener, int peer, const char *request, const char *body)
{
        char answer[1000], said[500] = "";

        pthread_mutex_lock(&listener->lock);
        struct heard heard = { arena_copy(listener->arena, request, (size_t)(body - request)), arena_copy(listener->arena, body, strlen(body)) };
        if (listener->count < HEARD_MAX)
                listener->heard[listener->count++] = heard;
        int status = listener->judge ? listener->judge(&heard, said, sizeof said) : listener->status;
        int length = snprintf(answer, sizeof answer, "HTTP/1.1 %d Answer\r\nContent-Length: %zu\r\nConnection: close\r\n%s\r\n%s", status, strlen(said), listener->header_lines, said);
        pthread_mutex_unlock(&listener->lock);
        if (send(peer, answer, (size_t)length, MSG_NOSIGNAL) < 0)
                perror("listener");
}

static void *run(void *context)
{
        struct listener *listener = context;
        char *request = malloc(REQUEST_MAX);
        int peer;

        while (request && (peer = accept4(listener->socket, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
                const char *body = receive(peer, request);
                if (body)
                        keep_and_answer(listener, peer, request, body);
                close(peer);
        }
        free(request);
        return NULL;
}

struct listener *listener_start(void)
{
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        socklen_t size = sizeof address;
        struct listener *listener = calloc(1, sizeof *listener);

        if (!listener || (listener->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0 ||
            bind(listener->socket, (struct sockaddr *)&address, size) || listen(listener->socket, 64) ||
            getsockname(listener->socket, (struct sockaddr *)&address, &size))
                abort();
        snprintf(listener->url, sizeof listener->url, "http://127.0.0.1:%d/hook", ntohs(address.sin_port));
        listener->arena = arena_new();
        listener->status = 200;
        listener->header_lines = "";
        pthread_mutex_init(&listener->lock, NULL);
        if (pthread_create(&listener->thread, NULL, run, listener))
                abort();
        return listener;
}

const char *listener_url(const struct listener *listener) { return listener->url; }

void listener_answers(struct listener *listener, int status, const char *header_lines)
{
        pthread_mutex_lock(&listener->lock);
        listener->status = status;
        listener->header_lines = header_lines;
        pthread_mutex_unlock(&listener->lock);
}

void listener_judges(struct listener *listener, listener_judge *judge)
{
        pthread_mutex_lock(&listener->lock);
        listener->judge = judge;
        pthread_mutex_unlock(&listener->lock);
}

size_t listener_count(struct listener *listener)
{
        pthread_mutex_lock(&listener->lock);
        size_t count = listener->count;
        pthread_mutex_unlock(&listener->lock);
        return count;
}

struct heard listener_heard(struct listener *listener, size_t index)
{
        pthread_mutex_lock(&listener->lock);
        if (index >= listener->count)
                abort();
        struct heard heard = listener->heard[index];
        pthread_mutex_unlock(&listener->lock);
        return heard;
}

void listener_stop(struct listener *listener)
{
        shutdown(listener->socket, SHUT_RDWR);
        pthread_join(listener->thread, NULL);
        close(listener->socket);
        pthread_mutex_destroy(&listener->lock);
        arena_free(listener->arena);
        free(listener);
}

#include "support/raw_printer.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LABELS = 100, LABEL_MAX = 1 << 16, SLOW_MS = 300, FULL = 4 };

struct raw_printer {
        int socket, port, filler[FULL];
        enum raw_manner manner;
        pthread_t thread;
        pthread_mutex_t lock;
        char *label[LABELS];
        size_t count;
};

static enum raw_manner manner_of(struct raw_printer *printer)
{
        pthread_mutex_lock(&printer->lock);
        enum raw_manner manner = printer->manner;
        pthread_mutex_unlock(&printer->lock);
        return manner;
}

static void reset(int peer)
{
        struct linger at_once = { 1, 0 };

        setsockopt(peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

static void take(struct raw_printer *printer, int peer)
{
        enum raw_manner manner = manner_of(printer);
        char *label = calloc(1, LABEL_MAX);
        size_t length = 0;

        if (!label)
                abort();
        if (manner == RAW_SLOW)
                usleep(SLOW_MS * 1000);
        for (ssize_t got; length < LABEL_MAX - 1 && (got = recv(peer, label + length, manner == RAW_CUTS ? 16 : LABEL_MAX - 1 - length, 0)) > 0;) {
                length += (size_t)got;
                if (manner == RAW_CUTS) {
                        reset(peer);
                        break;
                }
        }
        pthread_mutex_lock(&printer->lock);
        if (length && printer->count < LABELS)
                printer->label[printer->count++] = label;
        else
                free(label);
        pthread_mutex_unlock(&printer->lock);
}

static void *run(void *context)
{
        struct raw_printer *printer = context;
        int peer;

        while ((peer = accept4(printer->socket, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
                take(printer, peer);
                close(peer);
        }
        return NULL;
}

/* A full queue of connections drops the next one. */
static void fill(struct raw_printer *printer)
{
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)printer->port) };

        for (int i = 0; i < FULL; i++) {
                printer->filler[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
                (void)!connect(printer->filler[i], (struct sockaddr *)&address, sizeof address);
        }
}

struct raw_printer *raw_printer_start(enum raw_manner manner)
{
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        socklen_t size = sizeof address;
        struct raw_printer *printer = calloc(1, sizeof *printer);

        if (!printer || (printer->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0 || bind(printer->socket, (struct sockaddr *)&address, size) ||
            listen(printer->socket, manner == RAW_DEAF ? 0 : 16) || getsockname(printer->socket, (struct sockaddr *)&address, &size))
                abort();
        printer->port = ntohs(address.sin_port);
        printer->manner = manner;
        pthread_mutex_init(&printer->lock, NULL);
        if (manner == RAW_DEAF)
                fill(printer);
        else if (pthread_create(&printer->thread, NULL, run, printer))
                abort();
        return printer;
}

int raw_printer_port(const struct raw_printer *printer) { return printer->port; }

void raw_printer_will(struct raw_printer *printer, enum raw_manner manner)
{
        pthread_mutex_lock(&printer->lock);
        printer->manner = manner;
        pthread_mutex_unlock(&printer->lock);
}

size_t raw_printer_count(struct raw_printer *printer)
{
        pthread_mutex_lock(&printer->lock);
        size_t count = printer->count;
        pthread_mutex_unlock(&printer->lock);
        return count;
}

char *raw_printer_label(struct raw_printer *printer, size_t index)
{
        pthread_mutex_lock(&printer->lock);
        if (index >= printer->count)
                abort();
        char *label = printer->label[index];
        pthread_mutex_unlock(&printer->lock);
        return label;
}

void raw_printer_stop(struct raw_printer *printer)
{
        shutdown(printer->socket, SHUT_RDWR);
        if (printer->manner != RAW_DEAF)
                pthread_join(printer->thread, NULL);
        close(printer->socket);
        for (int i = 0; i < FULL && printer->manner == RAW_DEAF; i++)
                close(printer->filler[i]);
        for (size_t i = 0; i < printer->count; i++)
                free(printer->label[i]);
        pthread_mutex_destroy(&printer->lock);
        free(printer);
}

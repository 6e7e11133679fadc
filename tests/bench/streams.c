/*
 * streams PORT PATH COUNT COMMAND: opens so many streams, runs the command, which changes something, and waits until each has heard of it.
 * Prints milliseconds: from before the command, and from when it had ended; and how many heard of it.
 */
#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "resale/base.h"

enum { EVENTS = 512, WAIT_MS = 20000, STEP = 200 };

static int epoll;
static bool *heard;   /* by file: the change */

static double now(void)
{
        struct timespec at;

        clock_gettime(CLOCK_MONOTONIC, &at);
        return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static void fail(const char *what)
{
        perror(what);
        exit(1);
}

static void open_one(int port, const char *path)
{
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        int one = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        struct epoll_event event = { .events = EPOLLIN, .data.fd = one };
        char request[500];

        if (one < 0 || connect(one, (struct sockaddr *)&address, sizeof address) != 0)
                fail("connect");
        int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n", path);
        if (send(one, request, (size_t)length, 0) != length || epoll_ctl(epoll, EPOLL_CTL_ADD, one, &event) != 0)
                fail("send");
}

/* Reads until `wanted` more have said `text`, or nothing comes any more; how many did. */
static int hear(int wanted, const char *text, bool once)
{
        struct epoll_event events[EVENTS];
        char got[8192];
        int count = 0, ready;

        while (count < wanted && (ready = epoll_wait(epoll, events, EVENTS, WAIT_MS)) > 0)
                for (int i = 0; i < ready; i++) {
                        int file = events[i].data.fd;
                        ssize_t length = recv(file, got, sizeof got - 1, MSG_DONTWAIT);
                        if (length <= 0)
                                fail("a stream ended");
                        got[length] = '\0';
                        if (!strstr(got, text) || (once && heard[file]))
                                continue;
                        heard[file] = once;
                        count++;
                }
        return count;
}

int main(int argc, char **argv)
{
        struct rlimit files;
        int port = argc == 5 ? (int)strtol(argv[1], NULL, 10) : 0, count = argc == 5 ? (int)strtol(argv[3], NULL, 10) : 0, there = 0;

        if (!port || count <= 0 || getrlimit(RLIMIT_NOFILE, &files) != 0 || (epoll = epoll_create1(EPOLL_CLOEXEC)) < 0)
                return 1;
        heard = calloc(files.rlim_cur, sizeof *heard);
        if (!heard)
                return 1;
        for (int opened = 0; opened < count; opened += STEP) {
                int more = count - opened < STEP ? count - opened : STEP;
                for (int i = 0; i < more; i++)
                        open_one(port, argv[2]);
                there += hear(more, "\nid: ", false);
        }
        if (there != count)
                return 1;
        double begun = now();
        if (system(argv[4]) != 0)
                return 1;
        double changed = now();
        int told = hear(count, "event: change", true);
        double ended = now();
        printf("%.1f %.1f %d\n", ended - begun, ended - changed, told);
        return told != count;
}

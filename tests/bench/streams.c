/*
 * streams PORT PATH COUNT COMMAND: opens so many streams, runs the command, which changes something, and waits until each has heard of it.
 * Prints milliseconds: from before the command, and from when it had ended; and how many heard of it.
 */
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "resale/clock.h"
#include "support/wire.h"

enum { EVENTS = 512, WAIT_MS = 20000, STEP = 200 };

static int epoll;
static bool *heard;   /* by file: the change */

static void open_one(int port, const char *path)
{
        int one = wire_to(port);
        struct epoll_event event = { .events = EPOLLIN, .data.fd = one };
        const char *request = format("GET %s HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n", path);

        if (!wire_send(one, request, strlen(request)) || epoll_ctl(epoll, EPOLL_CTL_ADD, one, &event) != 0)
                fail_msg("a stream was refused");
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
                                fail_msg("a stream ended");
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
        int64_t begun = clock_monotonic_micros();
        if (system(argv[4]) != 0)
                return 1;
        int64_t changed = clock_monotonic_micros();
        int told = hear(count, "event: change", true);
        int64_t ended = clock_monotonic_micros();
        printf("%.1f %.1f %d\n", (double)(ended - begun) / 1e3, (double)(ended - changed) / 1e3, told);
        return told != count;
}

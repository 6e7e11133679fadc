/*
 * ask CONNECTIONS SECONDS URL: asks for the same again and again, on each connection when it is answered. Prints, as wrk does, how many answers there were and how many in a
 * second. What is behind the beginning of an answer is counted, and let go by the kernel without being copied: so who asks has less to do than who answers.
 */
#include <sys/epoll.h>
#include <sys/socket.h>

#include "resale/clock.h"
#include "support/wire.h"

enum { CONNECTIONS = 1000, EVENTS = 256, HEAD = 1000 };

static char request[500];
static int64_t left[CONNECTIONS + 100];   /* by connection: bytes of the answer that have not come */

static void ask(int wire)
{
        if (!wire_send(wire, request, strlen(request)))
                fail_msg("a connection was closed");
}

/* How many bytes of the answer are still to come, of whose beginning there are so many. */
static int64_t begin(const char *head, ssize_t length)
{
        const char *told = strcasestr(head, "\r\nContent-Length: "), *end = strstr(head, "\r\n\r\n");

        if (strncmp(head, "HTTP/1.1 200 ", 13) != 0 || !told || !end)
                fail_msg("an answer that begins: %s", head);
        return strtoll(told + 18, NULL, 10) + (end + 4 - head) - length;
}

static ssize_t take_some(int wire)
{
        char head[HEAD + 1];
        ssize_t got = left[wire] ? recv(wire, NULL, (size_t)left[wire], MSG_DONTWAIT | MSG_TRUNC) : recv(wire, head, HEAD, MSG_DONTWAIT);

        if (got == 0)
                fail_msg("a connection was closed");
        if (got < 0)
                return got;
        if (left[wire]) {
                left[wire] -= got;
        } else {
                head[got] = '\0';
                left[wire] = begin(head, got);
        }
        return got;
}

static bool is_answered(int wire)
{
        while (take_some(wire) > 0)
                if (!left[wire])
                        return true;
        return false;
}

static void open_all(int events, int port, long connections)
{
        for (long i = 0; i < connections; i++) {
                int wire = wire_to(port);
                struct epoll_event event = { .events = EPOLLIN, .data.fd = wire };
                if (wire >= (int)ARRAY_LEN(left) || epoll_ctl(events, EPOLL_CTL_ADD, wire, &event) != 0)
                        fail_msg("connection %ld", i);
                ask(wire);
        }
}

int main(int argc, char **argv)
{
        const char *port = argc == 4 ? strrchr(argv[3], ':') : NULL, *path = port ? strchr(port, '/') : NULL;
        long connections = path ? strtol(argv[1], NULL, 10) : 0, seconds = path ? strtol(argv[2], NULL, 10) : 0;
        int events = epoll_create1(EPOLL_CLOEXEC);
        struct epoll_event ready[EVENTS];
        int64_t answers = 0, begun = clock_monotonic_micros(), now = begun;

        if (connections < 1 || connections > CONNECTIONS || seconds < 1 || events < 0)
                return 1;
        snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", path);
        for (open_all(events, (int)strtol(port + 1, NULL, 10), connections); now < begun + seconds * 1000000; now = clock_monotonic_micros())
                for (int i = epoll_wait(events, ready, EVENTS, 1000); i > 0; i--)
                        if (is_answered(ready[i - 1].data.fd)) {
                                answers++;
                                ask(ready[i - 1].data.fd);
                        }
        printf("%lld requests in %.2fs\nRequests/sec: %.2f\n", (long long)answers, (double)(now - begun) / 1e6, (double)answers * 1e6 / (double)(now - begun));
        return answers == 0;
}

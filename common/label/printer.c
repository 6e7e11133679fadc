#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/sockios.h>

#include "resale/address.h"
#include "resale/clock.h"
#include "resale/label.h"

/* One hand-over: where to, until when, whether every byte has left, and why it failed. */
struct sending { struct arena *arena; const struct label_printer *printer; int socket; int64_t until; bool left; const char *why; };

static void close_socket(struct sending *s)
{
        if (s->socket >= 0)
                close(s->socket);
        s->socket = -1;
}

static bool failed(struct sending *s, const char *what)
{
        s->why = arena_printf(s->arena, "printer %s port %d: %s", s->printer->host, s->printer->port, what);
        return false;
}

/* Milliseconds that are left, rounded up. */
static int time_left(const struct sending *s)
{
        int64_t micros = s->until - clock_monotonic_micros();

        return micros > 0 ? (int)((micros + 999) / 1000) : 0;
}

/* Wait for `events`, at most `ms`: whether they came. */
static bool wait_for(const struct sending *s, short events, int ms)
{
        struct pollfd one = { .fd = s->socket, .events = events };

        return poll(&one, 1, ms) > 0;
}

/* On a network of the partner's own, or this machine. */
static bool is_near(const struct sockaddr *address)
{
        const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)address;
        const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
        uint32_t mapped;

        if (address->sa_family == AF_INET)
                return address_is_private(ntohl(four->sin_addr.s_addr));
        if (address->sa_family != AF_INET6)
                return false;
        memcpy(&mapped, six->s6_addr + 12, sizeof mapped);
        return IN6_IS_ADDR_LOOPBACK(six) || IN6_IS_ADDR_LINKLOCAL(six) || (six->s6_addr[0] & 0xfe) == 0xfc || (IN6_IS_ADDR_V4MAPPED(six) && address_is_private(ntohl(mapped)));
}

bool label_host_is_possible(const char *host)
{
        struct sockaddr_in four = { .sin_family = AF_INET };
        struct sockaddr_in6 six = { .sin6_family = AF_INET6 };

        if (inet_pton(AF_INET, host, &four.sin_addr) == 1)
                return is_near((const struct sockaddr *)&four);
        if (inet_pton(AF_INET6, host, &six.sin6_addr) == 1)
                return is_near((const struct sockaddr *)&six);
        return *host && !strchr("-.", *host) && host[strspn(host, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-")] == '\0' &&
               host[strspn(host, "0123456789.")] != '\0';   /* digits alone are a way to write an address */
}

static bool connected(struct sending *s, const struct addrinfo *address)
{
        int error = 0;
        socklen_t size = sizeof error;

        if (!is_near(address->ai_addr))
                return failed(s, "is not on a network of ours");
        s->socket = socket(address->ai_family, address->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, address->ai_protocol);
        if (s->socket < 0)
                return failed(s, strerror(errno));
        if (connect(s->socket, address->ai_addr, address->ai_addrlen) == 0)
                return true;
        if (errno != EINPROGRESS)
                return failed(s, strerror(errno));
        if (!wait_for(s, POLLOUT, time_left(s)))
                return failed(s, "does not answer");
        getsockopt(s->socket, SOL_SOCKET, SO_ERROR, &error, &size);
        return !error || failed(s, strerror(error));
}

static void free_addresses(struct addrinfo **addresses)
{
        if (*addresses)
                freeaddrinfo(*addresses);
}

static bool reach(struct sending *s)
{
        CLEANUP(free_addresses) struct addrinfo *addresses = NULL;
        struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV };
        char port[8];

        snprintf(port, sizeof port, "%d", s->printer->port);
        int none = getaddrinfo(s->printer->host, port, &hints, &addresses);
        if (none)
                return failed(s, gai_strerror(none));
        for (const struct addrinfo *address = addresses; address; address = address->ai_next) {
                if (connected(s, address))
                        return true;
                close_socket(s);
        }
        return false;
}

static bool hand_over(struct sending *s, const char *bytes, size_t length)
{
        while (length) {
                ssize_t sent = send(s->socket, bytes, length, MSG_NOSIGNAL);
                if (sent < 0 && errno != EAGAIN && errno != EINTR)
                        return failed(s, strerror(errno));
                if (sent < 0 && !wait_for(s, POLLOUT, time_left(s)))
                        return failed(s, "stopped taking the label");
                bytes += sent > 0 ? sent : 0;
                length -= sent > 0 ? (size_t)sent : 0;
        }
        s->left = true;
        return true;
}

/* Read what the printer says, to no end but this: closing with words unread would reset the connection and lose the label's tail. */
static bool hear_out(struct sending *s, bool *ended)
{
        char words[512];
        ssize_t got = recv(s->socket, words, sizeof words, 0);

        *ended = got == 0;
        return got >= 0 || errno == EAGAIN || errno == EINTR || failed(s, strerror(errno));
}

/* Bytes that the printer has not acknowledged, the end of the stream among them. */
static int unacknowledged(const struct sending *s)
{
        int bytes = 0;

        ioctl(s->socket, SIOCOUTQ, &bytes);
        return bytes;
}

static bool finish(struct sending *s)
{
        enum { LOOK_EVERY_MS = 20 };
        bool ended = false;

        shutdown(s->socket, SHUT_WR);
        while (unacknowledged(s)) {
                if (!time_left(s))
                        return failed(s, "did not take the whole label");
                if (ended)
                        poll(NULL, 0, LOOK_EVERY_MS);
                else if (wait_for(s, POLLIN, LOOK_EVERY_MS) && !hear_out(s, &ended))
                        return false;
        }
        return true;
}

enum problem label_send(struct arena *arena, const struct label_printer *printer, const char *bytes, size_t length, struct label_fault *fault)
{
        CLEANUP(close_socket) struct sending s = { .arena = arena, .printer = printer, .socket = -1,
                                                   .until = clock_monotonic_micros() + printer->timeout_ms * INT64_C(1000) };
        bool done = length > LABEL_BYTES_MAX ? failed(&s, "the label is too long") : reach(&s) && hand_over(&s, bytes, length) && finish(&s);

        *fault = (struct label_fault){ s.why, !done && s.left };
        return done ? PROBLEM_OK : PROBLEM_PRINTER_UNAVAILABLE;
}

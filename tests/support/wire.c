#include "support/wire.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { HEARD_MAX = 1 << 16 };

int wire_to(int port)
{
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        struct timeval patience = { .tv_sec = 5 };
        int wire = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

        assert_true(wire >= 0);
        assert_int_equal(setsockopt(wire, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
        assert_int_equal(setsockopt(wire, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience), 0);
        assert_int_equal(connect(wire, (struct sockaddr *)&address, sizeof address), 0);
        return wire;
}

int wire_open(const char *service)
{
        char variable[60] = "RESALE_URL_";

        for (size_t i = 0; service[i] && i < 40; i++)
                variable[11 + i] = (char)(service[i] - 32);
        const char *url = getenv(variable), *port = url ? strrchr(url, ':') : NULL;
        assert_non_null(port);
        return wire_to((int)strtol(port + 1, NULL, 10));
}

bool wire_send(int wire, const char *bytes, size_t length)
{
        while (length) {
                ssize_t sent = send(wire, bytes, length, MSG_NOSIGNAL);
                if (sent <= 0)
                        return false;
                bytes += sent;
                length -= (size_t)sent;
        }
        return true;
}

const char *wire_hear(int wire, size_t enough)
{
        static char heard[HEARD_MAX];
        size_t length = 0;

        for (ssize_t got; length < enough && (got = recv(wire, heard + length, sizeof heard - 1 - length, 0)) > 0;)
                length += (size_t)got;
        close(wire);
        heard[length] = '\0';
        return format("%s", heard);
}

const char *wire_say(const char *service, const char *text)
{
        int wire = wire_open(service);

        assert_true(wire_send(wire, text, strlen(text)));
        return wire_hear(wire, HEARD_MAX);
}

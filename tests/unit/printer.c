/* Handing a label to a printer's socket, against sockets on loopback. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "resale/clock.h"
#include "resale/label.h"
#include "support/unit.h"

enum { SHORT_MS = 300, LONG_MS = 5000 };

/* A socket bound to a port of loopback; it listens when `backlog` is not negative. */
static int bound(int backlog, int *port)
{
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        socklen_t size = sizeof address;
        int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

        assert_true(listener >= 0);
        assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
        assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
        if (backlog >= 0)
                assert_int_equal(listen(listener, backlog), 0);
        *port = ntohs(address.sin_port);
        return listener;
}

static const char *refused(int port, const char *bytes, size_t length)
{
        const char *why = NULL;
        int64_t begin = clock_monotonic_micros();

        assert_int_equal(label_send(test_memory, "127.0.0.1", port, bytes, length, SHORT_MS, &why), PROBLEM_PRINTER_UNAVAILABLE);
        assert_true(clock_monotonic_micros() - begin < 10 * SHORT_MS * 1000);
        assert_non_null(why);
        assert_non_null(strstr(why, arena_printf(test_memory, "printer 127.0.0.1 port %d: ", port)));
        return why;
}

static void a_printer_gets_every_byte_and_the_end(void **state)
{
        int port, listener = bound(4, &port);
        const char *why = NULL;
        char got[64] = "";

        (void)state;
        assert_int_equal(label_send(test_memory, "127.0.0.1", port, "^XA^XZ\n", 7, LONG_MS, &why), PROBLEM_OK);
        assert_null(why);
        int printer = accept(listener, NULL, NULL);
        assert_int_equal(recv(printer, got, sizeof got, MSG_WAITALL), 7);
        assert_string_equal(got, "^XA^XZ\n");
        close(printer);
        close(listener);
}

struct printer { int listener; size_t got; };

/* Slow, and talkative: says something for each piece, which nobody asked for. */
static void *print_slowly(void *context)
{
        struct printer *printer = context;
        int peer = accept(printer->listener, NULL, NULL);
        char part[65536];

        for (ssize_t length; (length = recv(peer, part, sizeof part, 0)) > 0; usleep(500)) {
                printer->got += (size_t)length;
                send(peer, "OK\r\n", 4, MSG_NOSIGNAL | MSG_DONTWAIT);
        }
        close(peer);
        return NULL;
}

static void a_slow_printer_that_talks_back_gets_the_whole_label(void **state)
{
        int port;
        struct printer printer = { bound(4, &port), 0 };
        size_t length = LABEL_BYTES_MAX;
        const char *bytes = arena_alloc(test_memory, length), *why = NULL;
        pthread_t thread;

        (void)state;
        assert_int_equal(pthread_create(&thread, NULL, print_slowly, &printer), 0);
        assert_int_equal(label_send(test_memory, "localhost", port, bytes, length, 4 * LONG_MS, &why), PROBLEM_OK);
        pthread_join(thread, NULL);
        assert_int_equal(printer.got, length);
        close(printer.listener);
}

static void a_printer_that_is_off_is_said_to_refuse(void **state)
{
        int port, closed = bound(-1, &port);

        (void)state;
        assert_non_null(strstr(refused(port, "x", 1), "Connection refused"));
        close(closed);
}

/* A full queue of connections drops the next one, as a host that is not there does. */
static void a_printer_that_never_answers_is_given_up(void **state)
{
        int port, listener = bound(0, &port), waiting[4];
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)port) };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(waiting); i++) {
                waiting[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
                (void)connect(waiting[i], (struct sockaddr *)&address, sizeof address);
        }
        assert_non_null(strstr(refused(port, "x", 1), "does not answer"));
        for (size_t i = 0; i < ARRAY_LEN(waiting); i++)
                close(waiting[i]);
        close(listener);
}

static void a_printer_that_stops_reading_is_given_up(void **state)
{
        int port, listener = bound(4, &port), small = 4096;
        const char *bytes = arena_alloc(test_memory, LABEL_BYTES_MAX);

        (void)state;
        setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        const char *why = refused(port, bytes, LABEL_BYTES_MAX);
        assert_true(strstr(why, "stopped taking the label") || strstr(why, "did not take the whole label"));
        close(listener);
}

static void *hang_up(void *context)
{
        struct printer *printer = context;
        struct linger at_once = { 1, 0 };
        char part[16];
        int peer = accept(printer->listener, NULL, NULL);

        (void)!recv(peer, part, sizeof part, 0);
        setsockopt(peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close(peer);
        return NULL;
}

static void a_printer_that_hangs_up_is_noticed(void **state)
{
        int port, small = 4096;
        struct printer printer = { bound(4, &port), 0 };
        const char *bytes = arena_alloc(test_memory, LABEL_BYTES_MAX), *why = NULL;
        pthread_t thread;

        (void)state;
        setsockopt(printer.listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        assert_int_equal(pthread_create(&thread, NULL, hang_up, &printer), 0);
        assert_int_equal(label_send(test_memory, "127.0.0.1", port, bytes, LABEL_BYTES_MAX, LONG_MS, &why), PROBLEM_PRINTER_UNAVAILABLE);
        assert_true(strstr(why, "Connection reset") || strstr(why, "Broken pipe"));
        pthread_join(thread, NULL);
        close(printer.listener);
}

static void what_is_no_printer_is_said_plainly(void **state)
{
        const char *why = NULL;

        (void)state;
        assert_int_equal(label_send(test_memory, "no-such-printer.invalid", 9100, "x", 1, SHORT_MS, &why), PROBLEM_PRINTER_UNAVAILABLE);
        assert_non_null(strstr(why, "printer no-such-printer.invalid port 9100: "));
        assert_int_equal(label_send(test_memory, "127.0.0.1", 9100, "x", LABEL_BYTES_MAX + 1, SHORT_MS, &why), PROBLEM_PRINTER_UNAVAILABLE);
        assert_non_null(strstr(why, "too long"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_printer_gets_every_byte_and_the_end), alone(a_slow_printer_that_talks_back_gets_the_whole_label), alone(a_printer_that_is_off_is_said_to_refuse),
                alone(a_printer_that_never_answers_is_given_up), alone(a_printer_that_stops_reading_is_given_up), alone(a_printer_that_hangs_up_is_noticed),
                alone(what_is_no_printer_is_said_plainly),
        };

        return UNIT_MAIN(tests);
}

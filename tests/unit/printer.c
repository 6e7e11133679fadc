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

static enum problem hand_to(const char *host, int port, const char *bytes, size_t length, int timeout_ms, struct label_fault *fault)
{
        return label_send(test_memory, &(struct label_printer){ host, port, timeout_ms }, bytes, length, fault);
}

static struct label_fault refused(int port, const char *bytes, size_t length)
{
        struct label_fault fault = { 0 };
        int64_t begin = clock_monotonic_micros();

        assert_int_equal(hand_to("127.0.0.1", port, bytes, length, SHORT_MS, &fault), PROBLEM_PRINTER_UNAVAILABLE);
        assert_true(clock_monotonic_micros() - begin < 10 * SHORT_MS * 1000);
        assert_non_null(fault.why);
        assert_non_null(strstr(fault.why, arena_printf(test_memory, "printer 127.0.0.1 port %d: ", port)));
        return fault;
}

static void a_printer_gets_every_byte_and_the_end(void **state)
{
        int port, listener = bound(4, &port);
        struct label_fault fault = { 0 };
        char got[64] = "";

        (void)state;
        assert_int_equal(hand_to("127.0.0.1", port, "^XA^XZ\n", 7, LONG_MS, &fault), PROBLEM_OK);
        assert_null(fault.why);
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
        const char *bytes = arena_alloc(test_memory, length);
        struct label_fault fault = { 0 };
        pthread_t thread;

        (void)state;
        assert_int_equal(pthread_create(&thread, NULL, print_slowly, &printer), 0);
        assert_int_equal(hand_to("localhost", port, bytes, length, 4 * LONG_MS, &fault), PROBLEM_OK);
        pthread_join(thread, NULL);
        assert_int_equal(printer.got, length);
        close(printer.listener);
}

static void a_printer_that_is_off_is_said_to_refuse(void **state)
{
        int port, closed = bound(-1, &port);

        (void)state;
        assert_non_null(strstr(refused(port, "x", 1).why, "Connection refused"));
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
        assert_non_null(strstr(refused(port, "x", 1).why, "does not answer"));
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
        struct label_fault fault = refused(port, bytes, LABEL_BYTES_MAX);
        assert_true(strstr(fault.why, "stopped taking the label") || strstr(fault.why, "did not take the whole label"));
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
        const char *bytes = arena_alloc(test_memory, LABEL_BYTES_MAX);
        struct label_fault fault = { 0 };
        pthread_t thread;

        (void)state;
        setsockopt(printer.listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        assert_int_equal(pthread_create(&thread, NULL, hang_up, &printer), 0);
        assert_int_equal(hand_to("127.0.0.1", port, bytes, LABEL_BYTES_MAX, LONG_MS, &fault), PROBLEM_PRINTER_UNAVAILABLE);
        assert_true(strstr(fault.why, "Connection reset") || strstr(fault.why, "Broken pipe"));
        pthread_join(thread, NULL);
        close(printer.listener);
}

static void what_is_no_printer_is_said_plainly(void **state)
{
        struct label_fault fault = { 0 };

        (void)state;
        assert_int_equal(hand_to("no-such-printer.invalid", 9100, "x", 1, SHORT_MS, &fault), PROBLEM_PRINTER_UNAVAILABLE);
        assert_non_null(strstr(fault.why, "printer no-such-printer.invalid port 9100: "));
        assert_int_equal(hand_to("127.0.0.1", 9100, "x", LABEL_BYTES_MAX + 1, SHORT_MS, &fault), PROBLEM_PRINTER_UNAVAILABLE);
        assert_non_null(strstr(fault.why, "too long"));
}

static void *take_and_reset(void *context)
{
        struct printer *printer = context;
        struct linger at_once = { 1, 0 };
        int peer = accept(printer->listener, NULL, NULL);

        usleep(50000);   /* all of it is on its way or here, and unread */
        setsockopt(peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close(peer);
        return NULL;
}

/* Whoever sends again by itself must know: a label whose end had left may hang out of the printer. */
static void what_may_have_been_printed_is_told_from_what_was_not(void **state)
{
        int port, small = 4096;
        struct printer printer = { bound(4, &port), 0 };
        struct label_fault fault = { 0 };
        const char *bytes = arena_alloc(test_memory, 65536);
        pthread_t thread;

        (void)state;
        setsockopt(printer.listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);   /* the end of it waits on our side when the printer resets */
        assert_int_equal(pthread_create(&thread, NULL, take_and_reset, &printer), 0);
        assert_int_equal(hand_to("127.0.0.1", port, bytes, 65536, LONG_MS, &fault), PROBLEM_PRINTER_UNAVAILABLE);
        assert_true(fault.unsure);
        pthread_join(thread, NULL);
        close(printer.listener);
        assert_int_equal(hand_to("127.0.0.1", port, "x", 1, SHORT_MS, &fault), PROBLEM_PRINTER_UNAVAILABLE);
        assert_false(fault.unsure);
}

static void a_printer_out_on_the_internet_is_not_connected_to(void **state)
{
        static const char *const good[] = { "10.1.2.3", "192.168.0.9", "172.16.0.1", "169.254.7.7", "127.0.0.1", "::1", "fe80::1", "fd00::9", "printer-2", "dock2.local" };
        static const char *const bad[] = { "8.8.8.8", "2001:4860:4860::8888", "", "a b", "http://printer", "printer:9100", "-x", ".x", "134744072", "172.16.1", "dr\303\274cker" };
        struct label_fault fault = { 0 };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(good); i++)
                assert_true(label_host_is_possible(good[i]));
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                assert_false(label_host_is_possible(bad[i]));
        assert_int_equal(hand_to("8.8.8.8", 9100, "x", 1, SHORT_MS, &fault), PROBLEM_PRINTER_UNAVAILABLE);
        assert_non_null(strstr(fault.why, "is not on a network of ours"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_printer_gets_every_byte_and_the_end), alone(a_slow_printer_that_talks_back_gets_the_whole_label), alone(a_printer_that_is_off_is_said_to_refuse),
                alone(a_printer_that_never_answers_is_given_up), alone(a_printer_that_stops_reading_is_given_up), alone(a_printer_that_hangs_up_is_noticed),
                alone(what_is_no_printer_is_said_plainly),
                alone(what_may_have_been_printed_is_told_from_what_was_not), alone(a_printer_out_on_the_internet_is_not_connected_to),
        };

        return UNIT_MAIN(tests);
}

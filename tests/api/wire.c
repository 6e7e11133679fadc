/* What a service does with bytes that no well-behaved client sends. */
#include "support/wire.h"

#define REQUEST(line) line " HTTP/1.1\r\nHost: a\r\n"
#define LAST "Connection: close\r\n\r\n"

static size_t times(const char *text, const char *part)
{
        size_t count = 0;

        for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
                count++;
        return count;
}

static void expect_in(const char *text, const char *part)
{
        if (!strstr(text, part))
                fail_msg("expected \"%s\" in: %s", part, text);
}

static void expect_problem_in(const char *heard, int status, const char *code)
{
        expect_in(heard, format("HTTP/1.1 %d", status));
        expect_in(heard, "Content-Type: application/problem+json");
        expect_in(heard, format("\"code\":\"%s\"", code));
        assert_int_equal(times(heard, "HTTP/1.1 "), 1);
}

static void alive(void)
{
        expect(200, NULL, "GET", "/accounts/healthz", NULL);
}

static void requests_sent_at_once_are_answered_in_order(void **state)
{
        const char *heard = wire_say("accounts", REQUEST("GET /healthz") "\r\n" REQUEST("GET /readyz") "\r\n" REQUEST("GET /accounts/v1/nothing") "\r\n"
                                     REQUEST("POST /accounts/v1/sign-in") "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                                     REQUEST("GET /healthz") LAST);

        (void)state;
        assert_int_equal(times(heard, "HTTP/1.1 "), 5);
        const char *ready = strstr(heard, "\"ready\""), *nothing = strstr(heard, "no-such-route"), *field = strstr(heard, "\"invalid-field\"");
        assert_true(strstr(heard, "\"alive\"") < ready && ready < nothing && nothing < field);
        expect_in(field, "\"alive\"");
}

static void a_head_has_the_headers_and_no_body(void **state)
{
        const char *heard = wire_say("accounts", REQUEST("HEAD /accounts/readyz") LAST);

        (void)state;
        expect_in(heard, "HTTP/1.1 200");
        expect_in(heard, "Content-Length: 18");
        assert_null(strstr(heard, "ready"));
}

static void a_method_that_nobody_knows_is_answered(void **state)
{
        static const char *const methods[] = { "OPTIONS", "TRACE", "FETCH", "get", "\"},{\"", "\xff\xfe" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(methods); i++) {
                const char *heard = wire_say("accounts", format(REQUEST("%s /accounts/v1/merchants") LAST, methods[i]));
                expect_problem_in(heard, 405, "method-not-allowed");
                expect_in(heard, "Allow: GET, POST");
        }
}

static void odd_addresses_lead_nowhere(void **state)
{
        static const char *const addresses[] = { "?x", "*", "//", "/accounts", "/accounts/../accounts/v1/merchants", "/accounts/v1/merchants/%2e%2e", "/%", "/%zz", "/a%" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
                const char *heard = wire_say("accounts", format(REQUEST("GET %s") LAST, addresses[i]));
                expect_in(heard, "HTTP/1.1 4");
        }
        alive();
}

static void a_body_without_end_is_cut_off(void **state)
{
        static char chunk[32768 + 8];
        int wire = wire_open("accounts"), sent = 0;

        (void)state;
        memset(chunk, ' ', sizeof chunk);
        memcpy(chunk, "8000\r\n", 6);
        memcpy(chunk + sizeof chunk - 2, "\r\n", 2);
        static const char head[] = REQUEST("POST /accounts/v1/sign-in") "Transfer-Encoding: chunked\r\n\r\n";
        assert_true(wire_send(wire, head, sizeof head - 1));
        while (sent < 1024 && wire_send(wire, chunk, sizeof chunk))
                sent++;
        assert_true(sent < 1024);   /* 32 MiB; what fits into the buffers of two sockets is less */
        wire_hear(wire, 100000);
        alive();
}

static void too_large_a_body_in_chunks_is_refused(void **state)
{
        const char *spaces = format("%3000s", "");

        (void)state;
        expect_problem_in(wire_say("accounts", format(REQUEST("POST /accounts/v1/sign-in") "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n" LAST
                                                      "bb8\r\n%s\r\n0\r\n\r\n", spaces)), 413, "body-too-large");
        expect_problem_in(wire_say("accounts", REQUEST("POST /accounts/v1/sign-in") "Content-Type: application/json\r\nContent-Length: 3000\r\n" LAST), 413, "body-too-large");
        const char *heard = wire_say("accounts", REQUEST("POST /accounts/v1/sign-in") "Expect: 100-continue\r\nContent-Length: 3000\r\n" LAST);
        assert_null(strstr(heard, "100 Continue"));
        expect_problem_in(heard, 413, "body-too-large");
}

static void a_length_that_is_none_is_refused(void **state)
{
        static const char *const lengths[] = { "-5", "abc", "99999999999999999999999", "5, 6", "" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
                const char *heard = wire_say("accounts", format(REQUEST("POST /accounts/v1/sign-in") "Content-Type: application/json\r\nContent-Length: %s\r\n" LAST "{}   ", lengths[i]));
                expect_in(heard, "HTTP/1.1 4");
        }
        alive();
}

static void credentials_that_are_none_are_401(void **state)
{
        static const char *const values[] = { "Bearer", "Bearer ", "Bearer  rs_x", "Basic YTpi", "Bearer \xff\xfe\x80", "rs_x", "Bearer rk_x, Bearer rs_y", "Digest username=\"x\"" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(values); i++)
                expect_problem_in(wire_say("accounts", format(REQUEST("GET /accounts/v1/merchants") "Authorization: %s\r\n" LAST, values[i])), 401, "not-signed-in");
        expect_problem_in(wire_say("accounts", format(REQUEST("GET /accounts/v1/merchants") "Authorization: Bearer rs_%07000d\r\n" LAST, 7)), 401, "not-signed-in");
}

static void too_long_a_header_is_431(void **state)
{
        (void)state;
        expect_in(wire_say("accounts", format(REQUEST("GET /accounts/v1/merchants") "X-Long: %0100000d\r\n" LAST, 7)), "HTTP/1.1 431");
        alive();
}

static void a_parameter_that_is_no_text_is_named(void **state)
{
        const char *path = "/accounts/v1/merchants";

        (void)state;
        expect_field(422, "cursor", staff("administrator"), "GET", format("%s?cursor=%%ff%%fe", path), NULL);
        expect_field(422, "cursor", staff("administrator"), "GET", format("%s?cursor=a%%00b", path), NULL);
        expect_problem(400, "malformed-request", staff("administrator"), "GET", format("%s?%%ff=1", path), NULL);
        expect_problem(404, "no-such-route", staff("administrator"), "GET", "/listing/v1/collections/%ff%fe", NULL);
        expect_problem(404, "no-such-route", staff("administrator"), "GET", "/listing/v1/collections/a%00b", NULL);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(requests_sent_at_once_are_answered_in_order), api_test(a_head_has_the_headers_and_no_body), api_test(a_method_that_nobody_knows_is_answered),
                api_test(odd_addresses_lead_nowhere), api_test(a_body_without_end_is_cut_off), api_test(too_large_a_body_in_chunks_is_refused),
                api_test(a_length_that_is_none_is_refused), api_test(credentials_that_are_none_are_401), api_test(too_long_a_header_is_431),
                api_test(a_parameter_that_is_no_text_is_named),
        };

        return API_MAIN(tests);
}

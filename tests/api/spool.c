/* A body that is written to a file as it arrives: by a service of this test's own, with one route. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "resale/crypto.h"
#include "resale/service.h"
#include "support/process.h"
#include "support/wire.h"

enum { LIMIT = 4 << 20 };
#define ADDRESS "/intake/v1/spooled"

/* Says what came: its length, and the hash of what the file held. */
static enum problem post_spooled(struct request *rq)
{
        static char all[LIMIT + 1];
        int file = request_body_file(rq);
        char hex[65];

        TRY(request_media_type(rq, "text/csv"));
        ssize_t length = file < 0 ? 0 : read(file, all, sizeof all);
        sha256_hex(all, (size_t)length, hex);
        return reply_text(rq, 200, arena_printf(request_arena(rq), "{\"bytes\":%zd,\"hash\":\"%s\"}", length, hex));
}

static int be_the_service(void)
{
        static const struct route routes[] = { { "POST", "/v1/spooled", post_spooled, ROLE_SUPERVISOR, SCOPE_INTAKE_WRITE, LIMIT, ROUTE_SPOOLED | ROUTE_CREATES } };
        static const struct asset no_assets[] = { { .path = NULL } };
        static const struct service service = { .name = "intake", .routes = routes, .route_count = ARRAY_LEN(routes), .assets = no_assets };

        return service_main(&service, 1, (char *[]){ (char *)(uintptr_t)"intake", NULL });
}

static struct process process;

/* With at most `room` bytes in any file. */
static void begin(rlim_t room, const char *folder)
{
        signal(SIGXFSZ, SIG_IGN);   /* both are inherited */
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){ room, RLIM_INFINITY }), 0);
        setenv("TMPDIR", folder, 1);
        process = process_start_this("intake", be_the_service);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){ RLIM_INFINITY, RLIM_INFINITY }), 0);
}

static void end(void) { assert_int_equal(process_stop(&process), 0); }

static const char *const csv[] = { "Content-Type: text/csv", NULL };

static char *body_of(size_t length)
{
        char *body = (char *)(uintptr_t)format("%*s", (int)length, "");

        for (size_t i = 0; i < length; i++)
                body[i] = (char)('a' + i % 23);
        return body;
}

static void expect_kept(const struct answer *answer, const char *body, size_t length)
{
        char hex[65];

        sha256_hex(body, length, hex);
        if (answer->status != 200)
                fail_msg("%d %s", answer->status, answer->text);
        assert_int_equal(integer_at(answer->json, "bytes"), length);
        assert_string_equal(text_at(answer->json, "hash"), hex);
}

static void what_is_sent_is_in_the_file(void **state)
{
        static const size_t lengths[] = { 0, 1, 16383, 16384, 65537, LIMIT };

        (void)state;
        begin(RLIM_INFINITY, "/tmp");
        for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
                const char *body = body_of(lengths[i]);
                struct answer answer = call_with(staff("supervisor"), "POST", ADDRESS, csv, body, lengths[i]);
                expect_kept(&answer, body, lengths[i]);
        }
        end();
}

static void a_repeat_is_known_by_all_of_its_body(void **state)
{
        const char *headers[] = { csv[0], format("Idempotency-Key: %s", new_uuid()), NULL };
        char *body = body_of(300000);

        (void)state;
        begin(RLIM_INFINITY, "/tmp");
        struct answer first = call_with(staff("supervisor"), "POST", ADDRESS, headers, body, 300000);
        struct answer again = call_with(staff("supervisor"), "POST", ADDRESS, headers, body, 300000);
        expect_kept(&first, body, 300000);
        assert_string_equal(answer_header(&again, "Idempotent-Replayed"), "true");
        assert_string_equal(first.text, again.text);
        body[299999]++;
        again = call_with(staff("supervisor"), "POST", ADDRESS, headers, body, 300000);
        assert_int_equal(again.status, 409);
        assert_string_equal(text_at(again.json, "code"), "idempotency-key-reused");
        end();
}

static void expect_code(const char *as, const char *type, size_t length, int status, const char *code)
{
        const char *headers[] = { format("Content-Type: %s", type), NULL };
        struct answer answer = call_with(as, "POST", ADDRESS, headers, body_of(length), length);

        if (answer.status != status || !text_equal(text_at(answer.json, "code"), code))
                fail_msg("expected %d %s, got %d %s", status, code, answer.status, answer.text);
}

static void who_may_not_is_told_so_and_nothing_is_kept(void **state)
{
        (void)state;
        begin(RLIM_INFINITY, "/tmp/nowhere-that-a-file-could-be");   /* a file would fail */
        expect_code(NULL, "text/csv", 2000000, 401, "not-signed-in");
        expect_code("rs_expired", "text/csv", 2000000, 401, "not-signed-in");
        expect_code(staff("receiver"), "text/csv", LIMIT, 403, "not-allowed");
        expect_code(staff("supervisor"), "text/csv", LIMIT + 1, 413, "body-too-large");
        expect_code(staff("supervisor"), "text/html", 0, 415, "unsupported-media-type");
        end();
}

static void a_full_disk_is_said(void **state)
{
        (void)state;
        begin(1 << 20, "/tmp");
        expect_code(staff("supervisor"), "text/csv", 1 << 21, 503, "storage-full");
        struct answer answer = call_with(staff("supervisor"), "POST", ADDRESS, csv, body_of(1 << 19), 1 << 19);
        expect_kept(&answer, body_of(1 << 19), 1 << 19);
        assert_non_null(strstr(process_log(&process), "cannot write in"));
        end();
        begin(RLIM_INFINITY, "/tmp/nowhere-that-a-file-could-be");
        expect_code(staff("supervisor"), "text/csv", 1000, 503, "storage-full");
        end();
}

static void a_body_in_chunks_is_held_to_the_limit(void **state)
{
        static const char head[] = "POST " ADDRESS " HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\nConnection: close\r\nAuthorization: Bearer ";
        static char chunk[32768 + 8];

        (void)state;
        begin(RLIM_INFINITY, "/tmp");
        const char *start = format("%s%s\r\n\r\n", head, staff("supervisor"));
        const char *heard = wire_say("intake", format("%s5\r\na,b\n1\r\n5\r\n,2\n3,\r\n0\r\n\r\n", start));
        assert_non_null(strstr(heard, "\"bytes\":10,"));
        int wire = wire_open("intake"), sent = 0;
        memset(chunk, ' ', sizeof chunk);
        memcpy(chunk, "8000\r\n", 6);
        memcpy(chunk + sizeof chunk - 2, "\r\n", 2);
        assert_true(wire_send(wire, start, strlen(start)));
        while (sent < 1024 && wire_send(wire, chunk, sizeof chunk))
                sent++;
        assert_true(sent < 1024);
        wire_hear(wire, 100000);
        end();
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(what_is_sent_is_in_the_file), api_test(a_repeat_is_known_by_all_of_its_body), api_test(who_may_not_is_told_so_and_nothing_is_kept),
                api_test(a_full_disk_is_said), api_test(a_body_in_chunks_is_held_to_the_limit),
        };

        return API_MAIN(tests);
}

/* Server-sent events of a collection: what they say, where they go on, how they end. */
#include <sys/socket.h>
#include <unistd.h>

#include "resale/clock.h"
#include "support/database.h"
#include "support/process.h"
#include "support/steps.h"
#include "support/wire.h"

/* A thousand offers of a kilobyte, each a version of its own. */
STATEMENT(many_versions, 2, "with s as (update listing.shelf set version = version + 1000 where merchant_id = $1::uuid returning collection_id, version - 1000 as base)"
          " insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, grade, condition, price_amount, published_at)"
          " select $1::uuid, s.collection_id, s.base + n, md5($2::text || (s.base + n))::uuid, '{\"pad\":\"' || repeat('x', 1000) || '\",\"last\":' || (n = 1000) || '}', 't', 'A',"
          " 'used', 1, now() from s, generate_series(1, 1000) n");
STATEMENT(forget_all, 1, "update listing.shelf set version = version + 2, since_from = version + 2 where merchant_id = $1::uuid");
static const struct sql *const statements[] = { &many_versions, &forget_all, NULL };

enum { HEARD_MAX = 1 << 16 };

struct listening { int wire; size_t length; char heard[HEARD_MAX]; };

static struct listening *listen_to(const char *handle, const char *last)
{
        const char *id = last ? format("Last-Event-ID: %s\r\n", last) : "";
        const char *request = format("GET /listing/v1/collections/%s/stream HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n%s\r\n", handle, id);
        struct listening *one = calloc(1, sizeof *one);

        assert_non_null(one);
        one->wire = wire_open("listing");
        assert_true(wire_send(one->wire, request, strlen(request)));
        return one;
}

/* Reads on until the text is there (5 s); where it begins. */
static const char *hear(struct listening *one, const char *text)
{
        const char *found;
        ssize_t got;

        while (!(found = strstr(one->heard, text))) {
                if (one->length > HEARD_MAX / 2) {   /* the last of it is enough */
                        memmove(one->heard, one->heard + one->length - 1024, 1024);
                        memset(one->heard + 1024, 0, HEARD_MAX - 1024);
                        one->length = 1024;
                }
                got = recv(one->wire, one->heard + one->length, HEARD_MAX - 1 - one->length, 0);
                if (got <= 0)
                        fail_msg("expected \"%s\" in: %s", text, one->heard);
                one->length += (size_t)got;
        }
        return found;
}

/* It has ended; what was read before. */
static void has_ended(struct listening *one)
{
        while (recv(one->wire, one->heard, HEARD_MAX, 0) > 0) {}
        char byte;
        assert_true(recv(one->wire, &byte, 1, MSG_DONTWAIT) <= 0);
}

static void stop_listening(struct listening *one)
{
        close(one->wire);
        free(one);
}

/* The id of the last event before `at`. */
static const char *id_before(const struct listening *one, const char *at)
{
        const char *id = NULL;

        for (const char *next = one->heard; (next = strstr(next, "id: ")) && next < at; next += 4)
                id = next;
        assert_non_null(id);
        return format("%lld", strtoll(id + 4, NULL, 10));
}

struct shelf { struct merchant merchant; const char *collection_id, *handle; };

static struct shelf a_shelf(void)
{
        struct shelf shelf = { .merchant = new_merchant() };

        shelf.handle = a_collection(&shelf.merchant, false, &shelf.collection_id);
        a_rubric(&shelf.merchant);
        return shelf;
}

static const char *offer(const struct shelf *shelf)
{
        struct piece piece = a_received_unit(&shelf->merchant);

        grade(&shelf->merchant, piece.unit_id, "none");
        return piece.unit_id;
}

static const char *listing_id_of(const struct shelf *shelf, const char *unit_id)
{
        until_state(&shelf->merchant, unit_id, "listed");
        json_t *all = value_at(expect(200, shelf->merchant.key, "GET", at(&shelf->merchant, "listing", "/listings"), NULL), "items");
        for (size_t i = 0; i < json_array_size(all); i++)
                if (text_equal(text_at(json_array_get(all, i), "unit_id"), unit_id))
                        return text_at(json_array_get(all, i), "listing_id");
        fail_msg("%s is not offered", unit_id);
        return NULL;
}

static void what_changes_is_heard_and_goes_on_where_it_stopped(void **state)
{
        struct shelf shelf = a_shelf();
        struct listening *first = listen_to(shelf.handle, NULL), *second = listen_to(shelf.handle, NULL);

        (void)state;
        hear(first, "text/event-stream");
        hear(first, "Access-Control-Allow-Origin: *");
        hear(first, "X-Accel-Buffering: no");
        hear(first, "\nid: ");
        hear(second, "\nid: ");
        const char *listing_id = listing_id_of(&shelf, offer(&shelf));
        const char *here = hear(first, format("\"listing_id\":\"%s\"", listing_id));
        hear(second, listing_id);
        assert_non_null(strstr(first->heard, "event: change\ndata: {"));
        const char *version = id_before(first, here);
        stop_listening(first);
        a_claim(&shelf.merchant, listing_id);
        const char *more = listing_id_of(&shelf, offer(&shelf));
        hear(second, "\"listing\":null");
        hear(second, more);
        struct listening *again = listen_to(shelf.handle, version);
        hear(again, "\"listing\":null");
        hear(again, more);
        assert_true(strstr(again->heard, "\"listing\":null") < strstr(again->heard, more));
        struct listening *whole = listen_to(shelf.handle, "0");
        hear(whole, more);
        const char *told = strstr(whole->heard, listing_id);   /* what is over is told once, as it is now */
        assert_true(told && !strstr(told + 1, listing_id));
        stop_listening(second);
        stop_listening(again);
        stop_listening(whole);
}

/* As an event's id, as ?since= of the stream, and as that of the changes. */
static void is_refused_alike(const struct shelf *shelf, const char *version, int status, const char *code)
{
        const char *headers[] = { format("Last-Event-ID: %s", version), NULL }, *path = format("/listing/v1/collections/%s", shelf->handle);
        struct answer answers[] = {
                call_with(NULL, "GET", format("%s/stream", path), headers, NULL, 0), call(NULL, "GET", format("%s/stream?since=%s", path, version), NULL),
                call(NULL, "GET", format("%s/changes?since=%s", path, version), NULL),
        };

        for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
                assert_int_equal(answers[i].status, status);
                assert_string_equal(text_at(answers[i].json, "code"), code);
                if (status == 422)
                        assert_string_equal(text_at(answers[i].json, "field"), i ? "since" : "Last-Event-ID");
        }
}

static void a_version_that_is_not_there_is_refused_as_changes_are(void **state)
{
        static const char *const wrong[] = { "x", "-1", "1x", "99999999999999999999" }, *const never[] = { "99999999", "9223372036854775807" };
        struct shelf shelf = a_shelf();
        struct db *owner = as_owner(statements);

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
                is_refused_alike(&shelf, wrong[i], 422, "invalid-field");
        for (size_t i = 0; i < ARRAY_LEN(never); i++)
                is_refused_alike(&shelf, never[i], 410, "pull-expired");
        assert_int_equal(db_exec(owner, &forget_all, DB_ARGS(db_text(shelf.merchant.id)), NULL), PROBLEM_OK);
        db_close(owner);
        is_refused_alike(&shelf, "1", 410, "pull-expired");
}

static void what_cannot_be_followed_is_refused(void **state)
{
        struct shelf shelf = a_shelf();
        const char *path = format("/listing/v1/collections/%s/stream", shelf.handle);

        (void)state;
        expect_problem(404, "collection-not-found", NULL, "GET", "/listing/v1/collections/nothing-here/stream", NULL);
        expect(200, shelf.merchant.key, "PATCH", at(&shelf.merchant, "listing", "/collections/%s", shelf.collection_id), "{\"state\":\"paused\"}");
        expect_problem(404, "collection-not-found", NULL, "GET", path, NULL);
        expect_problem(409, "collection-state", shelf.merchant.key, "GET", path, NULL);
}

static void a_stream_ends_with_its_collection_and_with_the_process(void **state)
{
        struct shelf shelf = a_shelf(), other = a_shelf();

        (void)state;
        struct process process = process_start("listing");
        struct listening *one = listen_to(shelf.handle, NULL), *two = listen_to(other.handle, NULL);
        hear(one, "\nid: ");
        hear(two, "\nid: ");
        expect(200, shelf.merchant.key, "PATCH", at(&shelf.merchant, "listing", "/collections/%s", shelf.collection_id), "{\"state\":\"paused\"}");
        has_ended(one);
        int64_t before = clock_monotonic_micros();
        assert_int_equal(process_stop(&process), 0);
        assert_true(clock_monotonic_micros() - before < 3000000);
        has_ended(two);
        stop_listening(one);
        stop_listening(two);
}

static void there_are_as_many_as_may_be(void **state)
{
        struct shelf shelf = a_shelf();
        const char *path = format("/listing/v1/collections/%s/stream", shelf.handle);

        (void)state;
        setenv("RESALE_STREAMS", "2", 1);
        struct process process = process_start("listing");
        unsetenv("RESALE_STREAMS");
        struct listening *one = listen_to(shelf.handle, NULL), *two = listen_to(shelf.handle, NULL);
        hear(one, "\nid: ");
        hear(two, "\nid: ");
        struct answer answer = call(NULL, "GET", path, NULL);
        assert_int_equal(answer.status, 503);
        assert_string_equal(text_at(answer.json, "code"), "busy");
        assert_string_equal(answer_header(&answer, "Retry-After"), "10");
        stop_listening(one);   /* who is gone makes room */
        one = NULL;
        for (int i = 0; i < 500 && !one; i++, usleep(10000)) {
                one = listen_to(shelf.handle, NULL);
                char status[13] = "";
                assert_int_equal(recv(one->wire, status, 12, MSG_WAITALL), 12);
                if (strstr(status, "200"))
                        break;
                stop_listening(one);
                one = NULL;
        }
        assert_non_null(one);
        const char *listing_id = listing_id_of(&shelf, offer(&shelf));
        hear(one, listing_id);
        hear(two, listing_id);
        stop_listening(one);
        stop_listening(two);
        assert_int_equal(process_stop(&process), 0);
}

/* Who does not read is let go, and the others go on. */
static void who_does_not_read_is_let_go(void **state)
{
        enum { ROUNDS = 4 };
        struct shelf shelf = a_shelf();
        struct db *db = as_owner(statements);
        int small = 4096;

        (void)state;
        const char *listing_id = listing_id_of(&shelf, offer(&shelf));
        struct process process = process_start("listing");
        struct listening *slow = listen_to(shelf.handle, NULL), *quick = listen_to(shelf.handle, NULL);
        assert_int_equal(setsockopt(slow->wire, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
        hear(slow, "\nid: ");
        hear(quick, "\nid: ");
        for (int i = 0; i < ROUNDS; i++) {   /* a megabyte each */
                assert_int_equal(db_exec(db, &many_versions, DB_ARGS(db_text(shelf.merchant.id), db_text(listing_id)), NULL), PROBLEM_OK);
                hear(quick, "\"last\":true");
                quick->length = 0;
                memset(quick->heard, 0, HEARD_MAX);
        }
        db_close(db);
        has_ended(slow);
        stop_listening(slow);
        stop_listening(quick);
        assert_int_equal(process_stop(&process), 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(what_changes_is_heard_and_goes_on_where_it_stopped), api_test(what_cannot_be_followed_is_refused),
                api_test(a_version_that_is_not_there_is_refused_as_changes_are),
                api_test(a_stream_ends_with_its_collection_and_with_the_process), api_test(there_are_as_many_as_may_be), api_test(who_does_not_read_is_let_go),
        };

        return API_MAIN(tests);
}

/* Public answers from memory: in which form, for whom, until when; and how many an address may have. */
#include <unistd.h>

#include "support/database.h"
#include "support/process.h"
#include "support/steps.h"
#include "support/wire.h"

STATEMENT(begin_, 0, "begin");
STATEMENT(commit_, 0, "commit");
STATEMENT(lock_editions, 0, "lock table listing.edition in access exclusive mode");
static const struct sql *const statements[] = { &begin_, &commit_, &lock_editions, NULL };

static struct answer get(const char *as, const char *path, const char *header)
{
        const char *headers[] = { header, NULL };

        return call_with(as, "GET", path, headers, NULL, 0);
}

static const char *pull_path(const char *handle) { return format("/listing/v1/collections/%s/listings", handle); }

static struct piece offered(const struct merchant *merchant)
{
        struct piece piece = a_received_unit(merchant);

        grade(merchant, piece.unit_id, "none");
        until_state(merchant, piece.unit_id, "listed");
        return piece;
}

/* A live collection with so many offers, all of them in the pull. */
struct shelf { struct merchant merchant; const char *collection_id, *handle, *path; };

static bool has_count(const json_t *json, const void *count)
{
        return json_array_size(value_at(json, "items")) == *(const size_t *)count;
}

static struct shelf a_shelf(size_t count)
{
        struct shelf shelf = { .merchant = new_merchant() };

        shelf.handle = a_collection(&shelf.merchant, false, &shelf.collection_id);
        shelf.path = pull_path(shelf.handle);
        a_rubric(&shelf.merchant);
        for (size_t i = 0; i < count; i++)
                offered(&shelf.merchant);
        eventually(NULL, shelf.path, has_count, &count);
        return shelf;
}

static void compressed_and_plain_say_the_same(void **state)
{
        struct shelf shelf = a_shelf(2);
        struct answer plain = get(NULL, shelf.path, NULL), gzip = get(NULL, shelf.path, "Accept-Encoding: gzip");

        (void)state;
        assert_string_equal(plain.text, gzip.text);
        assert_true(strtoul(answer_header(&gzip, "Content-Length"), NULL, 10) < strlen(plain.text));
        assert_null(answer_header(&plain, "Content-Encoding"));
        assert_string_equal(answer_header(&gzip, "Content-Encoding"), "gzip");
        const char *etag = answer_header(&plain, "ETag"), *other = answer_header(&gzip, "ETag");
        assert_string_not_equal(etag, other);   /* strong: other bytes */
        for (int i = 0; i < 2; i++) {
                struct answer same = get(NULL, shelf.path, format("If-None-Match: W/\"x\", %s", i ? other : etag));
                assert_int_equal(same.status, 304);
                assert_string_equal(answer_header(&same, "ETag"), etag);
                assert_string_equal(answer_header(&same, "Vary"), "Accept-Encoding");
                assert_int_equal(strlen(same.text), 0);
        }
        struct answer head = call_with(NULL, "HEAD", shelf.path, NULL, NULL, 0);
        assert_string_equal(answer_header(&head, "Content-Length"), format("%zu", strlen(plain.text)));
        assert_int_equal(strlen(head.text), 0);
}

static void a_coding_is_taken_as_the_reader_weighs_it(void **state)
{
        static const struct { const char *accept; bool gzip; } cases[] = {
                { "gzip", true }, { "deflate, gzip;q=1.0, *;q=0.5", true }, { "GZIP", true }, { "x-gzip", true }, { "*", true }, { "br, *;q=0.1", true },
                { "gzip;q=0", false }, { "gzip; q=0.000", false }, { "gzip;q=0, *", false }, { "identity;q=0, gzip;q=0.5", true }, { "identity, gzip;q=0.5", false },
                { "identity;q=0.5, gzip;q=0.5", true }, { "br", false }, { "", false }, { "identity", false }, { "*;q=0", false }, { "gzipped", false },
                { "gzip ;q=0.3 , identity;q=0.1", true }, { "gzip;q=x", false }, { ",,;q=1,gzip", true },
        };
        struct shelf shelf = a_shelf(1);

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct answer answer = get(NULL, shelf.path, format("Accept-Encoding: %s", cases[i].accept));
                assert_int_equal(answer.status, 200);
                if ((answer_header(&answer, "Content-Encoding") != NULL) != cases[i].gzip)
                        fail_msg("Accept-Encoding: %s", cases[i].accept);
                assert_string_equal(answer_header(&answer, "Vary"), "Accept-Encoding");
        }
}

static void what_was_claimed_leaves_every_replica(void **state)
{
        struct shelf shelf = a_shelf(2);
        size_t two = 2, one = 1;

        (void)state;
        const char *listing_id = text_at(get(NULL, shelf.path, NULL).json, "items.0.listing_id");
        struct process replica = process_start("listing");
        eventually(NULL, shelf.path, has_count, &two);
        const char *claim = a_claim(&shelf.merchant, listing_id);
        eventually(NULL, shelf.path, has_count, &one);   /* the replica, which read what another wrote */
        assert_int_equal(get(NULL, format("%s/%s", shelf.path, listing_id), NULL).status, 404);
        assert_int_equal(process_stop(&replica), 0);
        eventually(NULL, shelf.path, has_count, &one);
        expect(204, shelf.merchant.key, "DELETE", at(&shelf.merchant, "fulfillment", "/claims/%s", claim), NULL);
        eventually(NULL, shelf.path, has_count, &two);
}

static bool is_named_now(const json_t *json, const void *name) { return text_equal(text_at(json, "name"), name); }

static void what_is_not_public_is_not_kept(void **state)
{
        struct shelf shelf = a_shelf(1);
        const char *own = at(&shelf.merchant, "listing", "/collections/%s", shelf.collection_id), *about = format("/listing/v1/collections/%s", shelf.handle);

        (void)state;
        expect(200, NULL, "GET", about, NULL);
        expect(200, shelf.merchant.key, "PATCH", own, "{\"name\":\"Renamed\"}");
        eventually(NULL, about, is_named_now, "Renamed");
        expect(200, shelf.merchant.key, "PATCH", own, "{\"state\":\"paused\"}");
        for (int i = 0; i < 500 && (get(NULL, shelf.path, NULL).status == 200 || get(NULL, about, NULL).status == 200); i++)   /* until the news has come */
                usleep(10000);
        for (int i = 0; i < 3; i++) {   /* a key's own answer is for nobody else */
                struct answer answer = get(shelf.merchant.key, shelf.path, "Accept-Encoding: gzip");
                assert_int_equal(answer.status, 200);
                assert_string_equal(answer_header(&answer, "Cache-Control"), "private, no-cache");
                expect_problem(404, "collection-not-found", NULL, "GET", shelf.path, NULL);
                expect_problem(404, "collection-not-found", NULL, "GET", about, NULL);
        }
}

static void the_query_is_part_of_the_address(void **state)
{
        struct shelf shelf = a_shelf(2);

        (void)state;
        for (int i = 0; i < 2; i++) {
                assert_int_equal(json_array_size(value_at(expect(200, NULL, "GET", format("%s?limit=1", shelf.path), NULL), "items")), 1);
                assert_int_equal(json_array_size(value_at(expect(200, NULL, "GET", format("%s?limit=2", shelf.path), NULL), "items")), 2);
                expect_field(422, "limit", NULL, "GET", format("%s?limit=0", shelf.path), NULL);
        }
        struct answer long_one = get(NULL, format("%s?x=%03000d", shelf.path, 7), NULL);   /* longer than what is kept */
        assert_int_equal(long_one.status, 200);
}

static void readers_at_once_wait_for_one_answer(void **state)
{
        enum { READERS = 24 };
        struct shelf shelf = a_shelf(1);
        int wires[READERS];

        (void)state;
        for (int round = 0; round < 10; round++) {
                const char *request = format("GET %s?limit=%d HTTP/1.1\r\nHost: a\r\n%sConnection: close\r\n\r\n", shelf.path, 10 + round, round % 2 ? "Accept-Encoding: gzip\r\n" : "");
                for (int i = 0; i < READERS; i++)
                        wires[i] = wire_open("listing");
                for (int i = 0; i < READERS; i++)
                        assert_true(wire_send(wires[i], request, strlen(request)));
                for (int i = 0; i < READERS; i++)
                        assert_non_null(strstr(wire_hear(wires[i], 1 << 16), "200 OK"));
        }
}

/* A service with one worker more than make such answers at once. */
static struct process a_service_with_one_worker_more(void)
{
        long cores = sysconf(_SC_NPROCESSORS_ONLN);

        setenv("RESALE_WORKERS", format("%ld", (cores < 2 ? 2 : cores) + 1), 1);
        struct process process = process_start("listing");
        unsetenv("RESALE_WORKERS");
        return process;
}

static void what_is_made_slowly_leaves_a_worker_to_others(void **state)
{
        enum { READERS = 80 };
        struct shelf shelf = a_shelf(1);
        struct db *db = as_owner(statements);
        const char *own = format("GET %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n",
                                 at(&shelf.merchant, "listing", "/collections/%s", shelf.collection_id), shelf.merchant.key);
        struct process process = a_service_with_one_worker_more();
        int wires[READERS];

        (void)state;
        assert_non_null(strstr(wire_say("listing", own), "200 OK"));
        assert_int_equal(db_exec(db, &begin_, DB_NO_ARGS, NULL), PROBLEM_OK);
        assert_int_equal(db_exec(db, &lock_editions, DB_NO_ARGS, NULL), PROBLEM_OK);
        for (int i = 0; i < READERS; i++) {
                const char *request = format("GET %s?limit=%d HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", shelf.path, 10 + i);
                wires[i] = wire_open("listing");
                assert_true(wire_send(wires[i], request, strlen(request)));
        }
        assert_non_null(strstr(wire_say("listing", own), "200 OK"));
        assert_int_equal(db_exec(db, &commit_, DB_NO_ARGS, NULL), PROBLEM_OK);
        for (int i = 0; i < READERS; i++)
                assert_non_null(strstr(wire_hear(wires[i], 1 << 16), "200 OK"));
        assert_int_equal(process_stop(&process), 0);
        db_close(db);
}

static void a_reader_has_so_many_a_minute(void **state)
{
        enum { MOST = 6 };
        struct shelf shelf = a_shelf(1);

        (void)state;
        setenv("RESALE_READS_PER_MINUTE", "6", 1);
        setenv("RESALE_KEY_READS_PER_MINUTE", "3", 1);
        struct process process = process_start("listing");
        unsetenv("RESALE_READS_PER_MINUTE");
        unsetenv("RESALE_KEY_READS_PER_MINUTE");
        for (int i = 0; i < MOST; i++) {
                struct answer answer = get(NULL, shelf.path, i ? "Accept-Encoding: gzip" : NULL);
                const char *left = answer_header(&answer, "RateLimit-Remaining");
                assert_int_equal(answer.status, 200);
                assert_string_equal(answer_header(&answer, "RateLimit-Limit"), "6");
                assert_string_equal(answer_header(&answer, "RateLimit-Policy"), "6;w=60");
                assert_true(i < 3 ? !left : strtol(left, NULL, 10) == MOST - 1 - i);   /* once half of it is used */
        }
        struct answer answer = get(NULL, shelf.path, NULL);
        assert_int_equal(answer.status, 429);
        assert_string_equal(text_at(answer.json, "code"), "too-many-requests");
        assert_string_equal(answer_header(&answer, "Retry-After"), "11");
        assert_string_equal(answer_header(&answer, "RateLimit-Remaining"), "0");
        assert_non_null(answer_header(&answer, "RateLimit-Reset"));
        expect_problem(429, "too-many-requests", NULL, "GET", format("/listing/v1/collections/%s/stream", shelf.handle), NULL);
        assert_int_equal(get(NULL, shelf.path, "X-Forwarded-For: 192.0.2.1, 198.51.100.7").status, 200);   /* another, as the front door says */
        assert_int_equal(get("rk_wrong", shelf.path, NULL).status, 429);                                   /* a key that is none is the address's */
        for (int i = 0; i < 3; i++)
                assert_string_equal(answer_header(&(struct answer[]){ get(shelf.merchant.key, shelf.path, NULL) }[0], "RateLimit-Remaining"), format("%d", 2 - i));
        assert_int_equal(get(shelf.merchant.key, shelf.path, NULL).status, 429);
        assert_int_equal(process_stop(&process), 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(compressed_and_plain_say_the_same), api_test(a_coding_is_taken_as_the_reader_weighs_it), api_test(what_was_claimed_leaves_every_replica),
                api_test(what_is_not_public_is_not_kept), api_test(the_query_is_part_of_the_address), api_test(readers_at_once_wait_for_one_answer),
                api_test(what_is_made_slowly_leaves_a_worker_to_others),
                api_test(a_reader_has_so_many_a_minute),
        };

        return API_MAIN(tests);
}

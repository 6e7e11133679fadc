/* What every route has in common, seen on the accounts service and on the webhooks. */
#include <time.h>

#include "support/database.h"
#include "support/steps.h"

STATEMENT(expire_key, 1, "update accounts.api_key set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where name = $1::text");
STATEMENT(expire_sessions, 1, "update accounts.session s set created_at = now() - interval '2 hours', expires_at = now() - interval '1 second' from accounts.staff p"
                              " where p.staff_id = s.staff_id and p.email = $1::text");
static const struct sql *const statements[] = { &expire_key, &expire_sessions, NULL };

#define MERCHANTS "/accounts/v1/merchants"
static const char as_json[] = "Content-Type: application/json";

static struct answer post_bytes(const char *body, size_t length, const char *type)
{
        const char *headers[] = { type, NULL };

        return call_with(staff("administrator"), "POST", MERCHANTS, headers, body, length);
}

static void check(struct answer answer, int status, const char *code)
{
        assert_int_equal(answer.status, status);
        assert_string_equal(text_at(answer.json, "code"), code);
        assert_string_equal(answer_header(&answer, "Content-Type"), "application/problem+json");
}

static void malformed_json_is_refused(void **state)
{
        (void)state;
        check(post_bytes("{\"name\":", 8, as_json), 400, "malformed-json");
        check(post_bytes("[]", 2, as_json), 400, "malformed-json");
        check(post_bytes("", 0, as_json), 400, "malformed-json");
        check(post_bytes("{\"name\":\"a\",\"name\":\"b\"}", 23, as_json), 400, "malformed-json");
}

static void deep_nesting_is_refused(void **state)
{
        char body[2000] = "{\"name\":";

        (void)state;
        memset(body + 8, '[', 900);
        check(post_bytes(body, 908, as_json), 400, "malformed-json");
}

static void bad_utf8_and_nul_are_refused(void **state)
{
        (void)state;
        check(post_bytes("{\"name\":\"\xff\xfe\"}", 13, as_json), 400, "malformed-json");
        check(post_bytes("{\"name\":\"a\\u0000b\"}", 19, as_json), 400, "malformed-json");
        check(post_bytes("{\"name\":\"a\0b\"}", 14, as_json), 400, "malformed-json");
}

static void an_unknown_field_is_named(void **state)
{
        (void)state;
        expect_field(422, "colour", staff("administrator"), "POST", MERCHANTS, "{\"colour\":1}");
}

static void a_wrong_type_is_named(void **state)
{
        (void)state;
        expect_field(422, "name", staff("administrator"), "POST", MERCHANTS, "{\"name\":5,\"slug\":\"x\",\"plan\":\"p\",\"resale_included\":true,\"currency\":\"USD\",\"time_zone\":\"UTC\"}");
        expect_field(422, "resale_included", staff("administrator"), "POST", MERCHANTS,
                "{\"name\":\"n\",\"slug\":\"x\",\"plan\":\"p\",\"resale_included\":\"yes\",\"currency\":\"USD\",\"time_zone\":\"UTC\"}");
}

static void a_missing_field_is_named(void **state)
{
        (void)state;
        expect_field(422, "slug", staff("administrator"), "POST", MERCHANTS, "{\"name\":\"n\"}");
}

static void too_large_a_body_is_refused(void **state)
{
        char body[8192];

        (void)state;
        memset(body, ' ', sizeof body);
        check(post_bytes(body, sizeof body, as_json), 413, "body-too-large");
        expect(413, staff("administrator"), "POST", "/accounts/v1/sign-out", "{\"a\":\"0123456789012345678901234567890123456789\"}");
}

static void another_media_type_is_refused(void **state)
{
        (void)state;
        check(post_bytes("name=x", 6, "Content-Type: application/x-www-form-urlencoded"), 415, "unsupported-media-type");
}

static void a_wrong_method_is_answered_with_the_right_ones(void **state)
{
        struct answer answer = call(staff("administrator"), "PUT", MERCHANTS, NULL);

        (void)state;
        check(answer, 405, "method-not-allowed");
        assert_string_equal(answer_header(&answer, "Allow"), "GET, POST");
        check(call(NULL, "GET", "/accounts/v1/nothing", NULL), 404, "no-such-route");
        check(call(NULL, "GET", "/accounts/v1/merchants%00", NULL), 404, "no-such-route");
}

static void without_credentials_it_is_401(void **state)
{
        (void)state;
        struct answer answer = call(NULL, "GET", MERCHANTS, NULL);
        check(answer, 401, "not-signed-in");
        assert_string_equal(answer_header(&answer, "WWW-Authenticate"), "Bearer");
        check(call("rs_nobody", "GET", MERCHANTS, NULL), 401, "not-signed-in");
        check(call("rk_nobody", "GET", MERCHANTS, NULL), 401, "not-signed-in");
}

static void in_database(const struct sql *sql, const char *text)
{
        struct db *db = as_owner(statements);

        assert_int_equal(db_exec_one(db, sql, DB_ARGS(db_text(text)), PROBLEM_KEY_NOT_FOUND), PROBLEM_OK);
        db_close(db);
}

static void what_has_expired_is_401(void **state)
{
        struct merchant merchant = new_merchant();
        const char *name = unique("old"), *email = format("%s@example.com", name);
        const char *key = text_at(expect(201, staff("administrator"), "POST", format(MERCHANTS "/%s/keys", merchant.id),
                                         "{\"name\":\"%s\",\"scopes\":[\"routing:read\"]}", name), "key");

        (void)state;
        expect(201, staff("administrator"), "POST", "/accounts/v1/staff",
               "{\"email\":\"%s\",\"name\":\"Old\",\"roles\":[\"supervisor\"],\"password\":\"correct horse 1\"}", email);
        const char *token = text_at(expect(200, NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"correct horse 1\"}", email), "token");
        in_database(&expire_key, name);
        in_database(&expire_sessions, email);
        check(call(key, "GET", at(&merchant, "routing", "/rules"), NULL), 401, "not-signed-in");
        check(call(token, "GET", at(&merchant, "routing", "/rules"), NULL), 401, "not-signed-in");
        check(call(key, "POST", at(&merchant, "routing", "/rules"), "{}"), 401, "not-signed-in");
}

static void numbers_and_money_out_of_range_are_named_and_change_nothing(void **state)
{
        static const char *const amounts[] = { "-1", "9223372036854775808", "-9223372036854775809", "1e400", "1e2", "1.5", "\"12\"", "true" };
        struct merchant merchant = new_merchant();
        const char *path = at(&merchant, "intake", "/shipments");

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(amounts); i++)
                expect_field(422, "lines[0].price.amount", staff("receiver"), "POST", path,
                             "{\"rma\":\"R\",\"lines\":[{\"sku\":\"S\",\"title\":\"T\",\"product_type\":\"F\",\"price\":{\"amount\":%s,\"currency\":\"USD\"}}]}", amounts[i]);
        expect_field(422, "lines[0].price.currency", staff("receiver"), "POST", path,
                     "{\"rma\":\"R\",\"lines\":[{\"sku\":\"S\",\"title\":\"T\",\"product_type\":\"F\",\"price\":{\"amount\":1,\"currency\":\"usd\"}}]}");
        assert_int_equal(json_array_size(value_at(expect(200, staff("receiver"), "GET", path, NULL), "items")), 0);
}

static void ids_in_the_wrong_form_are_named(void **state)
{
        static const char *const ids[] = { "x", "0198c0de-0000-7000-8000-00000000000g", "0198c0de00007000800000000000000a", "{0198c0de-0000-7000-8000-00000000000a}" };
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
                expect_field(422, "facility_id", staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/receive", piece.shipment_id),
                             "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", piece.line_id, ids[i]);
                expect_field(404, "shipment_id", staff("receiver"), "GET", at(&merchant, "intake", "/shipments/%s", ids[i]), NULL);
                expect_field(404, "merchant_id", staff("receiver"), "GET", format("/intake/v1/merchants/%s/shipments", ids[i]), NULL);
        }
}

static void a_time_without_a_zone_is_named(void **state)
{
        static const char *const times[] = { "2099-01-01T00:00:00", "2099-01-01", "2099-02-30T00:00:00Z", "tomorrow", "" };
        struct merchant merchant = new_merchant();

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(times); i++)
                expect_field(422, "expires_at", staff("administrator"), "POST", format(MERCHANTS "/%s/keys", merchant.id),
                             "{\"name\":\"k\",\"scopes\":[\"routing:read\"],\"expires_at\":\"%s\"}", times[i]);
}

static void the_field_is_named_where_the_json_breaks(void **state)
{
        static const struct { const char *field, *body; size_t length; } bad[] = {
                { "name", "{\"slug\":\"x\",\"name\":\"\xff\"}", 23 }, { "name", "{\"name\":\"a\\u0000b\"}", 19 }, { "name", "{\"name\":\"a\0b\"}", 14 },
                { "name", "{\"name\":\"a\",\"name\":\"b\"}", 23 }, { "plan", "{\"name\":\"a\",\"plan\":9223372036854775808}", 39 },
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                struct answer answer = post_bytes(bad[i].body, bad[i].length, as_json);
                check(answer, i == 4 ? 422 : 400, i == 4 ? "invalid-field" : "malformed-json");
                assert_string_equal(text_at(answer.json, "field"), bad[i].field);
        }
}

static void the_wrong_role_is_403(void **state)
{
        (void)state;
        expect_problem(403, "not-allowed", staff("receiver"), "POST", MERCHANTS, "{}");
        struct merchant merchant = new_merchant();
        expect_problem(403, "not-allowed", new_key(&merchant, "orders:read"), "GET", format("/routing/v1/merchants/%s/rules", merchant.id), NULL);
}

static void another_merchants_id_is_404_never_403(void **state)
{
        struct merchant mine = new_merchant(), other = new_merchant();

        (void)state;
        expect_problem(404, "merchant-not-found", mine.key, "GET", format("/accounts/v1/merchants/%s", other.id), NULL);
        expect_problem(404, "merchant-not-found", mine.key, "GET", format("/routing/v1/merchants/%s/rules", other.id), NULL);
        expect_problem(404, "merchant-not-found", mine.key, "GET", "/routing/v1/merchants/nonsense/rules", NULL);
}

static struct answer post_merchant(const char *key, const char *name)
{
        const char *headers[] = { as_json, format("Idempotency-Key: %s", key), NULL };
        const char *body = format("{\"name\":\"%s\",\"slug\":\"%s\",\"plan\":\"p\",\"resale_included\":true,\"currency\":\"USD\",\"time_zone\":\"UTC\"}", name, name);

        return call_with(staff("administrator"), "POST", MERCHANTS, headers, body, strlen(body));
}

static void a_repeat_under_the_same_key_has_no_second_effect(void **state)
{
        const char *key = new_uuid(), *name = unique("again");
        struct answer first = post_merchant(key, name), second = post_merchant(key, name);

        (void)state;
        assert_int_equal(first.status, 201);
        assert_int_equal(second.status, 201);
        assert_string_equal(first.text, second.text);
        assert_string_equal(answer_header(&second, "Idempotent-Replayed"), "true");
}

static void a_key_with_another_body_is_409(void **state)
{
        const char *key = new_uuid();

        (void)state;
        assert_int_equal(post_merchant(key, unique("one")).status, 201);
        check(post_merchant(key, unique("two")), 409, "idempotency-key-reused");
        check(post_merchant("not visible", unique("three")), 422, "invalid-field");
}

static void a_page_goes_on_with_its_cursor(void **state)
{
        (void)state;
        new_merchant();
        new_merchant();
        json_t *page = expect(200, staff("administrator"), "GET", MERCHANTS "?limit=1", NULL);
        const char *first = text_at(page, "items.0.merchant_id");
        page = expect(200, staff("administrator"), "GET", format(MERCHANTS "?limit=1&cursor=%s", text_at(page, "next")), NULL);
        assert_string_not_equal(first, text_at(page, "items.0.merchant_id"));
        expect_field(422, "cursor", staff("administrator"), "GET", MERCHANTS "?cursor=zz", NULL);
        /* A cursor of another list: "2026" and an id, where a time is the key. */
        expect_field(422, "cursor", staff("administrator"), "GET", MERCHANTS "?cursor=30303030303030302d303030302d303030302d303030302d3030303030303030303030306e6f6e73656e7365", NULL);
        expect_field(422, "limit", staff("administrator"), "GET", MERCHANTS "?limit=0", NULL);
        expect_field(422, "limit", staff("administrator"), "GET", MERCHANTS "?limit=99999999999999999999", NULL);
}

static void a_choice_that_is_not_offered_is_named_with_those_that_are(void **state)
{
        const char *path = format("/intake/v1/merchants/%s/units/%s/label", new_merchant().id, new_uuid());

        (void)state;
        json_t *refused = expect_field(422, "size", staff("receiver"), "GET", format("%s?size=57x3", path), NULL);
        assert_string_equal(text_at(refused, "detail"), "size must be one of 57x32, 102x51.");
        expect_field(422, "size", staff("receiver"), "GET", format("%s?size=", path), NULL);
        expect_field(422, "size", staff("receiver"), "GET", format("%s?size=57X32", path), NULL);
        expect_problem(404, "unit-not-found", staff("receiver"), "GET", format("%s?size=102x51", path), NULL);
}

static void a_link_to_the_next_page_keeps_the_question(void **state)
{
        (void)state;
        new_merchant();
        new_merchant();
        struct answer page = call(staff("administrator"), "GET", MERCHANTS "?state=a%26b%3E&limit=1", NULL);
        const char *link = answer_header(&page, "Link");
        assert_non_null(strstr(link, format("</accounts/v1/merchants?limit=1&cursor=%s&state=a%%26b%%3E>; rel=\"next\"", text_at(page.json, "next"))));
}

static void a_write_by_cookie_from_another_site_is_refused(void **state)
{
        const char *headers[] = { as_json, format("Cookie: resale_session=%s", staff("administrator")), "Origin: https://elsewhere.example", NULL };

        (void)state;
        check(call_with(NULL, "POST", MERCHANTS, headers, "{}", 2), 403, "not-allowed");
        headers[2] = "Origin: null";
        check(call_with(NULL, "POST", MERCHANTS, headers, "{}", 2), 403, "not-allowed");
        headers[2] = NULL;
        check(call_with(NULL, "POST", MERCHANTS, headers, "{}", 2), 422, "invalid-field");
}

/* The front door says last who came to it; what the caller wrote before that is not looked at. */
static void guessing_is_rationed_whoever_the_caller_says_to_be(void **state)
{
        const char *email = format("%s@example.com", unique("guessed"));
        int refused = 0;

        (void)state;
        for (int i = 0; i < 24; i++) {
                const char *headers[] = { as_json, format("X-Forwarded-For: 198.51.100.%d, 192.0.2.9", i), NULL };
                const char *body = format("{\"email\":\"%s\",\"password\":\"guess number %d\"}", email, i);
                struct answer answer = call_with(NULL, "POST", "/accounts/v1/sign-in", headers, body, strlen(body));
                refused += answer.status == 429 && answer_header(&answer, "Retry-After");
        }
        assert_true(refused > 0);
}

static void every_service_is_alive_and_ready(void **state)
{
        static const char *const services[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(services); i++) {
                assert_string_equal(text_at(expect(200, NULL, "GET", format("/%s/healthz", services[i]), NULL), "status"), "alive");
                assert_string_equal(text_at(expect(200, NULL, "GET", format("/%s/readyz", services[i]), NULL), "status"), "ready");
                assert_int_equal(call(NULL, "GET", format("/%s/metrics", services[i]), NULL).status, 404);   /* not through the front door */
                assert_int_equal(call(NULL, "GET", format("/%s/openapi.yaml", services[i]), NULL).status, 200);
                assert_int_equal(call(NULL, "GET", format("/%s/", services[i]), NULL).status, 200);
        }
}

static void a_page_has_a_strict_policy_and_an_etag(void **state)
{
        struct answer page = call(NULL, "GET", "/accounts/sign-in.html", NULL);
        const char *headers[] = { format("If-None-Match: %s", answer_header(&page, "ETag")), NULL };

        (void)state;
        assert_non_null(strstr(answer_header(&page, "Content-Security-Policy"), "default-src 'self'"));
        assert_int_equal(call_with(NULL, "GET", "/accounts/sign-in.html", headers, NULL, 0).status, 304);
}

static void a_service_worker_names_every_part_of_its_service_with_its_hash(void **state)
{
        struct answer worker = call(NULL, "GET", "/intake/sw.js", NULL), page = call(NULL, "GET", "/intake/", NULL), kit = call(NULL, "GET", "/intake/kit/kit.js", NULL);
        const char *version = answer_header(&page, "Resale-Pages");

        (void)state;
        assert_int_equal(worker.status, 200);
        assert_string_equal(answer_header(&worker, "Cache-Control"), "no-cache");
        assert_true(text_starts(worker.text, format("const service = '/intake/', version = '%s', parts = [", version)));
        assert_string_equal(answer_header(&kit, "Resale-Pages"), version);
        assert_non_null(strstr(worker.text, format("['index.html', '%.32s']", answer_header(&page, "ETag") + 1)));
        assert_non_null(strstr(worker.text, format("['kit/kit.js', '%.32s']", answer_header(&kit, "ETag") + 1)));
        assert_null(strstr(worker.text, "openapi.yaml"));
        struct answer other = call(NULL, "GET", "/grading/", NULL);
        assert_string_not_equal(answer_header(&other, "Resale-Pages"), version);
}

static void a_trace_is_taken_over(void **state)
{
        const char *headers[] = { "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", NULL };
        struct answer answer = call_with(NULL, "GET", "/accounts/healthz", headers, NULL, 0);

        (void)state;
        assert_string_equal(answer_header(&answer, "X-Request-Id"), "4bf92f3577b34da6a3ce929d0e0e4736");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(malformed_json_is_refused), api_test(deep_nesting_is_refused), api_test(bad_utf8_and_nul_are_refused),
                api_test(an_unknown_field_is_named), api_test(a_wrong_type_is_named), api_test(a_missing_field_is_named),
                api_test(too_large_a_body_is_refused), api_test(another_media_type_is_refused), api_test(a_wrong_method_is_answered_with_the_right_ones),
                api_test(without_credentials_it_is_401), api_test(what_has_expired_is_401),
                api_test(numbers_and_money_out_of_range_are_named_and_change_nothing), api_test(ids_in_the_wrong_form_are_named),
                api_test(a_time_without_a_zone_is_named), api_test(the_field_is_named_where_the_json_breaks), api_test(a_link_to_the_next_page_keeps_the_question),
                api_test(a_choice_that_is_not_offered_is_named_with_those_that_are),
                api_test(the_wrong_role_is_403), api_test(another_merchants_id_is_404_never_403),
                api_test(a_repeat_under_the_same_key_has_no_second_effect), api_test(a_key_with_another_body_is_409), api_test(a_page_goes_on_with_its_cursor),
                api_test(a_write_by_cookie_from_another_site_is_refused), api_test(guessing_is_rationed_whoever_the_caller_says_to_be), api_test(every_service_is_alive_and_ready),
                api_test(a_page_has_a_strict_policy_and_an_etag), api_test(a_service_worker_names_every_part_of_its_service_with_its_hash), api_test(a_trace_is_taken_over),
        };

        return API_MAIN(tests);
}

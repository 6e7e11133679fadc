/* A write that is sent again under its Idempotency-Key has one effect, whatever became of the first answer. */
#include "support/api.h"

#include <pthread.h>
#include <stdlib.h>

#include "support/database.h"
#include "support/steps.h"

#define MERCHANTS "/accounts/v1/merchants"

STATEMENT(added, 1, "select 1 from accounts.audit where action = 'merchant.added' and subject = $1::text");
STATEMENT(kept, 1, "select 1 from accounts.idempotency where key = $1::text");
STATEMENT(aged, 1, "update intake.idempotency set created_at = now() - interval '6 days 20 hours' where key = $1::text");
STATEMENT(readable, 2, "select 1 from accounts.idempotency where key = $1::text and sealed_answer like '%' || $2::text || '%'");
static const struct sql *const statements[] = { &added, &kept, &aged, &readable, NULL };

static int64_t rows(const struct sql *sql, struct db_args args)
{
        struct db *db = as_owner(statements);
        int64_t count = 0;

        assert_int_equal(db_exec(db, sql, args, &count), PROBLEM_OK);
        db_close(db);
        return count;
}

static struct answer post_named(const char *key, const char *slug, const char *fault)
{
        const char *headers[] = { format("Idempotency-Key: %s", key), fault, NULL };
        const char *body = format("{\"name\":\"%s\",\"slug\":\"%s\",\"plan\":\"p\",\"resale_included\":true,\"currency\":\"USD\",\"time_zone\":\"UTC\"}", slug, slug);

        return call_with(staff("administrator"), "POST", MERCHANTS, headers, body, strlen(body));
}

static void an_answer_that_was_lost_is_given_again(void **state)
{
        const char *key = new_uuid(), *slug = unique("lost");
        struct answer answer = { 0 };
        int n = 1, lost = 0;

        (void)state;
        for (; n < 30; n++) {   /* each call of the first attempt in turn is done, and its answer lost: at last the commit's */
                answer = post_named(key, slug, format("Resale-Fault: %d 08007", n));
                if (!text_equal(answer_header(&answer, "Resale-Fault-Hit"), "yes"))
                        break;
                assert_int_equal(answer.status, 503);
                assert_non_null(answer_header(&answer, "Retry-After"));
                lost++;
        }
        assert_true(lost >= 4);
        assert_int_equal(answer.status, 201);
        assert_string_equal(answer_header(&answer, "Idempotent-Replayed"), "true");
        assert_int_equal(rows(&added, DB_ARGS(db_text(text_at(answer.json, "merchant_id")))), 1);
}

struct twin { const char *key, *slug; pthread_t thread; int status; char id[37]; };

static void *run_twin(void *context)
{
        struct twin *twin = context;
        struct answer answer = post_named(twin->key, twin->slug, NULL);

        twin->status = answer.status;
        if (answer.status == 201)
                snprintf(twin->id, sizeof twin->id, "%s", text_at(answer.json, "merchant_id"));
        api_teardown(NULL);
        return NULL;
}

static void at_the_same_moment_it_is_done_once(void **state)
{
        const char *key = new_uuid(), *slug = unique("race");
        struct twin twin[8];

        (void)state;
        staff("administrator");
        for (size_t i = 0; i < ARRAY_LEN(twin); i++) {
                twin[i] = (struct twin){ .key = key, .slug = slug };
                assert_int_equal(pthread_create(&twin[i].thread, NULL, run_twin, &twin[i]), 0);
        }
        for (size_t i = 0; i < ARRAY_LEN(twin); i++) {
                pthread_join(twin[i].thread, NULL);
                assert_int_equal(twin[i].status, 201);
                assert_string_equal(twin[i].id, twin[0].id);
        }
        assert_int_equal(rows(&added, DB_ARGS(db_text(twin[0].id))), 1);
}

static void what_failed_leaves_its_key_free(void **state)
{
        const char *key = new_uuid();

        (void)state;
        assert_int_equal(post_named(key, "Not A Slug", NULL).status, 422);
        assert_int_equal(rows(&kept, DB_ARGS(db_text(key))), 0);
        assert_int_equal(post_named(key, unique("then"), NULL).status, 201);
        assert_int_equal(rows(&kept, DB_ARGS(db_text(key))), 1);
}

static struct answer receive_kept(const char *as, const struct merchant *merchant, const struct piece *piece, const char *key, const char *person)
{
        const char *headers[] = { format("Idempotency-Key: %s", key), format("Resale-Person: %s", person), NULL };
        const char *body = format("{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", piece->line_id, facility());

        return call_with(as, "POST", at(merchant, "intake", "/shipments/%s/receive", piece->shipment_id), headers, body, strlen(body));
}

static void what_a_station_kept_for_days_is_done_once_and_answered_with_its_plate(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment;
        struct piece piece = { .shipment_id = a_consignment(&merchant, 1, &shipment) };
        const char *key = new_uuid(), *me = text_at(expect(200, staff("receiver"), "GET", "/accounts/v1/me", NULL), "staff_id");

        (void)state;
        piece.line_id = text_at(shipment, "lines.0.line_id");
        struct answer first = receive_kept(staff("receiver"), &merchant, &piece, key, me);
        assert_int_equal(first.status, 201);
        assert_int_equal(rows(&aged, DB_ARGS(db_text(key))), 1);
        struct answer again = receive_kept(staff("receiver"), &merchant, &piece, key, me);
        assert_int_equal(again.status, 201);
        assert_string_equal(text_at(again.json, "lpn"), text_at(first.json, "lpn"));
        assert_int_equal(receive_kept(staff("receiver"), &merchant, &piece, new_uuid(), me).status, 409);
}

static void what_a_person_asked_for_is_not_done_in_anothers_name(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment;
        struct piece piece = { .shipment_id = a_consignment(&merchant, 1, &shipment) };
        const char *key = new_uuid(), *me = text_at(expect(200, staff("receiver"), "GET", "/accounts/v1/me", NULL), "staff_id");

        (void)state;
        piece.line_id = text_at(shipment, "lines.0.line_id");
        for (int i = 0; i < 2; i++) {   /* the second time the session is known already */
                struct answer refused = receive_kept(staff("supervisor"), &merchant, &piece, key, me);
                assert_int_equal(refused.status, 401);
                assert_string_equal(text_at(refused.json, "code"), "not-signed-in");
        }
        assert_int_equal(receive_kept(staff("receiver"), &merchant, &piece, key, "nobody").status, 401);
        assert_int_equal(receive_kept(merchant.key, &merchant, &piece, key, me).status, 401);
        assert_int_equal(receive_kept(staff("receiver"), &merchant, &piece, key, me).status, 201);
}

static void a_key_is_its_callers_own(void **state)
{
        struct merchant one = new_merchant(), two = new_merchant();
        const char *headers[] = { format("Idempotency-Key: %s", new_uuid()), NULL }, *handle = unique("own");
        const char *body = format("{\"handle\":\"%s\",\"name\":\"Again\",\"navigation_label\":\"Again\"}", handle);
        struct answer first = call_with(one.key, "POST", at(&one, "listing", "/collections"), headers, body, strlen(body));

        (void)state;
        assert_int_equal(first.status, 201);
        body = format("{\"handle\":\"%s-2\",\"name\":\"Again\",\"navigation_label\":\"Again\"}", handle);
        struct answer second = call_with(two.key, "POST", at(&two, "listing", "/collections"), headers, body, strlen(body));
        assert_int_equal(second.status, 201);
        assert_null(answer_header(&second, "Idempotent-Replayed"));
        assert_string_not_equal(text_at(first.json, "collection_id"), text_at(second.json, "collection_id"));
}

static void a_secret_that_is_said_once_is_not_readable_where_it_is_kept(void **state)
{
        struct merchant merchant = new_merchant();
        const char *key = new_uuid(), *headers[] = { format("Idempotency-Key: %s", key), NULL }, *body = "{\"name\":\"pull\",\"scopes\":[\"listing:read\"]}";
        const char *path = format(MERCHANTS "/%s/keys", merchant.id);
        struct answer first = call_with(staff("administrator"), "POST", path, headers, body, strlen(body));
        struct answer again = call_with(staff("administrator"), "POST", path, headers, body, strlen(body));

        (void)state;
        assert_int_equal(first.status, 201);
        assert_string_equal(first.text, again.text);
        assert_int_equal(rows(&kept, DB_ARGS(db_text(key))), 1);
        assert_int_equal(rows(&readable, DB_ARGS(db_text(key), db_text("pull"))), 0);
        assert_int_equal(rows(&readable, DB_ARGS(db_text(key), db_text(text_at(first.json, "key")))), 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(an_answer_that_was_lost_is_given_again), api_test(at_the_same_moment_it_is_done_once), api_test(what_failed_leaves_its_key_free),
                api_test(what_a_station_kept_for_days_is_done_once_and_answered_with_its_plate), api_test(what_a_person_asked_for_is_not_done_in_anothers_name),
                api_test(a_key_is_its_callers_own), api_test(a_secret_that_is_said_once_is_not_readable_where_it_is_kept),
        };

        unsetenv("TEST_FAULTS");   /* it says itself what fails */
        return API_MAIN(tests);
}

/* Webhooks to merchants, sent to a listener on loopback. In a schema whose service sends none itself. */
#include "support/database.h"

#include "resale/config.h"
#include "resale/id.h"
#include "resale/outbox.h"
#include "support/listener.h"

STATEMENT(state_of, 1, "select state || ' ' || attempts || ' ' || coalesce(last_status::text, '-') from outbox where merchant_id = $1::uuid");
STATEMENT(id_of, 1, "select delivery_id::text from outbox where merchant_id = $1::uuid");
STATEMENT(make_due, 1, "update outbox set due_at = now() where merchant_id = $1::uuid and state = 'pending'");
STATEMENT(wait_of, 1, "select extract(epoch from due_at - now())::bigint::text from outbox where merchant_id = $1::uuid");
STATEMENT(replay, 1, "select rp.replay_delivery('grading', $1::uuid)");
STATEMENT(set_attempts, 1, "update outbox set attempts = 11 where merchant_id = $1::uuid");
STATEMENT(add_many, 1, "insert into outbox (merchant_id, delivery_id, topic, payload, due_at) select $1::uuid, gen_random_uuid(), 'many', '{}', now() - interval '1 hour'"
                       " from generate_series(1, 3000)");
STATEMENT(set_lease, 2, "update outbox set leased_until = now() + $2::interval where merchant_id = $1::uuid");
STATEMENT(forget, 1, "delete from outbox where merchant_id = $1::uuid");
static const struct sql *const statements[] = { &state_of, &id_of, &make_due, &wait_of, &set_attempts, &add_many, &set_lease, &forget, NULL };

static const char secret[] = "a secret of sixteen";
static struct db *db;
static struct listener *listener;
static struct uuid merchant;

static int begin(void **state)
{
        test_config();
        if (unit_setup(state) || db_open(config_text(SETTING_DATABASE_URL), "grading", statements, &db) != PROBLEM_OK)
                return -1;
        config_set(SETTING_RESALE_ALLOW_PRIVATE_TARGETS, "1");
        db_see_all(db);
        listener = listener_start();
        uuid_new(&merchant);
        return outbox_subscribe(db, test_memory, &merchant, listener_url(listener), secret) == PROBLEM_OK ? 0 : -1;
}

static int end(void **state)
{
        int failed = outbox_subscribe(db, test_memory, &merchant, NULL, NULL) != PROBLEM_OK;

        listener_stop(listener);
        db_close(db);
        return unit_teardown(state) || failed;
}

static void add(const struct uuid *merchant_id)
{
        assert_int_equal(outbox_add(db, merchant_id, "order.unit_gone", "{\"sku\":\"A\"}"), PROBLEM_OK);
}

static void send_all(void)
{
        for (bool more = true; more;)
                assert_int_equal(outbox_step(db, test_memory, &more), PROBLEM_OK);
}

static void send_again(void)
{
        assert_int_equal(db_exec(db, &make_due, DB_ARGS(db_uuid(&merchant)), NULL), PROBLEM_OK);
        send_all();
}

static const char *of(const struct sql *sql) { return value_of(db, sql, DB_ARGS(db_uuid(&merchant))); }

static const char *header(size_t index, const char *name)
{
        const char *line = strcasestr(listener_heard(listener, index).head, arena_printf(test_memory, "\r\n%s: ", name));

        assert_non_null(line);
        line += strlen(name) + 4;
        return arena_copy(test_memory, line, strcspn(line, "\r"));
}

static void expect_signature(size_t index, const void *key, size_t length)
{
        const char *text = arena_printf(test_memory, "%s.%s.%s", header(index, "webhook-id"), header(index, "webhook-timestamp"), listener_heard(listener, index).body);
        unsigned char mac[32];

        hmac_sha256(key, length, text, strlen(text), mac);
        assert_string_equal(header(index, "webhook-signature"), arena_printf(test_memory, "v1,%s", base64_encode(test_memory, mac, sizeof mac)));
}

static void a_delivery_is_signed_and_sent_once(void **state)
{
        (void)state;
        add(&merchant);
        send_all();
        send_all();
        assert_int_equal(listener_count(listener), 1);
        assert_string_equal(header(0, "webhook-id"), of(&id_of));
        assert_string_equal(header(0, "content-type"), "application/json");
        expect_signature(0, secret, strlen(secret));
        assert_non_null(strstr(listener_heard(listener, 0).body, "{\"type\":\"order.unit_gone\",\"timestamp\":\""));
        assert_non_null(strstr(listener_heard(listener, 0).body, "\"data\":{\"sku\": \"A\"}}"));
        assert_string_equal(of(&state_of), "sent 1 200");
}

static void a_secret_may_have_the_form_of_standard_webhooks(void **state)
{
        (void)state;
        assert_int_equal(outbox_subscribe(db, test_memory, &merchant, listener_url(listener), "whsec_c2l4dGVlbiBieXRlcyA6KQ=="), PROBLEM_OK);
        add(&merchant);
        send_all();
        assert_int_equal(listener_count(listener), 1);
        expect_signature(0, "sixteen bytes :)", 16);
}

static void what_fails_goes_out_again_under_the_same_id(void **state)
{
        (void)state;
        listener_answers(listener, 500, "");
        add(&merchant);
        send_all();
        assert_string_equal(of(&state_of), "pending 1 500");
        listener_answers(listener, 404, "");
        send_again();
        assert_string_equal(of(&state_of), "pending 2 404");
        listener_answers(listener, 204, "");
        send_again();
        assert_string_equal(of(&state_of), "sent 3 204");
        assert_int_equal(listener_count(listener), 3);
        assert_string_equal(header(0, "webhook-id"), header(2, "webhook-id"));
        expect_signature(2, secret, strlen(secret));
}

static void retry_after_is_honoured_up_to_an_hour(void **state)
{
        (void)state;
        listener_answers(listener, 503, "Retry-After: 1800\r\n");
        add(&merchant);
        send_all();
        assert_in_range(strtoll(of(&wait_of), NULL, 10), 1700, 1800);
        listener_answers(listener, 503, "Retry-After: 999999\r\n");
        send_again();
        assert_in_range(strtoll(of(&wait_of), NULL, 10), 3500, 3600);
}

static void a_redirect_is_not_followed(void **state)
{
        (void)state;
        listener_answers(listener, 302, arena_printf(test_memory, "Location: %s\r\n", listener_url(listener)));
        add(&merchant);
        send_all();
        assert_int_equal(listener_count(listener), 1);
        assert_string_equal(of(&state_of), "pending 1 302");
}

/* As the operator does. */
static bool is_replayed(void)
{
        static const struct sql *const own[] = { &replay, NULL };
        struct db *owner = as_owner(own);
        bool replayed = text_starts(value_of(owner, &replay, DB_ARGS(db_text(of(&id_of)))), "replayed: ");

        db_close(owner);
        return replayed;
}

static void the_twelfth_failure_is_the_last_until_a_person_replays_it(void **state)
{
        (void)state;
        listener_answers(listener, 500, "");
        add(&merchant);
        assert_false(is_replayed());
        assert_int_equal(db_exec(db, &set_attempts, DB_ARGS(db_uuid(&merchant)), NULL), PROBLEM_OK);
        send_all();
        assert_string_equal(of(&state_of), "dead 12 500");
        send_again();
        assert_int_equal(listener_count(listener), 1);
        listener_answers(listener, 200, "");
        assert_true(is_replayed());
        send_all();
        assert_string_equal(of(&state_of), "sent 1 200");
        assert_string_equal(header(0, "webhook-id"), header(1, "webhook-id"));
        assert_false(is_replayed());
}

static void a_target_that_is_gone_gets_no_more(void **state)
{
        (void)state;
        listener_answers(listener, 410, "");
        add(&merchant);
        send_all();
        assert_string_equal(of(&state_of), "dead 1 410");
}

static void no_address_or_name_leads_inside(void **state)
{
        const char *port = strrchr(listener_url(listener), ':');
        const char *targets[] = { "http://127.0.0.1%s", "http://localhost%s", "http://[::1]%s", "http://0.0.0.0%s", "http://2130706433%s", "file:///etc/passwd?%s" };

        (void)state;
        config_set(SETTING_RESALE_ALLOW_PRIVATE_TARGETS, "0");
        for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
                const char *url = arena_printf(test_memory, "%.*s%s", (int)strcspn(targets[i], "%"), targets[i], port);
                assert_int_equal(outbox_subscribe(db, test_memory, &merchant, url, secret), PROBLEM_OK);
                add(&merchant);
                send_all();
                assert_string_equal(of(&state_of), "pending 1 -");
                assert_int_equal(db_exec(db, &forget, DB_ARGS(db_uuid(&merchant)), NULL), PROBLEM_OK);
        }
        assert_int_equal(listener_count(listener), 0);
}

static void without_a_subscription_nothing_goes_out(void **state)
{
        (void)state;
        add(&merchant);
        assert_int_equal(outbox_subscribe(db, test_memory, &merchant, NULL, NULL), PROBLEM_OK);
        add(&merchant);
        send_all();
        assert_int_equal(listener_count(listener), 0);
        assert_string_equal(of(&state_of), "dead 0 -");   /* the one from before; the second was never written */
}

static void what_another_process_is_sending_is_left_to_it_for_a_minute(void **state)
{
        (void)state;
        add(&merchant);
        assert_int_equal(db_exec(db, &set_lease, DB_ARGS(db_uuid(&merchant), db_text("30 seconds")), NULL), PROBLEM_OK);
        send_all();
        assert_int_equal(listener_count(listener), 0);
        assert_int_equal(db_exec(db, &set_lease, DB_ARGS(db_uuid(&merchant), db_text("-1 second")), NULL), PROBLEM_OK);
        send_all();
        assert_string_equal(of(&state_of), "sent 1 200");
}

/* Older ones by the thousand, of a merchant that does not answer: each batch takes a few of them, and the other's is in the first. */
static void a_merchant_that_does_not_answer_holds_up_nobody_else(void **state)
{
        struct uuid many = merchant;
        bool more;

        (void)state;
        send_all();
        assert_int_equal(outbox_subscribe(db, test_memory, &many, "http://127.0.0.1:9/nobody", secret), PROBLEM_OK);
        assert_int_equal(db_exec(db, &add_many, DB_ARGS(db_uuid(&many)), NULL), PROBLEM_OK);
        uuid_new(&merchant);
        assert_int_equal(outbox_subscribe(db, test_memory, &merchant, listener_url(listener), secret), PROBLEM_OK);
        add(&merchant);
        assert_int_equal(outbox_step(db, test_memory, &more), PROBLEM_OK);
        assert_string_equal(of(&state_of), "sent 1 200");
        assert_int_equal(db_exec(db, &forget, DB_ARGS(db_uuid(&many)), NULL), PROBLEM_OK);
        assert_int_equal(outbox_subscribe(db, test_memory, &many, NULL, NULL), PROBLEM_OK);
}

static void a_merchant_with_many_holds_up_nobody_else(void **state)
{
        struct uuid many = merchant;
        bool more;

        (void)state;
        send_all();
        for (int i = 0; i < 50; i++)
                add(&many);
        uuid_new(&merchant);
        assert_int_equal(outbox_subscribe(db, test_memory, &merchant, listener_url(listener), secret), PROBLEM_OK);
        add(&merchant);
        assert_int_equal(outbox_step(db, test_memory, &more), PROBLEM_OK);
        assert_string_equal(of(&state_of), "sent 1 200");
        send_all();
        assert_int_equal(listener_count(listener), 51);
        assert_int_equal(outbox_subscribe(db, test_memory, &many, NULL, NULL), PROBLEM_OK);
}

#define sent(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
        const struct CMUnitTest tests[] = {
                sent(a_delivery_is_signed_and_sent_once), sent(a_secret_may_have_the_form_of_standard_webhooks),
                sent(what_fails_goes_out_again_under_the_same_id), sent(retry_after_is_honoured_up_to_an_hour), sent(a_redirect_is_not_followed),
                sent(the_twelfth_failure_is_the_last_until_a_person_replays_it), sent(a_target_that_is_gone_gets_no_more),
                sent(no_address_or_name_leads_inside), sent(without_a_subscription_nothing_goes_out),
                sent(what_another_process_is_sending_is_left_to_it_for_a_minute), sent(a_merchant_that_does_not_answer_holds_up_nobody_else),
                sent(a_merchant_with_many_holds_up_nobody_else),
        };

        return UNIT_MAIN(tests);
}

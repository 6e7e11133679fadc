/* Stored webhooks: once each, oldest first, kept when refused, tried again when we fail. In a schema whose service runs no inbox of its own. */
#include "support/database.h"

#include "../../common/webhook/webhook_private.h"
#include "common_sql.h"
#include "resale/config.h"
#include "resale/id.h"

STATEMENT(effect, 2, "insert into idempotency (caller, key, method, path, body_hash) values ($1::text, $2::text, 'POST', '/', repeat('0', 64))");
STATEMENT(effects, 1, "select count(*)::text from idempotency where caller = $1::text");
STATEMENT(state_of, 2, "select state || ' ' || attempts || ' ' || coalesce(problem, '-') from inbox where merchant_id = $1::uuid and delivery_key = $2::text");
STATEMENT(make_due, 1, "update inbox set due_at = now() where merchant_id = $1::uuid and state = 'pending'");
STATEMENT(is_later, 2, "select (due_at > now())::text from inbox where merchant_id = $1::uuid and delivery_key = $2::text");
STATEMENT(make_older, 2, "update inbox set received_at = received_at - interval '1 hour' where merchant_id = $1::uuid and delivery_key = $2::text");
STATEMENT(copy, 1, "insert into inbox (merchant_id, message_id, source, delivery_key, sealed_body) "
                   "select $1::uuid, gen_random_uuid(), 'loop', 'copy ' || n, 'never opened' from generate_series(1, 300) n");
STATEMENT(remove_all, 1, "delete from inbox where merchant_id = $1::uuid");
static const struct sql *const statements[] = { &effect, &effects, &state_of, &make_due, &is_later, &make_older, &copy, &remove_all, NULL };

/* What the work of this test does, and what it saw. */
static struct uuid merchant;
static enum problem outcome;
static struct buffer seen;

static enum problem work(struct db *db, struct arena *arena, const struct inbox_message *message)
{
        (void)arena;
        if (!uuid_equal(&message->merchant_id, &merchant))
                return PROBLEM_OK;
        buffer_printf(&seen, "%s:%s;", message->delivery_id, message->body);
        TRY(db_exec(db, &effect, DB_ARGS(db_text(merchant.text), db_text(message->delivery_id)), NULL));
        return outcome;
}

static struct db *begin(void)
{
        struct db *db = NULL;

        test_config();
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), "grading", statements, &db), PROBLEM_OK);
        db_see_all(db);
        uuid_new(&merchant);
        outcome = PROBLEM_OK;
        seen = (struct buffer){ .arena = test_memory };
        buffer_text(&seen, "");
        return db;
}

static bool store(struct db *db, const struct uuid *merchant_id, const char *key, const char *body)
{
        struct uuid message_id;
        int64_t stored = 0;

        uuid_new(&message_id);
        const char *sealed = seal(test_memory, body, inbox_context(test_memory, merchant_id, &message_id));
        assert_int_equal(db_exec(db, &sql_insert_inbox, DB_ARGS(db_uuid(merchant_id), db_uuid(&message_id), db_text("shopify"), db_text(key), db_text(key),
                                                                db_text("orders/paid"), db_text(sealed)), &stored), PROBLEM_OK);
        return stored == 1;
}

static void work_all(struct db *db)
{
        for (bool more = true; more;)
                assert_int_equal(inbox_step(db, test_memory, work, &more), PROBLEM_OK);
}

static const char *of(struct db *db, const struct sql *sql, const char *key)
{
        return value_of(db, sql, DB_ARGS(db_uuid(&merchant), db_text(key)));
}

static void a_repeat_of_a_delivery_changes_nothing(void **state)
{
        struct db *db = begin();

        (void)state;
        assert_true(store(db, &merchant, "a", "{\"n\":1}"));
        assert_false(store(db, &merchant, "a", "{\"n\":1}"));
        work_all(db);
        assert_false(store(db, &merchant, "a", "{\"n\":1}"));
        work_all(db);
        assert_string_equal(seen.text, "a:{\"n\":1};");
        assert_string_equal(of(db, &state_of, "a"), "done 1 -");
        struct uuid other;
        uuid_new(&other);
        assert_true(store(db, &other, "a", "{\"n\":1}"));   /* the key is the merchant's own */
        work_all(db);
        db_close(db);
}

static void the_oldest_is_worked_first(void **state)
{
        struct db *db = begin();

        (void)state;
        assert_true(store(db, &merchant, "late", "2") && store(db, &merchant, "early", "1"));
        assert_int_equal(db_exec(db, &make_older, DB_ARGS(db_uuid(&merchant), db_text("early")), NULL), PROBLEM_OK);
        work_all(db);
        assert_string_equal(seen.text, "early:1;late:2;");
        db_close(db);
}

static void what_is_refused_is_kept_and_undone(void **state)
{
        struct db *db = begin();

        (void)state;
        outcome = PROBLEM_ORDER_NOT_FOUND;
        assert_true(store(db, &merchant, "a", "1"));
        work_all(db);
        work_all(db);
        assert_string_equal(seen.text, "a:1;");
        assert_string_equal(of(db, &state_of, "a"), "refused 1 order-not-found");
        assert_string_equal(value_of(db, &effects, DB_ARGS(db_text(merchant.text))), "0");
        db_close(db);
}

static void what_fails_on_our_side_is_tried_again(void **state)
{
        struct db *db = begin();

        (void)state;
        outcome = PROBLEM_INTERNAL;
        assert_true(store(db, &merchant, "a", "1") && store(db, &merchant, "b", "2"));
        work_all(db);
        assert_string_equal(of(db, &state_of, "a"), "pending 1 internal");
        assert_string_equal(of(db, &is_later, "a"), "true");
        assert_string_equal(value_of(db, &effects, DB_ARGS(db_text(merchant.text))), "0");
        assert_string_equal(of(db, &state_of, "b"), "pending 0 -");   /* it waits for its elder */
        outcome = PROBLEM_OK;
        assert_int_equal(db_exec(db, &make_due, DB_ARGS(db_uuid(&merchant)), NULL), PROBLEM_OK);
        work_all(db);
        assert_string_equal(seen.text, "a:1;a:1;b:2;");
        assert_string_equal(of(db, &state_of, "a"), "done 2 -");
        assert_string_equal(value_of(db, &effects, DB_ARGS(db_text(merchant.text))), "2");
        db_close(db);
}

static void the_tenth_failure_is_the_last(void **state)
{
        struct db *db = begin();

        (void)state;
        outcome = PROBLEM_INTERNAL;
        assert_true(store(db, &merchant, "a", "1"));
        for (int i = 1; i <= 12; i++) {
                assert_int_equal(db_exec(db, &make_due, DB_ARGS(db_uuid(&merchant)), NULL), PROBLEM_OK);
                work_all(db);
                if (i == 9)
                        assert_string_equal(of(db, &state_of, "a"), "pending 9 internal");
        }
        assert_string_equal(of(db, &state_of, "a"), "dead 10 internal");
        db_close(db);
}

/* Altered, or moved from another message. */
static void a_body_that_cannot_be_opened_is_not_worked_on(void **state)
{
        struct db *db = begin();

        (void)state;
        assert_int_equal(db_exec(db, &copy, DB_ARGS(db_uuid(&merchant)), NULL), PROBLEM_OK);
        work_all(db);
        assert_string_equal(seen.text, "");
        assert_int_equal(db_exec(db, &remove_all, DB_ARGS(db_uuid(&merchant)), NULL), PROBLEM_OK);
        db_close(db);
}

static void a_merchant_that_is_stuck_holds_up_nobody_else(void **state)
{
        struct db *db = begin();
        struct uuid stuck = merchant;

        (void)state;
        assert_int_equal(db_exec(db, &copy, DB_ARGS(db_uuid(&stuck)), NULL), PROBLEM_OK);
        work_all(db);   /* its first fails, and 299 wait behind it */
        uuid_new(&merchant);
        assert_true(store(db, &merchant, "a", "1"));
        work_all(db);
        assert_string_equal(of(db, &state_of, "a"), "done 1 -");
        assert_int_equal(db_exec(db, &remove_all, DB_ARGS(db_uuid(&stuck)), NULL), PROBLEM_OK);
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_repeat_of_a_delivery_changes_nothing), alone(the_oldest_is_worked_first), alone(what_is_refused_is_kept_and_undone),
                alone(what_fails_on_our_side_is_tried_again), alone(the_tenth_failure_is_the_last), alone(a_body_that_cannot_be_opened_is_not_worked_on),
                alone(a_merchant_that_is_stuck_holds_up_nobody_else),
        };

        return UNIT_MAIN(tests);
}

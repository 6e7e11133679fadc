/* What has been kept long enough goes: statements that the background step "tidy" runs. In a schema whose service runs no inbox of its own. */
#include "support/database.h"

#include "common_sql.h"
#include "resale/config.h"
#include "resale/id.h"

STATEMENT(add_inbox, 4, "insert into inbox (merchant_id, message_id, source, delivery_key, sealed_body, state, finished_at) select $1::uuid, gen_random_uuid(), 'loop',"
                        " $2::text || ' ' || $3::text, 'sealed', $2::text, case when $2::text <> 'pending' then now() - $4::interval end");
STATEMENT(inbox_of, 1, "select string_agg(delivery_key || case when sealed_body is null then ' empty' else '' end, ', ' order by delivery_key) from inbox where merchant_id = $1::uuid");
STATEMENT(add_outbox, 4, "insert into outbox (merchant_id, delivery_id, topic, payload, state, finished_at) select $1::uuid, gen_random_uuid(),"
                         " $2::text || ' ' || $3::text, '{}', $2::text, case when $2::text <> 'pending' then now() - $4::interval end");
STATEMENT(outbox_of, 1, "select string_agg(topic, ', ' order by topic) from outbox where merchant_id = $1::uuid");
STATEMENT(add_key, 3, "insert into idempotency (caller, key, method, path, body_hash, created_at) values ($1::text, $2::text, 'POST', '/', repeat('0', 64), now() - $3::interval)");
STATEMENT(keys_of, 1, "select string_agg(key, ', ' order by key) from idempotency where caller = $1::text");
static const struct sql *const statements[] = { &add_inbox, &inbox_of, &add_outbox, &outbox_of, &add_key, &keys_of, NULL };

static const char *const ages[] = { "1 day", "8 days", "31 days", "91 days" };

static struct db *begin(struct uuid *merchant)
{
        struct db *db = NULL;

        test_config();
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), "grading", statements, &db), PROBLEM_OK);
        db_see_all(db);
        uuid_new(merchant);
        return db;
}

static void run(struct db *db, const struct sql *sql, struct db_args args) { assert_int_equal(db_exec(db, sql, args, NULL), PROBLEM_OK); }

static void add_of_each_age(struct db *db, const struct sql *sql, const struct uuid *merchant, const char *state)
{
        for (size_t i = 0; i < ARRAY_LEN(ages); i++)
                run(db, sql, DB_ARGS(db_uuid(merchant), db_text(state), db_text(ages[i]), db_text(ages[i])));
}

static void a_webhook_loses_its_body_after_a_week_and_goes_after_a_month(void **state)
{
        struct uuid merchant;
        struct db *db = begin(&merchant);

        (void)state;
        add_of_each_age(db, &add_inbox, &merchant, "done");
        add_of_each_age(db, &add_inbox, &merchant, "refused");
        run(db, &sql_forget_inbox, DB_NO_ARGS);
        run(db, &sql_delete_old_inbox, DB_NO_ARGS);
        assert_string_equal(value_of(db, &inbox_of, DB_ARGS(db_uuid(&merchant))), "done 1 day, done 8 days empty, refused 1 day, refused 31 days, refused 8 days");
        db_close(db);
}

static void a_delivery_goes_after_a_month_or_waits_three_for_a_person(void **state)
{
        struct uuid merchant;
        struct db *db = begin(&merchant);

        (void)state;
        add_of_each_age(db, &add_outbox, &merchant, "sent");
        add_of_each_age(db, &add_outbox, &merchant, "dead");
        run(db, &add_outbox, DB_ARGS(db_uuid(&merchant), db_text("pending"), db_text("still"), db_text("0")));
        run(db, &sql_delete_old_outbox, DB_NO_ARGS);
        assert_string_equal(value_of(db, &outbox_of, DB_ARGS(db_uuid(&merchant))), "dead 1 day, dead 31 days, dead 8 days, pending still, sent 1 day, sent 8 days");
        db_close(db);
}

static void an_idempotency_key_is_kept_for_a_week(void **state)
{
        struct uuid caller;
        struct db *db = begin(&caller);

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ages); i++)
                run(db, &add_key, DB_ARGS(db_text(caller.text), db_text(ages[i]), db_text(ages[i])));
        run(db, &sql_delete_old_idempotency, DB_NO_ARGS);
        assert_string_equal(value_of(db, &keys_of, DB_ARGS(db_text(caller.text))), "1 day");
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_webhook_loses_its_body_after_a_week_and_goes_after_a_month), alone(a_delivery_goes_after_a_month_or_waits_three_for_a_person),
                alone(an_idempotency_key_is_kept_for_a_week),
        };

        return UNIT_MAIN(tests);
}

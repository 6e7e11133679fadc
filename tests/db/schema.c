/* What the schema promises: every statement prepares, least privilege, row-level security, keys with merchant_id. */
#include "resale/migrate.h"
#include "resale/config.h"
#include "support/database.h"

static const char *const services[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment" };

STATEMENT(bare_keys, 0,
          "select string_agg(c.conrelid::regclass || ': ' || c.conname, ', ') from pg_constraint c join pg_namespace n on n.oid = c.connamespace"
          " where n.nspname in ('accounts', 'routing', 'intake', 'grading', 'listing', 'fulfillment', 'ledger') and c.contype in ('p', 'u')"
          "   and exists (select from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'merchant_id')"
          "   and not exists (select from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'merchant_id' and a.attnum = any (c.conkey))"
          "   and c.conrelid not in ('ledger.merchant'::regclass, 'listing.handle'::regclass, 'accounts.merchant'::regclass)");
STATEMENT(unprotected, 0,
          "select string_agg(c.oid::regclass::text, ', ') from pg_class c join pg_namespace n on n.oid = c.relnamespace"
          " where c.relkind = 'r' and n.nspname in ('accounts', 'routing', 'intake', 'grading', 'listing', 'fulfillment', 'ledger') and not c.relrowsecurity"
          "   and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'merchant_id')"
          "   and c.oid not in ('ledger.merchant'::regclass, 'listing.handle'::regclass)");
STATEMENT(uncommented, 0,
          "select string_agg(c.oid::regclass::text, ', ') from pg_class c join pg_namespace n on n.oid = c.relnamespace"
          " where c.relkind in ('r', 'v') and n.nspname in ('accounts', 'routing', 'intake', 'grading', 'listing', 'fulfillment', 'ledger', 'rp')"
          "   and obj_description(c.oid) is null");
STATEMENT(recorded_text, 0, "select sha256 from rp.migration where number = 9");
STATEMENT(record_text, 1, "update rp.migration set sha256 = $1::text where number = 9 returning sha256");
STATEMENT(triggers, 0, "select string_agg(tgname, ', ') from pg_trigger where not tgisinternal");
STATEMENT(may_write, 2,
          "select string_agg(c.oid::regclass::text, ', ') from pg_class c join pg_namespace n on n.oid = c.relnamespace"
          " where c.relkind = 'r' and n.nspname in ('accounts', 'routing', 'intake', 'grading', 'listing', 'fulfillment', 'ledger', 'rp') and n.nspname <> $2::text"
          "   and (has_table_privilege($1::text, c.oid, 'insert') or has_table_privilege($1::text, c.oid, 'update') or has_table_privilege($1::text, c.oid, 'delete')"
          "     or has_table_privilege($1::text, c.oid, 'truncate'))");
STATEMENT(may_read, 2,
          "select string_agg(c.oid::regclass::text, ', ') from pg_class c join pg_namespace n on n.oid = c.relnamespace"
          " where c.relkind = 'r' and n.nspname in ('accounts', 'routing', 'intake', 'grading', 'listing', 'fulfillment') and n.nspname <> $2::text"
          "   and has_table_privilege($1::text, c.oid, 'select')");
STATEMENT(visible, 1, "select count(*)::text from ledger.unit where unit_id = $1::uuid");
STATEMENT(changed, 1, "update ledger.event set actor = 'x' where unit_id = $1::uuid");
STATEMENT(graded, 2, "insert into grading.disposition (merchant_id, disposition_id, unit_id, disposition, evidence, carried_out_by) values ($1::uuid, $2::uuid, $2::uuid, 'donate', '{}', 'x')");
static const struct sql *const statements[] = { &bare_keys, &unprotected, &uncommented, &triggers, &may_write, &may_read, NULL };

static void every_statement_prepares_for_its_service(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(services); i++)
                db_close(as_service(services[i]));   /* opening prepares them all */
}

static void nothing(const struct sql *sql, struct db_args args)
{
        struct db *db = as_owner(statements);

        assert_string_equal(value_of(db, sql, args), "");
        db_close(db);
}

static void keys_contain_the_merchant(void **state) { (void)state; nothing(&bare_keys, DB_NO_ARGS); }
static void tables_of_merchants_are_protected(void **state) { (void)state; nothing(&unprotected, DB_NO_ARGS); }
static void every_table_says_what_it_is(void **state) { (void)state; nothing(&uncommented, DB_NO_ARGS); }
static void no_table_has_a_trigger(void **state) { (void)state; nothing(&triggers, DB_NO_ARGS); }

static void a_role_writes_its_own_schema_only(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(services); i++) {
                const char *role = arena_printf(test_memory, "resale_%s", services[i]);
                nothing(&may_write, DB_ARGS(db_text(role), db_text(services[i])));
                nothing(&may_read, DB_ARGS(db_text(role), db_text(services[i])));   /* others' tables only through views */
        }
}

static void the_past_cannot_be_written_nor_another_service_s_tables(void **state)
{
        static const struct sql *const bad[] = { &graded, NULL }, *const past[] = { &changed, NULL };
        struct db *db = NULL;
        struct uuid merchant = a_merchant(), unit = a_unit(&merchant);

        (void)state;
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), "listing", bad, &db), PROBLEM_OK);
        db_see_all(db);
        assert_int_equal(db_exec(db, &graded, DB_ARGS(db_uuid(&merchant), db_uuid(&unit)), NULL), PROBLEM_INTERNAL);
        db_close(db);
        for (size_t i = 0; i < ARRAY_LEN(services); i++) {
                assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), services[i], past, &db), PROBLEM_OK);
                db_see_all(db);
                assert_int_equal(db_exec(db, &changed, DB_ARGS(db_uuid(&unit)), NULL), PROBLEM_INTERNAL);
                db_close(db);
        }
}

static void a_merchant_s_rows_are_seen_by_nobody_else(void **state)
{
        static const struct sql *const look[] = { &visible, NULL };
        struct uuid mine = a_merchant(), other = a_merchant(), unit = a_unit(&mine);
        struct db *db = NULL;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(services); i++) {
                assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), services[i], look, &db), PROBLEM_OK);
                assert_string_equal(value_of(db, &visible, DB_ARGS(db_uuid(&unit))), "0");   /* a new connection sees none */
                db_see_merchant(db, &other);
                assert_string_equal(value_of(db, &visible, DB_ARGS(db_uuid(&unit))), "0");
                db_see_merchant(db, &mine);
                assert_string_equal(value_of(db, &visible, DB_ARGS(db_uuid(&unit))), "1");
                db_see_all(db);
                assert_string_equal(value_of(db, &visible, DB_ARGS(db_uuid(&unit))), "1");
                db_close(db);
        }
}

static void a_migrated_database_needs_no_migration(void **state)
{
        int applied = -1;

        (void)state;
        assert_int_equal(migrate(config_text(SETTING_DATABASE_URL), &applied), PROBLEM_OK);
        assert_int_equal(applied, 0);
}

/* 0009 was applied by an earlier text somewhere: that is said in the text, and the database is as good as any. */
static void another_text_of_a_migration_is_known_by_its_digest(void **state)
{
        static const struct sql *const used[] = { &recorded_text, &record_text, NULL };
        char now[65], before[] = "994d1a98b8da41389ed08308ed702b7d63d3018f0eccea279d6336c69f55545d", other[65];
        struct db *db = as_owner(used);
        int applied;

        (void)state;
        snprintf(now, sizeof now, "%s", value_of(db, &recorded_text, DB_NO_ARGS));
        memset(other, 'f', 64);
        other[64] = 0;
        value_of(db, &record_text, DB_ARGS(db_text(before)));
        assert_int_equal(migrate(config_text(SETTING_DATABASE_URL), &applied), PROBLEM_OK);
        value_of(db, &record_text, DB_ARGS(db_text(other)));
        assert_int_equal(migrate(config_text(SETTING_DATABASE_URL), &applied), PROBLEM_INTERNAL);
        value_of(db, &record_text, DB_ARGS(db_text("")));
        assert_int_equal(migrate(config_text(SETTING_DATABASE_URL), &applied), PROBLEM_INTERNAL);
        value_of(db, &record_text, DB_ARGS(db_text(now)));
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(every_statement_prepares_for_its_service), alone(keys_contain_the_merchant), alone(tables_of_merchants_are_protected), alone(every_table_says_what_it_is),
                alone(no_table_has_a_trigger), alone(a_role_writes_its_own_schema_only), alone(the_past_cannot_be_written_nor_another_service_s_tables),
                alone(a_merchant_s_rows_are_seen_by_nobody_else), alone(a_migrated_database_needs_no_migration),
                alone(another_text_of_a_migration_is_known_by_its_digest),
        };

        return UNIT_MAIN(tests);
}

#include "support/database.h"

#include <pthread.h>

#include "accounts_sql.h"
#include "fulfillment_sql.h"
#include "grading_sql.h"
#include "intake_sql.h"
#include "listing_sql.h"
#include "resale/config.h"
#include "resale/id.h"
#include "routing_sql.h"

STATEMENT(owner_merchant, 1, "insert into ledger.merchant (merchant_id) values ($1::uuid) returning number::text");
STATEMENT(intake_receive, 3, "select ledger.receive($1::uuid, $2::uuid, $3::text, 'SKU', 'Fleece', 'A fleece', 'staff:test', '{}')::text");
STATEMENT(intake_plate, 1, "select serial::text from ledger.next_plate($1::uuid)");
STATEMENT(intake_number, 1, "select number::text from ledger.plate_merchant where merchant_id = $1::uuid");
static const struct sql *const owner_statements[] = { &owner_merchant, NULL };
static const struct sql *const intake_extra[] = { &intake_receive, &intake_plate, &intake_number, NULL };

static void load(void) { assert_true(config_load()); }

void test_config(void)
{
        static pthread_once_t loaded = PTHREAD_ONCE_INIT;

        pthread_once(&loaded, load);   /* threads open connections too */
}

static struct db *open(const char *service, const struct sql *const *statements)
{
        struct db *db = NULL;

        test_config();
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), service, statements, &db), PROBLEM_OK);
        db_see_all(db);
        return db;
}

struct db *as_owner(const struct sql *const *statements) { return open(NULL, statements); }

struct db *as_service(const char *service)
{
        static const struct { const char *name; const struct sql *const *statements; } known[] = {
                { "accounts", accounts_statements }, { "routing", routing_statements }, { "intake", intake_statements },
                { "grading", grading_statements }, { "listing", listing_statements }, { "fulfillment", fulfillment_statements },
        };

        for (size_t i = 0; i < ARRAY_LEN(known); i++)
                if (text_equal(known[i].name, service))
                        return open(service, known[i].statements);
        fail_msg("no service %s", service);
        return NULL;
}

void as_new(void)
{
        STATEMENT(begin, 0, "select 1");   /* so that the next is sent alone, as it has to be */
        STATEMENT(sweep, 0, "vacuum analyze");
        struct db *db = as_owner((const struct sql *const[]){ &begin, &sweep, NULL });

        assert_int_equal(db_exec(db, &begin, DB_NO_ARGS, NULL), PROBLEM_OK);
        assert_int_equal(db_exec(db, &sweep, DB_NO_ARGS, NULL), PROBLEM_OK);
        db_close(db);
}

const char *value_of(struct db *db, const struct sql *sql, struct db_args args)
{
        const char *text = "";

        enum problem problem = db_value(db, test_memory, sql, args, &text, PROBLEM_KEY_NOT_FOUND);
        assert_true(problem == PROBLEM_OK || problem == PROBLEM_KEY_NOT_FOUND);
        return text;
}

struct uuid a_merchant(void)
{
        struct db *db = as_owner(owner_statements);
        struct uuid merchant_id;

        uuid_new(&merchant_id);
        value_of(db, &owner_merchant, DB_ARGS(db_uuid(&merchant_id)));
        db_close(db);
        return merchant_id;
}

struct uuid a_unit(const struct uuid *merchant_id)
{
        struct db *db = open("intake", intake_extra);
        struct plate plate;
        struct uuid unit_id;

        uuid_new(&unit_id);
        int64_t number = strtoll(value_of(db, &intake_number, DB_ARGS(db_uuid(merchant_id))), NULL, 10);
        int64_t serial = strtoll(value_of(db, &intake_plate, DB_ARGS(db_uuid(merchant_id))), NULL, 10);
        assert_true(plate_make(number, serial, &plate));
        assert_string_equal(value_of(db, &intake_receive, DB_ARGS(db_uuid(merchant_id), db_uuid(&unit_id), db_text(plate.text))), "1");
        db_close(db);
        return unit_id;
}

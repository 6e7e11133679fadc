/* A hold and its end: each one statement that moves the unit, keeps the hold and tells the merchant. */
#include "support/database.h"

#include "../../services/intake/intake.h"
#include "resale/ledger.h"
#include "resale/outbox.h"

STATEMENT(open_holds, 1, "select string_agg(reason || ' ' || owner, ';') from intake.hold where merchant_id = $1::uuid and released_at is null");
STATEMENT(told, 1, "select string_agg(topic || ' ' || (payload->>'reason'), ';' order by created_at) from intake.outbox where merchant_id = $1::uuid");
static const struct sql *const statements[] = { &open_holds, &told, NULL };

static void check(const struct uuid *merchant_id, const char *holds, const char *words)
{
        struct db *owner = as_owner(statements);

        assert_string_equal(value_of(owner, &open_holds, DB_ARGS(db_uuid(merchant_id))), holds);
        assert_string_equal(value_of(owner, &told, DB_ARGS(db_uuid(merchant_id))), words);
        db_close(owner);
}

static void a_hold_is_kept_and_told_and_ends_where_it_began(void **state)
{
        struct uuid merchant_id = a_merchant(), unit_id = a_unit(&merchant_id);
        struct db *db = as_service("intake");
        struct hold hold = { merchant_id, unit_id, "staff:floor", "smells of smoke", { "" } };
        struct held held;

        (void)state;
        assert_int_equal(outbox_subscribe(db, test_memory, &merchant_id, "https://example.com/hook", "a secret of sixteen"), PROBLEM_OK);
        assert_int_equal(unit_release(db, test_memory, &hold, &held), PROBLEM_UNIT_STATE);
        assert_int_equal(unit_hold(db, test_memory, &hold, &held), PROBLEM_OK);
        assert_string_equal(held.state, "quarantined");
        assert_int_equal(held.sequence, 2);
        check(&merchant_id, "smells of smoke staff:floor", "unit.held smells of smoke");
        assert_int_equal(unit_hold(db, test_memory, &hold, &held), PROBLEM_UNIT_STATE);
        hold.reason = "aired";
        assert_int_equal(unit_release(db, test_memory, &hold, &held), PROBLEM_OK);
        assert_string_equal(held.state, "received");
        assert_int_equal(held.sequence, 3);
        check(&merchant_id, "", "unit.held smells of smoke;unit.released aired");
        db_close(db);
}

static void a_unit_that_is_not_there_is_neither_held_nor_released(void **state)
{
        struct uuid merchant_id = a_merchant(), other = a_merchant(), unit_id = a_unit(&other);
        struct db *db = as_service("intake");
        struct hold hold = { merchant_id, unit_id, "staff:floor", "not ours", { "" } };
        struct held held;

        (void)state;
        assert_int_equal(unit_hold(db, test_memory, &hold, &held), PROBLEM_UNIT_NOT_FOUND);
        assert_int_equal(unit_release(db, test_memory, &hold, &held), PROBLEM_UNIT_NOT_FOUND);
        check(&merchant_id, "", "");
        check(&other, "", "");
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(a_hold_is_kept_and_told_and_ends_where_it_began), alone(a_unit_that_is_not_there_is_neither_held_nor_released) };

        return UNIT_MAIN(tests);
}

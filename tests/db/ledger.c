/* The life of a unit: edges, races, the chain, and its readers. */
#include <pthread.h>
#include <unistd.h>

#include "resale/config.h"
#include "resale/feed.h"
#include "resale/ledger.h"
#include "support/database.h"

STATEMENT(edges, 0, "select json_agg(json_build_array(from_state, to_state, service) order by 1::text)::text from ledger.edge");
STATEMENT(put, 3, "update ledger.unit set state = $3::text, held_from = case when $3::text = 'quarantined' then 'received' end where merchant_id = $1::uuid and unit_id = $2::uuid");
STATEMENT(tamper, 2, "update ledger.event set payload = '{\"grade\": \"A\"}' where merchant_id = $1::uuid and unit_id = $2::uuid and sequence = 2");
STATEMENT(cut, 2, "delete from ledger.event where merchant_id = $1::uuid and unit_id = $2::uuid and sequence = 2");
STATEMENT(forget_events, 2, "delete from ledger.event where merchant_id = $1::uuid and unit_id = $2::uuid");
STATEMENT(forget_unit, 2, "delete from ledger.unit where merchant_id = $1::uuid and unit_id = $2::uuid");
STATEMENT(verified, 2, "select ledger.verify($1::uuid, $2::uuid)::text");
STATEMENT(locks_of, 1, "select xmax::text from grading.feed_cursor where name = $1::text");
STATEMENT(set_ahead, 1, "update grading.feed_cursor set xid = 1::bigint << 60 where name = $1::text");
STATEMENT(drop_cursor, 1, "delete from grading.feed_cursor where name = $1::text");
STATEMENT(begin_, 0, "begin");
STATEMENT(commit_, 0, "commit");
static const struct sql *const statements[] = { &edges, &put, &tamper, &cut, &forget_events, &forget_unit, &verified, &locks_of, &set_ahead, &drop_cursor, &begin_, &commit_, NULL };

static enum problem move(struct db *db, const struct uuid *merchant, const struct uuid *unit, const char *from, const char *to)
{
        struct ledger_move m = { .merchant_id = *merchant, .unit_id = *unit, .from = from, .to = to, .event = "moved", .actor = "system:test", .payload = "{\"why\":\"test\"}" };

        return ledger_move(db, &m);
}

/* What a test broke on purpose does not stay for others to find. */
static void forget(struct db *owner, const struct uuid *merchant, const struct uuid *unit)
{
        assert_int_equal(db_exec(owner, &forget_events, DB_ARGS(db_uuid(merchant), db_uuid(unit)), NULL), PROBLEM_OK);
        assert_int_equal(db_exec_one(owner, &forget_unit, DB_ARGS(db_uuid(merchant), db_uuid(unit)), PROBLEM_INTERNAL), PROBLEM_OK);
}

/* Each edge of the table is taken from a unit put into its from-state. */
static void every_edge_can_be_taken_by_its_service(void **state)
{
        struct db *owner = as_owner(statements);
        struct uuid merchant = a_merchant(), unit = a_unit(&merchant);
        const struct doc *list;
        struct json_fault fault;
        const char *json = value_of(owner, &edges, DB_NO_ARGS);

        (void)state;
        assert_int_equal(doc_parse(test_memory, json, strlen(json), &list, &fault), PROBLEM_OK);
        assert_true(doc_count(list) > 40);
        for (size_t i = 0; i < doc_count(list); i++) {
                const char *from = doc_string(doc_item(doc_item(list, i), 0)), *to = doc_string(doc_item(doc_item(list, i), 1));
                struct db *db = as_service(doc_string(doc_item(doc_item(list, i), 2)));
                assert_int_equal(db_exec(owner, &put, DB_ARGS(db_uuid(&merchant), db_uuid(&unit), db_text(from)), NULL), PROBLEM_OK);
                bool other_hold = text_equal(from, "quarantined") && strstr("refurbishing graded listed claimed", to);
                assert_int_equal(move(db, &merchant, &unit, from, to), other_hold ? PROBLEM_UNIT_STATE : PROBLEM_OK);
                db_close(db);
        }
        forget(owner, &merchant, &unit);
        db_close(owner);
}

static void no_other_edge_exists(void **state)
{
        static const struct { const char *service, *from, *to; } bad[] = {
                { "listing", "received", "listed" }, { "grading", "received", "listed" }, { "fulfillment", "received", "sold" }, { "intake", "received", "graded" },
                { "listing", "received", "graded" }, { "accounts", "received", "graded" }, { "routing", "received", "refurbishing" },
        };
        struct uuid merchant = a_merchant(), unit = a_unit(&merchant);

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                struct db *db = as_service(bad[i].service);
                assert_int_equal(move(db, &merchant, &unit, bad[i].from, bad[i].to), PROBLEM_INTERNAL);
                db_close(db);
        }
}

static void a_unit_in_another_state_stays(void **state)
{
        struct uuid merchant = a_merchant(), other = a_merchant(), unit = a_unit(&merchant);
        struct db *db = as_service("grading");
        struct unit now;

        (void)state;
        assert_int_equal(move(db, &merchant, &unit, "graded", "refurbishing"), PROBLEM_UNIT_STATE);
        assert_int_equal(move(db, &other, &unit, "received", "graded"), PROBLEM_UNIT_NOT_FOUND);
        assert_int_equal(ledger_unit(db, test_memory, &merchant, &unit, &now), PROBLEM_OK);
        assert_int_equal(now.version, 1);
        db_close(db);
}

struct race { struct uuid merchant, unit; int won; };

static void *run_race(void *context)
{
        struct race *race = context;
        struct db *db = as_service("grading");

        race->won = move(db, &race->merchant, &race->unit, "received", "graded") == PROBLEM_OK;
        db_close(db);
        return NULL;
}

static void of_many_at_once_one_moves_the_unit(void **state)
{
        enum { RUNNERS = 8 };
        struct uuid merchant = a_merchant(), unit = a_unit(&merchant);
        struct race race[RUNNERS];
        pthread_t thread[RUNNERS];
        int winners = 0;

        (void)state;
        for (int i = 0; i < RUNNERS; i++) {
                race[i] = (struct race){ merchant, unit, 0 };
                assert_int_equal(pthread_create(&thread[i], NULL, run_race, &race[i]), 0);
        }
        for (int i = 0; i < RUNNERS; i++) {
                pthread_join(thread[i], NULL);
                winners += race[i].won;
        }
        assert_int_equal(winners, 1);
}

static void a_changed_past_is_found(void **state)
{
        const struct sql *const changes[] = { &tamper, &cut };
        struct db *owner = as_owner(statements), *db = as_service("grading");

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
                struct uuid merchant = a_merchant(), unit = a_unit(&merchant);
                assert_int_equal(move(db, &merchant, &unit, "received", "graded"), PROBLEM_OK);
                assert_int_equal(move(db, &merchant, &unit, "graded", "refurbishing"), PROBLEM_OK);
                assert_string_equal(value_of(owner, &verified, DB_ARGS(db_uuid(&merchant), db_uuid(&unit))), "0");
                assert_int_equal(db_exec_one(owner, changes[i], DB_ARGS(db_uuid(&merchant), db_uuid(&unit)), PROBLEM_INTERNAL), PROBLEM_OK);
                assert_string_not_equal(value_of(owner, &verified, DB_ARGS(db_uuid(&merchant), db_uuid(&unit))), "0");
                forget(owner, &merchant, &unit);
        }
        db_close(db);
        db_close(owner);
}

static void a_plate_finds_its_unit(void **state)
{
        struct uuid merchant = a_merchant(), unit = a_unit(&merchant);
        struct db *db = as_service("intake");
        struct unit found, by_plate;

        (void)state;
        assert_int_equal(ledger_unit(db, test_memory, &merchant, &unit, &found), PROBLEM_OK);
        assert_int_equal(ledger_unit_by_plate(db, test_memory, found.lpn, &by_plate), PROBLEM_OK);
        assert_string_equal(by_plate.unit_id.text, unit.text);
        assert_int_equal(ledger_unit_by_plate(db, test_memory, "RP-ZZZZ-ZZZZZZ-A", &by_plate), PROBLEM_CODE_UNKNOWN);
        db_see_none(db);
        assert_int_equal(ledger_unit_by_plate(db, test_memory, found.lpn, &by_plate), PROBLEM_CODE_UNKNOWN);
        db_close(db);
}

static struct uuid watched;
static int heard;

static enum problem hear(struct db *db, struct arena *arena, const struct feed_event *event)
{
        (void)db, (void)arena;
        heard += strcmp(event->unit_id.text, watched.text) == 0;
        return PROBLEM_OK;
}

static void read_all(struct db *db, const char *name)
{
        bool more = true;

        for (int i = 0; more || i < 3; i++)   /* the first step makes the cursor */
                assert_int_equal(feed_step(db, test_memory, name, hear, &more), PROBLEM_OK);
}

/* What the database does for itself, such as analysing a table, is a transaction that readers wait for as well. */
static void read_until(struct db *db, const char *name, int count)
{
        for (int i = 0; i < 500 && heard < count; i++) {
                read_all(db, name);
                usleep(heard < count ? 20000 : 0);
        }
        assert_int_equal(heard, count);
}

/* A lock is a write of the row, and so a record in the log of the database. */
static void a_reader_with_nothing_to_read_writes_nothing(void **state)
{
        struct db *owner = as_owner(statements), *db = as_service("grading");
        bool more;

        (void)state;
        read_all(db, "idle");
        const char *before = value_of(owner, &locks_of, DB_ARGS(db_text("idle")));
        for (int i = 0; i < 3; i++)
                assert_int_equal(feed_step(db, test_memory, "idle", hear, &more), PROBLEM_OK);
        assert_string_equal(value_of(owner, &locks_of, DB_ARGS(db_text("idle"))), before);
        db_close(db);
        db_close(owner);
}

static void a_cursor_of_another_cluster_is_an_error_and_not_silence(void **state)
{
        struct db *owner = as_owner(statements), *db = as_service("grading");
        bool more;

        (void)state;
        read_all(db, "restored");
        assert_int_equal(db_exec_one(owner, &set_ahead, DB_ARGS(db_text("restored")), PROBLEM_INTERNAL), PROBLEM_OK);
        assert_int_equal(feed_step(db, test_memory, "restored", hear, &more), PROBLEM_INTERNAL);
        assert_int_equal(db_exec_one(owner, &drop_cursor, DB_ARGS(db_text("restored")), PROBLEM_INTERNAL), PROBLEM_OK);
        db_close(db);
        db_close(owner);
}

/* An earlier event that commits later is not skipped: the reader waits for it. */
static void the_feed_skips_nothing_that_commits_out_of_order(void **state)
{
        struct uuid merchant = a_merchant(), unit = a_unit(&merchant);
        struct db *reader = as_service("listing"), *late = as_owner(statements), *early = as_service("grading");
        const char *name = arena_printf(test_memory, "test %s", unit.text);

        (void)state;
        watched = unit;
        heard = 0;
        read_until(reader, name, 1);
        assert_int_equal(db_exec(late, &begin_, DB_NO_ARGS, NULL), PROBLEM_OK);
        assert_int_equal(db_exec(late, &put, DB_ARGS(db_uuid(&merchant), db_uuid(&merchant), db_text("graded")), NULL), PROBLEM_OK);   /* a transaction with an id, still running */
        struct uuid held = a_unit(&merchant);
        assert_int_equal(move(early, &merchant, &unit, "received", "graded"), PROBLEM_OK);
        (void)held;
        assert_int_equal(db_exec(late, &commit_, DB_NO_ARGS, NULL), PROBLEM_OK);
        read_until(reader, name, 2);
        read_all(reader, name);
        assert_int_equal(heard, 2);   /* and once */
        db_close(reader);
        db_close(late);
        db_close(early);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(every_edge_can_be_taken_by_its_service), alone(no_other_edge_exists), alone(a_unit_in_another_state_stays), alone(of_many_at_once_one_moves_the_unit),
                alone(a_changed_past_is_found), alone(a_plate_finds_its_unit), alone(a_reader_with_nothing_to_read_writes_nothing), alone(a_cursor_of_another_cluster_is_an_error_and_not_silence),
                alone(the_feed_skips_nothing_that_commits_out_of_order),
        };

        return UNIT_MAIN(tests);
}

/* Statements, transactions, what a connection sees, and what happens when it is lost. */
#include <unistd.h>

#include "support/database.h"

STATEMENT(one, 1, "select $1::text as text, 9007199254740993::bigint as number, true as flag, '2026-11-20T12:00:00.5+01'::timestamptz as at, null::uuid as id");
STATEMENT(none, 0, "select 1 where false");
STATEMENT(many, 1, "select g as number from generate_series(1, $1::int) g");
STATEMENT(add, 2, "insert into accounts.audit (audit_id, actor, action, subject) values ($1::uuid, 'test', 'test', $2::text)");
STATEMENT(count, 1, "select count(*)::text from accounts.audit where subject = $1::text");
STATEMENT(check, 0, "insert into accounts.audit (audit_id, actor, action, subject) values (gen_random_uuid(), 'test', '', 'x')");
STATEMENT(wrong, 0, "select 1 / 0");
STATEMENT(kill, 0, "select pg_terminate_backend(pg_backend_pid())");
STATEMENT(seen, 0, "select current_setting('resale.merchant')");
STATEMENT(end_service, 0, "select pg_terminate_backend(pid)::text from pg_stat_activity where application_name = 'resale-accounts' and pid <> pg_backend_pid() "
                          "order by backend_start desc limit 1");
STATEMENT(no_such, 1, "select $1::text::uuid::text");
STATEMENT(settings, 0, "select concat_ws(' ', current_setting('TimeZone'), current_setting('statement_timeout'), current_setting('lock_timeout'), current_setting('jit'))");
STATEMENT(guarded, 1, "insert into accounts.audit (audit_id, actor, action, subject) values (gen_random_uuid(), $1::text, '', 'x')");
static const struct sql *const statements[] = { &one, &none, &many, &add, &count, &check, &wrong, &kill, &seen, &no_such, &guarded, &end_service, &settings, NULL };

#include "resale/config.h"
#include "resale/id.h"

struct row { const char *text; int64_t number; bool flag; struct instant at; struct uuid id; };
static const struct field row_fields[] = { FIELD(struct row, text), FIELD(struct row, number), FIELD(struct row, flag), FIELD(struct row, at), FIELD(struct row, id) };
static const struct shape row_shape = SHAPE(struct row, row_fields);
struct number { int64_t number; };
static const struct field number_fields[] = { FIELD(struct number, number) };
static const struct shape number_shape = SHAPE(struct number, number_fields);

static void a_row_is_decoded_by_name(void **state)
{
        struct db *db = as_owner(statements);
        struct list rows;
        struct row row;

        (void)state;
        assert_int_equal(db_one(db, test_memory, &one, DB_ARGS(db_text("a \"text\" of O'Brien")), &row_shape, &row, PROBLEM_INTERNAL), PROBLEM_OK);
        assert_string_equal(row.text, "a \"text\" of O'Brien");
        assert_true(row.number == 9007199254740993 && row.flag && row.at.micros % 1000000 == 500000 && row.id.text[0] == '\0');
        assert_int_equal(db_one(db, test_memory, &none, DB_NO_ARGS, &row_shape, &row, PROBLEM_UNIT_NOT_FOUND), PROBLEM_UNIT_NOT_FOUND);
        assert_int_equal(db_many(db, test_memory, &many, DB_ARGS(db_int(1000)), &number_shape, &rows), PROBLEM_OK);
        assert_int_equal(rows.count, 1000);
        assert_int_equal(((struct number *)rows.item)[999].number, 1000);
        db_close(db);
}

static void failures_have_their_names(void **state)
{
        struct db *db = as_owner(statements);
        struct uuid id;

        (void)state;
        uuid_new(&id);
        assert_int_equal(db_exec(db, &add, DB_ARGS(db_uuid(&id), db_text("dup")), NULL), PROBLEM_OK);
        assert_int_equal(db_exec(db, &add, DB_ARGS(db_uuid(&id), db_text("dup")), NULL), PROBLEM_DUPLICATE);
        assert_int_equal(db_exec(db, &check, DB_NO_ARGS, NULL), PROBLEM_INVALID_FIELD);
        assert_int_equal(db_exec(db, &wrong, DB_NO_ARGS, NULL), PROBLEM_INVALID_FIELD);
        assert_int_equal(db_exec(db, &add, DB_ARGS(db_uuid(&id)), NULL), PROBLEM_INTERNAL);   /* a value is missing */
        assert_int_equal(db_exec_one(db, &none, DB_NO_ARGS, PROBLEM_UNIT_GONE), PROBLEM_UNIT_GONE);
        db_close(db);
}

static enum problem add_and_fail(struct db *db, void *context)
{
        struct uuid id;

        uuid_new(&id);
        TRY(db_exec(db, &add, DB_ARGS(db_uuid(&id), db_text(context)), NULL));
        return PROBLEM_UNIT_GONE;
}

static enum problem add_twice(struct db *db, void *context)
{
        struct uuid id;

        for (int i = 0; i < 2; i++) {
                uuid_new(&id);
                TRY(db_exec(db, &add, DB_ARGS(db_uuid(&id), db_text(context)), NULL));
        }
        return PROBLEM_OK;
}

static void a_transaction_is_all_or_nothing(void **state)
{
        struct db *db = as_owner(statements);
        struct uuid subject;

        (void)state;
        uuid_new(&subject);
        assert_int_equal(db_transaction(db, add_and_fail, subject.text), PROBLEM_UNIT_GONE);
        assert_string_equal(value_of(db, &count, DB_ARGS(db_text(subject.text))), "0");
        assert_int_equal(db_transaction(db, add_twice, subject.text), PROBLEM_OK);
        assert_string_equal(value_of(db, &count, DB_ARGS(db_text(subject.text))), "2");
        assert_false(db_in_transaction(db));
        db_close(db);
}

static void every_call_of_a_transaction_may_fail(void **state)
{
        static const char *const states[] = { "40001", "08006" };

        (void)state;
        for (size_t s = 0; s < ARRAY_LEN(states); s++)
                for (int n = 1; n <= 4; n++) {
                        struct db *db = as_owner(statements), *other = as_owner(statements);
                        struct uuid subject;
                        uuid_new(&subject);
                        db_fail_at(db, n, states[s]);
                        enum problem problem = db_transaction(db, add_twice, subject.text);
                        bool hit = db_fault_hit(db);
                        assert_true(hit == (n <= 3));   /* two statements and the commit */
                        assert_int_equal(problem, !hit ? PROBLEM_OK : s ? PROBLEM_DATABASE_UNAVAILABLE : PROBLEM_TRANSACTION_RETRY);
                        assert_int_equal(db_is_lost(db), hit && s == 1);
                        db_close(db);
                        assert_string_equal(value_of(other, &count, DB_ARGS(db_text(subject.text))), hit ? "0" : "2");
                        db_close(other);
                }
}

static enum problem add_the_same_twice(struct db *db, void *context)
{
        struct uuid id;

        uuid_new(&id);
        TRY(db_exec(db, &add, DB_ARGS(db_uuid(&id), db_text(context)), NULL));
        assert_int_equal(db_exec(db, &add, DB_ARGS(db_uuid(&id), db_text(context)), NULL), PROBLEM_DUPLICATE);
        return PROBLEM_OK;   /* a mistake: the transaction can only be rolled back now */
}

static void a_failure_that_was_passed_over_is_no_commit(void **state)
{
        struct db *db = as_owner(statements);
        struct uuid subject;

        (void)state;
        uuid_new(&subject);
        assert_int_equal(db_transaction(db, add_the_same_twice, subject.text), PROBLEM_INTERNAL);
        assert_string_equal(value_of(db, &count, DB_ARGS(db_text(subject.text))), "0");
        db_close(db);
}

/* 08007: the server did it, and nobody heard so. */
static void a_commit_whose_answer_is_lost_may_have_happened(void **state)
{
        struct db *db = as_owner(statements), *other = as_owner(statements);
        struct uuid subject;

        (void)state;
        uuid_new(&subject);
        db_fail_at(db, 3, "08007");
        assert_int_equal(db_transaction(db, add_twice, subject.text), PROBLEM_DATABASE_UNAVAILABLE);
        assert_true(db_fault_hit(db) && db_is_lost(db));
        assert_string_equal(value_of(other, &count, DB_ARGS(db_text(subject.text))), "2");
        db_close(db);
        db_close(other);
}

/* What `speak` says on stderr. */
static const char *heard(void (*speak)(struct db *db), struct db *db)
{
        char text[8192] = "";
        FILE *file = tmpfile();
        int before = dup(STDERR_FILENO);

        assert_true(file && before >= 0 && dup2(fileno(file), STDERR_FILENO) >= 0);
        speak(db);
        assert_true(dup2(before, STDERR_FILENO) >= 0);
        close(before);
        rewind(file);
        text[fread(text, 1, sizeof text - 1, file)] = '\0';
        fclose(file);
        return arena_copy(test_memory, text, strlen(text));
}

static void offend(struct db *db)
{
        assert_int_equal(db_exec(db, &no_such, DB_ARGS(db_text("alice@example.com")), NULL), PROBLEM_INVALID_FIELD);
        assert_int_equal(db_exec(db, &guarded, DB_ARGS(db_text("alice@example.com")), NULL), PROBLEM_INVALID_FIELD);
}

static void open_nonsense(struct db *db)
{
        struct db *other = NULL;

        (void)db;
        assert_int_equal(db_open("resale:hunter2@database", NULL, NULL, &other), PROBLEM_DATABASE_UNAVAILABLE);
        assert_int_equal(db_open("host=/nowhere password=hunter2 nonsense=1", NULL, NULL, &other), PROBLEM_DATABASE_UNAVAILABLE);
}

static void no_value_and_no_secret_is_logged(void **state)
{
        struct db *db = as_owner(statements);
        const char *log = heard(offend, db);

        (void)state;
        assert_non_null(strstr(log, "guarded"));
        assert_non_null(strstr(log, "audit"));   /* the constraint says what is wrong */
        assert_null(strstr(log, "alice"));
        assert_null(strstr(heard(open_nonsense, NULL), "hunter2"));
        db_close(db);
}

static void a_killed_connection_is_lost(void **state)
{
        struct db *db = as_owner(statements);

        (void)state;
        assert_int_equal(db_exec(db, &kill, DB_NO_ARGS, NULL), PROBLEM_DATABASE_UNAVAILABLE);
        assert_true(db_is_lost(db));
        assert_int_equal(db_exec(db, &none, DB_NO_ARGS, NULL), PROBLEM_DATABASE_UNAVAILABLE);
        db_close(db);
}

static enum problem see_inside(struct db *db, void *context)
{
        struct uuid *id = context;

        db_see_merchant(db, id);
        assert_string_equal(value_of(db, &seen, DB_NO_ARGS), id->text);
        return PROBLEM_UNIT_GONE;   /* and roll it back */
}

static void a_connection_that_ended_at_rest_is_noticed_before_it_is_used(void **state)
{
        struct db *db = as_service("accounts"), *owner = as_owner(statements);

        (void)state;
        assert_false(db_has_ended(db));
        assert_string_equal(value_of(owner, &end_service, DB_NO_ARGS), "true");
        for (int i = 0; i < 400 && !db_has_ended(db); i++)
                usleep(5000);
        assert_true(db_is_lost(db));
        assert_false(db_has_ended(owner));
        db_close(db);
        db_close(owner);
}

static void a_connection_sees_whom_it_was_told_also_after_a_rollback(void **state)
{
        struct db *db = as_owner(statements);
        struct uuid id;

        (void)state;
        uuid_new(&id);
        assert_string_equal(value_of(db, &seen, DB_NO_ARGS), "*");
        assert_int_equal(db_transaction(db, see_inside, &id), PROBLEM_UNIT_GONE);
        assert_string_equal(value_of(db, &seen, DB_NO_ARGS), id.text);   /* still told so, though the transaction's setting was undone */
        db_see_none(db);
        assert_string_equal(value_of(db, &seen, DB_NO_ARGS), "");
        db_close(db);
}

static void a_database_that_is_not_there_is_unavailable(void **state)
{
        struct db *db = NULL;

        (void)state;
        assert_int_equal(db_open("host=/nowhere dbname=none", NULL, NULL, &db), PROBLEM_DATABASE_UNAVAILABLE);
        assert_null(db);
}

/* Compiling costs more than any statement of ours that a person waits for; a plan for millions of rows would be compiled at each call. */
static void a_service_waits_for_nothing_for_ever_and_compiles_nothing(void **state)
{
        struct db *db = as_service("listing");
        const char *said;

        (void)state;
        assert_int_equal(db_value(db, test_memory, &settings, DB_NO_ARGS, &said, PROBLEM_INTERNAL), PROBLEM_OK);
        assert_string_equal(said, "UTC 10s 5s off");
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_row_is_decoded_by_name), alone(failures_have_their_names), alone(a_transaction_is_all_or_nothing), alone(every_call_of_a_transaction_may_fail),
                alone(a_failure_that_was_passed_over_is_no_commit), alone(a_commit_whose_answer_is_lost_may_have_happened), alone(no_value_and_no_secret_is_logged),
                alone(a_killed_connection_is_lost), alone(a_connection_that_ended_at_rest_is_noticed_before_it_is_used),
                alone(a_connection_sees_whom_it_was_told_also_after_a_rollback), alone(a_database_that_is_not_there_is_unavailable),
                alone(a_service_waits_for_nothing_for_ever_and_compiles_nothing),
        };

        return UNIT_MAIN(tests);
}

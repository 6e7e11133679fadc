/* The life of a process: what it says, how it ends, and what it does while its database is away. */
#include "support/process.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "support/database.h"
#include "support/steps.h"
#include "support/wire.h"

#define MERCHANTS "/accounts/v1/merchants"
static const char *const names[] = { "accounts", "routing", "intake", "grading", "listing", "fulfillment" };

STATEMENT(take_key, 2, "insert into accounts.idempotency (caller, key, method, path, body_hash) values ($1::text, $2::text, 'POST', '/', repeat('0', 64))");
static const struct sql *const statements[] = { &take_key, NULL };

/* A request that waits for a key that a transaction of the test holds. */
struct waiting { const char *key; pthread_t thread; struct process *process; int status; bool closes; };

static void *post_under_key(void *context)
{
        struct waiting *waiting = context;
        const char *headers[] = { format("Idempotency-Key: %s", waiting->key), NULL }, *name = unique("drain");
        const char *body = format("{\"name\":\"%s\",\"slug\":\"%s\",\"plan\":\"p\",\"resale_included\":true,\"currency\":\"USD\",\"time_zone\":\"UTC\"}", name, name);
        struct answer answer = call_with(staff("administrator"), "POST", MERCHANTS, headers, body, strlen(body));

        waiting->status = answer.status;
        waiting->closes = text_equal(answer_header(&answer, "Connection"), "close");
        api_teardown(NULL);
        return NULL;
}

static enum problem hold_and_stop(struct db *db, void *context)
{
        struct waiting *waiting = context;
        const char *me = text_at(expect(200, staff("administrator"), "GET", "/accounts/v1/me", NULL), "staff_id");

        TRY(db_exec(db, &take_key, DB_ARGS(db_text(format("staff:%s", me)), db_text(waiting->key)), NULL));
        assert_int_equal(pthread_create(&waiting->thread, NULL, post_under_key, waiting), 0);
        usleep(500000);
        kill(waiting->process->pid, SIGTERM);
        usleep(500000);
        return PROBLEM_UNIT_GONE;   /* rolled back: the key is free, and the request goes on */
}

static void what_runs_is_answered_before_the_process_ends(void **state)
{
        struct process process = process_start("accounts");
        struct waiting waiting = { .key = new_uuid(), .process = &process };
        struct db *db = as_owner(statements);

        (void)state;
        assert_int_equal(db_transaction(db, hold_and_stop, &waiting), PROBLEM_UNIT_GONE);
        db_close(db);
        pthread_join(waiting.thread, NULL);
        assert_int_equal(waiting.status, 201);
        assert_true(waiting.closes);
        assert_int_equal(process_stop(&process), 0);
}

static bool hears(struct db *db)
{
        for (int i = 0; i < 500; i++) {
                if (db_heard(db, "listing"))
                        return true;
                usleep(10000);
        }
        return false;
}

/* What background work still wrote for another test may be heard in between, not every time. */
static bool is_silent_after_reading(struct db *db)
{
        for (int i = 0; i < 25; i++) {
                usleep(200000);
                (void)db_heard(db, "listing");
                expect(200, staff("administrator"), "GET", "/accounts/v1/merchants", NULL);
                usleep(200000);
                if (!db_heard(db, "listing"))
                        return true;
        }
        return false;
}

/* What others wait for is told as soon as it is committed, with no look at the clock; reading tells nothing. */
static void a_commit_is_told_to_every_process(void **state)
{
        struct db *db = as_service("listing");

        (void)state;
        assert_int_equal(db_listen(db), PROBLEM_OK);
        new_merchant();
        assert_true(hears(db));
        assert_true(is_silent_after_reading(db));
        assert_int_equal(db_notify(db, "listing"), PROBLEM_OK);
        assert_true(hears(db));
        db_close(db);
}

static void check_lines(const char *log)
{
        for (const char *line = log; *line; line += strcspn(line, "\n") + 1) {
                json_t *json = json_loadb(line, strcspn(line, "\n"), JSON_REJECT_DUPLICATES, NULL);
                if (!json)
                        fail_msg("no JSON: %.*s", (int)strcspn(line, "\n"), line);
                assert_string_equal(json_string_value(json_object_get(json, "service")), "grading");
                json_decref(json);
        }
}

static void every_line_it_says_is_json_whatever_it_is_sent(void **state)
{
        static const char *const methods[] = { "\"},{\"", "A\\", "\xff\xfe", "GET", "a-method-that-is-quite-a-lot-longer-than-any-other" };
        struct process process = process_start("grading");

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(methods); i++)
                wire_say("grading", format("%s /grading/v1/%%22%%ff\"secret\" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", methods[i]));
        call("rs_a-secret", "GET", "/grading/v1/queue?secret=secret", NULL);
        const char *log = process_log(&process);
        for (int i = 0; i < 400 && !strstr(log, "\"status\":401"); i++) {
                usleep(20000);
                log = process_log(&process);
        }
        check_lines(log);
        assert_non_null(strstr(log, "\"method\":\"other\""));
        assert_non_null(strstr(log, "\"status\":401"));
        assert_null(strstr(log, "secret"));
        assert_int_equal(process_stop(&process), 0);
}

static const char *address_of(const char *service, const struct merchant *merchant)
{
        static const char *const rests[] = { "merchants", NULL, "shipments", "queue", NULL, "picks" };

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                if (text_equal(names[i], service) && rests[i])
                        return format("/%s/v1/%s", service, rests[i]);
        return at(merchant, service, text_equal(service, "routing") ? "/rules" : "/listings");
}

static void is_away(const char *path)
{
        struct answer answer = call(staff("administrator"), "GET", path, NULL);

        if (answer.status != 503 || !text_equal(json_string_value(json_object_get(answer.json, "code")), "database-unavailable"))
                fail_msg("%s: %d %s", path, answer.status, answer.text);
        assert_non_null(answer_header(&answer, "Retry-After"));
}

static void comes_back(const char *path)
{
        struct answer answer = { 0 };

        for (int i = 0; i < 500; i++, usleep(20000))
                if ((answer = call(staff("administrator"), "GET", path, NULL)).status == 200)
                        return;
        fail_msg("%s: still %d %s", path, answer.status, answer.text);
}

static void while_the_database_is_away_it_is_503_and_afterwards_all_goes_on(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id;

        (void)state;
        a_listed_unit(&merchant, false, &listing_id);
        database_stop();
        for (int round = 0; round < 3; round++, usleep(250000))
                for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                        is_away(address_of(names[i], &merchant));
                        expect_problem(503, "database-unavailable", NULL, "GET", format("/%s/readyz", names[i]), NULL);
                        expect(200, NULL, "GET", format("/%s/healthz", names[i]), NULL);
                }
        expect_problem(503, "database-unavailable", staff("administrator"), "POST", MERCHANTS, "{}");
        assert_int_equal(call(NULL, "GET", "/accounts/sign-in.html", NULL).status, 200);
        database_start();
        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                comes_back(address_of(names[i], &merchant));
        struct merchant another = new_merchant();
        a_listed_unit(&another, false, &listing_id);   /* the readers of the ledger go on too */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_commit_is_told_to_every_process),
                api_test(what_runs_is_answered_before_the_process_ends), api_test(every_line_it_says_is_json_whatever_it_is_sent),
                api_test(while_the_database_is_away_it_is_503_and_afterwards_all_goes_on),
        };

        unsetenv("TEST_FAULTS");   /* this is about processes, and not about each call of theirs */
        return API_MAIN(tests);
}

/* Printers that an administrator sets up, and labels that are sent to them. */
#include <unistd.h>

#include "support/database.h"
#include "support/raw_printer.h"
#include "support/steps.h"

STATEMENT(age, 1, "update intake.print_job set created_at = created_at - interval '2 minutes' where print_id = $1::uuid");
STATEMENT(begin_, 0, "begin");
STATEMENT(commit_, 0, "commit");
STATEMENT(lock_printer, 1, "select from intake.printer where printer_id = $1::uuid for no key update");
STATEMENT(interrupt, 1, "update intake.print_job set state = 'sending', due_at = now() - interval '31 seconds' where print_id = $1::uuid");
static const struct sql *const statements[] = { &age, &begin_, &commit_, &lock_printer, &interrupt, NULL };

static const char *prints_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "intake", "/units/%s/label-prints", unit_id); }

static json_t *printer_named(const char *name, int port)
{
        return expect(201, staff("administrator"), "POST", "/intake/v1/printers",
                      "{\"facility_id\":\"%s\",\"name\":\"%s\",\"host\":\"127.0.0.1\",\"port\":%d,\"size\":\"57x32\",\"dpi\":203}", facility(), name, port);
}

static const char *a_printer(struct raw_printer *printer) { return text_at(printer_named(unique("Dock"), raw_printer_port(printer)), "printer_id"); }

static json_t *find_printer(const char *printer_id)
{
        json_t *found = NULL, *one;
        size_t i;

        for (const char *next = ""; !found && next;) {
                json_t *page = expect(200, staff("grader"), "GET", format("/intake/v1/printers?limit=200%s", next), NULL);
                json_array_foreach(value_at(page, "items"), i, one)
                        if (text_equal(text_at(one, "printer_id"), printer_id))
                                found = one;
                next = json_is_null(value_at(page, "next")) ? NULL : format("&cursor=%s", text_at(page, "next"));
        }
        return found;
}

static const char *print(const struct merchant *merchant, const char *unit_id, const char *printer_id)
{
        json_t *made = expect(201, staff("receiver"), "POST", prints_path(merchant, unit_id), "{\"printer_id\":\"%s\"}", printer_id);

        return format("%s/%s", prints_path(merchant, unit_id), text_at(made, "print_id"));
}

static bool is_over(const json_t *json, const void *context)
{
        (void)context;
        return !json_is_null(value_at(json, "finished_at"));
}

static json_t *outcome(const char *path, const char *state)
{
        json_t *print = eventually(staff("receiver"), path, is_over, NULL);

        if (!text_equal(text_at(print, "state"), state))
                fail_msg("%s, not %s: %s", text_at(print, "state"), state, json_dumps(print, 0));
        return print;
}

/* Its network side took them before it read them. */
static void until_it_has(struct raw_printer *raw, size_t labels)
{
        for (int i = 0; i < 2000 && raw_printer_count(raw) < labels; i++)
                usleep(5000);
        assert_int_equal(raw_printer_count(raw), labels);
}

static void an_administrator_adds_and_changes_a_printer(void **state)
{
        const char *name = unique("Dock"), *at_facility = format("{\"facility_id\":\"%s\",\"name\":\"%s\",\"host\":\"10.0.0.7\",\"size\":\"102x51\",\"dpi\":300", facility(), name);

        (void)state;
        json_t *made = done_once(201, staff("administrator"), "POST", "/intake/v1/printers", "%s}", at_facility);
        assert_int_equal(integer_at(made, "port"), 9100);
        assert_true(json_is_true(value_at(made, "enabled")));
        const char *id = text_at(made, "printer_id"), *path = format("/intake/v1/printers/%s", id);
        assert_string_equal(text_at(find_printer(id), "host"), "10.0.0.7");
        expect_problem(409, "already-exists", staff("administrator"), "POST", "/intake/v1/printers", "%s}", at_facility);
        json_t *changed = expect(200, staff("administrator"), "PATCH", path, "{\"name\":\"%s bis\",\"dpi\":203,\"enabled\":false}", name);
        assert_string_equal(text_at(changed, "name"), format("%s bis", name));
        assert_string_equal(text_at(changed, "size"), "102x51");
        assert_true(json_is_false(value_at(changed, "enabled")));
        expect(201, staff("administrator"), "POST", "/intake/v1/printers", "%s}", at_facility);
        expect_problem(409, "already-exists", staff("administrator"), "PATCH", path, "{\"name\":\"%s\"}", name);
        expect_problem(404, "printer-not-found", staff("administrator"), "PATCH", format("/intake/v1/printers/%s", new_uuid()), "{\"name\":\"X\"}");
}

static void a_printer_that_cannot_be_is_refused_by_its_field(void **state)
{
        static const struct { const char *field, *body; } cases[] = {
                { "name", "\"host\":\"10.0.0.7\",\"size\":\"57x32\",\"dpi\":203" }, { "host", "\"name\":\"X\",\"size\":\"57x32\",\"dpi\":203" },
                { "host", "\"name\":\"X\",\"host\":\"8.8.8.8\",\"size\":\"57x32\",\"dpi\":203" }, { "host", "\"name\":\"X\",\"host\":\"http://a\",\"size\":\"57x32\",\"dpi\":203" },
                { "port", "\"name\":\"X\",\"host\":\"a\",\"port\":22,\"size\":\"57x32\",\"dpi\":203" }, { "size", "\"name\":\"X\",\"host\":\"a\",\"dpi\":203" },
                { "dpi", "\"name\":\"X\",\"host\":\"a\",\"size\":\"57x32\",\"dpi\":250" },
        };
        const char *path = format("/intake/v1/printers/%s", text_at(printer_named(unique("Dock"), 9100), "printer_id"));

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++)
                expect_field(422, cases[i].field, staff("administrator"), "POST", "/intake/v1/printers", "{\"facility_id\":\"%s\",%s}", facility(), cases[i].body);
        expect_problem(404, "facility-not-found", staff("administrator"), "POST", "/intake/v1/printers",
                       "{\"facility_id\":\"%s\",\"name\":\"X\",\"host\":\"a\",\"size\":\"57x32\",\"dpi\":203}", new_uuid());
        expect_problem(403, "not-allowed", staff("supervisor"), "POST", "/intake/v1/printers", "{}");
        expect_field(422, "host", staff("administrator"), "PATCH", path, "{\"host\":\"8.8.8.8\"}");
        expect_field(422, "enabled", staff("administrator"), "PATCH", path, "{\"enabled\":\"no\"}");
        expect_field(422, "dpi", staff("administrator"), "PATCH", path, "{\"dpi\":204}");
        expect_problem(403, "not-allowed", staff("receiver"), "PATCH", path, "{\"enabled\":false}");
}

static void a_label_is_sent_to_the_printer_and_noted(void **state)
{
        struct raw_printer *raw = raw_printer_start(RAW_TAKES);
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        json_t *printer = printer_named(unique("Dock"), raw_printer_port(raw));

        (void)state;
        json_t *made = done_once(201, staff("receiver"), "POST", prints_path(&merchant, piece.unit_id), "{\"printer_id\":\"%s\"}", text_at(printer, "printer_id"));
        assert_int_equal(integer_at(made, "printed"), 1);
        json_t *print = outcome(format("%s/%s", prints_path(&merchant, piece.unit_id), text_at(made, "print_id")), "printed");
        assert_int_equal(integer_at(print, "attempts"), 1);
        assert_string_equal(text_at(print, "printer"), text_at(printer, "name"));
        until_it_has(raw, 1);
        struct answer zpl = call(merchant.key, "GET", at(&merchant, "intake", "/units/%s/label?format=zpl", piece.unit_id), NULL);
        assert_string_equal(raw_printer_label(raw, 0), zpl.text);
        json_t *unit = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_string_equal(text_at(unit, "events.1.event"), "label_printed");
        assert_string_equal(text_at(unit, "events.1.payload.printer"), text_at(printer, "name"));
        assert_string_equal(text_at(unit, "events.1.payload.format"), "zpl");
        raw_printer_stop(raw);
}

static void a_print_that_cannot_be_is_refused(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = prints_path(&merchant, piece.unit_id), *printer_id = text_at(printer_named(unique("Dock"), 9100), "printer_id");

        (void)state;
        expect_field(422, "format", staff("receiver"), "POST", path, "{\"printer_id\":\"%s\",\"format\":\"zpl\"}", printer_id);
        expect_field(422, "size", staff("receiver"), "POST", path, "{\"printer_id\":\"%s\",\"size\":\"57x32\"}", printer_id);
        expect_problem(404, "printer-not-found", staff("receiver"), "POST", path, "{\"printer_id\":\"%s\"}", new_uuid());
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", prints_path(&other, piece.unit_id), "{\"printer_id\":\"%s\"}", printer_id);
        expect_problem(403, "not-allowed", staff("grader"), "POST", path, "{\"printer_id\":\"%s\"}", printer_id);
        const char *print_id = text_at(expect(201, staff("receiver"), "POST", path, "{\"printer_id\":\"%s\"}", printer_id), "print_id");
        expect_field(422, "reason", staff("receiver"), "POST", path, "{\"printer_id\":\"%s\"}", printer_id);
        expect(200, staff("receiver"), "GET", format("%s/%s", path, print_id), NULL);
        expect_problem(404, "print-not-found", staff("receiver"), "GET", format("%s/%s", path, new_uuid()), NULL);
        expect_problem(404, "print-not-found", staff("receiver"), "GET", format("%s/%s", prints_path(&other, piece.unit_id), print_id), NULL);
        expect_problem(404, "print-not-found", staff("receiver"), "GET", format("/intake/v1/printers/%s/test-prints/%s", new_uuid(), print_id), NULL);
        expect(200, staff("administrator"), "PATCH", format("/intake/v1/printers/%s", printer_id), "{\"enabled\":false}");
        expect_problem(409, "printer-disabled", staff("receiver"), "POST", path, "{\"printer_id\":\"%s\",\"reason\":\"lost\"}", printer_id);
        expect_problem(409, "printer-disabled", staff("receiver"), "POST", format("/intake/v1/printers/%s/test-prints", printer_id), NULL);
        expect_problem(404, "printer-not-found", staff("receiver"), "POST", format("/intake/v1/printers/%s/test-prints", new_uuid()), NULL);
}

static void a_test_label_is_printed_and_belongs_to_nobody(void **state)
{
        struct raw_printer *raw = raw_printer_start(RAW_TAKES);
        const char *path = format("/intake/v1/printers/%s/test-prints", a_printer(raw));

        (void)state;
        json_t *made = done_once(201, staff("receiver"), "POST", path, NULL);
        outcome(format("%s/%s", path, text_at(made, "print_id")), "printed");
        until_it_has(raw, 1);
        assert_non_null(strstr(raw_printer_label(raw, 0), "Test label"));
        raw_printer_stop(raw);
}

/* The station is answered at once; then it is told what became of it, and so is the administrator. */
static void a_printer_that_is_off_fails_the_print_after_three_tries_and_says_so(void **state)
{
        struct raw_printer *raw = raw_printer_start(RAW_TAKES);
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *printer_id = a_printer(raw);

        (void)state;
        raw_printer_stop(raw);
        json_t *failed = outcome(print(&merchant, piece.unit_id, printer_id), "failed");
        assert_int_equal(integer_at(failed, "attempts"), 3);
        assert_non_null(strstr(text_at(failed, "error"), "Connection refused"));
        assert_non_null(strstr(text_at(find_printer(printer_id), "last_error"), "Connection refused"));
        expect(201, staff("receiver"), "POST", prints_path(&merchant, piece.unit_id), "{\"reason\":\"not_printed\",\"format\":\"pdf\",\"size\":\"57x32\"}");
        json_t *unit = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_string_equal(text_at(unit, "events.2.payload.reason"), "not_printed");
        expect(200, staff("administrator"), "PATCH", format("/intake/v1/printers/%s", printer_id), "{\"host\":\"127.0.0.1\"}");
        assert_true(json_is_null(value_at(find_printer(printer_id), "last_error")));
}

/* A print that nobody claims before `change` was done to it. */
static const char *print_changed(struct db *db, const struct merchant *merchant, const char *unit_id, const char *printer_id, const struct sql *change)
{
        const char *path;

        assert_int_equal(db_exec(db, &begin_, DB_NO_ARGS, NULL), PROBLEM_OK);
        assert_int_equal(db_exec_one(db, &lock_printer, DB_ARGS(db_text(printer_id)), PROBLEM_PRINTER_NOT_FOUND), PROBLEM_OK);
        path = print(merchant, unit_id, printer_id);
        assert_int_equal(db_exec_one(db, change, DB_ARGS(db_text(strrchr(path, '/') + 1)), PROBLEM_PRINT_NOT_FOUND), PROBLEM_OK);
        assert_int_equal(db_exec(db, &commit_, DB_NO_ARGS, NULL), PROBLEM_OK);
        return path;
}

/* It took every byte and hung up, or the service ended while it was sending: whoever stands there looks, nobody sends it again by itself. */
static void a_label_that_may_have_been_printed_is_not_sent_again(void **state)
{
        struct raw_printer *raw = raw_printer_start(RAW_CUTS);
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant), other = a_received_unit(&merchant);
        const char *printer_id = a_printer(raw), *path = print(&merchant, piece.unit_id, printer_id);
        struct db *db = as_owner(statements);

        (void)state;
        assert_int_equal(integer_at(eventually(staff("receiver"), path, is_over, NULL), "attempts"), 1);
        const char *left = print_changed(db, &merchant, other.unit_id, a_printer(raw), &interrupt);
        json_t *unsure = outcome(left, "unsure");
        assert_string_equal(text_at(unsure, "error"), "was being sent when the service stopped");
        assert_int_equal(raw_printer_count(raw), 1);
        db_close(db);
        raw_printer_stop(raw);
}

enum { MANY = 4 };

/* One after the other, in the order of the station; another printer waits for none of them, a dead one not even for itself. */
static void labels_keep_their_order_and_printers_do_not_wait_for_each_other(void **state)
{
        struct raw_printer *slow = raw_printer_start(RAW_SLOW), *quick = raw_printer_start(RAW_TAKES), *deaf = raw_printer_start(RAW_DEAF);
        struct merchant merchant = new_merchant();
        struct piece piece[MANY], other = a_received_unit(&merchant), lost = a_received_unit(&merchant);
        const char *path[MANY], *slow_id = a_printer(slow), *quick_id = a_printer(quick), *deaf_id = a_printer(deaf);

        (void)state;
        without_faults();   /* which printer is done first is the test; it is the last one here */
        for (int i = 0; i < MANY; i++)
                piece[i] = a_received_unit(&merchant);
        const char *late = print(&merchant, lost.unit_id, deaf_id);
        for (int i = 0; i < MANY; i++)
                path[i] = print(&merchant, piece[i].unit_id, slow_id);
        outcome(print(&merchant, other.unit_id, quick_id), "printed");
        assert_true(raw_printer_count(slow) < MANY);
        for (int i = 0; i < MANY; i++)
                outcome(path[i], "printed");
        until_it_has(slow, MANY);
        for (int i = 0; i < MANY; i++)
                assert_non_null(strstr(raw_printer_label(slow, (size_t)i), piece[i].plate));
        json_t *failed = outcome(late, "failed");
        assert_non_null(strstr(text_at(failed, "error"), "does not answer"));
        raw_printer_stop(slow);
        raw_printer_stop(quick);
        raw_printer_stop(deaf);
}

/* Its piece has gone on: a label that comes now would be put on another. */
static void a_label_that_waited_for_a_minute_is_not_printed(void **state)
{
        struct raw_printer *raw = raw_printer_start(RAW_TAKES);
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct db *holds_printer = as_owner(statements), *ages_print = as_owner(statements);
        const char *printer_id = a_printer(raw);

        (void)state;
        assert_int_equal(db_exec(holds_printer, &begin_, DB_NO_ARGS, NULL), PROBLEM_OK);
        assert_int_equal(db_exec_one(holds_printer, &lock_printer, DB_ARGS(db_text(printer_id)), PROBLEM_PRINTER_NOT_FOUND), PROBLEM_OK);
        const char *path = print(&merchant, piece.unit_id, printer_id);
        assert_int_equal(db_exec(ages_print, &begin_, DB_NO_ARGS, NULL), PROBLEM_OK);
        assert_int_equal(db_exec_one(ages_print, &age, DB_ARGS(db_text(strrchr(path, '/') + 1)), PROBLEM_PRINT_NOT_FOUND), PROBLEM_OK);
        assert_int_equal(db_exec(holds_printer, &commit_, DB_NO_ARGS, NULL), PROBLEM_OK);
        usleep(500000);   /* whoever would print it saw it young, and waits for its row */
        assert_int_equal(db_exec(ages_print, &commit_, DB_NO_ARGS, NULL), PROBLEM_OK);
        assert_int_equal(integer_at(outcome(path, "expired"), "attempts"), 0);
        assert_int_equal(raw_printer_count(raw), 0);
        db_close(holds_printer);
        db_close(ages_print);
        raw_printer_stop(raw);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(an_administrator_adds_and_changes_a_printer), api_test(a_printer_that_cannot_be_is_refused_by_its_field), api_test(a_label_is_sent_to_the_printer_and_noted),
                api_test(a_print_that_cannot_be_is_refused), api_test(a_test_label_is_printed_and_belongs_to_nobody),
                api_test(a_printer_that_is_off_fails_the_print_after_three_tries_and_says_so), api_test(a_label_that_may_have_been_printed_is_not_sent_again),
                api_test(a_label_that_waited_for_a_minute_is_not_printed), api_test(labels_keep_their_order_and_printers_do_not_wait_for_each_other),
        };

        return API_MAIN(tests);
}

/* Staff, sign-in, facilities, and the audit of set-up. */
#include <unistd.h>

#include "support/database.h"
#include "support/steps.h"

static const char people[] = "/accounts/v1/staff";

static const char *somebody(const char *email, const char *role)
{
        return text_at(expect(201, staff("administrator"), "POST", people, "{\"email\":\"%s\",\"name\":\"P\",\"roles\":[\"%s\"],\"password\":\"correct horse 1\"}", email, role),
                       "staff_id");
}

static const char *an_email(void) { return format("%s@example.com", unique("person")); }

static struct answer sign_in(const char *email, const char *password)
{
        return call(NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"%s\"}", email, password);
}

static void a_member_of_staff_is_added_once(void **state)
{
        const char *email = an_email();
        json_t *made = done_once(201, staff("administrator"), "POST", people, "{\"email\":\"%s\",\"name\":\"P\",\"roles\":[\"grader\",\"technician\"]}", email);

        (void)state;
        assert_int_equal(strlen(text_at(made, "password")), 20);
        expect_problem(409, "already-exists", staff("administrator"), "POST", people, "{\"email\":\"%s\",\"name\":\"P\",\"roles\":[\"grader\"]}", email);
        expect_field(422, "email", staff("administrator"), "POST", people, "{\"email\":\"nobody\",\"name\":\"P\",\"roles\":[\"grader\"]}");
        expect_field(422, "email", staff("administrator"), "POST", people, "{\"email\":\"a b@example.com\",\"name\":\"P\",\"roles\":[\"grader\"]}");
        expect_field(422, "roles", staff("administrator"), "POST", people, "{\"email\":\"%s\",\"name\":\"P\",\"roles\":[]}", an_email());
        expect_field(422, "cursor", staff("administrator"), "GET", format("%s?cursor=00", people), NULL);
        expect_field(422, "limit", staff("administrator"), "GET", format("%s?limit=201", people), NULL);
        assert_true(count_of(staff("administrator"), format("%s?limit=1", people)) == 1);
}

static void a_change_of_staff_is_made_once_and_checked(void **state)
{
        const char *id = somebody(an_email(), "grader"), *path = format("%s/%s", people, id);
        json_t *changed = done_once(200, staff("administrator"), "PATCH", path, "{\"name\":\"Q\",\"roles\":[\"lister\"]}");

        (void)state;
        assert_string_equal(text_at(changed, "roles.0"), "lister");
        expect_field(422, "roles", staff("administrator"), "PATCH", path, "{\"roles\":[]}");
        expect_field(422, "roles", staff("administrator"), "PATCH", path, "{\"roles\":[\"king\"]}");
        expect_field(422, "disabled", staff("administrator"), "PATCH", path, "{\"disabled\":\"no\"}");
        expect_problem(404, "staff-not-found", staff("administrator"), "PATCH", format("%s/%s", people, new_uuid()), "{\"name\":\"Q\"}");
}

/* The one whom the first start made is the last, while nobody else administers. */
static void the_last_administrator_stays(void **state)
{
        const char *me = format("%s/%s", people, text_at(expect(200, staff("administrator"), "GET", "/accounts/v1/me", NULL), "staff_id"));

        (void)state;
        expect_problem(409, "last-administrator", staff("administrator"), "PATCH", me, "{\"roles\":[\"lister\"]}");
        expect_problem(409, "last-administrator", staff("administrator"), "PATCH", me, "{\"disabled\":true}");
        assert_string_equal(text_at(expect(200, staff("administrator"), "GET", "/accounts/v1/me", NULL), "roles.0"), "administrator");
}

static int status_until(const char *token, int status)
{
        int got = 0;

        for (int i = 0; i < 400 && got != status; i++, usleep(10000))   /* what was looked up is remembered for two seconds */
                got = call(token, "GET", "/accounts/v1/me", NULL).status;
        return got;
}

static void a_new_password_and_a_departure_end_the_sessions(void **state)
{
        const char *email = an_email(), *id = somebody(email, "grader"), *path = format("%s/%s", people, id);
        const char *token = text_at(sign_in(email, "correct horse 1").json, "token");

        (void)state;
        assert_int_equal(status_until(token, 200), 200);
        expect(200, staff("administrator"), "PATCH", path, "{\"password\":\"another horse 2\"}");
        assert_int_equal(status_until(token, 401), 401);
        assert_int_equal(sign_in(email, "correct horse 1").status, 401);
        token = text_at(sign_in(email, "another horse 2").json, "token");
        expect(200, staff("administrator"), "PATCH", path, "{\"disabled\":true}");
        assert_int_equal(status_until(token, 401), 401);
        expect(200, staff("administrator"), "PATCH", path, "{\"disabled\":false}");
        assert_int_equal(call(token, "GET", "/accounts/v1/me", NULL).status, 401);   /* not even when they come back */
}

static void signing_out_ends_the_session_of_the_header_or_the_cookie(void **state)
{
        const char *email = an_email();

        (void)state;
        somebody(email, "grader");
        const char *token = text_at(sign_in(email, "correct horse 1").json, "token");
        const char *headers[] = { format("Cookie: resale_session=%s", token), "Authorization: Basic bm9ib2R5", NULL };
        assert_int_equal(call_with(NULL, "POST", "/accounts/v1/sign-out", headers, NULL, 0).status, 204);
        assert_int_equal(status_until(token, 401), 401);
        expect(204, token, "POST", "/accounts/v1/sign-out", NULL);   /* again: nothing to end */
}

/* One account is tried seldom, however its name is written. */
static void guessing_is_rationed(void **state)
{
        char email[] = "aaaaaaaaaaaaaa@example.com";
        int refused = 0;

        (void)state;
        for (int i = 0; i < 60; i++) {
                for (int bit = 0; bit < 6; bit++)
                        email[bit] = i >> bit & 1 ? 'A' : 'a';
                struct answer answer = sign_in(email, "wrong");
                if (answer.status == 429) {
                        assert_non_null(answer_header(&answer, "Retry-After"));
                        refused++;
                }
        }
        assert_in_range(refused, 20, 60);
}

static void a_facility_is_added_once(void **state)
{
        static const char path[] = "/accounts/v1/facilities";
        const char *name = unique("Hall");

        (void)state;
        done_once(201, staff("administrator"), "POST", path, "{\"name\":\"%s\",\"time_zone\":\"Europe/Berlin\",\"address\":{\"city\":\"Ulm\"}}", name);
        expect_problem(409, "already-exists", staff("administrator"), "POST", path, "{\"name\":\"%s\",\"time_zone\":\"Europe/Berlin\",\"address\":{}}", name);
        expect_field(422, "time_zone", staff("administrator"), "POST", path, "{\"name\":\"%s\",\"time_zone\":\"Mars\",\"address\":{}}", unique("Hall"));
        expect_field(422, "address", staff("administrator"), "POST", path, "{\"name\":\"%s\",\"time_zone\":\"UTC\",\"address\":\"here\"}", unique("Hall"));
        assert_true(count_of(staff("receiver"), path) > 0);
}

static void what_is_set_up_is_audited(void **state)
{
        const char *reader = staff("supervisor"), *email = an_email(), *id = somebody(email, "grader");

        (void)state;
        expect(200, staff("administrator"), "PATCH", format("%s/%s", people, id), "{\"password\":\"another horse 2\",\"roles\":[\"lister\"]}");
        struct answer audit = call(reader, "GET", "/accounts/v1/audit?limit=2", NULL);
        assert_string_equal(text_at(audit.json, "items.0.action"), "staff.changed_with_password");
        assert_string_equal(text_at(audit.json, "items.0.detail.roles.0"), "lister");
        assert_string_equal(text_at(audit.json, "items.1.action"), "staff.added");
        assert_string_equal(text_at(audit.json, "items.1.subject"), email);
        assert_null(strstr(audit.text, "another horse"));
}

STATEMENT(kept, 1, "select count(*)::text from accounts.idempotency i where position($1::text in row_to_json(i)::text) > 0");
static const struct sql *const statements[] = { &kept, NULL };

/* What is said once is not kept where the answer to a repeat is. */
static void a_password_said_once_is_kept_nowhere(void **state)
{
        json_t *made = done_once(201, staff("administrator"), "POST", people, "{\"email\":\"%s\",\"name\":\"P\",\"roles\":[\"grader\"]}", an_email());

        unit_setup(state);
        struct db *db = as_owner(statements);
        assert_string_equal(value_of(db, &kept, DB_ARGS(db_text(text_at(made, "password")))), "0");
        db_close(db);
        unit_teardown(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(the_last_administrator_stays), api_test(a_member_of_staff_is_added_once), api_test(a_change_of_staff_is_made_once_and_checked),
                api_test(a_new_password_and_a_departure_end_the_sessions), api_test(signing_out_ends_the_session_of_the_header_or_the_cookie),
                api_test(guessing_is_rationed), api_test(a_facility_is_added_once), api_test(what_is_set_up_is_audited), api_test(a_password_said_once_is_kept_nowhere),
        };

        return API_MAIN(tests);
}

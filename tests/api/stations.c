/* Devices that several people share: enrolling, badges, PINs, and who is told from whom. */
#include <unistd.h>

#include "support/database.h"
#include "support/stations.h"
#include "support/steps.h"

static const char stations[] = "/accounts/v1/stations", at_station[] = "/accounts/v1/station/sign-in";

static void a_station_is_added_once_enrolled_and_revoked(void **state)
{
        const char *name = unique("Dock");
        json_t *made = done_once(201, staff("supervisor"), "POST", stations, "{\"name\":\"%s\",\"facility_id\":\"%s\",\"idle_minutes\":5}", name, facility());
        const char *id = text_at(made, "station_id"), *enrol = format("%s/%s/enrol", stations, id);
        struct device device = { 0 };

        (void)state;
        assert_true(json_is_null(value_at(made, "enrolled_at")));
        expect_problem(409, "already-exists", staff("supervisor"), "POST", stations, "{\"name\":\"%s\",\"facility_id\":\"%s\",\"idle_minutes\":5}", name, facility());
        expect_problem(404, "facility-not-found", staff("supervisor"), "POST", stations, "{\"name\":\"%s\",\"facility_id\":\"%s\",\"idle_minutes\":5}", unique("Dock"), new_uuid());
        expect_field(422, "idle_minutes", staff("supervisor"), "POST", stations, "{\"name\":\"%s\",\"facility_id\":\"%s\",\"idle_minutes\":0}", unique("Dock"), facility());
        expect_field(422, "name", staff("supervisor"), "POST", stations, "{\"name\":\"\",\"facility_id\":\"%s\",\"idle_minutes\":5}", facility());
        expect_problem(404, "station-not-found", staff("supervisor"), "POST", format("%s/%s/enrol", stations, new_uuid()), NULL);
        struct answer enrolled = call(staff("supervisor"), "POST", enrol, NULL);
        assert_non_null(strstr(answer_header(&enrolled, "Set-Cookie"), "; Path=/accounts/; "));
        assert_null(strstr(enrolled.text, "rt_"));   /* no script sees it */
        keep_cookies(&device, &enrolled);
        assert_string_equal(text_at(from(&device, "GET", "/accounts/v1/station", NULL).json, "station.name"), name);
        assert_true(json_is_null(value_at(expect(200, NULL, "GET", "/accounts/v1/station", NULL), "station")));
        assert_true(count_of(staff("supervisor"), stations) > 0);
        expect_field(422, "cursor", staff("supervisor"), "GET", format("%s?cursor=00", stations), NULL);
        done_once(204, staff("supervisor"), "DELETE", format("%s/%s", stations, id), NULL);
        assert_true(json_is_null(value_at(from(&device, "GET", "/accounts/v1/station", NULL).json, "station")));
        expect_problem(404, "station-not-found", staff("supervisor"), "POST", enrol, NULL);
        expect_problem(404, "station-not-found", staff("supervisor"), "DELETE", format("%s/%s", stations, new_uuid()), NULL);
        expect(201, staff("supervisor"), "POST", stations, "{\"name\":\"%s\",\"facility_id\":\"%s\",\"idle_minutes\":5}", name, facility());   /* the name is free again */
}

static void a_station_alone_gives_no_rights(void **state)
{
        struct device device = new_station();
        static const char *const closed[] = { "/accounts/v1/me", "/accounts/v1/staff", "/accounts/v1/stations", "/intake/v1/shipments", "/grading/v1/queue" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(closed); i++)
                refused(from(&device, "GET", closed[i], NULL), 401, "not-signed-in");
        const char *token = strchr(device.station, '=') + 1;
        expect_problem(401, "not-signed-in", token, "GET", "/accounts/v1/me", NULL);   /* nor is it a session's or a key's */
        assert_int_equal(json_array_size(value_at(from(&device, "GET", "/accounts/v1/station", NULL).json, "people")), 0);
}

static void a_badge_or_a_pin_switches_the_person(void **state)
{
        struct device device = new_station();
        struct person kim = new_person("receiver"), lee = new_person("grader");
        struct answer got = sign_in_at(&device, "{\"badge\":\"%s\"}", kim.badge);
        char before[140];

        (void)state;
        assert_int_equal(got.status, 200);
        assert_string_equal(text_at(got.json, "staff_id"), kim.id);
        assert_string_equal(text_at(got.json, "station.station_id"), device.id);
        assert_string_equal(text_at(from(&device, "GET", "/accounts/v1/me", NULL).json, "email"), kim.email);
        assert_int_equal(from(&device, "GET", "/intake/v1/shipments", NULL).status, 200);
        memcpy(before, strchr(device.session, '=') + 1, strlen(strchr(device.session, '=')));
        assert_string_equal(text_at(sign_in_at(&device, "{\"number\":%lld,\"pin\":\"%s\"}", (long long)lee.number, a_pin).json, "staff_id"), lee.id);
        assert_string_equal(text_at(from(&device, "GET", "/accounts/v1/me", NULL).json, "staff_id"), lee.id);
        int status = 200;
        for (int i = 0; i < 400 && status != 401; i++, usleep(10000))   /* what was looked up is remembered for two seconds */
                status = call(before, "GET", "/accounts/v1/me", NULL).status;
        assert_int_equal(status, 401);
        assert_string_equal(text_at(sign_in_at(&device, "{\"staff_id\":\"%s\",\"pin\":\"%s\"}", kim.id, a_pin).json, "staff_id"), kim.id);
        assert_int_equal(json_array_size(value_at(from(&device, "GET", "/accounts/v1/station", NULL).json, "people")), 2);
        expect(200, staff("administrator"), "PATCH", format("/accounts/v1/staff/%s", kim.id), "{\"disabled\":true}");
        refused(sign_in_at(&device, "{\"badge\":\"%s\"}", kim.badge), 401, "wrong-credentials");
        refused(sign_in_at(&device, "{\"number\":%lld,\"pin\":\"%s\"}", (long long)kim.number, a_pin), 401, "wrong-credentials");
        assert_int_equal(json_array_size(value_at(from(&device, "GET", "/accounts/v1/station", NULL).json, "people")), 1);
}

static void without_an_enrolled_station_nothing_opens(void **state)
{
        struct device device = new_station(), nowhere = { 0 }, revoked = new_station();
        struct person kim = new_person("receiver");
        const char *headers[] = { format("Cookie: %s", device.station), "Content-Type: application/json", "Origin: https://elsewhere.example", NULL };
        const char *body = format("{\"badge\":\"%s\"}", kim.badge);

        (void)state;
        refused(sign_in_at(&nowhere, "{\"number\":%lld,\"pin\":\"%s\"}", (long long)kim.number, a_pin), 403, "not-a-station");
        refused(sign_in_at(&nowhere, "%s", body), 403, "not-a-station");
        assert_int_equal(sign_in_at(&revoked, "%s", body).status, 200);
        expect(204, staff("administrator"), "DELETE", format("%s/%s", stations, revoked.id), NULL);
        refused(sign_in_at(&revoked, "%s", body), 403, "not-a-station");
        refused(call_with(NULL, "POST", at_station, headers, body, strlen(body)), 403, "not-a-station");   /* another site's page */
        headers[1] = "Content-Type: text/plain";
        headers[2] = NULL;
        refused(call_with(NULL, "POST", at_station, headers, body, strlen(body)), 415, "unsupported-media-type");
        assert_int_equal(sign_in_at(&device, "%s", body).status, 200);
        struct answer moved = call(staff("administrator"), "POST", format("%s/%s/enrol", stations, device.id), NULL);   /* to another device */
        refused(sign_in_at(&device, "%s", body), 403, "not-a-station");
        keep_cookies(&device, &moved);
        assert_int_equal(sign_in_at(&device, "%s", body).status, 200);
        assert_int_equal(from(&device, "POST", "/accounts/v1/sign-out", NULL).status, 204);
        refused(from(&device, "GET", "/accounts/v1/me", NULL), 401, "not-signed-in");
}

static void a_badge_that_was_issued_again_or_revoked_is_good_no_longer(void **state)
{
        struct device device = new_station();
        struct person kim = new_person("receiver");
        const char *path = format("/accounts/v1/staff/%s/badge", kim.id);
        json_t *again = done_once(201, staff("administrator"), "POST", path, NULL);
        const char *code = text_at(again, "code");

        (void)state;
        assert_int_equal(strlen(code), 30);
        assert_non_null(strstr(text_at(again, "card"), "<svg"));
        refused(sign_in_at(&device, "{\"badge\":\"%s\"}", kim.badge), 401, "wrong-credentials");
        assert_int_equal(sign_in_at(&device, "{\"badge\":\"%s\"}", code).status, 200);
        done_once(204, staff("administrator"), "DELETE", path, NULL);
        refused(sign_in_at(&device, "{\"badge\":\"%s\"}", code), 401, "wrong-credentials");
        expect_problem(404, "staff-not-found", staff("administrator"), "DELETE", path, NULL);
        expect_problem(404, "staff-not-found", staff("administrator"), "POST", format("/accounts/v1/staff/%s/badge", new_uuid()), NULL);
        refused(sign_in_at(&device, "{\"badge\":\"RPS:short\"}"), 401, "wrong-credentials");
        refused(sign_in_at(&device, "{\"badge\":\"%.29s!\"}", code), 401, "wrong-credentials");
        struct answer nothing = sign_in_at(&device, "{}");
        assert_string_equal(text_at(nothing.json, "field"), "badge");
        assert_int_equal(sign_in_at(&device, "{\"pin\":\"%s\"}", a_pin).status, 422);
}

static void a_supervisor_needs_badge_and_pin(void **state)
{
        static const char *const roles[] = { "supervisor", "administrator" };
        struct device device = new_station();

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
                struct person boss = new_person(roles[i]);
                refused(sign_in_at(&device, "{\"badge\":\"%s\"}", boss.badge), 401, "badge-and-pin");
                refused(sign_in_at(&device, "{\"number\":%lld,\"pin\":\"%s\"}", (long long)boss.number, a_pin), 401, "badge-and-pin");
                refused(sign_in_at(&device, "{\"badge\":\"%s\",\"pin\":\"2581\"}", boss.badge), 401, "wrong-credentials");
                assert_string_equal(text_at(sign_in_at(&device, "{\"badge\":\"%s\",\"pin\":\"%s\"}", boss.badge, a_pin).json, "staff_id"), boss.id);
                expect(200, staff("administrator"), "PATCH", format("/accounts/v1/staff/%s", boss.id), "{\"disabled\":true}");
        }
}

static void a_pin_is_chosen_with_the_password(void **state)
{
        struct person kim = new_person("lister");
        const char *token = token_of(&kim), *path = "/accounts/v1/me/pin", *remove = format("/accounts/v1/staff/%s/pin", kim.id);

        (void)state;
        without_faults();   /* changes are rationed */
        expect_problem(401, "wrong-credentials", token, "POST", path, "{\"pin\":\"2581\",\"password\":\"wrong\"}");
        expect_field(422, "pin", token, "POST", path, "{\"pin\":\"1234\",\"password\":\"%s\"}", a_password);
        expect(204, token, "POST", path, "{\"pin\":\"25814703\",\"password\":\"%s\"}", a_password);
        int status = 0;
        for (int i = 0; i < 25 && status != 429; i++)
                status = call(token, "POST", path, "{\"pin\":\"2581\",\"password\":\"wrong\"}").status;
        assert_int_equal(status, 429);
        assert_true(json_is_string(value_at(expect(200, token, "GET", "/accounts/v1/me", NULL), "pin_set_at")));
        done_once(204, staff("administrator"), "DELETE", remove, NULL);
        expect_problem(404, "staff-not-found", staff("administrator"), "DELETE", remove, NULL);
        assert_true(json_is_null(value_at(expect(200, token, "GET", "/accounts/v1/me", NULL), "pin_set_at")));
}

STATEMENT(unlock, 1, "update accounts.pin set locked_until = now() where staff_id = $1::uuid");
STATEMENT(unlock_station, 1, "update accounts.station set locked_until = now() where station_id = $1::uuid");
STATEMENT(minutes, 1, "select round(extract(epoch from locked_until - now()) / 60)::text from accounts.pin where staff_id = $1::uuid");
static const struct sql *const statements[] = { &unlock, &unlock_station, &minutes, NULL };

static void guess(struct device *device, const struct person *person, int times)
{
        for (int i = 0; i < times; i++)
                refused(sign_in_at(device, "{\"number\":%lld,\"pin\":\"9%03d\"}", (long long)person->number, i), 401, "wrong-credentials");
}

static void five_wrong_pins_lock_it_longer_each_time(void **state)
{
        struct device device = new_station();
        struct person kim = new_person("receiver");
        struct uuid id;

        without_faults();
        unit_setup(state);
        memcpy(id.text, kim.id, sizeof id.text);
        struct db *db = as_owner(statements);
        guess(&device, &kim, 5);
        struct answer locked = sign_in_at(&device, "{\"number\":%lld,\"pin\":\"%s\"}", (long long)kim.number, a_pin);
        refused(locked, 429, "pin-locked");
        assert_string_equal(answer_header(&locked, "Retry-After"), "900");
        assert_string_equal(value_of(db, &minutes, DB_ARGS(db_uuid(&id))), "15");
        assert_true(json_is_string(value_at(expect(200, token_of(&kim), "GET", "/accounts/v1/me", NULL), "pin_locked_until")));
        assert_string_equal(text_at(expect(200, staff("supervisor"), "GET", "/accounts/v1/audit?limit=1", NULL), "items.0.action"), "pin.locked");
        assert_int_equal(sign_in_at(&device, "{\"badge\":\"%s\"}", kim.badge).status, 200);   /* the badge is another thing */
        value_of(db, &unlock, DB_ARGS(db_uuid(&id)));
        guess(&device, &kim, 5);
        assert_string_equal(value_of(db, &minutes, DB_ARGS(db_uuid(&id))), "30");
        value_of(db, &unlock, DB_ARGS(db_uuid(&id)));
        assert_int_equal(sign_in_at(&device, "{\"number\":%lld,\"pin\":\"%s\"}", (long long)kim.number, a_pin).status, 200);
        guess(&device, &kim, 4);   /* the right one started afresh */
        assert_int_equal(sign_in_at(&device, "{\"number\":%lld,\"pin\":\"%s\"}", (long long)kim.number, a_pin).status, 200);
        db_close(db);
        unit_teardown(state);
}

static void fifteen_wrong_pins_lock_those_of_the_station(void **state)
{
        struct device device = new_station(), other = new_station();
        struct person kim = new_person("receiver");

        (void)state;
        without_faults();
        for (int i = 0; i < 15; i++)   /* of people that there may be */
                refused(sign_in_at(&device, "{\"staff_id\":\"%s\",\"pin\":\"9081\"}", new_uuid()), 401, "wrong-credentials");
        refused(sign_in_at(&device, "{\"number\":%lld,\"pin\":\"%s\"}", (long long)kim.number, a_pin), 429, "pin-locked");
        assert_int_equal(sign_in_at(&other, "{\"number\":%lld,\"pin\":\"%s\"}", (long long)kim.number, a_pin).status, 200);
        assert_int_equal(sign_in_at(&device, "{\"badge\":\"%s\"}", kim.badge).status, 200);
}

STATEMENT(kept, 1, "select count(*)::text from (select row_to_json(b)::text as row from accounts.badge b union all select row_to_json(p)::text from accounts.pin p"
                   " union all select row_to_json(a)::text from accounts.audit a union all select row_to_json(i)::text from accounts.idempotency i) r"
                   " where position($1::text in row) > 0");
static const struct sql *const kept_statements[] = { &kept, NULL };

static void what_a_badge_holds_is_kept_nowhere(void **state)
{
        struct person kim = new_person("receiver");

        unit_setup(state);
        struct db *db = as_owner(kept_statements);
        assert_string_equal(value_of(db, &kept, DB_ARGS(db_text(kim.badge))), "0");
        db_close(db);
        unit_teardown(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_station_is_added_once_enrolled_and_revoked), api_test(a_station_alone_gives_no_rights), api_test(a_badge_or_a_pin_switches_the_person),
                api_test(without_an_enrolled_station_nothing_opens), api_test(a_badge_that_was_issued_again_or_revoked_is_good_no_longer),
                api_test(a_supervisor_needs_badge_and_pin), api_test(a_pin_is_chosen_with_the_password),
                api_test(five_wrong_pins_lock_it_longer_each_time), api_test(fifteen_wrong_pins_lock_those_of_the_station), api_test(what_a_badge_holds_is_kept_nowhere),
        };

        return API_MAIN(tests);
}

/* A second person approves in place: for one action on one unit in one session, once, for two minutes. */
#include "support/database.h"
#include "support/stations.h"
#include "support/steps.h"

static const char destroy[] = "{\"disposition\":\"destroy\",\"evidence\":{\"recipient\":\"press\",\"reason\":\"mould\"},\"approval\":\"%s\"}";

static const char *where(const struct merchant *merchant) { return at(merchant, "accounts", "/approvals"); }

/* By password, of one action on one unit, asked in the session `as`. */
static const char *approved(const struct merchant *merchant, const char *as, const struct person *by, const char *action, const char *unit_id)
{
        return text_at(expect(201, as, "POST", where(merchant), "{\"action\":\"%s\",\"subject\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}", action, unit_id, by->email, a_password),
                       "token");
}

static void destroyed_with_a_second_person_and_both_are_in_the_ledger(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct person asks = new_person("supervisor"), approves = new_person("supervisor");
        const char *as = token_of(&asks), *path = at(&merchant, "grading", "/units/%s/disposition", piece.unit_id);
        const char *token = approved(&merchant, as, &approves, "destroy", piece.unit_id);

        (void)state;
        assert_true(text_starts(token, "ra_"));
        expect_field(422, "evidence.reason", as, "POST", path, "{\"disposition\":\"destroy\",\"evidence\":{\"recipient\":\"press\"},\"approval\":\"%s\"}", token);
        expect_field(422, "evidence.reason", as, "POST", path, "{\"disposition\":\"destroy\",\"evidence\":{\"recipient\":\"press\",\"reason\":\" \"},\"approval\":\"%s\"}", token);
        expect_field(422, "approval", as, "POST", path, "{\"disposition\":\"donate\",\"evidence\":{\"recipient\":\"x\"},\"approval\":\"%s\"}", token);
        done_once(200, as, "POST", path, destroy, token);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "destroyed");
        json_t *ledger = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_string_equal(text_at(ledger, "events.1.actor"), format("staff:%s", asks.id));
        assert_string_equal(text_at(ledger, "events.1.payload.approved_by"), format("staff:%s", approves.id));
        assert_string_equal(text_at(ledger, "events.1.payload.evidence.reason"), "mould");
        json_t *audit = expect(200, staff("administrator"), "GET", "/accounts/v1/audit?limit=2", NULL);
        assert_string_equal(text_at(audit, "items.0.action"), "approval.used");
        assert_string_equal(text_at(audit, "items.0.subject"), piece.unit_id);
        assert_string_equal(text_at(audit, "items.1.action"), "approval.given");
        assert_string_equal(text_at(audit, "items.1.detail.asked_by"), format("staff:%s", asks.id));
}

static void an_approval_is_good_once_for_what_it_was_given(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece first = a_received_unit(&merchant), second = a_received_unit(&merchant), theirs = a_received_unit(&other);
        struct person asks = new_person("supervisor"), approves = new_person("supervisor"), third = new_person("supervisor");
        const char *as = token_of(&asks), *token = approved(&merchant, as, &approves, "destroy", first.unit_id);
        const char *path = at(&merchant, "grading", "/units/%s/disposition", first.unit_id), *next = at(&merchant, "grading", "/units/%s/disposition", second.unit_id);

        (void)state;
        expect_problem(409, "approval-invalid", as, "POST", next, destroy, token);                                                             /* another unit */
        expect_problem(409, "approval-invalid", as, "POST", at(&other, "grading", "/units/%s/disposition", theirs.unit_id), destroy, token);    /* another merchant */
        expect_problem(409, "approval-invalid", token_of(&third), "POST", path, destroy, token);                                               /* another person */
        expect_problem(409, "approval-invalid", token_of(&asks), "POST", path, destroy, token);                                                /* another session */
        expect_problem(409, "approval-invalid", as, "POST", path, destroy, approved(&merchant, as, &approves, "price_floor", first.unit_id));  /* another action */
        expect_problem(409, "approval-invalid", as, "POST", path, destroy, "ra_nothing");
        assert_string_equal(unit_state(&merchant, first.unit_id), "received");
        expect(200, as, "POST", path, destroy, token);
        expect_problem(409, "approval-invalid", as, "POST", path, destroy, token);                                                             /* again */
        assert_string_equal(unit_state(&merchant, second.unit_id), "received");
}

static void what_fails_has_not_used_the_approval(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct person asks = new_person("supervisor"), approves = new_person("supervisor");
        const char *as = token_of(&asks), *path = at(&merchant, "grading", "/units/%s/disposition", piece.unit_id);
        const char *token = approved(&merchant, as, &approves, "destroy", piece.unit_id);

        (void)state;
        a_rubric(&merchant);
        grade(&merchant, piece.unit_id, "none");
        const char *id = text_at(expect(201, staff("technician"), "POST", at(&merchant, "grading", "/units/%s/work-orders", piece.unit_id),
                                        "{\"operations\":[{\"operation\":\"clean\",\"minutes\":10}]}"), "work_order_id");
        expect_problem(409, "unit-state", as, "POST", path, destroy, token);   /* it is at work */
        expect(200, staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", id), "{\"result\":\"done\",\"minutes\":1}");
        grade(&merchant, piece.unit_id, "none");
        expect(200, as, "POST", path, destroy, token);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "destroyed");
}

STATEMENT(age, 1, "update accounts.approval set created_at = now() - interval '3 minutes', expires_at = now() - interval '1 minute' where subject = $1::uuid");
static const struct sql *const statements[] = { &age, NULL };

static void an_approval_ends_after_two_minutes(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        struct person asks = new_person("supervisor"), approves = new_person("supervisor");
        const char *as = token_of(&asks), *token = approved(&merchant, as, &approves, "destroy", piece.unit_id);
        struct uuid id;

        unit_setup(state);
        memcpy(id.text, piece.unit_id, sizeof id.text);
        struct db *db = as_owner(statements);
        value_of(db, &age, DB_ARGS(db_uuid(&id)));
        expect_problem(409, "approval-invalid", as, "POST", at(&merchant, "grading", "/units/%s/disposition", piece.unit_id), destroy, token);
        db_close(db);
        unit_teardown(state);
}

static void only_another_person_who_may_approves(void **state)
{
        struct merchant merchant = new_merchant();
        struct person asks = new_person("supervisor"), grader = new_person("grader"), approves = new_person("administrator");
        const char *as = token_of(&asks), *path = where(&merchant), *unit = new_uuid();
        static const char body[] = "{\"action\":\"%s\",\"subject\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}";

        (void)state;
        expect_problem(409, "same-person", as, "POST", path, body, "destroy", unit, asks.email, a_password);
        expect_problem(403, "not-allowed", as, "POST", path, body, "destroy", unit, grader.email, a_password);
        expect_problem(401, "wrong-credentials", as, "POST", path, body, "destroy", unit, approves.email, "wrong");
        expect_field(422, "action", as, "POST", path, body, "give_away", unit, approves.email, a_password);
        expect_field(422, "badge", as, "POST", path, "{\"action\":\"destroy\",\"subject\":\"%s\"}", unit);
        expect_field(422, "badge", as, "POST", path, "{\"action\":\"destroy\",\"subject\":\"%s\",\"badge\":\"%s\"}", unit, approves.badge);   /* alone it is not enough */
        expect(201, as, "POST", path, body, "grade_override", unit, approves.email, a_password);
        expect(200, staff("administrator"), "PATCH", format("/accounts/v1/staff/%s", approves.id), "{\"disabled\":true}");
        expect_problem(401, "wrong-credentials", as, "POST", path, body, "destroy", unit, approves.email, a_password);
}

static void a_badge_and_pin_approve_at_a_station_only(void **state)
{
        struct merchant merchant = new_merchant();
        struct person grader = new_person("grader"), boss = new_person("supervisor");
        struct device device = new_station();
        const char *body = format("{\"action\":\"grade_override\",\"subject\":\"%s\",\"badge\":\"%s\",\"pin\":\"%s\"}", new_uuid(), boss.badge, a_pin);

        (void)state;
        assert_int_equal(sign_in_at(&device, "{\"badge\":\"%s\"}", grader.badge).status, 200);
        assert_int_equal(from(&device, "POST", where(&merchant), "%s", body).status, 201);
        assert_string_equal(text_at(from(&device, "GET", "/accounts/v1/me", NULL).json, "staff_id"), grader.id);   /* who asked is still signed in */
        expect_problem(403, "not-a-station", token_of(&grader), "POST", where(&merchant), "%s", body);
        refused(from(&device, "POST", where(&merchant), "{\"action\":\"destroy\",\"subject\":\"%s\",\"badge\":\"%s\",\"pin\":\"2581\"}", new_uuid(), boss.badge), 401,
                "wrong-credentials");
        refused(from(&device, "POST", where(&merchant), "{\"action\":\"destroy\",\"subject\":\"%s\",\"badge\":\"%s\",\"pin\":\"%s\"}", new_uuid(), grader.badge, a_pin), 409,
                "same-person");
        without_faults();
        for (int i = 0; i < 4; i++)
                refused(from(&device, "POST", where(&merchant), "{\"action\":\"destroy\",\"subject\":\"%s\",\"badge\":\"%s\",\"pin\":\"2581\"}", new_uuid(), boss.badge), 401,
                        "wrong-credentials");
        refused(from(&device, "POST", where(&merchant), "%s", body), 429, "pin-locked");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(destroyed_with_a_second_person_and_both_are_in_the_ledger), api_test(an_approval_is_good_once_for_what_it_was_given),
                api_test(what_fails_has_not_used_the_approval), api_test(an_approval_ends_after_two_minutes), api_test(only_another_person_who_may_approves),
                api_test(a_badge_and_pin_approve_at_a_station_only),
        };

        return API_MAIN(tests);
}

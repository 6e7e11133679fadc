#include <unistd.h>

#include "support/steps.h"

static void signing_in_and_out(void **state)
{
        const char *email = format("%s@example.com", unique("somebody"));

        (void)state;
        json_t *made = expect(201, staff("administrator"), "POST", "/accounts/v1/staff", "{\"email\":\"%s\",\"name\":\"S\",\"roles\":[\"grader\"]}", email);
        const char *password = text_at(made, "password");
        expect_problem(401, "wrong-credentials", NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"wrong\"}", email);
        expect_problem(401, "wrong-credentials", NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"nobody@example.com\",\"password\":\"wrong\"}");
        struct answer answer = call(NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"%s\"}", email, password);
        assert_int_equal(answer.status, 200);
        const char *cookie = answer_header(&answer, "Set-Cookie");
        assert_non_null(strstr(cookie, "HttpOnly; SameSite=Strict"));
        const char *token = text_at(answer.json, "token");
        assert_string_equal(text_at(expect(200, token, "GET", "/accounts/v1/me", NULL), "email"), email);
        expect(204, token, "POST", "/accounts/v1/sign-out", NULL);
}

static void a_revoked_key_is_refused(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *made = expect(201, staff("administrator"), "POST", at(&merchant, "accounts", "/keys"), "{\"name\":\"k\",\"scopes\":[\"routing:read\"]}");
        const char *key = text_at(made, "key");

        (void)state;
        expect(200, key, "GET", at(&merchant, "routing", "/rules"), NULL);
        expect(204, staff("administrator"), "DELETE", at(&merchant, "accounts", "/keys/%s", text_at(made, "key_id")), NULL);
        int status = 200;
        for (int i = 0; i < 400 && status == 200; i++) {   /* it is remembered for two seconds */
                status = call(key, "GET", at(&merchant, "routing", "/rules"), NULL).status;
                if (status == 200)
                        usleep(50000);
        }
        assert_int_equal(status, 401);
        expect_problem(404, "key-not-found", staff("administrator"), "DELETE", at(&merchant, "accounts", "/keys/%s", new_uuid()), NULL);
        expect_field(422, "scopes", staff("administrator"), "POST", at(&merchant, "accounts", "/keys"), "{\"name\":\"k\",\"scopes\":[\"all\"]}");
        expect_field(422, "expires_at", staff("administrator"), "POST", at(&merchant, "accounts", "/keys"), "{\"name\":\"k\",\"scopes\":[\"routing:read\"],\"expires_at\":\"2020-01-01T00:00:00Z\"}");
}

static void a_merchant_is_checked_and_changed(void **state)
{
        struct merchant merchant = new_merchant();
        const char *slug = text_at(expect(200, merchant.key, "GET", at(&merchant, "accounts", ""), NULL), "slug");

        (void)state;
        expect_problem(409, "already-exists", staff("administrator"), "POST", "/accounts/v1/merchants",
                       "{\"name\":\"n\",\"slug\":\"%s\",\"plan\":\"p\",\"resale_included\":true,\"currency\":\"USD\",\"time_zone\":\"UTC\"}", slug);
        expect_field(422, "time_zone", staff("administrator"), "POST", "/accounts/v1/merchants",
                     "{\"name\":\"n\",\"slug\":\"%s\",\"plan\":\"p\",\"resale_included\":true,\"currency\":\"USD\",\"time_zone\":\"Mars\"}", unique("s"));
        expect_field(422, "currency", staff("administrator"), "POST", "/accounts/v1/merchants",
                     "{\"name\":\"n\",\"slug\":\"%s\",\"plan\":\"p\",\"resale_included\":true,\"currency\":\"usd\",\"time_zone\":\"UTC\"}", unique("s"));
        expect_field(422, "slug", staff("administrator"), "POST", "/accounts/v1/merchants",
                     "{\"name\":\"n\",\"slug\":\"A B\",\"plan\":\"p\",\"resale_included\":true,\"currency\":\"USD\",\"time_zone\":\"UTC\"}");
        json_t *changed = expect(200, staff("administrator"), "PATCH", at(&merchant, "accounts", ""), "{\"plan\":\"basic\",\"resale_included\":false}");
        assert_true(json_is_false(value_at(changed, "resale_included")));
        expect_problem(404, "merchant-not-found", staff("administrator"), "PATCH", format("/accounts/v1/merchants/%s", new_uuid()), "{}");
        assert_true(json_array_size(value_at(expect(200, staff("administrator"), "GET", "/accounts/v1/audit", NULL), "items")) > 0);
}

static void staff_are_changed(void **state)
{
        const char *email = format("%s@example.com", unique("person"));
        const char *id = text_at(expect(201, staff("administrator"), "POST", "/accounts/v1/staff",
                                 "{\"email\":\"%s\",\"name\":\"P\",\"roles\":[\"grader\"],\"password\":\"correct horse 1\"}", email), "staff_id");

        (void)state;
        expect_problem(409, "already-exists", staff("administrator"), "POST", "/accounts/v1/staff", "{\"email\":\"%s\",\"name\":\"P\",\"roles\":[\"grader\"]}", email);
        expect_field(422, "roles", staff("administrator"), "POST", "/accounts/v1/staff", "{\"email\":\"x@example.com\",\"name\":\"P\",\"roles\":[\"king\"]}");
        expect_field(422, "password", staff("administrator"), "POST", "/accounts/v1/staff", "{\"email\":\"x@example.com\",\"name\":\"P\",\"roles\":[\"grader\"],\"password\":\"short\"}");
        expect(200, staff("administrator"), "PATCH", format("/accounts/v1/staff/%s", id), "{\"disabled\":true}");
        expect_problem(401, "wrong-credentials", NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"correct horse 1\"}", email);
        expect_problem(404, "staff-not-found", staff("administrator"), "PATCH", format("/accounts/v1/staff/%s", new_uuid()), "{}");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(signing_in_and_out), api_test(a_revoked_key_is_refused), api_test(a_merchant_is_checked_and_changed),
                api_test(staff_are_changed),
        };

        return API_MAIN(tests);
}

/* Merchants and their API keys. */
#include <time.h>
#include <unistd.h>

#include "support/steps.h"

static void a_merchant_is_added_once(void **state)
{
        const char *slug = unique("m");
        json_t *made = done_once(201, staff("administrator"), "POST", "/accounts/v1/merchants",
                                 "{\"name\":\"N\",\"slug\":\"%s\",\"plan\":\"plus\",\"resale_included\":true,\"currency\":\"JPY\",\"time_zone\":\"Asia/Tokyo\"}", slug);

        (void)state;
        expect(200, staff("receiver"), "GET", format("/accounts/v1/merchants/%s", text_at(made, "merchant_id")), NULL);
        expect_field(422, "resale_included", staff("administrator"), "POST", "/accounts/v1/merchants",
                     "{\"name\":\"N\",\"slug\":\"x\",\"plan\":\"plus\",\"currency\":\"JPY\",\"time_zone\":\"Asia/Tokyo\"}");
        expect_field(422, "cursor", staff("receiver"), "GET", format("/accounts/v1/merchants?cursor=%s%s", "30303030303030302d303030302d303030302d303030302d303030303030303030303030", "6162"),
                     NULL);
        expect_problem(404, "merchant-not-found", staff("receiver"), "GET", format("/accounts/v1/merchants/%s", new_uuid()), NULL);
        expect_problem(404, "merchant-not-found", staff("receiver"), "GET", "/accounts/v1/merchants/not-a-uuid", NULL);
}

static void a_plan_is_changed_once_and_by_nobody_else(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        done_once(200, staff("administrator"), "PATCH", at(&merchant, "accounts", ""), "{\"plan\":\"basic\",\"resale_included\":false}");
        expect_problem(403, "not-allowed", merchant.key, "PATCH", at(&merchant, "accounts", ""), "{\"resale_included\":true}");
        expect_field(422, "resale_included", staff("administrator"), "PATCH", at(&merchant, "accounts", ""), "{\"resale_included\":1}");
        assert_true(json_is_false(value_at(expect(200, merchant.key, "GET", at(&merchant, "accounts", ""), NULL), "resale_included")));
}

static void a_key_is_made_once_and_ended_by_its_merchant_only(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        json_t *made = done_once(201, staff("administrator"), "POST", at(&merchant, "accounts", "/keys"), "{\"name\":\"k\",\"scopes\":[\"routing:read\"]}");
        const char *id = text_at(made, "key_id");

        (void)state;
        assert_int_equal(count_of(staff("administrator"), at(&merchant, "accounts", "/keys")), 2);
        expect_problem(404, "key-not-found", staff("administrator"), "DELETE", at(&other, "accounts", "/keys/%s", id), NULL);
        expect(200, text_at(made, "key"), "GET", at(&merchant, "routing", "/rules"), NULL);
        done_once(204, staff("administrator"), "DELETE", at(&merchant, "accounts", "/keys/%s", id), NULL);
        expect(204, staff("administrator"), "DELETE", at(&merchant, "accounts", "/keys/%s", id), NULL);   /* it is revoked, as was asked */
        expect_problem(404, "merchant-not-found", staff("administrator"), "POST", format("/accounts/v1/merchants/%s/keys", new_uuid()),
                       "{\"name\":\"k\",\"scopes\":[\"routing:read\"]}");
        struct answer list = call(staff("administrator"), "GET", at(&merchant, "accounts", "/keys"), NULL);
        assert_null(strstr(list.text, text_at(made, "key")));
}

static void an_expired_key_is_refused(void **state)
{
        struct merchant merchant = new_merchant();
        char soon[40];
        time_t at_time = time(NULL) + 5;
        struct tm parts;

        (void)state;
        assert_non_null(gmtime_r(&at_time, &parts));
        strftime(soon, sizeof soon, "%Y-%m-%dT%H:%M:%SZ", &parts);
        const char *key = text_at(expect(201, staff("administrator"), "POST", at(&merchant, "accounts", "/keys"),
                                         "{\"name\":\"k\",\"scopes\":[\"routing:read\"],\"expires_at\":\"%s\"}", soon), "key");
        int status = 200;
        for (int i = 0; i < 1100 && status == 200; i++, usleep(10000))
                status = call(key, "GET", at(&merchant, "routing", "/rules"), NULL).status;
        assert_int_equal(status, 401);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_merchant_is_added_once), api_test(a_plan_is_changed_once_and_by_nobody_else), api_test(a_key_is_made_once_and_ended_by_its_merchant_only),
                api_test(an_expired_key_is_refused),
        };

        return API_MAIN(tests);
}

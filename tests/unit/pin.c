/* Which PINs may be chosen, and what a badge's code looks like. */
#include "../../services/accounts/station.h"
#include "resale/auth.h"
#include "resale/config.h"
#include "resale/crypto.h"
#include "support/unit.h"

static void what_everybody_tries_first_is_no_pin(void **state)
{
        static const char *const bad[] = { "", "123", "123456789", "12a4", "-123", " 2580", "2580 ", "0000", "99999999", "1234", "12345678", "4321", "8901", "0987", "1212", "123123", "25802580" };
        static const char *const good[] = { "2580", "1235", "0001", "74108529", "11122", "90210" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                if (!pin_fault(bad[i], 101))
                        fail_msg("\"%s\" is taken", bad[i]);
        for (size_t i = 0; i < ARRAY_LEN(good); i++)
                if (pin_fault(good[i], 101))
                        fail_msg("\"%s\" %s", good[i], pin_fault(good[i], 101));
        assert_string_equal(pin_fault("2471", 2471), "must not be your number");
        assert_string_equal(pin_fault("002471", 2471), "must not be your number");
}

static void a_pin_is_its_owner_s_alone(void **state)
{
        (void)state;
        char *hash = pin_hash(test_memory, "kim", "2580");
        assert_non_null(strstr(hash, "$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_true(pin_matches(test_memory, hash, "kim", "2580"));
        assert_false(pin_matches(test_memory, hash, "kim", "2581"));
        assert_false(pin_matches(test_memory, hash, "lee", "2580"));   /* a row that is copied to another person opens nothing */
        assert_false(pin_matches(test_memory, NULL, "kim", "2580"));
        assert_false(password_matches(hash, "2580"));                  /* nor can who has the row alone try them out */
}

static void a_badge_is_read_in_either_case_and_in_no_other_form(void **state)
{
        static const char *const no[] = { "", "RPS:", "RPC:OK", "RPS:0123456789ABCDEFGHJKMNPQR", "RPS:0123456789ABCDEFGHJKMNPQRST",
                                          "RPS:0123456789ABCDEFGHJKMNPQRU", "RPS:0123456789ABCDEFGHJKMNPQR " };
        const char *code = badge_code(test_memory);

        (void)state;
        assert_int_equal(strlen(code), 30);
        assert_string_not_equal(code, badge_code(test_memory));
        assert_non_null(badge_hash(test_memory, code));
        assert_string_equal(badge_hash(test_memory, "rps:0123456789abcdefghjkmnpqrs"), badge_hash(test_memory, "RPS:0123456789ABCDEFGHJKMNPQRS"));
        for (size_t i = 0; i < ARRAY_LEN(no); i++)
                assert_null(badge_hash(test_memory, no[i]));
}

int main(void)
{
        if (!crypto_start())
                return 1;
        config_set(SETTING_RESALE_SECRET_KEY, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        const struct CMUnitTest tests[] = {
                alone(what_everybody_tries_first_is_no_pin), alone(a_pin_is_its_owner_s_alone), alone(a_badge_is_read_in_either_case_and_in_no_other_form),
        };

        return UNIT_MAIN(tests);
}

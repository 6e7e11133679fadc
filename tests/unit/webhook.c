#include "resale/webhook.h"

#include "support/unit.h"

static void each_source_signs_in_its_own_form(void **state)
{
        static const char body[] = "{\"url\":\"https:\\/\\/a\",\"weight\":614.0}", secret[] = "a secret";

        (void)state;
        for (int source = 0; source < WEBHOOK_SOURCE_COUNT; source++) {
                char *signature = webhook_sign(test_memory, (enum webhook_source)source, secret, body, strlen(body));
                assert_true(webhook_verify((enum webhook_source)source, secret, signature, body, strlen(body)));
                assert_false(webhook_verify((enum webhook_source)source, "another", signature, body, strlen(body)));
                assert_false(webhook_verify((enum webhook_source)source, secret, signature, body, strlen(body) - 1));
                assert_false(webhook_verify((enum webhook_source)source, secret, NULL, body, strlen(body)));
                assert_false(webhook_verify((enum webhook_source)source, secret, "", body, strlen(body)));
                signature[strlen(signature) - 2] ^= 1;
                assert_false(webhook_verify((enum webhook_source)source, secret, signature, body, strlen(body)));
        }
        assert_true(text_starts(webhook_sign(test_memory, WEBHOOK_EASYPOST, secret, body, strlen(body)), "hmac-sha256-hex="));
}

/* HMAC-SHA256 of RFC 4231, case 2, as base64 and as EasyPost writes it. */
static void signatures_are_the_published_ones(void **state)
{
        static const char body[] = "what do ya want for nothing?";

        (void)state;
        assert_true(webhook_verify(WEBHOOK_LOOP, "Jefe", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=", body, strlen(body)));
        assert_true(webhook_verify(WEBHOOK_EASYPOST, "Jefe",
                                   "hmac-sha256-hex=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", body, strlen(body)));
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(each_source_signs_in_its_own_form), alone(signatures_are_the_published_ones) };

        return UNIT_MAIN(tests);
}

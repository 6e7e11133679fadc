#include <strings.h>

#include "resale/crypto.h"
#include "resale/webhook.h"

const char *const webhook_source_names[] = { "loop", "shopify", "easypost", "aftership", NULL };

static const char *const signature_headers[WEBHOOK_SOURCE_COUNT] = {
        "X-Loop-Signature", "X-Shopify-Hmac-Sha256", "X-Hmac-Signature", "aftership-hmac-sha256",
};
static const char easypost_prefix[] = "hmac-sha256-hex=";

const char *webhook_signature_header(enum webhook_source source)
{
        return signature_headers[source];
}

char *webhook_sign(struct arena *arena, enum webhook_source source, const char *secret, const void *body, size_t length)
{
        unsigned char mac[32];

        hmac_sha256(secret, strlen(secret), body, length, mac);
        if (source == WEBHOOK_EASYPOST)
                return arena_printf(arena, "%s%s", easypost_prefix, hex_encode(arena, mac, sizeof mac));
        return base64_encode(arena, mac, sizeof mac);
}

bool webhook_verify(enum webhook_source source, const char *secret, const char *signature, const void *body, size_t length)
{
        if (!signature)
                return false;
        struct arena *arena = arena_new();
        const char *expected = webhook_sign(arena, source, secret, body, length);
        bool matches = strlen(expected) == strlen(signature) && secret_equal(expected, signature, strlen(expected));
        arena_free(arena);
        return matches;
}

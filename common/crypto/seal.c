#include <sodium.h>
#include <unistd.h>

#include "resale/config.h"
#include "resale/crypto.h"

enum { KEY = crypto_aead_xchacha20poly1305_ietf_KEYBYTES, NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES };

static bool secret_key(unsigned char key[KEY])
{
        const char *hex = config_text(SETTING_RESALE_SECRET_KEY);
        size_t length = 0;

        return hex && strlen(hex) == KEY * 2 && sodium_hex2bin(key, KEY, hex, KEY * 2, NULL, &length, NULL) == 0 && length == KEY;
}

void keyed_hash_hex(const void *bytes, size_t length, char hex[65])
{
        unsigned char key[KEY], mac[32];

        if (!secret_key(key))
                abort();   /* checked at start */
        hmac_sha256(key, sizeof key, bytes, length, mac);
        sodium_bin2hex(hex, 65, mac, sizeof mac);
        sodium_memzero(key, sizeof key);
}

bool keyed_hash_file_hex(int file, char hex[65])
{
        crypto_auth_hmacsha256_state state;
        unsigned char key[KEY], mac[32], part[16384];
        ssize_t length;

        if (!secret_key(key))
                abort();   /* checked at start */
        crypto_auth_hmacsha256_init(&state, key, sizeof key);
        sodium_memzero(key, sizeof key);
        for (off_t at = 0; (length = pread(file, part, sizeof part, at)) > 0; at += length)
                crypto_auth_hmacsha256_update(&state, part, (size_t)length);
        crypto_auth_hmacsha256_final(&state, mac);
        sodium_bin2hex(hex, 65, mac, sizeof mac);
        return length == 0;
}

char *seal(struct arena *arena, const char *plain, const char *context)
{
        unsigned char key[KEY];
        size_t length = strlen(plain);
        unsigned char *sealed = arena_alloc(arena, NONCE + length + TAG);

        if (!secret_key(key))
                abort();   /* checked at start: a service without a key does not run */
        randombytes_buf(sealed, NONCE);
        crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL, (const unsigned char *)plain, length, (const unsigned char *)context,
                                                   strlen(context), NULL, sealed, key);
        sodium_memzero(key, sizeof key);
        return base64_encode(arena, sealed, NONCE + length + TAG);
}

char *seal_open(struct arena *arena, const char *sealed, const char *context)
{
        unsigned char key[KEY];
        size_t size = strlen(sealed), length = 0;
        unsigned char *bytes = arena_alloc(arena, size + 1);

        if (!base64_decode(sealed, bytes, size + 1, &length) || length < NONCE + TAG || !secret_key(key))
                return NULL;
        char *plain = arena_alloc(arena, length - NONCE - TAG + 1);
        bool good = crypto_aead_xchacha20poly1305_ietf_decrypt((unsigned char *)plain, NULL, NULL, bytes + NONCE, length - NONCE,
                                                               (const unsigned char *)context, strlen(context), bytes, key) == 0;
        sodium_memzero(key, sizeof key);
        return good ? plain : NULL;
}

char *seal_key(struct arena *arena, const char *text, const char *context)
{
        const char *bound = arena_printf(arena, "%s %s", context, text);
        char hex[65];

        keyed_hash_hex(bound, strlen(bound), hex);
        return arena_copy(arena, hex, sizeof hex - 1);
}

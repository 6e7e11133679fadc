#include "resale/crypto.h"

#include <sodium.h>

#include "resale/json.h"

bool crypto_start(void)
{
        return sodium_init() >= 0;
}

void sha256_hex(const void *bytes, size_t length, char hex[65])
{
        unsigned char hash[crypto_hash_sha256_BYTES];

        crypto_hash_sha256(hash, bytes, length);
        sodium_bin2hex(hex, 65, hash, sizeof hash);
}

void content_hash_hex(const void *bytes, size_t length, char hex[33])
{
        static const unsigned char key[crypto_shorthash_siphashx24_KEYBYTES];   /* the same in every process */
        unsigned char hash[crypto_shorthash_siphashx24_BYTES];

        crypto_shorthash_siphashx24(hash, bytes, length, key);
        sodium_bin2hex(hex, 33, hash, sizeof hash);
}

void hmac_sha256(const void *key, size_t key_length, const void *bytes, size_t length, unsigned char mac[32])
{
        crypto_auth_hmacsha256_state state;

        crypto_auth_hmacsha256_init(&state, key, key_length);
        crypto_auth_hmacsha256_update(&state, bytes, length);
        crypto_auth_hmacsha256_final(&state, mac);
}

char *hex_encode(struct arena *arena, const unsigned char *bytes, size_t length)
{
        char *hex = arena_alloc(arena, length * 2 + 1);

        return sodium_bin2hex(hex, length * 2 + 1, bytes, length);
}

bool hex_decode(struct arena *arena, const char *hex, char **text)
{
        size_t length = strlen(hex);
        char *plain = *text = arena_alloc(arena, length / 2 + 1);

        if (length % 2)
                return false;
        for (; *hex; hex += 2) {
                char pair[3] = { hex[0], hex[1], '\0' };
                if (strspn(pair, "0123456789abcdef") != 2)
                        return false;
                *plain = (char)strtol(pair, NULL, 16);
                if (!*plain++)
                        return false;
        }
        return utf8_is_valid(*text);
}

char *base64_encode(struct arena *arena, const unsigned char *bytes, size_t length)
{
        size_t size = sodium_base64_encoded_len(length, sodium_base64_VARIANT_ORIGINAL);

        return sodium_bin2base64(arena_alloc(arena, size), size, bytes, length, sodium_base64_VARIANT_ORIGINAL);
}

bool base64_decode(const char *text, unsigned char *bytes, size_t size, size_t *length)
{
        const char *end;

        return sodium_base642bin(bytes, size, text, strlen(text), NULL, length, &end, sodium_base64_VARIANT_ORIGINAL) == 0 && !*end;
}

bool secret_equal(const void *a, const void *b, size_t length)
{
        return sodium_memcmp(a, b, length) == 0;
}

void random_bytes(void *bytes, size_t length)
{
        randombytes_buf(bytes, length);
}

uint32_t random_below(uint32_t limit)
{
        return randombytes_uniform(limit);
}

#ifndef RESALE_CRYPTO_H
#define RESALE_CRYPTO_H

#include "resale/arena.h"

/* libsodium stands behind these. Call once before any other. */
bool crypto_start(void) MUST_USE;

void content_hash_hex(const void *bytes, size_t length, char hex[33]);   /* SipHash-2-4 of 128 bits: eight times as fast as SHA-256; for tags of our own answers, not against who forges */
void sha256_hex(const void *bytes, size_t length, char hex[65]);
void hmac_sha256(const void *key, size_t key_length, const void *bytes, size_t length, unsigned char mac[32]);
char *hex_encode(struct arena *arena, const unsigned char *bytes, size_t length);
bool hex_decode(struct arena *arena, const char *hex, char **text) MUST_USE;   /* as hex_encode writes it, of UTF-8 text without NUL */
char *base64_encode(struct arena *arena, const unsigned char *bytes, size_t length);        /* standard, padded */
bool base64_decode(const char *text, unsigned char *bytes, size_t size, size_t *length) MUST_USE;
bool secret_equal(const void *a, const void *b, size_t length);                             /* constant time */
void random_bytes(void *bytes, size_t length);
uint32_t random_below(uint32_t limit);                                                       /* 0 … limit - 1, each as likely */

/* HMAC-SHA256 with RESALE_SECRET_KEY: tells whether two texts are equal, and nothing to who has the database only. */
void keyed_hash_hex(const void *bytes, size_t length, char hex[65]);
bool keyed_hash_file_hex(int file, char hex[65]) MUST_USE;   /* of all of a file, wherever it stands; false: it cannot be read */

/*
 * Sealed at rest with RESALE_SECRET_KEY: XChaCha20-Poly1305, random nonce, `context` (a table and row name) bound as associated data so
 * that a sealed text cannot be moved to another row. Base64 text. seal_open: NULL when it was altered, moved, or another key sealed it.
 */
char *seal(struct arena *arena, const char *plain, const char *context);
char *seal_open(struct arena *arena, const char *sealed, const char *context);
/* By which something sealed is found again: the same text and context give the same hex, and nobody without the key can try texts out. */
char *seal_key(struct arena *arena, const char *text, const char *context);

#endif

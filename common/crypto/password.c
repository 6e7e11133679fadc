#include <semaphore.h>
#include <pthread.h>
#include <sodium.h>

#include "resale/auth.h"
#include "resale/crypto.h"

/* Each takes 64 MiB for a tenth of a second: two at once. */
static sem_t places;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_places(void)
{
        if (sem_init(&places, 0, 2))
                abort();
}

static void enter(void)
{
        pthread_once(&once, open_places);
        while (sem_wait(&places)) {}
}

char *password_hash(struct arena *arena, const char *password)
{
        char *hash = arena_alloc(arena, crypto_pwhash_STRBYTES);

        enter();
        if (crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE))
                abort();   /* out of memory */
        sem_post(&places);
        return hash;
}

bool password_matches(const char *hash, const char *password)
{
        /* of a random password nobody knows: an unknown name costs what a known one does */
        static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$3Yk1VLGWzHhxNQ0DhqL6pJ3cQv0YzQhK4c1mN8u5x1E";

        enter();
        bool matches = crypto_pwhash_str_verify(hash ? hash : nobody, password, strlen(password)) == 0;
        sem_post(&places);
        return hash && matches;
}

enum { PIN_OPS = 2, PIN_MEMORY = 19 << 20 };   /* a third of a password's: what a copy of the database could try out is held by the key */

static const char *keyed_pin(struct arena *arena, const char *owner, const char *pin)
{
        const char *text = arena_printf(arena, "pin %s %s", owner, pin);
        char *hex = arena_alloc(arena, 65);

        keyed_hash_hex(text, strlen(text), hex);
        return hex;
}

char *pin_hash(struct arena *arena, const char *owner, const char *pin)
{
        char *hash = arena_alloc(arena, crypto_pwhash_STRBYTES);
        const char *keyed = keyed_pin(arena, owner, pin);

        enter();
        if (crypto_pwhash_str(hash, keyed, strlen(keyed), PIN_OPS, PIN_MEMORY))
                abort();   /* out of memory */
        sem_post(&places);
        return hash;
}

bool pin_matches(struct arena *arena, const char *hash, const char *owner, const char *pin)
{
        static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$3Yk1VLGWzHhxNQ0DhqL6pJ3cQv0YzQhK4c1mN8u5x1E";
        const char *keyed = keyed_pin(arena, owner, pin);

        enter();
        bool matches = crypto_pwhash_str_verify(hash ? hash : nobody, keyed, strlen(keyed)) == 0;
        sem_post(&places);
        return hash && matches;
}

char *token_new(struct arena *arena, const char *prefix)
{
        unsigned char bytes[32];
        char text[64];

        randombytes_buf(bytes, sizeof bytes);
        sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        return arena_printf(arena, "%s%s", prefix, text);
}

char *token_hash(struct arena *arena, const char *token)
{
        char *hex = arena_alloc(arena, 65);

        sha256_hex(token, strlen(token), hex);
        return hex;
}

char *password_random(struct arena *arena)
{
        static const char letters[] = "23456789abcdefghjkmnpqrstuvwxyzA";
        char *password = arena_alloc(arena, 21);

        for (int i = 0; i < 20; i++)
                password[i] = letters[random_below(32)];
        return password;
}

enum { BADGE_PREFIX = 4, BADGE_SECRET = 26 };
static const char badge_letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char *badge_code(struct arena *arena)
{
        char *code = arena_alloc(arena, BADGE_PREFIX + BADGE_SECRET + 1);

        memcpy(code, "RPS:", BADGE_PREFIX);
        for (int i = BADGE_PREFIX; i < BADGE_PREFIX + BADGE_SECRET; i++)
                code[i] = badge_letters[random_below(32)];
        return code;
}

char *badge_hash(struct arena *arena, const char *code)
{
        char *upper = arena_copy(arena, code, strlen(code));

        for (char *c = upper; *c; c++)
                *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;   /* caps lock, or a scanner that is told to */
        if (!text_starts(upper, "RPS:") || strlen(upper) != BADGE_PREFIX + BADGE_SECRET || upper[BADGE_PREFIX + strspn(upper + BADGE_PREFIX, badge_letters)])
                return NULL;
        return token_hash(arena, upper);
}

#ifndef RESALE_AUTH_H
#define RESALE_AUTH_H

#include "resale/arena.h"
#include "resale/problem.h"
#include "resale/shape.h"

/* Staff roles and API key scopes: roles.def, scopes.def; bits in this order. */
enum role {
#define ROLE(name, text, what) ROLE_BIT_##name,
#include "resale/roles.def"
#undef ROLE
        ROLE_COUNT
};
enum {
#define ROLE(name, text, what) ROLE_##name = 1 << ROLE_BIT_##name,
#include "resale/roles.def"
#undef ROLE
        ROLE_ANY = (1 << ROLE_COUNT) - 1
};
enum scope {
#define SCOPE(name, text, what) SCOPE_BIT_##name,
#include "resale/scopes.def"
#undef SCOPE
        SCOPE_COUNT
};
enum {
#define SCOPE(name, text, what) SCOPE_##name = 1 << SCOPE_BIT_##name,
#include "resale/scopes.def"
#undef SCOPE
        SCOPE_ANY = (1 << SCOPE_COUNT) - 1
};
extern const char *const role_names[];    /* NULL-terminated */
extern const char *const scope_names[];

/* Names <-> bits; 0 bits for an unknown name, which *unknown then names. */
unsigned role_bits(const struct texts *names, const char **unknown);
unsigned scope_bits(const struct texts *names, const char **unknown);

enum caller_kind { CALLER_PUBLIC, CALLER_STAFF, CALLER_KEY };

struct caller {
        enum caller_kind kind;
        struct uuid id;             /* staff_id or key_id */
        struct uuid merchant_id;    /* of a key */
        unsigned roles, scopes;
        const char *name;           /* of the member of staff */
};

/* Who looks at a unit. A grader may be asked for a second look at any, and sees nothing of the first before that (grading.is_blind); a supervisor settles, and sees both. */
struct viewer { const char *actor; bool may_review; };

/* Passwords: argon2id (libsodium, INTERACTIVE limits: 64 MiB, t = 2); at most two are worked on at once. */
char *password_hash(struct arena *arena, const char *password);
bool password_matches(const char *hash, const char *password);   /* hash NULL: same cost, false */

/* PINs: the same with 19 MiB, of the PIN keyed with RESALE_SECRET_KEY and bound to its owner: a copy of the database alone tells none. */
char *pin_hash(struct arena *arena, const char *owner, const char *pin);
bool pin_matches(struct arena *arena, const char *hash, const char *owner, const char *pin);   /* hash NULL: same cost, false */

/* Bearer tokens: 32 random bytes as base64url after a prefix ("rs_", "rk_", "rt_" of a station, "ra_" of an approval); stored as lower-case hex SHA-256. */
char *token_new(struct arena *arena, const char *prefix);
char *token_hash(struct arena *arena, const char *token);

/* The code of a badge: "RPS:" and 26 characters of Crockford's alphabet, 130 bits; letters, digits and a colon only. Stored as token_hash. */
char *badge_code(struct arena *arena);
char *badge_hash(struct arena *arena, const char *code);   /* of a code as scanned; NULL when it has not that form */

/* A password a person can type: 20 characters of 32, 100 bits. */
char *password_random(struct arena *arena);

#endif

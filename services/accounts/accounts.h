#ifndef ACCOUNTS_H
#define ACCOUNTS_H

#include "resale/auth.h"
#include "resale/db.h"

/* What the domain of this service knows; each answers with the object as JSON text where it says so. */

struct merchant {
        struct uuid merchant_id;
        const char *name, *slug, *plan, *currency, *time_zone;
        bool resale_included;
};
enum problem merchant_add(struct db *db, struct arena *arena, struct merchant *merchant, const char **json) MUST_USE;   /* ALREADY_EXISTS, INVALID_FIELD: time_zone */
struct merchant_change { const char *name, *plan, *resale_included; };                                                   /* NULL: as it was; "true", "false" */
enum problem merchant_change(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct merchant_change *change,
                             const char **json) MUST_USE;                                                                /* MERCHANT_NOT_FOUND */
enum problem merchant_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json) MUST_USE;

struct facility { const char *name, *time_zone; struct json_text address; };
enum problem facility_add(struct db *db, struct arena *arena, const struct facility *facility, const char **json) MUST_USE;

struct member {
        const char *email, *name, *password;   /* password NULL: a random one is made and left here */
        struct texts roles;
};
enum problem staff_add(struct db *db, struct arena *arena, struct member *member, const char **json) MUST_USE;           /* ALREADY_EXISTS */
struct member_change { const char *name, *password, *disabled; struct texts roles; };                                    /* disabled: NULL, "true", "false" */
enum problem staff_change(struct db *db, struct arena *arena, const struct uuid *staff_id, const struct member_change *change, const char **json) MUST_USE;
/* Once, when there is nobody: *password is NULL when there was somebody. */
enum problem staff_first(struct db *db, struct arena *arena, const char *email, const char **password) MUST_USE;

struct proven;
enum problem password_prove(struct db *db, struct arena *arena, const char *email, const char *password, struct proven *proven) MUST_USE;      /* WRONG_CREDENTIALS */
struct signed_in { struct uuid staff_id; const char *name, *token; };
enum problem session_begin(struct db *db, struct arena *arena, const char *email, const char *password, struct signed_in *session) MUST_USE;   /* WRONG_CREDENTIALS */
enum problem session_end(struct db *db, struct arena *arena, const char *token) MUST_USE;

struct api_key { const char *name; struct texts scopes; struct instant expires_at; const char *key; };                   /* key: the secret, filled in */
enum problem key_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct api_key *key, const char **json) MUST_USE;
enum problem key_revoke(struct db *db, const struct uuid *merchant_id, const struct uuid *key_id) MUST_USE;              /* KEY_NOT_FOUND */

enum problem audit_add(struct db *db, const char *actor, const char *action, const char *subject, const char *detail) MUST_USE;

#endif

#ifndef ACCOUNTS_STATION_H
#define ACCOUNTS_STATION_H

#include "resale/db.h"
#include "resale/json.h"

/* Devices that several people share, how a person is told from another there, and approval by a second person. */

struct station { struct uuid station_id, facility_id; const char *name; int64_t idle_minutes; };
enum problem station_add(struct db *db, struct arena *arena, struct station *station, const char **json) MUST_USE;   /* ALREADY_EXISTS, FACILITY_NOT_FOUND */
/* From now on the device that has *token is this station. STATION_NOT_FOUND: or revoked. */
enum problem station_enrol(struct db *db, struct arena *arena, const struct uuid *station_id, const char *actor, const char **token, const char **json) MUST_USE;
enum problem station_revoke(struct db *db, const struct uuid *station_id) MUST_USE;                                  /* STATION_NOT_FOUND */
enum problem station_find(struct db *db, struct arena *arena, const char *token, struct uuid *station_id) MUST_USE;  /* NOT_A_STATION; also for token NULL */
enum problem station_people(struct db *db, struct arena *arena, const char *token, const char **json) MUST_USE;      /* token NULL, unknown: without a station */
enum problem me_find(struct db *db, struct arena *arena, const struct uuid *staff_id, const char *station_token, const char **json) MUST_USE;   /* STAFF_NOT_FOUND */

/*
 * A badge opens the floor, and so does a PIN with who it belongs to; whoever may approve (administrator, supervisor) needs both. Wrong PINs are counted, for
 * the person and for the station, before they are looked at: call it outside a transaction, so that the count stays.
 */
struct proof {
        struct uuid station_id;                       /* "": no station, so that only a password tells */
        const char *badge, *pin, *email, *password;   /* NULL: not given */
        struct uuid staff_id;                         /* whose PIN, by id or number, unless there is a badge */
        int64_t number;
};
struct proven { struct uuid staff_id; const char *name, *method; bool trusted; };   /* method: password, badge, pin, badge_pin; trusted: may approve */
/* NOT_A_STATION, WRONG_CREDENTIALS, BADGE_AND_PIN, PIN_LOCKED. */
enum problem person_prove(struct db *db, struct arena *arena, const struct proof *proof, struct proven *proven) MUST_USE;
/* Ends the session of `before` (NULL: none) and begins one of the person at the station. NOT_A_STATION: it was revoked meanwhile. */
enum problem station_sign_in(struct db *db, struct arena *arena, const struct proof *proof, const struct proven *proven, const char *before, const char **token) MUST_USE;

struct badge { const char *code, *name, *roles, *issued_at; int64_t number; };
extern const struct shape badge_shape;
/* The one before is good no longer. STAFF_NOT_FOUND. */
enum problem badge_issue(struct db *db, struct arena *arena, const struct uuid *staff_id, const char *actor, struct badge *badge) MUST_USE;
enum problem badge_revoke(struct db *db, const struct uuid *staff_id) MUST_USE;
/* 4 to 8 digits that nobody tries first: NULL, or why not ("must …"). */
const char *pin_fault(const char *pin, int64_t number);
/* WRONG_CREDENTIALS: the password; INVALID_FIELD: *why. */
enum problem pin_set(struct db *db, struct arena *arena, const struct uuid *staff_id, const char *password, const char *pin, const char **why) MUST_USE;
enum problem pin_remove(struct db *db, const struct uuid *staff_id) MUST_USE;

extern const char *const approval_actions[];
struct approval { struct uuid merchant_id, subject, asked_by; const char *action, *session; };
/* *json holds the token. SAME_PERSON, NOT_ALLOWED: who was proven may not approve. */
enum problem approval_give(struct db *db, struct arena *arena, const struct approval *approval, const struct proven *by, const char **json) MUST_USE;

#endif

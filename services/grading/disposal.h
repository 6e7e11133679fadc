#ifndef GRADING_DISPOSAL_H
#define GRADING_DISPOSAL_H

#include "resale/db.h"

/* How a unit leaves without a sale: back_to_merchant, liquidate, donate, recycle, missing at once; destroy only when a second person approves. */
extern const char *const disposition_names[];   /* NULL-terminated */

struct disposal { struct uuid merchant_id, unit_id; const char *actor, *disposition, *evidence; };
/* The token of a second person's approval in place, and the session of who acts (resale/approval.h); both NULL where nobody needs to approve. */
struct consent { const char *token, *session; };
/* UNIT_NOT_FOUND, UNIT_STATE, APPROVAL_INVALID. */
enum problem unit_dispose(struct db *db, struct arena *arena, const struct disposal *disposal, const struct consent *consent) MUST_USE;
/* What needs a second person who is not there is asked for: *json is the request. UNIT_NOT_FOUND, UNIT_STATE, ALREADY_EXISTS: one is open. */
bool says_why(struct arena *arena, const char *evidence);   /* an override has its reason, as evidence.reason */
bool needs_second_person(const char *disposition);
enum problem disposal_ask(struct db *db, struct arena *arena, const struct disposal *disposal, const char **json) MUST_USE;

struct answer { struct uuid merchant_id, approval_id; const char *actor; bool approved; };
/* Approved by another person it is carried out; anybody who may approve may refuse. APPROVAL_NOT_FOUND, APPROVAL_STATE, SECOND_PERSON, UNIT_STATE. */
enum problem approval_answer(struct db *db, struct arena *arena, const struct answer *answer, const char **json) MUST_USE;

#endif

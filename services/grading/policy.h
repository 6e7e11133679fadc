#ifndef GRADING_POLICY_H
#define GRADING_POLICY_H

#include "earning.h"
#include "resale/db.h"

/* A merchant's earning policy, in versions that never change; the newest is in force. Without one the defaults are used, as version 0, in the merchant's currency. */
enum problem policy_in_force(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct earning_policy **policy) MUST_USE;   /* MERCHANT_NOT_FOUND */
/* Of a stored version; body NULL: the defaults. */
enum problem policy_read(struct arena *arena, const char *body, int64_t version, const char *currency, const struct earning_policy **policy) MUST_USE;

/* INVALID_FIELD with *fault: what earning_policy_check says, or another currency than the merchant's. MERCHANT_NOT_FOUND, PLAN_EXCLUDES_RESALE. */
enum problem policy_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct earning_policy *policy, const char *actor, const char **json,
                        struct json_fault *fault) MUST_USE;
/* What the draft would have decided of the units of the last 31 days (the last 5,000 of them): {"looked_at","changed","net_before","net_after","moves":[…],"examples":[…]}. */
enum problem policy_preview(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct earning_policy *draft, const char **json,
                            struct json_fault *fault) MUST_USE;
/* The defaults as they are for this merchant, as JSON. */
enum problem policy_default(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json) MUST_USE;

#endif

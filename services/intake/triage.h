#ifndef INTAKE_TRIAGE_H
#define INTAKE_TRIAGE_H

#include "resale/db.h"

/*
 * What is done next with a piece that came in: one step, and why in a sentence that shows the sum. Rules are a merchant's own, in versions that never change. It is a
 * suggestion that says which tote; what really happens to a unit is graded and carried out elsewhere.
 */
enum triage_next { NEXT_TO_GRADE, NEXT_TO_GRADE_SEALED, NEXT_REFURBISH, NEXT_BACK_TO_MERCHANT, NEXT_LIQUIDATE, NEXT_DONATE, NEXT_RECYCLE, NEXT_FORWARD };
extern const char *const triage_steps[];   /* "to_grade", … */
extern const char *const triage_below[];   /* what rules may do below their gate: "liquidate", "donate", "recycle", "back_to_merchant" */

struct triage_shares { int64_t sealed, opened, damaged; };   /* of the original price, in basis points: what a piece may earn */
struct triage_rule {
        int64_t version;                   /* 0: there are none, all goes to the bench */
        struct triage_shares shares;
        struct money gate;                 /* below it a piece pays for no labour */
        int below;                         /* of triage_below */
        struct texts refurbish_types, refurbish_reasons;   /* product types and return reasons, in any case, that want work before they are graded */
};
extern const struct shape triage_rule_shape;   /* as a body: all but the version */

/* A piece as it came in; price 0: nobody knows it. */
struct triaged { const char *outcome, *product_type, *return_reason, *currency; int64_t price; bool sealed; };
struct triage {
        const char *next, *because;
        bool sealed;
        struct money expected;             /* of `currency` "": not counted */
        int64_t rule_version;
};
extern const struct shape triage_shape;    /* next, because, sealed */

/* Pure: rules and a piece in, a step and its reason out. */
struct triage triage_of(struct arena *arena, const struct triage_rule *rule, const struct triaged *piece);

/* Rules of the merchant in force; version 0 when it has none. */
enum problem triage_rule_in_force(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct triage_rule *rule) MUST_USE;
/* A new version. MERCHANT_NOT_FOUND, PLAN_EXCLUDES_RESALE. */
enum problem triage_rule_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct triage_rule *rule, const char *actor, const char **json) MUST_USE;
/* What the draft would have said of the last 200 pieces: {"looked_at":…,"changed":…,"examples":[…]}. */
enum problem triage_rule_preview(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct triage_rule *draft, const char **json) MUST_USE;

/* Decides by the rules in force and keeps it, for the unit's present trip. */
enum problem triage_piece(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char *actor, const struct triaged *piece,
                          struct triage *triage) MUST_USE;
/* Decided again, now that somebody says whether it is sealed; noted in its ledger. UNIT_NOT_FOUND; UNIT_STATE: it is graded, or further. */
enum problem triage_again(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char *actor, bool sealed,
                          struct triage *triage) MUST_USE;

#endif

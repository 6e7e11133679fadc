#ifndef LISTING_OFFER_H
#define LISTING_OFFER_H

#include "lint.h"
#include "resale/db.h"

struct offer {
        struct uuid merchant_id, unit_id, collection_id;   /* collection_id "": the merchant's */
        const char *actor;
        struct money price;                                /* none: by rule */
        bool by_hand;
        const char *reason, *approval, *session;           /* of a price below the floor */
};

/* Why nothing came of it: a sentence, and what the linter found. */
struct refusal { const char *why; struct faults faults; };

/*
 * Offer a graded unit: priced by rule, checked, rendered, graded -> listed in one transaction. UNIT_NOT_FOUND, UNIT_STATE, COLLECTION_NOT_FOUND,
 * COLLECTION_STATE when it has no policy; LISTING_STATE with its faults when the offer would contradict itself;
 * PRICE_CEILING, PRICE_FLOOR with why; INVALID_FIELD with why: an approval that nothing needs; APPROVAL_INVALID.
 */
enum problem offer_publish(struct db *db, struct arena *arena, const struct offer *offer, struct uuid *listing_id, struct refusal *refusal) MUST_USE;
enum problem offer_withdraw(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id, const char *actor) MUST_USE;
enum problem offer_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id, const char **json) MUST_USE;

/* By rule, fifty at once: what may not be offered without a person simply waits. Each unit is named once. The shelf is the caller's, for all that it offers in its transaction. */
enum problem offer_by_rule(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *unit_ids) MUST_USE;

/* Background steps: a graded unit is offered by rule, when its merchant's policy allows, and a listing ends when its unit has left; */
enum problem offer_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
/* what waited for a collection to go live, or for other terms, is offered a few at a time. */
enum problem offer_waiting_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

/* schema.org and Google words of a condition; the one place that knows them. */
struct condition_words { const char *condition, *schema_org, *google; };
const struct condition_words *condition_words(const char *condition);   /* of an unknown one: damaged's */
bool condition_is_known(const char *condition);

#endif

#ifndef LISTING_EDIT_H
#define LISTING_EDIT_H

#include "resale/db.h"

/* One change to many offers of a merchant: all are checked first, and either all of them are changed or none. */
enum edit_action { EDIT_PRICE, EDIT_TERMS, EDIT_WITHDRAW, EDIT_RELIST };
enum { EDIT_MAX = 500 };

struct edit {
        struct uuid merchant_id;
        const char *actor, *session, *reason, *approval;
        struct texts listing_ids;
        int action;
        int64_t share, by;           /* of a price: basis points more or less; minor units more or less */
        struct money to;             /* or what it is to be */
        bool final_sale;             /* of terms */
        int64_t return_days;         /* where it is no final sale; 0: as many as it had */
};

/* Which offers cannot be changed so, and why; [{"listing_id","code","detail"}]. subject: what a second person approves (price_floor), where that is all that is missing. */
struct edit_refusal { const char *json, *subject, *why; };

/*
 * EDIT_REFUSED, PRICE_FLOOR with its refusals: below the floor a price needs a reason and a second person; INVALID_FIELD with why: an approval that nothing needs;
 * APPROVAL_INVALID. *json: [{"listing_id","price"}], after a relisting each with its new id, in the order of the request.
 */
enum problem edit_listings(struct db *db, struct arena *arena, const struct edit *edit, const char **json, struct edit_refusal *refusal) MUST_USE;

#endif

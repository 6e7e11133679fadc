#ifndef RESALE_APPROVAL_H
#define RESALE_APPROVAL_H

#include "resale/db.h"

/*
 * Approval by a second person, in place (domain rule 5). The page has another person approve one action on one subject
 * (POST /accounts/v1/merchants/{merchant_id}/approvals) and sends the token along with the action; the service that does it uses the token up in the
 * same transaction, so that what fails has not used it.
 */
#define APPROVAL_ACTIONS "destroy", "grade_override", "price_floor"

struct approval_use {
        struct uuid merchant_id, subject;   /* the unit, or whatever the action is done to */
        const char *action;                 /* one of APPROVAL_ACTIONS */
        const char *token;
        const char *session;                /* of the person who acts: request_session() */
};

/* *approved_by: "staff:<uuid>", another person than the one who acts. APPROVAL_INVALID: used, expired, or for another action, subject or session. */
enum problem approval_take(struct db *db, struct arena *arena, const struct approval_use *use, const char **approved_by) MUST_USE;

#endif

#ifndef ROUTING_LOOP_REPORT_H
#define ROUTING_LOOP_REPORT_H

#include "resale/db.h"

/*
 * Grades and dispositions back to Loop: what the ledger says of units that came by one of its returns, one report an event, sent by the outbox. A later report of the same kind
 * takes the place of the earlier one. What Loop has no word for is kept as a report that says why it is not sent. A merchant without a target hears of nothing.
 */
extern const char *const loop_versions[];   /* of Loop's API */
struct loop_target { const char *url, *version, *key; };
/* Facts from now on; a new key, address or version holds for what is still to be sent. PLAN_EXCLUDES_RESALE, MERCHANT_NOT_FOUND. */
enum problem loop_target_set(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct loop_target *target) MUST_USE;
enum problem loop_target_end(struct db *db, struct arena *arena, const struct uuid *merchant_id) MUST_USE;   /* what was still to be sent is dead */
enum problem loop_target_show(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json) MUST_USE;   /* never the key */

/* A dead delivery goes out again. DELIVERY_NOT_FOUND, DELIVERY_STATE. */
enum problem loop_report_again(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *report_id, const char **json) MUST_USE;

/* Background steps: from the ledger to the outbox, and from there to Loop. */
enum problem loop_report_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
enum problem loop_send_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

#endif

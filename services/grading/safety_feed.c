/* What was written of a unit when it came in is looked through behind receiving, as the ledger tells of it: before anybody opens it, or soon after. */
#include "grading_sql.h"
#include "resale/clock.h"
#include "resale/feed.h"
#include "safety.h"

enum { LOOK_BACK_DAYS = 14 };   /* a new reader begins at the beginning: what came earlier was looked at since */

struct receipt { const char *note, *actor; };
static const struct field receipt_fields[] = { FIELD(struct receipt, note), FIELD(struct receipt, actor) };
static const struct shape receipt_shape = SHAPE(struct receipt, receipt_fields);

static enum problem follow(struct db *db, struct arena *arena, const struct feed_event *event)
{
        struct receipt receipt;
        const char *held;

        if (!text_equal(event->event, "received") && !text_equal(event->event, "received_again"))
                return PROBLEM_OK;
        if (event->at.micros < clock_now().micros - LOOK_BACK_DAYS * INT64_C(86400000000))
                return PROBLEM_OK;
        enum problem problem = db_one(db, arena, &sql_select_receipt_note, DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id), db_int(event->sequence)), &receipt_shape,
                                      &receipt, PROBLEM_KEY_NOT_FOUND);
        if (problem == PROBLEM_KEY_NOT_FOUND)
                return PROBLEM_OK;
        TRY(problem);
        return safety_note(db, arena, &(struct noted){ event->merchant_id, event->unit_id, receipt.actor, receipt.note }, &held);
}

enum problem safety_step(struct db *db, struct arena *arena, bool *more) { return feed_step(db, arena, "safety", follow, more); }

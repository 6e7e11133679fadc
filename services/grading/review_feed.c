/* Reviews follow the ledger: a new grade is sampled, a unit that leaves or changes ends its reviews. Nothing of it is on the way of grading. */
#include "grading_sql.h"
#include "resale/clock.h"
#include "resale/feed.h"
#include "resale/id.h"
#include "review.h"

enum { LOOK_BACK_DAYS = 14, EXPIRED_BATCH = 200 };   /* a new reader begins at the beginning: what is older is not reviewed any more */

struct fresh {
        struct uuid grade_id, rubric_id;
        int64_t trip, rubric_version, amount, shift_minutes, nth, policy_version;
        const char *grader, *product_type, *policy;
};
static const struct field fresh_fields[] = {
        FIELD(struct fresh, grade_id),
        FIELD(struct fresh, rubric_id),
        FIELD(struct fresh, trip),
        FIELD(struct fresh, rubric_version),
        FIELD(struct fresh, amount),
        FIELD(struct fresh, shift_minutes),
        FIELD(struct fresh, nth),
        FIELD(struct fresh, policy_version),
        FIELD(struct fresh, grader),
        FIELD(struct fresh, product_type),
        FIELD(struct fresh, policy),
};
static const struct shape fresh_shape = SHAPE(struct fresh, fresh_fields);

static enum problem make_review(struct db *db, const struct feed_event *event, const struct fresh *fresh, int64_t days)
{
        struct uuid review_id;

        uuid_new(&review_id);
        return db_exec(db, &sql_insert_review,
                       DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&review_id), db_uuid(&event->unit_id), db_int(fresh->trip), db_uuid(&fresh->rubric_id),
                               db_int(fresh->rubric_version), db_uuid(&fresh->grade_id), db_text(fresh->grader), db_text(fresh->product_type),
                               db_int(fresh->shift_minutes / 60), db_int(days)),
                       NULL);
}

static enum problem sample(struct db *db, struct arena *arena, const struct feed_event *event)
{
        struct review_policy policy;
        struct fresh fresh;

        enum problem problem = db_one(db, arena, &sql_select_unsampled, DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id), db_instant(event->at)), &fresh_shape,
                                      &fresh, PROBLEM_KEY_NOT_FOUND);
        if (problem == PROBLEM_KEY_NOT_FOUND)
                return PROBLEM_OK;
        TRY(problem);
        TRY(review_policy_parse(arena, fresh.policy, fresh.policy_version, &policy));
        struct review_share share = review_share_of(&policy, &(struct review_facts){ fresh.product_type, fresh.amount, fresh.nth, fresh.shift_minutes, fresh.grader });
        int64_t draw = review_draw(&fresh.grade_id);
        TRY(db_exec(db, &sql_insert_sampled,
                    DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&fresh.grade_id), db_int(policy.version), db_text(fresh.grader), db_text(fresh.product_type),
                            db_int(fresh.amount), db_int(fresh.nth), db_int(fresh.shift_minutes), db_int(draw), db_int(share.share), db_text(share.why)),
                    NULL));
        return draw < share.share ? make_review(db, event, &fresh, policy.days) : PROBLEM_OK;
}

/* Why reviews of the unit end with this event; NULL: they go on. */
static const char *end_of(const struct feed_event *event)
{
        static const char *const still_here[] = { "graded", "listed", "claimed", "quarantined" };

        if (text_equal(event->event, "graded"))
                return "graded_again";
        for (size_t i = 0; i < ARRAY_LEN(still_here); i++)
                if (text_equal(event->to_state, still_here[i]))
                        return NULL;
        return text_equal(event->to_state, "refurbishing") || text_equal(event->to_state, "received") ? "changed" : "gone";
}

static enum problem follow(struct db *db, struct arena *arena, const struct feed_event *event)
{
        const char *end = event->from_state ? end_of(event) : NULL;

        if (!end || event->at.micros < clock_now().micros - LOOK_BACK_DAYS * INT64_C(86400000000))
                return PROBLEM_OK;
        TRY(db_exec(db, &sql_close_reviews_of_unit, DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id), db_text(end), db_instant(event->at)), NULL));
        if (!text_equal(event->event, "graded"))
                return PROBLEM_OK;
        TRY(db_exec(db, &sql_finish_regrade, DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id)), NULL));
        return sample(db, arena, event);
}

enum problem review_step(struct db *db, struct arena *arena, bool *more)
{
        bool tickets = false;
        int64_t expired = 0;

        TRY(feed_step(db, arena, "review", follow, more));
        TRY(ticket_step(db, arena, &tickets));
        TRY(db_exec(db, &sql_close_expired_reviews, DB_NO_ARGS, &expired));
        *more = *more || tickets || expired == EXPIRED_BATCH;
        return PROBLEM_OK;
}

#include "night.h"

#include "grading_sql.h"
#include "learned.h"
#include "policy.h"
#include "replan.h"

struct merchant { struct uuid merchant_id; };
static const struct field merchant_fields[] = { FIELD(struct merchant, merchant_id) };
static const struct shape merchant_shape = SHAPE(struct merchant, merchant_fields);

struct standing { const char *stage, *wanted_by; struct uuid after; int64_t plan_version, day; };
static const struct field standing_fields[] = {
        FIELD(struct standing, stage),
        FIELD(struct standing, wanted_by),
        FIELD(struct standing, after),
        FIELD(struct standing, plan_version),
        FIELD(struct standing, day),
};
static const struct shape standing_shape = SHAPE(struct standing, standing_fields);

struct work { struct arena *arena; struct uuid merchant_id; bool more; };

static enum problem plan_prices(struct db *db, struct work *work, const struct standing *now)
{
        struct replan replan = { work->merchant_id, now->after, now->plan_version + 1, now->day };
        const struct earning_policy *policy;
        struct replanned done = { 0 };

        TRY(policy_in_force(db, work->arena, &work->merchant_id, &policy));
        if (policy->version)
                TRY(replan_batch(db, work->arena, &replan, policy, &done));
        work->more = done.looked_at == REPLAN_BATCH;
        if (work->more)
                return db_exec(db, &sql_save_night, DB_ARGS(db_uuid(&work->merchant_id), db_uuid(&done.last), db_int(done.looked_at), db_int(done.changed)), NULL);
        TRY(db_exec(db, &sql_forget_price_plans, DB_ARGS(db_uuid(&work->merchant_id)), NULL));
        return db_exec(db, &sql_end_night, DB_ARGS(db_uuid(&work->merchant_id), db_int(done.looked_at), db_int(done.changed)), NULL);
}

/* First it is learned, then planned: each in a transaction of its own, so that what is killed on the way goes on from there. */
static enum problem go_on(struct db *db, void *context)
{
        struct work *work = context;
        struct standing now;
        int64_t sales;

        work->more = false;
        TRY(db_exec(db, &sql_begin_night, DB_ARGS(db_uuid(&work->merchant_id)), NULL));
        enum problem problem = db_one(db, work->arena, &sql_lock_night, DB_ARGS(db_uuid(&work->merchant_id)), &standing_shape, &now, PROBLEM_MERCHANT_NOT_FOUND);
        if (problem == PROBLEM_MERCHANT_NOT_FOUND)
                return PROBLEM_OK;   /* another process does it, or did */
        TRY(problem);
        if (now.stage)
                return plan_prices(db, work, &now);
        TRY(learn(db, work->arena, &work->merchant_id, now.wanted_by ? now.wanted_by : "system:night", &sales));
        work->more = true;
        return db_exec(db, &sql_begin_planning, DB_ARGS(db_uuid(&work->merchant_id)), NULL);
}

enum problem night_step(struct db *db, struct arena *arena, bool *more)
{
        struct list merchants;

        TRY(db_many(db, arena, &sql_list_due_nights, DB_NO_ARGS, &merchant_shape, &merchants));
        for (size_t i = 0; i < merchants.count; i++) {
                struct work work = { arena, ((const struct merchant *)merchants.item)[i].merchant_id, false };
                TRY(db_transaction(db, go_on, &work));
                *more = *more || work.more;
        }
        return PROBLEM_OK;
}

enum problem night_want(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *actor, const char **json)
{
        TRY(db_exec_one(db, &sql_want_night, DB_ARGS(db_uuid(merchant_id), db_text(actor)), PROBLEM_MERCHANT_NOT_FOUND));
        return night_shown(db, arena, merchant_id, json);
}

enum problem night_shown(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json)
{
        return db_value(db, arena, &sql_select_estimates, DB_ARGS(db_uuid(merchant_id)), json, PROBLEM_MERCHANT_NOT_FOUND);
}

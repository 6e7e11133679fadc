#include "intake.h"
#include "intake_sql.h"
#include "resale/id.h"

static const struct field held_fields[] = {
        FIELD(struct held, unit_id),
        FIELD(struct held, state),
        FIELD(struct held, sequence),
};
const struct shape held_shape = SHAPE(struct held, held_fields);

struct moved { const char *state; int64_t sequence; };
static const struct field moved_fields[] = { FIELD(struct moved, state), FIELD(struct moved, sequence) };
static const struct shape moved_shape = SHAPE(struct moved, moved_fields);

static enum problem move(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args, const struct hold *hold, struct held *held)
{
        struct moved moved;

        TRY(db_one(db, arena, sql, args, &moved_shape, &moved, PROBLEM_UNIT_NOT_FOUND));
        if (moved.sequence < 1)
                return moved.sequence < 0 ? PROBLEM_STAFF_NOT_FOUND : PROBLEM_UNIT_STATE;
        *held = (struct held){ hold->unit_id, moved.state, moved.sequence };
        return PROBLEM_OK;
}

enum problem unit_hold(struct db *db, struct arena *arena, const struct hold *hold, struct held *held)
{
        struct uuid id;

        uuid_new(&id);
        return move(db, arena, &sql_hold_unit,
                    DB_ARGS(db_uuid(&hold->merchant_id), db_uuid(&hold->unit_id), db_uuid(&id), db_text(hold->actor), db_text(hold->reason), db_uuid(&hold->owner)), hold, held);
}

enum problem unit_release(struct db *db, struct arena *arena, const struct hold *hold, struct held *held)
{
        struct uuid id;

        uuid_new(&id);
        return move(db, arena, &sql_release_unit,
                    DB_ARGS(db_uuid(&hold->merchant_id), db_uuid(&hold->unit_id), db_uuid(&id), db_text(hold->actor), db_text(hold->reason)), hold, held);
}

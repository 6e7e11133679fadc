#include "common_sql.h"
#include "resale/feed.h"
#include "resale/log.h"
#include "resale/metrics.h"

enum { BATCH = 200 };

static const struct field event_fields[] = {
        FIELD(struct feed_event, merchant_id),
        FIELD(struct feed_event, unit_id),
        FIELD(struct feed_event, sequence),
        FIELD(struct feed_event, position),
        FIELD(struct feed_event, xid),
        FIELD(struct feed_event, event),
        FIELD(struct feed_event, from_state),
        FIELD(struct feed_event, to_state),
        FIELD(struct feed_event, payload),
        FIELD(struct feed_event, at),
};
static const struct shape event_shape = SHAPE(struct feed_event, event_fields);

struct cursor { int64_t xid, position; };
static const struct field cursor_fields[] = { FIELD(struct cursor, xid), FIELD(struct cursor, position) };
static const struct shape cursor_shape = SHAPE(struct cursor, cursor_fields);

struct batch {
        struct arena *arena;
        const char *name;
        feed_each *each;   /* or */
        feed_take *take;
        size_t count;
};

static enum problem take_each(struct db *db, const struct batch *batch, const struct feed_event *event, size_t count)
{
        for (size_t i = 0; i < count; i++)
                TRY(batch->each(db, batch->arena, &event[i]));
        return PROBLEM_OK;
}

static enum problem take_batch(struct db *db, void *context)
{
        struct batch *batch = context;
        struct cursor cursor;
        struct list events;

        batch->count = 0;
        enum problem problem = db_one(db, batch->arena, &sql_select_feed_cursor, DB_ARGS(db_text(batch->name)), &cursor_shape, &cursor, PROBLEM_KEY_NOT_FOUND);
        if (problem == PROBLEM_KEY_NOT_FOUND)
                return db_exec(db, &sql_insert_feed_cursor, DB_ARGS(db_text(batch->name)), NULL);
        TRY(problem);
        TRY(db_many(db, batch->arena, &sql_select_feed_events, DB_ARGS(db_int(cursor.xid), db_int(cursor.position)), &event_shape, &events));
        const struct feed_event *event = events.item;
        if (!events.count)
                return PROBLEM_OK;
        TRY(batch->take ? batch->take(db, batch->arena, event, events.count) : take_each(db, batch, event, events.count));
        batch->count = events.count;
        const struct feed_event *last = &event[events.count - 1];
        return db_exec(db, &sql_update_feed_cursor, DB_ARGS(db_text(batch->name), db_int(last->xid), db_int(last->position)), NULL);
}

static enum problem step(struct db *db, struct batch *batch, bool *more)
{
        const char *name = batch->name, *waiting;

        *more = false;
        TRY(db_value(db, batch->arena, &sql_select_feed_waiting, DB_ARGS(db_text(name)), &waiting, PROBLEM_INTERNAL));
        if (text_equal(waiting, "none"))
                return PROBLEM_OK;
        if (text_equal(waiting, "ahead")) {
                log_line(LOG_ERROR, "feed", NULL, "%s: the ledger was restored from another cluster; schema/README.md says what to do", name);
                return PROBLEM_INTERNAL;
        }
        TRY(db_transaction(db, take_batch, batch));
        metrics_add(METRIC_FEED_EVENTS, (int64_t)batch->count);
        *more = batch->count == BATCH;
        return PROBLEM_OK;
}

enum problem feed_step(struct db *db, struct arena *arena, const char *name, feed_each *each, bool *more)
{
        return step(db, &(struct batch){ .arena = arena, .name = name, .each = each }, more);
}

enum problem feed_step_batch(struct db *db, struct arena *arena, const char *name, feed_take *take, bool *more)
{
        return step(db, &(struct batch){ .arena = arena, .name = name, .take = take }, more);
}

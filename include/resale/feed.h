#ifndef RESALE_FEED_H
#define RESALE_FEED_H

#include "resale/db.h"

struct feed_event {
        struct uuid merchant_id, unit_id;
        int64_t sequence, position, xid;
        const char *event, *from_state, *to_state, *payload;
        struct instant at;
};

/*
 * Read the ledger after this service's cursor `name` and hand each event to `each`, in commit-safe order: an
 * event is read only when every transaction that could still write one before it has ended, so none is skipped.
 * The events of a batch and the moved cursor are one transaction: `each` runs exactly once per event in effect. *more: a whole batch was taken, so
 * there may be another. With nothing to read it writes nothing. INTERNAL when the cursor is ahead of this cluster (restored from another); what `each` returns.
 */
typedef enum problem feed_each(struct db *db, struct arena *arena, const struct feed_event *event);
enum problem feed_step(struct db *db, struct arena *arena, const char *name, feed_each *each, bool *more) MUST_USE;
/* The same with all events of a batch at once. */
typedef enum problem feed_take(struct db *db, struct arena *arena, const struct feed_event *events, size_t count);
enum problem feed_step_batch(struct db *db, struct arena *arena, const char *name, feed_take *take, bool *more) MUST_USE;

#endif

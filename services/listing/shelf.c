/* The shelf as it is written: editions follow the faces of listings. */
#include "shelf.h"

#include "listing_sql.h"
#include "resale/id.h"

enum { TIDY_BATCH = 1000 };

enum problem shelf_refresh(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *listing_ids)
{
        struct db_arg listings = db_texts(arena, listing_ids);

        if (!listing_ids->count)
                return PROBLEM_OK;
        TRY(db_exec(db, &sql_lock_shelves, DB_ARGS(db_uuid(merchant_id), listings), NULL));
        return db_exec(db, &sql_refresh_shelf, DB_ARGS(db_uuid(merchant_id), listings), NULL);
}

enum problem shelf_refresh_one(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id)
{
        const char *one[] = { listing_id->text };

        return shelf_refresh(db, arena, merchant_id, &(struct texts){ 1, one });
}

/* --- of units --- */

struct stale { struct uuid merchant_id, listing_id; };
static const struct field stale_fields[] = { FIELD(struct stale, merchant_id), FIELD(struct stale, listing_id) };
static const struct shape stale_shape = SHAPE(struct stale, stale_fields);

struct refreshing { struct arena *arena; const struct stale *stale; size_t count; };

/* Rows of one merchant stand together. */
static enum problem refresh_stale(struct db *db, void *context)
{
        const struct refreshing *all = context;
        const char **item = arena_alloc(all->arena, (all->count + 1) * sizeof *item);

        for (size_t i = 0, from = 0; i < all->count; i++) {
                item[i] = all->stale[i].listing_id.text;
                if (i + 1 < all->count && uuid_equal(&all->stale[i].merchant_id, &all->stale[i + 1].merchant_id))
                        continue;
                TRY(shelf_refresh(db, all->arena, &all->stale[i].merchant_id, &(struct texts){ i + 1 - from, item + from }));
                from = i + 1;
        }
        return PROBLEM_OK;
}

static enum problem refresh(struct db *db, struct arena *arena, const struct list *stale)
{
        struct refreshing all = { arena, stale->item, stale->count };

        return stale->count ? db_transaction(db, refresh_stale, &all) : PROBLEM_OK;
}

enum problem shelf_refresh_units(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *unit_ids)
{
        struct list stale;

        TRY(db_many(db, arena, &sql_list_stale_of_merchant, DB_ARGS(db_uuid(merchant_id), db_texts(arena, unit_ids)), &stale_shape, &stale));
        return refresh(db, arena, &stale);
}

enum problem shelf_follow(struct db *db, struct arena *arena, const struct feed_event *event, size_t count)
{
        struct texts merchants = { count, arena_alloc(arena, (count + 1) * sizeof(char *)) }, units = { count, arena_alloc(arena, (count + 1) * sizeof(char *)) };

        for (size_t i = 0; i < count; i++) {
                merchants.item[i] = event[i].merchant_id.text;
                units.item[i] = event[i].unit_id.text;
        }
        struct list stale;
        TRY(db_many(db, arena, &sql_list_stale_of_units, DB_ARGS(db_texts(arena, &merchants), db_texts(arena, &units)), &stale_shape, &stale));
        return refresh(db, arena, &stale);
}

/*
 * The reader of the ledger never skips an event, but waits for every transaction that could still write one before. What was leased or sold is to leave the pull at
 * once, however long another transaction takes: so the events that are there already are looked at first, and once more in their turn.
 */
enum problem shelf_step(struct db *db, struct arena *arena, bool *more)
{
        struct list stale;

        TRY(db_many(db, arena, &sql_list_stale_ahead, DB_NO_ARGS, &stale_shape, &stale));
        TRY(refresh(db, arena, &stale));
        return feed_step_batch(db, arena, "shelf", shelf_follow, more);
}

enum problem shelf_tidy_step(struct db *db, struct arena *arena, bool *more)
{
        int64_t editions, gone;

        (void)arena;
        TRY(db_exec(db, &sql_forget_editions, DB_NO_ARGS, &editions));
        TRY(db_exec(db, &sql_forget_gone, DB_NO_ARGS, &gone));
        *more = editions == TIDY_BATCH || gone == TIDY_BATCH;
        return PROBLEM_OK;
}

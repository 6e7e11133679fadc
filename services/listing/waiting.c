/* Graded units that waited for a collection to go live, or for other terms: offered a few at a time, behind the request that brought it about. */
#include "listing_sql.h"
#include "offer.h"
#include "resale/ledger.h"
#include "shelf.h"

enum { BATCH = 50 };

struct waiting { struct uuid merchant_id, collection_id, unit_id; const char *at; };   /* the last unit that was looked at */
static const struct field place_fields[] = { FIELD(struct waiting, merchant_id), FIELD(struct waiting, collection_id) };
static const struct field cursor_fields[] = { FIELD(struct waiting, unit_id), FIELD(struct waiting, at) };
static const struct shape place_shape = SHAPE(struct waiting, place_fields);
static const struct shape cursor_shape = SHAPE(struct waiting, cursor_fields);

struct batch { struct arena *arena; const struct waiting *place; bool more; };

static enum problem save(struct db *db, const struct waiting *place, const struct waiting *last)
{
        return db_exec(db, &sql_save_waiting, DB_ARGS(db_uuid(&place->merchant_id), db_uuid(&place->collection_id), db_text(last ? last->at : NULL),
                                                      last ? db_uuid(&last->unit_id) : db_null()), NULL);
}

static enum problem offer_batch(struct db *db, void *context)
{
        struct batch *batch = context;
        const struct waiting *place = batch->place;
        struct waiting cursor;
        struct list units;

        batch->more = false;
        enum problem problem = db_one(db, batch->arena, &sql_lock_waiting, DB_ARGS(db_uuid(&place->merchant_id), db_uuid(&place->collection_id)), &cursor_shape, &cursor,
                                      PROBLEM_COLLECTION_NOT_FOUND);
        if (problem == PROBLEM_COLLECTION_NOT_FOUND)
                return PROBLEM_OK;   /* another process has it */
        TRY(problem);
        TRY(db_many(db, batch->arena, &sql_list_waiting_units, DB_ARGS(db_uuid(&place->merchant_id), db_text(cursor.at), db_uuid(&cursor.unit_id), db_int(BATCH)),
                    &cursor_shape, &units));
        const struct waiting *unit = units.item;
        struct texts offered = { units.count, arena_alloc(batch->arena, (BATCH + 1) * sizeof(char *)) };
        for (size_t i = 0; i < units.count; i++)
                offered.item[i] = unit[i].unit_id.text;
        TRY(offer_by_rule(db, batch->arena, &place->merchant_id, &offered));
        TRY(shelf_refresh_units(db, batch->arena, &place->merchant_id, &offered));
        batch->more = units.count == BATCH;
        return save(db, place, batch->more ? &unit[units.count - 1] : NULL);
}

enum problem offer_waiting_step(struct db *db, struct arena *arena, bool *more)
{
        struct list places;

        TRY(db_many(db, arena, &sql_list_waiting, DB_NO_ARGS, &place_shape, &places));
        for (size_t i = 0; i < places.count; i++) {
                struct batch batch = { .arena = arena, .place = (const struct waiting *)places.item + i };
                TRY(db_transaction(db, offer_batch, &batch));
                *more = *more || batch.more;
        }
        return PROBLEM_OK;
}

/* Turns of shops: each gets a few calls under its lease, then the next one has its turn. */
#include "check.h"
#include "listing_sql.h"
#include "resale/clock.h"
#include "shopify.h"
#include "shopify_product.h"

enum { TURN_CALLS = 25, TURN_MICROS = 4000000, LOOK_AGAIN_HOURS = 24 };

static bool goes_on(const struct shop *s, int64_t begun)
{
        return !s->wait_ms && !s->broken && s->calls < TURN_CALLS && clock_monotonic_micros() - begun < TURN_MICROS;
}

/* Each day it is asked anew what the token may do, and what its collections are called. */
static enum problem look_if_due(struct shop *s)
{
        enum said said;

        if (instant_is_set(s->checked_at) && clock_now().micros - s->checked_at.micros < LOOK_AGAIN_HOURS * 3600 * 1000000LL)
                return PROBLEM_OK;
        TRY(shop_look(s, &said));
        return said == SAID_YES ? db_exec(s->db, &sql_begin_shopify_collections, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id)), NULL) : PROBLEM_OK;
}

/* One product's next step; *some: there was one. */
static enum problem product_turn(struct shop *s, bool *some)
{
        struct product p;
        enum problem problem = product_next(s, &p);

        *some = problem != PROBLEM_LISTING_NOT_FOUND;
        if (!*some)
                return PROBLEM_OK;
        TRY(problem);
        TRY(product_step(s, &p));
        return product_save(s, &p);
}

static enum problem work_off(struct shop *s)
{
        int64_t begun = clock_monotonic_micros();
        bool ready = shop_is_ready(s);
        enum problem problem = PROBLEM_OK;

        while (ready && text_equal(s->state, "active") && problem == PROBLEM_OK && goes_on(s, begun))
                problem = shop_collection_step(s);
        if (problem != PROBLEM_COLLECTION_NOT_FOUND)
                TRY(problem);
        for (bool some = ready; some && goes_on(s, begun);)
                TRY(product_turn(s, &some));
        if (ready && text_equal(s->state, "active") && goes_on(s, begun))
                return shop_read_step(s);
        return PROBLEM_OK;
}

static enum problem take_turn(struct shop *s)
{
        TRY(look_if_due(s));
        if (!s->wait_ms && !s->broken)
                TRY(work_off(s));
        TRY(shop_release(s));
        TRY(check_unmarked(s->db, s->arena, &s->merchant_id, &s->connection_id));
        return db_exec(s->db, &sql_forget_shopify, DB_ARGS(db_uuid(&s->merchant_id), db_uuid(&s->connection_id)), NULL);
}

struct place { struct uuid merchant_id, connection_id; };
static const struct field place_fields[] = { FIELD(struct place, merchant_id), FIELD(struct place, connection_id) };
static const struct shape place_shape = SHAPE(struct place, place_fields);

/* The first that waits and nobody else has. */
static enum problem one_turn(struct db *db, struct arena *arena, bool in_trouble, bool *more)
{
        struct list due;
        struct shop shop;

        TRY(db_many(db, arena, &sql_list_due_shopify, DB_ARGS(db_bool(in_trouble)), &place_shape, &due));
        const struct place *place = due.item;
        for (size_t i = 0; i < due.count; i++) {
                enum problem problem = shop_lease(db, arena, &place[i].merchant_id, &place[i].connection_id, &shop);
                if (problem == PROBLEM_BUSY)
                        continue;
                TRY(problem);
                *more = true;
                return take_turn(&shop);
        }
        return PROBLEM_OK;
}

enum problem shopify_push_step(struct db *db, struct arena *arena, bool *more) { return one_turn(db, arena, false, more); }
enum problem shopify_trouble_step(struct db *db, struct arena *arena, bool *more) { return one_turn(db, arena, true, more); }

/* --- what changed on shelves --- */

enum { BATCH = 500 };

struct behind { struct uuid merchant_id, connection_id, collection_id; bool live; int64_t version, taken; };
static const struct field behind_fields[] = {
        FIELD(struct behind, merchant_id), FIELD(struct behind, connection_id), FIELD(struct behind, collection_id), FIELD(struct behind, live),
};
static const struct field version_fields[] = { FIELD(struct behind, version) };
static const struct field taken_fields[] = { FIELD(struct behind, taken) };
static const struct shape behind_shape = SHAPE(struct behind, behind_fields), version_shape = SHAPE(struct behind, version_fields), taken_shape = SHAPE(struct behind, taken_fields);

struct following { struct arena *arena; struct behind *behind; };

static enum problem follow_one(struct db *db, void *context)
{
        struct following *following = context;
        struct behind *b = following->behind;

        b->taken = 0;
        TRY(db_exec(db, &sql_begin_shopify_collection, DB_ARGS(db_uuid(&b->merchant_id), db_uuid(&b->connection_id), db_uuid(&b->collection_id)), NULL));
        enum problem problem = db_one(db, following->arena, &sql_lock_shopify_collection, DB_ARGS(db_uuid(&b->merchant_id), db_uuid(&b->connection_id), db_uuid(&b->collection_id)),
                                      &version_shape, b, PROBLEM_COLLECTION_NOT_FOUND);
        if (problem == PROBLEM_COLLECTION_NOT_FOUND)
                return PROBLEM_OK;   /* another process has it */
        TRY(problem);
        if (!b->live)
                return db_exec(db, &sql_end_shopify_collection, DB_ARGS(db_uuid(&b->merchant_id), db_uuid(&b->connection_id), db_uuid(&b->collection_id)), NULL);
        return db_one(db, following->arena, &sql_follow_shopify_shelf,
                      DB_ARGS(db_uuid(&b->merchant_id), db_uuid(&b->connection_id), db_uuid(&b->collection_id), db_int(b->version), db_int(BATCH)), &taken_shape, b, PROBLEM_INTERNAL);
}

enum problem shopify_follow_step(struct db *db, struct arena *arena, bool *more)
{
        struct list list;

        TRY(db_many(db, arena, &sql_list_shopify_behind, DB_NO_ARGS, &behind_shape, &list));
        for (size_t i = 0; i < list.count; i++) {
                struct following following = { arena, (struct behind *)list.item + i };
                TRY(db_transaction(db, follow_one, &following));
                TRY(check_unmarked(db, arena, &following.behind->merchant_id, &following.behind->connection_id));
                *more = *more || following.behind->taken == BATCH;
        }
        return PROBLEM_OK;
}

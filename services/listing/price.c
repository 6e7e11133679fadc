#include "price.h"

#include "fragment.h"
#include "listing_sql.h"
#include "pool.h"
#include "shelf.h"

enum { PLANS = 2000, STEPS = 500 };

/* A merchant, and the last listing of it that was looked at. */
struct place { struct uuid merchant_id; int64_t plan_version; struct uuid after; };
static const struct field place_fields[] = { FIELD(struct place, merchant_id) };
static const struct field taken_fields[] = { FIELD(struct place, plan_version), FIELD(struct place, after) };
static const struct shape place_shape = SHAPE(struct place, place_fields);
static const struct shape taken_shape = SHAPE(struct place, taken_fields);

struct batch { struct arena *arena; struct uuid merchant_id; bool more; };

static enum problem each_place(struct db *db, struct arena *arena, const struct sql *places, db_work *work, bool *more)
{
        struct list list;

        TRY(db_many(db, arena, places, DB_NO_ARGS, &place_shape, &list));
        for (size_t i = 0; i < list.count; i++) {
                struct batch batch = { arena, ((const struct place *)list.item)[i].merchant_id, false };
                TRY(db_transaction(db, work, &batch));
                *more = *more || batch.more;
        }
        return PROBLEM_OK;
}

/* --- plans --- */

struct took { int64_t looked_at; struct uuid last; const char *shown; };   /* shown: whose offers say another time until which their price stands, "{…,…}" */
static const struct field took_fields[] = { FIELD(struct took, looked_at), FIELD(struct took, last), FIELD(struct took, shown) };
static const struct shape took_shape = SHAPE(struct took, took_fields);

static struct texts ids_of(struct arena *arena, const char *array)
{
        enum { ID = 36 };
        struct texts ids = { (strlen(array) - 1) / (ID + 1), arena_alloc(arena, strlen(array) * sizeof(char *)) };

        for (size_t i = 0; i < ids.count; i++)
                ids.item[i] = arena_copy(arena, array + 1 + i * (ID + 1), ID);
        return ids;
}

static enum problem take_plans(struct db *db, void *context)
{
        struct batch *batch = context;
        struct place taken;
        struct took took;

        batch->more = false;
        TRY(db_exec(db, &sql_begin_plan_taken, DB_ARGS(db_uuid(&batch->merchant_id)), NULL));
        enum problem problem = db_one(db, batch->arena, &sql_lock_plan_taken, DB_ARGS(db_uuid(&batch->merchant_id)), &taken_shape, &taken, PROBLEM_MERCHANT_NOT_FOUND);
        if (problem == PROBLEM_MERCHANT_NOT_FOUND)
                return PROBLEM_OK;   /* another process has it, or had it */
        TRY(problem);
        TRY(db_one(db, batch->arena, &sql_take_price_plans, DB_ARGS(db_uuid(&batch->merchant_id), db_int(taken.plan_version), db_uuid(&taken.after), db_int(PLANS)),
                   &took_shape, &took, PROBLEM_INTERNAL));
        batch->more = took.looked_at == PLANS;
        if (!batch->more)
                TRY(db_exec(db, &sql_forget_price_plans_taken, DB_ARGS(db_uuid(&batch->merchant_id)), NULL));
        TRY(db_exec(db, &sql_save_plan_taken, DB_ARGS(db_uuid(&batch->merchant_id), db_int(taken.plan_version), batch->more ? db_uuid(&took.last) : db_null()), NULL));
        struct texts shown = ids_of(batch->arena, took.shown);
        return shelf_refresh(db, batch->arena, &batch->merchant_id, &shown);
}

enum problem price_plans_step(struct db *db, struct arena *arena, bool *more)
{
        return each_place(db, arena, &sql_list_new_plans, take_plans, more);
}

/* --- steps --- */

struct due { struct offered now; struct candidate c; };   /* as it is to be from now on */
#define OF(type_, part, member) { .name = #member, .type = type_, .offset = offsetof(struct due, part.member) }
static const struct field due_fields[] = {
        OF(FIELD_UUID, now, listing_id),
        OF(FIELD_TEXT, now, handle),
        OF(FIELD_INT64, now, price),
        OF(FIELD_INSTANT, now, published_at),
        OF(FIELD_INSTANT, now, valid_until),
        OF(FIELD_UUID, c, unit_id),
        OF(FIELD_TEXT, c, title),
        OF(FIELD_TEXT, c, grade),
        OF(FIELD_TEXT, c, condition),
        OF(FIELD_TEXT, c, sentence),
        OF(FIELD_TEXT, c, currency),
        OF(FIELD_INT64, c, original_amount),
        OF(FIELD_TEXT, c, original_currency),
        OF(FIELD_BOOL, c, final_sale),
        OF(FIELD_INT64, c, return_days),
        OF(FIELD_TEXT, c, rule),
        OF(FIELD_TEXT, c, body),
};
static const struct shape due_shape = SHAPE(struct due, due_fields);

struct columns { struct arena *arena; struct texts listing, price, compare_at, fragment; };

static void add(struct columns *columns, const struct due *due)
{
        columns->listing.item[columns->listing.count++] = due->now.listing_id.text;
        columns->price.item[columns->price.count++] = arena_printf(columns->arena, "%lld", (long long)due->now.price);
        columns->compare_at.item[columns->compare_at.count++] = arena_printf(columns->arena, "%lld", (long long)fragment_compare_at(&due->c, due->now.price));
        columns->fragment.item[columns->fragment.count++] = fragment_render(columns->arena, &due->c, &due->now);
}

static struct texts room(struct arena *arena, size_t count) { return (struct texts){ .item = arena_alloc(arena, (count + 1) * sizeof(char *)) }; }

/* All that change, in one statement. */
static enum problem change(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct list *rows, struct texts *changed)
{
        struct columns columns = { arena, room(arena, rows->count), room(arena, rows->count), room(arena, rows->count), room(arena, rows->count) };
        const struct due *due = rows->item;

        for (size_t i = 0; i < rows->count; i++)
                add(&columns, &due[i]);
        *changed = columns.listing;
        if (!columns.listing.count)
                return PROBLEM_OK;
        return db_exec(db, &sql_change_prices, DB_ARGS(db_uuid(merchant_id), db_texts(arena, &columns.listing), db_texts(arena, &columns.price),
                                                       db_texts(arena, &columns.compare_at), db_texts(arena, &columns.fragment)), NULL);
}

static struct db_arg held_listings(struct arena *arena, const struct list *rows)
{
        struct texts held = room(arena, rows->count);
        const struct due *due = rows->item;

        for (size_t i = 0; i < rows->count; i++)
                held.item[held.count++] = due[i].now.listing_id.text;
        return db_texts(arena, &held);
}

/* The plans are held, then their units: whoever leases, sells or withdraws one at this moment has it, and its step waits. */
static enum problem take_steps(struct db *db, void *context)
{
        struct batch *batch = context;
        const char *listings;
        struct texts changed;
        struct list rows;
        int64_t ended;

        batch->more = false;
        enum problem problem = db_value(db, batch->arena, &sql_hold_due_plans, DB_ARGS(db_uuid(&batch->merchant_id), db_int(STEPS)), &listings, PROBLEM_LISTING_NOT_FOUND);
        if (problem == PROBLEM_LISTING_NOT_FOUND)
                return PROBLEM_OK;   /* another process has them */
        TRY(problem);
        TRY(db_many(db, batch->arena, &sql_hold_due_prices, DB_ARGS(db_uuid(&batch->merchant_id), db_text(listings)), &due_shape, &rows));
        TRY(change(db, batch->arena, &batch->merchant_id, &rows, &changed));
        TRY(db_exec(db, &sql_end_price_steps, DB_ARGS(db_uuid(&batch->merchant_id), db_text(listings), held_listings(batch->arena, &rows)), &ended));
        batch->more = ended == STEPS;
        return pool_and_show(db, batch->arena, &batch->merchant_id, &changed);
}

enum problem price_steps_step(struct db *db, struct arena *arena, bool *more)
{
        return each_place(db, arena, &sql_list_due_plans, take_steps, more);
}

enum problem price_history(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id, const char **json)
{
        return db_value(db, arena, &sql_select_prices, DB_ARGS(db_uuid(merchant_id), db_uuid(listing_id)), json, PROBLEM_LISTING_NOT_FOUND);
}

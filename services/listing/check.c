#include "check.h"

#include "lint.h"
#include "listing_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "shelf.h"
#include "standing.h"

enum { BATCH = 200 };

static void add_finding(struct buffer *out, const struct standing *s)
{
        struct standing_offer offer = { s->now.listing_id, s->title, s->grade, s->condition, s->currency, s->now.price, s->final_sale, s->approved,
                                        { s->unmarked_shop, s->unmarked_why, s->unmarked_tag } };
        struct arena *arena = out->arena;
        struct faults faults;

        lint_live(arena, &s->c, &offer, &faults);
        buffer_printf(out, "%s{\"listing_id\":\"%s\",\"faults\":%s,\"fragment\":%s,", out->length > 1 ? "," : "", s->now.listing_id.text, faults_json(arena, &faults),
                      json_quote(arena, standing_render(arena, s)));
        buffer_printf(out, "\"was\":%s,\"body\":%s}", json_quote(arena, s->fragment), json_quote(arena, s->c.body));
}

static struct texts ids_of(struct arena *arena, const struct list *uuids)
{
        struct texts ids = { uuids->count, arena_alloc(arena, (uuids->count + 1) * sizeof(char *)) };

        for (size_t i = 0; i < uuids->count; i++)
                ids.item[i] = ((const struct uuid *)uuids->item)[i].text;
        return ids;
}

static const struct field id_fields[] = { { .name = "listing_id", .type = FIELD_UUID, .offset = 0 } };
static const struct shape id_shape = { .size = sizeof(struct uuid), .count = 1, .fields = id_fields };

enum problem check_listings(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *listing_ids)
{
        struct buffer findings = { .arena = arena };
        struct list rows, shown;

        TRY(standing_load(db, arena, merchant_id, listing_ids, &rows));
        const struct standing *standing = rows.item;
        buffer_text(&findings, "[");
        for (size_t i = 0; i < rows.count; i++)
                if (text_equal(standing[i].state, "live"))   /* it may have ended meanwhile */
                        add_finding(&findings, &standing[i]);
        buffer_text(&findings, "]");
        if (findings.length == 2)
                return PROBLEM_OK;
        TRY(db_many(db, arena, &sql_save_findings, DB_ARGS(db_uuid(merchant_id), db_text(findings.text)), &id_shape, &shown));
        struct texts ids = ids_of(arena, &shown);
        return shelf_refresh(db, arena, merchant_id, &ids);
}

enum problem check_unmarked(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id)
{
        struct list list;

        TRY(db_many(db, arena, &sql_list_shopify_unmarked, DB_ARGS(db_uuid(merchant_id), db_uuid(connection_id)), &id_shape, &list));
        struct texts ids = ids_of(arena, &list);
        return ids.count ? check_listings(db, arena, merchant_id, &ids) : PROBLEM_OK;
}

/* --- by what happens to units --- */

struct live { struct uuid merchant_id, listing_id; };
static const struct field live_fields[] = { FIELD(struct live, merchant_id), FIELD(struct live, listing_id) };
static const struct shape live_shape = SHAPE(struct live, live_fields);

/* A unit on offer of which something new is known: not that it was offered, leased or let go. */
static bool says_something(const struct feed_event *event)
{
        static const char *const moves[] = { "listed", "claimed", "claim_released", "claim_expired", "order_cancelled", "sold" };

        if (!text_equal(event->to_state, "listed") && !text_equal(event->to_state, "claimed"))
                return false;
        for (size_t i = 0; i < ARRAY_LEN(moves); i++)
                if (text_equal(event->event, moves[i]))
                        return false;
        return true;
}

/* Merchant by merchant. */
static enum problem check_all(struct db *db, struct arena *arena, const struct list *rows)
{
        const struct live *live = rows->item;
        const char **item = arena_alloc(arena, (rows->count + 1) * sizeof *item);

        for (size_t i = 0, from = 0; i < rows->count; i++) {
                item[i] = live[i].listing_id.text;
                if (i + 1 < rows->count && uuid_equal(&live[i].merchant_id, &live[i + 1].merchant_id))
                        continue;
                TRY(check_listings(db, arena, &live[i].merchant_id, &(struct texts){ i + 1 - from, item + from }));
                from = i + 1;
        }
        return PROBLEM_OK;
}

enum problem check_follow(struct db *db, struct arena *arena, const struct feed_event *event, size_t count)
{
        struct texts merchants = { 0, arena_alloc(arena, (count + 1) * sizeof(char *)) }, units = { 0, arena_alloc(arena, (count + 1) * sizeof(char *)) };
        struct list live;

        for (size_t i = 0; i < count; i++)
                if (says_something(&event[i])) {
                        merchants.item[merchants.count++] = event[i].merchant_id.text;
                        units.item[units.count++] = event[i].unit_id.text;
                }
        if (!units.count)
                return PROBLEM_OK;
        TRY(db_many(db, arena, &sql_list_live_of_units, DB_ARGS(db_texts(arena, &merchants), db_texts(arena, &units)), &live_shape, &live));
        return check_all(db, arena, &live);
}

/* --- all of them, now and then --- */

static const struct field merchant_fields[] = { { .name = "merchant_id", .type = FIELD_UUID, .offset = 0 } };
static const struct field after_fields[] = { { .name = "after", .type = FIELD_UUID, .offset = 0 } };
static const struct shape merchant_shape = { .size = sizeof(struct uuid), .count = 1, .fields = merchant_fields };
static const struct shape after_shape = { .size = sizeof(struct uuid), .count = 1, .fields = after_fields };

struct sweep { struct arena *arena; struct uuid merchant_id; bool more; };

static enum problem sweep(struct db *db, void *context)
{
        struct sweep *sweep = context;
        struct uuid after;
        struct list next;

        sweep->more = false;
        enum problem problem = db_one(db, sweep->arena, &sql_lock_sweep, DB_ARGS(db_uuid(&sweep->merchant_id)), &after_shape, &after, PROBLEM_MERCHANT_NOT_FOUND);
        if (problem == PROBLEM_MERCHANT_NOT_FOUND)
                return PROBLEM_OK;   /* another process has it, or had it */
        TRY(problem);
        TRY(db_many(db, sweep->arena, &sql_list_live_after, DB_ARGS(db_uuid(&sweep->merchant_id), db_uuid(&after), db_int(BATCH)), &id_shape, &next));
        sweep->more = next.count == BATCH;
        const struct uuid *last = (const struct uuid *)next.item + next.count - 1;
        TRY(db_exec(db, &sql_save_sweep, DB_ARGS(db_uuid(&sweep->merchant_id), sweep->more ? db_uuid(last) : db_null()), NULL));
        if (!sweep->more)
                TRY(db_exec(db, &sql_forget_findings, DB_ARGS(db_uuid(&sweep->merchant_id)), NULL));
        struct texts ids = ids_of(sweep->arena, &next);
        return check_listings(db, sweep->arena, &sweep->merchant_id, &ids);
}

enum problem check_step(struct db *db, struct arena *arena, bool *more)
{
        struct list merchants;

        TRY(db_many(db, arena, &sql_list_sweeps, DB_NO_ARGS, &merchant_shape, &merchants));
        for (size_t i = 0; i < merchants.count; i++) {
                struct sweep one = { .arena = arena, .merchant_id = ((const struct uuid *)merchants.item)[i] };
                TRY(db_transaction(db, sweep, &one));
                *more = *more || one.more;
        }
        return PROBLEM_OK;
}

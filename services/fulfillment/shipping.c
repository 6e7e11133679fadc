#include "fulfillment.h"
#include "fulfillment_sql.h"
#include "resale/id.h"
#include "resale/ledger.h"

struct line { struct uuid line_id, parcel_id; };
static const struct field line_fields[] = { FIELD(struct line, line_id), FIELD(struct line, parcel_id) };
static const struct shape line_shape = SHAPE(struct line, line_fields);

/* The unit behind a scanned plate, when this order bought it: another piece of the same product will not do. */
static enum problem unit_of_order(struct db *db, struct arena *arena, const struct handling *h, const char *code, struct unit *unit)
{
        struct line line;

        TRY(ledger_unit_by_plate(db, arena, code, unit));
        return db_one(db, arena, &sql_select_bound_line, DB_ARGS(db_uuid(&h->merchant_id), db_uuid(&h->order_id), db_uuid(&unit->unit_id)), &line_shape, &line,
                      PROBLEM_WRONG_UNIT);
}

enum problem order_pick(struct db *db, struct arena *arena, const struct handling *h)
{
        struct unit unit;
        const char *json;

        TRY(order_find(db, arena, &h->merchant_id, &h->order_id, &json));
        TRY(unit_of_order(db, arena, h, h->code, &unit));
        return unit_move(db, &h->merchant_id, &unit.unit_id, "sold", "picked", "picked", h->actor, arena_printf(arena, "{\"order_id\":\"%s\"}", h->order_id.text));
}

static enum problem pack_unit(struct db *db, struct arena *arena, const struct handling *h, const char *code)
{
        struct unit unit;

        TRY(unit_of_order(db, arena, h, code, &unit));
        TRY(unit_move(db, &h->merchant_id, &unit.unit_id, "picked", "packed", "packed", h->actor, arena_printf(arena, "{\"parcel_id\":\"%s\"}", h->parcel_id.text)));
        return db_exec_one(db, &sql_put_in_parcel,
                           DB_ARGS(db_uuid(&h->merchant_id), db_uuid(&h->order_id), db_uuid(&unit.unit_id), db_uuid(&h->parcel_id)), PROBLEM_UNIT_STATE);
}

enum problem parcel_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *parcel_id, const char **json)
{
        return db_value(db, arena, &sql_select_parcel, DB_ARGS(db_uuid(merchant_id), db_uuid(parcel_id)), json, PROBLEM_PARCEL_NOT_FOUND);
}

enum problem order_pack(struct db *db, struct arena *arena, struct handling *h, const char **json)
{
        TRY(order_find(db, arena, &h->merchant_id, &h->order_id, json));
        uuid_new(&h->parcel_id);
        TRY(db_exec(db, &sql_insert_parcel, DB_ARGS(db_uuid(&h->merchant_id), db_uuid(&h->parcel_id), db_uuid(&h->order_id)), NULL));
        for (size_t i = 0; i < h->codes.count; i++)
                TRY(pack_unit(db, arena, h, h->codes.item[i]));
        return parcel_find(db, arena, &h->merchant_id, &h->parcel_id, json);
}

struct inside { struct uuid unit_id, line_id; };
static const struct field inside_fields[] = { FIELD(struct inside, unit_id), FIELD(struct inside, line_id) };
static const struct shape inside_shape = SHAPE(struct inside, inside_fields);

/* Every unit of a parcel along one edge; with `lenient`, one that is past it already stays. */
static enum problem move_parcel(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *parcel_id, const char *from, const char *to,
                                const char *actor, bool lenient)
{
        const char *payload = arena_printf(arena, "{\"parcel_id\":\"%s\"}", parcel_id->text);
        struct list units;

        TRY(db_many(db, arena, &sql_list_parcel_units, DB_ARGS(db_uuid(merchant_id), db_uuid(parcel_id)), &inside_shape, &units));
        for (size_t i = 0; i < units.count; i++) {
                enum problem problem = unit_move(db, merchant_id, &((const struct inside *)units.item)[i].unit_id, from, to, to, actor, payload);
                if (problem != PROBLEM_OK && !(lenient && problem == PROBLEM_UNIT_STATE))
                        return problem;
        }
        return PROBLEM_OK;
}

static const char *const tracking_states[] = { NULL, "delivered", "returned" };   /* by enum tracking */

/* Delivered or sent back, once; units that are past it stay where they are. */
static enum problem end_parcel(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *parcel_id, const char *state, struct instant at)
{
        int64_t ended = 0;

        TRY(db_exec(db, &sql_end_parcel, DB_ARGS(db_uuid(merchant_id), db_uuid(parcel_id), db_text(state), db_instant(at)), &ended));
        if (!ended)
                return PROBLEM_OK;
        return move_parcel(db, arena, merchant_id, parcel_id, "shipped", text_equal(state, "delivered") ? "delivered" : "returning", "system:carrier", true);
}

static enum problem note_news(struct db *db, const struct uuid *merchant_id, const struct uuid *parcel_id, const char *status)
{
        struct uuid event_id;

        uuid_new(&event_id);
        return db_exec(db, &sql_insert_tracking_event, DB_ARGS(db_uuid(merchant_id), db_uuid(&event_id), db_uuid(parcel_id), db_text(status)), NULL);
}

struct early { const char *status, *state; struct instant at; };
static const struct field early_fields[] = { FIELD(struct early, status), FIELD(struct early, state), FIELD(struct early, at) };
static const struct shape early_shape = SHAPE(struct early, early_fields);

/* The carrier may have said how it ended before we said that it was shipped. */
static enum problem take_early_news(struct db *db, struct arena *arena, const struct handling *h)
{
        struct early early;

        TRY(db_exec(db, &sql_lock_tracking, DB_ARGS(db_uuid(&h->merchant_id), db_text(h->tracking_number)), NULL));
        enum problem problem = db_one(db, arena, &sql_take_early_news, DB_ARGS(db_uuid(&h->merchant_id), db_text(h->tracking_number)), &early_shape, &early,
                                      PROBLEM_PARCEL_NOT_FOUND);
        if (problem == PROBLEM_PARCEL_NOT_FOUND)
                return PROBLEM_OK;
        TRY(problem);
        TRY(note_news(db, &h->merchant_id, &h->parcel_id, early.status));
        return end_parcel(db, arena, &h->merchant_id, &h->parcel_id, early.state, early.at);
}

enum problem parcel_ship(struct db *db, struct arena *arena, const struct handling *h, const char **json)
{
        const char *order_id;

        TRY(parcel_find(db, arena, &h->merchant_id, &h->parcel_id, json));
        TRY(db_value(db, arena, &sql_ship_parcel,
                     DB_ARGS(db_uuid(&h->merchant_id), db_uuid(&h->parcel_id), db_text(h->carrier), db_text(h->tracking_number)), &order_id, PROBLEM_ORDER_STATE));
        TRY(move_parcel(db, arena, &h->merchant_id, &h->parcel_id, "packed", "shipped", h->actor, false));
        TRY(take_early_news(db, arena, h));
        return parcel_find(db, arena, &h->merchant_id, &h->parcel_id, json);
}

static enum problem find_tracked(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *tracking_number, struct uuid *parcel_id)
{
        const char *found;

        TRY(db_value(db, arena, &sql_select_parcel_by_tracking, DB_ARGS(db_uuid(merchant_id), db_text(tracking_number)), &found, PROBLEM_PARCEL_NOT_FOUND));
        return uuid_parse(found, parcel_id) ? PROBLEM_OK : PROBLEM_INTERNAL;
}

enum problem parcel_track(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct news *news)
{
        const char *state = tracking_states[news->tracking];
        struct uuid parcel_id;
        enum problem problem = find_tracked(db, arena, merchant_id, news->tracking_number, &parcel_id);

        if (problem == PROBLEM_PARCEL_NOT_FOUND && state) {   /* not a parcel of ours, or not yet: looked for again with shipping kept out */
                TRY(db_exec(db, &sql_lock_tracking, DB_ARGS(db_uuid(merchant_id), db_text(news->tracking_number)), NULL));
                problem = find_tracked(db, arena, merchant_id, news->tracking_number, &parcel_id);
        }
        if (problem == PROBLEM_PARCEL_NOT_FOUND)
                return state ? db_exec(db, &sql_keep_early_news, DB_ARGS(db_uuid(merchant_id), db_text(news->tracking_number), db_text(news->status), db_text(state),
                                                                         db_instant(news->at)), NULL) : PROBLEM_OK;
        TRY(problem);
        TRY(note_news(db, merchant_id, &parcel_id, news->status));
        return state ? end_parcel(db, arena, merchant_id, &parcel_id, state, news->at) : PROBLEM_OK;
}

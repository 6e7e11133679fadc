#include "place.h"

#include "intake_sql.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"
#include "resale/log.h"
#include "resale/scan.h"

/* --- bins and totes --- */

static const char *const kinds[] = { [PLACE_BIN] = "bin", [PLACE_TOTE] = "tote" };

struct inserted { bool facility; int64_t made, kept; const char *elsewhere; };
static const struct field inserted_fields[] = {
        FIELD(struct inserted, facility),
        FIELD(struct inserted, made),
        FIELD(struct inserted, kept),
        FIELD(struct inserted, elsewhere),
};
static const struct shape inserted_shape = SHAPE(struct inserted, inserted_fields);

static const struct field made_fields[] = { FIELD(struct made, made), FIELD(struct made, kept) };
const struct shape made_shape = SHAPE(struct made, made_fields);

enum problem places_make(struct db *db, struct arena *arena, const struct making *making, struct made *made, const char **elsewhere)
{
        struct db_arg codes = db_texts(arena, &making->codes), facility = db_uuid(&making->facility_id);
        struct inserted inserted;

        if (making->kind == PLACE_BIN)
                TRY(db_one(db, arena, &sql_insert_bins, DB_ARGS(codes, facility, db_text(making->zone), making->capacity ? db_int(making->capacity) : db_null()),
                           &inserted_shape, &inserted, PROBLEM_INTERNAL));
        else
                TRY(db_one(db, arena, &sql_insert_totes, DB_ARGS(codes, facility), &inserted_shape, &inserted, PROBLEM_INTERNAL));
        if (!inserted.facility)
                return PROBLEM_FACILITY_NOT_FOUND;
        *elsewhere = inserted.elsewhere;
        if (inserted.elsewhere)
                return PROBLEM_ALREADY_EXISTS;
        *made = (struct made){ inserted.made, inserted.kept };
        return PROBLEM_OK;
}

struct named { const char *code, *line; };
static const struct field named_fields[] = { FIELD(struct named, code), FIELD(struct named, line) };
static const struct shape named_shape = SHAPE(struct named, named_fields);

enum problem places_cards(struct db *db, struct arena *arena, const struct cards_wish *wish, struct label_drawing *drawing)
{
        const char *prefix = wish->kind == PLACE_BIN ? "RPB:" : "RPT:";
        struct json_fault fault = { 0 };
        struct list places;

        TRY(db_many(db, arena, &sql_list_cards, DB_ARGS(db_text(kinds[wish->kind]), db_text(wish->from), db_text(wish->to), db_int(CARDS_MOST)), &named_shape, &places));
        if (!places.count)
                return PROBLEM_PLACE_NOT_FOUND;
        struct card *card = arena_alloc(arena, places.count * sizeof *card);
        const struct named *named = places.item;
        for (size_t i = 0; i < places.count; i++)
                card[i] = (struct card){ .data = arena_printf(arena, "%s%s", prefix, named[i].code), .name = named[i].code, .line = named[i].line };
        enum problem problem = cards_draw(arena, card, places.count, wish->paper, drawing, &fault);
        if (problem != PROBLEM_INVALID_FIELD)
                return problem;
        log_line(LOG_ERROR, "cards", NULL, "%s %s", fault.field, fault.reason);
        return PROBLEM_INTERNAL;
}

enum problem place_find(struct db *db, struct arena *arena, enum place_kind kind, const char *code, const struct viewer *viewer, const char **json)
{
        const char *item;

        TRY(db_value(db, arena, kind == PLACE_BIN ? &sql_select_bin : &sql_select_tote, DB_ARGS(db_text(code), db_text(viewer->actor), db_bool(viewer->may_review)), &item, PROBLEM_CODE_UNKNOWN));
        *json = arena_printf(arena, "{\"kind\":\"%s\",\"%s\":%s}", kinds[kind], kinds[kind], item);
        return PROBLEM_OK;
}

/* --- putting things there --- */

static const struct field putting_fields[] = {
        FIELD(struct putting, unit_id),
        FIELD(struct putting, lpn),
        FIELD(struct putting, title),
        FIELD(struct putting, bin),
        FIELD(struct putting, tote),
        FIELD(struct putting, step),
        FIELD(struct putting, moved),
};
const struct shape putting_shape = SHAPE(struct putting, putting_fields);

/* The code of a bin's or tote's card; NULL: it is none. */
static const char *card_of(struct arena *arena, const char *scanned, enum place_kind kind)
{
        struct scan scan;

        if (!scan_read(arena, scanned, strlen(scanned), &scan) || !scan.candidates.count)
                return NULL;
        const struct scan_candidate *candidate = scan.candidates.item;
        return candidate->kind == (kind == PLACE_BIN ? SCAN_BIN : SCAN_TOTE) ? candidate->text : NULL;
}

/* Whoever puts something there next waits until this transaction ends. */
static enum problem lock(struct db *db, const struct putting *putting)
{
        return putting->tote ? db_exec_one(db, &sql_lock_tote, DB_ARGS(db_text(putting->tote)), PROBLEM_PLACE_NOT_FOUND)
                             : db_exec_one(db, &sql_lock_bin, DB_ARGS(db_text(putting->bin)), PROBLEM_PLACE_NOT_FOUND);
}

/* "to_grade_sealed" is "to grade sealed". */
static const char *words(struct arena *arena, const char *step)
{
        char *text = arena_copy(arena, step, strlen(step));

        for (char *c = text; *c; c++)
                *c = *c == '_' ? ' ' : *c;
        return text;
}

struct room { const char *step, *tote_step; int64_t room; bool blind; };
static const struct field room_fields[] = { FIELD(struct room, step), FIELD(struct room, tote_step), FIELD(struct room, room), FIELD(struct room, blind) };
static const struct shape room_shape = SHAPE(struct room, room_fields);

static enum problem put_unit(struct db *db, struct arena *arena, struct putting *putting, const struct unit *unit, const char **why)
{
        struct room room;
        const char *sequence;

        TRY(lock(db, putting));
        TRY(db_one(db, arena, &sql_select_putting, DB_ARGS(db_uuid(&unit->merchant_id), db_uuid(&unit->unit_id), db_text(putting->tote), db_text(putting->bin), db_text(putting->by.actor),
                           db_bool(putting->by.may_review)),
                   &room_shape, &room, PROBLEM_UNIT_NOT_FOUND));
        *why = arena_printf(arena, "It is %s.", words(arena, unit->state));
        if (!*room.step)
                return PROBLEM_UNIT_STATE;
        if (putting->tote && *room.tote_step && !text_equal(room.step, room.tote_step)) {
                *why = room.blind ? "It waits for something else, too: put it into a bin."
                                  : arena_printf(arena, "Tote %s is for: %s. This piece waits for: %s.", putting->tote, words(arena, room.tote_step), words(arena, room.step));
                return PROBLEM_WRONG_TOTE;
        }
        *why = "Put it into another.";
        if (room.room < 1)
                return PROBLEM_BIN_FULL;
        putting->unit_id = unit->unit_id;
        putting->lpn = unit->lpn;
        putting->title = unit->title;
        putting->step = room.blind ? NULL : room.step;
        putting->moved = 1;
        return db_value(db, arena, &sql_put_unit,
                        DB_ARGS(db_uuid(&unit->merchant_id), db_uuid(&unit->unit_id), db_text(putting->bin), db_text(putting->tote), db_text(putting->by.actor), db_text(room.step)),
                        &sequence, PROBLEM_INTERNAL);
}

struct content { int64_t units, room; const char *step; };
static const struct field content_fields[] = { FIELD(struct content, units), FIELD(struct content, room), FIELD(struct content, step) };
static const struct shape content_shape = SHAPE(struct content, content_fields);

static enum problem empty_tote(struct db *db, struct arena *arena, struct putting *putting, const char *tote, const char **why)
{
        struct content content;
        const char *moved;

        TRY(db_exec_one(db, &sql_lock_tote, DB_ARGS(db_text(tote)), PROBLEM_CODE_UNKNOWN));
        TRY(lock(db, putting));
        TRY(db_one(db, arena, &sql_tote_room, DB_ARGS(db_text(tote), db_text(putting->bin)), &content_shape, &content, PROBLEM_INTERNAL));
        *why = "There is nothing to put away.";
        if (!content.units)
                return PROBLEM_TOTE_EMPTY;
        *why = arena_printf(arena, "%lld more fit into it, and the tote holds %lld.", (long long)(content.room > 0 ? content.room : 0), (long long)content.units);
        if (content.room < content.units)
                return PROBLEM_BIN_FULL;
        TRY(db_value(db, arena, &sql_put_tote, DB_ARGS(db_text(tote), db_text(putting->bin), db_text(putting->by.actor)), &moved, PROBLEM_INTERNAL));
        putting->tote = tote;
        putting->step = content.step;
        putting->moved = strtoll(moved, NULL, 10);
        return PROBLEM_OK;
}

enum problem place_put(struct db *db, struct arena *arena, struct putting *putting, const char **why)
{
        const char *tote = card_of(arena, putting->what, PLACE_TOTE);
        struct unit unit;

        putting->bin = card_of(arena, putting->into, PLACE_BIN);
        putting->tote = card_of(arena, putting->into, PLACE_TOTE);
        *why = NULL;
        if (!putting->bin && !putting->tote)
                return PROBLEM_PLACE_NOT_FOUND;
        if (tote)
                return putting->bin ? empty_tote(db, arena, putting, tote, why) : PROBLEM_INVALID_FIELD;
        TRY(ledger_unit_by_plate(db, arena, putting->what, &unit));
        return put_unit(db, arena, putting, &unit, why);
}

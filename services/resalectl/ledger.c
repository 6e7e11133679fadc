#include "commands.h"
#include "resale/id.h"
#include "resalectl_sql.h"

enum { PAGE = 1000 };

struct verified { struct uuid merchant_id, unit_id; const char *lpn; int64_t broken_at; };
static const struct field verified_fields[] = {
        FIELD(struct verified, merchant_id),
        FIELD(struct verified, unit_id),
        FIELD(struct verified, lpn),
        FIELD(struct verified, broken_at),
};
static const struct shape verified_shape = SHAPE(struct verified, verified_fields);

static int64_t tell_broken(const struct list *units)
{
        const struct verified *unit = units->item;
        int64_t broken = 0;

        for (size_t i = 0; i < units->count; i++)
                if (unit[i].broken_at) {
                        printf("BROKEN at %lld: %s (merchant %s, unit %s)\n", (long long)unit[i].broken_at, unit[i].lpn, unit[i].merchant_id.text, unit[i].unit_id.text);
                        broken++;
                }
        return broken;
}

static int verify_all(struct db *db)
{
        struct uuid merchant = { "00000000-0000-0000-0000-000000000000" }, unit = merchant;
        long long count = 0, broken = 0;
        struct list units;

        do {
                struct arena *arena = arena_new();
                enum problem problem = db_many(db, arena, &sql_list_units_to_verify, DB_ARGS(db_uuid(&merchant), db_uuid(&unit)), &verified_shape, &units);
                if (problem == PROBLEM_OK && units.count) {
                        const struct verified *last = (const struct verified *)units.item + units.count - 1;
                        merchant = last->merchant_id;
                        unit = last->unit_id;
                        broken += tell_broken(&units);
                        count += (long long)units.count;
                }
                arena_free(arena);
                if (said(problem, "verify"))
                        return 1;
        } while (units.count == PAGE);
        printf("%lld units verified, %lld broken\n", count, broken);
        return broken ? 1 : 0;
}

static enum problem find_plate(struct db *db, struct arena *arena, const char *text, struct verified *unit)
{
        struct plate plate;

        if (!plate_parse(text, &plate))
                return PROBLEM_CODE_UNKNOWN;
        return db_one(db, arena, &sql_select_plate, DB_ARGS(db_int(plate_merchant(&plate)), db_text(plate.text)), &verified_shape, unit, PROBLEM_CODE_UNKNOWN);
}

static int verify_one(struct db *db, const char *text)
{
        struct arena *arena = arena_new();
        struct verified unit = { 0 };
        int status = said(find_plate(db, arena, text, &unit), text);

        if (status == 0 && unit.broken_at) {
                printf("%s: BROKEN at %lld\n", unit.lpn, (long long)unit.broken_at);
                status = 1;
        } else if (status == 0) {
                printf("%s: whole\n", unit.lpn);
        }
        arena_free(arena);
        return status;
}

int run_verify(int argc, char **argv)
{
        if (argc > 1)
                return WRONG_USE;
        struct db *db = open_database();
        if (!db)
                return 1;
        int status = argc ? verify_one(db, argv[0]) : verify_all(db);
        db_close(db);
        return status;
}

struct event { int64_t sequence, trip; const char *at, *service, *actor, *event, *from_state, *to_state, *payload, *hash; };
static const struct field event_fields[] = {
        FIELD(struct event, sequence),
        FIELD(struct event, trip),
        FIELD(struct event, at),
        FIELD(struct event, service),
        FIELD(struct event, actor),
        FIELD(struct event, event),
        FIELD(struct event, from_state),
        FIELD(struct event, to_state),
        FIELD(struct event, payload),
        FIELD(struct event, hash),
};
static const struct shape event_shape = SHAPE(struct event, event_fields);

/* Who and what on a line of its own: a payload can be long. */
static void print_event(const struct event *e)
{
        char move[60];

        snprintf(move, sizeof move, "%s -> %s", e->from_state, e->to_state);
        printf("%3lld  %.10s %.8s  %4lld  %-12s %-19s %-25s %.12s\n", (long long)e->sequence, e->at, e->at + strcspn(e->at, "T") + 1, (long long)e->trip, e->service, e->event,
               text_equal(e->from_state, e->to_state) ? "-" : move, e->hash);
        printf("     %s  %s\n", e->actor, e->payload);
}

static int print_history(struct db *db, struct arena *arena, const char *text)
{
        struct verified unit = { 0 };
        struct list events;

        if (said(find_plate(db, arena, text, &unit), text) ||
            said(db_many(db, arena, &sql_list_events, DB_ARGS(db_uuid(&unit.merchant_id), db_uuid(&unit.unit_id)), &event_shape, &events), "history"))
                return 1;
        printf("  #  when (UTC)           trip  service      event               move                      hash\n");
        for (size_t i = 0; i < events.count; i++)
                print_event((const struct event *)events.item + i);
        printf("%s: %zu event%s, %s\n", unit.lpn, events.count, events.count == 1 ? "" : "s", unit.broken_at ? "BROKEN" : "the chain is whole");
        return unit.broken_at ? 1 : 0;
}

int run_history(int argc, char **argv)
{
        if (argc != 1)
                return WRONG_USE;
        struct db *db = open_database();
        if (!db)
                return 1;
        struct arena *arena = arena_new();
        int status = print_history(db, arena, argv[0]);
        arena_free(arena);
        db_close(db);
        return status;
}

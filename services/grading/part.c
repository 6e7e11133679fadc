#include "part.h"

#include "grading_sql.h"
#include "resale/id.h"

bool part_code_is_good(const char *code)
{
        size_t length = strlen(code);

        return length >= 1 && length <= 32 && !strchr("._-", *code) && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == length;
}

enum problem part_add(struct db *db, struct arena *arena, const struct part_wish *wish, const char **json)
{
        int64_t there = 0;

        TRY(db_exec(db, &sql_select_facility, DB_ARGS(db_uuid(&wish->facility_id)), &there));
        if (!there)
                return PROBLEM_FACILITY_NOT_FOUND;
        return db_value(db, arena, &sql_insert_part,
                        DB_ARGS(db_uuid(&wish->facility_id), db_text(wish->code), db_text(wish->name), db_int(wish->unit_cost.amount), db_text(wish->unit_cost.currency),
                                db_int(wish->low), db_text(wish->actor)),
                        json, PROBLEM_ALREADY_EXISTS);
}

struct held { const char *currency; };
static const struct field held_fields[] = { FIELD(struct held, currency) };
static const struct shape held_shape = SHAPE(struct held, held_fields);

/* The part is there, and counts in this currency ("": none is meant). */
static enum problem find(struct db *db, struct arena *arena, const struct uuid *facility_id, const char *code, const char *currency)
{
        struct held held;

        TRY(db_one(db, arena, &sql_select_part, DB_ARGS(db_uuid(facility_id), db_text(code)), &held_shape, &held, PROBLEM_PART_NOT_FOUND));
        return !*currency || text_equal(held.currency, currency) ? PROBLEM_OK : PROBLEM_CURRENCY_DIFFERS;
}

enum problem part_change(struct db *db, struct arena *arena, const struct part_wish *wish, const char **json)
{
        TRY(find(db, arena, &wish->facility_id, wish->code, wish->unit_cost.currency));
        return db_value(db, arena, &sql_update_part,
                        DB_ARGS(db_uuid(&wish->facility_id), db_text(wish->code), db_text(wish->name), db_int(wish->unit_cost.amount), db_int(wish->low)), json,
                        PROBLEM_PART_NOT_FOUND);
}

enum problem part_enter(struct db *db, struct arena *arena, const struct part_entry *entry, const char **json)
{
        bool costed = *entry->unit_cost.currency;
        struct uuid entry_id;

        TRY(find(db, arena, &entry->facility_id, entry->code, entry->unit_cost.currency));
        uuid_new(&entry_id);
        return db_value(db, arena, &sql_enter_part,
                        DB_ARGS(db_uuid(&entry->facility_id), db_text(entry->code), db_uuid(&entry_id), db_text(entry->kind), db_int(entry->quantity),
                                costed ? db_int(entry->unit_cost.amount) : db_null(), db_text(entry->reason), db_text(entry->actor)),
                        json, PROBLEM_PART_SHORT);
}

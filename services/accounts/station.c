#include "station.h"

#include "accounts_sql.h"
#include "resale/auth.h"
#include "resale/id.h"

enum problem station_add(struct db *db, struct arena *arena, struct station *station, const char **json)
{
        uuid_new(&station->station_id);
        enum problem problem = db_value(db, arena, &sql_insert_station,
                                        DB_ARGS(db_uuid(&station->station_id), db_text(station->name), db_uuid(&station->facility_id), db_int(station->idle_minutes)),
                                        json, PROBLEM_FACILITY_NOT_FOUND);
        return problem == PROBLEM_DUPLICATE ? PROBLEM_ALREADY_EXISTS : problem;
}

enum problem station_enrol(struct db *db, struct arena *arena, const struct uuid *station_id, const char *actor, const char **token, const char **json)
{
        struct uuid audit_id;

        uuid_new(&audit_id);
        *token = token_new(arena, "rt_");
        return db_value(db, arena, &sql_enrol_station, DB_ARGS(db_uuid(station_id), db_text(token_hash(arena, *token)), db_uuid(&audit_id), db_text(actor)), json,
                        PROBLEM_STATION_NOT_FOUND);
}

enum problem station_revoke(struct db *db, const struct uuid *station_id)
{
        return db_exec_one(db, &sql_revoke_station, DB_ARGS(db_uuid(station_id)), PROBLEM_STATION_NOT_FOUND);
}

enum problem station_find(struct db *db, struct arena *arena, const char *token, struct uuid *station_id)
{
        const char *text;

        if (!token)
                return PROBLEM_NOT_A_STATION;
        TRY(db_value(db, arena, &sql_select_station, DB_ARGS(db_text(token_hash(arena, token))), &text, PROBLEM_NOT_A_STATION));
        return uuid_parse(text, station_id) ? PROBLEM_OK : PROBLEM_INTERNAL;
}

enum problem station_people(struct db *db, struct arena *arena, const char *token, const char **json)
{
        enum problem problem = PROBLEM_NOT_A_STATION;

        if (token)
                problem = db_value(db, arena, &sql_select_station_people, DB_ARGS(db_text(token_hash(arena, token))), json, PROBLEM_NOT_A_STATION);
        if (problem != PROBLEM_NOT_A_STATION)
                return problem;
        *json = "{\"station\":null,\"people\":[]}";
        return PROBLEM_OK;
}

enum problem me_find(struct db *db, struct arena *arena, const struct uuid *staff_id, const char *station_token, const char **json)
{
        return db_value(db, arena, &sql_select_me, DB_ARGS(db_uuid(staff_id), db_text(station_token ? token_hash(arena, station_token) : NULL)), json,
                        PROBLEM_STAFF_NOT_FOUND);
}

enum problem station_sign_in(struct db *db, struct arena *arena, const struct proof *proof, const struct proven *proven, const char *before, const char **token)
{
        *token = token_new(arena, "rs_");
        return db_exec_one(db, &sql_begin_station_session,
                           DB_ARGS(db_text(token_hash(arena, *token)), db_uuid(&proof->station_id), db_uuid(&proven->staff_id),
                                   db_text(before ? token_hash(arena, before) : NULL), db_text(proven->method)),
                           PROBLEM_NOT_A_STATION);
}

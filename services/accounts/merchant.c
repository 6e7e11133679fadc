#include "accounts.h"
#include "accounts_sql.h"
#include "resale/id.h"

static enum problem exists(enum problem problem)
{
        return problem == PROBLEM_DUPLICATE ? PROBLEM_ALREADY_EXISTS : problem;
}

enum problem merchant_add(struct db *db, struct arena *arena, struct merchant *merchant, const char **json)
{
        uuid_new(&merchant->merchant_id);
        db_see_merchant(db, &merchant->merchant_id);
        return exists(db_value(db, arena, &sql_insert_merchant,
                               DB_ARGS(db_uuid(&merchant->merchant_id), db_text(merchant->name), db_text(merchant->slug), db_text(merchant->plan),
                                       db_bool(merchant->resale_included), db_text(merchant->currency), db_text(merchant->time_zone)),
                               json, PROBLEM_INVALID_FIELD));
}

enum problem merchant_change(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct merchant_change *change, const char **json)
{
        return db_value(db, arena, &sql_update_merchant,
                        DB_ARGS(db_uuid(merchant_id), db_text(change->name), db_text(change->plan), db_text(change->resale_included)), json,
                        PROBLEM_MERCHANT_NOT_FOUND);
}

enum problem merchant_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json)
{
        return db_value(db, arena, &sql_select_merchant, DB_ARGS(db_uuid(merchant_id)), json, PROBLEM_MERCHANT_NOT_FOUND);
}

enum problem facility_add(struct db *db, struct arena *arena, const struct facility *facility, const char **json)
{
        struct uuid facility_id;

        uuid_new(&facility_id);
        return exists(db_value(db, arena, &sql_insert_facility,
                               DB_ARGS(db_uuid(&facility_id), db_text(facility->name), db_text(facility->address.text), db_text(facility->time_zone)), json,
                               PROBLEM_INVALID_FIELD));
}

enum problem audit_add(struct db *db, const char *actor, const char *action, const char *subject, const char *detail)
{
        struct uuid audit_id;

        uuid_new(&audit_id);
        return db_exec(db, &sql_insert_audit, DB_ARGS(db_uuid(&audit_id), db_text(actor), db_text(action), db_text(subject), db_text(detail)), NULL);
}

#include "accounts_sql.h"
#include "resale/approval.h"
#include "resale/auth.h"
#include "resale/id.h"
#include "station.h"

const char *const approval_actions[] = { APPROVAL_ACTIONS, NULL };

enum problem approval_give(struct db *db, struct arena *arena, const struct approval *approval, const struct proven *by, const char **json)
{
        const char *token = token_new(arena, "ra_");
        struct uuid audit_id;

        if (uuid_equal(&by->staff_id, &approval->asked_by))
                return PROBLEM_SAME_PERSON;
        if (!by->trusted)
                return PROBLEM_NOT_ALLOWED;
        uuid_new(&audit_id);
        return db_value(db, arena, &sql_give_approval,
                        DB_ARGS(db_uuid(&approval->merchant_id), db_text(token_hash(arena, token)), db_text(approval->action), db_uuid(&approval->subject),
                                db_text(approval->session), db_uuid(&approval->asked_by), db_uuid(&by->staff_id), db_uuid(&audit_id), db_text(by->method),
                                db_text(token)),
                        json, PROBLEM_INTERNAL);
}

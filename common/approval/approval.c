#include "resale/approval.h"

#include "common_sql.h"
#include "resale/auth.h"

enum problem approval_take(struct db *db, struct arena *arena, const struct approval_use *use, const char **approved_by)
{
        if (!use->session)
                return PROBLEM_APPROVAL_INVALID;
        return db_value(db, arena, &sql_take_approval,
                        DB_ARGS(db_uuid(&use->merchant_id), db_text(token_hash(arena, use->token)), db_text(use->action), db_uuid(&use->subject), db_text(use->session)),
                        approved_by, PROBLEM_APPROVAL_INVALID);
}

#include "common_sql.h"
#include "resale/plan.h"

enum problem plan_includes_resale(struct db *db, struct arena *arena, const struct uuid *merchant_id)
{
        const char *included;

        TRY(db_value(db, arena, &sql_select_plan, DB_ARGS(db_uuid(merchant_id)), &included, PROBLEM_MERCHANT_NOT_FOUND));
        return text_equal(included, "true") ? PROBLEM_OK : PROBLEM_PLAN_EXCLUDES_RESALE;
}

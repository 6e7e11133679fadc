#include "work_setting.h"

#include "grading_sql.h"
#include "resale/money.h"

enum { LIMIT_MOST = 10000 };

static const struct field rate_fields[] = {
        FIELD(struct labour_rate, amount, .required = true, .min = 0, .max = 100000000),
        FIELD(struct labour_rate, currency, .required = true, .min = 3, .max = 3),
};
static const struct shape rate_shape = SHAPE(struct labour_rate, rate_fields);
static const struct field limit_fields[] = {
        FIELD(struct work_limits, to_plan, .min = 0, .max = LIMIT_MOST),
        FIELD(struct work_limits, planned, .min = 0, .max = LIMIT_MOST),
        FIELD(struct work_limits, working, .min = 0, .max = LIMIT_MOST),
        FIELD(struct work_limits, paused, .min = 0, .max = LIMIT_MOST),
        FIELD(struct work_limits, to_grade, .min = 0, .max = LIMIT_MOST),
};
static const struct shape limit_shape = SHAPE(struct work_limits, limit_fields);
static const struct field setting_fields[] = {
        LIST(struct work_setting, rates, &rate_shape, .required = true, .max = 20),
        OBJECT(struct work_setting, limits, &limit_shape, .required = true),
};
const struct shape work_setting_shape = SHAPE(struct work_setting, setting_fields);

enum problem work_setting_check(struct arena *arena, const struct work_setting *setting, struct json_fault *fault)
{
        const struct labour_rate *rate = setting->rates.item;

        for (size_t i = 0; i < setting->rates.count; i++) {
                const char *reason = currency_is_known(rate[i].currency) ? NULL : "is no currency";
                for (size_t before = 0; before < i; before++)
                        if (text_equal(rate[before].currency, rate[i].currency))
                                reason = "stands there twice";
                if (!reason)
                        continue;
                *fault = (struct json_fault){ arena_printf(arena, "rates[%zu].currency", i), reason };
                return PROBLEM_INVALID_FIELD;
        }
        return PROBLEM_OK;
}

enum problem work_setting_add(struct db *db, struct arena *arena, const struct uuid *facility_id, const struct work_setting *setting, const char *actor, const char **json)
{
        enum problem problem = db_value(db, arena, &sql_insert_work_setting,
                                        DB_ARGS(db_uuid(facility_id), db_text(json_write(arena, &work_setting_shape, setting)), db_text(actor)), json,
                                        PROBLEM_FACILITY_NOT_FOUND);
        return problem == PROBLEM_DUPLICATE ? PROBLEM_TRANSACTION_RETRY : problem;   /* two wrote the next version at once: it is tried again */
}

enum problem work_setting_find(struct db *db, struct arena *arena, const struct uuid *facility_id, const char **json)
{
        return db_value(db, arena, &sql_select_work_setting, DB_ARGS(db_uuid(facility_id)), json, PROBLEM_FACILITY_NOT_FOUND);
}

enum problem work_board(struct db *db, struct arena *arena, const struct uuid *facility_id, const struct viewer *viewer, const char **json)
{
        return db_value(db, arena, &sql_select_work_board, DB_ARGS(db_uuid(facility_id), db_text(viewer->actor), db_bool(viewer->may_review)), json,
                        PROBLEM_INTERNAL);
}

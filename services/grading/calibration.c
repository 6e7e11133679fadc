#include "calibration.h"

#include "grading.h"
#include "grading_sql.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "review.h"

enum problem calibration_add(struct db *db, struct arena *arena, const struct calibrating *calibrating, const char **json, struct json_fault *fault)
{
        const struct uuid *merchant_id = &calibrating->merchant_id;
        struct uuid calibration_id;
        struct conclusion c;
        struct asked asked;
        struct unit unit;

        TRY(ledger_unit(db, arena, merchant_id, &calibrating->unit_id, &unit));
        if (!text_equal(unit.state, "graded") && !text_equal(unit.state, "quarantined"))
                return PROBLEM_UNIT_STATE;
        TRY(rubric_for_unit(db, arena, merchant_id, &calibrating->unit_id, &asked));
        TRY(rubric_apply(arena, asked.rubric, asked.version, &calibrating->answers, &c, fault));
        TRY(answers_check(arena, &calibrating->answers, fault));
        uuid_new(&calibration_id);
        return db_value(db, arena, &sql_insert_calibration,
                        DB_ARGS(db_uuid(merchant_id), db_uuid(&calibration_id), db_uuid(&calibrating->unit_id), db_int(unit.trip), db_uuid(&asked.rubric_id),
                                db_int(asked.version), db_text(write_answers(arena, &calibrating->answers)), db_text(c.grade), db_int((int64_t)c.rank),
                                db_text(calibrating->note), db_text(calibrating->actor)),
                        json, PROBLEM_ALREADY_EXISTS);
}

struct here { struct uuid unit_id; const char *what; };
static const struct field here_fields[] = { FIELD(struct here, unit_id), FIELD(struct here, what) };
static const struct shape here_shape = SHAPE(struct here, here_fields);

static enum problem lock(struct db *db, struct arena *arena, const struct calibrating *calibrating, struct here *here)
{
        return db_one(db, arena, &sql_lock_calibration, DB_ARGS(db_uuid(&calibrating->merchant_id), db_uuid(&calibrating->calibration_id)), &here_shape, here,
                      PROBLEM_CALIBRATION_NOT_FOUND);
}

static enum problem show(struct db *db, struct arena *arena, const struct calibrating *calibrating, const char **json)
{
        return db_value(db, arena, &sql_select_calibration, DB_ARGS(db_uuid(&calibrating->merchant_id), db_uuid(&calibrating->calibration_id)), json, PROBLEM_INTERNAL);
}

static enum problem check_graders(struct db *db, struct arena *arena, const struct texts *graders, struct json_fault *fault)
{
        const char *wrong;

        TRY(db_value(db, arena, &sql_first_no_grader, DB_ARGS(db_texts(arena, graders)), &wrong, PROBLEM_INTERNAL));
        if (text_equal(wrong, "-1"))
                return PROBLEM_OK;
        *fault = (struct json_fault){ arena_printf(arena, "graders[%s]", wrong), "is no grader who works here" };
        return PROBLEM_INVALID_FIELD;
}

enum problem calibration_seed(struct db *db, struct arena *arena, const struct calibrating *calibrating, const char **json, struct json_fault *fault)
{
        struct review_policy policy;
        int64_t seeded = 0;
        struct here here;

        TRY(check_graders(db, arena, &calibrating->graders, fault));
        TRY(lock(db, arena, calibrating, &here));
        if (!text_equal(here.what, "open"))
                return PROBLEM_CALIBRATION_STATE;
        TRY(review_policy_in_force(db, arena, &calibrating->merchant_id, &policy));
        TRY(db_exec(db, &sql_seed_calibration,
                    DB_ARGS(db_uuid(&calibrating->merchant_id), db_uuid(&calibrating->calibration_id), db_texts(arena, &calibrating->graders), db_int(policy.days)), &seeded));
        TRY(show(db, arena, calibrating, json));
        *json = arena_printf(arena, "{\"seeded\":%lld,\"calibration\":%s}", (long long)seeded, *json);
        return PROBLEM_OK;
}

enum problem calibration_retire(struct db *db, struct arena *arena, const struct calibrating *calibrating, const char **json)
{
        struct here here;

        TRY(lock(db, arena, calibrating, &here));
        if (text_equal(here.what, "retired"))
                return PROBLEM_CALIBRATION_STATE;
        TRY(db_exec_one(db, &sql_retire_calibration, DB_ARGS(db_uuid(&calibrating->merchant_id), db_uuid(&calibrating->calibration_id), db_text(calibrating->actor)),
                        PROBLEM_CALIBRATION_STATE));
        return show(db, arena, calibrating, json);
}

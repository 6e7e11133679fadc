/* Versions of rubrics, and the drafts that become one. */
#include "rubric_version.h"

#include "grading_sql.h"
#include "resale/clock.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "resale/plan.h"

enum { YEAR_DAYS = 366, LATE_SECONDS = 60 };   /* a minute late is now: clocks differ, and forms are filled in slowly */

static enum problem check_effective(struct instant from, struct json_fault *fault)
{
        int64_t ahead = instant_is_set(from) ? from.micros - clock_now().micros : 0;

        if (ahead >= -LATE_SECONDS * 1000000LL && ahead <= YEAR_DAYS * 86400 * 1000000LL)
                return PROBLEM_OK;
        *fault = (struct json_fault){ "effective_from", ahead < 0 ? "is past: a version holds from now on, or later" : "is more than a year ahead" };
        return PROBLEM_INVALID_FIELD;
}

static bool lies_ahead(struct instant from) { return instant_is_set(from) && from.micros > clock_now().micros; }

static enum problem parse_checked(struct arena *arena, const char *body, const struct doc **rubric, struct json_fault *fault)
{
        TRY(doc_parse(arena, body, strlen(body), rubric, fault));
        return rubric_check(arena, *rubric, fault);
}

enum problem rubric_add(struct db *db, struct arena *arena, const struct rubric_text *text, struct instant effective_from, const char **json, struct json_fault *fault)
{
        const struct doc *rubric;
        struct uuid rubric_id;

        TRY(parse_checked(arena, text->body, &rubric, fault));
        TRY(check_effective(effective_from, fault));
        TRY(plan_includes_resale(db, arena, &text->merchant_id));
        uuid_new(&rubric_id);
        enum problem problem = db_value(db, arena, &sql_insert_rubric,
                                        DB_ARGS(db_uuid(&text->merchant_id), db_uuid(&rubric_id), db_text(text->product_type), db_text(text->body), db_text(text->actor),
                                                lies_ahead(effective_from) ? db_instant(effective_from) : db_null()), json,
                                        PROBLEM_MERCHANT_NOT_FOUND);
        return problem == PROBLEM_DUPLICATE ? PROBLEM_TRANSACTION_RETRY : problem;   /* two wrote the next version at once: it is tried again */
}

enum problem rubric_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *rubric_id, const char **json)
{
        return db_value(db, arena, &sql_select_rubric, DB_ARGS(db_uuid(merchant_id), db_uuid(rubric_id)), json, PROBLEM_RUBRIC_NOT_FOUND);
}

/* --- drafts --- */

enum problem rubric_draft_add(struct db *db, struct arena *arena, const struct rubric_draft *draft, const char **json)
{
        struct uuid draft_id;

        TRY(plan_includes_resale(db, arena, &draft->text.merchant_id));
        uuid_new(&draft_id);
        return db_value(db, arena, &sql_insert_rubric_draft,
                        DB_ARGS(db_uuid(&draft->text.merchant_id), db_uuid(&draft_id), db_text(draft->text.product_type), db_text(draft->text.body), db_text(draft->text.actor)),
                        json, PROBLEM_MERCHANT_NOT_FOUND);
}

enum problem rubric_draft_find(struct db *db, struct arena *arena, const struct rubric_draft *draft, const char **json)
{
        return db_value(db, arena, &sql_select_rubric_draft, DB_ARGS(db_uuid(&draft->text.merchant_id), db_uuid(&draft->draft_id)), json, PROBLEM_RUBRIC_DRAFT_NOT_FOUND);
}

/* Why the revision was not there. */
static enum problem changed(struct db *db, struct arena *arena, const struct rubric_draft *draft)
{
        const char *json;

        TRY(rubric_draft_find(db, arena, draft, &json));
        return PROBLEM_RUBRIC_DRAFT_CHANGED;
}

enum problem rubric_draft_save(struct db *db, struct arena *arena, const struct rubric_draft *draft, const char **json)
{
        enum problem problem = db_value(db, arena, &sql_update_rubric_draft,
                                        DB_ARGS(db_uuid(&draft->text.merchant_id), db_uuid(&draft->draft_id), db_int(draft->revision), db_text(draft->text.product_type),
                                                db_text(draft->text.body), db_text(draft->text.actor)),
                                        json, PROBLEM_RUBRIC_DRAFT_CHANGED);

        return problem == PROBLEM_RUBRIC_DRAFT_CHANGED ? changed(db, arena, draft) : problem;
}

enum problem rubric_draft_discard(struct db *db, const struct rubric_draft *draft)
{
        return db_exec_one(db, &sql_delete_rubric_draft, DB_ARGS(db_uuid(&draft->text.merchant_id), db_uuid(&draft->draft_id)), PROBLEM_RUBRIC_DRAFT_NOT_FOUND);
}

static const struct field taken_fields[] = {
        FIELD(struct rubric_text, product_type),
        FIELD(struct rubric_text, body),
};
static const struct shape taken_shape = SHAPE(struct rubric_text, taken_fields);

enum problem rubric_draft_publish(struct db *db, struct arena *arena, const struct rubric_draft *draft, struct instant effective_from, const char **json,
                                  struct json_fault *fault)
{
        struct rubric_text text = draft->text;
        enum problem problem = db_one(db, arena, &sql_take_rubric_draft, DB_ARGS(db_uuid(&text.merchant_id), db_uuid(&draft->draft_id), db_int(draft->revision)), &taken_shape,
                                      &text, PROBLEM_RUBRIC_DRAFT_CHANGED);

        if (problem == PROBLEM_RUBRIC_DRAFT_CHANGED)
                return changed(db, arena, draft);
        TRY(problem);
        return rubric_add(db, arena, &text, effective_from, json, fault);
}

/* --- of units --- */

enum problem crosswalk_of_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json)
{
        struct unit unit;

        TRY(ledger_unit(db, arena, merchant_id, unit_id, &unit));
        return db_value(db, arena, &sql_select_crosswalk, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), json, PROBLEM_UNIT_STATE);
}

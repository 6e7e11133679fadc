#include "grading_sql.h"
#include "resale/ledger.h"
#include "review.h"
#include "safety.h"

const char *const finding_outcomes[] = { "first_stands", "second_stands", "rubric_unclear", NULL };

struct found { struct uuid unit_id; const char *state, *first_by, *reviewer; bool regraded; };
static const struct field found_fields[] = {
        FIELD(struct found, unit_id),
        FIELD(struct found, state),
        FIELD(struct found, first_by),
        FIELD(struct found, reviewer),
        FIELD(struct found, regraded),
};
static const struct shape found_shape = SHAPE(struct found, found_fields);

/* Back to the bench, where whoever grades it next says what it is. One that has left or was graded again since cannot be. */
static enum problem send_back(struct db *db, struct arena *arena, const struct settling *settling, const struct found *found, const char **state, const char **regrade)
{
        struct ledger_move move = {
                .merchant_id = settling->merchant_id, .unit_id = found->unit_id, .from = "graded", .to = "refurbishing", .event = "regrade_asked", .actor = settling->actor,
                .payload = arena_printf(arena, "{\"finding_id\":\"%s\"}", settling->id.text),
        };
        struct unit unit;

        TRY(ledger_unit(db, arena, &settling->merchant_id, &found->unit_id, &unit));
        *state = unit.state;
        *regrade = "not_possible";
        if (text_equal(unit.state, "listed") || text_equal(unit.state, "claimed") || text_equal(unit.state, "quarantined"))
                return found->regraded ? PROBLEM_OK : PROBLEM_UNIT_STATE;
        if (found->regraded || !text_equal(unit.state, "graded"))
                return PROBLEM_OK;
        *regrade = "asked";
        return ledger_move(db, &move);
}

enum problem finding_settle(struct db *db, struct arena *arena, const struct settling *settling, const char **state, const char **json)
{
        const char *regrade = NULL, *held;
        struct found found;

        *state = NULL;
        TRY(db_one(db, arena, &sql_lock_finding, DB_ARGS(db_uuid(&settling->merchant_id), db_uuid(&settling->id)), &found_shape, &found, PROBLEM_FINDING_NOT_FOUND));
        if (!text_equal(found.state, "open"))
                return PROBLEM_FINDING_STATE;
        if (text_equal(found.first_by, settling->actor) || text_equal(found.reviewer, settling->actor))
                return PROBLEM_OWN_GRADE;
        if (text_equal(settling->outcome, "second_stands"))
                TRY(send_back(db, arena, settling, &found, state, &regrade));
        TRY(safety_note(db, arena, &(struct noted){ settling->merchant_id, found.unit_id, settling->actor, settling->note }, &held));
        TRY(db_value(db, arena, &sql_settle_finding,
                     DB_ARGS(db_uuid(&settling->merchant_id), db_uuid(&settling->id), db_text(settling->outcome), db_text(settling->note), db_text(regrade),
                             db_text(settling->actor)),
                     json, PROBLEM_INTERNAL));
        *json = with_hold(arena, *json, held);
        return PROBLEM_OK;
}

#include "disposal.h"

#include "grading_sql.h"
#include "resale/approval.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"

const char *const disposition_names[] = { "back_to_merchant", "liquidate", "donate", "recycle", "missing", "destroy", NULL };
static const char *const states[] = { "returned_to_merchant", "liquidated", "donated", "recycled", "missing", "destroyed" };

static const char *state_after(const char *disposition)
{
        size_t i = 0;

        while (disposition_names[i] && !text_equal(disposition_names[i], disposition))
                i++;
        return i < ARRAY_LEN(states) ? states[i] : NULL;
}

bool says_why(struct arena *arena, const char *evidence)
{
        const struct doc *doc;
        struct json_fault fault;
        const char *reason = doc_parse(arena, evidence, strlen(evidence), &doc, &fault) == PROBLEM_OK ? doc_string(doc_get(doc, "reason")) : NULL;

        return !text_is_blank(reason);
}

bool needs_second_person(const char *disposition) { return text_equal(disposition, "destroy"); }

/* `approved_by` is NULL where nobody needs to. */
static enum problem carry_out(struct db *db, struct arena *arena, const struct disposal *disposal, const char *approved_by)
{
        struct ledger_move move = {
                .merchant_id = disposal->merchant_id, .unit_id = disposal->unit_id, .from = "received,graded,quarantined", .to = state_after(disposal->disposition),
                .event = "disposed", .actor = disposal->actor,
                .payload = arena_printf(arena, "{\"evidence\":%s%s%s}", disposal->evidence, approved_by ? ",\"approved_by\":" : "",
                                        approved_by ? json_quote(arena, approved_by) : ""),
        };
        struct uuid disposition_id;

        TRY(ledger_move(db, &move));
        TRY(db_exec(db, &sql_end_work_of_unit, DB_ARGS(db_uuid(&disposal->merchant_id), db_uuid(&disposal->unit_id), db_text(disposal->disposition)), NULL));
        uuid_new(&disposition_id);
        return db_exec(db, &sql_insert_disposition,
                       DB_ARGS(db_uuid(&disposal->merchant_id), db_uuid(&disposition_id), db_uuid(&disposal->unit_id), db_text(disposal->disposition),
                               db_text(disposal->evidence), db_text(disposal->actor), db_text(approved_by)),
                       NULL);
}

enum problem unit_dispose(struct db *db, struct arena *arena, const struct disposal *disposal, const struct consent *consent)
{
        struct approval_use use = { disposal->merchant_id, disposal->unit_id, "destroy", consent->token, consent->session };
        const char *approved_by = NULL;

        if (needs_second_person(disposal->disposition))
                TRY(approval_take(db, arena, &use, &approved_by));
        return carry_out(db, arena, disposal, approved_by);
}

enum problem disposal_ask(struct db *db, struct arena *arena, const struct disposal *disposal, const char **json)
{
        struct uuid approval_id;
        struct unit unit;

        TRY(ledger_unit(db, arena, &disposal->merchant_id, &disposal->unit_id, &unit));
        if (!text_equal(unit.state, "received") && !text_equal(unit.state, "graded") && !text_equal(unit.state, "quarantined"))
                return PROBLEM_UNIT_STATE;
        uuid_new(&approval_id);
        return db_value(db, arena, &sql_insert_approval,
                        DB_ARGS(db_uuid(&disposal->merchant_id), db_uuid(&approval_id), db_uuid(&disposal->unit_id), db_text(disposal->disposition),
                                db_text(disposal->evidence), db_text(disposal->actor)),
                        json, PROBLEM_ALREADY_EXISTS);
}

struct asked { struct uuid unit_id; const char *disposition, *evidence, *state, *asked_by; };
static const struct field asked_fields[] = {
        FIELD(struct asked, unit_id),
        FIELD(struct asked, disposition),
        FIELD(struct asked, evidence),
        FIELD(struct asked, state),
        FIELD(struct asked, asked_by),
};
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

enum problem approval_answer(struct db *db, struct arena *arena, const struct answer *answer, const char **json)
{
        struct asked asked;

        TRY(db_one(db, arena, &sql_select_approval, DB_ARGS(db_uuid(&answer->merchant_id), db_uuid(&answer->approval_id)), &asked_shape, &asked,
                   PROBLEM_APPROVAL_NOT_FOUND));
        if (!text_equal(asked.state, "open"))
                return PROBLEM_APPROVAL_STATE;
        if (answer->approved && text_equal(asked.asked_by, answer->actor))
                return PROBLEM_SECOND_PERSON;
        if (answer->approved) {
                struct disposal disposal = { answer->merchant_id, asked.unit_id, asked.asked_by, asked.disposition, asked.evidence };
                TRY(carry_out(db, arena, &disposal, answer->actor));
        }
        return db_value(db, arena, &sql_end_approval,
                        DB_ARGS(db_uuid(&answer->merchant_id), db_uuid(&answer->approval_id), db_text(answer->approved ? "approved" : "refused"), db_text(answer->actor)),
                        json, PROBLEM_APPROVAL_STATE);
}

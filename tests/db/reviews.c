/* Reviews over tables with many rows: what a queue, an event or a month of figures asks for reads no table through. And what is late is closed. */
#include "grading_sql.h"
#include "resale/json.h"
#include "support/explain.h"

#define M "'018f0000-0000-7000-8000-0000000000cd'::uuid"
#define ID(n) "('00000000-0000-7000-8000-' || lpad(to_hex(" #n "), 12, '0'))::uuid"
#define ROWS " from generate_series(1, 20000) i"
enum { BLOCKS = 400, BLOCKS_FIGURES = 8000 };

/* A year of 20,000 reviews, five questions each; the last hundred are open; all of it is rolled back. */
static const char *const filling[] = {
        "insert into ledger.merchant (merchant_id) values (" M ")",
        "insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone) values (" M ", 'Q', 'plans-quality', 'plus', true, 'USD', 'UTC')",
        "insert into ledger.unit (merchant_id, unit_id, lpn, state, last_hash, created_at, changed_at) select " M ", " ID(i) ", 'RPQ' || lpad(i::text, 9, '0') || '0', 'graded',"
        " sha256(''), now(), now()" ROWS,
        "insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by) values (" M ", " ID(1) ", '*', 1, '{\"questions\":[]}', 'x')",
        "insert into grading.grade (merchant_id, grade_id, unit_id, trip, rubric_id, rubric_version, answers, grade, reason, sentence, condition, disposition, decision, grader, graded_at)"
        " select " M ", " ID(i) ", " ID(i) ", 1, " ID(1) ", 1, '[]', 'A', 'x', 'x', 'used', 'resell', '{}', 'staff:' || i % 20, now() - interval '26 minutes' * (20000 - i)" ROWS,
        "insert into grading.sampled (merchant_id, grade_id, policy_version, grader, amount, nth, shift_minutes, draw, share, why, picked, sampled_at)"
        " select " M ", " ID(i) ", 0, 'staff:' || i % 20, 0, 1, 0, 0, 500, 'base', true, now() - interval '26 minutes' * (20000 - i)" ROWS " where i < 19990",
        "insert into grading.review (merchant_id, review_id, unit_id, trip, rubric_id, rubric_version, grade_id, first_by, state, due_at, ended_at, weighed)"
        " select " M ", " ID(i) ", " ID(i) ", 1, " ID(1) ", 1, " ID(i) ", 'staff:' || i % 20, case when i > 19900 then 'open' else 'done' end, now() + interval '1 minute' * i,"
        " case when i > 19900 then null else now() end, true" ROWS,
        "insert into grading.review_result (merchant_id, review_id, calibration, rubric_id, grader, reviewer, product_type, shift_hour, answers, first, second, first_place, second_place, made_at)"
        " select " M ", " ID(i) ", false, " ID(1) ", 'staff:' || i % 20, 'staff:x', 'T' || i % 10, i % 8, '[]', 'A', 'B', i % 4, i % 3, now() - interval '26 minutes' * (20000 - i)" ROWS
        " where i <= 19900",
        "insert into grading.review_answer (merchant_id, review_id, question, calibration, rubric_id, first, second, first_place, second_place, made_at)"
        " select merchant_id, review_id, 'Q' || q, false, rubric_id, 'a', 'b', q % 3, q % 2, made_at from grading.review_result, generate_series(1, 5) q where merchant_id = " M,
        "insert into grading.finding (merchant_id, finding_id, review_id, unit_id, found_at, state, outcome, settled_at)"
        " select " M ", " ID(i) ", " ID(i) ", " ID(i) ", now() - interval '1 minute' * i, case when i < 100 then 'open' else 'settled' end, case when i >= 100 then 'first_stands' end,"
        " case when i >= 100 then now() end" ROWS,
        "analyze ledger.unit, grading.rubric, grading.grade, grading.sampled, grading.review, grading.review_result, grading.review_answer, grading.finding",
        "set local role resale_grading",
};

static const char merchant[] = "018f0000-0000-7000-8000-0000000000cd", fresh[] = "00000000-0000-7000-8000-000000004e1e", row[] = "00000000-0000-7000-8000-000000004de2",
                  one[] = "00000000-0000-7000-8000-000000000001", other[] = "00000000-0000-7000-8000-000000ffffff";
static const char none[] = "00000000-0000-0000-0000-000000000000", last[] = "ffffffff-ffff-ffff-ffff-ffffffffffff";

static const struct explained asked[] = {
        { NULL, &sql_select_unsampled, OF(T(merchant), T(fresh), T("infinity")), BLOCKS },
        { NULL, &sql_close_reviews_of_unit, OF(T(merchant), T(one), T("gone"), T("infinity")), BLOCKS },
        { NULL, &sql_finish_regrade, OF(T(merchant), T(one)), BLOCKS },
        { NULL, &sql_close_expired_reviews, { 0, NULL }, BLOCKS },
        { NULL, &sql_list_unweighed, { 0, NULL }, BLOCKS },
        { NULL, &sql_list_reviews, OF(T("staff:3"), T(NULL), T("-infinity"), T(none), T("51")), BLOCKS_FIGURES },
        { NULL, &sql_lock_review, OF(T(merchant), T(row), T("staff:z")), BLOCKS },
        { NULL, &sql_take_review, OF(T(merchant), T(row), T("staff:z")), BLOCKS },
        { NULL, &sql_select_blindfold, OF(T(merchant), T(row), T("staff:z"), T("true")), BLOCKS },
        { NULL, &sql_list_findings, OF(T(merchant), T("open"), T("infinity"), T(last), T("51")), BLOCKS_FIGURES },
        { NULL, &sql_lock_finding, OF(T(merchant), T(one)), BLOCKS },
        { NULL, &sql_select_review_policy, OF(T(merchant)), BLOCKS },
        { NULL, &sql_list_sampled, OF(T(merchant), T("7"), T("50000")), BLOCKS_FIGURES },
        { NULL, &sql_count_grade_pairs, OF(T(merchant), T("30")), BLOCKS_FIGURES },
        { NULL, &sql_count_all_grade_pairs, OF(T("30")), BLOCKS_FIGURES },
        { NULL, &sql_count_answer_pairs, OF(T(merchant), T("30")), BLOCKS_FIGURES },
        { NULL, &sql_count_rubric_answers, OF(T(merchant), T(other)), BLOCKS_FIGURES },
        { NULL, &sql_count_calibration, OF(T(merchant), T("30")), BLOCKS_FIGURES },
        { NULL, &sql_count_reviews, OF(T(merchant), T("30")), BLOCKS_FIGURES },
};
static const char *const large[] = { "unit", "grade", "sampled", "review", "review_result", "review_answer", "finding", NULL };

static void a_year_of_reviews_is_looked_at_by_its_indexes(void **state)
{
        (void)state;
        explain_all(&(struct explaining){ filling, ARRAY_LEN(filling), asked, ARRAY_LEN(asked), large });
}

/* --- what nobody did in time --- */

STATEMENT(a_rubric, 1, "insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by) values ($1::uuid, " ID(1) ", '*', 1, '{}', 'x')");
STATEMENT(some_grades, 2, "insert into grading.grade (merchant_id, grade_id, unit_id, trip, rubric_id, rubric_version, answers, grade, reason, sentence, condition, disposition, decision, grader)"
                          " select $1::uuid, " ID(i) ", $2::uuid, 1, " ID(1) ", 1, '[]', 'A', 'x', 'x', 'used', 'resell', '{}', 'x' from generate_series(1, 3) i");
STATEMENT(some_reviews, 2, "insert into grading.review (merchant_id, review_id, unit_id, trip, rubric_id, rubric_version, grade_id, first_by, due_at, taken_by, taken_until)"
                           " select $1::uuid, " ID(i) ", $2::uuid, 1, " ID(1) ", 1, " ID(i) ", 'x', now() - interval '1 minute' * (2 - i), 'y', now() + interval '1 minute' * (i - 1)"
                           " from generate_series(1, 3) i");
STATEMENT(states_of, 1, "select string_agg(state || coalesce(' ' || closed_why, ''), ', ' order by review_id) from grading.review where merchant_id = $1::uuid");

static void what_is_late_is_closed_unless_somebody_has_it_in_hand(void **state)
{
        static const struct sql *const statements[] = { &a_rubric, &some_grades, &some_reviews, &states_of, &sql_close_expired_reviews, NULL };
        struct uuid merchant_id = a_merchant(), unit_id = a_unit(&merchant_id);
        struct db *db = as_owner(statements);

        (void)state;
        db_see_all(db);
        assert_int_equal(db_exec(db, &a_rubric, DB_ARGS(db_uuid(&merchant_id)), NULL), PROBLEM_OK);
        assert_int_equal(db_exec(db, &some_grades, DB_ARGS(db_uuid(&merchant_id), db_uuid(&unit_id)), NULL), PROBLEM_OK);
        assert_int_equal(db_exec(db, &some_reviews, DB_ARGS(db_uuid(&merchant_id), db_uuid(&unit_id)), NULL), PROBLEM_OK);
        assert_int_equal(db_exec(db, &sql_close_expired_reviews, DB_NO_ARGS, NULL), PROBLEM_OK);
        assert_string_equal(value_of(db, &states_of, DB_ARGS(db_uuid(&merchant_id))), "closed expired, open, open");   /* late; late but in hand; not late */
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(a_year_of_reviews_is_looked_at_by_its_indexes), alone(what_is_late_is_closed_unless_somebody_has_it_in_hand) };

        test_config();
        return UNIT_MAIN(tests);
}

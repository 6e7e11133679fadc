/* The bench among many units, observations, recalls and holds: what a grader waits for reads no table through and touches few blocks. */
#include "grading_sql.h"
#include "intake_sql.h"
#include "listing_sql.h"
#include "resale/config.h"
#include "resale/json.h"
#include "support/explain.h"

#define M "'018f0000-0000-7000-8000-0000000000dd'::uuid"
#define ID(n) "('018f0000-0000-7000-8000-' || lpad(to_hex(" #n "), 12, '0'))::uuid"
enum { BLOCKS = 400 };

static const char *const filling[] = {
        "insert into ledger.merchant (merchant_id) values (" M ")",
        "insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone) values (" M ", 'B', 'plans-bench', 'plus', true, 'USD', 'UTC')",
        "insert into ledger.unit (merchant_id, unit_id, lpn, state, sku, product_type, last_hash, created_at, changed_at) select " M ", " ID(i) ", 'RP00' || lpad(i::text, 8, '0') || 'B', "
        "case when i % 400 = 0 then 'received' when i % 10 = 0 then 'listed' else 'graded' end, 'S' || i % 5000, 'Fleece', sha256(''), now(), now() from generate_series(1, 40000) i",
        "insert into intake.unit_record (merchant_id, unit_id, trip, outcome, sku, product_id, facility_id) select merchant_id, unit_id, 1, 'received', sku, 'P' || sku, merchant_id from ledger.unit "
        "where merchant_id = " M,
        "insert into intake.triage (merchant_id, unit_id, trip, sealed, next, because, decided_by) select merchant_id, unit_id, 1, false, 'to_grade', 'x', 'x' from ledger.unit where merchant_id = " M,
        "insert into intake.hold (merchant_id, hold_id, unit_id, reason, owner, released_at) select merchant_id, unit_id, unit_id, 'x', 'x', now() from ledger.unit where merchant_id = " M,
        "insert into intake.photo (merchant_id, photo_id, unit_id, trip, shot, sha256, medium, small, width, height, size, taken_by, taken_at) select merchant_id, unit_id, unit_id, 1, 'Front', "
        "encode(sha256(lpn::bytea), 'hex'), encode(sha256(lpn::bytea), 'hex'), encode(sha256(lpn::bytea), 'hex'), 1, 1, 1, 'x', now() from ledger.unit where merchant_id = " M,
        "insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by) values (" M ", " ID(1) ", '*', 1, '{}', 'x')",
        "insert into grading.grade (merchant_id, grade_id, unit_id, trip, rubric_id, rubric_version, answers, grade, reason, sentence, condition, disposition, decision, grader) "
        "select merchant_id, unit_id, unit_id, 1, " ID(1) ", 1, '[]', 'A', 'x', 'x', 'used', 'resell', '{}', 'x' from ledger.unit where merchant_id = " M,
        "insert into grading.observation (merchant_id, grade_id, question, answer, counts, number, public_text) select merchant_id, grade_id, 'Q' || n, 'x', true, n, 'A snag' "
        "from grading.grade, generate_series(1, 3) n where merchant_id = " M,
        "insert into grading.pin (merchant_id, grade_id, question, place, attempt, photo_id, x, y) select merchant_id, grade_id, question, 1, 1, grade_id, 1, 1 from grading.observation "
        "where merchant_id = " M " and question = 'Q1'",
        "insert into grading.bench_lease (merchant_id, unit_id, who, expires_at) select merchant_id, unit_id, 'staff:018f0000-0000-7000-8000-0000000000dd', now() + interval '1 minute' "
        "from ledger.unit where merchant_id = " M,
        "insert into grading.recall (merchant_id, recall_id, kind, value, serial, reason, created_by) select " M ", " ID(i) ", 'serial', 'N' || i, 'N' || i, 'x', 'x' from generate_series(1, 40000) i",
        "insert into grading.hold (merchant_id, hold_id, unit_id, trip, kind, reason, answers, grader) select merchant_id, unit_id, unit_id, 1, 'words', 'x', '[]', 'x' from ledger.unit "
        "where merchant_id = " M,
        "insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, currency) values (" M ", " ID(1) ", 'plans-bench', 'B', 'B', 'USD')",
        "insert into listing.policy (merchant_id, collection_id, version, return_days, final_sale, price_shares, min_price, auto_publish, created_by) values (" M ", " ID(1) ", 1, 30, false, '{}', 0, "
        "true, 'x')",
        "insert into listing.listing (merchant_id, listing_id, collection_id, unit_id, state, title, grade, condition, condition_text, price_amount, currency, final_sale, return_days, "
        "policy_version, fragment, product) select u.merchant_id, u.unit_id, " ID(1) ", u.unit_id, case u.state when 'listed' then 'live' else 'sold' end, 'B', 'A', 'used', 'x', 100, 'USD', "
        "false, 30, 1, '{}', u.sku from ledger.unit u where u.merchant_id = " M,
        "analyze ledger.unit, listing.listing, intake.unit_record, intake.triage, intake.hold, intake.photo, grading.grade, grading.observation, grading.pin, grading.bench_lease, grading.recall, "
        "grading.hold, grading.override, grading.seal",
};

static const char merchant[] = "018f0000-0000-7000-8000-0000000000dd", unit[] = "018f0000-0000-7000-8000-000000000190", units[] = "{018f0000-0000-7000-8000-000000000190}";
static const char none[] = "00000000-0000-0000-0000-000000000000", last[] = "ffffffff-ffff-ffff-ffff-ffffffffffff";
#define NIL { .text = NULL }

static const struct explained asked[] = {
        { "grading", &sql_count_pieces_on_offer, OF(T(merchant), T(unit), T("A")), BLOCKS },
        { "grading", &sql_list_bench_queue, OF(T("-infinity"), T(none), T("51")), BLOCKS },
        { "grading", &sql_take_lease, OF(T(merchant), T(unit), T("x"), T("true")), BLOCKS },
        { "grading", &sql_select_bench, OF(T(merchant), T(unit), T("x")), BLOCKS },
        { "grading", &sql_select_sealed, OF(T(merchant), T(unit)), BLOCKS },
        { "grading", &sql_select_unit_why, OF(T(merchant), T(unit)), BLOCKS },
        { "grading", &sql_find_recall, OF(T(merchant), T(unit), T("L1"), T("N7")), BLOCKS },
        { "grading", &sql_find_recall, OF(T(merchant), T(unit), NIL, NIL), BLOCKS },
        { "grading", &sql_select_lease, OF(T(merchant), T(unit), T("staff:x")), BLOCKS },
        { "grading", &sql_find_safety_word, OF(T(merchant), T("the battery is swollen")), BLOCKS },
        { "grading", &sql_list_unit_photos, OF(T(merchant), T(unit)), BLOCKS },
        { "grading", &sql_end_lease, OF(T(merchant), T(unit)), BLOCKS },
        { "grading", &sql_select_grade, OF(T(merchant), T(unit)), BLOCKS },
        { "grading", &sql_list_grades, OF(T(merchant), T(unit), T("infinity"), T(last), T("51")), BLOCKS },
        { "grading", &sql_select_standing_grade, OF(T(merchant), T(unit), T(unit)), BLOCKS },
        { "grading", &sql_list_grading_holds, OF(T(merchant), T(unit), T("infinity"), T(last), T("51")), BLOCKS },
        { "grading", &sql_list_recalls, OF(T(merchant), T("infinity"), T(last), T("51")), BLOCKS },
        { "grading", &sql_end_recall, OF(T(merchant), T(unit), T("x")), BLOCKS },
        { "intake", &sql_keep_hold, OF(T(merchant), T(unit), T("{\"hold_id\":\"018f0000-0000-7000-8000-ffffffffffff\",\"reason\":\"x\",\"owner\":\"x\"}"), T("2026-01-01T00:00:00Z")), BLOCKS },
        { "listing", &sql_list_candidates, OF(T(merchant), NIL, T(units)), BLOCKS },
};
static const char *const large[] = { "unit", "unit_record", "triage", "hold", "photo", "grade", "observation", "pin", "bench_lease", "recall", "listing", NULL };

static void the_bench_asks_by_indexes(void **state)
{
        (void)state;
        explain_all(&(struct explaining){ filling, ARRAY_LEN(filling), asked, ARRAY_LEN(asked), large });
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(the_bench_asks_by_indexes) };

        return UNIT_MAIN(tests);
}

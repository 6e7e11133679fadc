/* What shoppers' pages ask for of one piece, among many: its offer, its passport, its photos. */
#include "listing_sql.h"
#include "support/explain.h"

#define M "'018f0000-0000-7000-8000-0000000000ee'::uuid"
#define ID(n) "('018f0000-0000-7000-8000-' || lpad(to_hex(" #n "), 12, '0'))::uuid"
#define OF_UNITS " from ledger.unit where merchant_id = " M
#define HASH "encode(sha256(lpn::bytea), 'hex')"
enum { BLOCKS = 200 };

static const char *const filling[] = {
        "insert into ledger.merchant (merchant_id) values (" M ")",
        "insert into ledger.unit (merchant_id, unit_id, lpn, state, last_hash, created_at, changed_at) select " M ", " ID(i) ", 'RP' || lpad(i::text, 10, '0') || 'E', 'listed', sha256(''),"
        " now(), now() from generate_series(1, 20000) i",
        "insert into ledger.event (merchant_id, unit_id, sequence, at, service, actor, event, to_state, trip, payload, previous, hash)"
        " select merchant_id, unit_id, n, now(), 'intake', 'system:test', 'delivered', 'delivered', 1, '{}', sha256(''), sha256('') from ledger.unit, generate_series(1, 3) n where merchant_id = " M,
        "insert into intake.unit_record (merchant_id, unit_id, trip, outcome, facility_id, barcode) select merchant_id, unit_id, 1, 'received', merchant_id, '0123456789012'" OF_UNITS,
        "insert into intake.photo (merchant_id, photo_id, unit_id, trip, shot, sha256, medium, small, width, height, size, taken_by, taken_at)"
        " select merchant_id, unit_id, unit_id, 1, 'Front', " HASH ", " HASH ", " HASH ", 1, 1, 1, 'x', now()" OF_UNITS,
        "insert into listing.rendition (merchant_id, photo_id, width, sha256) select merchant_id, unit_id, w, " HASH " from ledger.unit, unnest(array[320, 640]) w where merchant_id = " M,
        "insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by) values (" M ", " ID(1) ", '*', 1,"
        " '{\"grades\":[{\"code\":\"A\",\"name\":\"Like new\",\"public\":\"No sign of wear\"}]}', 'x')",
        "insert into grading.grade (merchant_id, grade_id, unit_id, trip, rubric_id, rubric_version, answers, grade, reason, sentence, condition, disposition, decision, grader)"
        " select merchant_id, unit_id, unit_id, 1, " ID(1) ", 1, '[]', 'A', 'x', 'x', 'used', 'resell', '{}', 'x'" OF_UNITS,
        "insert into grading.work_order (merchant_id, work_order_id, unit_id, trip, operations, technician, state, finished_at)"
        " select merchant_id, unit_id, unit_id, 1, '[{\"name\":\"Clean\"}]', 'x', 'done', now()" OF_UNITS,
        "insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, currency, state) values (" M ", " ID(1) ", 'plans-shop', 'S', 'S', 'USD', 'live')",
        "insert into listing.policy (merchant_id, collection_id, version, return_days, final_sale, price_shares, min_price, auto_publish, created_by)"
        " values (" M ", " ID(1) ", 1, 30, false, '{}', 0, true, 'x')",
        "insert into listing.listing (merchant_id, listing_id, collection_id, unit_id, title, grade, condition, condition_text, price_amount, currency, final_sale, return_days,"
        " policy_version, fragment) select merchant_id, unit_id, " ID(1) ", unit_id, 'A fleece', 'A', 'used', 'Used', 8400, 'USD', false, 30, 1, json_build_object('photo_id', unit_id)" OF_UNITS,
        "insert into listing.detail (merchant_id, listing_id, collection_id, handle, rule, body) select merchant_id, unit_id, " ID(1) ", 'fleece-' || lower(lpn), 'collection', '{}'" OF_UNITS,
        "analyze ledger.unit, ledger.event, intake.unit_record, intake.photo, listing.rendition, grading.grade, grading.work_order, listing.listing, listing.detail",
};

#define WHOSE T("018f0000-0000-7000-8000-0000000000ee"), T("018f0000-0000-7000-8000-000000000001")
#define PIECE T("018f0000-0000-7000-8000-000000000190")
static const struct explained asked[] = {
        { "listing", &sql_select_offered, OF(WHOSE, T("fleece-rp0000000400e")), BLOCKS },
        { "listing", &sql_select_offered, OF(WHOSE, PIECE), BLOCKS },
        { "listing", &sql_select_passport, OF(T("018f0000-0000-7000-8000-0000000000ee"), T("RP0000000400E")), BLOCKS },
        { "listing", &sql_select_public_photo, OF(WHOSE, PIECE, T("640")), BLOCKS },
        { "listing", &sql_select_public_photo, OF(WHOSE, PIECE, T("1280")), BLOCKS },
};
static const char *const large[] = { "unit", "event", "unit_record", "photo", "rendition", "grade", "work_order", "listing", "detail", NULL };

/* Rows that were rolled back were counted. */
STATEMENT(count_again, 0, "analyze ledger.unit, ledger.event, intake.unit_record, intake.photo, listing.rendition, grading.grade, grading.work_order, listing.listing, listing.detail");
static const struct sql *const counting[] = { &count_again, NULL };

static void a_piece_is_found_by_indexes(void **state)
{
        (void)state;
        explain_all(&(struct explaining){ filling, ARRAY_LEN(filling), asked, ARRAY_LEN(asked), large });
        struct db *db = as_owner(counting);
        assert_int_equal(db_exec(db, &count_again, DB_NO_ARGS, NULL), PROBLEM_OK);
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(a_piece_is_found_by_indexes) };

        return UNIT_MAIN(tests);
}

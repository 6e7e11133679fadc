/* How PostgreSQL runs what the feeds read, over a collection of many offers. */
#include "listing_sql.h"
#include "support/explain.h"

#define M "'018f0000-0000-7000-8000-00000000dddd'::uuid"
#define ID(n) "('00000000-0000-7000-8000-' || lpad(to_hex(" n "), 12, '0'))::uuid"
static const char merchant[] = "018f0000-0000-7000-8000-00000000dddd", first[] = "00000000-0000-7000-8000-000000000001", last[] = "ffffffff-ffff-ffff-ffff-ffffffffffff";

static const char *const filling[] = {
        "insert into ledger.merchant (merchant_id) values (" M ")",
        "insert into ledger.unit (merchant_id, unit_id, lpn, state, last_hash, created_at, changed_at)"
        " select " M ", " ID("i") ", 'RP' || lpad(i::text, 10, '0') || '0', 'listed', sha256(''), now(), now() from generate_series(1, 40000) i",
        "insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, currency) select " M ", " ID("i") ", 'feeds-' || i, 'F', 'F', 'USD'"
        " from generate_series(1, 2000) i",
        "insert into listing.policy (merchant_id, collection_id, version, return_days, final_sale, price_shares, min_price, auto_publish, created_by)"
        " values (" M ", " ID("1") ", 1, 30, false, '{}', 0, true, 'x')",
        "insert into listing.listing (merchant_id, listing_id, collection_id, unit_id, title, grade, condition, condition_text, price_amount, currency, final_sale,"
        " return_days, policy_version, fragment, published_at) select " M ", " ID("i") ", " ID("1") ", " ID("i") ", 'A fleece', 'A', 'used', 'Used', 8400, 'USD', false, 30, 1, '{}',"
        " '2026-01-01Z'::timestamptz + interval '1 second' * i from generate_series(1, 40000) i",
        "insert into listing.shelf (merchant_id, collection_id, version) select " M ", " ID("i") ", case i when 1 then 80000 else 0 end from generate_series(1, 2000) i",
        "insert into listing.edition (merchant_id, collection_id, version, listing_id, until, ended_at, fragment, title, grade, condition, price_amount, published_at)"
        " select " M ", " ID("1") ", i, " ID("(i + 1) / 2") ", case i % 2 when 1 then i + 1 end, case i % 2 when 1 then now() end, '{}', 'A fleece', 'A', 'used', 8400,"
        " '2026-01-01Z'::timestamptz + interval '1 second' * ((i + 1) / 2) from generate_series(1, 80000) i",
        "analyze ledger.unit, listing.collection, listing.listing, listing.shelf, listing.edition",
};
static const char *const large[] = { "unit", "collection", "listing", "shelf", "edition", NULL };

static void feeds_read_by_index(void **state)
{
        const struct explained asked[] = {
                { "listing", &sql_feed_offers, OF(T(merchant), T(first), T(NULL), T(last), T(NULL), T("500")), 1200 },
                { "listing", &sql_feed_offers, OF(T(merchant), T(first), T("2026-01-01T10:00:00Z"), T(first), T(NULL), T("500")), 1200 },
                { "listing", &sql_feed_offers, OF(T(merchant), T(first), T("2026-01-01T02:00:00Z"), T(last), T("2026-01-01T03:00:00Z"), T("500")), 1200 },
                { "listing", &sql_feed_page, OF(T(merchant), T(first), T("0"), T("250")), 6000 },
                { "listing", &sql_feed_page, OF(T(merchant), T(first), T("24750"), T("250")), 40000 },   /* all blocks are fresh: what is passed over is looked up as well */
                { "listing", &sql_select_feed_version, OF(T(merchant), T(first)), 30 },
        };
        const struct explaining what = { filling, ARRAY_LEN(filling), asked, ARRAY_LEN(asked), large };

        (void)state;
        explain_all(&what);
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(feeds_read_by_index) };

        return UNIT_MAIN(tests);
}

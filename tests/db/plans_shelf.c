/* The shelf over many editions: a page costs the same wherever it begins, as it is now and as it was, whatever is asked for; nothing that grows is read through. */
#include "listing_sql.h"
#include "support/explain.h"

/* 40,000 of ours on the shelf and 4,000 gone, with as many editions that ended, beside 20,000 of another merchant. All of it is rolled back. */
#define MINE "018f0000-0000-7000-8000-0000000000aa"
#define OTHER "018f0000-0000-7000-8000-0000000000bb"
#define LISTING(n) "('018f0000-0000-7000-9000-' || lpad(to_hex(" n "), 12, '0'))::uuid"
static const char *const filling[] = {
        "insert into ledger.merchant (merchant_id) values ('" MINE "'), ('" OTHER "')",
        "insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone) values ('" MINE "', 'Many', 'many-shelf', 'p', true, 'USD', 'UTC')",
        "insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, currency) select m, m, 'many-' || m, 'Many', 'Many', 'USD'"
        " from unnest(array['" MINE "', '" OTHER "']::uuid[]) m",
        "insert into listing.handle (merchant_id, collection_id, handle) select merchant_id, collection_id, handle from listing.collection where collection_id = '" MINE "'",
        "insert into listing.policy (merchant_id, collection_id, version, return_days, final_sale, price_shares, min_price, auto_publish, created_by)"
        " values ('" MINE "', '" MINE "', 1, 30, false, '{}', 0, true, 'x')",
        "insert into listing.shelf (merchant_id, collection_id, version) values ('" MINE "', '" MINE "', 48000), ('" OTHER "', '" OTHER "', 20000)",
        "insert into listing.edition (merchant_id, collection_id, version, listing_id, until, ended_at, fragment, title, product_type, size, vendor, grade, condition, price_amount, published_at)"
        " select m, m, i, " LISTING("i") ", case when i > 44000 then i + 1 end, case when i > 44000 then now() end, case when i <= 40000 or i > 44000 then '{\"price\":1}' end,"
        " 'Trail fleece ' || i % 100, 'Type ' || i % 40, 'S' || i % 8, 'Brand ' || i % 2000, chr(65 + i % 3), 'used', 1000 + i % 9000, now() - interval '1 second' * i"
        " from unnest(array['" MINE "', '" OTHER "']::uuid[]) m, generate_series(1, case when m = '" MINE "' then 48000 else 20000 end) i",
        "insert into ledger.unit (merchant_id, unit_id, lpn, state, last_hash, created_at, changed_at) select '" MINE "', " LISTING("i") ", 'RP' || lpad(i::text, 10, '0') || '0', 'listed',"
        " sha256(''), now(), now() from generate_series(1, 40000) i",
        "insert into listing.listing (merchant_id, listing_id, collection_id, unit_id, title, grade, condition, condition_text, price_amount, currency,"
        " final_sale, return_days, policy_version, fragment) select '" MINE "', " LISTING("i") ", '" MINE "', " LISTING("i") ","
        " 'A fleece no. ' || i % 2000, 'A', 'used', 'Used', 8400, 'USD', false, 30, 1,"
        " '{\"price\":1}' from generate_series(1, 40000) i",
        "insert into ledger.event (merchant_id, unit_id, sequence, at, service, actor, event, to_state, trip, payload, previous, hash)"
        " select '" MINE "', " LISTING("i") ", 1, now(), 'intake', 'system:test', 'received', 'received', 1, '{}', sha256(''), sha256('') from generate_series(1, 40000) i",
        "analyze listing.edition, listing.listing, listing.shelf, ledger.unit, ledger.event",
};

#define NONE { .text = NULL }
#define ANY NONE, NONE, NONE, NONE, NONE
#define OF_TYPE { .text = "{Type 7}" }, NONE, NONE, NONE, NONE
#define TOGETHER { .text = "{Type 7}" }, { .text = "{S7}" }, NONE, { .text = "{B}" }, NONE
#define RARE NONE, NONE, { .text = "{Brand 77}" }, NONE, NONE
#define WHOSE { .text = MINE }, { .text = MINE }
#define LAST { .text = "ffffffff-ffff-ffff-ffff-ffffffffffff" }
#define FIRST { .text = "00000000-0000-0000-0000-000000000000" }
#define DEEP { .text = "018f0000-0000-7000-9000-000000004e20" }
#define LISTINGS { .text = "{018f0000-0000-7000-9000-000000000001,018f0000-0000-7000-9000-000000004e20,018f0000-0000-7000-9000-000000ffffff}" }
#define AT_ONCE T("50"), NONE
#define SOME T("50"), T("4000")
static struct db_arg long_ago[] = { WHOSE, NONE, T("newest"), T("978307200000000"), LAST, ANY, NONE, NONE, NONE, AT_ONCE };

static const struct explained asked[] = {
        { "listing", &sql_open_page, OF(T("many-" MINE), NONE, T("newest"), NONE, NONE, ANY, T("4000"), NONE, NONE, SOME), 900 },
        { "listing", &sql_select_public_collection, OF(T("many-" MINE)), 20 },
        { "listing", &sql_page_in_order, OF(WHOSE, NONE, T("newest"), NONE, NONE, ANY, NONE, NONE, NONE, AT_ONCE), 600 },
        { "listing", &sql_page_in_order, OF(WHOSE, T("47500"), T("newest"), NONE, NONE, ANY, NONE, NONE, NONE, AT_ONCE), 1500 },   /* 500 changed since */
        { "listing", &sql_page_in_order, OF(WHOSE, NONE, T("newest"), NONE, NONE, OF_TYPE, NONE, NONE, NONE, SOME), 600 },
        { "listing", &sql_page_in_order, OF(WHOSE, NONE, T("price-ascending"), NONE, NONE, RARE, NONE, NONE, NONE, SOME), 600 },
        { "listing", &sql_page_in_order, { ARRAY_LEN(long_ago), long_ago }, 60 },
        { "listing", &sql_page_in_order, OF(WHOSE, NONE, T("price-ascending"), T("5000"), FIRST, ANY, NONE, NONE, NONE, AT_ONCE), 600 },
        { "listing", &sql_page_in_order, OF(WHOSE, NONE, T("price-descending"), T("5000"), LAST, ANY, T("4000"), NONE, NONE, AT_ONCE), 600 },
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("newest"), NONE, NONE, RARE, NONE, NONE, NONE, T("50"), NONE, T("at once")), 600 },   /* with its planning */
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("newest"), NONE, NONE, RARE, NONE, NONE, NONE, T("50"), NONE, T("at once")), 200 },
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("price-ascending"), T("5000"), DEEP, OF_TYPE, NONE, NONE, NONE, T("50"), NONE, T("at once")), 2500 },
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("newest"), NONE, NONE, ANY, T("1500"), T("1503"), NONE, T("50"), NONE, T("at once")), 600 },
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("relevance"), NONE, NONE, ANY, NONE, NONE, T("'000000aa/77':*"), T("50"), T("5000"), T("at once")), 1500 },
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("price-ascending"), NONE, NONE, ANY, NONE, NONE, T("'000000aa/trail' & '000000aa/fleece'"), T("50"), T("5000"), T("at once")),
          600 },   /* all have both: not more of them are read than are needed to know it */
        { "listing", &sql_find_editions, OF(WHOSE, T("48000"), T("newest"), NONE, NONE, ANY, NONE, NONE, T("('000000aa/trail') & ('000000aa/77')"), T("50"), T("5000"), T("in bands")), 1200 },
        { "listing", &sql_find_editions, OF(WHOSE, T("48000"), T("price-ascending"), NONE, NONE, ANY, T("1500"), NONE, T("'000000aa/trail':* & '000000aa/77':*"), T("50"), NONE, T("in bands")), 900 },
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("price-descending"), T("5000"), LAST, OF_TYPE, NONE, NONE, NONE, T("50"), NONE, T("in bands")), 800 },
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("newest"), NONE, NONE, ANY, T("1500"), T("1503"), NONE, T("50"), NONE, T("in bands")), 600 },
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("newest"), NONE, NONE, TOGETHER, NONE, NONE, NONE, T("50"), T("5000"), T("at once")), 600 },   /* 333 of 1,000, 5,000 and 13,333 */
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("newest"), NONE, NONE, OF_TYPE, T("1500"), T("1600"), NONE, T("50"), T("1000"), T("by price")), 300 },
        { "listing", &sql_find_editions, OF(WHOSE, NONE, T("newest"), NONE, NONE, ANY, T("1500"), T("1503"), NONE, T("50"), T("1000"), T("by price")), 300 },
        { "listing", &sql_select_asked, OF(WHOSE, NONE, T("trial flecee"), T("true"), ANY, T("1500"), T("1600")), 1500 },   /* with what it takes to plan it: once for a connection */
        { "listing", &sql_select_asked, OF(WHOSE, NONE, T("trial flecee"), T("true"), ANY, T("1500"), T("1600")), 100 },
        { "listing", &sql_select_facets, OF(WHOSE), 1200 },
        { "listing", &sql_find_listings, OF({ .text = MINE }, NONE, NONE, T("1977"), NONE, T("infinity"), LAST, T("51")), 900 },
        { "listing", &sql_find_listings, OF({ .text = MINE }, NONE, NONE, T("fleece 1977"), T("A"), T("infinity"), LAST, T("51")), 900 },
        { "listing", &sql_find_listings, OF({ .text = MINE }, NONE, NONE, T("flee"), NONE, T("infinity"), LAST, T("51")), 1500 },
        { "listing", &sql_find_listings, OF({ .text = MINE }, NONE, NONE, T("RP00000197700"), NONE, T("infinity"), LAST, T("51")), 100 },
        { "listing", &sql_list_changes, OF(WHOSE, T("0"), T("201")), 300 },
        { "listing", &sql_list_changes, OF(WHOSE, T("39900"), T("201")), 300 },
        { "listing", &sql_select_availability, OF(WHOSE, LISTINGS), 100 },
        { "listing", &sql_pull_listing, OF(WHOSE, DEEP), 40 },
        { "listing", &sql_lock_shelves, OF({ .text = MINE }, LISTINGS), 200 },
        { "listing", &sql_refresh_shelf, OF({ .text = MINE }, LISTINGS), 600 },
        { "listing", &sql_list_stale_of_merchant, OF({ .text = MINE }, LISTINGS), 200 },
        { "listing", &sql_list_stale_ahead, { 0 }, 15000 },   /* of 500 events: some blocks each */
        { "listing", &sql_forget_editions, { 0 }, 60 },
        { "listing", &sql_forget_gone, { 0 }, 60 },
};
static const char *const large[] = { "edition", "listing", "unit", "event", NULL };

/* Rows that were rolled back were counted: other tests read these tables, and plan by how many there are. */
STATEMENT(count_again, 0, "analyze listing.edition, listing.listing, ledger.unit, ledger.event");
static const struct sql *const counting[] = { &count_again, NULL };

static void the_shelf_is_read_along_its_indexes(void **state)
{
        const struct explaining what = { filling, ARRAY_LEN(filling), asked, ARRAY_LEN(asked), large };

        (void)state;
        explain_all(&what);
        struct db *db = as_owner(counting);
        assert_int_equal(db_exec(db, &count_again, DB_NO_ARGS, NULL), PROBLEM_OK);
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(the_shelf_is_read_along_its_indexes) };

        return UNIT_MAIN(tests);
}

/* What a shop's turn asks of tables with many rows: 30,000 listings pushed to one of 500 shops, few of which wait. */
#include "listing_sql.h"
#include "support/explain.h"

#define M "'018f0000-0000-7000-8000-0000000000b6'::uuid"
#define ID(n) "('00000000-0000-7000-8000-' || lpad(to_hex(" #n "), 12, '0'))::uuid"
#define ROWS " from generate_series(1, 30000) i"

static const char *const filling[] = {
        "insert into ledger.merchant (merchant_id) values (" M ")",
        "insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone) values (" M ", 'Shops', 'many-shops', 'plus', true, 'USD', 'UTC')",
        "insert into ledger.unit (merchant_id, unit_id, lpn, state, last_hash, created_at, changed_at) select " M ", " ID(i) ", 'RP' || lpad(i::text, 10, '0') || '0', "
        "'listed', sha256(''), now(), now()" ROWS,
        "insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, currency, state) "
        "values (" M ", " ID(1) ", 'shops', 'Shops', 'Shops', 'USD', 'live')",
        "insert into listing.policy (merchant_id, collection_id, version, return_days, final_sale, price_shares, min_price, auto_publish, created_by) "
        "values (" M ", " ID(1) ", 1, 30, false, '{}', 0, true, 'x')",
        "insert into listing.listing (merchant_id, listing_id, collection_id, unit_id, title, grade, condition, condition_text, price_amount, currency, final_sale, return_days, "
        "policy_version, fragment) select " M ", " ID(i) ", " ID(1) ", " ID(i) ", 'Fleece', 'A', 'used', 'Used', 8400, 'USD', false, 30, 1, '{}'" ROWS,
        "insert into listing.shelf (merchant_id, collection_id, version) values (" M ", " ID(1) ", 30000) on conflict (merchant_id, collection_id) do update set version = 30000",
        "insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, grade, condition, price_amount, published_at) "
        "select " M ", " ID(1) ", i, " ID(i) ", '{}', 'Fleece', 'A', 'used', 8400, now()" ROWS,
        "insert into listing.shopify_connection (merchant_id, connection_id, shop, grant_type, client_id, sealed_secret, asked_version, due_at) "
        "select " M ", " ID(i) ", 's' || i || '.myshopify.com', 'client_credentials', 'x', 'x', 'x', now() + interval '1 hour' from generate_series(1, 500) i",
        "insert into listing.shopify_collection (merchant_id, connection_id, collection_id, kind, version, live) "
        "select " M ", " ID(i) ", " ID(1) ", 'programme', case i when 1 then 29900 else 30000 end, true from generate_series(1, 500) i",
        "insert into listing.shopify_product (merchant_id, connection_id, listing_id, collection_id, handle, wanted, version, step, product_gid, variant_gid, due_at, final_sale) "
        "select " M ", " ID(1) ", " ID(i) ", " ID(1) ", 'h' || i, true, i, 'done', 'p' || i, 'v' || i, case when i % 1000 = 0 then now() end, i % 2000 = 0" ROWS,
        "insert into listing.shopify_photo (merchant_id, connection_id, listing_id, photo_id, place, sha256, alt) select " M ", " ID(1) ", " ID(i) ", " ID(i) ", 1, repeat('0', 64), 'x'" ROWS,
        "analyze ledger.unit, listing.listing, listing.edition, listing.shelf, listing.shopify_connection, listing.shopify_collection, listing.shopify_product, listing.shopify_photo",
};

static void a_shops_turn_reads_little(void **state)
{
        static const char merchant[] = "018f0000-0000-7000-8000-0000000000b6", one[] = "00000000-0000-7000-8000-000000000001", now[] = "2026-01-01T00:00:00Z";
        const struct explained asked[] = {
                { "listing", &sql_list_due_shopify, OF(T("false")), 100 },
                { "listing", &sql_next_shopify_product, OF(T(merchant), T(one), T("true")), 200 },
                { "listing", &sql_next_shopify_product, OF(T(merchant), T(one), T("false")), 200 },
                { "listing", &sql_list_shopify_unmarked, OF(T(merchant), T(one)), 500 },
                { "listing", &sql_next_shopify_collection, OF(T(merchant), T(one)), 100 },
                { "listing", &sql_follow_shopify_shelf, OF(T(merchant), T(one), T(one), T("29900"), T("50")), 6000 },
                { "listing", &sql_list_shopify_products, OF(T(merchant), T(one), T("to_mend"), T(""), T("00000000-0000-0000-0000-000000000000"), T("51")), 400 },
                { "listing", &sql_list_shopify_products, OF(T(merchant), T(one), T("all"), T(""), T("00000000-0000-0000-0000-000000000000"), T("51")), 1000 },
                { "listing", &sql_select_shopify_connection, OF(T(merchant), T(one)), 1500 },
                { "listing", &sql_mark_shopify_seen, OF(T(merchant), T(one), T("{p7,p8}"), T("{a,b}"), T("{true,true}"), T("final-sale")), 200 },
                { "listing", &sql_mark_shopify_variants, OF(T(merchant), T(one), T("{v7,v8}"), T("{8400,8400}"), T("{1,1}")), 200 },
                { "listing", &sql_list_shopify_photos, OF(T(merchant), T(one), T(one)), 50 },
                { "listing", &sql_push_shopify_again, OF(T(merchant), T(one), T(one)), 300 },
                { "listing", &sql_archive_shopify, OF(T(merchant), T(one)), 100 },
                { "listing", &sql_release_shopify, OF(T(merchant), T(one), T(one), T("false"), { 0 }, { 0 }, T("0"), T("false"), T("1000"), T("50"), T(now), T("x"), { 0 }, T("0")), 300 },
        };
        static const char *const large[] = { "unit", "listing", "edition", "shopify_product", "shopify_photo", NULL };

        (void)state;
        explain_all(&(struct explaining){ filling, ARRAY_LEN(filling), asked, ARRAY_LEN(asked), large });
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(a_shops_turn_reads_little) };

        return UNIT_MAIN(tests);
}

/* A consignment of 100,000 lines beside others: what a scan, a page of lines or a receipt asks for reads no table through and touches few blocks. */
#include "intake_sql.h"
#include "resale/config.h"
#include "resale/json.h"
#include "support/explain.h"

#define M "'018f0000-0000-7000-8000-0000000000cc'::uuid"
#define SHIPMENT "018f0000-0000-7000-8000-0000000000c1"
enum { BLOCKS = 400 };

/* The larger one, and forty small ones with the same products; all of it is rolled back. */
static const char *const filling[] = {
        "insert into ledger.merchant (merchant_id) values (" M ")",
        "insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone) values (" M ", 'C', 'plans-consignment', 'plus', true, 'USD', 'UTC')",
        "insert into intake.shipment (merchant_id, shipment_id, door) select " M ", ('018f0000-0000-7000-8000-0000000000' || to_hex(192 + i))::uuid, 'consignment' from generate_series(1, 41) i",
        "insert into intake.manifest (merchant_id, shipment_id, lines, pieces, state, created_by) select merchant_id, shipment_id, 100000, 200000, 'counting', 'x' from intake.shipment "
        "where merchant_id = " M,
        "insert into intake.manifest_line (merchant_id, shipment_id, line_id, line, product, sku, barcode, code, title, expected) select " M ", '" SHIPMENT "', "
        "(left('" SHIPMENT "', 28) || lpad(to_hex(i), 8, '0'))::uuid, i, 'S' || i, 'S' || i, i::text, lpad(i::text, 14, '0'), 'T', 2 from generate_series(1, 100000) i",
        "insert into intake.manifest_line (merchant_id, shipment_id, line_id, line, product, sku, barcode, code, title, expected) select merchant_id, shipment_id, "
        "gen_random_uuid(), i, 'S' || i, 'S' || i, i::text, lpad(i::text, 14, '0'), 'T', 2 from intake.shipment, generate_series(1, 200) i where merchant_id = " M " and shipment_id <> '" SHIPMENT "'",
        "insert into intake.count_entry (merchant_id, shipment_id, entry_id, round, product, quantity, counted_by) select " M ", '" SHIPMENT "', gen_random_uuid(), 1, 'S' || i % 20000, 1, 'x' "
        "from generate_series(1, 100000) i",
        "insert into intake.count_difference (merchant_id, shipment_id, product, place, expected, first, counted, round) select " M ", '" SHIPMENT "', 'S' || i, i, 2, 1, 1, 1 "
        "from generate_series(1, 20000) i",
        "analyze intake.shipment, intake.manifest, intake.manifest_line, intake.count_entry, intake.count_difference",
        "set local role resale_intake",
};

static const char merchant[] = "018f0000-0000-7000-8000-0000000000cc", line[] = "018f0000-0000-7000-8000-000000000777", entry[] = "018f0000-0000-7000-8000-000000000abc";
static const char none[] = "00000000-0000-0000-0000-000000000000", last[] = "ffffffff-ffff-ffff-ffff-ffffffffffff", gtin[] = "00000000000777";

static const struct explained asked[] = {
        { NULL, &sql_select_countable, OF(T(merchant), T(SHIPMENT), T(gtin), T("777"), T("x")), BLOCKS },
        { NULL, &sql_add_count_entry, OF(T(merchant), T(SHIPMENT), T(entry), T("1"), T("S777"), T("1"), T("x")), BLOCKS },
        { NULL, &sql_set_count_entry, OF(T(merchant), T(SHIPMENT), T(entry), T("3"), T("x")), BLOCKS },
        { NULL, &sql_list_count_entries, OF(T(merchant), T(SHIPMENT), T("x"), T("infinity"), T(last), T("11")), BLOCKS },
        { NULL, &sql_list_differences, OF(T(merchant), T(SHIPMENT), T("0"), T(none), T("51")), BLOCKS },
        { NULL, &sql_list_manifest_lines, OF(T(merchant), T(SHIPMENT), T(""), T(none), T("51")), BLOCKS },
        { NULL, &sql_list_manifest_lines_of_code, OF(T(merchant), T(SHIPMENT), T(gtin), T("777"), T(""), T(none), T("51")), BLOCKS },
        { NULL, &sql_list_manifest_strangers, OF(T(merchant), T(SHIPMENT), T(""), T(none), T("51")), BLOCKS },
        { NULL, &sql_report_lines, OF(T(merchant), T(SHIPMENT), T(none)), 4 * BLOCKS },   /* 2,000 lines at once */
        { NULL, &sql_select_line, OF(T(merchant), T(SHIPMENT), T(line)), BLOCKS },
        { NULL, &sql_take_line, OF(T(merchant), T(SHIPMENT), T("018f0000-0000-7000-8000-000000000001"), T("received"), T(entry)), BLOCKS },
        { NULL, &sql_open_shipment, OF(T(merchant), T(SHIPMENT)), BLOCKS },
        { NULL, &sql_select_shipment, OF(T(merchant), T(SHIPMENT)), BLOCKS },
        { NULL, &sql_scan_product, OF(T(gtin), T("S777")), BLOCKS },
        { NULL, &sql_list_consignments, OF(T("-infinity"), T(none), T("51")), BLOCKS },
};
static const char *const large[] = { "manifest_line", NULL };

static void a_large_consignment_is_worked_on_by_its_indexes(void **state)
{
        (void)state;
        explain_all(&(struct explaining){ filling, ARRAY_LEN(filling), asked, ARRAY_LEN(asked), large });
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(a_large_consignment_is_worked_on_by_its_indexes) };

        return UNIT_MAIN(tests);
}

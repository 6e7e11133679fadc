/* A consignment of 100,000 lines beside others: what a scan, a page of lines or a receipt asks for reads no table through and touches few blocks. */
#include "intake_sql.h"
#include "resale/config.h"
#include "resale/json.h"
#include "support/database.h"

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
#define OF(...) { sizeof((struct db_arg[]){ __VA_ARGS__ }) / sizeof(struct db_arg), (const struct db_arg[]){ __VA_ARGS__ } }
#define T(value) { .text = value }

struct asked { const struct sql *sql; struct db_args args; };
static const struct asked asked[] = {
        { &sql_select_countable, OF(T(merchant), T(SHIPMENT), T(gtin), T("777"), T("x")) },
        { &sql_add_count_entry, OF(T(merchant), T(SHIPMENT), T(entry), T("1"), T("S777"), T("1"), T("x")) },
        { &sql_set_count_entry, OF(T(merchant), T(SHIPMENT), T(entry), T("3"), T("x")) },
        { &sql_list_count_entries, OF(T(merchant), T(SHIPMENT), T("x"), T("infinity"), T(last), T("11")) },
        { &sql_list_differences, OF(T(merchant), T(SHIPMENT), T("0"), T(none), T("51")) },
        { &sql_list_manifest_lines, OF(T(merchant), T(SHIPMENT), T(""), T(none), T("51")) },
        { &sql_list_manifest_lines_of_code, OF(T(merchant), T(SHIPMENT), T(gtin), T("777"), T(""), T(none), T("51")) },
        { &sql_list_manifest_strangers, OF(T(merchant), T(SHIPMENT), T(""), T(none), T("51")) },
        { &sql_report_lines, OF(T(merchant), T(SHIPMENT), T(none)) },
        { &sql_select_line, OF(T(merchant), T(SHIPMENT), T(line)) },
        { &sql_take_line, OF(T(merchant), T(SHIPMENT), T("018f0000-0000-7000-8000-000000000001"), T("received"), T(entry)) },
        { &sql_open_shipment, OF(T(merchant), T(SHIPMENT)) },
        { &sql_select_shipment, OF(T(merchant), T(SHIPMENT)) },
        { &sql_scan_product, OF(T(gtin), T("S777")) },
        { &sql_list_consignments, OF(T("-infinity"), T(none), T("51")) },
};
enum { FILLING = ARRAY_LEN(filling), ASKED = ARRAY_LEN(asked) };

static struct sql filled[FILLING], explained[ASKED];

static void check_plan(const struct asked *statement, const char *json)
{
        struct json_fault fault;
        const struct doc *plans;
        int64_t hit = 0, read = 0;

        assert_int_equal(doc_parse(test_memory, json, strlen(json), &plans, &fault), PROBLEM_OK);
        const struct doc *plan = doc_get(doc_item(plans, 0), "Plan");
        assert_true(doc_integer(doc_get(plan, "Shared Hit Blocks"), &hit) && doc_integer(doc_get(plan, "Shared Read Blocks"), &read));
        bool pages = statement->sql == &sql_report_lines;   /* 2,000 lines at once */
        if (hit + read > (pages ? 4 * BLOCKS : BLOCKS))
                fail_msg("%s touches %lld blocks", statement->sql->name, (long long)(hit + read));
        const char *through = strstr(json, "\"Seq Scan\",");
        while (through && !strstr(through, "\"Relation Name\": \"manifest_line\""))
                through = strstr(through + 1, "\"Seq Scan\",");
        if (through && strstr(through, "\"Relation Name\": ") == strstr(through, "\"Relation Name\": \"manifest_line\""))
                fail_msg("%s reads the lines through", statement->sql->name);
}

static enum problem fill_and_explain(struct db *db, void *context)
{
        (void)context;
        for (size_t i = 0; i < FILLING; i++)
                TRY(db_exec(db, &filled[i], DB_NO_ARGS, NULL));
        for (size_t i = 0; i < ASKED; i++)
                check_plan(&asked[i], value_of(db, &explained[i], asked[i].args));
        return PROBLEM_UNIT_GONE;   /* rolled back */
}

static void a_large_consignment_is_worked_on_by_its_indexes(void **state)
{
        static const struct sql *all[FILLING + ASKED + 1];

        (void)state;
        for (size_t i = 0; i < FILLING; i++) {
                filled[i] = (struct sql){ arena_printf(test_memory, "fill_%zu", i), filling[i], 0 };
                all[i] = &filled[i];
        }
        for (size_t i = 0; i < ASKED; i++) {
                explained[i] = (struct sql){ arena_printf(test_memory, "explain_%zu", i), arena_printf(test_memory, "explain (analyze, buffers, format json) %s", asked[i].sql->text),
                                             asked[i].sql->args };
                all[FILLING + i] = &explained[i];
        }
        struct db *db = as_owner(all);
        db_see_all(db);
        assert_int_equal(db_transaction(db, fill_and_explain, NULL), PROBLEM_UNIT_GONE);
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(a_large_consignment_is_worked_on_by_its_indexes) };

        return UNIT_MAIN(tests);
}

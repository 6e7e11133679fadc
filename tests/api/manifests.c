/* Consignments announced by a file: what is read, what is refused, how pieces of its lines are received. */
#include "support/steps.h"

static const char *path_of(const struct merchant *merchant) { return at(merchant, "intake", "/manifests"); }

static json_t *imported(const struct merchant *merchant, const char *text)
{
        struct answer answer = send_csv(merchant->key, path_of(merchant), text);

        if (answer.status != 201)
                fail_msg("%d %s", answer.status, answer.text);
        return answer.json;
}

static json_t *lines_of(const struct merchant *merchant, const char *shipment_id)
{
        return value_at(expect(200, merchant->key, "GET", at(merchant, "intake", "/shipments/%s/lines?limit=200", shipment_id), NULL), "items");
}

/* "line field reason; …" of a refusal, and that nothing of it is there. */
static const char *refused(const struct merchant *merchant, const char *text)
{
        size_t before = count_of(merchant->key, at(merchant, "intake", "/shipments")), i;
        struct answer answer = send_csv(merchant->key, path_of(merchant), text);
        const char *told = "";
        json_t *one;

        if (answer.status != 422 || !text_equal(text_at(answer.json, "code"), "lines-invalid"))
                fail_msg("%d %s", answer.status, answer.text);
        assert_int_equal(count_of(merchant->key, at(merchant, "intake", "/shipments")), before);
        json_array_foreach(value_at(answer.json, "errors"), i, one) {
                const char *field = json_string_value(json_object_get(one, "field"));
                told = format("%s%s%lld %s %s", told, i ? "; " : "", (long long)integer_at(one, "line"), field ? field : "-", text_at(one, "reason"));
        }
        assert_true((size_t)integer_at(answer.json, "error_count") >= json_array_size(value_at(answer.json, "errors")));
        return told;
}

static void a_manifest_becomes_a_consignment(void **state)
{
        struct merchant merchant = new_merchant();
        const char *reference = unique("PO");
        struct answer answer = send_csv(merchant.key, at(&merchant, "intake", "/manifests?reference=%s&carrier=UPS&tracking_number=%s&count=none", reference, unique("1Z")),
                                        "Item #,UPC,Product Name,Qty,Unit Retail,Brand,Category,Box,Condition,Weight\n"
                                        "FL-S,036000291452,\"Fleece, S\",12,120.00,Trail,Fleece,C-1,Shelf pull,400\n"
                                        ",5901234123457,Pen,3,,,,C-2,,\n"
                                        "FL-S,036000291452,\"Fleece, S\",5,99.5,Trail,Fleece,C-2,,400\n");

        (void)state;
        assert_int_equal(answer.status, 201);
        assert_int_equal(integer_at(answer.json, "lines"), 3);
        assert_int_equal(integer_at(answer.json, "pieces"), 20);
        assert_string_equal(text_at(answer.json, "unknown_columns.0"), "Weight");
        json_t *shipment = expect(200, merchant.key, "GET", at(&merchant, "intake", "/shipments/%s", text_at(answer.json, "shipment.shipment_id")), NULL);
        assert_string_equal(text_at(shipment, "door"), "consignment");
        assert_string_equal(text_at(shipment, "rma"), reference);
        assert_string_equal(text_at(shipment, "manifest.count"), "skipped");
        assert_int_equal(integer_at(shipment, "manifest.pieces"), 20);
        assert_int_equal(json_array_size(value_at(shipment, "lines")), 0);
        json_t *lines = lines_of(&merchant, text_at(shipment, "shipment_id"));
        assert_int_equal(json_array_size(lines), 3);
        assert_string_equal(text_at(lines, "0.title"), "Fleece, S");
        assert_int_equal(integer_at(lines, "0.line"), 2);
        assert_int_equal(integer_at(lines, "0.price.amount"), 12000);
        assert_string_equal(text_at(lines, "0.price.currency"), merchant.currency);
        assert_string_equal(text_at(lines, "0.carton"), "C-1");
        assert_string_equal(text_at(lines, "0.product_type"), "Fleece");
        assert_string_equal(text_at(lines, "0.condition"), "Shelf pull");
        assert_true(json_is_null(value_at(lines, "1.sku")) && json_is_null(value_at(lines, "1.price")));
        assert_int_equal(integer_at(lines, "2.price.amount"), 9950);
}

static void what_spreadsheets_do_is_understood(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *made = imported(&merchant, "\xEF\xBB\xBFSKU;Variant barcode;Title;Quantity;Variant Price;Cost per item;Currency\r\n"
                                           "\"=\"\"00123\"\"\";36000291452;Mug;3.0;$1,234.50;7.00;\r\n"
                                           ";;;;;;\r\n"
                                           "B;\"=\"\"036000291469\"\"\";;1;;12;jpy\r\n"
                                           "Subtotal;;;4;;;\r\n"
                                           "C;5901234123457.0;;0;;;\r\n"
                                           "D;;Jar;2;KWD 1.250;;KWD\r\n"
                                           ";;;6;;;\r\n"
                                           "Grand total:;;;6;;;\r\n");
        json_t *lines = lines_of(&merchant, text_at(made, "shipment.shipment_id"));

        (void)state;
        assert_int_equal(integer_at(made, "pieces"), 6);
        assert_int_equal(integer_at(made, "passed_over"), 4);
        assert_int_equal(json_array_size(lines), 3);
        assert_string_equal(text_at(lines, "0.sku"), "00123");
        assert_string_equal(text_at(lines, "0.barcode"), "036000291452");
        assert_int_equal(integer_at(lines, "0.price.amount"), 123450);
        assert_int_equal(integer_at(lines, "1.price.amount"), 12);
        assert_string_equal(text_at(lines, "1.price.currency"), "JPY");
        assert_int_equal(integer_at(lines, "1.line"), 4);
        assert_int_equal(integer_at(lines, "2.price.amount"), 1250);
        assert_true(json_is_null(value_at(lines, "0.expected")));   /* it is counted blindly */
        assert_true(json_is_null(value_at(made, "shipment.manifest.pieces")));
}

static void each_bad_line_is_named_and_nothing_is_imported(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        assert_string_equal(refused(&merchant, ""), "1 - the file is empty");
        assert_string_equal(refused(&merchant, "Title,Quantity\nMug,1\n"), "1 - the first line names neither a column for SKUs nor one for barcodes");
        assert_string_equal(refused(&merchant, "SKU,Quantity\n"), "1 - no line of the file announces a piece");
        assert_string_equal(refused(&merchant, "SKU,Barcode,Title,Quantity,Price,Currency\n"
                                               "A,,,1,1.00,\n"
                                               ",,Mug,1,,\n"
                                               "B,,,-1,,\n"
                                               "C,,,,,\n"
                                               "D,,,1.5,,\n"
                                               "E,,,1,12.345,\n"
                                               "F,,,1,\"1,234\",\n"
                                               "G,,,1,-5,\n"
                                               "H,,,1,1,Dollar\n"
                                               "I,8.14E+11,,1,,\n"
                                               "=A2&A3,,,1,,\n"
                                               "K,,=IMAGE(1),1,,\n"
                                               "L,,,1,10.5,JPY\n"),
                            "3 - the line has neither SKU nor barcode; 4 Quantity must be a whole number of at most 1000000; 5 Quantity must be a whole number of at most 1000000;"
                            " 6 Quantity must be a whole number of at most 1000000; 7 Price must be an amount of USD as 1234.50, with at most 2 digits after the point;"
                            " 8 Price must be an amount of USD as 1234.50, with at most 2 digits after the point;"
                            " 9 Price must be an amount of USD as 1234.50, with at most 2 digits after the point; 10 Currency must be an ISO 4217 code, as USD;"
                            " 11 Barcode was rounded by a spreadsheet (8.14E+11); make the column text and export it again; 12 SKU is a formula; save the values instead;"
                            " 13 Title is a formula; save the values instead;"
                            " 14 Price must be an amount of JPY as 1234.50, with at most 0 digits after the point");
        assert_string_equal(refused(&merchant, "SKU,Barcode\nA,036000291452\nA,036000291452\nB,36000291452\n"), "4 Barcode is also that of the SKU A on line 2");
}

static void a_manifest_is_imported_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *key = format("Idempotency-Key: %s", new_uuid());
        const char *const headers[] = { "Content-Type: text/csv", key, NULL };
        struct answer first = call_with(merchant.key, "POST", path_of(&merchant), headers, "SKU\nA\n", 6), again = call_with(merchant.key, "POST", path_of(&merchant), headers, "SKU\nA\n", 6);

        (void)state;
        assert_int_equal(first.status, 201);
        assert_int_equal(again.status, 201);
        assert_string_equal(text_at(again.json, "shipment.shipment_id"), text_at(first.json, "shipment.shipment_id"));
        assert_int_equal(call_with(merchant.key, "POST", path_of(&merchant), headers, "SKU\nB\n", 6).status, 409);
        assert_int_equal(count_of(merchant.key, at(&merchant, "intake", "/shipments")), 1);
}

static void refuses(int status, const char *code, const char *field, struct answer answer)
{
        if (answer.status != status || !text_equal(text_at(answer.json, "code"), code) || (field && !text_equal(text_at(answer.json, "field"), field)))
                fail_msg("%d %s", answer.status, answer.text);
}

static void who_may_not_or_says_it_wrong_is_refused(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant(), without = new_merchant_without_resale();

        (void)state;
        refuses(404, "merchant-not-found", NULL, send_csv(other.key, path_of(&merchant), "SKU\nA\n"));
        refuses(404, "merchant-not-found", NULL, send_csv(staff("receiver"), format("/intake/v1/merchants/%s/manifests", new_uuid()), "SKU\nA\n"));
        refuses(403, "plan-excludes-resale", NULL, send_csv(without.key, path_of(&without), "SKU\nA\n"));
        refuses(403, "not-allowed", NULL, send_csv(new_key(&merchant, "intake:read"), path_of(&merchant), "SKU\nA\n"));
        refuses(403, "not-allowed", NULL, send_csv(staff("grader"), path_of(&merchant), "SKU\nA\n"));
        refuses(422, "invalid-field", "count", send_csv(merchant.key, at(&merchant, "intake", "/manifests?count=twice"), "SKU\nA\n"));
        refuses(422, "invalid-field", "reference", send_csv(merchant.key, at(&merchant, "intake", "/manifests?reference="), "SKU\nA\n"));
        expect_problem(415, "unsupported-media-type", merchant.key, "POST", path_of(&merchant), "{}");
        const char *id = a_manifest(&merchant, "none", "SKU\nA\n");
        assert_int_equal(count_of(other.key, at(&other, "intake", "/shipments/%s/lines", id)), 0);
        expect_problem(404, "merchant-not-found", other.key, "GET", at(&merchant, "intake", "/shipments/%s/lines", id), NULL);
        expect_problem(404, "shipment-not-found", staff("receiver"), "GET", at(&other, "intake", "/shipments/%s/report.csv", id), NULL);
        expect_problem(409, "shipment-open", merchant.key, "GET", at(&merchant, "intake", "/shipments/%s/report.csv", id), NULL);
        expect_field(422, "code", merchant.key, "GET", at(&merchant, "intake", "/shipments/%s/lines?code=%%20", id), NULL);
}

static const char *receive_one(int status, const struct merchant *merchant, const char *shipment_id, const char *line_id, const char *more)
{
        json_t *unit = expect(status, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", shipment_id), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"%s}", line_id,
                              facility(), more);

        return status == 201 ? text_at(unit, "unit_id") : text_at(unit, "code");
}

static const char mixed[] = "SKU,Barcode,Title,Quantity\nMUG,036000291452,Mug,3\nJAR,5901234123457,Jar,2\nPEN,,Pen,1\n";

static void pieces_of_a_line_become_units_one_by_one(void **state)
{
        struct merchant merchant = new_merchant();
        const char *id = a_manifest(&merchant, "none", mixed), *path = at(&merchant, "intake", "/shipments/%s", id);
        json_t *lines = lines_of(&merchant, id);
        const char *mug = text_at(lines, "0.line_id"), *jar = text_at(lines, "1.line_id"), *first = receive_one(201, &merchant, id, mug, "");

        (void)state;
        receive_one(201, &merchant, id, mug, ",\"outcome\":\"damaged_in_transit\"");
        receive_one(201, &merchant, id, mug, ",\"outcome\":\"wrong_item\",\"title\":\"Cup\"");
        assert_string_equal(receive_one(409, &merchant, id, mug, ""), "line-received");
        receive_one(201, &merchant, id, jar, "");
        expect(201, staff("receiver"), "POST", format("%s/strangers", path), "{\"title\":\"Mug\",\"outcome\":\"extra\",\"sku\":\"=MUG\",\"facility_id\":\"%s\"}", facility());
        json_t *now = expect(200, merchant.key, "GET", path, NULL);
        assert_int_equal(integer_at(now, "manifest.received"), 2);
        assert_int_equal(integer_at(now, "manifest.damaged_in_transit"), 1);
        assert_int_equal(integer_at(now, "manifest.wrong_item"), 1);
        assert_int_equal(integer_at(now, "manifest.strangers"), 1);
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/undo-receipt", first), NULL);
        lines = lines_of(&merchant, id);
        assert_int_equal(integer_at(lines, "0.received"), 0);
        assert_string_equal(text_at(lines, "0.outcome"), "pending");
        assert_string_equal(text_at(expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", receive_one(201, &merchant, id, mug, "")), NULL), "sku"), "MUG");
        assert_int_equal(count_of(merchant.key, format("%s/strangers", path)), 1);
}

static void the_report_counts_and_the_file_has_every_line(void **state)
{
        struct merchant merchant = new_merchant();
        const char *id = a_manifest(&merchant, "none", mixed), *path = at(&merchant, "intake", "/shipments/%s", id);
        json_t *lines = lines_of(&merchant, id);

        (void)state;
        for (int i = 0; i < 3; i++)
                receive_one(201, &merchant, id, text_at(lines, "0.line_id"), "");
        receive_one(201, &merchant, id, text_at(lines, "1.line_id"), "");
        json_t *stranger = expect(201, staff("receiver"), "POST", format("%s/strangers", path),
                                  "{\"title\":\"Old, \\\"used\\\"\",\"outcome\":\"extra\",\"sku\":\"=MUG\",\"facility_id\":\"%s\"}", facility());
        json_t *report = done_once(200, staff("receiver"), "POST", format("%s/close", path), NULL);
        assert_int_equal(integer_at(report, "manifest.pieces"), 6);
        assert_int_equal(integer_at(report, "manifest.received"), 4);
        assert_int_equal(integer_at(report, "manifest.short"), 2);
        assert_int_equal(json_array_size(value_at(report, "manifest.line_differences")), 2);
        assert_string_equal(text_at(report, "manifest.line_differences.0.sku"), "JAR");
        assert_int_equal(json_array_size(value_at(report, "lines")), 0);
        struct answer file = call(merchant.key, "GET", format("%s/report.csv", path), NULL);
        assert_string_equal(file.text, format("line,sku,barcode,title,carton,condition,expected,received,damaged_in_transit,wrong_item,short,outcome,plate,note\r\n"
                                              "2,\"MUG\",\"036000291452\",\"Mug\",,,3,3,0,0,0,received,,\r\n"
                                              "3,\"JAR\",\"5901234123457\",\"Jar\",,,2,1,0,0,1,short,,\r\n"
                                              "4,\"PEN\",,\"Pen\",,,1,0,0,0,1,short,,\r\n"
                                              ",\"'=MUG\",,\"Old, \"\"used\"\"\",,,0,0,0,0,0,extra,%s,\r\n", text_at(stranger, "lpn")));
        assert_string_equal(answer_header(&file, "Content-Type"), "text/csv; charset=utf-8");
        assert_string_equal(receive_one(409, &merchant, id, text_at(lines, "2.line_id"), ""), "shipment-closed");
}

static void a_scan_finds_the_line_of_a_manifest(void **state)
{
        struct merchant merchant = new_merchant();
        const char *sku = unique("M"), *id = a_manifest(&merchant, "none", format("SKU,Barcode,Quantity\n%s,0%s,1\n%s,0%s,2\n", sku, "12345678905", sku, "12345678905"));
        json_t *lines = lines_of(&merchant, id), *found = expect(200, staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", sku);
        const char *query = at(&merchant, "intake", "/shipments/%s/lines?code=", id);

        (void)state;
        assert_string_equal(text_at(found, "kind"), "product");
        assert_string_equal(text_at(found, "lines.0.line_id"), text_at(lines, "0.line_id"));
        assert_string_equal(text_at(found, "lines.0.shipment.shipment_id"), id);
        receive_one(201, &merchant, id, text_at(lines, "0.line_id"), "");
        json_t *of_code = value_at(expect(200, merchant.key, "GET", format("%s%s", query, "0012345678905"), NULL), "items");
        assert_int_equal(json_array_size(of_code), 2);
        assert_string_equal(text_at(of_code, "0.line_id"), text_at(lines, "1.line_id"));   /* it waits for pieces */
        json_t *one = expect(200, merchant.key, "GET", format("%s%s&limit=1", query, sku), NULL);
        assert_string_equal(text_at(expect(200, merchant.key, "GET", format("%s%s&limit=1&cursor=%s", query, sku, text_at(one, "next")), NULL), "items.0.line_id"), text_at(lines, "0.line_id"));
        assert_int_equal(count_of(merchant.key, format("%snothing", query)), 0);
}

enum { AT_ONCE = 9, WAITED_FOR = 5 };

static void receivers_at_once_get_no_more_than_is_announced(void **state)
{
        struct merchant merchant = new_merchant();
        const char *id = a_manifest(&merchant, "none", format("SKU,Quantity\nA,%d\n", WAITED_FOR));
        struct racer racer[AT_ONCE];
        int received = 0;

        (void)state;
        for (int i = 0; i < AT_ONCE; i++)
                racer[i] = (struct racer){ staff("receiver"), at(&merchant, "intake", "/shipments/%s/receive", id),
                                           format("{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(lines_of(&merchant, id), "0.line_id"), facility()), 0 };
        race(racer, AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++)
                received += racer[i].status == 201;
        assert_int_equal(received, WAITED_FOR);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", at(&merchant, "intake", "/shipments/%s", id), NULL), "manifest.received"), WAITED_FOR);
}

static void open_consignments_are_listed(void **state)
{
        struct merchant merchant = new_merchant();
        const char *id = a_manifest(&merchant, "none", mixed);
        bool seen = false;
        json_t *one, *items = value_at(expect(200, staff("grader"), "GET", "/intake/v1/consignments?limit=200", NULL), "items");
        size_t i;

        (void)state;
        json_array_foreach(items, i, one)
                seen = seen || text_equal(text_at(one, "shipment_id"), id);
        assert_true(seen || json_array_size(items) == 200);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_manifest_becomes_a_consignment), api_test(what_spreadsheets_do_is_understood), api_test(each_bad_line_is_named_and_nothing_is_imported),
                api_test(a_manifest_is_imported_once), api_test(who_may_not_or_says_it_wrong_is_refused), api_test(pieces_of_a_line_become_units_one_by_one),
                api_test(the_report_counts_and_the_file_has_every_line), api_test(a_scan_finds_the_line_of_a_manifest),
                api_test(receivers_at_once_get_no_more_than_is_announced), api_test(open_consignments_are_listed),
        };

        return API_MAIN(tests);
}

/* A merchant's catalogue: files of it, what can be found in it, and what a receiver does with what was found. */
#include "support/steps.h"

static const char *const csv[] = { "Content-Type: text/csv; charset=utf-8", NULL };

/* Shopify's export: its own columns, a product in several rows, pictures in rows of their own. */
static const char shopify[] =
        "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,Variant Grams,"
        "Variant Inventory Qty,Variant Price,Variant Barcode,Image Src,Image Position,Variant Image,Status\r\n"
        "trail-fleece,Trail Fleece,\"<p>Warm,\n\"\"soft\"\"</p>\",Northlight,Apparel,Fleece,\"outdoor, winter\",true,Color,Navy,Size,M,,,TF-NVY-M,300,4,120.00,'4006381333931,"
        "https://cdn.example/a.jpg,1,https://cdn.example/navy.jpg,active\r\n"
        "trail-fleece,,,,,,,,,Red,,L,,,TF-RED-L,300,1,125.50,,,,,\r\n"
        "trail-fleece,,,,,,,,,,,,,,,,,,,https://cdn.example/b.jpg,2,,\r\n"
        "mug,Cr\xc3\xa8me Mug,,Northlight,,Mug,,true,Title,Default Title,,,,,MUG-1,200,9,12,,https://cdn.example/mug.jpg,1,,active\r\n";

static struct answer import(const struct merchant *merchant, const char *mode, const char *text)
{
        return call_with(merchant->key, "POST", at(merchant, "intake", "/catalogue%s%s", *mode ? "?mode=" : "", mode), csv, text, strlen(text));
}

static json_t *imported(const struct merchant *merchant, const char *mode, const char *text)
{
        struct answer answer = import(merchant, mode, text);

        if (answer.status != 200)
                fail_msg("%d %s", answer.status, answer.text);
        return answer.json;
}

static void expect_counts(const json_t *json, int64_t rows, int64_t added, int64_t changed, int64_t removed, int64_t products)
{
        const int64_t wanted[] = { rows, added, changed, removed, products };
        const char *const names[] = { "rows", "added", "changed", "removed", "products" };

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                assert_int_equal(integer_at(json, names[i]), wanted[i]);
}

static void expect_complaint(const struct merchant *merchant, const char *text, int line, const char *field, const char *reason)
{
        struct answer answer = import(merchant, "", text);

        if (answer.status != 422 || !text_equal(text_at(answer.json, "code"), "lines-invalid"))
                fail_msg("expected a complaint, got %d %s", answer.status, answer.text);
        assert_int_equal(integer_at(answer.json, "errors.0.line"), line);
        assert_string_equal(text_at(answer.json, "errors.0.field"), field);
        if (!strstr(text_at(answer.json, "errors.0.reason"), reason))
                fail_msg("expected \"%s\" in %s", reason, answer.text);
        assert_int_equal(integer_at(answer.json, "error_count"), json_array_size(value_at(answer.json, "errors")));
}

/* Titles with their variants, in the order found. */
static const char *find(const struct merchant *merchant, const char *query)
{
        json_t *items = value_at(expect(200, merchant->key, "GET", at(merchant, "intake", "/catalogue?%s", query), NULL), "items");
        const char *titles = "";

        for (size_t i = 0; i < json_array_size(items); i++) {
                const char *variant = json_string_value(json_object_get(json_array_get(items, i), "variant_title"));
                titles = format("%s%s%s%s%s", titles, i ? "; " : "", text_at(json_array_get(items, i), "title"), variant ? " " : "", variant ? variant : "");
        }
        return titles;
}

static void shopifys_export_is_taken_as_it_is(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *json = imported(&merchant, "", shopify);

        (void)state;
        expect_counts(json, 3, 3, 0, 0, 3);
        assert_string_equal(text_at(json, "ignored_columns.0"), "Body (HTML)");
        json = expect(200, merchant.key, "GET", at(&merchant, "intake", "/catalogue?q=navy"), NULL);
        assert_string_equal(text_at(json, "items.0.title"), "Trail Fleece");
        assert_string_equal(text_at(json, "items.0.variant_title"), "Navy / M");
        assert_string_equal(text_at(json, "items.0.colour"), "Navy");
        assert_string_equal(text_at(json, "items.0.size"), "M");
        assert_string_equal(text_at(json, "items.0.barcode"), "4006381333931");
        assert_string_equal(text_at(json, "items.0.image_url"), "https://cdn.example/navy.jpg");
        assert_int_equal(integer_at(json, "items.0.price.amount"), 12000);
        json = expect(200, merchant.key, "GET", at(&merchant, "intake", "/catalogue?q=TF-RED-L"), NULL);
        assert_string_equal(text_at(json, "items.0.vendor"), "Northlight");
        assert_string_equal(text_at(json, "items.0.image_url"), "https://cdn.example/a.jpg");
        json = expect(200, merchant.key, "GET", at(&merchant, "intake", "/catalogue?q=creme"), NULL);
        assert_true(json_is_null(value_at(json, "items.0.variant_title")));
        expect_counts(imported(&merchant, "", shopify), 3, 0, 0, 0, 3);
}

static void a_file_merges_or_replaces(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();

        (void)state;
        imported(&other, "", "SKU,Title\nA,Theirs\n");
        expect_counts(imported(&merchant, "", "SKU;Title;Vendor;Price\nA;Hat;Brand;19,90\nB;Scarf;;\n"), 2, 2, 0, 0, 2);
        expect_counts(imported(&merchant, "merge", "SKU\tTitle\nA\tHat\nC\tGlove\n"), 2, 1, 0, 0, 3);
        json_t *json = expect(200, merchant.key, "GET", at(&merchant, "intake", "/catalogue?q=hat"), NULL);
        assert_string_equal(text_at(json, "items.0.vendor"), "Brand");
        assert_int_equal(integer_at(json, "items.0.price.amount"), 1990);
        const char *id = text_at(json, "items.0.catalogue_id");
        expect_counts(imported(&merchant, "replace", "SKU,Title,Variant ID\nA,Cap,gid://shopify/ProductVariant/9007199254740993\n"), 1, 0, 1, 2, 1);
        json = expect(200, merchant.key, "GET", at(&merchant, "intake", "/catalogue"), NULL);
        assert_string_equal(text_at(json, "items.0.catalogue_id"), id);
        assert_string_equal(text_at(json, "items.0.variant_id"), "9007199254740993");
        assert_true(json_is_null(value_at(json, "items.0.vendor")));
        assert_string_equal(find(&other, ""), "Theirs");
        json = expect(200, merchant.key, "GET", at(&merchant, "intake", "/catalogue/state"), NULL);
        assert_int_equal(integer_at(json, "products"), 1);
        assert_int_equal(integer_at(json, "last_import.removed"), 2);
        assert_string_equal(text_at(json, "last_import.mode"), "replace");
        assert_false(json_is_true(value_at(json, "shop_connected")));
        struct merchant third = new_merchant();
        json = expect(200, staff("receiver"), "GET", at(&third, "intake", "/catalogue/state"), NULL);
        assert_true(json_is_null(value_at(json, "last_import")));
}

static void a_repeat_imports_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *headers[] = { csv[0], format("Idempotency-Key: %s", new_uuid()), NULL }, *path = at(&merchant, "intake", "/catalogue"), *text = "SKU,Title\nA,Hat\n";
        struct answer first = call_with(merchant.key, "POST", path, headers, text, strlen(text)), again = call_with(merchant.key, "POST", path, headers, text, strlen(text));

        (void)state;
        assert_int_equal(first.status, 200);
        assert_string_equal(first.text, again.text);
        assert_string_equal(answer_header(&again, "Idempotent-Replayed"), "true");
        again = call_with(merchant.key, "POST", path, headers, "SKU,Title\nB,Hat\n", 16);
        assert_int_equal(again.status, 409);
}

static void one_bad_line_and_nothing_is_imported(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        expect_complaint(&merchant, "SKU,Title\nA,Hat\n,Scarf\n", 3, "SKU", "is missing");
        expect_complaint(&merchant, "SKU,Title\nA,\n", 2, "Title", "is missing");
        expect_complaint(&merchant, "SKU,Price\nA,1\n", 1, "Title", "the first line must name");
        expect_complaint(&merchant, "Title,Price\nA,1\n", 1, "SKU", "or Variant ID, or Handle");
        expect_complaint(&merchant, "SKU,Title,Price\nA,Hat,\"1,234.567\"\n", 2, "Price", "must be an amount of USD");
        expect_complaint(&merchant, "SKU,Title,Price,Currency\nA,Hat,1,EURO\n", 2, "Currency", "is too long");
        expect_complaint(&merchant, "SKU,Title,Price,Currency\nA,Hat,1,XXX\n", 2, "Currency", "must be three letters");
        expect_complaint(&merchant, "SKU,Title,Barcode\nA,Hat,4.00638E+12\n", 2, "Barcode", "was rounded by a spreadsheet");
        expect_complaint(&merchant, "SKU,Title,Image URL\nA,Hat,javascript:1\n", 2, "Image URL", "must be an https address");
        expect_complaint(&merchant, "SKU,Title\nA,Hat\nB,Scarf\nA,Cap\n", 4, "SKU", "is the same product as line 2");
        expect_complaint(&merchant, "Handle,Title,Option1 Value\nh,Hat,S\nh,,S\n", 3, "Handle", "is the same product as line 2");
        struct answer answer = import(&merchant, "replace", "SKU,Title\n");
        assert_int_equal(answer.status, 422);
        assert_string_equal(find(&merchant, ""), "");
}

static void who_may_not_and_what_is_no_file_is_refused(void **state)
{
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();
        struct answer answer = call_with(merchant.key, "POST", at(&merchant, "intake", "/catalogue"), NULL, "{}", 2);

        (void)state;
        assert_int_equal(answer.status, 415);
        answer = import(&without, "", "SKU,Title\nA,Hat\n");
        assert_string_equal(text_at(answer.json, "code"), "plan-excludes-resale");
        answer = import(&merchant, "some", "SKU,Title\nA,Hat\n");
        assert_string_equal(text_at(answer.json, "field"), "mode");
        answer = call_with(staff("receiver"), "POST", at(&merchant, "intake", "/catalogue"), csv, "SKU,Title\nA,Hat\n", 16);
        assert_int_equal(answer.status, 403);
        answer = call_with(new_key(&merchant, "intake:read"), "POST", at(&merchant, "intake", "/catalogue"), csv, "SKU,Title\nA,Hat\n", 16);
        assert_int_equal(answer.status, 403);
        answer = call_with(staff("supervisor"), "POST", at(&merchant, "intake", "/catalogue"), csv, "SKU,Title\nA,Hat\n", 16);
        assert_int_equal(answer.status, 200);
        expect_field(422, "q", merchant.key, "GET", at(&merchant, "intake", "/catalogue?q=%0201d", 7), NULL);
        expect_field(422, "cursor", merchant.key, "GET", at(&merchant, "intake", "/catalogue?cursor=%080d", 7), NULL);
}

static void words_find_what_was_meant(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();

        (void)state;
        imported(&merchant, "", "SKU,Title,Colour,Size,Vendor,Type,Tags,Barcode\nTF-1,Trail Fleece Jacket,Navy Blue,M,Northlight,Fleece,winter,4006381333931\n"
                                "TF-2,Trail Fleece Jacket,Red,L,Northlight,Fleece,winter,\nRS-1,Rain Shell,Navy Blue,M,Northlight,Jacket,,\n"
                                "TS-1,Cr\xc3\xa8me T-Shirt,White,M,Other,Tee,,\nSO-1,Men's Wool Socks,Grey,,Other,Socks,,\n");
        imported(&other, "", "SKU,Title\nX,Secret Fleece\n");
        assert_string_equal(find(&merchant, "q=fleece"), "Trail Fleece Jacket Navy Blue / M; Trail Fleece Jacket Red / L");
        assert_string_equal(find(&merchant, "q=fle%20nav"), "Trail Fleece Jacket Navy Blue / M");                 /* beginnings */
        assert_string_equal(find(&merchant, "q=Felece%20jakcet%20red"), "Trail Fleece Jacket Red / L");     /* slips */
        assert_string_equal(find(&merchant, "q=jacket"), "Rain Shell Navy Blue / M; Trail Fleece Jacket Navy Blue / M; Trail Fleece Jacket Red / L");
        assert_string_equal(find(&merchant, "q=creme"), "Cr\xc3\xa8me T-Shirt White / M");                    /* accents */
        assert_string_equal(find(&merchant, "q=mens"), "Men's Wool Socks Grey");
        assert_string_equal(find(&merchant, "q=socks%20zebra"), "Men's Wool Socks Grey");                /* any word, when nothing has all */
        assert_string_equal(find(&merchant, "q=tf-2"), "Trail Fleece Jacket Red / L");
        assert_string_equal(find(&merchant, "q=TF2"), "Trail Fleece Jacket Red / L");
        assert_string_equal(find(&merchant, "q=4006381333931"), "Trail Fleece Jacket Navy Blue / M");
        assert_string_equal(find(&merchant, "q=secret"), "");
        assert_int_equal(count_of(merchant.key, at(&merchant, "intake", "/catalogue?q=%%27%%29%%20%%7C%%20%%21%%28")), 5);   /* no words: everything */
        assert_string_equal(find(&merchant, "colour=navy%20blue"), "Rain Shell Navy Blue / M; Trail Fleece Jacket Navy Blue / M");
        assert_string_equal(find(&merchant, "q=jacket&colour=NAVY-BLUE&size=m&vendor=northlight"), "Rain Shell Navy Blue / M; Trail Fleece Jacket Navy Blue / M");
        assert_string_equal(find(&merchant, "size=XL"), "");
}

static void what_is_found_is_paged_through_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *text = "SKU,Title\n";

        (void)state;
        for (int i = 0; i < 25; i++)
                text = format("%sS-%d,Fleece %c\n", text, i, 'a' + i % 5);
        imported(&merchant, "", text);
        for (int with = 0; with < 2; with++) {
                const char *cursor = "";
                size_t seen = 0, pages = 0;
                for (; pages < 10; pages++) {
                        json_t *json = expect(200, merchant.key, "GET", at(&merchant, "intake", "/catalogue?limit=10%s%s%s", with ? "&q=fleece" : "", *cursor ? "&cursor=" : "", cursor), NULL);
                        seen += json_array_size(value_at(json, "items"));
                        if (json_is_null(value_at(json, "next")))
                                break;
                        cursor = text_at(json, "next");
                }
                assert_int_equal(seen, 25);
                assert_int_equal(pages, 2);
        }
}

static void a_scan_says_which_product_it_is(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *sku = unique("SCAN");

        (void)state;
        imported(&merchant, "", format("SKU,Title,Barcode\n%s,Hat,73513537\n", sku));
        imported(&other, "", format("SKU,Title\n%s,Cap\n", sku));
        json_t *json = expect(200, staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", sku);
        assert_string_equal(text_at(json, "kind"), "catalogue");
        assert_string_equal(text_at(json, "products.0.title"), "Cap");
        assert_string_equal(text_at(json, "products.1.merchant_id"), merchant.id);
        json = expect(200, staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"00000073513537\"}");
        assert_string_equal(text_at(json, "kind"), "catalogue");
        expect_problem(404, "code-unknown", staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", unique("none"));
}

static void what_was_found_is_received_with_all_that_is_known_of_it(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment;
        const char *id = a_consignment(&merchant, 1, &shipment), *strangers = at(&merchant, "intake", "/shipments/%s/strangers", id);

        (void)state;
        imported(&merchant, "", shopify);
        const char *product = text_at(expect(200, merchant.key, "GET", at(&merchant, "intake", "/catalogue?q=TF-RED-L"), NULL), "items.0.catalogue_id");
        expect_problem(404, "product-not-found", staff("receiver"), "POST", strangers, "{\"outcome\":\"extra\",\"facility_id\":\"%s\",\"catalogue_id\":\"%s\"}", facility(), new_uuid());
        expect_field(422, "title", staff("receiver"), "POST", strangers, "{\"outcome\":\"extra\",\"facility_id\":\"%s\"}", facility());
        const char *unit = text_at(expect(201, staff("receiver"), "POST", strangers, "{\"outcome\":\"extra\",\"facility_id\":\"%s\",\"catalogue_id\":\"%s\"}", facility(), product), "unit_id");
        json_t *json = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", unit), NULL);
        assert_string_equal(text_at(json, "title"), "Trail Fleece, Red / L");
        assert_string_equal(text_at(json, "sku"), "TF-RED-L");
        assert_string_equal(text_at(json, "product_type"), "Fleece");
        const char *line = text_at(shipment, "lines.0.line_id"), *receive = at(&merchant, "intake", "/shipments/%s/receive", id);
        expect_field(422, "catalogue_id", staff("receiver"), "POST", receive, "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"catalogue_id\":\"%s\"}", line, facility(), product);
        unit = text_at(expect(201, staff("receiver"), "POST", receive,
                              "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"outcome\":\"wrong_item\",\"catalogue_id\":\"%s\",\"title\":\"A fleece\"}", line, facility(), product), "unit_id");
        json = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", unit), NULL);
        assert_string_equal(text_at(json, "title"), "A fleece");
        assert_string_equal(text_at(json, "sku"), "TF-RED-L");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(shopifys_export_is_taken_as_it_is), api_test(a_file_merges_or_replaces), api_test(a_repeat_imports_once), api_test(one_bad_line_and_nothing_is_imported),
                api_test(who_may_not_and_what_is_no_file_is_refused), api_test(words_find_what_was_meant), api_test(what_is_found_is_paged_through_once),
                api_test(a_scan_says_which_product_it_is), api_test(what_was_found_is_received_with_all_that_is_known_of_it),
        };

        return API_MAIN(tests);
}

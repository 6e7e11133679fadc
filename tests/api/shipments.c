/* Inbound shipments: announcing, scanning, receiving, closing. */
#include "support/steps.h"

static const char line[] = "\"title\":\"Fleece\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}";

static struct answer scanned(const char *code) { return call(staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", code); }

static const char *kind_of(const char *code)
{
        struct answer answer = scanned(code);

        return answer.status == 200 ? text_at(answer.json, "kind") : text_at(answer.json, "code");
}

static void a_consignment_is_announced_once(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant(), without = new_merchant_without_resale();
        const char *path = at(&merchant, "intake", "/shipments");
        json_t *made = done_once(201, merchant.key, "POST", path, "{\"rma\":\"%s\",\"carrier\":\"UPS\",\"lines\":[{\"sku\":\"A\",%s},{\"sku\":\"B\",\"barcode\":\"1\",%s}]}", unique("C"), line, line);

        (void)state;
        assert_int_equal(count_of(merchant.key, path), 1);
        assert_string_equal(text_at(made, "lines.1.sku"), "B");
        expect_problem(404, "shipment-not-found", other.key, "GET", at(&other, "intake", "/shipments/%s", text_at(made, "shipment_id")), NULL);
        expect_problem(403, "plan-excludes-resale", without.key, "POST", at(&without, "intake", "/shipments"), "{\"lines\":[{\"sku\":\"A\",%s}]}", line);
        expect_problem(404, "merchant-not-found", staff("receiver"), "POST", format("/intake/v1/merchants/%s/shipments", new_uuid()), "{\"lines\":[{\"sku\":\"A\",%s}]}", line);
        expect_field(422, "lines", merchant.key, "POST", path, "{\"lines\":[]}");
        expect_field(422, "lines[0].price.amount", merchant.key, "POST", path, "{\"lines\":[{\"sku\":\"A\",\"title\":\"T\",\"price\":{\"amount\":-1,\"currency\":\"USD\"}}]}");
        expect_field(422, "lines[0].product_type", merchant.key, "POST", path, "{\"lines\":[{\"sku\":\"A\",\"product_type\":\"\",%s}]}", line);
        expect_field(422, "lines[0].sku", merchant.key, "POST", path, "{\"lines\":[{%s}]}", line);
}

static void subscribing_is_done_once_and_asks_the_plan(void **state)
{
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();

        (void)state;
        done_once(204, merchant.key, "PUT", at(&merchant, "intake", "/subscription"), "{\"url\":\"https://example.com/hook\",\"secret\":\"a secret of sixteen\"}");
        expect_problem(403, "plan-excludes-resale", without.key, "PUT", at(&without, "intake", "/subscription"), "{\"url\":\"https://example.com/hook\",\"secret\":\"a secret of sixteen\"}");
        expect_field(422, "url", merchant.key, "PUT", at(&merchant, "intake", "/subscription"), "{\"url\":\"ftp://example.com/hook\",\"secret\":\"a secret of sixteen\"}");
        expect_field(422, "secret", merchant.key, "PUT", at(&merchant, "intake", "/subscription"), "{\"url\":\"https://example.com/hook\",\"secret\":\"short\"}");
}

/* As labels print a number and as scanners read it; the numbers are the carriers' own examples. */
static void a_tracking_number_is_found_in_each_of_its_forms(void **state)
{
        static const struct { const char *number, *scanned[3]; } labels[] = {
                { "9400111206206406260787", { "9400 1112 0620 6406 2607 87", "]C1\\u001d420787459400111206206406260787", "420787459400111206206406260787" } },
                { "9200190132607600833457", { "4201002334249200190132607600833457" } },
                { "779017972697", { "7790 1797 2697", "1001921334250001000300779017972697" } },
                { "776632517510", { "9622001900000000000000776632517510" } },
                { "987654312345672", { "9611020987654312345672" } },
                { "1Z5R89390357567127", { "1z 5r8 939 03 5756 712 7" } },
        };
        struct merchant merchant = new_merchant();

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
                expect(201, merchant.key, "POST", at(&merchant, "intake", "/shipments"), "{\"tracking_number\":\"%s\",\"lines\":[{\"sku\":\"A\",%s}]}", labels[i].number, line);
                assert_string_equal(kind_of(labels[i].number), "tracking_number");
                for (size_t s = 0; s < ARRAY_LEN(labels[i].scanned) && labels[i].scanned[s]; s++)
                        assert_string_equal(kind_of(labels[i].scanned[s]), "tracking_number");
        }
        assert_string_equal(kind_of("1001921334250001000300"), "code-unknown");
        assert_string_equal(kind_of(" - "), "code-unknown");
}

/* What nothing here has is still called what it looks like. */
static void an_unknown_code_is_called_what_it_looks_like(void **state)
{
        (void)state;
        assert_non_null(strstr(text_at(scanned("1Z8V92A70367203024").json, "detail"), "(by its form it is a tracking number)"));
        assert_non_null(strstr(text_at(scanned("7619990001237").json, "detail"), "(by its form it is a product's barcode)"));
        assert_non_null(strstr(text_at(scanned("4006381333932").json, "detail"), "check digit"));
        assert_null(strstr(text_at(scanned("HOODIE").json, "detail"), "("));
}

static void a_piece_is_found_by_its_barcode_its_link_or_its_sku(void **state)
{
        struct merchant merchant = new_merchant();
        const char *sku = unique("SKU");

        (void)state;
        json_t *made = expect(201, merchant.key, "POST", at(&merchant, "intake", "/shipments"), "{\"lines\":[{\"sku\":\"%s\",\"barcode\":\"036000291452\",%s}]}", sku, line);
        const char *const codes[] = { "036000291452", "0036000291452", "00036000291452", "https://id.gs1.org/01/00036000291452/21/7", "]C10100036000291452217", sku };
        for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
                struct answer answer = scanned(codes[i]);
                assert_int_equal(answer.status, 200);
                assert_string_equal(text_at(answer.json, "kind"), "product");
        }
        assert_string_equal(text_at(scanned(sku).json, "lines.0.shipment.shipment_id"), text_at(made, "shipment_id"));
        assert_string_equal(kind_of("036000291453"), "code-unknown");   /* its check digit is wrong */
        const char *receive = at(&merchant, "intake", "/shipments/%s/receive", text_at(made, "shipment_id"));
        json_t *unit = expect(201, staff("receiver"), "POST", receive, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(made, "lines.0.line_id"), facility());
        assert_string_equal(kind_of(sku), "code-unknown");   /* nothing more of it is expected */
        assert_string_equal(kind_of(text_at(unit, "printed")), "unit");
        char wrong[17];
        snprintf(wrong, sizeof wrong, "%s", text_at(unit, "printed"));
        wrong[5] = wrong[5] == '1' ? '2' : '1';
        assert_string_equal(kind_of(wrong), "code-unknown");
}

static void a_code_must_be_one(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment;

        (void)state;
        a_consignment(&merchant, 1, &shipment);
        assert_string_equal(kind_of(text_at(shipment, "rma")), "rma");
        expect_field(422, "code", staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"\"}");
        expect_problem(404, "code-unknown", staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"]C1\"}");
}

static void a_line_is_received_once_and_by_its_own_shipment(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        json_t *shipment, *theirs;
        const char *id = a_consignment(&merchant, 2, &shipment), *their_id = a_consignment(&other, 1, &theirs), *one = text_at(shipment, "lines.0.line_id");
        const char *path = at(&merchant, "intake", "/shipments/%s/receive", id);

        (void)state;
        json_t *unit = done_once(201, staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", one, facility());
        expect_problem(409, "line-received", staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", one, facility());
        expect_problem(404, "line-not-found", staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(theirs, "lines.0.line_id"), facility());
        expect_problem(404, "line-not-found", staff("receiver"), "POST", at(&other, "intake", "/shipments/%s/receive", their_id), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", one, facility());
        expect_problem(404, "shipment-not-found", staff("receiver"), "POST", at(&other, "intake", "/shipments/%s/receive", id), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", one, facility());
        expect_problem(404, "shipment-not-found", staff("receiver"), "POST", at(&other, "intake", "/shipments/%s/close", id), NULL);
        expect_problem(404, "shipment-not-found", other.key, "GET", at(&other, "intake", "/shipments/%s/report", id), NULL);
        expect_problem(404, "shipment-not-found", staff("receiver"), "POST", at(&other, "intake", "/shipments/%s/strangers", id),
                       "{\"title\":\"Hat\",\"outcome\":\"extra\",\"facility_id\":\"%s\"}", facility());
        json_t *now = expect(200, merchant.key, "GET", at(&merchant, "intake", "/shipments/%s", id), NULL);
        assert_string_equal(text_at(now, "lines.0.unit_id"), text_at(unit, "unit_id"));
        assert_string_equal(text_at(now, "lines.1.outcome"), "pending");
        assert_string_equal(text_at(now, "state"), "receiving");
        assert_string_equal(text_at(expect(200, other.key, "GET", at(&other, "intake", "/shipments/%s", their_id), NULL), "state"), "expected");
}

/* A wrong item is what it is, not what was expected: it must never be graded and sold as that. */
static void a_wrong_item_is_what_came(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment;
        const char *id = a_consignment(&merchant, 1, &shipment), *path = at(&merchant, "intake", "/shipments/%s/receive", id), *one = text_at(shipment, "lines.0.line_id");

        (void)state;
        expect_field(422, "title", staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"outcome\":\"wrong_item\"}", one, facility());
        expect_field(422, "sku", staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"sku\":\"X\"}", one, facility());
        json_t *unit = expect(201, staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"outcome\":\"wrong_item\",\"title\":\"Old towel\"}", one, facility());
        json_t *ledger = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", text_at(unit, "unit_id")), NULL);
        assert_string_equal(text_at(ledger, "title"), "Old towel");
        assert_true(json_is_null(value_at(ledger, "sku")) && json_is_null(value_at(ledger, "product_type")));
        json_t *report = expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/close", id), NULL);
        assert_string_equal(text_at(report, "lines.0.outcome"), "wrong_item");
}

static void strangers_and_the_close_are_done_once(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment;
        const char *id = a_consignment(&merchant, 1, &shipment), *path = at(&merchant, "intake", "/shipments/%s", id);

        (void)state;
        expect_problem(409, "shipment-open", merchant.key, "GET", format("%s/report", path), NULL);
        done_once(201, staff("receiver"), "POST", format("%s/strangers", path), "{\"title\":\"Hat\",\"outcome\":\"misrouted\",\"facility_id\":\"%s\",\"note\":\"for the store\"}", facility());
        expect_problem(404, "facility-not-found", staff("receiver"), "POST", format("%s/strangers", path), "{\"title\":\"Hat\",\"outcome\":\"extra\",\"facility_id\":\"%s\"}", new_uuid());
        expect_field(422, "outcome", staff("receiver"), "POST", format("%s/strangers", path), "{\"title\":\"Hat\",\"outcome\":\"lost\",\"facility_id\":\"%s\"}", facility());
        expect_field(422, "title", staff("receiver"), "POST", format("%s/strangers", path), "{\"outcome\":\"extra\",\"facility_id\":\"%s\"}", facility());
        json_t *report = done_once(200, staff("receiver"), "POST", format("%s/close", path), NULL);
        assert_int_equal(json_array_size(value_at(report, "strangers")), 1);
        assert_string_equal(text_at(report, "lines.0.outcome"), "short");
        expect_problem(409, "shipment-closed", staff("receiver"), "POST", format("%s/close", path), NULL);
        expect_problem(409, "shipment-closed", staff("receiver"), "POST", format("%s/receive", path), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(shipment, "lines.0.line_id"), facility());
        assert_string_equal(text_at(expect(200, merchant.key, "GET", format("%s/report", path), NULL), "lines.0.outcome"), "short");
}

enum { PIECES = 8, ROUNDS = 6 };

/* Receivers, and two who close, at once. */
static void receive_and_close_at_once(const struct merchant *merchant)
{
        struct racer racer[PIECES + 2];
        json_t *shipment;
        const char *id = a_consignment(merchant, PIECES, &shipment), *path = at(merchant, "intake", "/shipments/%s", id);

        racer[0] = racer[PIECES / 2] = (struct racer){ staff("receiver"), format("%s/close", path), NULL, 0 };
        for (int i = 0, at_line = 0; i < PIECES + 2; i++)
                if (i != 0 && i != PIECES / 2)
                        racer[i] = (struct racer){ staff("receiver"), format("%s/receive", path),
                                                   format("{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(shipment, format("lines.%d.line_id", at_line++)), facility()), 0 };
        race(racer, PIECES + 2);
        assert_int_equal((racer[0].status == 200) + (racer[PIECES / 2].status == 200), 1);
        json_t *report = expect(200, merchant->key, "GET", format("%s/report", path), NULL), *after = expect(200, merchant->key, "GET", path, NULL);
        for (int i = 0, at_line = 0; i < PIECES + 2; i++) {
                if (i == 0 || i == PIECES / 2)
                        continue;
                const char *outcome = format("lines.%d.outcome", at_line++);
                assert_string_equal(text_at(report, outcome), racer[i].status == 201 ? "received" : "short");
                assert_string_equal(text_at(after, outcome), text_at(report, outcome));
        }
}

static void the_report_says_what_was_received_while_it_was_closed(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        for (int i = 0; i < ROUNDS; i++)
                receive_and_close_at_once(&merchant);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_consignment_is_announced_once), api_test(subscribing_is_done_once_and_asks_the_plan), api_test(a_tracking_number_is_found_in_each_of_its_forms),
                api_test(an_unknown_code_is_called_what_it_looks_like),
                api_test(a_piece_is_found_by_its_barcode_its_link_or_its_sku), api_test(a_code_must_be_one),
                api_test(a_line_is_received_once_and_by_its_own_shipment), api_test(a_wrong_item_is_what_came), api_test(strangers_and_the_close_are_done_once),
                api_test(the_report_says_what_was_received_while_it_was_closed),
        };

        return API_MAIN(tests);
}

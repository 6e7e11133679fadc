/* Routing and intake. */
#include "support/steps.h"

static const char secret[] = "a secret of sixteen";

static const char *destination(const struct merchant *merchant, const char *name, const char *type, const char *more)
{
        return text_at(expect(201, merchant->key, "POST", at(merchant, "routing", "/destinations"),
                              "{\"name\":\"%s\",\"type\":\"%s\",\"address\":{\"city\":\"Columbus\"}%s}", name, type, more), "destination_id");
}

static void set_up(const struct merchant *merchant)
{
        destination(merchant, "Own", "warehouse", "");
        const char *partner = destination(merchant, "Partner", "warehouse", ",\"is_partner\":true"), *donation = destination(merchant, "Donation", "donation_center", ",\"is_partner\":true");
        expect(201, merchant->key, "POST", at(merchant, "routing", "/rules"), "{\"destination_id\":\"%s\",\"mode\":\"only_receive\",\"conditions\":{\"product_types\":[\"Fleece\"]}}", partner);
        expect(201, merchant->key, "POST", at(merchant, "routing", "/workflows"),
               "{\"name\":\"w\",\"priority\":1,\"action\":\"donate\",\"destination_id\":\"%s\",\"conditions\":{\"return_reasons\":[\"Item arrived damaged\"]}}", donation);
        expect(204, merchant->key, "PUT", at(merchant, "routing", "/products"), "{\"products\":[{\"product_id\":\"7469735116952\",\"product_type\":\"Fleece\",\"tags\":[\"x\"]}]}");
        expect(204, merchant->key, "PUT", at(merchant, "routing", "/connections/loop"), "{\"secret\":\"%s\"}", secret);
}

static void set_up_is_checked(void **state)
{
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();
        const char *own = destination(&merchant, "Own", "warehouse", "");

        (void)state;
        expect_problem(403, "plan-excludes-resale", without.key, "POST", at(&without, "routing", "/destinations"), "{\"name\":\"a\",\"type\":\"warehouse\",\"address\":{}}");
        expect_problem(409, "already-exists", merchant.key, "POST", at(&merchant, "routing", "/destinations"), "{\"name\":\"Own\",\"type\":\"warehouse\",\"address\":{}}");
        expect_field(422, "type", merchant.key, "POST", at(&merchant, "routing", "/destinations"), "{\"name\":\"b\",\"type\":\"moon\",\"address\":{}}");
        expect_problem(409, "default-destination", merchant.key, "PATCH", at(&merchant, "routing", "/destinations/%s", own), "{\"enabled\":false}");
        expect_problem(404, "destination-not-found", merchant.key, "PATCH", at(&merchant, "routing", "/destinations/%s", new_uuid()), "{}");
        expect_field(422, "conditions.colours", merchant.key, "POST", at(&merchant, "routing", "/rules"),
                     "{\"destination_id\":\"%s\",\"mode\":\"receive_all\",\"conditions\":{\"colours\":[\"red\"]}}", own);
        expect_field(422, "conditions", merchant.key, "POST", at(&merchant, "routing", "/rules"), "{\"destination_id\":\"%s\",\"mode\":\"receive_all\",\"conditions\":{}}", own);
        expect_problem(404, "destination-not-found", merchant.key, "POST", at(&merchant, "routing", "/rules"),
                       "{\"destination_id\":\"%s\",\"mode\":\"receive_all\",\"conditions\":{\"vendors\":[\"v\"]}}", new_uuid());
        expect_field(422, "destination_id", merchant.key, "POST", at(&merchant, "routing", "/workflows"), "{\"name\":\"w\",\"action\":\"donate\",\"conditions\":{\"vendors\":[\"v\"]}}");
        expect_field(422, "donate_scope", merchant.key, "PUT", at(&merchant, "routing", "/settings"), "{\"enforce_product_rules\":true,\"donate_scope\":\"half\"}");
        expect(200, merchant.key, "PUT", at(&merchant, "routing", "/settings"), "{\"enforce_product_rules\":false,\"donate_scope\":\"return\"}");
        assert_string_equal(text_at(expect(200, merchant.key, "GET", at(&merchant, "routing", "/settings"), NULL), "donate_scope"), "return");
}

static void a_rule_that_changes_is_a_new_version(void **state)
{
        struct merchant merchant = new_merchant();
        const char *own = destination(&merchant, "Own", "warehouse", "");
        json_t *rule = expect(201, merchant.key, "POST", at(&merchant, "routing", "/rules"), "{\"destination_id\":\"%s\",\"mode\":\"receive_all\",\"conditions\":{\"vendors\":[\"v\"]}}", own);
        const char *id = text_at(rule, "rule_id");

        (void)state;
        rule = expect(201, merchant.key, "POST", at(&merchant, "routing", "/rules"),
                      "{\"rule_id\":\"%s\",\"destination_id\":\"%s\",\"mode\":\"receive_all\",\"conditions\":{\"vendors\":[\"w\"]}}", id, own);
        assert_int_equal(integer_at(rule, "version"), 2);
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", at(&merchant, "routing", "/rules"), NULL), "items")), 1);
        expect(204, merchant.key, "DELETE", at(&merchant, "routing", "/rules/%s", id), NULL);
        expect_problem(404, "rule-not-found", merchant.key, "DELETE", at(&merchant, "routing", "/rules/%s", id), NULL);
        expect_problem(404, "workflow-not-found", merchant.key, "DELETE", at(&merchant, "routing", "/workflows/%s", id), NULL);
}

static bool has_item(const json_t *json, const void *context) { (void)context; return json_array_size(json_object_get(json, "items")) > 0; }

static void a_loop_return_is_routed_once_and_expected_by_intake(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = format("/routing/v1/webhooks/loop/%s", merchant.id), *body = fixture("loop_return_created");

        (void)state;
        expect_problem(404, "webhook-not-connected", NULL, "POST", path, "%s", body);
        set_up(&merchant);
        struct answer answer = send_webhook("loop", "another secret", path, NULL, body);
        assert_int_equal(answer.status, 401);
        for (int i = 0; i < 2; i++)
                assert_int_equal(send_webhook("loop", secret, path, NULL, body).status, 200);
        json_t *page = eventually(merchant.key, at(&merchant, "routing", "/decisions"), has_item, NULL);
        assert_int_equal(json_array_size(value_at(page, "items")), 1);
        assert_string_equal(text_at(page, "items.0.lines.0.kind"), "workflow");
        assert_string_equal(text_at(page, "items.0.lines.1.kind"), "rule");
        assert_string_equal(text_at(page, "items.0.lines.2.kind"), "default");
        expect(200, merchant.key, "GET", at(&merchant, "routing", "/decisions/%s", text_at(page, "items.0.decision_id")), NULL);
        expect_problem(404, "decision-not-found", merchant.key, "GET", at(&merchant, "routing", "/decisions/%s", new_uuid()), NULL);
        page = eventually(merchant.key, at(&merchant, "intake", "/shipments"), has_item, NULL);
        json_t *shipment = expect(200, merchant.key, "GET", at(&merchant, "intake", "/shipments/%s", text_at(page, "items.0.shipment_id")), NULL);
        assert_int_equal(json_array_size(value_at(shipment, "lines")), 2);
}

static void bad_returns_are_named_by_the_dry_run(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        set_up(&merchant);
        json_t *dry = expect(200, merchant.key, "POST", at(&merchant, "routing", "/dry-run"), "%s", fixture("loop_return_created"));
        assert_int_equal(json_array_size(value_at(dry, "lines")), 3);
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", at(&merchant, "routing", "/decisions"), NULL), "items")), 0);
        expect_field(422, "id", merchant.key, "POST", at(&merchant, "routing", "/dry-run"), "{}");
        expect_field(422, "line_items", merchant.key, "POST", at(&merchant, "routing", "/dry-run"), "{\"id\":1,\"line_items\":[]}");
        expect_field(422, "line_items[0].price", merchant.key, "POST", at(&merchant, "routing", "/dry-run"), "{\"id\":1,\"line_items\":[{\"line_item_id\":1,\"price\":\"a lot\"}]}");
        expect_problem(400, "malformed-json", merchant.key, "POST", at(&merchant, "routing", "/dry-run"), "{");
}

static void a_shipment_is_received_line_by_line(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment;
        const char *id = a_consignment(&merchant, 2, &shipment), *line = text_at(shipment, "lines.0.line_id"), *path = at(&merchant, "intake", "/shipments/%s/receive", id);

        (void)state;
        expect_problem(404, "facility-not-found", staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", line, new_uuid());
        expect_problem(404, "line-not-found", staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", new_uuid(), facility());
        expect_problem(404, "shipment-not-found", staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/receive", new_uuid()),
                       "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", line, facility());
        json_t *unit = expect(201, staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"outcome\":\"damaged_in_transit\"}", line, facility());
        expect_problem(409, "line-received", staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", line, facility());
        json_t *scan = expect(200, staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", text_at(unit, "printed"));
        assert_string_equal(text_at(scan, "unit.unit_id"), text_at(unit, "unit_id"));
        assert_string_equal(text_at(expect(200, staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\" ]C1%s \"}", text_at(shipment, "rma")), "kind"), "rma");
        expect_problem(404, "code-unknown", staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"nothing\"}");
        expect(201, staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/strangers", id), "{\"title\":\"Hat\",\"outcome\":\"extra\",\"facility_id\":\"%s\"}", facility());
        json_t *report = expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/close", id), NULL);
        assert_string_equal(text_at(report, "lines.0.outcome"), "damaged_in_transit");
        assert_string_equal(text_at(report, "lines.1.outcome"), "short");
        assert_string_equal(text_at(report, "strangers.0.outcome"), "extra");
        expect(200, merchant.key, "GET", at(&merchant, "intake", "/shipments/%s/report", id), NULL);
        expect_problem(409, "shipment-closed", staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/strangers", id),
                       "{\"title\":\"Hat\",\"outcome\":\"extra\",\"facility_id\":\"%s\"}", facility());
        expect_problem(404, "shipment-not-found", staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/close", new_uuid()), NULL);
}

static void a_unit_is_held_and_released(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/hold", piece.unit_id), "{\"reason\":\"smells of smoke\"}");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "quarantined");
        expect_problem(409, "unit-state", staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/hold", piece.unit_id), "{\"reason\":\"again\"}");
        expect(200, staff("supervisor"), "POST", at(&merchant, "intake", "/units/%s/release", piece.unit_id), "{\"reason\":\"aired\"}");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "received");
        expect_problem(409, "unit-state", staff("supervisor"), "POST", at(&merchant, "intake", "/units/%s/release", piece.unit_id), "{\"reason\":\"aired\"}");
        expect_problem(409, "unit-state", staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/receive-again", piece.unit_id), "{\"facility_id\":\"%s\"}", facility());
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/hold", new_uuid()), "{\"reason\":\"x\"}");
}

static void of_two_people_one_receives_a_line(void **state)
{
        enum { RUNNERS = 6 };
        struct merchant merchant = new_merchant();
        struct racer racer[RUNNERS];
        json_t *shipment;
        const char *id = a_consignment(&merchant, 1, &shipment);
        int won = 0;

        (void)state;
        for (int i = 0; i < RUNNERS; i++)
                racer[i] = (struct racer){ staff("receiver"), at(&merchant, "intake", "/shipments/%s/receive", id),
                                           format("{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(shipment, "lines.0.line_id"), facility()), 0 };
        race(racer, RUNNERS);
        for (int i = 0; i < RUNNERS; i++) {
                won += racer[i].status == 201;
                assert_true(racer[i].status == 201 || racer[i].status == 409);
        }
        assert_int_equal(won, 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(set_up_is_checked), api_test(a_rule_that_changes_is_a_new_version), api_test(a_loop_return_is_routed_once_and_expected_by_intake),
                api_test(bad_returns_are_named_by_the_dry_run), api_test(a_shipment_is_received_line_by_line), api_test(a_unit_is_held_and_released),
                api_test(of_two_people_one_receives_a_line),
        };

        return API_MAIN(tests);
}

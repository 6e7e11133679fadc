/* What is done next with a piece that came in: by a merchant's rules, said when it is received. */
#include "support/steps.h"

static const char *rules_path(const struct merchant *merchant) { return at(merchant, "intake", "/triage-rules"); }
static const char *triage_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "intake", "/units/%s/triage", unit_id); }

/* A fleece of 120.00 USD; this gate is above what it may earn when it was opened, and below what it may earn sealed. */
static const char rule[] = "{\"shares\":{\"sealed\":9000,\"opened\":4000,\"damaged\":2000},\"gate\":{\"amount\":6000,\"currency\":\"USD\"},\"below\":\"liquidate\",\"refurbish_types\":[\"Boots\"]}";

static json_t *receive(const struct merchant *merchant, const char *more)
{
        json_t *shipment;
        const char *id = a_consignment(merchant, 1, &shipment);

        return expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", id), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"%s}",
                      text_at(shipment, "lines.0.line_id"), facility(), more);
}

static void receiving_says_what_is_next_and_why(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *before = receive(&merchant, "");

        (void)state;
        assert_string_equal(text_at(before, "triage.next"), "to_grade");
        json_t *made = done_once(201, staff("supervisor"), "POST", rules_path(&merchant), "%s", rule);
        assert_int_equal(integer_at(made, "version"), 1);
        json_t *opened = receive(&merchant, ""), *sealed = receive(&merchant, ",\"sealed\":true"), *damaged = receive(&merchant, ",\"outcome\":\"damaged_in_transit\"");
        assert_string_equal(text_at(opened, "triage.next"), "liquidate");
        assert_string_equal(text_at(opened, "triage.because"), "It may earn 48.00 USD: 40.00 % of 120.00 USD. That is below the gate of 60.00 USD.");
        assert_string_equal(text_at(sealed, "triage.next"), "to_grade_sealed");
        assert_string_equal(text_at(damaged, "triage.because"), "It may earn 24.00 USD: 20.00 % of 120.00 USD. That is below the gate of 60.00 USD.");
        json_t *unit = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", text_at(sealed, "unit_id")), NULL);
        assert_true(json_is_true(value_at(unit, "events.0.payload.sealed")));
        json_t *where = expect(200, staff("grader"), "GET", at(&merchant, "intake", "/units/%s/whereabouts", text_at(opened, "unit_id")), NULL);
        assert_string_equal(text_at(where, "step"), "liquidate");
        assert_int_equal(integer_at(where, "triage.rule_version"), 1);
        assert_int_equal(integer_at(where, "triage.expected.amount"), 4800);
}

static void it_is_decided_again_when_the_piece_turns_out_sealed(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        json_t *opened;
        const char *unit_id;

        (void)state;
        expect(201, merchant.key, "POST", rules_path(&merchant), "%s", rule);
        opened = receive(&merchant, "");
        unit_id = text_at(opened, "unit_id");
        json_t *sealed = done_once(200, staff("receiver"), "POST", triage_path(&merchant, unit_id), "{\"sealed\":true}");
        assert_string_equal(text_at(sealed, "next"), "to_grade_sealed");
        json_t *unit = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", unit_id), NULL);
        assert_string_equal(text_at(unit, "events.1.event"), "triaged");
        assert_string_equal(text_at(unit, "events.1.payload.next"), "to_grade_sealed");
        assert_int_equal(json_array_size(value_at(unit, "events")), 2);
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", triage_path(&other, unit_id), "{\"sealed\":true}");
        expect_problem(404, "unit-not-found", staff("receiver"), "GET", at(&other, "intake", "/units/%s/whereabouts", unit_id), NULL);
        expect_field(422, "sealed", staff("receiver"), "POST", triage_path(&merchant, unit_id), "{}");
        expect_problem(403, "not-allowed", staff("lister"), "POST", triage_path(&merchant, unit_id), "{\"sealed\":true}");
        a_rubric(&merchant);
        grade(&merchant, unit_id, "none");
        expect_problem(409, "unit-state", staff("receiver"), "POST", triage_path(&merchant, unit_id), "{\"sealed\":true}");
        assert_string_equal(text_at(expect(200, staff("grader"), "GET", at(&merchant, "intake", "/units/%s/whereabouts", unit_id), NULL), "step"), "store");
}

static void rules_are_versions_and_the_record_keeps_its_own(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        expect(201, staff("supervisor"), "POST", rules_path(&merchant), "%s", rule);
        json_t *first = receive(&merchant, "");
        json_t *changed = expect(201, staff("supervisor"), "POST", rules_path(&merchant),
                                 "{\"shares\":{\"sealed\":9000,\"opened\":9000,\"damaged\":0},\"gate\":{\"amount\":6000,\"currency\":\"USD\"},\"below\":\"recycle\",\"refurbish_types\":[\"fleece\"]}");
        assert_int_equal(integer_at(changed, "version"), 2);
        assert_string_equal(text_at(receive(&merchant, ""), "triage.next"), "refurbish");
        json_t *where = expect(200, staff("receiver"), "GET", at(&merchant, "intake", "/units/%s/whereabouts", text_at(first, "unit_id")), NULL);
        assert_string_equal(text_at(where, "triage.next"), "liquidate");
        assert_int_equal(integer_at(where, "triage.rule_version"), 1);
        json_t *list = expect(200, merchant.key, "GET", rules_path(&merchant), NULL);
        assert_int_equal(integer_at(list, "items.0.version"), 2);
        assert_string_equal(text_at(list, "items.1.body.below"), "liquidate");
        json_t *page = expect(200, merchant.key, "GET", at(&merchant, "intake", "/triage-rules?limit=1"), NULL);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", at(&merchant, "intake", "/triage-rules?limit=1&cursor=%s", text_at(page, "next")), NULL), "items.0.version"), 1);
}

static void a_preview_says_what_would_have_been_other(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *received = receive(&merchant, "");
        const char *path = at(&merchant, "intake", "/triage-rules/preview");

        (void)state;
        receive(&merchant, ",\"sealed\":true");
        json_t *preview = expect(200, staff("supervisor"), "POST", path, "%s", rule);
        assert_int_equal(integer_at(preview, "looked_at"), 2);
        assert_int_equal(integer_at(preview, "changed"), 1);
        assert_string_equal(text_at(preview, "examples.0.lpn"), text_at(received, "lpn"));
        assert_string_equal(text_at(preview, "examples.0.was"), "to_grade");
        assert_string_equal(text_at(preview, "examples.0.would_be"), "liquidate");
        assert_int_equal(count_of(merchant.key, rules_path(&merchant)), 0);
}

static void rules_that_cannot_be_are_refused_by_their_field(void **state)
{
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();
        const char *path = rules_path(&merchant);

        (void)state;
        expect_field(422, "shares.opened", staff("supervisor"), "POST", path,
                     "{\"shares\":{\"sealed\":1,\"opened\":10001,\"damaged\":1},\"gate\":{\"amount\":1,\"currency\":\"USD\"},\"below\":\"donate\"}");
        expect_field(422, "gate.amount", staff("supervisor"), "POST", path,
                     "{\"shares\":{\"sealed\":1,\"opened\":1,\"damaged\":1},\"gate\":{\"amount\":-1,\"currency\":\"USD\"},\"below\":\"donate\"}");
        expect_field(422, "below", staff("supervisor"), "POST", path, "{\"shares\":{\"sealed\":1,\"opened\":1,\"damaged\":1},\"gate\":{\"amount\":1,\"currency\":\"USD\"},\"below\":\"burn\"}");
        expect_field(422, "shares", staff("supervisor"), "POST", at(&merchant, "intake", "/triage-rules/preview"), "{\"gate\":{\"amount\":1,\"currency\":\"USD\"},\"below\":\"donate\"}");
        expect_problem(403, "plan-excludes-resale", without.key, "POST", rules_path(&without), "%s", rule);
        expect_problem(403, "not-allowed", staff("receiver"), "POST", path, "%s", rule);
        expect_problem(403, "not-allowed", new_key(&merchant, "intake:read"), "POST", path, "%s", rule);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(receiving_says_what_is_next_and_why), api_test(it_is_decided_again_when_the_piece_turns_out_sealed), api_test(rules_are_versions_and_the_record_keeps_its_own),
                api_test(a_preview_says_what_would_have_been_other), api_test(rules_that_cannot_be_are_refused_by_their_field),
        };

        return API_MAIN(tests);
}

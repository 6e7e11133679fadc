/* Words that are not safe, wherever somebody writes them of a unit: at receiving, at work, of a finding. */
#include "support/work.h"

static const char swollen[] = "A note says \"swollen\": look whether it is safe.";

static json_t *holds_of(const struct merchant *merchant, const char *unit_id)
{
        return value_at(expect(200, staff("supervisor"), "GET", at(merchant, "grading", "/units/%s/holds", unit_id), NULL), "items");
}

static struct piece a_unit_with_note(const struct merchant *merchant, const char *note)
{
        json_t *shipment, *received;
        struct piece piece = { .shipment_id = a_consignment(merchant, 1, &shipment), .line_id = text_at(shipment, "lines.0.line_id") };

        received = expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", piece.shipment_id),
                          "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"note\":\"%s\"}", piece.line_id, facility(), note);
        piece.unit_id = text_at(received, "unit_id");
        piece.plate = text_at(received, "lpn");
        return piece;
}

static bool has_hold(const json_t *json, const void *unit_id)
{
        return text_equal(json_string_value(json_object_get(json_array_get(json_object_get(json, "items"), 0), "unit_id")), unit_id);
}

static void what_receiving_writes_is_looked_through_once(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece plain = a_unit_with_note(&merchant, "smokey grey, in its box"), piece = a_unit_with_note(&merchant, "Its battery is SWOLLEN");

        (void)state;
        a_rubric(&merchant);
        until_state(&merchant, piece.unit_id, "quarantined");
        json_t *kept = holds_of(&merchant, piece.unit_id);
        assert_int_equal(json_array_size(kept), 1);
        assert_string_equal(text_at(json_array_get(kept, 0), "reason"), "A note says \"SWOLLEN\": look whether it is safe.");
        assert_string_equal(text_at(json_array_get(kept, 0), "kind"), "words");
        eventually(merchant.key, at(&merchant, "intake", "/holds"), has_hold, piece.unit_id);   /* intake keeps it as its own, with an owner */
        assert_string_equal(unit_state(&merchant, plain.unit_id), "received");
        release_hold(&merchant, piece.unit_id);
        expect(200, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/bench", piece.unit_id), "{}");   /* looked at, and found safe */
        grade(&merchant, piece.unit_id, "none");
        assert_int_equal(json_array_size(holds_of(&merchant, piece.unit_id)), 1);
}

static void what_is_written_when_it_comes_back_is_looked_through_too(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        a_shipped_parcel(&merchant, an_order(&merchant, listing_id, NULL), piece.plate, unique("1Z"));
        expect(201, merchant.key, "POST", at(&merchant, "fulfillment", "/units/%s/returns", piece.unit_id), "{\"reason\":\"too small\"}");
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/receive-again", piece.unit_id), "{\"facility_id\":\"%s\",\"note\":\"a needle in it\"}", facility());
        until_state(&merchant, piece.unit_id, "quarantined");
        assert_string_equal(text_at(json_array_get(holds_of(&merchant, piece.unit_id), 0), "word"), "needle");
}

static void what_a_step_says_stops_the_work_and_holds_the_unit(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        an_operation(&merchant, "mend", "\"steps\":[{\"kind\":\"check\",\"text\":\"Thread matches\"},{\"kind\":\"check\",\"text\":\"Nothing pulls\"}]");
        const char *id = a_started_order(&merchant, piece.unit_id, "mend"), *steps = order_path(&merchant, id, "/steps");
        json_t *safe = expect(201, staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":1,\"note\":\"a loose end\"}");
        assert_null(json_object_get(safe, "hold"));
        json_t *made = done_once(201, staff("technician"), "POST", steps, "{\"operation\":\"mend\",\"step\":2,\"note\":\"The battery is swollen\"}");
        assert_string_equal(text_at(made, "note"), "The battery is swollen");
        assert_string_equal(text_at(made, "hold.reason"), swollen);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "quarantined");
        assert_string_equal(text_at(the_order(&merchant, id), "stage"), "paused");   /* nobody's time runs */
        expect_problem(409, "unit-state", staff("technician"), "POST", order_path(&merchant, id, "/resume"), "{}");
        eventually(merchant.key, at(&merchant, "intake", "/holds"), has_hold, piece.unit_id);
        release_hold(&merchant, piece.unit_id);
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/resume"), "{}");
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"done\"}");
}

static void why_work_pauses_fails_or_is_cancelled_holds_the_unit(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece paused = a_received_unit(&merchant), failed = a_received_unit(&merchant), cancelled = a_received_unit(&merchant);
        const char *first = a_started_order(&merchant, paused.unit_id, "clean"), *second = a_started_order(&merchant, failed.unit_id, "clean");
        const char *third = a_planned_order(&merchant, cancelled.unit_id, "clean");

        (void)state;
        json_t *at_rest = expect(200, staff("technician"), "POST", order_path(&merchant, first, "/pause"), "{\"reason\":\"other\",\"note\":\"battery swollen\"}");
        assert_string_equal(text_at(at_rest, "hold.reason"), swollen);
        assert_string_equal(unit_state(&merchant, paused.unit_id), "quarantined");
        json_t *over = done_once(200, staff("technician"), "POST", order_path(&merchant, second, "/finish"), "{\"result\":\"failed\",\"note\":\"battery swollen\"}");
        assert_string_equal(text_at(over, "hold.reason"), swollen);
        assert_string_equal(text_at(over, "state"), "failed");
        assert_string_equal(unit_state(&merchant, failed.unit_id), "quarantined");
        assert_string_equal(text_at(expect(200, staff("technician"), "POST", order_path(&merchant, third, "/cancel"), "{\"reason\":\"battery swollen\"}"), "hold.kind"), "words");
        assert_string_equal(unit_state(&merchant, cancelled.unit_id), "quarantined");
        json_t *again = expect(200, staff("technician"), "POST", order_path(&merchant, first, "/finish"), "{\"result\":\"failed\",\"note\":\"still swollen\"}");
        assert_null(json_object_get(again, "hold"));   /* it is on hold already */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(what_receiving_writes_is_looked_through_once), api_test(what_is_written_when_it_comes_back_is_looked_through_too),
                api_test(what_a_step_says_stops_the_work_and_holds_the_unit), api_test(why_work_pauses_fails_or_is_cancelled_holds_the_unit),
        };

        return API_MAIN(tests);
}

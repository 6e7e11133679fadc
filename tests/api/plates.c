/* A plate from its receipt to its close: undone before, never after; its label scanned back. */
#include "support/steps.h"

static const char *undo_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "intake", "/units/%s/undo-receipt", unit_id); }
static const char *check_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "intake", "/units/%s/label-checks", unit_id); }
static const char *receive_path(const struct merchant *merchant, const char *shipment_id) { return at(merchant, "intake", "/shipments/%s/receive", shipment_id); }

static json_t *received(const struct merchant *merchant, const char *shipment_id, const char *line_id)
{
        return expect(201, staff("receiver"), "POST", receive_path(merchant, shipment_id), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", line_id, facility());
}

static void an_undone_receipt_never_was_and_its_line_waits_again(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        json_t *shipment;
        const char *shipment_id = a_consignment(&merchant, 1, &shipment), *line_id = text_at(shipment, "lines.0.line_id");
        json_t *first = received(&merchant, shipment_id, line_id);
        const char *unit_id = text_at(first, "unit_id");

        (void)state;
        expect(201, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/label-prints", unit_id), "{\"format\":\"pdf\",\"size\":\"57x32\"}");
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", undo_path(&other, unit_id), NULL);
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", undo_path(&merchant, new_uuid()), NULL);
        json_t *undone = done_once(200, staff("receiver"), "POST", undo_path(&merchant, unit_id), NULL);
        assert_string_equal(text_at(undone, "lines.0.outcome"), "pending");
        assert_true(json_is_null(value_at(undone, "lines.0.unit_id")));
        assert_string_equal(unit_state(&merchant, unit_id), "missing");
        expect_problem(409, "unit-state", staff("receiver"), "POST", undo_path(&merchant, unit_id), NULL);
        json_t *again = received(&merchant, shipment_id, line_id);
        assert_string_not_equal(text_at(again, "lpn"), text_at(first, "lpn"));
        json_t *report = expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/close", shipment_id), NULL);
        assert_string_equal(text_at(report, "lines.0.outcome"), "received");
        assert_int_equal(json_array_size(value_at(report, "strangers")), 0);
        expect_problem(409, "shipment-closed", staff("receiver"), "POST", undo_path(&merchant, text_at(again, "unit_id")), NULL);
        assert_string_equal(unit_state(&merchant, text_at(again, "unit_id")), "received");
}

static void an_undone_stranger_is_in_no_report(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment;
        const char *shipment_id = a_consignment(&merchant, 1, &shipment);
        json_t *stranger = expect(201, staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/strangers", shipment_id),
                                  "{\"title\":\"Hat\",\"outcome\":\"extra\",\"facility_id\":\"%s\"}", facility());

        (void)state;
        json_t *undone = expect(200, staff("supervisor"), "POST", undo_path(&merchant, text_at(stranger, "unit_id")), NULL);
        assert_int_equal(json_array_size(value_at(undone, "strangers")), 0);
        assert_string_equal(text_at(undone, "lines.0.outcome"), "pending");
}

static void a_closed_plate_is_not_undone(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece checked = a_received_unit(&merchant), held = a_received_unit(&merchant), graded = a_graded_unit(&merchant);

        (void)state;
        json_t *unit = expect(200, staff("receiver"), "POST", check_path(&merchant, checked.unit_id), "{\"code\":\"%s\"}", checked.plate);
        assert_string_equal(text_at(unit, "unit_id"), checked.unit_id);
        assert_int_equal(integer_at(unit, "version"), 2);
        expect_problem(409, "plate-closed", staff("receiver"), "POST", undo_path(&merchant, checked.unit_id), NULL);
        assert_string_equal(unit_state(&merchant, checked.unit_id), "received");
        hold(&merchant, held.unit_id);
        expect_problem(409, "unit-state", staff("receiver"), "POST", undo_path(&merchant, held.unit_id), NULL);
        release_hold(&merchant, held.unit_id);
        expect_problem(409, "plate-closed", staff("receiver"), "POST", undo_path(&merchant, held.unit_id), NULL);
        expect_problem(409, "unit-state", staff("receiver"), "POST", undo_path(&merchant, graded.unit_id), NULL);
}

static void a_label_is_scanned_back_off_its_own_piece(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant), twin = a_received_unit(&merchant), foreign = a_received_unit(&other);
        const char *path = check_path(&merchant, piece.unit_id);

        (void)state;
        json_t *wrong = expect_problem(409, "wrong-label", staff("receiver"), "POST", path, "{\"code\":\"%s\"}", twin.plate);
        assert_string_equal(text_at(wrong, "detail"), format("This is the label of %s, Fleece - S.", twin.plate));
        expect_problem(404, "code-unknown", staff("receiver"), "POST", path, "{\"code\":\"%s\"}", foreign.plate);
        expect_problem(404, "code-unknown", staff("receiver"), "POST", path, "{\"code\":\"4006381333931\"}");
        expect_field(422, "code", staff("receiver"), "POST", path, "{}");
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", check_path(&other, piece.unit_id), "{\"code\":\"%s\"}", piece.plate);
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", check_path(&merchant, new_uuid()), "{\"code\":\"%s\"}", piece.plate);
        const char *since = text_at(expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL), "changed_at");
        done_once(200, staff("receiver"), "POST", path, "{\"code\":\"]C1%s\"}", piece.plate);
        json_t *unit = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_int_equal(json_array_size(value_at(unit, "events")), 2);
        assert_string_equal(text_at(unit, "events.1.event"), "label_checked");
        assert_string_equal(text_at(unit, "changed_at"), since);   /* it keeps its place in the queue of the bench */
}

/* However often it is pressed at one moment, and while the shipment closes: undone once or not at all, never half. */
static void of_an_undo_and_a_close_at_one_moment_each_is_whole(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment;
        const char *shipment_id = a_consignment(&merchant, 1, &shipment), *close_path = at(&merchant, "intake", "/shipments/%s/close", shipment_id);
        const char *unit_id = text_at(received(&merchant, shipment_id, text_at(shipment, "lines.0.line_id")), "unit_id");
        struct racer racers[6];
        int undone = 0;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(racers); i++)
                racers[i] = (struct racer){ .as = staff("receiver"), .path = i ? undo_path(&merchant, unit_id) : close_path };
        race(racers, ARRAY_LEN(racers));
        for (size_t i = 1; i < ARRAY_LEN(racers); i++)
                undone += racers[i].status == 200;
        assert_int_equal(racers[0].status, 200);
        assert_in_range(undone, 0, 1);
        assert_string_equal(unit_state(&merchant, unit_id), undone ? "missing" : "received");
        json_t *report = expect(200, merchant.key, "GET", at(&merchant, "intake", "/shipments/%s/report", shipment_id), NULL);
        assert_string_equal(text_at(report, "lines.0.outcome"), undone ? "short" : "received");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(an_undone_receipt_never_was_and_its_line_waits_again), api_test(an_undone_stranger_is_in_no_report), api_test(a_closed_plate_is_not_undone),
                api_test(a_label_is_scanned_back_off_its_own_piece), api_test(of_an_undo_and_a_close_at_one_moment_each_is_whole),
        };

        return API_MAIN(tests);
}

/* A piece that came by mistake goes on to its merchant. */
#include "support/steps.h"

static const char *path_of(const struct merchant *merchant, const char *unit_id, const char *rest) { return at(merchant, "intake", "/units/%s/forward%s", unit_id, rest); }

static const char *warehouse(const struct merchant *merchant, const char *name, const char *more)
{
        return text_at(expect(201, merchant->key, "POST", at(merchant, "routing", "/destinations"),
                              "{\"name\":\"%s\",\"type\":\"warehouse\",\"address\":{\"address1\":\"9 Mill Lane\",\"city\":\"Troy\",\"province\":\"NY\",\"zip\":\"12180\"}%s}", name, more),
                       "destination_id");
}

static const char *a_misrouted_unit(const struct merchant *merchant)
{
        json_t *shipment;
        const char *id = a_consignment(merchant, 1, &shipment);
        json_t *received = expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/strangers", id),
                                  "{\"title\":\"Lamp\",\"facility_id\":\"%s\",\"outcome\":\"misrouted\"}", facility());

        assert_string_equal(text_at(received, "triage.next"), "forward");
        return text_at(received, "unit_id");
}

static bool is_done(const json_t *json, const void *context)
{
        (void)context;
        return text_equal(json_string_value(json_object_get(json, "state")), "done");
}

static void a_misrouted_piece_is_sent_on_labelled_tracked_and_gone(void **state)
{
        struct merchant merchant = new_merchant();
        const char *unit_id = a_misrouted_unit(&merchant);

        (void)state;
        warehouse(&merchant, "Partner", ",\"is_partner\":true");
        const char *own = warehouse(&merchant, "Own", "");
        json_t *begun = done_once(201, staff("receiver"), "POST", path_of(&merchant, unit_id, ""), "{}");
        assert_string_equal(text_at(begun, "destination_id"), own);
        assert_string_equal(text_at(begun, "address.city"), "Troy");
        assert_string_equal(text_at(begun, "state"), "open");
        struct answer label = call(staff("receiver"), "GET", path_of(&merchant, unit_id, "/label?format=zpl"), NULL);
        assert_int_equal(label.status, 200);
        assert_string_equal(answer_header(&label, "Content-Type"), "application/zpl");
        assert_true(strstr(label.text, "^FDOwn^FS") && strstr(label.text, "^FD9 Mill Lane^FS") && strstr(label.text, "^FDTroy, NY 12180^FS") && strstr(label.text, "^FDReference RMA"));
        assert_int_equal(call(staff("receiver"), "GET", path_of(&merchant, unit_id, "/label"), NULL).status, 200);
        struct answer picture = call(staff("receiver"), "GET", path_of(&merchant, unit_id, "/label?format=svg&dpi=300"), NULL);
        assert_non_null(strstr(answer_header(&picture, "Content-Security-Policy"), "default-src 'none'"));
        done_once(200, staff("receiver"), "POST", path_of(&merchant, unit_id, "/tracking"), "{\"carrier\":\"UPS\",\"tracking_number\":\"1Z1\"}");
        json_t *ready = expect(200, merchant.key, "GET", path_of(&merchant, unit_id, ""), NULL);
        assert_string_equal(text_at(ready, "state"), "ready");
        assert_string_equal(text_at(ready, "tracking_number"), "1Z1");
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/disposition", unit_id),
               "{\"disposition\":\"back_to_merchant\",\"evidence\":{\"recipient\":\"Own\",\"tracking_number\":\"1Z1\"}}");
        assert_string_equal(unit_state(&merchant, unit_id), "returned_to_merchant");
        eventually(merchant.key, path_of(&merchant, unit_id, ""), is_done, NULL);
        expect_problem(404, "forward-not-found", staff("receiver"), "POST", path_of(&merchant, unit_id, "/tracking"), "{\"carrier\":\"UPS\",\"tracking_number\":\"1Z2\"}");
}

static void a_piece_goes_on_once_and_to_a_warehouse_of_its_merchant(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *unit_id = a_misrouted_unit(&merchant), *path = path_of(&merchant, unit_id, "");

        (void)state;
        expect_problem(409, "no-warehouse", staff("receiver"), "POST", path, "{}");
        const char *own = warehouse(&merchant, "Own", ""), *second = warehouse(&merchant, "Second", ""), *theirs = warehouse(&other, "Theirs", "");
        expect_problem(409, "no-warehouse", staff("receiver"), "POST", path, "{\"destination_id\":\"%s\"}", theirs);
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", path_of(&other, unit_id, ""), "{}");
        expect_problem(404, "forward-not-found", staff("receiver"), "GET", path, NULL);
        expect_problem(404, "forward-not-found", staff("receiver"), "GET", path_of(&merchant, unit_id, "/label"), NULL);
        expect_problem(403, "not-allowed", staff("grader"), "POST", path, "{}");
        assert_true(strcmp(own, second) != 0);
        assert_string_equal(text_at(expect(201, staff("receiver"), "POST", path, "{\"destination_id\":\"%s\"}", second), "destination"), "Second");
        expect_problem(409, "forward-state", staff("receiver"), "POST", path, "{}");
        expect_problem(404, "forward-not-found", other.key, "GET", path_of(&other, unit_id, ""), NULL);
        expect_problem(404, "forward-not-found", staff("receiver"), "POST", path_of(&other, unit_id, "/tracking"), "{\"carrier\":\"UPS\",\"tracking_number\":\"1Z1\"}");
        expect_field(422, "tracking_number", staff("receiver"), "POST", path_of(&merchant, unit_id, "/tracking"), "{\"carrier\":\"UPS\"}");
        expect_field(422, "format", staff("receiver"), "GET", path_of(&merchant, unit_id, "/label?format=gif"), NULL);
        struct piece graded = a_graded_unit(&merchant);
        expect_problem(409, "unit-state", staff("receiver"), "POST", path_of(&merchant, graded.unit_id, ""), "{}");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_misrouted_piece_is_sent_on_labelled_tracked_and_gone), api_test(a_piece_goes_on_once_and_to_a_warehouse_of_its_merchant),
        };

        return API_MAIN(tests);
}

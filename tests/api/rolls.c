/* Plates that are printed ahead on rolls, and labels that wait to be scanned back. */
#include "support/steps.h"

static const char *rolls(const struct merchant *merchant) { return at(merchant, "intake", "/plate-rolls"); }
static const char *shipment_path(const struct merchant *merchant, const char *shipment_id, const char *what) { return at(merchant, "intake", "/shipments/%s/%s", shipment_id, what); }

static json_t *a_roll(const struct merchant *merchant, int count)
{
        return expect(201, staff("receiver"), "POST", rolls(merchant), "{\"count\":%d,\"size\":\"57x32\",\"dpi\":203}", count);
}

static void a_roll_reserves_plates_once_and_gives_them_in_order(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();

        (void)state;
        json_t *roll = done_once(201, staff("receiver"), "POST", rolls(&merchant), "{\"count\":3,\"size\":\"102x51\",\"dpi\":300}");
        const char *path = format("%s/%s/labels", rolls(&merchant), text_at(roll, "roll_id"));
        struct answer zpl = call(staff("receiver"), "GET", format("%s?format=zpl", path), NULL), pdf = call(staff("supervisor"), "GET", path, NULL);
        assert_int_equal(zpl.status, 200);
        const char *first = strstr(zpl.text, text_at(roll, "first")), *last = strstr(zpl.text, text_at(roll, "last"));
        assert_true(first && last && first < last);
        assert_string_equal(answer_header(&zpl, "Content-Disposition"), "attachment; filename=\"plates-1-3.zpl\"");
        assert_true(text_starts(pdf.text, "%PDF-"));
        struct answer second = call(staff("receiver"), "GET", format("%s?format=zpl&from=2&count=1", path), NULL);
        assert_null(strstr(second.text, text_at(roll, "first")));
        assert_null(strstr(second.text, text_at(roll, "last")));
        assert_string_equal(answer_header(&second, "Content-Disposition"), "attachment; filename=\"plates-2-2.zpl\"");
        struct piece piece = a_received_unit(&merchant);
        assert_true(strcmp(piece.plate, text_at(roll, "last")) > 0);   /* the next plate is after the roll's */
        json_t *list = expect(200, staff("receiver"), "GET", rolls(&merchant), NULL);
        assert_int_equal(json_array_size(value_at(list, "items")), 1);
        assert_int_equal(integer_at(list, "items.0.used"), 0);
        assert_int_equal(count_of(staff("receiver"), rolls(&other)), 0);
        expect_problem(404, "roll-not-found", staff("receiver"), "GET", format("%s/%s/labels", rolls(&other), text_at(roll, "roll_id")), NULL);
}

static void a_roll_that_cannot_be_is_refused(void **state)
{
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();
        const char *path = format("%s/%s/labels", rolls(&merchant), text_at(a_roll(&merchant, 1), "roll_id"));

        (void)state;
        expect_field(422, "count", staff("receiver"), "POST", rolls(&merchant), "{\"count\":5001,\"size\":\"57x32\",\"dpi\":203}");
        expect_field(422, "count", staff("receiver"), "POST", rolls(&merchant), "{\"count\":0,\"size\":\"57x32\",\"dpi\":203}");
        expect_field(422, "size", staff("receiver"), "POST", rolls(&merchant), "{\"count\":1,\"size\":\"a4\",\"dpi\":203}");
        expect_field(422, "dpi", staff("receiver"), "POST", rolls(&merchant), "{\"count\":1,\"size\":\"57x32\",\"dpi\":250}");
        expect_problem(403, "plan-excludes-resale", staff("receiver"), "POST", rolls(&without), "{\"count\":1,\"size\":\"57x32\",\"dpi\":203}");
        expect_problem(404, "merchant-not-found", staff("receiver"), "POST", format("/intake/v1/merchants/%s/plate-rolls", new_uuid()), "{\"count\":1,\"size\":\"57x32\",\"dpi\":203}");
        expect_problem(403, "not-allowed", staff("grader"), "POST", rolls(&merchant), "{\"count\":1,\"size\":\"57x32\",\"dpi\":203}");
        expect_problem(403, "not-allowed", merchant.key, "GET", rolls(&merchant), NULL);
        expect_field(422, "format", staff("receiver"), "GET", format("%s?format=svg", path), NULL);
        expect_field(422, "from", staff("receiver"), "GET", format("%s?from=2", path), NULL);
        expect_field(422, "count", staff("receiver"), "GET", format("%s?count=1001", path), NULL);
        expect_problem(404, "roll-not-found", staff("receiver"), "GET", format("%s/%s/labels", rolls(&merchant), new_uuid()), NULL);
}

static void a_plate_off_a_roll_is_a_unit_s_once_and_its_label_is_checked(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment, *roll = a_roll(&merchant, 2);
        const char *id = a_consignment(&merchant, 2, &shipment), *path = shipment_path(&merchant, id, "receive"), *plate = text_at(roll, "first");

        (void)state;
        json_t *received = done_once(201, staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"plate\":\"%s\"}", text_at(shipment, "lines.0.line_id"), facility(), plate);
        assert_string_equal(text_at(received, "lpn"), plate);
        json_t *unit = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", text_at(received, "unit_id")), NULL);
        assert_int_equal(json_array_size(value_at(unit, "events")), 2);
        assert_string_equal(text_at(unit, "events.1.event"), "label_checked");
        assert_true(json_is_true(value_at(unit, "events.1.payload.preprinted")));
        json_t *used = expect_problem(409, "plate-used", staff("receiver"), "POST", path, "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"plate\":\"%s\"}",
                                      text_at(shipment, "lines.1.line_id"), facility(), plate);
        assert_non_null(strstr(text_at(used, "detail"), text_at(received, "printed")));
        json_t *still = expect(200, staff("receiver"), "GET", at(&merchant, "intake", "/shipments/%s", id), NULL);
        assert_string_equal(text_at(still, "lines.1.outcome"), "pending");
        json_t *stranger = expect(201, staff("receiver"), "POST", shipment_path(&merchant, id, "strangers"),
                                  "{\"title\":\"Hat\",\"outcome\":\"extra\",\"facility_id\":\"%s\",\"plate\":\"https://resale.example/u/%s\"}", facility(), text_at(roll, "last"));
        assert_string_equal(text_at(stranger, "lpn"), text_at(roll, "last"));
        expect_problem(409, "plate-used", staff("receiver"), "POST", shipment_path(&merchant, id, "strangers"),
                       "{\"title\":\"Hat\",\"outcome\":\"extra\",\"facility_id\":\"%s\",\"plate\":\"%s\"}", facility(), plate);
        assert_int_equal(integer_at(expect(200, staff("receiver"), "GET", rolls(&merchant), NULL), "items.0.used"), 2);
}

static void a_plate_of_no_roll_of_the_merchant_is_refused_in_words(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        json_t *shipment, *foreign = a_roll(&other, 1);
        const char *id = a_consignment(&merchant, 1, &shipment), *line = text_at(shipment, "lines.0.line_id");
        struct piece printed = a_received_unit(&merchant);
        const char *plates[] = { text_at(foreign, "first"), printed.plate };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(plates); i++) {
                json_t *refused = expect_problem(409, "plate-not-reserved", staff("receiver"), "POST", shipment_path(&merchant, id, "receive"),
                                                 "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"plate\":\"%s\"}", line, facility(), plates[i]);
                assert_non_null(strstr(text_at(refused, "detail"), "Take one off the merchant's own roll"));
                expect_problem(409, "plate-not-reserved", staff("receiver"), "POST", shipment_path(&merchant, id, "strangers"),
                               "{\"title\":\"Hat\",\"outcome\":\"extra\",\"facility_id\":\"%s\",\"plate\":\"%s\"}", facility(), plates[i]);
        }
        expect_field(422, "plate", staff("receiver"), "POST", shipment_path(&merchant, id, "receive"),
                     "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"plate\":\"4006381333931\"}", line, facility());
        assert_string_equal(text_at(expect(200, staff("receiver"), "GET", at(&merchant, "intake", "/shipments/%s", id), NULL), "lines.0.outcome"), "pending");
}

/* Of several who scan one plate at one moment, one has it. */
static void a_plate_scanned_at_two_stations_at_one_moment_is_one_unit_s(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment, *roll = a_roll(&merchant, 1);
        const char *id = a_consignment(&merchant, 5, &shipment);
        struct racer racers[5];
        int done = 0;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(racers); i++)
                racers[i] = (struct racer){ .as = staff("receiver"), .path = shipment_path(&merchant, id, "receive"),
                                            .body = format("{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"plate\":\"%s\"}", text_at(shipment, format("lines.%zu.line_id", i)),
                                                           facility(), text_at(roll, "first")) };
        race(racers, ARRAY_LEN(racers));
        for (size_t i = 0; i < ARRAY_LEN(racers); i++) {
                done += racers[i].status == 201;
                assert_true(racers[i].status == 201 || racers[i].status == 409);
        }
        assert_int_equal(done, 1);
}

static const char *a_facility(void)
{
        return text_at(expect(201, staff("administrator"), "POST", "/accounts/v1/facilities",
                              "{\"name\":\"%s\",\"time_zone\":\"UTC\",\"address\":{\"address1\":\"1 Ring Road\",\"city\":\"Kathmandu\"}}", unique("F")), "facility_id");
}

static const char *received_at(const struct merchant *merchant, const char *facility_id, const char **plate)
{
        json_t *shipment;
        const char *id = a_consignment(merchant, 1, &shipment);
        json_t *unit = expect(201, staff("receiver"), "POST", shipment_path(merchant, id, "receive"), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}",
                              text_at(shipment, "lines.0.line_id"), facility_id);

        *plate = text_at(unit, "lpn");
        return text_at(unit, "unit_id");
}

static void labels_to_check_are_listed_until_their_plate_is_closed(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *here = a_facility(), *path = format("/intake/v1/unchecked-labels?facility_id=%s", here), *plate[3];
        const char *first = received_at(&merchant, here, &plate[0]), *second = received_at(&other, here, &plate[1]);

        (void)state;
        received_at(&merchant, a_facility(), &plate[2]);
        expect(201, staff("receiver"), "POST", at(&other, "intake", "/units/%s/label-prints", second), "{\"format\":\"pdf\",\"size\":\"57x32\"}");
        json_t *list = expect(200, staff("receiver"), "GET", path, NULL);
        assert_int_equal(json_array_size(value_at(list, "items")), 2);
        assert_string_equal(text_at(list, "items.0.unit_id"), first);
        assert_true(json_is_false(value_at(list, "items.0.printed")));
        assert_true(json_is_true(value_at(list, "items.1.printed")));
        assert_int_equal(json_array_size(value_at(expect(200, staff("receiver"), "GET", format("%s&limit=1", path), NULL), "items")), 1);
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/label-checks", first), "{\"code\":\"%s\"}", plate[0]);
        hold(&other, second);
        assert_int_equal(count_of(staff("supervisor"), path), 0);
        release_hold(&other, second);
        assert_int_equal(count_of(staff("supervisor"), path), 0);
        expect_field(422, "facility_id", staff("receiver"), "GET", "/intake/v1/unchecked-labels", NULL);
        expect_problem(403, "not-allowed", staff("lister"), "GET", path, NULL);
        expect_problem(403, "not-allowed", merchant.key, "GET", path, NULL);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_roll_reserves_plates_once_and_gives_them_in_order), api_test(a_roll_that_cannot_be_is_refused),
                api_test(a_plate_off_a_roll_is_a_unit_s_once_and_its_label_is_checked), api_test(a_plate_of_no_roll_of_the_merchant_is_refused_in_words),
                api_test(a_plate_scanned_at_two_stations_at_one_moment_is_one_unit_s), api_test(labels_to_check_are_listed_until_their_plate_is_closed),
        };

        return API_MAIN(tests);
}

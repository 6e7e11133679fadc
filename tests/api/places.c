/* Bins and totes: made in rows, their cards, and what two scans do. */
#include <unistd.h>

#include "support/steps.h"

/* Codes are of the whole partner: each test has its own. */
static const char *row_of(const char *kind, int count)
{
        static int rows;
        const char *prefix = format("Z%ld%d", (long)getpid() % 100000, ++rows);

        expect(201, staff("supervisor"), "POST", format("/intake/v1/%ss", kind), "{\"facility_id\":\"%s\",\"from\":\"%s-01\",\"to\":\"%s-%02d\"}", facility(), prefix, prefix, count);
        return prefix;
}

static json_t *scan(const char *code) { return expect(200, staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"%s\"}", code); }

static json_t *place(const char *what, const char *into) { return expect(201, staff("receiver"), "POST", "/intake/v1/placements", "{\"what\":\"%s\",\"into\":\"%s\"}", what, into); }

static json_t *refused(int status, const char *code, const char *what, const char *into)
{
        return expect_problem(status, code, staff("receiver"), "POST", "/intake/v1/placements", "{\"what\":\"%s\",\"into\":\"%s\"}", what, into);
}

static const char *event_of(const struct merchant *merchant, const char *unit_id, size_t index)
{
        return text_at(expect(200, merchant->key, "GET", at(merchant, "intake", "/units/%s", unit_id), NULL), format("events.%zu.event", index));
}

static void a_row_of_bins_is_made_once_and_listed(void **state)
{
        const char *prefix = unique("Y"), *body = format("{\"facility_id\":\"%s\",\"from\":\"%s-01-01\",\"to\":\"%s-02-03\",\"zone\":\"Mezzanine\",\"capacity\":4}", facility(), prefix, prefix);

        (void)state;
        json_t *made = done_once(201, staff("supervisor"), "POST", "/intake/v1/bins", "%s", body);
        assert_int_equal(integer_at(made, "made"), 6);
        made = expect(201, staff("administrator"), "POST", "/intake/v1/bins", "{\"facility_id\":\"%s\",\"from\":\"%s-02-01\",\"to\":\"%s-03-03\"}", facility(), prefix, prefix);
        assert_int_equal(integer_at(made, "made"), 3);
        assert_int_equal(integer_at(made, "kept"), 3);
        json_t *bin = value_at(scan(format("rpb:%s-01-02", prefix)), "bin");
        assert_string_equal(text_at(bin, "zone"), "Mezzanine");
        assert_int_equal(integer_at(bin, "capacity"), 4);
        assert_int_equal(integer_at(bin, "count"), 0);
        expect(201, staff("supervisor"), "POST", "/intake/v1/totes", "{\"facility_id\":\"%s\",\"from\":\"%s-T\"}", facility(), prefix);
        assert_string_equal(text_at(scan(format("RPT:%s-T", prefix)), "kind"), "tote");
        assert_true(count_of(staff("grader"), format("/intake/v1/bins?facility_id=%s&limit=200", facility())) >= 9);
        assert_true(count_of(staff("grader"), format("/intake/v1/totes?facility_id=%s&limit=200", facility())) >= 1);
        assert_int_equal(count_of(staff("grader"), format("/intake/v1/bins?facility_id=%s", new_uuid())), 0);
        json_t *first = expect(200, staff("grader"), "GET", "/intake/v1/bins?limit=2", NULL);
        json_t *second = expect(200, staff("grader"), "GET", format("/intake/v1/bins?limit=2&cursor=%s", text_at(first, "next")), NULL);
        assert_true(strcmp(text_at(first, "items.1.code"), text_at(second, "items.0.code")) < 0);
}

static void a_row_that_cannot_be_is_refused_by_its_field(void **state)
{
        const char *elsewhere = text_at(expect(201, staff("administrator"), "POST", "/accounts/v1/facilities",
                                               "{\"name\":\"%s\",\"time_zone\":\"UTC\",\"address\":{\"city\":\"Reno\"}}", unique("F")), "facility_id"), *bins = row_of("bin", 2);

        (void)state;
        expect_field(422, "from", staff("supervisor"), "POST", "/intake/v1/bins", "{\"facility_id\":\"%s\",\"from\":\"A 1\"}", facility());
        expect_field(422, "from", staff("supervisor"), "POST", "/intake/v1/bins", "{\"facility_id\":\"%s\",\"from\":\"-A\"}", facility());
        expect_field(422, "to", staff("supervisor"), "POST", "/intake/v1/bins", "{\"facility_id\":\"%s\",\"from\":\"A-01\",\"to\":\"A-1\"}", facility());
        expect_field(422, "capacity", staff("supervisor"), "POST", "/intake/v1/bins", "{\"facility_id\":\"%s\",\"from\":\"A-01\",\"capacity\":0}", facility());
        expect_field(422, "zone", staff("supervisor"), "POST", "/intake/v1/totes", "{\"facility_id\":\"%s\",\"from\":\"A-01\",\"zone\":\"x\"}", facility());
        expect_problem(404, "facility-not-found", staff("supervisor"), "POST", "/intake/v1/totes", "{\"facility_id\":\"%s\",\"from\":\"A-01\"}", new_uuid());
        expect_problem(409, "already-exists", staff("supervisor"), "POST", "/intake/v1/bins", "{\"facility_id\":\"%s\",\"from\":\"%s-01\",\"to\":\"%s-03\"}", elsewhere, bins, bins);
        expect_problem(404, "code-unknown", staff("receiver"), "POST", "/intake/v1/scans", "{\"code\":\"RPB:%s-03\"}", bins);
        expect_problem(403, "not-allowed", staff("receiver"), "POST", "/intake/v1/bins", "{\"facility_id\":\"%s\",\"from\":\"A-01\"}", facility());
        struct merchant merchant = new_merchant();
        expect_problem(403, "not-allowed", merchant.key, "GET", "/intake/v1/bins", NULL);
}

static void the_cards_of_a_row_are_a_pdf(void **state)
{
        const char *bins = row_of("bin", 3), *totes = row_of("tote", 1);
        struct answer cards = call(staff("supervisor"), "GET", format("/intake/v1/bins/cards?from=%s-01&to=%s-03&paper=letter", bins, bins), NULL);

        (void)state;
        assert_int_equal(cards.status, 200);
        assert_string_equal(answer_header(&cards, "Content-Type"), "application/pdf");
        assert_string_equal(answer_header(&cards, "Content-Disposition"), "inline; filename=\"bins.pdf\"");
        assert_true(text_starts(cards.text, "%PDF-1."));
        assert_int_equal(call(staff("supervisor"), "GET", format("/intake/v1/totes/cards?from=%s-01&paper=57x32", totes), NULL).status, 200);
        expect_problem(404, "place-not-found", staff("supervisor"), "GET", "/intake/v1/totes/cards?from=NONE-1", NULL);
        expect_field(422, "from", staff("supervisor"), "GET", "/intake/v1/bins/cards", NULL);
        expect_field(422, "paper", staff("supervisor"), "GET", "/intake/v1/bins/cards?from=A&paper=a5", NULL);
}

static void two_scans_put_a_unit_where_it_is(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *bins = row_of("bin", 2), *bin = format("RPB:%s-01", bins);

        (void)state;
        json_t *unit = scan(piece.plate);
        assert_true(json_is_null(value_at(unit, "floor.place")));
        assert_string_equal(text_at(unit, "floor.step"), "to_grade");
        json_t *placed = done_once(201, staff("grader"), "POST", "/intake/v1/placements", "{\"what\":\"%s\",\"into\":\"%s\"}", piece.plate, bin);
        assert_string_equal(text_at(placed, "bin"), format("%s-01", bins));
        assert_string_equal(text_at(placed, "unit_id"), piece.unit_id);
        assert_string_equal(text_at(scan(piece.plate), "floor.place.bin"), format("%s-01", bins));
        json_t *inside = value_at(scan(bin), "bin");
        assert_int_equal(integer_at(inside, "count"), 1);
        assert_string_equal(text_at(inside, "units.0.lpn"), piece.plate);
        place(piece.plate, format("RPB:%s-02", bins));
        assert_int_equal(integer_at(scan(bin), "bin.count"), 0);
        assert_string_equal(event_of(&merchant, piece.unit_id, 1), "put_away");
        assert_string_equal(event_of(&merchant, piece.unit_id, 2), "put_away");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "received");
}

static void a_tote_holds_one_step_and_goes_to_a_bin_as_a_whole(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece one = a_received_unit(&merchant), two = a_received_unit(&other), held = a_received_unit(&other);
        const char *totes = row_of("tote", 1), *tote = format("RPT:%s-01", totes), *bins = row_of("bin", 1);

        (void)state;
        hold(&other, held.unit_id);
        assert_string_equal(text_at(place(one.plate, tote), "step"), "to_grade");
        json_t *wrong = refused(409, "wrong-tote", held.plate, tote);
        assert_string_equal(text_at(wrong, "detail"), format("The tote holds pieces that wait for something else. Tote %s-01 is for: to grade. This piece waits for: quarantine.", totes));
        place(two.plate, tote);
        json_t *inside = value_at(scan(tote), "tote");
        assert_int_equal(integer_at(inside, "count"), 2);
        assert_string_equal(text_at(inside, "step"), "to_grade");
        json_t *moved = done_once(201, staff("receiver"), "POST", "/intake/v1/placements", "{\"what\":\"%s\",\"into\":\"RPB:%s-01\"}", tote, bins);
        assert_int_equal(integer_at(moved, "moved"), 2);
        assert_int_equal(integer_at(scan(format("RPB:%s-01", bins)), "bin.count"), 2);
        assert_string_equal(event_of(&other, two.unit_id, 2), "put_away");
        refused(409, "tote-empty", tote, format("RPB:%s-01", bins));
        assert_string_equal(text_at(place(held.plate, tote), "step"), "quarantine");   /* it is free for another step */
        expect_field(422, "into", staff("receiver"), "POST", "/intake/v1/placements", "{\"what\":\"%s\",\"into\":\"%s\"}", tote, tote);
}

static void a_bin_takes_what_it_has_room_for(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece one = a_received_unit(&merchant), two = a_received_unit(&merchant), three = a_received_unit(&merchant);
        const char *bin = unique("X"), *totes = row_of("tote", 1), *tote = format("RPT:%s-01", totes);

        (void)state;
        expect(201, staff("supervisor"), "POST", "/intake/v1/bins", "{\"facility_id\":\"%s\",\"from\":\"%s\",\"capacity\":1}", facility(), bin);
        place(one.plate, format("RPB:%s", bin));
        place(one.plate, format("RPB:%s", bin));   /* it is in already: no second place is taken */
        refused(409, "bin-full", two.plate, format("RPB:%s", bin));
        place(two.plate, tote);
        place(three.plate, tote);
        json_t *full = refused(409, "bin-full", tote, format("RPB:%s", bin));
        assert_string_equal(text_at(full, "detail"), "The bin is full. 0 more fit into it, and the tote holds 2.");
        assert_int_equal(integer_at(scan(tote), "tote.count"), 2);
}

static void what_is_not_on_the_floor_is_not_put_away(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *bins = row_of("bin", 1), *bin = format("RPB:%s-01", bins);

        (void)state;
        refused(404, "place-not-found", piece.plate, "RPB:NOWHERE-1");
        refused(404, "place-not-found", piece.plate, piece.plate);
        refused(404, "code-unknown", "RPT:NOWHERE-1", bin);
        refused(404, "code-unknown", "RP0001000001F", bin);
        expect_field(422, "what", staff("receiver"), "POST", "/intake/v1/placements", "{\"what\":\"\",\"into\":\"%s\"}", bin);
        expect_problem(403, "not-allowed", staff("lister"), "POST", "/intake/v1/placements", "{\"what\":\"%s\",\"into\":\"%s\"}", piece.plate, bin);
        expect_problem(403, "not-allowed", merchant.key, "POST", "/intake/v1/placements", "{\"what\":\"%s\",\"into\":\"%s\"}", piece.plate, bin);
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/disposition", piece.unit_id), "{\"disposition\":\"donate\",\"evidence\":{\"recipient\":\"x\"}}");
        json_t *gone = refused(409, "unit-state", piece.plate, bin);
        assert_string_equal(text_at(gone, "detail"), "The unit is not in a state that allows this. It is donated.");
}

static bool is_nowhere(const json_t *json, const void *context)
{
        (void)context;
        return json_is_null(json_object_get(json, "place"));
}

static void a_unit_that_is_picked_is_in_its_bin_no_more(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *bins = row_of("bin", 1);
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        assert_string_equal(text_at(place(piece.plate, format("RPB:%s-01", bins)), "step"), "store");
        const char *order = an_order(&merchant, listing_id, NULL);
        expect(200, staff("fulfilment"), "POST", at(&merchant, "fulfillment", "/orders/%s/pick", order), "{\"code\":\"%s\"}", piece.plate);
        eventually(staff("receiver"), at(&merchant, "intake", "/units/%s/whereabouts", piece.unit_id), is_nowhere, NULL);
        assert_int_equal(integer_at(scan(format("RPB:%s-01", bins)), "bin.count"), 0);
}

/* Six people fill one empty tote with pieces of two kinds at one moment: it ends with one kind, and nobody was told otherwise. */
static void at_one_moment_a_tote_takes_one_step_only(void **state)
{
        struct merchant merchant = new_merchant();
        const char *totes = row_of("tote", 1), *tote = format("RPT:%s-01", totes);
        struct racer racer[6];
        int taken = 0;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(racer); i++) {
                struct piece piece = a_received_unit(&merchant);
                if (i % 2)
                        hold(&merchant, piece.unit_id);
                racer[i] = (struct racer){ .as = staff("receiver"), .path = "/intake/v1/placements", .body = format("{\"what\":\"%s\",\"into\":\"%s\"}", piece.plate, tote) };
        }
        race(racer, ARRAY_LEN(racer));
        for (size_t i = 0; i < ARRAY_LEN(racer); i++) {
                assert_true(racer[i].status == 201 || racer[i].status == 409);
                taken += racer[i].status == 201;
        }
        json_t *inside = value_at(scan(tote), "tote");
        assert_int_equal(taken, 3);
        assert_int_equal(integer_at(inside, "count"), 3);
        for (int i = 0; i < 3; i++)
                assert_string_equal(text_at(inside, format("units.%d.step", i)), text_at(inside, "step"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_row_of_bins_is_made_once_and_listed), api_test(a_row_that_cannot_be_is_refused_by_its_field), api_test(the_cards_of_a_row_are_a_pdf),
                api_test(two_scans_put_a_unit_where_it_is), api_test(a_tote_holds_one_step_and_goes_to_a_bin_as_a_whole), api_test(a_bin_takes_what_it_has_room_for),
                api_test(what_is_not_on_the_floor_is_not_put_away), api_test(a_unit_that_is_picked_is_in_its_bin_no_more), api_test(at_one_moment_a_tote_takes_one_step_only),
        };

        return API_MAIN(tests);
}

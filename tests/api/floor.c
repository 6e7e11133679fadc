/* What the supervisor sees: stages, exceptions, holds and whose they are, hours to the first grade; and what is sent on. */
#include "support/steps.h"

static json_t *item_of(json_t *page, const char *member, const char *value)
{
        json_t *one;
        size_t i;

        json_array_foreach(value_at(page, "items"), i, one)
                if (text_equal(json_string_value(json_object_get(one, member)), value))
                        return one;
        return NULL;
}

static const char *new_facility(void)
{
        return text_at(expect(201, staff("administrator"), "POST", "/accounts/v1/facilities",
                              "{\"name\":\"%s\",\"time_zone\":\"Asia/Kathmandu\",\"address\":{\"address1\":\"1 Ring Road\",\"city\":\"Kathmandu\"}}", unique("F")), "facility_id");
}

static const char *receive_at(const struct merchant *merchant, const char *facility_id, const char *outcome)
{
        json_t *shipment;
        const char *id = a_consignment(merchant, 1, &shipment);

        return text_at(expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", id), "{\"line_id\":\"%s\",\"facility_id\":\"%s\",\"outcome\":\"%s\"}",
                              text_at(shipment, "lines.0.line_id"), facility_id, outcome), "unit_id");
}

static const char *stranger_at(const struct merchant *merchant, const char *facility_id, const char *outcome)
{
        json_t *shipment;
        const char *id = a_consignment(merchant, 1, &shipment);

        return text_at(expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/strangers", id), "{\"title\":\"Lamp\",\"facility_id\":\"%s\",\"outcome\":\"%s\"}",
                              facility_id, outcome), "unit_id");
}

static json_t *stage(const char *facility_id, const char *name)
{
        json_t *floor = expect(200, staff("supervisor"), "GET", format("/intake/v1/floor?facility_id=%s", facility_id), NULL), *one;
        size_t i;

        json_array_foreach(value_at(floor, "stages"), i, one)
                if (text_equal(text_at(one, "stage"), name))
                        return one;
        fail_msg("no stage %s", name);
        return NULL;
}

static void the_stages_count_what_is_in_each_warehouse(void **state)
{
        struct merchant merchant = new_merchant();
        const char *here = new_facility(), *unit_id = receive_at(&merchant, here, "received"), *held = receive_at(&merchant, here, "received");

        (void)state;
        hold(&merchant, held);
        json_t *received = stage(here, "received");
        assert_int_equal(integer_at(received, "count"), 1);
        assert_int_equal(json_integer_value(json_array_get(value_at(received, "ages"), 0)), 1);
        assert_non_null(strstr(text_at(received, "lpn"), "RP"));
        assert_int_equal(integer_at(stage(here, "quarantined"), "count"), 1);
        assert_int_equal(integer_at(stage(here, "sold"), "count"), 0);
        assert_true(integer_at(stage(here, "receiving"), "count") >= 2);
        a_rubric(&merchant);
        grade(&merchant, unit_id, "none");
        assert_int_equal(integer_at(stage(here, "received"), "count"), 0);
        assert_int_equal(integer_at(stage(here, "graded"), "count"), 1);
        expect_field(422, "facility_id", staff("supervisor"), "GET", "/intake/v1/floor?facility_id=x", NULL);
        expect_problem(403, "not-allowed", staff("receiver"), "GET", "/intake/v1/floor", NULL);
}

/* Sent again only when something changed. */
static void what_did_not_change_is_not_sent_again(void **state)
{
        struct merchant merchant = new_merchant();
        const char *here = new_facility(), *paths[] = { "/intake/v1/exceptions?facility_id=%s", "/intake/v1/holds?facility_id=%s", "/intake/v1/floor/dock-to-grade?facility_id=%s" };

        (void)state;
        receive_at(&merchant, here, "wrong_item\",\"title\":\"A sock");
        for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
                const char *path = format("%.*s%s", (int)(strlen(paths[i]) - 2), paths[i], here);
                struct answer first = call(staff("supervisor"), "GET", path, NULL);
                assert_int_equal(first.status, 200);
                assert_string_equal(answer_header(&first, "Cache-Control"), "private, no-cache");
                const char *headers[] = { format("If-None-Match: %s", answer_header(&first, "ETag")), NULL };
                assert_int_equal(call_with(staff("supervisor"), "GET", path, headers, NULL, 0).status, 304);
        }
}

static void what_came_otherwise_is_listed_until_it_is_settled(void **state)
{
        struct merchant merchant = new_merchant();
        const char *here = new_facility(), *path = format("/intake/v1/exceptions?facility_id=%s", here), *damaged = receive_at(&merchant, here, "damaged_in_transit"),
                   *extra = stranger_at(&merchant, here, "extra"), *good = receive_at(&merchant, here, "received");
        json_t *shipment, *listed = expect(200, staff("receiver"), "GET", path, NULL);

        (void)state;
        assert_string_equal(text_at(item_of(listed, "unit_id", damaged), "kind"), "damaged_in_transit");
        assert_string_equal(text_at(item_of(listed, "unit_id", extra), "title"), "Lamp");
        assert_null(item_of(listed, "unit_id", good));
        const char *id = a_consignment(&merchant, 3, &shipment);
        expect(201, staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/receive", id), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(shipment, "lines.0.line_id"), here);
        json_t *report = expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/close", id), NULL);
        assert_int_equal(integer_at(report, "counts.short"), 2);
        assert_int_equal(integer_at(report, "counts.received"), 1);
        assert_string_equal(text_at(report, "time_zone"), "Asia/Kathmandu");
        assert_true(strcmp(text_at(report, "first_received_at"), text_at(report, "closed_at")) <= 0);
        json_t *is_short = item_of(expect(200, staff("receiver"), "GET", path, NULL), "shipment_id", id);
        assert_string_equal(text_at(is_short, "kind"), "short");
        assert_int_equal(integer_at(is_short, "pieces"), 2);
        a_rubric(&merchant);
        grade(&merchant, damaged, "none");
        assert_null(item_of(expect(200, staff("receiver"), "GET", path, NULL), "unit_id", damaged));
        json_t *first = expect(200, staff("receiver"), "GET", format("%s&limit=1", path), NULL);
        expect(200, staff("receiver"), "GET", format("%s&limit=1&cursor=%s", path, text_at(first, "next")), NULL);
        assert_null(item_of(expect(200, staff("receiver"), "GET", format("/intake/v1/exceptions?facility_id=%s", new_facility()), NULL), "unit_id", extra));
        expect_problem(403, "not-allowed", staff("grader"), "GET", "/intake/v1/exceptions", NULL);
}

static const char *somebody(const char *role)
{
        json_t *people = expect(200, staff("receiver"), "GET", "/intake/v1/people", NULL), *one;
        size_t i;

        json_array_foreach(value_at(people, "items"), i, one)
                if (json_array_size(json_object_get(one, "roles")) == 1 && text_equal(json_string_value(json_array_get(json_object_get(one, "roles"), 0)), role))
                        return text_at(one, "staff_id");
        fail_msg("nobody is %s", role);
        return NULL;
}

static void a_hold_has_an_owner_and_is_listed_by_age(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *here = new_facility(), *older = receive_at(&merchant, here, "received"), *newer = receive_at(&other, here, "received");
        const char *owner = (staff("grader"), somebody("grader")), *path = format("/intake/v1/holds?facility_id=%s", here);

        (void)state;
        expect_problem(404, "staff-not-found", staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/hold", older), "{\"reason\":\"x\",\"owner\":\"%s\"}", new_uuid());
        assert_string_equal(unit_state(&merchant, older), "received");
        done_once(200, staff("receiver"), "POST", at(&merchant, "intake", "/units/%s/hold", older), "{\"reason\":\"needle\",\"owner\":\"%s\"}", owner);
        hold(&other, newer);
        json_t *holds = expect(200, staff("grader"), "GET", path, NULL);
        assert_string_equal(text_at(holds, "items.0.unit_id"), older);
        assert_string_equal(text_at(holds, "items.0.owner"), format("staff:%s", owner));
        assert_true(strlen(text_at(holds, "items.0.owner_name")) > 0);
        assert_string_equal(text_at(holds, "items.1.unit_id"), newer);
        json_t *theirs = expect(200, staff("grader"), "GET", format("%s&owner=%s", path, owner), NULL);
        assert_int_equal(json_array_size(value_at(theirs, "items")), 1);
        json_t *own = expect(200, merchant.key, "GET", at(&merchant, "intake", "/holds"), NULL);
        assert_string_equal(text_at(own, "items.0.reason"), "needle");
        assert_true(json_is_null(value_at(own, "items.0.owner_name")));
        assert_int_equal(json_array_size(value_at(own, "items")), 1);
        expect_problem(404, "merchant-not-found", other.key, "GET", at(&merchant, "intake", "/holds"), NULL);
        expect_problem(403, "not-allowed", merchant.key, "GET", "/intake/v1/holds", NULL);
        expect_field(422, "owner", staff("grader"), "GET", "/intake/v1/holds?owner=me", NULL);
        json_t *where = expect(200, staff("grader"), "GET", at(&merchant, "intake", "/units/%s/whereabouts", older), NULL);
        assert_string_equal(text_at(where, "hold.reason"), "needle");
        release_hold(&merchant, older);
        assert_int_equal(count_of(staff("grader"), path), 1);
}

static bool has_no_holds(const json_t *json, const void *context)
{
        (void)context;
        return json_array_size(json_object_get(json, "items")) == 0;
}

/* Grading carries it out; that the hold is over is read off the ledger. */
static void what_is_disposed_of_is_held_by_nobody(void **state)
{
        struct merchant merchant = new_merchant();
        const char *here = new_facility(), *unit_id = receive_at(&merchant, here, "received");

        (void)state;
        hold(&merchant, unit_id);
        expect(200, staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/disposition", unit_id), "{\"disposition\":\"recycle\",\"evidence\":{\"recipient\":\"Mill\"}}");
        assert_int_equal(count_of(staff("grader"), format("/intake/v1/holds?facility_id=%s", here)), 0);
        eventually(merchant.key, at(&merchant, "intake", "/holds"), has_no_holds, NULL);
}

static bool has_a_day(const json_t *json, const void *context)
{
        (void)context;
        return json_array_size(json_object_get(json, "days")) == 1;
}

static void hours_to_the_first_grade_are_counted_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *here = new_facility(), *unit_id = receive_at(&merchant, here, "received"), *path = format("/intake/v1/floor/dock-to-grade?facility_id=%s", here);

        (void)state;
        a_rubric(&merchant);
        grade(&merchant, unit_id, "none");
        json_t *order = expect(201, staff("technician"), "POST", at(&merchant, "grading", "/units/%s/work-orders", unit_id), "{\"operations\":[{\"operation\":\"clean\"}]}");
        expect(200, staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", text_at(order, "work_order_id")), "{\"result\":\"done\",\"minutes\":1}");
        grade(&merchant, unit_id, "none");
        json_t *times = eventually(staff("supervisor"), path, has_a_day, NULL);
        assert_string_equal(text_at(times, "time_zone"), "Asia/Kathmandu");
        assert_int_equal(integer_at(times, "days.0.units"), 1);
        assert_int_equal(integer_at(times, "windows.0.units"), 1);
        assert_int_equal(integer_at(times, "windows.1.days"), 30);
        expect(200, staff("supervisor"), "GET", "/intake/v1/floor/dock-to-grade", NULL);
        expect_problem(403, "not-allowed", staff("grader"), "GET", path, NULL);
}

static void what_was_closed_is_listed_newest_first(void **state)
{
        struct merchant merchant = new_merchant();
        json_t *shipment;
        const char *id = a_consignment(&merchant, 1, &shipment);

        (void)state;
        expect(200, staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/close", id), NULL);
        json_t *closed = expect(200, staff("receiver"), "GET", "/intake/v1/shipments?state=closed&limit=200", NULL);
        assert_string_equal(text_at(item_of(closed, "shipment_id", id), "state"), "closed");
        assert_null(item_of(expect(200, staff("receiver"), "GET", "/intake/v1/shipments?limit=200", NULL), "shipment_id", id));
        expect(200, staff("receiver"), "GET", format("/intake/v1/shipments?state=closed&limit=1&cursor=%s",
                                                     text_at(expect(200, staff("receiver"), "GET", "/intake/v1/shipments?state=closed&limit=1", NULL), "next")), NULL);
        expect_field(422, "state", staff("receiver"), "GET", "/intake/v1/shipments?state=ajar", NULL);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(the_stages_count_what_is_in_each_warehouse), api_test(what_did_not_change_is_not_sent_again), api_test(what_came_otherwise_is_listed_until_it_is_settled),
                api_test(a_hold_has_an_owner_and_is_listed_by_age), api_test(what_is_disposed_of_is_held_by_nobody), api_test(hours_to_the_first_grade_are_counted_once),
                api_test(what_was_closed_is_listed_newest_first),
        };

        return API_MAIN(tests);
}

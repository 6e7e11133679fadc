/* A unit held and released in each state before it is sold, and received again. */
#include "support/steps.h"

static const char *hold_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "intake", "/units/%s/hold", unit_id); }
static const char *release_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "intake", "/units/%s/release", unit_id); }

static void held_and_released_from(const struct merchant *merchant, const char *unit_id, const char *state)
{
        assert_string_equal(unit_state(merchant, unit_id), state);
        json_t *held = done_once(200, staff("receiver"), "POST", hold_path(merchant, unit_id), "{\"reason\":\"smells of smoke\"}");
        assert_string_equal(text_at(held, "state"), "quarantined");
        assert_string_equal(text_at(expect(200, merchant->key, "GET", at(merchant, "intake", "/units/%s", unit_id), NULL), "held_from"), state);
        expect_problem(409, "unit-state", staff("grader"), "POST", hold_path(merchant, unit_id), "{\"reason\":\"again\"}");
        json_t *released = done_once(200, staff("supervisor"), "POST", release_path(merchant, unit_id), "{\"reason\":\"aired\"}");
        assert_string_equal(text_at(released, "state"), state);
        expect_problem(409, "unit-state", staff("supervisor"), "POST", release_path(merchant, unit_id), "{\"reason\":\"aired\"}");
}

static void a_unit_goes_back_to_where_it_was_held_from(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id), other = a_received_unit(&merchant);

        (void)state;
        held_and_released_from(&merchant, other.unit_id, "received");
        expect(201, staff("technician"), "POST", at(&merchant, "grading", "/units/%s/work-orders", other.unit_id), "{\"operations\":[{\"operation\":\"clean\"}]}");
        held_and_released_from(&merchant, other.unit_id, "refurbishing");
        held_and_released_from(&merchant, piece.unit_id, "listed");
        expect(201, merchant.key, "POST", at(&merchant, "fulfillment", "/claims"), "{\"listing_id\":\"%s\",\"minutes\":15}", listing_id);
        held_and_released_from(&merchant, piece.unit_id, "claimed");
}

static void a_graded_unit_that_is_held_is_not_listed(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_graded_unit(&merchant);   /* there is no collection to list it in */
        const char *listing_id;

        (void)state;
        held_and_released_from(&merchant, piece.unit_id, "graded");
        expect(200, staff("receiver"), "POST", hold_path(&merchant, piece.unit_id), "{\"reason\":\"recall\"}");
        a_listed_unit(&merchant, false, &listing_id);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "quarantined");
}

/* In no listing while it is held, and there again afterwards. */
static void a_held_unit_is_in_no_pull(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *handle = a_collection(&merchant, false, &collection_id), *pull = format("/listing/v1/collections/%s/listings", handle);
        struct piece piece = a_graded_unit(&merchant);

        (void)state;
        until_state(&merchant, piece.unit_id, "listed");
        assert_int_equal(count_of(NULL, pull), 1);
        expect(200, staff("receiver"), "POST", hold_path(&merchant, piece.unit_id), "{\"reason\":\"recall\"}");
        until_offers(pull, 0);
        expect(200, staff("supervisor"), "POST", release_path(&merchant, piece.unit_id), "{\"reason\":\"no recall\"}");
        until_offers(pull, 1);
}

static void a_hold_is_of_its_merchant_and_gives_a_reason(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", hold_path(&other, piece.unit_id), "{\"reason\":\"x\"}");
        expect_problem(404, "unit-not-found", staff("supervisor"), "POST", release_path(&other, piece.unit_id), "{\"reason\":\"x\"}");
        expect_problem(404, "unit-not-found", other.key, "GET", at(&other, "intake", "/units/%s", piece.unit_id), NULL);
        expect_field(422, "reason", staff("receiver"), "POST", hold_path(&merchant, piece.unit_id), "{\"reason\":\"\"}");
        expect_field(422, "reason", staff("supervisor"), "POST", release_path(&merchant, piece.unit_id), "{}");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "received");
}

static void a_returned_unit_is_received_again_once(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *listing_id, *tracking = unique("1Z");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *order = an_order(&merchant, listing_id, NULL), *path = at(&merchant, "intake", "/units/%s/receive-again", piece.unit_id);

        (void)state;
        a_shipped_parcel(&merchant, order, piece.plate, tracking);
        expect_problem(409, "unit-state", staff("receiver"), "POST", path, "{\"facility_id\":\"%s\"}", facility());
        expect(201, merchant.key, "POST", at(&merchant, "fulfillment", "/units/%s/returns", piece.unit_id), "{\"reason\":\"too small\"}");
        expect_problem(404, "facility-not-found", staff("receiver"), "POST", path, "{\"facility_id\":\"%s\"}", new_uuid());
        expect_problem(404, "unit-not-found", staff("receiver"), "POST", at(&other, "intake", "/units/%s/receive-again", piece.unit_id), "{\"facility_id\":\"%s\"}", facility());
        expect_field(422, "facility_id", staff("receiver"), "POST", path, "{}");
        json_t *again = done_once(200, staff("receiver"), "POST", path, "{\"facility_id\":\"%s\",\"note\":\"in its box\"}", facility());
        assert_string_equal(text_at(again, "lpn"), piece.plate);
        assert_int_equal(strlen(text_at(again, "printed")), strlen("RP-0K7M-3F9Q2A-X"));   /* to print it anew */
        json_t *ledger = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_int_equal(integer_at(ledger, "trip"), 2);
        assert_string_equal(text_at(ledger, "state"), "received");
        expect_problem(409, "unit-state", staff("receiver"), "POST", path, "{\"facility_id\":\"%s\"}", facility());
        grade(&merchant, piece.unit_id, "small");   /* the same questions again, of the new trip */
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/grades", piece.unit_id), NULL), "items.0.trip"), 2);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_unit_goes_back_to_where_it_was_held_from), api_test(a_graded_unit_that_is_held_is_not_listed), api_test(a_held_unit_is_in_no_pull),
                api_test(a_hold_is_of_its_merchant_and_gives_a_reason), api_test(a_returned_unit_is_received_again_once),
        };

        return API_MAIN(tests);
}

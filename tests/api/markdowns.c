/* Prices: the first by the decision, between floor and ceiling, below the floor with a second person; then steps by a plan that is made by night. */
#include <unistd.h>

#include "support/database.h"
#include "support/stations.h"
#include "support/steps.h"

STATEMENT(grow_old, 1, "update listing.listing set published_at = published_at - interval '40 days' where listing_id = $1::uuid");
STATEMENT(make_due, 2, "update listing.price_plan set due = array[now() - interval '1 hour', now() + interval '1 day'], amounts = array[$2::bigint, 100], next_due = now()"
                       " where listing_id = $1::uuid returning 'due'");
STATEMENT(put_off, 1, "select next_due > now() + interval '5 minutes' from listing.price_plan where listing_id = $1::uuid");
STATEMENT(ready, 1, "update listing.price_plan set next_due = now() where listing_id = $1::uuid");
STATEMENT(add_plan, 1, "insert into listing.price_plan (merchant_id, listing_id, plan_version, due, amounts) select merchant_id, listing_id, 1, '{}', '{}' from listing.listing"
                       " where listing_id = $1::uuid on conflict do nothing");
STATEMENT(is_taken, 1, "select exists (select from listing.plan_taken t join listing.listing l using (merchant_id) where l.listing_id = $1::uuid and t.plan_version > 0)");
static const struct sql *const statements[] = { &grow_old, &make_due, &put_off, &ready, &add_plan, &is_taken, NULL };

static const char *prices(const struct merchant *merchant, const char *listing_id) { return at(merchant, "listing", "/listings/%s/prices", listing_id); }

static void a_policy(const struct merchant *merchant, const char *bounds)
{
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/earning-policies"),
               "{\"currency\":\"USD\",\"bands\":[{\"low\":2000,\"high\":8000,\"reference\":6000,\"sold_30\":3000,\"outlet\":10000}],"
               "\"channels\":[{\"name\":\"collection\",\"allowed\":true,\"fee_share\":300,\"visibility\":10000}],\"outlets\":[{\"way\":\"donate\",\"allowed\":true,\"cost\":120}],%s"
               "\"unit\":100,\"step_days\":10,\"max_cut\":5000,\"horizon\":60,\"elasticity\":250,\"storage_per_day\":20}", bounds);
}

static const char *with_database(void **state, const struct sql *sql, const char *listing_id, int64_t amount)
{
        struct uuid id;

        unit_setup(state);
        memcpy(id.text, listing_id, sizeof id.text);
        struct db *db = as_owner(statements);
        const char *value = format("%s", value_of(db, sql, sql->args == 1 ? DB_ARGS(db_uuid(&id)) : DB_ARGS(db_uuid(&id), db_int(amount))));
        db_close(db);
        unit_teardown(state);
        return value;
}

static bool is_planned(const json_t *json, const void *context)
{
        (void)context;
        return integer_at(json, "night.plan_version") > 0 && json_is_false(value_at(json, "night.under_way")) && json_is_null(value_at(json, "night.wanted_by"));
}
static bool has_steps(const json_t *json, const void *context)
{
        (void)context;
        return json_array_size(json_object_get(json, "steps")) > 0 || json_array_size(json_object_get(json, "changes")) > 0;
}

/* So that no other plan comes in between. A unit's own prices are drawn: it may well have no step. */
static void plan(void **state, const struct merchant *merchant, const char *listing_id)
{
        expect(202, staff("supervisor"), "POST", at(merchant, "grading", "/estimates"), NULL);
        eventually(merchant->key, at(merchant, "grading", "/estimates"), is_planned, NULL);
        for (int i = 0; i < 200 && !text_equal(with_database(state, &is_taken, listing_id, 0), "t"); i++)
                usleep(50000);
        assert_string_equal(with_database(state, &is_taken, listing_id, 0), "t");
}

/* A step to this price is due, and another of a hundred minor units tomorrow. */
static void a_step_is_due(void **state, const char *listing_id, int64_t amount)
{
        with_database(state, &add_plan, listing_id, 0);
        assert_string_equal(with_database(state, &make_due, listing_id, amount), "due");
}

static bool has_changes(const json_t *json, const void *count) { return json_array_size(json_object_get(json, "changes")) == *(const size_t *)count; }
static void until_changes(const struct merchant *merchant, const char *listing_id, size_t count)
{
        eventually(merchant->key, prices(merchant, listing_id), has_changes, &count);
}

static void the_first_price_is_the_decision_s(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id;

        (void)state;
        a_policy(&merchant, "\"floor\":1000,\"ceiling\":9000,");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        int64_t planned = integer_at(expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/decision", piece.unit_id), NULL), "planned_price.amount");
        assert_true(planned > 0 && planned <= 9000 && planned != 8400);   /* 8400: by share */
        json_t *now = expect(200, merchant.key, "GET", prices(&merchant, listing_id), NULL);
        assert_int_equal(integer_at(now, "price.amount"), planned);
        assert_int_equal(json_array_size(value_at(now, "changes")), 0);
        struct merchant other = new_merchant();
        expect_problem(404, "listing-not-found", other.key, "GET", prices(&other, listing_id), NULL);
        expect_problem(404, "listing-not-found", merchant.key, "GET", prices(&merchant, new_uuid()), NULL);
        expect_problem(403, "not-allowed", new_key(&merchant, "grading:read"), "GET", prices(&merchant, listing_id), NULL);
}

static const char *approved(const struct merchant *merchant, const char *as, const struct person *by, const char *unit_id)
{
        return text_at(expect(201, as, "POST", at(merchant, "accounts", "/approvals"), "{\"action\":\"price_floor\",\"subject\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}", unit_id,
                              by->email, a_password), "token");
}

static void below_the_floor_two_people_sell_for_a_reason(void **state)
{
        struct merchant merchant = new_merchant();
        struct person asks = new_person("lister"), approves = new_person("supervisor");
        const char *listing_id, *as = token_of(&asks), *path = at(&merchant, "listing", "/listings");
        static const char body[] = "{\"unit_id\":\"%s\",\"collection_id\":\"%s\",\"price\":{\"amount\":%d,\"currency\":\"USD\"}%s}";

        (void)state;
        a_policy(&merchant, "\"floor\":3000,\"ceiling\":9000,");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *collection_id = text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/listings/%s", listing_id), NULL), "collection_id");
        expect(200, as, "POST", at(&merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        json_t *low = expect_problem(409, "price-floor", as, "POST", path, body, piece.unit_id, collection_id, 2999, "");
        assert_non_null(strstr(text_at(low, "detail"), "The floor is $30.00;"));
        expect_problem(409, "price-floor", merchant.key, "POST", path, body, piece.unit_id, collection_id, 2999, ",\"reason\":\"x\"");
        expect_problem(409, "price-ceiling", as, "POST", path, body, piece.unit_id, collection_id, 9001, "");
        expect_field(422, "reason", as, "POST", path, body, piece.unit_id, collection_id, 2999, ",\"approval\":\"ra_x\"");
        expect_field(422, "approval", as, "POST", path, body, piece.unit_id, collection_id, 3000, ",\"approval\":\"ra_x\",\"reason\":\"x\"");
        expect_problem(409, "approval-invalid", as, "POST", path, body, piece.unit_id, collection_id, 2999, ",\"approval\":\"ra_x\",\"reason\":\"x\"");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "graded");
        const char *said = format(",\"approval\":\"%s\",\"reason\":\"The zip sticks\"", approved(&merchant, as, &approves, piece.unit_id));
        json_t *listing = done_once(201, as, "POST", path, body, piece.unit_id, collection_id, 2999, said);
        json_t *now = expect(200, merchant.key, "GET", prices(&merchant, text_at(listing, "listing_id")), NULL);
        assert_string_equal(text_at(now, "changes.0.because"), "below_floor");
        assert_string_equal(text_at(now, "changes.0.reason"), "The zip sticks");
        assert_string_equal(text_at(now, "changes.0.changed_by"), format("staff:%s", asks.id));
        assert_string_equal(text_at(now, "changes.0.approved_by"), format("staff:%s", approves.id));
        expect(200, as, "POST", at(&merchant, "listing", "/listings/%s/withdraw", text_at(listing, "listing_id")), NULL);
        expect_problem(409, "approval-invalid", as, "POST", path, body, piece.unit_id, collection_id, 2999, said);   /* once */
        expect(201, as, "POST", path, body, piece.unit_id, collection_id, 3000, "");
}

/* Whatever is believed of it, its price has to go down. */
static const char *listed_above_its_band(const struct merchant *merchant)
{
        const char *listing_id;
        struct piece piece = a_listed_unit(merchant, false, &listing_id);
        const char *collection_id = text_at(expect(200, merchant->key, "GET", at(merchant, "listing", "/listings/%s", listing_id), NULL), "collection_id");

        expect(200, staff("lister"), "POST", at(merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        return text_at(expect(201, staff("lister"), "POST", at(merchant, "listing", "/listings"),
                              "{\"unit_id\":\"%s\",\"collection_id\":\"%s\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}}", piece.unit_id, collection_id), "listing_id");
}

static void what_is_on_offer_gets_a_plan_and_its_price_follows(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *listing_id, *path = at(&merchant, "grading", "/estimates");

        a_policy(&merchant, "\"floor\":1000,");
        listing_id = listed_above_its_band(&merchant);
        int64_t before = integer_at(expect(200, merchant.key, "GET", prices(&merchant, listing_id), NULL), "price.amount");
        with_database(state, &grow_old, listing_id, 0);
        json_t *wanted = done_once(202, staff("supervisor"), "POST", path, NULL);
        assert_true(value_at(wanted, "night") != NULL);
        expect_problem(403, "not-allowed", staff("lister"), "POST", path, NULL);
        expect_problem(403, "not-allowed", merchant.key, "POST", path, NULL);
        expect_problem(404, "merchant-not-found", other.key, "GET", path, NULL);
        expect_problem(403, "not-allowed", new_key(&merchant, "orders:read"), "GET", path, NULL);
        json_t *planned = eventually(merchant.key, path, is_planned, NULL);
        assert_int_equal(integer_at(planned, "night.planned"), 1);
        json_t *now = eventually(merchant.key, prices(&merchant, listing_id), has_steps, NULL);
        for (size_t i = 0; i < json_array_size(value_at(now, "steps")); i++)
                assert_true(integer_at(now, format("steps.%zu.price.amount", i)) < before);
}

static bool costs(const json_t *pull, const void *price) { return integer_at(pull, "items.0.price.amount") == *(const int64_t *)price; }

static void a_step_that_is_due_is_taken_and_told_to_storefronts(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *handle = a_collection(&merchant, false, &collection_id), *pull = format("/listing/v1/collections/%s/listings", handle);

        a_policy(&merchant, "\"floor\":2000,");
        struct piece piece = a_graded_unit(&merchant);
        until_state(&merchant, piece.unit_id, "listed");
        struct answer before = call(NULL, "GET", pull, NULL);
        const char *listing_id = text_at(before.json, "items.0.listing_id"), *headers[] = { format("If-None-Match: %s", answer_header(&before, "ETag")), NULL };
        int64_t price = integer_at(before.json, "items.0.price.amount"), lower = price - 500;
        plan(state, &merchant, listing_id);
        a_step_is_due(state, listing_id, lower);
        until_changes(&merchant, listing_id, 1);
        json_t *now = expect(200, merchant.key, "GET", prices(&merchant, listing_id), NULL);
        assert_int_equal(integer_at(now, "price.amount"), lower);
        assert_int_equal(integer_at(now, "changes.0.from.amount"), price);
        assert_string_equal(text_at(now, "changes.0.changed_by"), "system:prices");
        assert_int_equal(json_array_size(value_at(now, "steps")), 1);
        eventually(NULL, pull, costs, &lower);
        struct answer after = call_with(NULL, "GET", pull, headers, NULL, 0);
        assert_int_equal(after.status, 200);
        assert_int_equal(integer_at(after.json, "items.0.price.amount"), lower);
        assert_int_equal(integer_at(after.json, "items.0.compare_at_price.amount"), 12000);
        assert_string_equal(text_at(after.json, "items.0.published_at"), text_at(before.json, "items.0.published_at"));
        json_t *listing = expect(200, merchant.key, "GET", at(&merchant, "listing", "/listings/%s", listing_id), NULL);
        assert_true(strcmp(text_at(listing, "changed_at"), text_at(listing, "published_at")) > 0);
        a_step_is_due(state, listing_id, 1);   /* a plan from before the floor */
        until_changes(&merchant, listing_id, 2);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", prices(&merchant, listing_id), NULL), "price.amount"), 2000);
}

static bool is_put_off(void **state, const char *listing_id) { return text_equal(with_database(state, &put_off, listing_id, 0), "t"); }

static void what_is_leased_or_held_keeps_its_price_for_now(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id;

        a_policy(&merchant, "");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        plan(state, &merchant, listing_id);
        const char *claim_id = a_claim(&merchant, listing_id);
        a_step_is_due(state, listing_id, 3000);
        for (int i = 0; i < 100 && !is_put_off(state, listing_id); i++)
                usleep(50000);
        assert_true(is_put_off(state, listing_id));
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", prices(&merchant, listing_id), NULL), "changes")), 0);
        expect(204, merchant.key, "DELETE", at(&merchant, "fulfillment", "/claims/%s", claim_id), NULL);
        hold(&merchant, piece.unit_id);
        with_database(state, &ready, listing_id, 0);
        for (int i = 0; i < 100 && !is_put_off(state, listing_id); i++)
                usleep(50000);
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", prices(&merchant, listing_id), NULL), "changes")), 0);
        release_hold(&merchant, piece.unit_id);
        with_database(state, &ready, listing_id, 0);
        until_changes(&merchant, listing_id, 1);
        assert_int_equal(integer_at(expect(200, merchant.key, "GET", prices(&merchant, listing_id), NULL), "price.amount"), 3000);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(the_first_price_is_the_decision_s), api_test(below_the_floor_two_people_sell_for_a_reason), api_test(what_is_on_offer_gets_a_plan_and_its_price_follows),
                api_test(a_step_that_is_due_is_taken_and_told_to_storefronts), api_test(what_is_leased_or_held_keeps_its_price_for_now),
        };

        return API_MAIN(tests);
}

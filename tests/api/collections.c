/* Collections, their policies, and offers by hand. */
#include "support/steps.h"

static const char policy[] = "{\"return_days\":30,\"price_shares\":{\"A\":7000},\"min_price\":1000}";
static const char collection[] = "{\"handle\":\"%s\",\"name\":\"Again\",\"navigation_label\":\"Pre-loved\"}";

static json_t *a_draft(const struct merchant *merchant)
{
        return expect(201, merchant->key, "POST", at(merchant, "listing", "/collections"), collection, unique("draft"));
}

static void a_collection_is_made_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = at(&merchant, "listing", "/collections"), *handle = unique("again");
        const char *body = format("{\"handle\":\"%s\",\"name\":\"Again\",\"navigation_label\":\"Pre-loved\"}", handle);

        (void)state;
        const char *one = format("%s/%s", path, text_at(done_once(201, merchant.key, "POST", path, "%s", body), "collection_id"));
        expect_problem(409, "already-exists", merchant.key, "POST", path, "%s", body);
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", path, NULL), "items")), 1);
        json_t *with = done_once(201, merchant.key, "POST", format("%s/policies", one), "%s", policy);
        assert_int_equal(integer_at(with, "policy.version"), 1);
        assert_int_equal(integer_at(expect(201, merchant.key, "POST", format("%s/policies", one), policy), "policy.version"), 2);   /* without a key it is another version */
        done_once(200, merchant.key, "PATCH", one, "%s", "{\"state\":\"live\"}");
        assert_string_equal(text_at(expect(200, merchant.key, "GET", one, NULL), "state"), "live");
}

static void what_cannot_be_a_collection_is_refused(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = at(&merchant, "listing", "/collections"), *one = format("%s/%s", path, text_at(a_draft(&merchant), "collection_id"));

        (void)state;
        expect_field(422, "handle", merchant.key, "POST", path, collection, "Upper");
        expect_field(422, "handle", merchant.key, "POST", path, collection, "-dash");
        expect_field(422, "name", merchant.key, "POST", path, "{\"handle\":\"x\",\"navigation_label\":\"x\"}");
        expect_field(422, "state", merchant.key, "PATCH", one, "{\"state\":\"open\"}");
        expect_problem(409, "collection-state", merchant.key, "PATCH", one, "{\"state\":\"live\"}");     /* no policy yet */
        expect_problem(409, "collection-state", merchant.key, "PATCH", one, "{\"state\":\"paused\"}");
        expect_field(422, "price_shares", merchant.key, "POST", format("%s/policies", one), "{\"return_days\":30,\"price_shares\":[]}");
        expect_field(422, "price_shares.A", merchant.key, "POST", format("%s/policies", one), "{\"return_days\":30,\"price_shares\":{\"A\":10001}}");
        expect_field(422, "price_shares.A", merchant.key, "POST", format("%s/policies", one), "{\"return_days\":30,\"price_shares\":{\"A\":-1}}");
        expect_field(422, "return_days", merchant.key, "POST", format("%s/policies", one), "{\"return_days\":366,\"price_shares\":{\"A\":1}}");
        assert_true(json_is_null(value_at(expect(200, merchant.key, "GET", one, NULL), "policy")));
}

static void another_merchants_collections_are_not_there(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *id = text_at(a_draft(&other), "collection_id"), *one = at(&merchant, "listing", "/collections/%s", id);

        (void)state;
        expect_problem(404, "collection-not-found", merchant.key, "GET", one, NULL);
        expect_problem(404, "collection-not-found", merchant.key, "PATCH", one, "{\"name\":\"Mine\"}");
        expect_problem(404, "collection-not-found", merchant.key, "POST", format("%s/policies", one), policy);
        assert_int_equal(json_array_size(value_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/collections"), NULL), "items")), 0);
        json_t *still = expect(200, other.key, "GET", at(&other, "listing", "/collections/%s", id), NULL);
        assert_string_equal(text_at(still, "name"), "Again");
        assert_true(json_is_null(value_at(still, "policy")));
}

static void a_plan_without_resale_sets_nothing_up(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = at(&merchant, "listing", "/collections"), *one = format("%s/%s", path, text_at(a_draft(&merchant), "collection_id"));

        (void)state;
        expect(200, staff("administrator"), "PATCH", format("/accounts/v1/merchants/%s", merchant.id), "{\"resale_included\":false}");
        expect_problem(403, "plan-excludes-resale", merchant.key, "POST", path, collection, unique("again"));
        expect_problem(403, "plan-excludes-resale", merchant.key, "PATCH", one, "{\"name\":\"Other\"}");
        expect_problem(403, "plan-excludes-resale", merchant.key, "POST", format("%s/policies", one), policy);
        assert_string_equal(text_at(expect(200, merchant.key, "GET", one, NULL), "name"), "Again");
}

static const char *offer(const char *unit_id, const char *collection_id, const char *price)
{
        return format("{\"unit_id\":\"%s\",\"collection_id\":\"%s\"%s%s}", unit_id, collection_id, price ? ",\"price\":" : "", price ? price : "");
}

static void an_offer_is_made_and_withdrawn_once(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_graded_unit(&merchant);
        json_t *draft = a_draft(&merchant);
        const char *id = text_at(draft, "collection_id"), *path = at(&merchant, "listing", "/listings");

        (void)state;
        expect_problem(409, "collection-state", merchant.key, "POST", path, "%s", offer(piece.unit_id, id, NULL));   /* no policy yet */
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", id), policy);
        expect_problem(409, "listing-state", merchant.key, "POST", path, "%s", offer(piece.unit_id, id, "{\"amount\":5000,\"currency\":\"EUR\"}"));
        expect_field(422, "price.amount", merchant.key, "POST", path, "%s", offer(piece.unit_id, id, "{\"amount\":0,\"currency\":\"USD\"}"));
        expect_problem(409, "listing-state", merchant.key, "POST", path, "%s", offer(piece.unit_id, id, "{\"amount\":999,\"currency\":\"USD\"}"));
        assert_string_equal(unit_state(&merchant, piece.unit_id), "graded");
        json_t *made = done_once(201, merchant.key, "POST", path, "%s", offer(piece.unit_id, id, "{\"amount\":5000,\"currency\":\"USD\"}"));
        const char *one = format("%s/%s", path, text_at(made, "listing_id"));
        expect_problem(409, "unit-state", merchant.key, "POST", path, "%s", offer(piece.unit_id, id, NULL));
        done_once(200, merchant.key, "POST", format("%s/withdraw", one), NULL);
        expect_problem(409, "listing-state", merchant.key, "POST", format("%s/withdraw", one), NULL);
        assert_string_equal(text_at(expect(200, merchant.key, "GET", one, NULL), "state"), "withdrawn");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "graded");
}

static bool is_sold(const json_t *json, const void *context) { (void)context; return text_equal(json_string_value(json_object_get(json, "state")), "sold"); }

static void what_is_claimed_or_sold_is_not_withdrawn(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *one = at(&merchant, "listing", "/listings/%s", listing_id), *claim = a_claim(&merchant, listing_id);

        (void)state;
        expect_problem(409, "unit-state", merchant.key, "POST", format("%s/withdraw", one), NULL);
        assert_string_equal(text_at(expect(200, merchant.key, "GET", one, NULL), "state"), "live");
        a_shipped_parcel(&merchant, an_order(&merchant, listing_id, claim), piece.plate, unique("1Z"));
        eventually(merchant.key, one, is_sold, NULL);   /* once it was picked */
        expect_problem(409, "listing-state", merchant.key, "POST", format("%s/withdraw", one), NULL);
        expect_problem(404, "listing-not-found", merchant.key, "POST", at(&merchant, "fulfillment", "/claims"), "{\"unit_id\":\"%s\"}", piece.unit_id);
}

static void another_merchants_units_and_listings_are_not_there(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *listing_id = NULL, *own, *path = at(&merchant, "listing", "/listings");
        struct piece piece = a_listed_unit(&other, false, &listing_id), graded = a_graded_unit(&merchant), foreign = a_received_unit(&other);

        (void)state;
        json_t *others = expect(200, other.key, "GET", at(&other, "listing", "/collections"), NULL);
        expect_problem(404, "collection-not-found", merchant.key, "POST", path, "%s", offer(graded.unit_id, text_at(others, "items.0.collection_id"), NULL));
        own = text_at(a_draft(&merchant), "collection_id");
        expect_problem(404, "unit-not-found", merchant.key, "POST", path, "%s", offer(foreign.unit_id, own, NULL));
        expect_problem(404, "listing-not-found", merchant.key, "GET", format("%s/%s", path, listing_id), NULL);
        expect_problem(404, "listing-not-found", merchant.key, "POST", format("%s/%s/withdraw", path, listing_id), NULL);
        expect_problem(404, "listing-not-found", merchant.key, "GET", format("%s/%s", path, new_uuid()), NULL);
        assert_string_equal(unit_state(&other, piece.unit_id), "listed");
}

/* What a person withdrew is offered again by a person only; what had no price is offered when the terms give it one. */
static void other_terms_offer_what_waited(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct piece withdrawn = a_listed_unit(&merchant, false, &listing_id), waiting = a_received_unit(&merchant);

        (void)state;
        expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        const char *id = text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/collections"), NULL), "items.0.collection_id");
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", id), "{\"return_days\":30,\"price_shares\":{\"Z\":1},\"auto_publish\":true}");
        grade(&merchant, waiting.unit_id, "none");
        struct piece marker = a_received_unit(&merchant);
        grade(&merchant, marker.unit_id, "none");
        assert_string_equal(unit_state(&merchant, waiting.unit_id), "graded");
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", id), "{\"return_days\":30,\"price_shares\":{\"*\":5000},\"auto_publish\":true}");
        until_state(&merchant, waiting.unit_id, "listed");
        until_state(&merchant, marker.unit_id, "listed");
        assert_string_equal(unit_state(&merchant, withdrawn.unit_id), "graded");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_collection_is_made_once), api_test(what_cannot_be_a_collection_is_refused), api_test(another_merchants_collections_are_not_there),
                api_test(a_plan_without_resale_sets_nothing_up), api_test(an_offer_is_made_and_withdrawn_once), api_test(what_is_claimed_or_sold_is_not_withdrawn),
                api_test(another_merchants_units_and_listings_are_not_there), api_test(other_terms_offer_what_waited),
        };

        return API_MAIN(tests);
}

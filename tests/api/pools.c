/* Pools: identical pieces are one offer with a quantity; each claim and each sale still takes one unit. */
#include "support/steps.h"

enum { PIECES = 3, RACE = 8 };

static bool has_quantity(const json_t *json, const void *wanted)
{
        const json_t *items = json_object_get(json, "items");
        int64_t quantity = *(const int64_t *)wanted;

        return quantity ? json_array_size(items) == 1 && integer_at(json, "items.0.quantity") == quantity : json_array_size(items) == 0;
}

static json_t *until_quantity(const char *handle, int64_t quantity)
{
        return value_at(eventually(NULL, format("/listing/v1/collections/%s/listings", handle), has_quantity, &quantity), "items.0");
}

static const char *a_pool(const struct merchant *merchant, const char **collection_id)
{
        const char *handle = a_collection(merchant, false, collection_id);

        expect(201, merchant->key, "POST", at(merchant, "listing", "/collections/%s/policies", *collection_id),
               "{\"return_days\":30,\"price_shares\":{\"*\":5000},\"auto_publish\":true,\"pool\":true}");
        a_rubric(merchant);
        for (int i = 0; i < PIECES; i++)
                grade(merchant, a_received_unit(merchant).unit_id, "none");
        return handle;
}

static void identical_pieces_are_one_offer(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *handle = a_pool(&merchant, &collection_id), *claims = at(&merchant, "fulfillment", "/claims");

        (void)state;
        json_t *offer = until_quantity(handle, PIECES);
        const char *pool = text_at(offer, "listing_id");
        assert_true(json_is_true(value_at(offer, "pooled")));
        const char *unit = text_at(expect(201, merchant.key, "POST", claims, "{\"listing_id\":\"%s\",\"minutes\":5}", pool), "unit_id");
        offer = until_quantity(handle, PIECES - 1);
        assert_string_equal(text_at(offer, "listing_id"), pool);   /* under the same id */
        assert_string_not_equal(text_at(offer, "unit_id"), unit);
        json_t *second = expect(201, merchant.key, "POST", claims, "{\"listing_id\":\"%s\",\"minutes\":5}", pool);
        assert_string_not_equal(text_at(second, "unit_id"), unit);
        expect(201, merchant.key, "POST", claims, "{\"listing_id\":\"%s\",\"minutes\":5}", pool);
        expect_problem(409, "unit-claimed", merchant.key, "POST", claims, "{\"listing_id\":\"%s\",\"minutes\":5}", pool);
        until_quantity(handle, 0);
        expect(204, merchant.key, "DELETE", at(&merchant, "fulfillment", "/claims/%s", text_at(second, "claim_id")), NULL);
        until_quantity(handle, 1);
        an_order(&merchant, pool, NULL);   /* what is free is sold */
        until_quantity(handle, 0);
        assert_string_equal(unit_state(&merchant, text_at(second, "unit_id")), "sold");
}

static void a_claim_is_sold_as_the_piece_it_took(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *handle = a_pool(&merchant, &collection_id), *pool = text_at(until_quantity(handle, PIECES), "listing_id");

        (void)state;
        a_claim(&merchant, pool);
        json_t *claim = expect(201, merchant.key, "POST", at(&merchant, "fulfillment", "/claims"), "{\"listing_id\":\"%s\",\"minutes\":5}", pool);
        an_order(&merchant, pool, text_at(claim, "claim_id"));
        assert_string_equal(unit_state(&merchant, text_at(claim, "unit_id")), "sold");
        until_quantity(handle, 1);
}

static void eight_claims_race_for_three_pieces(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *handle = a_pool(&merchant, &collection_id), *pool = text_at(until_quantity(handle, PIECES), "listing_id");
        struct racer racers[RACE];
        int taken = 0;

        (void)state;
        without_faults();
        for (int i = 0; i < RACE; i++)
                racers[i] = (struct racer){ merchant.key, at(&merchant, "fulfillment", "/claims"), format("{\"listing_id\":\"%s\",\"minutes\":5}", pool), 0 };
        race(racers, RACE);
        for (int i = 0; i < RACE; i++) {
                assert_true(racers[i].status == 201 || racers[i].status == 409);
                taken += racers[i].status == 201;
        }
        assert_int_equal(taken, PIECES);
        until_quantity(handle, 0);
}

static bool has_offers(const json_t *json, const void *wanted) { return json_array_size(json_object_get(json, "items")) == *(const size_t *)wanted; }

static void another_price_leaves_the_pool(void **state)
{
        struct merchant merchant = new_merchant();
        const size_t two = 2, one = 1;
        const char *collection_id, *handle = a_pool(&merchant, &collection_id), *pull = format("/listing/v1/collections/%s/listings", handle);
        const char *pool = text_at(until_quantity(handle, PIECES), "listing_id"), *edits = at(&merchant, "listing", "/listings/edits");

        (void)state;
        expect(201, merchant.key, "POST", edits, "{\"listing_ids\":[\"%s\"],\"action\":\"price\",\"by\":-500}", pool);   /* the one whose id the pool had */
        json_t *items = eventually(NULL, pull, has_offers, &two);
        int64_t sum = 0, singles = 0;
        for (size_t i = 0; i < two; i++) {
                bool alone = text_equal(text_at(items, format("items.%zu.listing_id", i)), pool);
                sum += integer_at(items, format("items.%zu.quantity", i));
                singles += alone && integer_at(items, format("items.%zu.quantity", i)) == 1;
        }
        assert_int_equal(sum, PIECES);
        assert_int_equal(singles, 1);
        expect(201, merchant.key, "POST", edits, "{\"listing_ids\":[\"%s\"],\"action\":\"price\",\"by\":500}", pool);     /* and back */
        items = eventually(NULL, pull, has_offers, &one);
        assert_int_equal(integer_at(items, "items.0.quantity"), PIECES);
        assert_string_not_equal(text_at(items, "items.0.listing_id"), pool);
        a_claim(&merchant, text_at(items, "items.0.listing_id"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(identical_pieces_are_one_offer), api_test(a_claim_is_sold_as_the_piece_it_took), api_test(eight_claims_race_for_three_pieces),
                api_test(another_price_leaves_the_pool),
        };

        return API_MAIN(tests);
}

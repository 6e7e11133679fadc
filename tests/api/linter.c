/* The linter: what waits for a lister says why and how to mend it, and a live offer that comes to contradict itself is found. */
#include "support/database.h"
#include "support/photos.h"

STATEMENT(call_refurbished, 1, "update grading.grade set condition = 'refurbished', warranty_days = 90 where unit_id = $1::uuid returning 'done'");
STATEMENT(raise_price, 1, "update listing.listing set price_amount = 999900 where unit_id = $1::uuid returning 'done'");
STATEMENT(sweep_now, 1, "update listing.sweep set after = null, due_at = now() where merchant_id = (select merchant_id from ledger.unit where unit_id = $1::uuid) returning 'done'");
STATEMENT(unname, 1, "update intake.unit_record set title = null where unit_id = $1::uuid returning 'done'");
static const struct sql *const statements[] = { &call_refurbished, &unname, &raise_price, &sweep_now, NULL };

static void by_owner(void **state, const struct sql *sql, const char *unit_id)
{
        struct uuid id;

        unit_setup(state);
        memcpy(id.text, unit_id, sizeof id.text);
        struct db *db = as_owner(statements);
        assert_string_equal(value_of(db, sql, DB_ARGS(db_uuid(&id))), "done");
        db_close(db);
        unit_teardown(state);
}

static const char base[] = "{\"return_days\":30,%s}";
static const char *policies(const struct merchant *merchant, const char *collection_id) { return at(merchant, "listing", "/collections/%s/policies", collection_id); }

static bool has_code(const json_t *reasons, const char *code)
{
        const json_t *one;
        size_t i;

        json_array_foreach(reasons, i, one)
                if (text_equal(text_at(one, "code"), code)) {
                        assert_true(*text_at(one, "detail") && *text_at(one, "mend"));
                        return true;
                }
        return false;
}

static json_t *reasons_of(const struct merchant *merchant, const char *unit_id)
{
        json_t *items = value_at(expect(200, merchant->key, "GET", at(merchant, "listing", "/waiting"), NULL), "items"), *one;
        size_t i;

        json_array_foreach(items, i, one)
                if (text_equal(text_at(one, "unit_id"), unit_id))
                        return value_at(one, "reasons");
        fail_msg("%s does not wait", unit_id);
        return NULL;
}

static void waits_because(const struct merchant *merchant, const char *unit_id, const char *code)
{
        json_t *reasons = reasons_of(merchant, unit_id);

        if (!has_code(reasons, code))
                fail_msg("no %s in %s", code, json_dumps(reasons, 0));
}

/* By hand it is refused with the same words. */
static void is_refused_because(const struct merchant *merchant, const char *unit_id, const char *collection_id, const char *price, const char *code)
{
        json_t *problem = expect_problem(409, "listing-state", merchant->key, "POST", at(merchant, "listing", "/listings"), "{\"unit_id\":\"%s\",\"collection_id\":\"%s\"%s}", unit_id,
                                         collection_id, price);

        assert_true(has_code(value_at(problem, "contradictions"), code));
        if (text_equal(code, "price-below-minimum"))
                assert_non_null(strstr(text_at(problem, "detail"), "below the collection's lowest, $10,000.00."));   /* as people write money */
}

/* A collection that leaves everything to persons, and a unit that waits for it. */
static struct piece a_waiting_unit(const struct merchant *merchant, const char **collection_id)
{
        struct piece piece = a_graded_unit(merchant);

        a_collection(merchant, false, collection_id);
        return piece;
}

static void what_waits_says_why(void **state)
{
        static const struct { const char *policy, *code; } of[] = {
                { "\"price_shares\":{\"B\":5000}", "price-missing" },
                { "\"price_shares\":{\"*\":5000},\"min_price\":1000000", "price-below-minimum" },
                { "\"price_shares\":{\"*\":5000},\"photo_grades\":[\"A\"]", "photo-missing" },
                { "\"price_shares\":{\"*\":5000},\"photo_grades\":[\"*\"]", "photo-missing" },
        };
        struct merchant merchant = new_merchant();
        struct piece piece = a_graded_unit(&merchant);
        const char *id;

        waits_because(&merchant, piece.unit_id, "no-collection");
        json_t *draft = expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections"), "{\"handle\":\"%s\",\"name\":\"Again\",\"navigation_label\":\"Again\"}", unique("again"));
        id = text_at(draft, "collection_id");
        for (size_t i = 0; i < ARRAY_LEN(of); i++) {
                expect(201, merchant.key, "POST", policies(&merchant, id), base, of[i].policy);
                waits_because(&merchant, piece.unit_id, of[i].code);
                waits_because(&merchant, piece.unit_id, "collection-not-live");
                waits_because(&merchant, piece.unit_id, "by-hand");
                is_refused_because(&merchant, piece.unit_id, id, "", of[i].code);
        }
        expect(201, merchant.key, "POST", policies(&merchant, id), base, "\"price_shares\":{\"*\":5000}");
        is_refused_because(&merchant, piece.unit_id, id, ",\"price\":{\"amount\":5000,\"currency\":\"EUR\"}", "currency-differs");
        by_owner(state, &call_refurbished, piece.unit_id);
        waits_because(&merchant, piece.unit_id, "refurbished-without-work");
        is_refused_because(&merchant, piece.unit_id, id, "", "refurbished-without-work");
}

static struct piece a_unit_of(const struct merchant *merchant, const char *line)
{
        json_t *shipment = expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments"), "{\"rma\":\"%s\",\"lines\":[%s]}", unique("RMA"), line);
        struct piece piece = { .shipment_id = text_at(shipment, "shipment_id"), .line_id = text_at(shipment, "lines.0.line_id") };

        piece.unit_id = text_at(expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", piece.shipment_id), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}",
                                       piece.line_id, facility()), "unit_id");
        return piece;
}

static void a_piece_needs_a_title_and_one_currency(void **state)
{
        struct merchant merchant = new_merchant();
        const char *id;

        a_rubric(&merchant);
        a_collection(&merchant, false, &id);
        expect(201, merchant.key, "POST", policies(&merchant, id), base, "\"price_shares\":{\"*\":5000}");
        struct piece nameless = a_received_unit(&merchant);
        by_owner(state, &unname, nameless.unit_id);
        grade(&merchant, nameless.unit_id, "none");
        waits_because(&merchant, nameless.unit_id, "title-missing");
        is_refused_because(&merchant, nameless.unit_id, id, "", "title-missing");
        struct piece foreign = a_unit_of(&merchant, "{\"sku\":\"EU\",\"title\":\"Fleece\",\"product_type\":\"Fleece\",\"price\":{\"amount\":9000,\"currency\":\"EUR\"}}");
        grade(&merchant, foreign.unit_id, "none");
        waits_because(&merchant, foreign.unit_id, "currency-differs");
        struct piece torn = a_received_unit(&merchant);
        expect(201, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", torn.unit_id),
               "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"strong\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"none\"}]}");
        is_refused_because(&merchant, torn.unit_id, id, ",\"price\":{\"amount\":5000,\"currency\":\"USD\"}", "not-for-sale");
        assert_int_equal(count_of(merchant.key, at(&merchant, "listing", "/waiting")), 2);   /* what may not be resold waits for nobody here */
}

static bool has_items(const json_t *json, const void *count) { return json_array_size(json_object_get(json, "items")) == *(const size_t *)count; }

/* A final sale is marked in the shop too, where the product came from the shop. */
static void a_final_sale_needs_the_merchants_tag(void **state)
{
        struct merchant merchant = new_merchant();
        static const char line[] = "{\"sku\":\"TF-NVY-M\",\"title\":\"Fleece\",\"product_type\":\"Fleece\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}}";
        static const char policy[] = "\"final_sale\":true,\"price_shares\":{\"*\":5000},\"final_sale_tag\":\"%s\"";
        const size_t two = 2;
        const char *id;

        (void)state;
        expect(204, merchant.key, "PUT", at(&merchant, "intake", "/connections/shopify"), "{\"secret\":\"%s\"}", webhook_secret);
        assert_int_equal(send_shopify(webhook_secret, format("/intake/v1/webhooks/shopify/%s", merchant.id), "products/update", fixture("shopify_product_update")).status, 200);
        eventually(merchant.key, at(&merchant, "intake", "/catalogue"), has_items, &two);
        a_rubric(&merchant);
        a_collection(&merchant, false, &id);
        expect(201, merchant.key, "POST", policies(&merchant, id), base, format(policy, "final-sale"));
        struct piece piece = a_unit_of(&merchant, line);
        grade(&merchant, piece.unit_id, "none");
        waits_because(&merchant, piece.unit_id, "final-sale-tag-missing");
        is_refused_because(&merchant, piece.unit_id, id, "", "final-sale-tag-missing");
        expect(201, merchant.key, "POST", policies(&merchant, id), base, format(policy, "WINTER 2026"));
        assert_false(has_code(reasons_of(&merchant, piece.unit_id), "final-sale-tag-missing"));
        struct piece of_no_shop = a_received_unit(&merchant);
        expect(201, merchant.key, "POST", policies(&merchant, id), base, format(policy, "final-sale"));
        grade(&merchant, of_no_shop.unit_id, "none");
        assert_false(has_code(reasons_of(&merchant, of_no_shop.unit_id), "final-sale-tag-missing"));
}

/* --- what is live --- */

static bool contradicts(const json_t *json, const void *code)
{
        const json_t *faults = value_at(json, "items.0.listing.contradictions");

        return code ? faults && has_code(faults, code) : json_array_size(json_object_get(json, "items")) == 0;
}
static json_t *until_found(const struct merchant *merchant, const char *code) { return eventually(merchant->key, at(merchant, "listing", "/contradictions"), contradicts, code); }

static void a_live_offer_that_contradicts_itself_is_found(void **state)
{
        struct merchant merchant = new_merchant();
        const char *id, *listing_id;

        struct piece piece = a_waiting_unit(&merchant, &id);
        until_state(&merchant, piece.unit_id, "listed");
        expect(201, merchant.key, "POST", policies(&merchant, id), base, "\"price_shares\":{\"*\":5000},\"photo_grades\":[\"A\"]");
        listing_id = text_at(until_found(&merchant, "photo-missing"), "items.0.listing.listing_id");
        unit_setup(state);
        const char *photo = a_photo(&merchant, piece.unit_id, "Front", jpeg_quarters(test_memory, 300, 200));
        unit_teardown(state);
        until_found(&merchant, NULL);   /* the photo mended it */
        by_owner(state, &raise_price, piece.unit_id);
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/earning-policies"),
               "{\"currency\":\"USD\",\"bands\":[{\"low\":2000,\"high\":8000,\"reference\":6000,\"sold_30\":3000,\"outlet\":10000}],"
               "\"channels\":[{\"name\":\"collection\",\"allowed\":true,\"fee_share\":300,\"visibility\":10000}],\"outlets\":[{\"way\":\"donate\",\"allowed\":true,\"cost\":120}],"
               "\"ceiling\":500000,\"unit\":100,\"step_days\":10,\"max_cut\":5000,\"horizon\":60,\"elasticity\":250,\"storage_per_day\":20}");
        by_owner(state, &sweep_now, piece.unit_id);
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", id), "{\"name\":\"Again\"}");   /* wakes who looks */
        until_found(&merchant, "price-above-ceiling");
        by_owner(state, &call_refurbished, piece.unit_id);
        by_owner(state, &sweep_now, piece.unit_id);
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", id), "{\"name\":\"Again\"}");
        until_found(&merchant, "grade-differs");
        json_t *own = expect(200, merchant.key, "GET", at(&merchant, "listing", "/listings/%s", listing_id), NULL);
        assert_string_equal(text_at(own, "photo_id"), photo);
        assert_true(has_code(value_at(own, "contradictions"), "grade-differs"));
}

static void what_is_wrong_with_one_keeps_no_other_from_being_offered(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece[4];
        const char *id;

        a_rubric(&merchant);
        a_collection(&merchant, false, &id);
        expect(201, merchant.key, "POST", policies(&merchant, id), base, "\"price_shares\":{\"*\":5000},\"auto_publish\":false");
        for (size_t i = 0; i < ARRAY_LEN(piece); i++) {
                piece[i] = a_received_unit(&merchant);
                if (i == 1)
                        by_owner(state, &unname, piece[i].unit_id);
                grade(&merchant, piece[i].unit_id, "none");
                waits_because(&merchant, piece[i].unit_id, i == 1 ? "title-missing" : "by-hand");
        }
        expect(201, merchant.key, "POST", policies(&merchant, id), base, "\"price_shares\":{\"*\":5000},\"auto_publish\":true");
        for (size_t i = 0; i < ARRAY_LEN(piece); i++)
                if (i != 1)
                        until_state(&merchant, piece[i].unit_id, "listed");
        waits_because(&merchant, piece[1].unit_id, "title-missing");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(what_waits_says_why), api_test(a_piece_needs_a_title_and_one_currency), api_test(a_final_sale_needs_the_merchants_tag),
                api_test(a_live_offer_that_contradicts_itself_is_found), api_test(what_is_wrong_with_one_keeps_no_other_from_being_offered),
        };

        return API_MAIN(tests);
}

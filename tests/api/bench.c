/* Grading and listing. */
#include "support/steps.h"

static void a_rubric_is_checked_and_versioned(void **state)
{
        struct merchant merchant = new_merchant();

        (void)state;
        for (int version = 1; version <= 2; version++) {
                json_t *rubric = expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/rubrics"), "{\"product_type\":\"Fleece\",\"body\":%s}", fixture("rubric_apparel"));
                assert_int_equal(integer_at(rubric, "version"), version);
                expect(200, merchant.key, "GET", at(&merchant, "grading", "/rubrics/%s", text_at(rubric, "rubric_id")), NULL);
        }
        struct answer answer = call(staff("supervisor"), "POST", at(&merchant, "grading", "/rubrics"), "{\"product_type\":\"Fleece\",\"body\":{\"grades\":[]}}");
        assert_int_equal(answer.status, 422);
        assert_string_equal(text_at(answer.json, "code"), "rubric-invalid");
        assert_string_equal(text_at(answer.json, "field"), "grades");
        expect_problem(404, "rubric-not-found", merchant.key, "GET", at(&merchant, "grading", "/rubrics/%s", new_uuid()), NULL);
        expect_problem(404, "merchant-not-found", staff("supervisor"), "POST", format("/grading/v1/merchants/%s/rubrics", new_uuid()),
                       "{\"product_type\":\"F\",\"body\":%s}", fixture("rubric_apparel"));
}

static void a_unit_is_graded_once_and_says_why(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/grades", piece.unit_id);

        (void)state;
        expect_problem(404, "rubric-not-found", staff("grader"), "POST", path, "{\"answers\":[]}");
        a_rubric(&merchant);
        json_t *problem = expect_problem(422, "answer-invalid", staff("grader"), "POST", path, "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"}]}");
        assert_string_equal(text_at(problem, "field"), "answers.FN-1");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "received");   /* nothing was recorded */
        expect(200, staff("grader"), "GET", at(&merchant, "grading", "/units/%s", piece.unit_id), NULL);
        grade(&merchant, piece.unit_id, "small");
        json_t *grades = expect(200, merchant.key, "GET", path, NULL);
        assert_string_equal(text_at(grades, "items.0.reason"), "B because: snag up to 10 mm (SG-3, rubric v1)");
        assert_string_equal(text_at(grades, "items.0.condition"), "used");
        expect_problem(409, "unit-state", staff("grader"), "POST", path,
                       "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"none\"}]}");
        expect_problem(404, "unit-not-found", staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", new_uuid()), "{\"answers\":[]}");
}

static void work_is_begun_and_finished(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/work-orders", piece.unit_id);

        (void)state;
        a_rubric(&merchant);
        expect_field(422, "operations", staff("technician"), "POST", path, "{\"operations\":[]}");
        const char *work = text_at(expect(201, staff("technician"), "POST", path, "{\"operations\":[{\"operation\":\"clean\",\"minutes\":10}]}"), "work_order_id");
        expect_problem(409, "unit-state", staff("technician"), "POST", path, "{\"operations\":[{\"operation\":\"clean\"}]}");
        expect_problem(409, "work-order-state", staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", piece.unit_id),
                       "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"none\"}]}");
        expect_field(422, "minutes", staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", work), "{\"result\":\"done\",\"minutes\":-1}");
        expect(200, staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", work), "{\"result\":\"done\",\"minutes\":9,\"parts_amount\":100}");
        expect_problem(409, "work-order-state", staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", work), "{\"result\":\"done\",\"minutes\":9}");
        expect_problem(404, "work-order-not-found", staff("technician"), "POST", at(&merchant, "grading", "/work-orders/%s/finish", new_uuid()), "{\"result\":\"done\",\"minutes\":9}");
        grade(&merchant, piece.unit_id, "none");
        json_t *grades = expect(200, merchant.key, "GET", at(&merchant, "grading", "/units/%s/grades", piece.unit_id), NULL);
        assert_string_equal(text_at(grades, "items.0.condition"), "refurbished");
        assert_int_equal(integer_at(grades, "items.0.warranty_days"), 90);
}

static void a_disposition_needs_evidence(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/disposition", piece.unit_id);

        (void)state;
        expect_field(422, "evidence", staff("supervisor"), "POST", path, "{\"disposition\":\"donate\",\"evidence\":{}}");
        expect_field(422, "disposition", staff("supervisor"), "POST", path, "{\"disposition\":\"eat\",\"evidence\":{\"a\":1}}");
        expect(200, staff("supervisor"), "POST", path, "{\"disposition\":\"donate\",\"evidence\":{\"recipient\":\"shelter\",\"weight_g\":400}}");
        assert_string_equal(unit_state(&merchant, piece.unit_id), "donated");
        expect_problem(409, "unit-state", staff("supervisor"), "POST", path, "{\"disposition\":\"recycle\",\"evidence\":{\"a\":1}}");
        expect_problem(404, "unit-not-found", staff("supervisor"), "POST", at(&merchant, "grading", "/units/%s/disposition", new_uuid()), "{\"disposition\":\"recycle\",\"evidence\":{\"a\":1}}");
}

static void a_collection_has_its_states(void **state)
{
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();
        const char *collection_id, *handle = a_collection(&merchant, false, &collection_id), *path = at(&merchant, "listing", "/collections/%s", collection_id);

        (void)state;
        expect_problem(403, "plan-excludes-resale", without.key, "POST", at(&without, "listing", "/collections"), "{\"handle\":\"%s\",\"name\":\"A\",\"navigation_label\":\"A\"}", unique("h"));
        expect_problem(409, "already-exists", merchant.key, "POST", at(&merchant, "listing", "/collections"), "{\"handle\":\"%s\",\"name\":\"A\",\"navigation_label\":\"A\"}", handle);
        expect_field(422, "handle", merchant.key, "POST", at(&merchant, "listing", "/collections"), "{\"handle\":\"A b\",\"name\":\"A\",\"navigation_label\":\"A\"}");
        expect_problem(409, "collection-state", merchant.key, "PATCH", path, "{\"state\":\"draft\"}");
        expect_field(422, "state", merchant.key, "PATCH", path, "{\"state\":\"gone\"}");
        assert_string_equal(text_at(expect(200, NULL, "GET", format("/listing/v1/collections/%s", handle), NULL), "name"), "Again");
        assert_string_equal(text_at(expect(200, merchant.key, "PATCH", path, "{\"state\":\"paused\"}"), "state"), "paused");
        expect_problem(404, "collection-not-found", NULL, "GET", format("/listing/v1/collections/%s/listings", handle), NULL);   /* paused: not public */
        expect(200, merchant.key, "GET", format("/listing/v1/collections/%s/listings", handle), NULL);
        expect_problem(404, "collection-not-found", NULL, "GET", "/listing/v1/collections/no-such-handle/listings", NULL);
        expect_problem(404, "collection-not-found", merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", new_uuid()), "{}");
        expect_field(422, "price_shares.A", merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", collection_id), "{\"return_days\":1,\"price_shares\":{\"A\":20000}}");
        expect_field(422, "return_days", merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", collection_id), "{\"return_days\":400,\"price_shares\":{\"A\":1}}");
}

static void a_graded_unit_is_offered_by_rule_and_pulled(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *handle = a_collection(&merchant, false, &collection_id), *path = format("/listing/v1/collections/%s/listings", handle);
        struct piece piece = a_graded_unit(&merchant);

        (void)state;
        until_state(&merchant, piece.unit_id, "listed");
        struct answer pull = call(NULL, "GET", path, NULL);
        assert_string_equal(text_at(pull.json, "items.0.unit_id"), piece.unit_id);
        assert_int_equal(integer_at(pull.json, "items.0.price.amount"), 8400);
        assert_string_equal(text_at(pull.json, "items.0.item_condition"), "https://schema.org/UsedCondition");
        const char *headers[] = { format("If-None-Match: %s", answer_header(&pull, "ETag")), NULL };
        assert_int_equal(call_with(NULL, "GET", path, headers, NULL, 0).status, 304);
        const char *listing_id = text_at(pull.json, "items.0.listing_id");
        expect(200, NULL, "GET", format("%s/%s", path, listing_id), NULL);
        expect_problem(404, "listing-not-found", NULL, "GET", format("%s/%s", path, new_uuid()), NULL);
        expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "graded");
        until_offers(path, 0);
        assert_int_equal(call_with(NULL, "GET", path, headers, NULL, 0).status, 200);
        expect_problem(409, "listing-state", merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", listing_id), NULL);
        expect_problem(404, "listing-not-found", merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", new_uuid()), NULL);
        struct answer low = call(merchant.key, "POST", at(&merchant, "listing", "/listings"),
                                 "{\"unit_id\":\"%s\",\"collection_id\":\"%s\",\"price\":{\"amount\":999,\"currency\":\"USD\"}}", piece.unit_id, collection_id);
        assert_int_equal(low.status, 409);
        assert_non_null(strstr(low.text, "price-below-minimum"));
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/listings"),
               "{\"unit_id\":\"%s\",\"collection_id\":\"%s\",\"price\":{\"amount\":5000,\"currency\":\"USD\"}}", piece.unit_id, collection_id);
        expect_problem(409, "unit-state", merchant.key, "POST", at(&merchant, "listing", "/listings"), "{\"unit_id\":\"%s\",\"collection_id\":\"%s\"}", piece.unit_id, collection_id);
        expect_problem(404, "unit-not-found", merchant.key, "POST", at(&merchant, "listing", "/listings"), "{\"unit_id\":\"%s\",\"collection_id\":\"%s\"}", new_uuid(), collection_id);
}

static void what_waited_is_offered_when_the_collection_goes_live(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_graded_unit(&merchant);
        const char *collection_id;

        (void)state;
        assert_string_equal(unit_state(&merchant, piece.unit_id), "graded");
        a_collection(&merchant, false, &collection_id);
        until_state(&merchant, piece.unit_id, "listed");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_rubric_is_checked_and_versioned), api_test(a_unit_is_graded_once_and_says_why), api_test(work_is_begun_and_finished),
                api_test(a_disposition_needs_evidence), api_test(a_collection_has_its_states), api_test(a_graded_unit_is_offered_by_rule_and_pulled),
                api_test(what_waited_is_offered_when_the_collection_goes_live),
        };

        return API_MAIN(tests);
}

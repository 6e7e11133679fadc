/* What can be done to units: operations in versions, the merchant's own before the partner's. */
#include "support/steps.h"

static const char stitch[] = "{\"code\":\"%s\",\"product_type\":\"%s\",\"body\":{\"name\":\"%s\",\"minutes\":%d,\"removes\":[{\"question\":\"SG-3\",\"answers\":[\"small\"]}],\"refurbishes\":true}}";

static json_t *in_force(const struct merchant *merchant, const char *type, const char *code)
{
        json_t *items = value_at(expect(200, merchant->key, "GET", at(merchant, "grading", "/operations%s%s", type ? "?product_type=" : "", type ? type : ""), NULL), "items"), *one;
        size_t i;

        json_array_foreach(items, i, one)
                if (text_equal(text_at(one, "code"), code))
                        return one;
        return NULL;
}

static void the_partner_s_operations_are_there_from_the_beginning(void **state)
{
        static const char *const codes[] = { "clean", "deodorise", "stitch", "de_pill", "part_swap", "test", "sanitise", "repack", "wash", "repair_seam" };
        struct merchant merchant = new_merchant();

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(codes); i++)
                assert_string_equal(text_at(in_force(&merchant, NULL, codes[i]), "source"), "partner");
        assert_true(count_of(staff("technician"), "/grading/v1/operations?limit=200") >= ARRAY_LEN(codes));
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/operations/versions")), 0);
}

static void a_merchant_s_own_goes_before_the_partner_s_and_the_type_before_any(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *path = at(&merchant, "grading", "/operations");

        (void)state;
        json_t *made = done_once(201, staff("supervisor"), "POST", path, stitch, "stitch", "*", "Stitch by hand", 20);
        assert_int_equal(integer_at(made, "version"), 1);
        assert_int_equal(integer_at(expect(201, staff("supervisor"), "POST", path, stitch, "stitch", "*", "Stitch by hand", 22), "version"), 2);
        assert_int_equal(integer_at(expect(201, staff("supervisor"), "POST", path, stitch, "stitch", "Fleece", "Stitch fleece", 9), "version"), 1);
        assert_int_equal(integer_at(in_force(&merchant, NULL, "stitch"), "body.minutes"), 22);
        assert_int_equal(integer_at(in_force(&merchant, "Fleece", "stitch"), "body.minutes"), 9);
        assert_int_equal(integer_at(in_force(&merchant, "Boots", "stitch"), "body.minutes"), 22);
        assert_string_equal(text_at(in_force(&other, "Fleece", "stitch"), "source"), "partner");
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/operations/versions")), 3);
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/operations/versions?limit=2")), 2);
        assert_int_equal(count_of(other.key, at(&other, "grading", "/operations/versions")), 0);
        expect(201, staff("supervisor"), "POST", path, "{\"code\":\"wash\",\"product_type\":\"*\",\"body\":{\"name\":\"Wash\",\"minutes\":0,\"retired\":true}}");
        assert_null(in_force(&merchant, "Fleece", "wash"));
        assert_non_null(in_force(&other, "Fleece", "wash"));
}

static const char felt[] = "{\"code\":\"%s\",\"product_type\":\"*\",\"body\":{\"name\":\"Felt\",\"minutes\":%d}}";

static void the_partner_writes_one_for_every_merchant(void **state)
{
        struct merchant merchant = new_merchant();
        const char *code = format("op_%d", rand());

        (void)state;
        expect_problem(403, "not-allowed", staff("technician"), "POST", "/grading/v1/operations", felt, code, 1);
        assert_string_equal(text_at(done_once(201, staff("supervisor"), "POST", "/grading/v1/operations", felt, code, 7), "source"), "partner");
        assert_int_equal(integer_at(in_force(&merchant, "Fleece", code), "body.minutes"), 7);
        json_t *seen = expect(200, staff("supervisor"), "POST", "/grading/v1/operations/preview", felt, code, 8);
        assert_int_equal(integer_at(seen, "version"), 2);
        assert_string_equal(text_at(seen, "changed.0"), "minutes");
}

static void a_preview_says_what_a_draft_would_change_and_writes_nothing(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = at(&merchant, "grading", "/operations/preview");
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        json_t *seen = expect(200, staff("supervisor"), "POST", path, stitch, "stitch", "*", "Stitch", 30);
        assert_int_equal(integer_at(seen, "version"), 1);
        assert_int_equal(integer_at(seen, "present.minutes"), 15);   /* the partner's */
        assert_int_equal(integer_at(seen, "open.orders"), 0);
        expect(201, staff("technician"), "POST", at(&merchant, "grading", "/units/%s/work-orders", piece.unit_id), "{\"operations\":[{\"operation\":\"stitch\"}]}");
        seen = expect(200, staff("supervisor"), "POST", path, stitch, "stitch", "*", "Stitch", 30);
        assert_int_equal(integer_at(seen, "open.orders"), 1);
        assert_int_equal(integer_at(seen, "open.minutes_by_draft"), 30);
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/operations/versions")), 0);
        seen = expect(200, staff("supervisor"), "POST", path, stitch, "felt", "*", "Felt", 30);
        assert_true(json_is_null(value_at(seen, "present")));
}

static void a_draft_that_cannot_be_is_refused_with_its_member(void **state)
{
        static const struct { const char *field, *body; } bad[] = {
                { "code", "{\"code\":\"De-pill\",\"product_type\":\"*\",\"body\":{\"name\":\"X\",\"minutes\":1}}" },
                { "product_type", "{\"code\":\"x\",\"product_type\":\"\",\"body\":{\"name\":\"X\",\"minutes\":1}}" },
                { "body.minutes", "{\"code\":\"x\",\"product_type\":\"*\",\"body\":{\"name\":\"X\",\"minutes\":-1}}" },
                { "body.minutes", "{\"code\":\"x\",\"product_type\":\"*\",\"body\":{\"name\":\"X\"}}" },
                { "body.colour", "{\"code\":\"x\",\"product_type\":\"*\",\"body\":{\"name\":\"X\",\"minutes\":1,\"colour\":1}}" },
                { "body.steps[0].unit", "{\"code\":\"x\",\"product_type\":\"*\",\"body\":{\"name\":\"X\",\"minutes\":1,\"steps\":[{\"kind\":\"measure\",\"text\":\"W\",\"max\":2}]}}" },
                { "body.cost.currency", "{\"code\":\"x\",\"product_type\":\"*\",\"body\":{\"name\":\"X\",\"minutes\":1,\"cost\":{\"amount\":1,\"currency\":\"XQQ\"}}}" },
        };
        struct merchant merchant = new_merchant(), without = new_merchant_without_resale();

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                expect_field(422, bad[i].field, staff("supervisor"), "POST", at(&merchant, "grading", "/operations"), "%s", bad[i].body);
                expect_field(422, bad[i].field, staff("supervisor"), "POST", at(&merchant, "grading", "/operations/preview"), "%s", bad[i].body);
                expect_field(422, bad[i].field, staff("supervisor"), "POST", "/grading/v1/operations", "%s", bad[i].body);
        }
        expect_field(422, "product_type", merchant.key, "GET", at(&merchant, "grading", "/operations?product_type="), NULL);
        expect_problem(403, "plan-excludes-resale", staff("supervisor"), "POST", at(&without, "grading", "/operations"), stitch, "x", "*", "X", 1);
        expect_problem(403, "plan-excludes-resale", staff("supervisor"), "POST", at(&without, "grading", "/operations/preview"), stitch, "x", "*", "X", 1);
        assert_int_equal(count_of(merchant.key, at(&merchant, "grading", "/operations/versions")), 0);
}

static void plans_remove_what_capped_the_last_grade(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *path = at(&merchant, "grading", "/units/%s/work-plans", piece.unit_id);

        (void)state;
        a_rubric(&merchant);
        assert_int_equal(count_of(merchant.key, path), 0);   /* not graded yet */
        expect(201, staff("supervisor"), "POST", at(&merchant, "grading", "/operations"), stitch, "mend", "Fleece", "Mend", 14);
        grade(&merchant, piece.unit_id, "small");
        json_t *plans = expect(200, merchant.key, "GET", path, NULL);
        assert_string_equal(text_at(plans, "items.0.operations.0.operation"), "mend");
        assert_int_equal(integer_at(plans, "items.0.minutes"), 14);
        assert_string_equal(text_at(plans, "items.0.removes.0.question"), "SG-3");
        assert_string_equal(text_at(plans, "items.0.cost.currency"), "USD");
        expect_problem(404, "unit-not-found", other.key, "GET", at(&other, "grading", "/units/%s/work-plans", piece.unit_id), NULL);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(the_partner_s_operations_are_there_from_the_beginning), api_test(a_merchant_s_own_goes_before_the_partner_s_and_the_type_before_any),
                api_test(the_partner_writes_one_for_every_merchant), api_test(a_preview_says_what_a_draft_would_change_and_writes_nothing),
                api_test(a_draft_that_cannot_be_is_refused_with_its_member), api_test(plans_remove_what_capped_the_last_grade),
        };

        return API_MAIN(tests);
}

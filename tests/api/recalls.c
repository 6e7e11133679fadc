/* Recalls: what is here already, what is opened later, and what a label says. */
#include "support/steps.h"

static const char good[] = "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\"}]}";

static void bench_rubric(const struct merchant *merchant)
{
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%s}", fixture("rubric_bench"));
}

static const char *grades_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "grading", "/units/%s/grades", unit_id); }
static const char *bench_path(const struct merchant *merchant, const char *unit_id) { return at(merchant, "grading", "/units/%s/bench", unit_id); }

static json_t *first_hold(const struct merchant *merchant, const char *unit_id)
{
        return value_at(expect(200, staff("grader"), "GET", at(merchant, "grading", "/units/%s/holds", unit_id), NULL), "items.0");
}

struct found { int held, on_hold, sold; };

/* What the search for the newest recall came to. */
static bool has_found(const json_t *json, const void *context)
{
        const struct found *found = context;
        const json_t *search = value_at(json, "items.0.search");

        return json_is_string(json_object_get(search, "done_at")) && integer_at(search, "held") == found->held && integer_at(search, "on_hold") == found->on_hold &&
               integer_at(search, "sold") == found->sold;
}

static bool is_searched(const json_t *json, const void *context)
{
        (void)context;
        return json_is_string(value_at(json, "items.0.search.done_at"));
}

static void a_recall_finds_what_is_here_already(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *recalls = at(&merchant, "grading", "/recalls"), *listing_id;
        struct piece sold = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        an_order(&merchant, listing_id, a_claim(&merchant, listing_id));
        struct piece listed = a_listed_unit(&merchant, false, &listing_id), claimed = a_listed_unit(&merchant, false, &listing_id), read = a_received_unit(&merchant);
        struct piece theirs = a_received_unit(&other);
        a_claim(&merchant, listing_id);
        const char *identity = at(&merchant, "grading", "/units/%s/identity", read.unit_id);
        expect_field(422, "serial", staff("receiver"), "PUT", identity, "{}");
        expect_problem(404, "unit-not-found", staff("receiver"), "PUT", at(&merchant, "grading", "/units/%s/identity", theirs.unit_id), "{\"serial\":\"S-1\"}");
        expect_problem(403, "not-allowed", staff("lister"), "PUT", identity, "{\"serial\":\"S-1\"}");
        done_once(200, staff("receiver"), "PUT", identity, "{\"serial\":\"S-1\"}");
        json_t *known = expect(200, staff("receiver"), "PUT", identity, "{\"lot\":\"L-1\"}");
        assert_string_equal(text_at(known, "serial"), "S-1");
        expect(201, staff("supervisor"), "POST", recalls, "{\"recalls\":[{\"serial\":\" s-1\",\"lot\":\"l-1 \",\"reason\":\"battery\"}]}");
        eventually(merchant.key, recalls, has_found, &(struct found){ 1, 0, 0 });
        assert_string_equal(text_at(first_hold(&merchant, read.unit_id), "reason"), "Recalled, serial s-1: battery");
        expect(201, staff("supervisor"), "POST", recalls, "{\"recalls\":[{\"sku\":\"fl-s\",\"reason\":\"dye\"}]}");
        json_t *page = eventually(merchant.key, recalls, has_found, &(struct found){ 2, 1, 1 });
        assert_int_equal(integer_at(page, "items.0.search.looked"), 4);
        assert_string_equal(unit_state(&merchant, listed.unit_id), "quarantined");
        assert_string_equal(unit_state(&merchant, claimed.unit_id), "quarantined");
        assert_string_equal(unit_state(&merchant, sold.unit_id), "sold");
        assert_string_equal(unit_state(&other, theirs.unit_id), "received");
        release_hold(&merchant, read.unit_id);
        expect(202, staff("grader"), "POST", bench_path(&merchant, read.unit_id), "{}");   /* by the SKU, which the first hold was not for */
        struct piece unread = a_received_unit(&merchant);
        expect(202, staff("receiver"), "PUT", at(&merchant, "grading", "/units/%s/identity", unread.unit_id), "{\"serial\":\"S-1\"}");
}

static void a_recall_holds_what_it_names_once(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant(), without = new_merchant_without_resale();
        const char *recalls = at(&merchant, "grading", "/recalls");

        (void)state;
        bench_rubric(&merchant);
        struct piece opened = a_received_unit(&merchant), graded = a_received_unit(&merchant), lot = a_received_unit(&merchant);
        expect_field(422, "recalls[0].sku", staff("supervisor"), "POST", recalls, "{\"recalls\":[{\"reason\":\"x\"}]}");
        expect_field(422, "recalls", staff("supervisor"), "POST", recalls, "{\"recalls\":[]}");
        expect_problem(403, "not-allowed", staff("grader"), "POST", recalls, "{\"recalls\":[{\"sku\":\"X\",\"reason\":\"x\"}]}");
        expect_problem(403, "plan-excludes-resale", staff("supervisor"), "POST", at(&without, "grading", "/recalls"), "{\"recalls\":[{\"sku\":\"X\",\"reason\":\"x\"}]}");
        json_t *made = done_once(201, staff("supervisor"), "POST", recalls,
                                 "{\"recalls\":[{\"sku\":\"FL-S\",\"lot\":\"L7\",\"reason\":\"dye\"},{\"serial\":\"S-9\",\"sku\":\"OTHER\",\"reason\":\"no\"}]}");
        const char *id = text_at(made, "items.0.recall_id"), *end = at(&merchant, "grading", "/recalls/%s/end", id);
        assert_int_equal(count_of(other.key, at(&other, "grading", "/recalls")), 0);
        expect_problem(404, "recall-not-found", staff("supervisor"), "POST", at(&other, "grading", "/recalls/%s/end", id), NULL);
        expect(200, staff("grader"), "POST", bench_path(&merchant, lot.unit_id), "{}");
        expect(200, staff("grader"), "POST", bench_path(&merchant, lot.unit_id), "{\"lot\":\"L8\",\"serial\":\"S-9\"}");
        json_t *held = done_once(202, staff("grader"), "POST", bench_path(&merchant, lot.unit_id), "{\"lot\":\"l7\"}");
        assert_string_equal(text_at(held, "reason"), "Recalled, lot L7: dye");
        assert_string_equal(text_at(held, "recall_id"), id);
        expect(201, staff("supervisor"), "POST", recalls, "{\"recalls\":[{\"sku\":\"FL-S\",\"reason\":\"zip comes off\"}]}");
        struct found found = { 2, 1, 0 };   /* those two, and that of the lot */
        eventually(merchant.key, recalls, has_found, &found);
        assert_string_equal(unit_state(&merchant, graded.unit_id), "quarantined");
        struct piece later = a_received_unit(&merchant), last = a_received_unit(&merchant);   /* no search meets them: the bench does */
        expect(202, staff("grader"), "POST", bench_path(&merchant, later.unit_id), "{}");
        expect(202, staff("grader"), "POST", grades_path(&merchant, last.unit_id), "%s", good);
        assert_string_equal(unit_state(&merchant, last.unit_id), "quarantined");
        release_hold(&merchant, opened.unit_id);
        expect(200, staff("grader"), "POST", bench_path(&merchant, opened.unit_id), "{}");   /* looked at, and cleared of it */
        done_once(200, staff("supervisor"), "POST", end, NULL);
        expect_problem(409, "recall-state", staff("supervisor"), "POST", end, NULL);
        assert_int_equal(count_of(merchant.key, recalls), 3);
        release_hold(&merchant, lot.unit_id);
        expect(202, staff("grader"), "POST", bench_path(&merchant, lot.unit_id), "{\"lot\":\"L7\"}");   /* by the other recall */
}

/* A unit of a product, as who announced it wrote the product's id. */
static const char *a_unit_of(const struct merchant *merchant, const char *product_id)
{
        json_t *shipment = expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments"), "{\"rma\":\"%s\",\"lines\":[{\"sku\":\"FL-S\",\"title\":\"Fleece\",\"product_id\":\"%s\","
                          "\"price\":{\"amount\":12000,\"currency\":\"USD\"}}]}", unique("RMA"), product_id);
        return text_at(expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", text_at(shipment, "shipment_id")), "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}",
                              text_at(shipment, "lines.0.line_id"), facility()), "unit_id");
}

static void a_product_is_the_same_as_a_number_and_as_shopify_writes_it(void **state)
{
        struct merchant merchant = new_merchant();
        const char *recalls = at(&merchant, "grading", "/recalls");
        static const char *const ids[] = { "gid://shopify/Product/123", "124", "gid://shopify/Product/1234", "A/123" };

        (void)state;
        bench_rubric(&merchant);
        const char *unit[ARRAY_LEN(ids)];
        for (size_t i = 0; i < ARRAY_LEN(ids); i++)
                unit[i] = a_unit_of(&merchant, ids[i]);
        json_t *made = expect(201, staff("supervisor"), "POST", recalls, "{\"recalls\":[{\"product_id\":\"123\",\"reason\":\"dye\"},{\"product_id\":\" GID://shopify/product/124\",\"sku\":\"fl-s\","
                              "\"reason\":\"dye\"}]}");
        assert_string_equal(text_at(made, "items.1.product_id"), "124");
        eventually(merchant.key, recalls, is_searched, NULL);
        assert_string_equal(unit_state(&merchant, unit[0]), "quarantined");
        assert_string_equal(unit_state(&merchant, unit[1]), "quarantined");
        assert_string_equal(text_at(first_hold(&merchant, unit[0]), "reason"), "Recalled, product 123: dye");
        for (size_t i = 2; i < ARRAY_LEN(ids); i++)
                assert_string_equal(unit_state(&merchant, unit[i]), "received");
        expect(202, staff("grader"), "POST", bench_path(&merchant, a_unit_of(&merchant, ids[0])), "{}");   /* no search meets these: the bench does */
        expect(202, staff("grader"), "POST", bench_path(&merchant, a_unit_of(&merchant, "gid://shopify/Product/124")), "{}");
        expect(200, staff("grader"), "POST", bench_path(&merchant, a_unit_of(&merchant, ids[3])), "{}");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_recall_finds_what_is_here_already), api_test(a_recall_holds_what_it_names_once), api_test(a_product_is_the_same_as_a_number_and_as_shopify_writes_it),
        };

        return API_MAIN(tests);
}

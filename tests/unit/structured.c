/* What schema.org is told of an offer. */
#include "../../services/listing/structured.h"

#include "support/unit.h"

static const struct shop shop = { "https://resale.example", "again", "Again & \"Again\"", "Worn before.", NULL, "[\"US\"]", NULL };

static const struct doc *parsed(const char *json)
{
        const struct doc *doc;
        struct json_fault fault = { 0 };

        assert_int_equal(doc_parse(test_memory, json, strlen(json), &doc, &fault), PROBLEM_OK);
        return doc;
}

static const char offer[] =
        "{\"listing_id\":\"0190b5a0-0000-7000-8000-000000000001\",\"handle\":\"trail-jacket-m-7k\",\"title\":\"Jacket </script> \\\"M\\\" & \\u202eco \xf0\x9f\xa7\xa5\",\"sku\":\"TJ-M\","
        "\"vendor\":\"Trail & Thread\",\"product_type\":\"Jacket\",\"grade\":\"B\",\"condition\":\"refurbished\",\"item_condition\":\"https://schema.org/RefurbishedCondition\","
        "\"google_condition\":\"refurbished\",\"condition_text\":\"Clean.\",\"price\":{\"amount\":8400,\"currency\":\"USD\"},\"compare_at_price\":{\"amount\":18000,\"currency\":\"USD\"},"
        "\"final_sale\":false,\"return_days\":30,\"warranty_days\":365,\"valid_until\":\"2026-12-01T06:00:00Z\",\"size\":\"M\",\"options\":[{\"name\":\"Colour\",\"value\":\"Moss\"}],"
        "\"gtin\":\"0123456789012\",\"photos\":[{\"photo_id\":\"p1\",\"width\":1280,\"height\":960,\"alt\":\"Front\"},{\"photo_id\":\"p2\"}]}";

static void is(const struct doc *product, const char *path, const char *text) { assert_string_equal(doc_string(doc_get(product, path)), text); }

static void an_offer_says_what_a_sale_would_freeze(void **state)
{
        const char *json = structured_product(test_memory, parsed(offer), &shop);
        const struct doc *product = parsed(json), *offers = doc_get(product, "offers");

        (void)state;
        assert_null(strpbrk(json, "<>&"));
        is(product, "@type", "Product");
        is(product, "url", "https://resale.example/shop/again/p/trail-jacket-m-7k");
        is(product, "name", "Jacket </script> \"M\" & \u202eco \xf0\x9f\xa7\xa5");
        is(product, "brand.name", "Trail & Thread");
        is(product, "color", "Moss");
        is(product, "size", "M");
        assert_int_equal(doc_count(doc_get(product, "image")), 2);
        assert_string_equal(doc_string(doc_item(doc_get(product, "image"), 0)), "https://resale.example/listing/v1/collections/again/photos/p1/1280");
        is(offers, "price", "84.00");
        is(offers, "priceSpecification.price", "180.00");
        is(offers, "priceValidUntil", "2026-12-01");
        is(offers, "itemCondition", "https://schema.org/RefurbishedCondition");
        is(offers, "seller.name", "Again & \"Again\"");
        is(offers, "hasMerchantReturnPolicy.returnPolicyCategory", "https://schema.org/MerchantReturnFiniteReturnWindow");
        assert_string_equal(doc_text(test_memory, doc_get(offers, "hasMerchantReturnPolicy.merchantReturnDays")), "30");
        assert_string_equal(doc_text(test_memory, doc_get(offers, "hasMerchantReturnPolicy.applicableCountry")), "[\"US\"]");
        assert_string_equal(doc_text(test_memory, doc_get(offers, "warranty.durationOfWarranty.value")), "365");
}

static void a_bare_offer_says_no_more_than_it_has(void **state)
{
        static const char bare[] = "{\"listing_id\":\"L1\",\"title\":\"Jacket\",\"vendor\":null,\"sku\":null,\"grade\":\"A\",\"condition\":\"used\","
                                   "\"item_condition\":\"https://schema.org/UsedCondition\",\"price\":{\"amount\":8400,\"currency\":\"JPY\"},\"compare_at_price\":null,"
                                   "\"final_sale\":true,\"return_days\":0}";
        const struct doc *product = parsed(structured_product(test_memory, parsed(bare), &shop));
        static const char *const absent[] = { "image", "sku", "brand", "gtin", "size", "color", "offers.warranty", "offers.priceSpecification", "offers.priceValidUntil",
                                              "offers.hasMerchantReturnPolicy.merchantReturnDays" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(absent); i++)
                assert_null(doc_get(product, absent[i]));
        is(product, "url", "https://resale.example/shop/again/p/L1");
        is(product, "offers.price", "8400");
        is(product, "offers.hasMerchantReturnPolicy.returnPolicyCategory", "https://schema.org/MerchantReturnNotPermitted");
}

static void a_list_counts_on_from_the_page_before(void **state)
{
        const struct doc *list = parsed(structured_list(test_memory, parsed(arena_printf(test_memory, "[%s,%s]", offer, offer)), 51, &shop));
        const struct doc *elements = doc_get(list, "itemListElement");

        (void)state;
        is(list, "url", "https://resale.example/shop/again");
        assert_int_equal(doc_count(elements), 2);
        assert_string_equal(doc_text(test_memory, doc_get(doc_item(elements, 1), "position")), "52");
        is(doc_item(elements, 1), "url", "https://resale.example/shop/again/p/trail-jacket-m-7k");
        assert_int_equal(doc_count(doc_get(parsed(structured_list(test_memory, parsed("[]"), 1, &shop)), "itemListElement")), 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(an_offer_says_what_a_sale_would_freeze), alone(a_bare_offer_says_no_more_than_it_has), alone(a_list_counts_on_from_the_page_before),
        };

        return UNIT_MAIN(tests);
}

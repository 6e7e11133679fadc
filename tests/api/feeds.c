/* The feeds of a collection: what is in them, how it is written, to whom they are shown. */
#include "support/steps.h"

static const char *const feeds[] = { "products.json", "google.xml", "listings.csv", "listings.jsonld", "sitemap.xml", "sitemap.xml?from=0" };

static const char *feed_of(const char *handle, const char *name) { return format("/listing/v1/collections/%s/%s", handle, name); }

static struct answer get(const char *as, const char *path, const char *tag)
{
        const char *headers[] = { tag ? format("If-None-Match: %s", tag) : NULL, NULL };

        return call_with(as, "GET", path, headers, NULL, 0);
}

static const char *text_of(const char *handle, const char *name)
{
        struct answer answer = get(NULL, feed_of(handle, name), NULL);

        assert_int_equal(answer.status, 200);
        return answer.text;
}

static json_t *products(const char *handle, const char *query) { return value_at(expect(200, NULL, "GET", feed_of(handle, format("products.json%s", query)), NULL), "products"); }

static size_t times(const char *text, const char *part)
{
        size_t count = 0;

        while ((text = strstr(text, part))) {
                count++;
                text += strlen(part);
        }
        return count;
}

static void says(const char *text, const char *part)
{
        if (!strstr(text, part))
                fail_msg("no %s in %s", part, text);
}

/* A unit of one line on offer; its listing's id. */
static const char *offered(const struct merchant *merchant, const char *line, const char **unit_id)
{
        json_t *shipment = expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments"), "{\"rma\":\"%s\",\"lines\":[%s]}", unique("RMA"), line);
        json_t *unit = expect(201, staff("receiver"), "POST", at(merchant, "intake", "/shipments/%s/receive", text_at(shipment, "shipment_id")),
                              "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(shipment, "lines.0.line_id"), facility());

        *unit_id = text_at(unit, "unit_id");
        grade(merchant, *unit_id, "none");
        until_state(merchant, *unit_id, "listed");
        return text_at(expect(200, merchant->key, "GET", at(merchant, "listing", "/listings?limit=1"), NULL), "items.0.listing_id");
}

static void an_empty_collection_has_empty_feeds(void **state)
{
        struct merchant merchant = new_merchant();
        const char *id, *handle = a_collection(&merchant, false, &id);

        (void)state;
        assert_int_equal(json_array_size(products(handle, "")), 0);
        assert_int_equal(times(text_of(handle, "google.xml"), "<item>"), 0);
        assert_int_equal(times(text_of(handle, "listings.csv"), "\r\n"), 1);
        assert_int_equal(json_array_size(value_at(expect(200, NULL, "GET", feed_of(handle, "listings.jsonld"), NULL), "itemListElement")), 0);
        assert_int_equal(times(text_of(handle, "sitemap.xml"), "<sitemap>"), 1);
        assert_int_equal(times(text_of(handle, "sitemap.xml?from=0"), "<url>"), 1);   /* the collection's own page: a sitemap must not be empty */
}

static bool tag_differs(const json_t *json, const void *path_and_tag)
{
        const char *const *both = path_and_tag;

        (void)json;
        return get(NULL, both[0], both[1]).status == 200;
}

/* Until a feed is another than its tag says; how many offers are in it then. */
static size_t changed(const char *handle, const char **tag)
{
        const char *both[] = { feed_of(handle, "listings.csv"), *tag };

        if (*tag)
                eventually(NULL, format("/listing/v1/collections/%s", handle), tag_differs, both);
        struct answer now = get(NULL, both[0], NULL);
        *tag = answer_header(&now, "ETag");
        assert_non_null(answer_header(&now, "Last-Modified"));
        assert_int_equal(get(NULL, both[0], *tag).status, 304);
        return times(now.text, "\r\n") - 1;
}

static void what_is_leased_is_in_no_feed(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection, *handle = a_collection(&merchant, false, &collection), *tag = NULL, *unit_id;

        (void)state;
        a_rubric(&merchant);
        const char *listing_id = offered(&merchant, "{\"sku\":\"S\",\"title\":\"Boot\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}}", &unit_id);
        assert_int_equal(changed(handle, &tag), 1);
        const char *offer = text_at(products(handle, ""), "0.handle");
        for (size_t i = 0; i < ARRAY_LEN(feeds); i++)
                if (!text_equal(feeds[i], "google.xml") && !text_equal(feeds[i], "sitemap.xml"))
                        says(text_of(handle, feeds[i]), offer);
        const char *claim = a_claim(&merchant, listing_id);
        assert_int_equal(changed(handle, &tag), 0);
        for (size_t i = 0; i < ARRAY_LEN(feeds); i++)
                assert_null(strstr(text_of(handle, feeds[i]), offer));
        expect(204, merchant.key, "DELETE", at(&merchant, "fulfillment", "/claims/%s", claim), NULL);
        assert_int_equal(changed(handle, &tag), 1);
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", collection), "{\"name\":\"Once more\"}");
        assert_int_equal(changed(handle, &tag), 1);
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", collection),
               "{\"return_days\":30,\"price_shares\":{\"A\":7000},\"final_sale_tag\":\"no-returns\"}");
        assert_int_equal(changed(handle, &tag), 1);
}

/* Quotes, markup, emoji, a mark that turns writing round, and what a spreadsheet would count with. */
#define ODD "=1+1 \\\"Coat\\\" <b> & \xf0\x9f\xa7\xa5 \xe2\x80\xae" "abc\xe2\x80\xac"

static void odd_texts_come_through_whole(void **state)
{
        static const char odd[] = "=1+1 \"Coat\" <b> & \xf0\x9f\xa7\xa5 \xe2\x80\xae" "abc\xe2\x80\xac";
        struct merchant merchant = new_merchant();
        const char *collection, *handle = a_collection(&merchant, false, &collection), *unit_id;

        (void)state;
        a_rubric(&merchant);
        offered(&merchant, "{\"sku\":\"@S,\\\"1\\\"\",\"title\":\"" ODD "\",\"vendor\":\"A & B\",\"product_type\":\"-Coats\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}}", &unit_id);
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", collection), "{\"name\":\"<Again> & \\\"again\\\"\"}");
        json_t *list = products(handle, "");
        assert_string_equal(text_at(list, "0.title"), format("%s (used, grade A)", odd));
        assert_string_equal(text_at(list, "0.vendor"), "A & B");
        assert_null(strpbrk(text_of(handle, "products.json"), "<>&"));
        json_t *structured = expect(200, NULL, "GET", feed_of(handle, "listings.jsonld"), NULL);
        assert_string_equal(text_at(structured, "name"), "<Again> & \"again\"");
        assert_string_equal(text_at(structured, "itemListElement.0.item.name"), odd);
        assert_null(strpbrk(text_of(handle, "listings.jsonld"), "<>&"));
        const char *csv = text_of(handle, "listings.csv");
        says(csv, "\"'=1+1 \"\"Coat\"\" <b> & \xf0\x9f\xa7\xa5 \xe2\x80\xae" "abc\xe2\x80\xac\",");
        says(csv, ",\"'-Coats\",\"A & B\",\"'@S,\"\"1\"\"\",");
        says(text_of(handle, "google.xml"), "<title>&lt;Again&gt; &amp; &quot;again&quot;</title>");
}

static void terms_are_the_offers_own(void **state)
{
        static const struct { bool final_sale; const char *tags, *category, *csv; } cases[] = {
                { true, "final-sale", "https://schema.org/MerchantReturnNotPermitted", ",true,0," },
                { false, NULL, "https://schema.org/MerchantReturnFiniteReturnWindow", ",false,30," },
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct merchant merchant = new_merchant();
                const char *collection, *handle = a_collection(&merchant, cases[i].final_sale, &collection), *unit_id;
                a_rubric(&merchant);
                offered(&merchant, "{\"sku\":\"S\",\"title\":\"Boot\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}}", &unit_id);
                json_t *list = products(handle, "");
                assert_string_equal(text_at(list, "0.tags.0"), "condition:used");
                assert_string_equal(text_at(list, "0.tags.1"), "grade:A");
                assert_true(!cases[i].tags == !value_at(list, "0.tags.2"));
                json_t *structured = expect(200, NULL, "GET", feed_of(handle, "listings.jsonld"), NULL);
                assert_string_equal(text_at(structured, "itemListElement.0.item.offers.hasMerchantReturnPolicy.returnPolicyCategory"), cases[i].category);
                says(text_of(handle, "listings.csv"), cases[i].csv);
        }
}

static void prices_are_written_as_their_currency_is(void **state)
{
        static const struct { const char *currency, *price, *new; } cases[] = { { "JPY", "8400", "12000" }, { "KWD", "8.400", "12.000" } };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct merchant merchant = { 0 };
                json_t *made = expect(201, staff("administrator"), "POST", "/accounts/v1/merchants",
                                      "{\"name\":\"One\",\"slug\":\"%s\",\"plan\":\"plus\",\"resale_included\":true,\"currency\":\"%s\",\"time_zone\":\"Asia/Tokyo\"}", unique("one"),
                                      cases[i].currency);
                snprintf(merchant.id, sizeof merchant.id, "%s", text_at(made, "merchant_id"));
                snprintf(merchant.key, sizeof merchant.key, "%s", text_at(expect(201, staff("administrator"), "POST", at(&merchant, "accounts", "/keys"),
                        "{\"name\":\"one\",\"scopes\":[\"listing:read\",\"intake:read\",\"intake:write\"]}"), "key"));
                const char *collection, *handle = a_collection(&merchant, false, &collection), *unit_id;
                a_rubric(&merchant);
                offered(&merchant, format("{\"sku\":\"S\",\"title\":\"Boot\",\"price\":{\"amount\":12000,\"currency\":\"%s\"}}", cases[i].currency), &unit_id);
                json_t *list = products(handle, "");
                assert_string_equal(text_at(list, "0.variants.0.price"), cases[i].price);
                assert_string_equal(text_at(list, "0.variants.0.compare_at_price"), cases[i].new);
                says(text_of(handle, "listings.csv"), format(",%s,%s,%s,", cases[i].price, cases[i].new, cases[i].currency));
        }
}

static void products_come_in_pages_newest_first(void **state)
{
        enum { PIECES = 3 };
        struct merchant merchant = new_merchant();
        const char *collection, *handle = a_collection(&merchant, false, &collection), *unit_id, *path = feed_of(handle, "products.json");
        json_t *one[PIECES];

        (void)state;
        a_rubric(&merchant);
        for (int i = 0; i < PIECES; i++)
                offered(&merchant, format("{\"sku\":\"S%d\",\"title\":\"Boot\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}}", i), &unit_id);
        for (int i = 0; i < PIECES; i++) {
                one[i] = products(handle, format("?limit=1&page=%d", i + 1));
                assert_int_equal(json_array_size(one[i]), 1);
                assert_string_equal(text_at(one[i], "0.variants.0.sku"), format("S%d", PIECES - 1 - i));
                assert_true(i == 0 || integer_at(one[i], "0.id") < integer_at(one[i - 1], "0.id"));
                assert_true(integer_at(one[i], "0.id") < 1LL << 53);
                assert_int_equal(integer_at(one[i], "0.variants.0.product_id"), integer_at(one[i], "0.id"));
        }
        assert_int_equal(json_array_size(products(handle, "")), PIECES);
        assert_int_equal(json_array_size(products(handle, "?limit=2&page=3")), 0);
        assert_int_equal(json_array_size(products(handle, "?limit=250&page=100")), 0);
        static const char *const bad[][2] = { { "limit=251", "limit" }, { "limit=0", "limit" }, { "limit=x", "limit" }, { "page=0", "page" }, { "limit=250&page=101", "page" },
                                              { "page=834", "page" }, { "page=-1", "page" } };
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                expect_field(422, bad[i][1], NULL, "GET", format("%s?%s", path, bad[i][0]), NULL);
        expect_field(422, "from", NULL, "GET", feed_of(handle, "sitemap.xml?from=-1"), NULL);
        expect_field(422, "to", NULL, "GET", feed_of(handle, "sitemap.xml?from=0&to=soon"), NULL);
        assert_int_equal(times(text_of(handle, "sitemap.xml?from=0"), "/p/"), PIECES);
        assert_int_equal(times(text_of(handle, "sitemap.xml?from=0&to=1000000"), "/p/"), 0);
}

/* Two alike are one product, whose id is not that of the unit alone, and which stays while one of them is left. */
static void a_pool_is_one_product(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection, *handle = a_collection(&merchant, false, &collection), *unit_id, *tag = NULL;

        (void)state;
        a_rubric(&merchant);
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", collection),
               "{\"return_days\":30,\"price_shares\":{\"A\":7000},\"auto_publish\":true,\"pool\":true}");
        for (int i = 0; i < 2; i++)
                offered(&merchant, "{\"sku\":\"S\",\"title\":\"Boot\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}}", &unit_id);
        assert_int_equal(changed(handle, &tag), 1);
        int64_t id = integer_at(products(handle, ""), "0.id");
        assert_true(id >= 1LL << 50 && id < 1LL << 53);
        a_claim(&merchant, text_at(expect(200, NULL, "GET", format("/listing/v1/collections/%s/listings", handle), NULL), "items.0.listing_id"));
        assert_int_equal(changed(handle, &tag), 1);
        assert_int_equal(integer_at(products(handle, ""), "0.id"), id);
        assert_int_equal(times(text_of(handle, "sitemap.xml?from=0"), "/p/"), 1);
}

static void what_is_not_live_is_its_merchants_own(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *handle = unique("draft"), *live = NULL;
        json_t *draft = expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections"), "{\"handle\":\"%s\",\"name\":\"Soon\",\"navigation_label\":\"Soon\"}", handle);

        (void)state;
        const char *nobody[] = { NULL, other.key, new_key(&merchant, "orders:read") }, *own[] = { new_key(&merchant, "listing:read"), staff("grader") };
        for (size_t i = 0; i < ARRAY_LEN(feeds); i++) {
                const char *path = feed_of(handle, feeds[i]);
                for (size_t n = 0; n < ARRAY_LEN(nobody); n++)
                        expect_problem(404, "collection-not-found", nobody[n], "GET", path, NULL);
                for (size_t n = 0; n < ARRAY_LEN(own); n++) {
                        struct answer answer = get(own[n], path, NULL);
                        assert_int_equal(answer.status, 200);
                        assert_string_equal(answer_header(&answer, "Cache-Control"), "private, no-cache");
                }
                expect_problem(404, "collection-not-found", NULL, "GET", feed_of("nothing-here", feeds[i]), NULL);
        }
        live = text_at(draft, "collection_id");
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", live), "{\"return_days\":1,\"price_shares\":{\"A\":1}}");
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", live), "{\"state\":\"live\"}");
        struct answer shown = get(NULL, feed_of(handle, feeds[0]), NULL);
        assert_string_equal(answer_header(&shown, "Cache-Control"), "public, max-age=0, must-revalidate");
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", live), "{\"state\":\"paused\"}");
        for (size_t i = 0; i < ARRAY_LEN(feeds); i++)
                expect_problem(404, "collection-not-found", NULL, "GET", feed_of(handle, feeds[i]), NULL);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(an_empty_collection_has_empty_feeds), api_test(what_is_leased_is_in_no_feed), api_test(odd_texts_come_through_whole), api_test(terms_are_the_offers_own),
                api_test(prices_are_written_as_their_currency_is), api_test(products_come_in_pages_newest_first), api_test(a_pool_is_one_product),
                api_test(what_is_not_live_is_its_merchants_own),
        };

        return API_MAIN(tests);
}

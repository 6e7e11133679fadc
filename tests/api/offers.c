/* What an offer says: of the product, of the unit itself, of its terms; and that it follows what becomes known. */
#include "support/photos.h"
#include "support/work.h"

static const char catalogue[] = "Handle,Title,Vendor,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Barcode,Tags\n"
                                "trail,Trail fleece \xc3\x89t\xc3\xa9,Northlight,Color,Navy,Size,S,FL-S,4006381333931,\"outdoor, Final-Sale\"\n";

/* The fixture with what a shopper reads of one of its grades; begins with its name, as ready rubrics do. */
static void a_worded_rubric(const struct merchant *merchant, const char *name, const char *words)
{
        const char *text = fixture("rubric_bench"), *grade = format("\"name\":\"%s\",", name), *found = strstr(text, grade);

        assert_non_null(found);
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/rubrics"), "{\"product_type\":\"*\",\"body\":%.*s%s\"public\":\"%s: %s\",%s}", (int)(found - text), text, grade, name,
               words, found + strlen(grade));
}

static void a_catalogue(const struct merchant *merchant)
{
        const char *headers[] = { "Content-Type: text/csv", NULL };

        assert_int_equal(call_with(merchant->key, "POST", at(merchant, "intake", "/catalogue"), headers, catalogue, strlen(catalogue)).status, 200);
}

static const char *take_photo(const struct merchant *merchant, const char *unit_id)
{
        struct arena *arena = arena_new();
        const char *id = a_photo(merchant, unit_id, "Front", jpeg_quarters(arena, 300, 200));

        arena_free(arena);
        return id;
}

static void grade_with_snag(const struct merchant *merchant, const char *unit_id, const char *photo, int x)
{
        expect(201, staff("grader"), "POST", at(merchant, "grading", "/units/%s/grades", unit_id),
               "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"no\"},{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"SG-3\",\"answer\":\"snag\",\"measure\":8,\"unit\":\"mm\"},"
               "{\"question\":\"FN-1\",\"answer\":\"all\"}],\"observations\":[{\"question\":\"SG-3\",\"place\":\"left sleeve\",\"pins\":[{\"photo_id\":\"%s\",\"x\":%d,\"y\":10000}]}]}", photo, x);
}

static bool is_offered(const json_t *json, const void *context)
{
        (void)context;
        return json_array_size(json_object_get(json, "items")) == 1;
}
static json_t *the_offer(const char *handle) { return value_at(eventually(NULL, format("/listing/v1/collections/%s/listings", handle), is_offered, NULL), "items.0"); }

static void an_offer_says_what_is_known_of_product_and_unit(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *collection = a_collection(&merchant, false, &collection_id);
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        a_worded_rubric(&merchant, "Very good", "light signs of wear.");
        a_catalogue(&merchant);
        const char *photo = take_photo(&merchant, piece.unit_id);
        grade_with_snag(&merchant, piece.unit_id, photo, 2500);
        json_t *offer = the_offer(collection);
        const struct { const char *member, *text; } said[] = {
                { "title", "Trail fleece \xc3\x89t\xc3\xa9" }, { "vendor", "Northlight" }, { "sku", "FL-S" }, { "product_type", "Fleece" }, { "size", "S" }, { "colour", "Navy" },
                { "options.0.name", "Color" }, { "options.0.value", "Navy" }, { "options.1.value", "S" }, { "gtin", "04006381333931" }, { "grade", "B" }, { "grade_name", "Very good" },
                { "grade_text", "Light signs of wear." }, { "flaws.0.text", "Small snag, 8 mm, left sleeve" }, { "flaws.0.photo_id", photo }, { "photos.0.photo_id", photo },
                { "photos.0.url", format("/listing/v1/collections/%s/photos/%s/1280", collection, photo) }, { "photos.0.alt", "Trail fleece \xc3\x89t\xc3\xa9, Front" },
                { "terms_rule", "collection" },
        };
        for (size_t i = 0; i < ARRAY_LEN(said); i++)
                assert_string_equal(text_at(offer, said[i].member), said[i].text);
        assert_int_equal(integer_at(offer, "flaws.0.x"), 2500);
        assert_int_equal(integer_at(offer, "photos.0.width"), 300);
        assert_true(json_is_null(value_at(offer, "valid_until")));
        assert_true(json_is_null(value_at(offer, "warranty_days")));
        assert_int_equal(integer_at(offer, "quantity"), 1);
        const char *handle = text_at(offer, "handle");
        assert_memory_equal(handle, "trail-fleece-ete-", 17);
        assert_string_equal(handle + 17, text_at(offer, "listing_id") + 26);
}

/* Words by their beginning, all of them; or a plate. */
static void listings_are_found_by_words_of_their_title_and_by_plate(void **state)
{
        static const char *const found[] = { "fleece", "FLEE", "s%20fle", "Fl%C3%A9ece" }, *const not[] = { "leece", "kayak%20fleece", "%2D", "%27%20%3A%2A%20%26", "RP00000000000" };
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct piece piece = a_graded_unit(&merchant);
        const char *id;

        (void)state;
        a_collection(&merchant, true, &id);
        until_state(&merchant, piece.unit_id, "listed");
        for (size_t i = 0; i < ARRAY_LEN(found); i++) {
                assert_int_equal(count_of(merchant.key, at(&merchant, "listing", "/listings?q=%s&state=live&grade=A&collection_id=%s", found[i], id)), 1);
                assert_int_equal(count_of(merchant.key, at(&merchant, "listing", "/listings?q=%s&state=sold", found[i])), 0);
                assert_int_equal(count_of(other.key, at(&other, "listing", "/listings?q=%s", found[i])), 0);
        }
        for (size_t i = 0; i < ARRAY_LEN(not); i++)
                assert_int_equal(count_of(merchant.key, at(&merchant, "listing", "/listings?q=%s", not[i])), 0);
        assert_int_equal(count_of(merchant.key, at(&merchant, "listing", "/listings?q=%s", piece.plate)), 1);
        assert_int_equal(count_of(other.key, at(&other, "listing", "/listings?q=%s", piece.plate)), 0);
        expect_field(422, "q", merchant.key, "GET", at(&merchant, "listing", "/listings?q="), NULL);
}

static void pins_follow_another_grade(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *collection = a_collection(&merchant, false, &collection_id);
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        a_worded_rubric(&merchant, "Very good", "light signs of wear.");
        const char *photo = take_photo(&merchant, piece.unit_id);
        grade_with_snag(&merchant, piece.unit_id, photo, 2500);
        const char *first = text_at(the_offer(collection), "listing_id");
        expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", first), NULL);
        const char *order = a_started_order(&merchant, piece.unit_id, "repack");
        expect(200, staff("technician"), "POST", order_path(&merchant, order, "/finish"), "{\"result\":\"done\"}");
        grade_with_snag(&merchant, piece.unit_id, take_photo(&merchant, piece.unit_id), 7000);   /* as it is after the work */
        json_t *offer = the_offer(collection);
        assert_string_not_equal(text_at(offer, "listing_id"), first);
        assert_int_equal(integer_at(offer, "flaws.0.x"), 7000);
        assert_int_equal(json_array_size(value_at(offer, "flaws")), 1);
}

static size_t how_often(const char *text, const char *words)
{
        size_t count = 0;

        while ((text = strcasestr(text, words))) {
                text += strlen(words);
                count++;
        }
        return count;
}

static void the_words_of_a_grade_are_said_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *collection = a_collection(&merchant, false, &collection_id);
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        a_worded_rubric(&merchant, "Like new", "no mark can be seen");
        expect(201, staff("grader"), "POST", at(&merchant, "grading", "/units/%s/grades", piece.unit_id), "{\"answers\":[{\"question\":\"OV-1\",\"answer\":\"yes\"}]}");
        json_t *offer = the_offer(collection);
        assert_string_equal(text_at(offer, "condition_text"), "Like new: no mark can be seen.");   /* by itself it says which grade */
        assert_string_equal(text_at(offer, "grade_text"), "No mark can be seen");
        const char *paths[] = { format("/listing/shop/%s/p/%s", collection, text_at(offer, "handle")), format("/listing/u/%s", piece.plate) };
        for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
                struct answer page = call(NULL, "GET", paths[i], NULL);
                assert_int_equal(page.status, 200);
                const char *shown = strstr(page.text, "<body");
                assert_int_equal(how_often(strstr(shown, "class=\"graded\""), "no mark can be seen"), 1);
                assert_null(strstr(shown, "<p></p>"));
        }
}

static void the_most_specific_terms_win(void **state)
{
        struct merchant merchant = new_merchant();
        static const struct { const char *rules, *rule; int64_t days; bool final_sale; } of[] = {
                { "[]", "collection", 30, false },
                { "[{\"product_type\":\"FLEECE\",\"return_days\":14},{\"grade\":\"C\",\"final_sale\":true}]", "product type FLEECE", 14, false },
                { "[{\"product_type\":\"Fleece\",\"return_days\":14},{\"grade\":\"A\",\"final_sale\":true}]", "grade A", 0, true },
        };
        const char *collection_id, *collection = a_collection(&merchant, false, &collection_id);

        (void)state;
        a_rubric(&merchant);
        for (size_t i = 0; i < ARRAY_LEN(of); i++) {
                expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", collection_id),
                       "{\"return_days\":30,\"price_shares\":{\"*\":5000},\"auto_publish\":true,\"rules\":%s}", of[i].rules);
                struct piece piece = a_received_unit(&merchant);
                grade(&merchant, piece.unit_id, "none");
                json_t *offer = the_offer(collection);
                assert_string_equal(text_at(offer, "terms_rule"), of[i].rule);
                assert_int_equal(integer_at(offer, "return_days"), of[i].days);
                assert_int_equal(json_is_true(value_at(offer, "final_sale")), of[i].final_sale);
                json_t *own = expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", text_at(offer, "listing_id")), NULL);
                assert_int_equal(json_is_null(value_at(own, "final_sale_set_by")), !of[i].final_sale);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(an_offer_says_what_is_known_of_product_and_unit),
                api_test(listings_are_found_by_words_of_their_title_and_by_plate), api_test(pins_follow_another_grade),
                api_test(the_words_of_a_grade_are_said_once), api_test(the_most_specific_terms_win),
        };

        return API_MAIN(tests);
}

/* What shoppers see: pages, photos, passports, the merchant's colours, the element for other sites. */
#include "support/photos.h"
#include "support/database.h"
#include "support/work.h"

#include <unistd.h>

#define FOR_EVER "public, max-age=31536000, immutable"

static struct answer page(const char *as, const char *path)
{
        return call(as, "GET", path, NULL);
}

static const char *shows(int status, const char *path, const char *words)
{
        struct answer answer = page(NULL, path);

        if (answer.status != status || !answer.text || !strstr(answer.text, words))
                fail_msg("%s: %d, without \"%s\":\n%s", path, answer.status, words, answer.text ? answer.text : "");
        assert_string_equal(answer_header(&answer, "Content-Type"), "text/html; charset=utf-8");
        assert_non_null(strstr(answer_header(&answer, "Content-Security-Policy"), "default-src 'none'"));
        assert_null(strstr(answer.text, " style="));
        assert_null(strstr(answer.text, "<script>"));
        return answer.text;
}

/* Kept answers follow what changed within a moment. */
static const char *soon(int status, const char *path, const char *words)
{
        for (int i = 0; i < 400; i++) {
                struct answer answer = page(NULL, path);
                if (answer.status == status && strstr(answer.text, words))
                        break;
                usleep(25000);
        }
        return shows(status, path, words);
}

static void hides(const char *text, const char *words)
{
        if (strstr(text, words))
                fail_msg("it says \"%s\"", words);
}

/* A piece on offer with a flaw pinned on one of its two photos. */
struct shown { struct piece piece; const char *handle, *listing_id, *photo, *other, *offer; json_t *json; };

static bool is_listed(const json_t *json, const void *unit_id)
{
        const char *id = json_string_value(json_object_get(json_array_get(json_object_get(json, "items"), 0), "unit_id"));

        return text_equal(id, unit_id);
}

/* A shop that is to go live; its collection's id. */
static const char *a_shop(const struct merchant *merchant, const char *handle, const char *terms)
{
        a_rubric(merchant);
        const char *id = text_at(expect(201, merchant->key, "POST", at(merchant, "listing", "/collections"),
                                        "{\"handle\":\"%s\",\"name\":\"Second & third life\",\"navigation_label\":\"Pre-loved\",\"description\":\"<b>Worn</b> before.\"}", handle),
                                 "collection_id");
        expect(201, merchant->key, "POST", at(merchant, "listing", "/collections/%s/policies", id), "{\"price_shares\":{\"*\":7000},\"auto_publish\":true,%s}", terms);
        return id;
}

/* Graded with a small flaw, pinned on these photos; the offer that comes of it. */
static json_t *offer_with_pins(const struct merchant *merchant, const char *handle, const char *unit_id, const char *pins)
{
        expect(201, staff("grader"), "POST", at(merchant, "grading", "/units/%s/grades", unit_id),
               "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"small\"}],"
               "\"observations\":[{\"question\":\"SG-3\",\"place\":\"left sleeve\",\"pins\":[%s]}]}", pins);
        return value_at(eventually(NULL, format("/listing/v1/collections/%s/listings", handle), is_listed, unit_id), "items.0");
}

static struct shown a_shown_piece(const struct merchant *merchant, const char *terms)
{
        struct shown shown = { .handle = unique("shop") };
        const char *id = a_shop(merchant, shown.handle, terms);

        shown.piece = a_received_unit(merchant);
        shown.photo = a_photo(merchant, shown.piece.unit_id, "Front", jpeg_quarters(test_memory, 1000, 800));
        shown.other = a_photo(merchant, shown.piece.unit_id, "Back", jpeg_quarters(test_memory, 200, 160));
        expect(200, merchant->key, "PATCH", at(merchant, "listing", "/collections/%s", id), "{\"state\":\"live\"}");
        shown.json = offer_with_pins(merchant, shown.handle, shown.piece.unit_id, format("{\"photo_id\":\"%s\",\"x\":2500,\"y\":5000}", shown.photo));
        shown.listing_id = text_at(shown.json, "listing_id");
        shown.offer = format("/listing/shop/%s/p/%s", shown.handle, text_at(shown.json, "handle"));
        return shown;
}

static void a_piece_is_shown_with_its_flaws_and_terms(void **state)
{
        struct merchant merchant = new_merchant();
        struct shown shown = a_shown_piece(&merchant, "\"return_days\":30,\"warranty\":\"One year on <seams>.\"");
        const char *shop = format("/listing/shop/%s", shown.handle), *text = shows(200, shop, "Second &amp; third life");

        (void)state;
        assert_non_null(strstr(text, "&lt;b&gt;Worn&lt;/b&gt; before."));
        assert_non_null(strstr(text, format("href=\"/shop/%s/p/%s\"", shown.handle, text_at(shown.json, "handle"))));
        assert_non_null(strstr(text, format("/photos/%s/640 640w", shown.photo)));
        assert_non_null(strstr(text, "rel=\"canonical\""));
        text = shows(200, shown.offer, "You can return it within 30 days of delivery.");
        assert_non_null(strstr(text, "application/ld+json"));
        assert_non_null(strstr(text, "left sleeve"));
        assert_non_null(strstr(text, "<circle cx=\"250\" cy=\"400\""));   /* of 1000 by 800 */
        assert_non_null(strstr(text, "width=\"1000\" height=\"800\""));
        assert_non_null(strstr(text, format("/u/%s", shown.piece.plate)));
        assert_non_null(strstr(text, "property=\"og:image\""));
        assert_non_null(strstr(text, "Warranty terms: One year on &lt;seams&gt;."));
        assert_non_null(strstr(shows(200, format("/listing/shop/%s/p/%s", shown.handle, shown.listing_id), "left sleeve"), "rel=\"canonical\""));
        struct answer first = page(NULL, shown.offer);
        const char *headers[] = { format("If-None-Match: %s", answer_header(&first, "ETag")), NULL };
        assert_int_equal(call_with(NULL, "GET", shown.offer, headers, NULL, 0).status, 304);
}

static void the_shelf_is_filtered_by_what_its_form_sends(void **state)
{
        struct merchant merchant = new_merchant();
        struct shown shown = a_shown_piece(&merchant, "\"return_days\":30");
        const char *shop = format("/listing/shop/%s", shown.handle), *title = text_at(shown.json, "title"), *type = text_at(shown.json, "product_type");
        const char *with[] = { format("?type=%s&size=&grade=&condition=&from=&to=&sort=&q=", type), "?grade=B", "?condition=used&sort=price-descending", "?from=1&to=5,000", "?q=fleece",
                               "?q=%20", "?q=&type=Fleece&size=&condition=&grade=&from=50&to=&sort=" };
        const char *without[] = { "?type=Kayak", "?grade=A", "?condition=new", "?from=5000", "?to=1", "?q=kayak", "?size=XXL" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(with); i++)
                shows(200, format("%s%s", shop, with[i]), title);
        for (size_t i = 0; i < ARRAY_LEN(without); i++)
                hides(shows(200, format("%s%s", shop, without[i]), "No piece is like that at the moment"), title);
        assert_non_null(strstr(shows(200, format("%s?q=%%22%%3E%%3Ci%%3E", shop), "“&quot;&gt;&lt;i&gt;”"), "noindex"));
        struct answer anew = page(NULL, format("%s?grade=B&cursor=00", shop));
        assert_int_equal(anew.status, 302);
        assert_string_equal(answer_header(&anew, "Location"), format("/shop/%s?grade=B", shown.handle));
}

static void what_is_gone_says_so(void **state)
{
        struct merchant merchant = new_merchant();
        struct shown shown = a_shown_piece(&merchant, "\"return_days\":0,\"final_sale\":true");

        (void)state;
        shows(200, shown.offer, "Final sale: this piece cannot be returned.");
        const char *claim = a_claim(&merchant, shown.listing_id);
        soon(404, shown.offer, "Somebody is buying this piece");
        an_order(&merchant, shown.listing_id, claim);
        hides(soon(410, shown.offer, "This piece is gone"), "You might like");
        soon(200, format("/listing/shop/%s", shown.handle), "The shelf is empty right now");
        struct piece next = a_received_unit(&merchant);
        grade(&merchant, next.unit_id, "none");
        until_state(&merchant, next.unit_id, "listed");
        eventually(NULL, format("/listing/v1/collections/%s/listings", shown.handle), is_listed, next.unit_id);
        soon(410, shown.offer, "You might like");
        shows(404, format("/listing/shop/%s/p/nothing", shown.handle), "There is no such piece here");
        shows(404, format("/listing/shop/%s/p/%s", shown.handle, new_uuid()), "There is no such piece here");
        shows(404, "/listing/shop/nothing-here", "There is no shop here");
}

static void what_is_not_live_is_shown_to_its_own_only(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct shown shown = a_shown_piece(&merchant, "\"return_days\":30");
        const char *id = text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/collections"), NULL), "items.0.collection_id");
        const char *shop = format("/listing/shop/%s", shown.handle), *photo = format("/listing/v1/collections/%s/photos/%s/320", shown.handle, shown.photo);
        const char *look = format("/listing/v1/collections/%s/look.css", shown.handle);

        (void)state;
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", id), "{\"state\":\"paused\"}");
        const char *nobody[] = { NULL, other.key, new_key(&merchant, "orders:read") };
        for (size_t i = 0; i < ARRAY_LEN(nobody); i++) {
                assert_int_equal(page(nobody[i], shop).status, 404);
                assert_int_equal(page(nobody[i], shown.offer).status, 404);
                expect_problem(404, "collection-not-found", nobody[i], "GET", photo, NULL);
                expect_problem(404, "collection-not-found", nobody[i], "GET", look, NULL);
        }
        struct answer own = page(staff("lister"), shop);
        assert_int_equal(own.status, 200);
        assert_string_equal(answer_header(&own, "Cache-Control"), "private, no-cache");
        assert_int_equal(page(merchant.key, photo).status, 200);
}

static void photos_are_those_of_what_is_offered(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct shown shown = a_shown_piece(&merchant, "\"return_days\":30"), others = a_shown_piece(&other, "\"return_days\":30");
        const char *photos = format("/listing/v1/collections/%s/photos", shown.handle);
        static const struct { int asked, width, height; } sizes[] = { { 320, 320, 256 }, { 640, 640, 512 }, { 1280, 1000, 800 } };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(sizes) * 2; i++) {   /* made, then as it was kept */
                struct answer answer = page(NULL, format("%s/%s/%d", photos, shown.photo, sizes[i / 2].asked));
                struct picture_size size = jpeg_size((struct jpeg){ answer.text, strtoul(answer_header(&answer, "Content-Length"), NULL, 10) });
                assert_int_equal(answer.status, 200);
                assert_string_equal(answer_header(&answer, "Content-Type"), "image/jpeg");
                assert_string_equal(answer_header(&answer, "Cache-Control"), FOR_EVER);
                assert_string_equal(answer_header(&answer, "Access-Control-Allow-Origin"), "*");
                assert_int_equal(size.width, sizes[i / 2].width);
                assert_int_equal(size.height, sizes[i / 2].height);
                const char *headers[] = { format("If-None-Match: %s", answer_header(&answer, "ETag")), NULL };
                assert_int_equal(call_with(NULL, "GET", format("%s/%s/%d", photos, shown.photo, sizes[i / 2].asked), headers, NULL, 0).status, 304);
        }
        expect_problem(404, "photo-not-found", NULL, "GET", format("%s/%s/320", photos, others.photo), NULL);
        expect_problem(404, "photo-not-found", NULL, "GET", format("%s/%s/320", photos, new_uuid()), NULL);
        expect_problem(404, "no-such-route", NULL, "GET", format("%s/%s/321", photos, shown.photo), NULL);
        expect_problem(404, "no-such-route", NULL, "GET", format("%s/x/320", photos), NULL);
        expect_problem(404, "photo-not-found", NULL, "GET", format("/listing/v1/collections/%s/photos/%s/320", others.handle, shown.photo), NULL);
        const char *late = a_photo(&merchant, shown.piece.unit_id, "Address label", jpeg_quarters(test_memory, 400, 300));   /* after the offer was written */
        expect_problem(404, "photo-not-found", NULL, "GET", format("%s/%s/320", photos, late), NULL);
        expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", shown.listing_id), NULL);
        expect_problem(404, "photo-not-found", NULL, "GET", format("%s/%s/320", photos, shown.photo), NULL);
}

/* Not what no list asks for, what the list keeps inside, what was photographed before the work or while it went on. */
static void only_photos_that_show_the_piece_as_it_is_become_public(void **state)
{
        struct merchant merchant = new_merchant();
        const char *handle = unique("shop"), *id = a_shop(&merchant, handle, "\"return_days\":30"), *hidden[4];
        struct jpeg jpeg = jpeg_quarters(test_memory, 200, 160);

        (void)state;
        expect(200, staff("supervisor"), "PUT", at(&merchant, "intake", "/shot-lists"), "{\"product_type\":\"*\",\"shots\":[{\"name\":\"Front\"},{\"name\":\"Back\"},"
               "{\"name\":\"Parcel\",\"internal\":true}]}");
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", id), "{\"state\":\"live\"}");
        struct piece piece = a_received_unit(&merchant);
        hidden[0] = a_photo(&merchant, piece.unit_id, "Front", jpeg);
        const char *order = a_started_order(&merchant, piece.unit_id, "clean");
        hidden[3] = a_photo(&merchant, piece.unit_id, "Back", jpeg);
        expect(200, staff("technician"), "POST", order_path(&merchant, order, "/finish"), "{\"result\":\"done\"}");
        hidden[1] = a_photo(&merchant, piece.unit_id, "Address label", jpeg);
        hidden[2] = a_photo(&merchant, piece.unit_id, "Parcel", jpeg);
        const char *front = a_photo(&merchant, piece.unit_id, "front", jpeg);
        json_t *offer = offer_with_pins(&merchant, handle, piece.unit_id, format("{\"photo_id\":\"%s\",\"x\":1,\"y\":1},{\"photo_id\":\"%s\",\"x\":2,\"y\":2}", hidden[1], front));
        assert_int_equal(json_array_size(value_at(offer, "photos")), 1);
        assert_string_equal(text_at(offer, "photos.0.photo_id"), front);
        assert_int_equal(json_array_size(value_at(offer, "flaws.0.pins")), 1);
        assert_string_equal(text_at(offer, "flaws.0.pins.0.photo_id"), front);
        assert_int_equal(page(NULL, format("/listing/v1/collections/%s/photos/%s/320", handle, front)).status, 200);
        for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
                expect_problem(404, "photo-not-found", NULL, "GET", format("/listing/v1/collections/%s/photos/%s/320", handle, hidden[i]), NULL);
}

static void a_passport_says_what_an_owner_may_know(void **state)
{
        struct merchant merchant = new_merchant();
        struct shown shown = a_shown_piece(&merchant, "\"return_days\":30");
        struct piece unseen = a_received_unit(&merchant);
        const char *path = format("/listing/u/%s", shown.piece.plate), *text = shows(200, path, "Very good");
        char wrong[20];

        (void)state;
        assert_non_null(strstr(text, "It is for sale now"));
        assert_non_null(strstr(text, "Not yet"));
        hides(text, "84.00");   /* no price */
        hides(text, "grader");
        assert_non_null(strstr(text, format("/collections/%s/photos/%s/640 640w", shown.handle, shown.photo)));
        assert_non_null(strstr(text, "<circle cx=\"250\" cy=\"400\""));
        assert_non_null(strstr(text, "left sleeve"));
        shows(200, format("/listing/u/%.2s-%.4s-%.6s-%s", shown.piece.plate, shown.piece.plate + 2, shown.piece.plate + 6, shown.piece.plate + 12), "Very good");
        shows(404, format("/listing/u/%s", unseen.plate), "There is no passport for this plate");
        snprintf(wrong, sizeof wrong, "%s", shown.piece.plate);
        wrong[11] = wrong[11] == '7' ? '8' : '7';
        shows(404, format("/listing/u/%s", wrong), "This is not a plate of ours");
        shows(404, "/listing/01/0123456789013/21/RP00000000000", "This is not a product number");
        shows(404, format("/listing/01/00123456789012/21/%s", shown.piece.plate), "There is no passport for this plate");   /* of another product */
        a_shipped_parcel(&merchant, an_order(&merchant, shown.listing_id, NULL), shown.piece.plate, unique("1Z"));
        assert_non_null(strstr(shows(200, path, "It has an owner"), shown.photo));   /* of the offer it was sold by */
}

/* GS1 Digital Link, as a label's QR code holds it. */
static void a_digital_link_leads_to_the_passport(void **state)
{
        struct merchant merchant = new_merchant();
        const char *handle = unique("shop"), *id = a_shop(&merchant, handle, "\"return_days\":30");

        (void)state;
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", id), "{\"state\":\"live\"}");
        json_t *shipment = expect(201, staff("receiver"), "POST", at(&merchant, "intake", "/shipments"), "{\"rma\":\"%s\",\"lines\":[{\"sku\":\"TF\",\"title\":\"Fleece\","
                                  "\"product_type\":\"Fleece\",\"barcode\":\"4006381333931\",\"price\":{\"amount\":9000,\"currency\":\"USD\"}}]}", unique("RMA"));
        json_t *unit = expect(201, staff("receiver"), "POST", at(&merchant, "intake", "/shipments/%s/receive", text_at(shipment, "shipment_id")),
                              "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(shipment, "lines.0.line_id"), facility());
        grade(&merchant, text_at(unit, "unit_id"), "none");
        until_state(&merchant, text_at(unit, "unit_id"), "listed");
        shows(200, format("/listing/01/04006381333931/21/%s", text_at(unit, "lpn")), "It is for sale now");
        shows(404, format("/listing/01/00123456789012/21/%s", text_at(unit, "lpn")), "There is no passport for this plate");
}

/* What is not public any more is in no passport either. */
static void a_passport_shows_no_photo_that_is_not_public(void **state)
{
        struct merchant merchant = new_merchant();
        struct shown shown = a_shown_piece(&merchant, "\"return_days\":30");
        const char *path = format("/listing/u/%s", shown.piece.plate), *id = text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/collections"), NULL), "items.0.collection_id");

        (void)state;
        shows(200, path, shown.photo);
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", id), "{\"state\":\"paused\"}");
        hides(shows(200, path, "Very good"), shown.photo);
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", id), "{\"state\":\"live\"}");
        shows(200, path, shown.photo);
        expect(200, merchant.key, "POST", at(&merchant, "listing", "/listings/%s/withdraw", shown.listing_id), NULL);
        hides(shows(200, path, "Very good"), shown.photo);
}

static void colours_follow_the_merchants(void **state)
{
        struct merchant merchant = new_merchant();
        struct shown shown = a_shown_piece(&merchant, "\"return_days\":30");
        const char *id = text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/collections"), NULL), "items.0.collection_id");
        const char *look = format("/listing/v1/collections/%s/look.css", shown.handle);

        (void)state;
        struct answer answer = page(NULL, look);
        assert_string_equal(answer_header(&answer, "Content-Type"), "text/css; charset=utf-8");
        assert_non_null(strstr(answer.text, "--ground:#ffffff"));
        assert_non_null(strstr(answer.text, "prefers-color-scheme:dark"));
        const char *headers[] = { format("If-None-Match: %s", answer_header(&answer, "ETag")), NULL };
        assert_int_equal(call_with(NULL, "GET", look, headers, NULL, 0).status, 304);
        expect(200, merchant.key, "PUT", at(&merchant, "listing", "/collections/%s/look", id), "{\"background\":\"#101820\",\"text\":\"#f2f2f2\",\"accent\":\"#f2aa4c\"}");
        answer = call_with(NULL, "GET", look, headers, NULL, 0);
        assert_int_equal(answer.status, 200);
        assert_non_null(strstr(answer.text, "color-scheme:dark;"));   /* a dark programme is dark in both */
        assert_null(strstr(answer.text, "prefers-color-scheme"));
        assert_non_null(strstr(answer.text, "--on-accent:#000000"));
}

static void a_storefront_is_where_the_button_leads(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct shown shown = a_shown_piece(&merchant, "\"return_days\":30");
        const char *id = text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/collections"), NULL), "items.0.collection_id");
        const char *path = at(&merchant, "listing", "/collections/%s/storefront", id);
        static const char *const wrong[] = { "http://shop.example/{handle}", "https://", "https:///x", "https://shop.example/{id}",
                                           "https://shop.example/\\\"x", "https://shop.example/a b", "javascript:1" };
        static const struct { const char *field, *body; } wrong_more[] = {
                { "countries[0]", "\"countries\":[\"us\"]" }, { "countries[1]", "\"countries\":[\"US\",\"US\"]" }, { "countries[0]", "\"countries\":[\"USA\"]" },
                { "google_categories[0].category", "\"google_categories\":[{\"product_type\":\"Fleece\",\"category\":\"0\"}]" },
                { "google_categories[0].category", "\"google_categories\":[{\"product_type\":\"Fleece\",\"category\":\"16o4\"}]" },
                { "google_categories[0].category", "\"google_categories\":[{\"product_type\":\"Fleece\"}]" },
                { "google_categories[1].product_type", "\"google_categories\":[{\"product_type\":\"Fleece\",\"category\":\"1604\"},{\"product_type\":\"fleece\",\"category\":\"1604\"}]" },
        };

        (void)state;
        assert_true(json_is_null(value_at(expect(200, merchant.key, "GET", path, NULL), "product_url")));
        hides(shows(200, shown.offer, "left sleeve"), "class=\"buy\"");
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
                expect_field(422, "product_url", merchant.key, "PUT", path, "{\"product_url\":\"%s\"}", wrong[i]);
        for (size_t i = 0; i < ARRAY_LEN(wrong_more); i++)
                expect_field(422, wrong_more[i].field, merchant.key, "PUT", path, "{%s}", wrong_more[i].body);
        done_once(200, merchant.key, "PUT", path, "%s", "{\"product_url\":\"https://shop.example/products/{handle}?ref={listing_id}\",\"countries\":[\"US\",\"CA\"],"
                  "\"google_categories\":[{\"product_type\":\"FLEECE\",\"category\":\"5598\"},{\"product_type\":\"*\",\"category\":\"1604\"}]}");
        soon(200, shown.offer, format("href=\"https://shop.example/products/%s?ref=%s\"", text_at(shown.json, "handle"), shown.listing_id));
        assert_non_null(strstr(page(NULL, shown.offer).text, "\"applicableCountry\":[\"US\", \"CA\"]"));
        assert_non_null(strstr(page(NULL, format("/listing/v1/collections/%s/listings.jsonld", shown.handle)).text, "\"applicableCountry\":[\"US\", \"CA\"]"));
        assert_non_null(strstr(page(NULL, format("/listing/v1/collections/%s/google.xml", shown.handle)).text, "<g:google_product_category>5598<"));
        assert_string_equal(text_at(expect(200, staff("lister"), "PUT", path, "{\"google_categories\":[{\"product_type\":\"*\",\"category\":\"Apparel & Accessories > Clothing\"}]}"),
                                    "google_categories.0.product_type"), "*");
        soon(200, shown.offer, "MerchantReturnPolicy\",\"returnPolicyCategory");
        assert_non_null(strstr(page(NULL, format("/listing/v1/collections/%s/google.xml", shown.handle)).text,
                               "<g:google_product_category>Apparel &amp; Accessories &gt; Clothing<"));
        expect_problem(403, "not-allowed", staff("grader"), "PUT", path, "{}");
        expect_problem(403, "not-allowed", new_key(&merchant, "listing:read"), "PUT", path, "{}");
        expect_problem(404, "collection-not-found", other.key, "GET", at(&other, "listing", "/collections/%s/storefront", id), NULL);
        expect_problem(404, "collection-not-found", other.key, "PUT", at(&other, "listing", "/collections/%s/storefront", id), "{}");
}

static void the_element_comes_to_any_site(void **state)
{
        struct answer answer = page(NULL, "/listing/embed/resale-collection.js");

        (void)state;
        assert_int_equal(answer.status, 200);
        assert_string_equal(answer_header(&answer, "Access-Control-Allow-Origin"), "*");
        assert_non_null(strstr(answer_header(&answer, "Cache-Control"), "max-age=3600"));
        assert_true(strlen(answer.text) < 7168);
        const char *headers[] = { format("If-None-Match: %s", answer_header(&answer, "ETag")), NULL };
        assert_int_equal(call_with(NULL, "GET", "/listing/embed/resale-collection.js", headers, NULL, 0).status, 304);
        expect_problem(404, "no-such-route", NULL, "GET", "/listing/embed/other.js", NULL);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_piece_is_shown_with_its_flaws_and_terms), api_test(the_shelf_is_filtered_by_what_its_form_sends), api_test(what_is_gone_says_so),
                api_test(what_is_not_live_is_shown_to_its_own_only), api_test(photos_are_those_of_what_is_offered), api_test(only_photos_that_show_the_piece_as_it_is_become_public),
                api_test(a_passport_says_what_an_owner_may_know),
                api_test(a_digital_link_leads_to_the_passport), api_test(a_passport_shows_no_photo_that_is_not_public),
                api_test(colours_follow_the_merchants), api_test(a_storefront_is_where_the_button_leads), api_test(the_element_comes_to_any_site),
        };

        test_memory = arena_new();   /* of the pictures */
        int failed = API_MAIN(tests);
        arena_free(test_memory);
        return failed;
}

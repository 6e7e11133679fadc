/* The pull: what can be bought now, to whom it is shown, and what its tag promises. */
#include <unistd.h>

#include "support/database.h"
#include "support/steps.h"

STATEMENT(same_time, 1, "update listing.edition set published_at = date_trunc('hour', published_at) where merchant_id = $1::uuid");
static const struct sql *const statements[] = { &same_time, NULL };

static struct answer pull(const char *as, const char *path, const char *tag)
{
        const char *headers[] = { tag ? format("If-None-Match: %s", tag) : NULL, NULL };

        return call_with(as, "GET", path, headers, NULL, 0);
}

static size_t offers(const struct answer *answer)
{
        assert_int_equal(answer->status, 200);
        return json_array_size(value_at(answer->json, "items"));
}

/* The answer once it is another than the one with this tag: what others do is heard of a moment later. */
static struct answer later(const char *as, const char *path, const char *tag)
{
        struct answer now = pull(as, path, tag);

        for (int i = 0; i < 500 && now.status == 304; i++, usleep(10000))
                now = pull(as, path, tag);
        return now;
}

/* The tag after something changed: another one, and the old one is no longer good. */
static const char *changed(const char *path, const char *tag, size_t count)
{
        struct answer now = until_offers(path, count);

        const char *next = answer_header(&now, "ETag");
        assert_true(next[0] == '"');   /* strong */
        assert_true(!tag || strcmp(tag, next) != 0);
        struct answer again = pull(NULL, path, next);
        assert_int_equal(again.status, 304);
        assert_string_equal(answer_header(&again, "ETag"), next);
        assert_int_equal(strlen(again.text), 0);
        return next;
}

static void the_tag_changes_with_what_can_be_bought(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *listing_id, *path = format("/listing/v1/collections/%s/listings", a_collection(&merchant, false, &collection_id));

        (void)state;
        const char *tag = changed(path, NULL, 0);
        struct piece piece = a_graded_unit(&merchant);
        until_state(&merchant, piece.unit_id, "listed");
        tag = changed(path, tag, 1);
        listing_id = text_at(until_offers(path, 1).json, "items.0.listing_id");
        const char *claim = a_claim(&merchant, listing_id), *one = format("%s/%s", path, listing_id);
        tag = changed(path, tag, 0);
        expect_problem(404, "listing-not-found", NULL, "GET", one, NULL);
        expect(204, merchant.key, "DELETE", at(&merchant, "fulfillment", "/claims/%s", claim), NULL);
        tag = changed(path, tag, 1);
        hold(&merchant, piece.unit_id);
        tag = changed(path, tag, 0);
        release_hold(&merchant, piece.unit_id);
        tag = changed(path, tag, 1);
        const char *order = an_order(&merchant, listing_id, NULL);
        tag = changed(path, tag, 0);
        expect(200, merchant.key, "POST", at(&merchant, "fulfillment", "/orders/%s/cancel", order), NULL);
        tag = changed(path, tag, 1);
        struct answer alone = pull(NULL, one, NULL);
        assert_int_equal(pull(NULL, one, answer_header(&alone, "ETag")).status, 304);
        assert_int_equal(pull(NULL, path, format("\"other\", W/%s", tag)).status, 304);
}

static void a_page_goes_on_where_it_ended(void **state)
{
        enum { PIECES = 5 };
        struct merchant merchant = new_merchant();
        const char *collection_id, *path = format("/listing/v1/collections/%s/listings", a_collection(&merchant, false, &collection_id)), *next = "", *seen = "";
        struct db *db = as_owner(statements);
        int pages = 0;

        (void)state;
        a_rubric(&merchant);
        for (int i = 0; i < PIECES; i++) {
                struct piece piece = a_received_unit(&merchant);
                grade(&merchant, piece.unit_id, "none");
                until_state(&merchant, piece.unit_id, "listed");
        }
        until_offers(path, PIECES);
        assert_int_equal(db_exec(db, &same_time, DB_ARGS(db_text(merchant.id)), NULL), PROBLEM_OK);   /* all at one time */
        db_close(db);
        for (; next; pages++) {
                struct answer page = pull(NULL, format("%s?limit=2%s%s", path, *next ? "&cursor=" : "", next), NULL);
                for (size_t i = 0; i < offers(&page); i++) {
                        const char *id = text_at(page.json, format("items.%zu.listing_id", i));
                        assert_null(strstr(seen, id));
                        seen = format("%s %s", seen, id);
                }
                next = json_string_value(value_at(page.json, "next"));
                assert_true(!next == !strstr(answer_header(&page, "Link"), "rel=\"next\""));
                assert_true(!next == !!strstr(answer_header(&page, "Link"), "rel=\"monitor\""));
        }
        assert_int_equal(pages, 3);
        assert_int_equal(strlen(seen), PIECES * 37);
        expect_field(422, "limit", NULL, "GET", format("%s?limit=201", path), NULL);
        expect_field(422, "cursor", NULL, "GET", format("%s?cursor=00", path), NULL);
        expect_field(422, "cursor", NULL, "GET", format("%s?cursor=30303030303030302d303030302d303030302d303030302d303030303030303030303030736f6f6e", path), NULL);
        expect_field(422, "limit", merchant.key, "GET", at(&merchant, "listing", "/listings?limit=x"), NULL);
}

static void what_is_not_live_is_its_merchants_own(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *handle = unique("draft"), *path = format("/listing/v1/collections/%s", handle), *list = format("%s/listings", path);

        (void)state;
        json_t *draft = expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections"), "{\"handle\":\"%s\",\"name\":\"Soon\",\"navigation_label\":\"Soon\"}", handle);
        const char *nobody[] = { NULL, other.key, new_key(&merchant, "orders:read") };
        for (size_t i = 0; i < ARRAY_LEN(nobody); i++) {
                expect_problem(404, "collection-not-found", nobody[i], "GET", path, NULL);
                expect_problem(404, "collection-not-found", nobody[i], "GET", list, NULL);
                expect_problem(404, "collection-not-found", nobody[i], "GET", format("%s/%s", list, new_uuid()), NULL);
        }
        const char *own[] = { merchant.key, new_key(&merchant, "listing:read"), staff("grader") };
        for (size_t i = 0; i < ARRAY_LEN(own); i++) {
                struct answer answer = pull(own[i], path, NULL);
                assert_int_equal(answer.status, 200);
                assert_string_equal(answer_header(&answer, "Cache-Control"), "private, no-cache");
        }
        expect_problem(404, "collection-not-found", NULL, "GET", "/listing/v1/collections/nothing-here", NULL);
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections/%s/policies", text_at(draft, "collection_id")), "{\"return_days\":1,\"price_shares\":{\"A\":1}}");
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", text_at(draft, "collection_id")), "{\"state\":\"live\"}");
        struct answer live = pull(NULL, path, NULL);
        assert_string_equal(answer_header(&live, "Cache-Control"), "public, max-age=0, must-revalidate");
        const char *tag = answer_header(&live, "ETag");
        assert_int_equal(pull(NULL, path, tag).status, 304);
        expect(200, merchant.key, "PATCH", at(&merchant, "listing", "/collections/%s", text_at(draft, "collection_id")), "{\"name\":\"Now\"}");
        assert_int_equal(later(NULL, path, tag).status, 200);
}

static void a_listing_is_in_its_own_collection_only(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *listing_id = NULL, *collection_id;
        const char *own = (a_listed_unit(&merchant, false, &listing_id), text_at(expect(200, merchant.key, "GET", at(&merchant, "listing", "/collections"), NULL), "items.0.handle"));

        (void)state;
        expect(200, NULL, "GET", format("/listing/v1/collections/%s/listings/%s", own, listing_id), NULL);
        expect_problem(404, "listing-not-found", NULL, "GET", format("/listing/v1/collections/%s/listings/%s", a_collection(&other, false, &collection_id), listing_id), NULL);
        expect_problem(404, "listing-not-found", NULL, "GET", format("/listing/v1/collections/%s/listings/%s", own, new_uuid()), NULL);
        expect_problem(404, "no-such-route", NULL, "GET", format("/listing/v1/collections/%s/listings/1", own), NULL);
}

/* A script of the merchant's own site reads what everybody may, with its tag, also why it did not get it; before it asks with a tag, its browser asks whether it may. */
static void a_script_of_another_site_may_read(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *handle = a_collection(&merchant, false, &collection_id), *path = format("/listing/v1/collections/%s/listings", handle);
        const char *asked[] = { "Origin: https://shop.example", "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: if-none-match", NULL };
        const char *const read[] = { path, path, format("/listing/v1/collections/%s/changes?since=0", handle), "/listing/v1/collections/none/listings", format("%s?limit=0", path) };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(read); i++) {   /* made, kept, refused */
                struct answer answer = pull(NULL, read[i], NULL);
                assert_string_equal(answer_header(&answer, "Access-Control-Allow-Origin"), "*");
                assert_non_null(strstr(answer_header(&answer, "Access-Control-Expose-Headers"), "ETag, Link, Retry-After"));
        }
        struct answer may = call_with(NULL, "OPTIONS", path, asked, NULL, 0);
        assert_int_equal(may.status, 204);
        assert_string_equal(answer_header(&may, "Access-Control-Allow-Origin"), "*");
        assert_string_equal(answer_header(&may, "Access-Control-Allow-Methods"), "GET");
        assert_non_null(strstr(answer_header(&may, "Access-Control-Allow-Headers"), "If-None-Match"));
        assert_null(strstr(answer_header(&may, "Access-Control-Allow-Headers"), "Authorization"));
        may = call_with(NULL, "OPTIONS", format("/listing/v1/collections/%s/availability", handle), asked, NULL, 0);
        assert_string_equal(answer_header(&may, "Access-Control-Allow-Methods"), "GET, POST");
        may = call_with(NULL, "OPTIONS", at(&merchant, "listing", "/collections"), asked, NULL, 0);   /* the merchant's own: no */
        assert_int_equal(may.status, 405);
        assert_null(answer_header(&may, "Access-Control-Allow-Origin"));
        struct answer own = pull(merchant.key, at(&merchant, "listing", "/collections"), NULL);
        assert_null(answer_header(&own, "Access-Control-Allow-Origin"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(the_tag_changes_with_what_can_be_bought), api_test(a_page_goes_on_where_it_ended),
                api_test(a_script_of_another_site_may_read), api_test(what_is_not_live_is_its_merchants_own),
                api_test(a_listing_is_in_its_own_collection_only),
        };

        return API_MAIN(tests);
}

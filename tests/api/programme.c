/* A programme: its colours and logo, and return terms by product type and grade. */
#include "support/photos.h"

/* Three by two see-through green pixels, with a comment. */
static const char small_png[] =
        "\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x03\x00\x00\x00\x02\x08\x06\x00\x00\x00\x9d\x74\x66\x1a\x00\x00\x00\x14\x74\x45\x58"
        "\x74\x43\x6f\x6d\x6d\x65\x6e\x74\x00\x73\x65\x63\x72\x65\x74\x20\x70\x6c\x61\x63\x65\x68\x0f\xa9\x8d\x00\x00\x00\x11\x49\x44\x41\x54\x78\x9c\x63\x90\x8f\x71\x6d"
        "\x80\x61\x06\x64\x0e\x00\x5e\x76\x07\x81\x7b\x0e\x90\xeb\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
/* Says that it is 3,000 by 3,000. */
static const char huge_png[] =
        "\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x0b\xb8\x00\x00\x0b\xb8\x08\x06\x00\x00\x00\x71\x15\xf5\x79\x00\x00\x00\x09\x49\x44\x41"
        "\x54\x78\x9c\x63\x00\x00\x00\x01\x00\x01\x5e\xff\x7d\xf9\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
static const char policy[] = "{\"return_days\":30,\"price_shares\":{\"*\":5000}%s}";

static const char *a_draft(const struct merchant *merchant, const char **handle)
{
        *handle = unique("again");
        const char *id = text_at(expect(201, merchant->key, "POST", at(merchant, "listing", "/collections"), "{\"handle\":\"%s\",\"name\":\"Again\",\"navigation_label\":\"Again\"}", *handle),
                                 "collection_id");
        return at(merchant, "listing", "/collections/%s", id);
}

static void colours_are_readable_on_each_other(void **state)
{
        struct merchant merchant = new_merchant();
        const char *handle, *one = a_draft(&merchant, &handle), *look = format("%s/look", one);

        (void)state;
        assert_true(json_is_null(value_at(expect(200, merchant.key, "GET", one, NULL), "look")));
        json_t *json = done_once(200, merchant.key, "PUT", look, "%s", "{\"background\":\"#fdfbf7\",\"text\":\"#1a1a1a\",\"accent\":\"#b4532a\"}");
        assert_string_equal(text_at(json, "look.accent"), "#b4532a");
        assert_true(json_is_null(value_at(json, "look.logo")));
        json_t *problem = expect_field(422, "text", merchant.key, "PUT", look, "{\"text\":\"#777777\",\"background\":\"#ffffff\"}");
        assert_non_null(strstr(text_at(problem, "detail"), "4.47 : 1"));   /* the well-known grey that just fails */
        expect(200, merchant.key, "PUT", look, "{\"text\":\"#767676\",\"background\":\"#ffffff\"}");
        problem = expect_field(422, "accent", merchant.key, "PUT", look, "{\"accent\":\"#cccccc\"}");
        assert_non_null(strstr(text_at(problem, "detail"), "1.60 : 1"));
        expect_field(422, "background", merchant.key, "PUT", look, "{\"background\":\"#FFFFFF\"}");
        expect_field(422, "text", merchant.key, "PUT", look, "{\"text\":\"black\"}");
        expect_field(422, "accent", merchant.key, "PUT", look, "{\"accent\":\"#12345g\"}");
        json = expect(200, staff("grader"), "GET", format("/listing/v1/collections/%s", handle), NULL);
        assert_string_equal(text_at(json, "look.text"), "#767676");
        assert_string_equal(text_at(json, "look.accent"), "#b4532a");
}

static struct answer put_logo(const struct merchant *merchant, const char *one, const char *bytes, size_t length)
{
        return call_with(merchant->key, "PUT", format("%s/logo", one), NULL, bytes, length);
}

static void refused_logo(const struct merchant *merchant, const char *one, int status, const char *code, const char *bytes, size_t length)
{
        struct answer answer = put_logo(merchant, one, bytes, length);

        assert_int_equal(answer.status, status);
        assert_string_equal(text_at(answer.json, "code"), code);
}

static void a_logo_is_made_anew(void **state)
{
        struct merchant merchant = new_merchant();
        struct arena *arena = arena_new();
        struct jpeg jpeg = jpeg_quarters(arena, 960, 400);
        const char *handle, *one = a_draft(&merchant, &handle), *public = format("/listing/v1/collections/%s/logo", handle);

        (void)state;
        expect_problem(404, "logo-not-found", merchant.key, "GET", public, NULL);
        struct answer answer = put_logo(&merchant, one, small_png, sizeof small_png - 1);
        assert_int_equal(answer.status, 200);
        assert_string_equal(text_at(answer.json, "look.logo.url"), public);
        assert_int_equal(integer_at(answer.json, "look.logo.width"), 3);
        answer = call_with(merchant.key, "GET", public, NULL, NULL, 0);
        assert_string_equal(answer_header(&answer, "Content-Type"), "image/png");
        size_t length = strtoul(answer_header(&answer, "Content-Length"), NULL, 10);
        assert_memory_equal(answer.text, "\x89PNG", 4);
        assert_null(memmem(answer.text, length, "secret", 6));
        const char *tag[] = { format("If-None-Match: %s", answer_header(&answer, "ETag")), NULL };
        assert_int_equal(call_with(merchant.key, "GET", public, tag, NULL, 0).status, 304);
        expect_problem(404, "collection-not-found", NULL, "GET", public, NULL);   /* a draft's is not public */
        answer = put_logo(&merchant, one, jpeg.bytes, jpeg.length);
        assert_int_equal(integer_at(answer.json, "look.logo.width"), 480);
        assert_int_equal(integer_at(answer.json, "look.logo.height"), 200);
        refused_logo(&merchant, one, 415, "not-an-image", "", 0);
        refused_logo(&merchant, one, 415, "not-an-image", "GIF89a", 6);
        refused_logo(&merchant, one, 415, "not-an-image", small_png, 60);
        refused_logo(&merchant, one, 413, "photo-too-large", huge_png, sizeof huge_png - 1);
        assert_true(json_is_null(value_at(expect(200, merchant.key, "DELETE", format("%s/logo", one), NULL), "look.logo")));
        arena_free(arena);
}

static void terms_are_set_by_type_and_grade(void **state)
{
        struct merchant merchant = new_merchant();
        const char *handle, *one = a_draft(&merchant, &handle), *path = format("%s/policies", one);

        (void)state;
        json_t *json = expect(201, merchant.key, "POST", path, policy, ",\"rules\":[{\"product_type\":\"Fleece\",\"return_days\":14},{\"grade\":\"C\",\"final_sale\":true}],"
                              "\"photo_grades\":[\"C\"],\"final_sale_tag\":\"final-sale\",\"pool\":true");
        assert_string_equal(text_at(json, "policy.rules.0.product_type"), "Fleece");
        assert_int_equal(integer_at(json, "policy.rules.0.return_days"), 14);
        assert_true(json_is_true(value_at(json, "policy.rules.1.final_sale")));
        assert_string_equal(text_at(json, "policy.photo_grades.0"), "C");
        assert_string_equal(text_at(json, "policy.final_sale_tag"), "final-sale");
        assert_true(json_is_true(value_at(json, "policy.pool")));
        static const char *const bad[][2] = {
                { "rules[0]", "{\"return_days\":3}" }, { "rules[0]", "{\"grade\":\"A\",\"product_type\":\"Fleece\",\"return_days\":3}" },
                { "rules[0].return_days", "{\"grade\":\"A\"}" }, { "rules[0].return_days", "{\"grade\":\"A\",\"return_days\":3,\"final_sale\":true}" },
                { "rules[0].return_days", "{\"grade\":\"A\",\"return_days\":366}" },
                { "rules[1]", "{\"product_type\":\"Fleece\",\"return_days\":3},{\"product_type\":\"fleece\",\"return_days\":4}" },
        };
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                expect_field(422, bad[i][0], merchant.key, "POST", path, policy, format(",\"rules\":[%s]", bad[i][1]));
        json = expect(200, merchant.key, "GET", format("/listing/v1/collections/%s", handle), NULL);
        assert_int_equal(integer_at(json, "terms.return_days"), 30);
        assert_int_equal(json_array_size(value_at(json, "terms.rules")), 2);
}

static void a_look_is_its_merchants(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *handle, *one = a_draft(&other, &handle), *theirs = at(&merchant, "listing", "/collections/%s", strrchr(one, '/') + 1);

        (void)state;
        expect_problem(404, "collection-not-found", merchant.key, "PUT", format("%s/look", theirs), "{\"text\":\"#000000\"}");
        expect_problem(404, "collection-not-found", merchant.key, "DELETE", format("%s/logo", theirs), NULL);
        refused_logo(&merchant, theirs, 404, "collection-not-found", small_png, sizeof small_png - 1);
        expect_problem(403, "not-allowed", new_key(&other, "listing:read"), "PUT", format("%s/look", one), "{\"text\":\"#000000\"}");
        expect_problem(403, "not-allowed", new_key(&other, "listing:read"), "DELETE", format("%s/logo", one), NULL);
        expect(200, staff("administrator"), "PATCH", format("/accounts/v1/merchants/%s", other.id), "{\"resale_included\":false}");
        expect_problem(403, "plan-excludes-resale", other.key, "PUT", format("%s/look", one), "{\"text\":\"#000000\"}");
        expect_problem(403, "plan-excludes-resale", other.key, "DELETE", format("%s/logo", one), NULL);
        refused_logo(&other, one, 403, "plan-excludes-resale", small_png, sizeof small_png - 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(colours_are_readable_on_each_other), api_test(a_logo_is_made_anew), api_test(terms_are_set_by_type_and_grade), api_test(a_look_is_its_merchants),
        };

        return API_MAIN(tests);
}

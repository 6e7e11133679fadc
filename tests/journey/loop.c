/* The whole loop, as a newcomer sees it played, against the running services. */
#include <pthread.h>

#include "support/api.h"
#include "support/program.h"

static void must_pass(struct ran ran)
{
        if (ran.status != 0)
                fail_msg("exit %d:\n%s", ran.status, ran.output);
}

static bool is_shown(const json_t *offer, const char *shot)
{
        const json_t *photo;
        size_t i;

        json_array_foreach(json_object_get(offer, "photos"), i, photo)
                if (strstr(text_at(photo, "alt"), format(", %s", shot)))
                        return true;
        return false;
}

/* What a newcomer sees first: each piece with its photos, and each flaw where it is on them. */
static void is_a_shop_window(const char *output)
{
        const char *handle = strstr(output, "/shop/again-");
        size_t flawed = 0, i;
        json_t *offer;

        assert_non_null(handle);
        handle += strlen("/shop/");
        json_t *offers = value_at(expect(200, NULL, "GET", format("/listing/v1/collections/%.*s/listings", (int)strcspn(handle, "\n"), handle), NULL), "items");
        assert_true(json_array_size(offers) >= 6);
        json_array_foreach(offers, i, offer) {
                assert_true(is_shown(offer, "Front") && is_shown(offer, "Back") && is_shown(offer, "Tag"));
                struct answer photo = call(NULL, "GET", text_at(offer, "photos.0.url"), NULL);
                assert_int_equal(photo.status, 200);
                if (!json_array_size(json_object_get(offer, "flaws")))
                        continue;
                flawed++;
                assert_true(is_shown(offer, "Defect"));
                assert_string_equal(text_at(offer, "flaws.0.photo_id"), text_at(offer, "photos.0.photo_id"));
                assert_int_equal(json_array_size(value_at(offer, "flaws.0.pins")), 2);
        }
        assert_true(flawed >= 4);
}

static void the_loop_is_played_to_its_end(void **state)
{
        struct arena *arena = arena_new();
        struct ran ran = run_program(arena, "resalectl demo");

        (void)state;
        must_pass(ran);
        for (int step = 1; step <= 9; step++)
                assert_non_null(strstr(ran.output, format("\n%d  ", step)));
        assert_non_null(strstr(ran.output, "trip 2"));
        assert_non_null(strstr(ran.output, "whole"));
        is_a_shop_window(ran.output);
        arena_free(arena);
}

static void the_loop_is_played_again_on_the_same_data(void **state)
{
        struct arena *arena = arena_new();

        (void)state;
        must_pass(run_program(arena, "resalectl demo"));
        must_pass(run_program(arena, "resalectl verify"));
        arena_free(arena);
}

static void a_deviation_ends_the_loop_with_what_was_expected(void **state)
{
        struct arena *arena = arena_new();
        struct ran ran;

        (void)state;
        setenv("RESALE_URL_GRADING", getenv("RESALE_URL_LISTING"), 1);   /* a bench that does not answer as one */
        ran = run_program(arena, "resalectl demo");
        assert_int_not_equal(ran.status, 0);
        assert_non_null(strstr(ran.output, "expected"));
        arena_free(arena);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(the_loop_is_played_to_its_end),
                api_test(the_loop_is_played_again_on_the_same_data),
                api_test(a_deviation_ends_the_loop_with_what_was_expected),
        };

        return API_MAIN(tests);
}

/* The whole loop, as a newcomer sees it played, against the running services. */
#include <pthread.h>

#include "support/api.h"
#include "support/program.h"

static void must_pass(struct ran ran)
{
        if (ran.status != 0)
                fail_msg("exit %d:\n%s", ran.status, ran.output);
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

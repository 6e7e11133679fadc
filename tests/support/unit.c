#include "support/unit.h"

struct arena *test_memory;

int unit_setup(void **state)
{
        (void)state;
        test_memory = arena_new();
        return crypto_start() ? 0 : -1;
}

int unit_teardown(void **state)
{
        (void)state;
        arena_free(test_memory);
        return 0;
}

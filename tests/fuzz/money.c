#include "fuzz/fuzz.h"

#include "resale/arena.h"
#include "resale/money.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        const char *text = arena_copy(arena, (const char *)bytes, length);
        struct money money;

        if (money_parse(text, "USD", false, &money) && money.amount < 0)
                abort();
        arena_free(arena);
        return 0;
}

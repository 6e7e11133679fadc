#include "fuzz/fuzz.h"

#include "resale/arena.h"
#include "resale/money.h"

/* A sign only where it is allowed; the sum of the parts is the whole. */
static void check(const char *text, const char *currency)
{
        const int64_t weights[] = { 1, 0, 7000, 3 };
        struct money money;
        int64_t parts[ARRAY_LEN(weights)], sum = 0;

        if (money_parse(text, currency, false, &money) && money.amount < 0)
                abort();
        if (!money_parse(text, currency, true, &money))
                return;
        if (!money_share(money.amount, weights, ARRAY_LEN(weights), parts))
                abort();
        for (size_t i = 0; i < ARRAY_LEN(parts); i++)
                sum += parts[i];
        if (sum != money.amount)
                abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        static const char *const currencies[] = { "USD", "JPY", "KWD" };
        struct arena *arena = arena_new();
        const char *text = arena_copy(arena, (const char *)bytes, length);

        for (size_t i = 0; i < ARRAY_LEN(currencies); i++)
                check(text, currencies[i]);
        if (currency_digits(text) > 3)
                abort();
        arena_free(arena);
        return 0;
}

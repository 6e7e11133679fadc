#include "fuzz/fuzz.h"

#include "resale/arena.h"
#include "resale/clock.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        const char *text = arena_copy(arena, (const char *)bytes, length);
        struct instant at, again;
        char written[28];

        if (instant_parse(text, &at)) {
                instant_format(at, written);
                if (!instant_parse(written, &again) || again.micros != at.micros)
                        abort();
        }
        arena_free(arena);
        return 0;
}

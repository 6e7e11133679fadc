#include "fuzz/fuzz.h"

#include "resale/arena.h"
#include "resale/id.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        const char *text = arena_copy(arena, (const char *)bytes, length);
        struct plate plate, again;

        if (plate_parse(text, &plate) && (!plate_parse(plate.text, &again) || strcmp(plate.text, again.text) != 0))
                abort();
        arena_free(arena);
        return 0;
}

#include "fuzz/fuzz.h"

#include <jansson.h>

#include "resale/arena.h"
#include "resale/json.h"

/* Ours and jansson's idea of UTF-8 are the same; a place is found in any text. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        const char *text = arena_copy(arena, (const char *)bytes, length);
        json_t *json = json_string(text);

        if (utf8_is_valid(text) != (json != NULL) || (utf8_is_plain(text) && !json))
                abort();
        json_decref(json);
        arena_free(arena);
        return 0;
}

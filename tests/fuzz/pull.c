#include "fuzz/fuzz.h"

#include "../../services/listing/pull.h"
#include "resale/crypto.h"

/* Cursors of the pull are ours only as we would have written them. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        const char *text = arena_copy(arena, (const char *)bytes, length), *again;
        struct pull_query query = { 0 };
        struct pull_since since = { 0 };

        if (pull_cursor_parse(arena, text, &query)) {
                again = arena_printf(arena, "%lld %lld %s %d %s", (long long)query.place.version, (long long)query.place.key, query.place.after.text, query.place.newest, query.bound);
                if (strcmp(hex_encode(arena, (const unsigned char *)again, strlen(again)), text) != 0)
                        abort();
        }
        if (pull_since_parse(arena, text, &since)) {
                again = arena_printf(arena, "%lld %lld %s", (long long)since.since, (long long)since.base, since.bound);
                if (strcmp(hex_encode(arena, (const unsigned char *)again, strlen(again)), text) != 0)
                        abort();
        }
        arena_free(arena);
        return 0;
}

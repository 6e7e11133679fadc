#include "fuzz/fuzz.h"

#include "../../common/http/http_private.h"

/* A page token is ours only when we would have made it. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        const char *text = arena_copy(arena, (const char *)bytes, length);
        struct page page = { 0 };

        if (cursor_parse(arena, text, &page) && (!utf8_is_valid(page.key) || strcmp(cursor_make(arena, &page.id, page.key), text) != 0))
                abort();
        arena_free(arena);
        return 0;
}

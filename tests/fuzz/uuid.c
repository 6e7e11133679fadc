#include "fuzz/fuzz.h"

#include <strings.h>

#include "resale/arena.h"
#include "resale/id.h"

/* What is read is what was written, in lower case; a GTIN is looked at too. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        const char *text = arena_copy(arena, (const char *)bytes, length);
        struct uuid uuid, again;

        if (uuid_parse(text, &uuid) && (strcasecmp(uuid.text, text) != 0 || !uuid_parse(uuid.text, &again) || !uuid_equal(&uuid, &again)))
                abort();
        if (gtin_is_valid(text) && (strlen(text) < 8 || strlen(text) > 14))
                abort();
        arena_free(arena);
        return 0;
}

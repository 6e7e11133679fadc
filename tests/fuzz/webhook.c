#include "fuzz/fuzz.h"

#include "../../services/routing/decision.h"
#include "resale/crypto.h"

/* Any bytes as Loop's return topic: read or refused, never more. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        struct routed_return returned;
        struct json_fault fault = { 0 };
        const struct doc *doc;

        if (!crypto_start())
                abort();
        if (doc_parse(arena, (const char *)bytes, length, &doc, &fault) == PROBLEM_OK && return_parse(arena, doc, &returned, &fault) == PROBLEM_OK && !returned.lines.count)
                abort();
        arena_free(arena);
        return 0;
}

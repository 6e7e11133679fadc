#include "fuzz/fuzz.h"

#include "resale/html.h"

/* A template, a NUL, and the document it is filled from; it is its own partial "p". Whatever comes in is refused with a reason or rendered within the limits. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        const char *text = (const char *)bytes, *nul = length ? memchr(text, '\0', length) : NULL;
        size_t size = nul ? (size_t)(nul - text) : length;
        struct arena *arena = arena_new();
        struct templates *templates = templates_new(arena);
        struct template_fault fault = { 0 };
        struct json_fault wrong;
        struct buffer out = { .arena = arena };
        const struct doc *data = NULL;

        if (nul && doc_parse(arena, nul + 1, length - size - 1, &data, &wrong) != PROBLEM_OK)
                data = NULL;
        if (!templates_add(templates, "p", text, size, &fault)) {
                if (!fault.reason || !fault.line)
                        abort();
        } else if (template_render(templates, "p", data, &out) && out.length > TEMPLATE_OUTPUT_MAX + length * 8) {
                abort();
        }
        arena_free(arena);
        return 0;
}

#include "fuzz/fuzz.h"

#include "resale/json.h"

struct inner { const char *name; int64_t count; };
static const struct field inner_fields[] = { FIELD(struct inner, name, .required = true), FIELD(struct inner, count) };
static const struct shape inner_shape = SHAPE(struct inner, inner_fields);
struct outer { const char *text; struct uuid id; struct instant at; struct money price; struct texts tags; struct list list; struct json_text any; };
static const struct field outer_fields[] = {
        FIELD(struct outer, text), FIELD(struct outer, id), FIELD(struct outer, at), FIELD(struct outer, price), FIELD(struct outer, tags),
        LIST(struct outer, list, &inner_shape), FIELD(struct outer, any),
};
static const struct shape outer_shape = SHAPE(struct outer, outer_fields);

/* What is read is written, and reads back; what is refused says why, and where in words that can be said. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        struct outer outer = { 0 }, again = { 0 };
        struct json_fault fault = { 0 };

        if (json_read(arena, (const char *)bytes, length, &outer_shape, &outer, &fault) != PROBLEM_OK) {
                if (!fault.reason || (fault.field && !utf8_is_valid(fault.field)))
                        abort();
        } else {
                const char *written = json_write(arena, &outer_shape, &outer);
                if (json_read(arena, written, strlen(written), &outer_shape, &again, &fault) != PROBLEM_OK)
                        abort();
        }
        arena_free(arena);
        return 0;
}

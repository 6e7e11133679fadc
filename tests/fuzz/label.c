#include "fuzz/fuzz.h"

#include "resale/label.h"

/* Any bytes as the texts of a label: drawn in every format, with no control character left in what is text. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        const char *text = arena_copy(arena, (const char *)bytes, length);
        struct label label = { .plate = "RP0001000001E", .url = "https://r.example/", .title = text, .sku = text, .merchant = text, .received = text, .dpi = 203 };
        struct label_drawing drawing;
        struct json_fault fault;

        for (enum label_format format = 0; format < LABEL_FORMATS; format++) {
                if (label_draw(arena, &label, format, &drawing, &fault) != PROBLEM_OK)
                        abort();
                for (size_t i = 0; format != LABEL_PDF && i < drawing.length; i++)
                        if ((unsigned char)drawing.bytes[i] < ' ' && drawing.bytes[i] != '\n')
                                abort();
        }
        arena_free(arena);
        return 0;
}

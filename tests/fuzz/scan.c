#include "fuzz/fuzz.h"

#include "resale/id.h"
#include "resale/scan.h"

/* Whatever comes in: the text is clean, a plate is a plate, a product's number is a valid GTIN, what is clean reads as the same again. */
static void check(const struct scan *scan)
{
        const struct scan_candidate *c = scan->candidates.item;
        struct plate plate;

        for (size_t i = 0; i < scan->candidates.count; i++) {
                if (!c[i].text || !*c[i].text || strlen(c[i].text) > SCAN_LONGEST)
                        abort();
                if (c[i].kind == SCAN_PLATE && (scan->candidates.count != 1 || !plate_parse(c[i].text, &plate)))
                        abort();
                if (c[i].kind == SCAN_PRODUCT && (strlen(c[i].text) != 14 || !gtin_is_valid(c[i].text)))
                        abort();
                if (c[i].kind == SCAN_TRACKING && !c[i].carriers.count)
                        abort();
                if (c[i].kind == SCAN_TEXT && i + 1 != scan->candidates.count)
                        abort();
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        struct scan scan, again;

        if (!scan_read(arena, (const char *)bytes, length, &scan)) {
                if (!scan.wrong || scan.candidates.count)
                        abort();
        } else {
                check(&scan);
                for (const char *c = scan.text; *c; c++)
                        if (((unsigned char)*c < ' ' && *c != 0x1d) || *c == 0x7f)
                                abort();
                if (!scan.symbology && (!scan_read(arena, scan.text, strlen(scan.text), &again) || strcmp(again.text, scan.text) != 0))
                        abort();
        }
        arena_free(arena);
        return 0;
}

#include <ctype.h>
#include <strings.h>

#include "scan_private.h"

const char *const scan_kinds[] = { "plate", "command", "bin", "tote", "product", "tracking_number", "logistic_unit", "serial", "sku", "order", "shipment", "location",
                                   "asset", "text", NULL };

static const struct field candidate_fields[] = {
        CHOICE(struct scan_candidate, kind, scan_kinds),  FIELD(struct scan_candidate, text),   FIELD(struct scan_candidate, carriers),
        FIELD(struct scan_candidate, gtin),               FIELD(struct scan_candidate, serial), FIELD(struct scan_candidate, lot),
        FIELD(struct scan_candidate, checked),
};
static const struct shape candidate_shape = SHAPE(struct scan_candidate, candidate_fields);
static const struct field element_fields[] = { FIELD(struct scan_element, ai), FIELD(struct scan_element, value) };
static const struct shape element_shape = SHAPE(struct scan_element, element_fields);
static const struct field scan_fields[] = {
        FIELD(struct scan, text), FIELD(struct scan, symbology), FIELD(struct scan, wrong), LIST(struct scan, candidates, &candidate_shape), LIST(struct scan, elements, &element_shape),
};
const struct shape scan_shape = SHAPE(struct scan, scan_fields);

/* The candidate of this kind and text: the one that is there, or a new last one. */
struct scan_candidate *scan_add(struct reading *r, enum scan_kind kind, const char *text)
{
        struct scan_candidate *all = r->scan->candidates.item;

        for (size_t i = 0; i < r->scan->candidates.count; i++)
                if (all[i].kind == kind && text_equal(all[i].text, text))
                        return &all[i];
        if (r->scan->candidates.count == CANDIDATES)
                return &all[CANDIDATES - 1];
        struct scan_candidate *new = &all[r->scan->candidates.count++];
        *new = (struct scan_candidate){ .kind = kind, .text = arena_copy(r->arena, text, strlen(text)) };
        return new;
}

void scan_unchecked(struct reading *r, const char *who)
{
        if (!r->unchecked.text || !strstr(r->unchecked.text, who))
                buffer_printf(&r->unchecked, "%s%s", r->unchecked.length ? ", " : "", who);
}

bool scan_add_plate(struct reading *r, const char *text)
{
        struct plate plate;

        if (!plate_parse(text, &plate))
                return false;
        scan_add(r, SCAN_PLATE, plate.text)->checked = true;
        return true;
}

static void make_compact(struct reading *r)
{
        size_t length = 0;

        for (const char *c = r->text; *c; c++) {
                if (strchr(" -()\x1d", *c))
                        continue;
                if (length == COMPACT) {
                        r->compact[0] = '\0';
                        return;
                }
                r->compact[length++] = (char)toupper((unsigned char)*c);
        }
        r->compact[length] = '\0';
}

static bool read_plate(struct reading *r)
{
        if (scan_add_plate(r, r->text))
                return true;
        if (text_starts(r->compact, "RP") && strlen(r->compact) == PLATE_LENGTH)
                scan_unchecked(r, "plate");
        return false;
}

static bool is_command(const char *code)
{
        static const char *const commands[] = { SCAN_COMMANDS };

        for (size_t i = 0; i < ARRAY_LEN(commands); i++)
                if (strcmp(code, commands[i]) == 0)
                        return true;
        return false;
}

static bool is_place(const char *code)
{
        size_t length = strlen(code);

        return length >= 1 && length <= 32 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/") == length;
}

/* Codes of our own making. No other format has a colon in the fourth place after "RP"; a plate has none at all. True: it is one, right or wrong. */
static bool read_own(struct reading *r)
{
        static const struct { const char *prefix; enum scan_kind kind; bool (*right)(const char *); const char *wrong; } own[] = {
                { "RPC:", SCAN_COMMAND, is_command, "no such command" }, { "RPB:", SCAN_BIN, is_place, "no code for a bin" }, { "RPT:", SCAN_TOTE, is_place, "no code for a tote" },
        };

        for (size_t i = 0; i < ARRAY_LEN(own); i++) {
                if (strncasecmp(r->text, own[i].prefix, 4) != 0)
                        continue;
                char *code = arena_copy(r->arena, r->text + 4, strlen(r->text + 4));
                for (char *c = code; *c; c++)
                        *c = (char)toupper((unsigned char)*c);
                if (own[i].right(code))
                        scan_add(r, own[i].kind, code);
                else
                        r->scan->wrong = own[i].wrong;
                return true;
        }
        return false;
}

static void add_product(struct reading *r, const struct gtin *gtin)
{
        struct scan_candidate *c = scan_add(r, SCAN_PRODUCT, gtin->text);

        c->gtin = c->text;
        c->checked = true;
}

/* Digits alone. Eight of them may be a GTIN-8, or a UPC-E as scanners send it. */
static void read_product(struct reading *r)
{
        const char *s = r->scan->symbology;
        size_t length = strlen(r->compact);
        size_t before = r->scan->candidates.count;
        struct gtin gtin;

        if (strspn(r->compact, "0") == length)
                return;
        if (gtin_parse(r->compact, &gtin))
                add_product(r, &gtin);
        if (gtin_parse_upc_e(r->compact, &gtin) && !text_equal(s, "E4"))
                add_product(r, &gtin);
        if (r->scan->candidates.count == before && (length == 12 || length == 13) && strspn(r->compact, "0123456789") == length)
                scan_unchecked(r, "gtin");
}

/* A bare number: an EAN or UPC symbol holds nothing but a product's; Code 128 hardly ever does. */
static void read_number(struct reading *r)
{
        char symbology = r->scan->symbology ? r->scan->symbology[0] : '\0';

        if (symbology == 'C')
                track_read(r);
        read_product(r);
        if (symbology != 'C' && symbology != 'E')
                track_read(r);
}

/* What only the data can tell, without the separators. */
static void add_text(struct reading *r)
{
        struct buffer text = { .arena = r->arena };

        for (const char *c = r->text; *c; c++)
                if (*c != GS)
                        buffer_add(&text, c, 1);
        if (text.length)
                scan_add(r, SCAN_TEXT, text.text);
}

/* What is our own is certain, wherever it was found: nothing else is asked for. */
static bool is_certain(const struct reading *r)
{
        const struct scan_candidate *first = r->scan->candidates.item;

        return r->scan->candidates.count && first->kind == SCAN_PLATE;
}

static void settle(struct reading *r)
{
        if (r->scan->candidates.count)
                r->scan->wrong = NULL;
        else if (!r->scan->wrong && r->unchecked.length)
                r->scan->wrong = arena_printf(r->arena, "the check digit is wrong for: %s", r->unchecked.text);
        add_text(r);
}

static void read_formats(struct reading *r)
{
        if (read_own(r) || read_plate(r))
                return;
        bool said = link_read(r) || gs1_read(r);
        if (is_certain(r))
                return;
        gs1_candidates(r);
        if (is_certain(r))
                return;
        if (!said)
                read_number(r);
        settle(r);
}

bool scan_read(struct arena *arena, const char *raw, size_t length, struct scan *scan)
{
        struct reading r = { .arena = arena, .scan = scan, .unchecked = { .arena = arena } };

        *scan = (struct scan){ .candidates.item = arena_alloc(arena, CANDIDATES * sizeof(struct scan_candidate)), .elements.item = arena_alloc(arena, ELEMENTS * sizeof(struct scan_element)) };
        r.text = scan_clean(arena, raw, length, scan);
        if (!r.text)
                return false;
        scan->text = r.text;
        make_compact(&r);
        read_formats(&r);
        return true;
}

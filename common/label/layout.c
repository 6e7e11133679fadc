#include <math.h>

#include "label_private.h"
#include "resale/id.h"

const char *const label_sizes[] = { [LABEL_57X32] = "57x32", [LABEL_102X51] = "102x51", NULL };
_Static_assert(ARRAY_LEN(label_sizes) == LABEL_SIZES + 1, "every size has its name");

const struct layout label_layouts[LABEL_SIZES] = {
        [LABEL_57X32] = { 57.15, 31.75,
                .text = { [TEXT_TITLE]    = { 2.5,  2.0, 37.5, 2.9, .lines = 2, .bold = true },
                          [TEXT_SKU]      = { 2.5,  9.1, 37.5, 2.4, .lines = 1 },
                          [TEXT_MERCHANT] = { 2.5, 11.9, 37.5, 2.4, .lines = 1 },
                          [TEXT_RECEIVED] = { 2.5, 14.7, 37.5, 2.4, .lines = 1 },
                          [TEXT_PLATE]    = { 2.5, 26.6, 52.15, 4.0, .lines = 1, .bold = true, .centred = true } },
                .code = { [CODE_128] = { 2.5, 18.2, 52.15, 7.4, .module = 0.25 }, [CODE_QR] = { 40.1, 0.7, 16.05, 16.05, .module = 0.25 } } },
        [LABEL_102X51] = { 101.6, 50.8,
                .text = { [TEXT_TITLE]    = { 5.0,  4.0, 66.0, 4.8, .lines = 2, .bold = true },
                          [TEXT_SKU]      = { 5.0, 15.8, 66.0, 3.6, .lines = 1 },
                          [TEXT_MERCHANT] = { 5.0, 20.1, 66.0, 3.6, .lines = 1 },
                          [TEXT_RECEIVED] = { 5.0, 24.4, 66.0, 3.6, .lines = 1 },
                          [TEXT_PLATE]    = { 5.0, 42.8, 91.6, 6.0, .lines = 1, .bold = true, .centred = true } },
                .code = { [CODE_128] = { 1.0, 29.6, 99.6, 11.8, .module = 0.42 }, [CODE_QR] = { 73.0, 1.6, 26.0, 26.0, .module = 0.25 } } },
};

double label_dots_per_mm(int dpi)
{
        return dpi == 203 ? 8.0 : dpi == 300 ? 300 / 25.4 : 0;   /* a "203 dpi" head has 8 dots a millimetre */
}

static int dots(const struct sheet *sheet, double mm)
{
        return (int)lround(mm * sheet->dots_per_mm);
}

int drawn_x(const struct drawn_text *text)
{
        return text->centred ? text->x + (text->box - text->width) / 2 : text->x;
}

int drawn_baseline(const struct drawn_text *text)
{
        return text->y + text->size * 3 / 4;
}

static const char *text_of(struct arena *arena, const struct label *label, enum text_kind kind, const char *plate)
{
        const char *text = (const char *[]){ label->title, label->sku, label->merchant, label->received, plate }[kind];
        const char *before = kind == TEXT_SKU ? "SKU " : kind == TEXT_RECEIVED ? "Received " : "";

        return text && *text ? arena_printf(arena, "%s%.*s", before, LABEL_TEXT_MAX, text) : "";
}

void sheet_text(struct arena *arena, const struct press *press, struct sheet *sheet, const struct text_box *box, const char *text)
{
        struct line lines[2];
        int encoding, size = dots(sheet, box->size);
        int count = text_fit(arena, press, text, box->bold, dots(sheet, box->width) * 1000 / size, box->lines, &encoding, lines);

        for (int i = 0; i < count; i++)
                sheet->text[sheet->count++] = (struct drawn_text){
                        .x = dots(sheet, box->x), .y = dots(sheet, box->y + i * box->size * 8 / 7), .size = size, .box = dots(sheet, box->width),
                        .width = (lines[i].width * size + 999) / 1000, .encoding = encoding, .bold = box->bold, .centred = box->centred,
                        .text = lines[i].text, .bytes = lines[i].bytes };
}

/* Whole dots, at least the least width; as wide as the box allows for a QR code, where a phone has to see it. */
static int module_dots(const struct sheet *sheet, const struct code_box *box, enum code_kind kind, int columns)
{
        int least = (int)ceil(box->module * sheet->dots_per_mm - 0.01), most = dots(sheet, box->width) / (columns + 2 * symbol_quiet(kind));

        return kind == CODE_QR && most > least ? most : least;
}

static void scale_bars(struct drawn_code *code, const struct symbol *symbol, int row)
{
        for (size_t i = 0; i < symbol->count; i++) {
                const struct bar *bar = &symbol->bar[i];
                code->bar[i] = (struct bar){ code->x + bar->x * code->module, code->y + bar->y * row, bar->width * code->module, bar->height * row };
        }
}

/* A Code 128 stands in the middle of its box and is as high as it; a QR code in the upper right corner. */
enum problem sheet_code(struct arena *arena, struct sheet *sheet, const struct code_box *box, enum code_kind kind, const char *data)
{
        struct drawn_code *code = &sheet->code[kind];
        struct symbol symbol;

        TRY(symbol_make(arena, kind, data, &symbol));
        int module = module_dots(sheet, box, kind, symbol.columns), spare = dots(sheet, box->width) - symbol.columns * module, quiet = symbol_quiet(kind) * module;
        bool qr = kind == CODE_QR;
        int row = qr ? module : dots(sheet, box->height);
        *code = (struct drawn_code){ .kind = kind, .data = data, .x = dots(sheet, box->x) + (qr ? spare - quiet : spare / 2), .y = dots(sheet, box->y) + (qr ? quiet : 0),
                                     .module = module, .height = row * symbol.rows, .count = symbol.count, .bar = arena_alloc(arena, symbol.count * sizeof *code->bar) };
        scale_bars(code, &symbol, row);
        return PROBLEM_OK;
}

struct sheet sheet_begin(double width_mm, double height_mm, int dpi, const char *name)
{
        struct sheet sheet = { .width_mm = width_mm, .height_mm = height_mm, .dots_per_mm = label_dots_per_mm(dpi), .kind = "Label", .name = name, .said = "" };

        sheet.width = dots(&sheet, width_mm);
        sheet.height = dots(&sheet, height_mm);
        return sheet;
}

static void say_part(struct buffer *out, const char *before, const char *text)
{
        if (text && *text)
                buffer_printf(out, "%s%s", before, text_for_xml(out->arena, arena_printf(out->arena, "%.*s", LABEL_TEXT_MAX, text)));
}

static const char *said(struct arena *arena, const struct label *label)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "");
        say_part(&out, "", label->title);
        say_part(&out, "; SKU ", label->sku);
        say_part(&out, "; ", label->merchant);
        say_part(&out, "; received ", label->received);
        say_part(&out, "; ", label->url);
        return out.text;
}

enum problem sheet_lay_out(struct arena *arena, const struct press *press, const struct label *label, struct sheet *sheet)
{
        const struct layout *layout = &label_layouts[label->size];
        struct plate plate;
        char printed[PLATE_PRINTED + 1];

        if (!plate_parse(label->plate, &plate))
                return PROBLEM_INVALID_FIELD;
        plate_print(&plate, printed);
        *sheet = sheet_begin(layout->width, layout->height, label->dpi, arena_copy(arena, printed, strlen(printed)));
        sheet->said = said(arena, label);
        for (enum text_kind kind = 0; kind < TEXT_KINDS; kind++)
                sheet_text(arena, press, sheet, &layout->text[kind], text_of(arena, label, kind, sheet->name));
        TRY(sheet_code(arena, sheet, &layout->code[CODE_128], CODE_128, arena_copy(arena, plate.text, PLATE_LENGTH)));
        return sheet_code(arena, sheet, &layout->code[CODE_QR], CODE_QR, label->url);
}

/* As large as a bank card. Two dots a bar: 0.17 mm, which hand scanners read. */
static const struct layout badge_layout = { 85.6, 54.0,
        .text = { [TEXT_TITLE] = { 5.0, 6.0, 46.0, 6.0, .lines = 2, .bold = true }, [TEXT_SKU] = { 5.0, 22.0, 46.0, 3.2, .lines = 2 },
                  [TEXT_MERCHANT] = { 5.0, 31.5, 46.0, 3.2, .lines = 1 } },
        .code = { [CODE_128] = { 5.0, 39.0, 75.6, 10.5, .module = 0.169 }, [CODE_QR] = { 50.0, 2.0, 34.0, 34.0, .module = 0.25 } } };

enum problem badge_lay_out(struct arena *arena, const struct press *press, const struct badge_card *card, struct sheet *sheet)
{
        *sheet = sheet_begin(badge_layout.width, badge_layout.height, 300, arena_printf(arena, "of %.*s", LABEL_TEXT_MAX, card->name));
        sheet->kind = "Badge";
        sheet->said = text_for_xml(arena, arena_printf(arena, "%.*s", LABEL_TEXT_MAX, card->roles));
        sheet_text(arena, press, sheet, &badge_layout.text[TEXT_TITLE], card->name);
        sheet_text(arena, press, sheet, &badge_layout.text[TEXT_SKU], card->roles);
        sheet_text(arena, press, sheet, &badge_layout.text[TEXT_MERCHANT], arena_printf(arena, "Number %s", card->number));
        TRY(sheet_code(arena, sheet, &badge_layout.code[CODE_128], CODE_128, card->code));
        return sheet_code(arena, sheet, &badge_layout.code[CODE_QR], CODE_QR, card->code);
}

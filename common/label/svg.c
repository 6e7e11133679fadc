#include "label_private.h"

static void add_bars(struct buffer *out, const struct drawn_code *code)
{
        buffer_text(out, "<path shape-rendering=\"crispEdges\" d=\"");
        for (size_t i = 0; i < code->count; i++) {
                const struct bar *bar = &code->bar[i];
                buffer_printf(out, "M%d %dh%dv%dh-%dz", bar->x, bar->y, bar->width, bar->height, bar->width);
        }
        buffer_text(out, "\"/>\n");
}

/* textLength holds a line to the width it was fitted for, whichever font the screen has. */
static void add_text(struct buffer *out, const struct drawn_text *text)
{
        buffer_printf(out, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">%s</text>\n", drawn_x(text), drawn_baseline(text),
                      text->size, text->bold ? " font-weight=\"bold\"" : "", text->width, text_for_xml(out->arena, text->text));
}

void svg_draw(struct buffer *out, const struct sheet *sheet)
{
        buffer_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%gmm\" height=\"%gmm\" viewBox=\"0 0 %d %d\" role=\"img\">\n<title>%s %s</title>\n<desc>%s"
                      "</desc>\n<path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/>\n", sheet->width_mm, sheet->height_mm, sheet->width, sheet->height, sheet->kind,
                      text_for_xml(out->arena, sheet->name), sheet->said, sheet->width, sheet->height, sheet->width);
        for (enum code_kind kind = 0; kind < CODE_KINDS; kind++)
                if (sheet->code[kind].count)
                        add_bars(out, &sheet->code[kind]);
        buffer_text(out, "<g font-family=\"Helvetica, Arial, sans-serif\">\n");
        for (size_t i = 0; i < sheet->count; i++)
                add_text(out, &sheet->text[i]);
        buffer_text(out, "</g>\n</svg>\n");
}

const char *const label_symbols[] = { [LABEL_CODE_128] = "code128", [LABEL_QR] = "qr", NULL };

enum { CODE_128_HEIGHT = 40 };   /* modules */

enum problem label_symbol(struct arena *arena, enum label_symbol kind, const char *text, struct label_drawing *drawing)
{
        struct buffer out = { .arena = arena };
        struct symbol symbol;
        enum code_kind code = (enum code_kind)kind;
        int quiet = symbol_quiet(code), above = code == CODE_QR ? quiet : 0;

        TRY(symbol_make(arena, code, text, &symbol));
        int row = code == CODE_QR ? 1 : CODE_128_HEIGHT, width = symbol.columns + 2 * quiet, height = symbol.rows * row + 2 * above;
        for (struct bar *bar = symbol.bar; bar < symbol.bar + symbol.count; bar++)
                *bar = (struct bar){ bar->x + quiet, bar->y * row + above, bar->width, bar->height * row };
        buffer_printf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n<title>%s</title>\n<path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/>\n",
                      width, height, text_for_xml(arena, text), width, height, width);
        add_bars(&out, &(struct drawn_code){ .count = symbol.count, .bar = symbol.bar });
        buffer_text(&out, "</svg>\n");
        *drawing = (struct label_drawing){ "image/svg+xml", out.text, out.length };
        return PROBLEM_OK;
}

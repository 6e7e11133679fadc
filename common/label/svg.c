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

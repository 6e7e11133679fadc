#include "label_private.h"
#include "resale/log.h"

enum { POINTS_PER_INCH = 72 };

static void add_bars(HPDF_Page page, const struct sheet *sheet, const struct drawn_code *code)
{
        for (size_t i = 0; i < code->count; i++) {
                const struct bar *bar = &code->bar[i];
                HPDF_Page_Rectangle(page, (HPDF_REAL)bar->x, (HPDF_REAL)(sheet->height - bar->y - bar->height), (HPDF_REAL)bar->width, (HPDF_REAL)bar->height);
        }
        HPDF_Page_Fill(page);
}

static void add_text(struct press *press, HPDF_Page page, const struct sheet *sheet, const struct drawn_text *text)
{
        HPDF_Font font = HPDF_GetFont(press->pdf, text->bold ? "Helvetica-Bold" : "Helvetica", press_encodings[text->encoding]);

        HPDF_Page_BeginText(page);
        HPDF_Page_SetFontAndSize(page, font, (HPDF_REAL)text->size);
        HPDF_Page_TextOut(page, (HPDF_REAL)drawn_x(text), (HPDF_REAL)(sheet->height - drawn_baseline(text)), text->bytes);
        HPDF_Page_EndText(page);
}

/* One page of the label's size, on which a dot is a unit, so that bars fall on whole dots; a viewer is asked not to scale it. */
static void draw_page(struct press *press, const struct sheet *sheet)
{
        HPDF_Page page = HPDF_AddPage(press->pdf);
        double points_per_mm = POINTS_PER_INCH / 25.4, top = sheet->height_mm * points_per_mm;
        HPDF_REAL points = (HPDF_REAL)(points_per_mm / sheet->dots_per_mm);

        HPDF_SetViewerPreference(press->pdf, HPDF_PRINT_SCALING_NONE);
        HPDF_SetInfoAttr(press->pdf, HPDF_INFO_TITLE, sheet->plate);
        HPDF_Page_SetWidth(page, (HPDF_REAL)(sheet->width_mm * points_per_mm));
        HPDF_Page_SetHeight(page, (HPDF_REAL)top);
        HPDF_Page_Concat(page, points, 0, 0, points, 0, (HPDF_REAL)top - (HPDF_REAL)sheet->height * points);
        HPDF_Page_SetGrayFill(page, 0);
        for (enum code_kind kind = 0; kind < CODE_KINDS; kind++)
                add_bars(page, sheet, &sheet->code[kind]);
        for (size_t i = 0; i < sheet->count; i++)
                add_text(press, page, sheet, &sheet->text[i]);
}

static void read_out(struct press *press, struct buffer *out)
{
        HPDF_BYTE bytes[4096];

        HPDF_SaveToStream(press->pdf);
        HPDF_ResetStream(press->pdf);
        for (HPDF_UINT32 left = HPDF_GetStreamSize(press->pdf), length; left && !press->failed && out->length < LABEL_BYTES_MAX; left -= length) {
                length = left < sizeof bytes ? left : (HPDF_UINT32)sizeof bytes;
                HPDF_ReadFromStream(press->pdf, bytes, &length);
                buffer_add(out, (const char *)bytes, length);
        }
}

enum problem pdf_draw(struct buffer *out, struct press *press, const struct sheet *sheet)
{
        HPDF_SetCompressionMode(press->pdf, HPDF_COMP_ALL);
        draw_page(press, sheet);
        if (!press->failed)
                read_out(press, out);
        if (!press->failed)
                return PROBLEM_OK;
        log_line(LOG_ERROR, "label-pdf", NULL, "libharu: 0x%04lx", (unsigned long)press->failed);
        return PROBLEM_INTERNAL;
}

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

/* Draws it with its upper left corner at this place of the page, a dot being a unit, so that bars fall on whole dots. */
static void draw_sheet(struct press *press, HPDF_Page page, const struct sheet *sheet, double left_mm, double bottom_mm)
{
        double points_per_mm = POINTS_PER_INCH / 25.4, points = points_per_mm / sheet->dots_per_mm;
        double y = (bottom_mm + sheet->height_mm) * points_per_mm - sheet->height * points;

        HPDF_Page_GSave(page);
        HPDF_Page_Concat(page, (HPDF_REAL)points, 0, 0, (HPDF_REAL)points, (HPDF_REAL)(left_mm * points_per_mm), (HPDF_REAL)y);
        HPDF_Page_SetGrayFill(page, 0);
        for (enum code_kind kind = 0; kind < CODE_KINDS; kind++)
                if (sheet->code[kind].count)
                        add_bars(page, sheet, &sheet->code[kind]);
        for (size_t i = 0; i < sheet->count; i++)
                add_text(press, page, sheet, &sheet->text[i]);
        HPDF_Page_GRestore(page);
}

static HPDF_Page add_page(struct press *press, double width_mm, double height_mm)
{
        HPDF_Page page = HPDF_AddPage(press->pdf);

        HPDF_Page_SetWidth(page, (HPDF_REAL)(width_mm * POINTS_PER_INCH / 25.4));
        HPDF_Page_SetHeight(page, (HPDF_REAL)(height_mm * POINTS_PER_INCH / 25.4));
        return page;
}

static void mark(HPDF_Page page, double x, double y, double to_x, double to_y)
{
        double points_per_mm = POINTS_PER_INCH / 25.4;

        HPDF_Page_MoveTo(page, (HPDF_REAL)(x * points_per_mm), (HPDF_REAL)(y * points_per_mm));
        HPDF_Page_LineTo(page, (HPDF_REAL)(to_x * points_per_mm), (HPDF_REAL)(to_y * points_per_mm));
}

/* Fine lines between the cards of a page, and around them. */
static void draw_cuts(HPDF_Page page, const struct paper *paper, const struct sheet *sheet, double left, double bottom)
{
        double width = paper->columns * sheet->width_mm, height = paper->rows * sheet->height_mm;

        HPDF_Page_SetLineWidth(page, 0.25F);
        HPDF_Page_SetGrayStroke(page, 0.6F);
        for (int column = 0; column <= paper->columns; column++)
                mark(page, left + column * sheet->width_mm, bottom, left + column * sheet->width_mm, bottom + height);
        for (int row = 0; row <= paper->rows; row++)
                mark(page, left, bottom + row * sheet->height_mm, left + width, bottom + row * sheet->height_mm);
        HPDF_Page_Stroke(page);
}

static void draw_grid(struct press *press, const struct sheet *sheet, size_t count, const struct paper *paper)
{
        size_t columns = paper->columns > 1 ? (size_t)paper->columns : 1, each = columns * (paper->rows > 1 ? (size_t)paper->rows : 1);
        double left = (paper->width - paper->columns * sheet->width_mm) / 2, bottom = (paper->height - paper->rows * sheet->height_mm) / 2;
        HPDF_Page page = NULL;

        for (size_t i = 0; i < count && !press->failed; i++) {
                size_t row = i % each / columns;
                if (i % each == 0) {
                        page = add_page(press, paper->width, paper->height);
                        draw_cuts(page, paper, sheet, left, bottom);
                }
                draw_sheet(press, page, &sheet[i], left + (double)(i % columns) * sheet->width_mm, bottom + (double)((size_t)paper->rows - 1 - row) * sheet->height_mm);
        }
}

static void read_out(struct press *press, struct buffer *out)
{
        HPDF_BYTE bytes[4096];

        HPDF_SaveToStream(press->pdf);
        HPDF_ResetStream(press->pdf);
        for (HPDF_UINT32 left = HPDF_GetStreamSize(press->pdf), length; left && !press->failed && out->length < LABELS_BYTES_MAX; left -= length) {
                length = left < sizeof bytes ? left : (HPDF_UINT32)sizeof bytes;
                HPDF_ReadFromStream(press->pdf, bytes, &length);
                buffer_add(out, (const char *)bytes, length);
        }
}

void pdf_page(struct press *press, const struct sheet *sheet)
{
        draw_sheet(press, add_page(press, sheet->width_mm, sheet->height_mm), sheet, 0, 0);
}

/* A viewer is asked not to scale it. */
enum problem pdf_finish(struct buffer *out, struct press *press, const char *name)
{
        HPDF_SetCompressionMode(press->pdf, HPDF_COMP_ALL);
        HPDF_SetViewerPreference(press->pdf, HPDF_PRINT_SCALING_NONE);
        HPDF_SetInfoAttr(press->pdf, HPDF_INFO_TITLE, name);
        if (!press->failed)
                read_out(press, out);
        if (!press->failed)
                return PROBLEM_OK;
        log_line(LOG_ERROR, "label-pdf", NULL, "libharu: 0x%04lx", (unsigned long)press->failed);
        return PROBLEM_INTERNAL;
}

enum problem pdf_draw(struct buffer *out, struct press *press, const struct sheet *sheet, size_t count, const struct paper *paper)
{
        if (paper)
                draw_grid(press, sheet, count, paper);
        else
                for (size_t i = 0; i < count && !press->failed; i++)
                        pdf_page(press, &sheet[i]);
        return pdf_finish(out, press, sheet->name);
}

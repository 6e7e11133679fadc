#ifndef LABEL_PRIVATE_H
#define LABEL_PRIVATE_H

#include <hpdf.h>

#include "resale/label.h"

/* Where things stand on a label of one size, in millimetres from its upper left corner. */
enum text_kind { TEXT_TITLE, TEXT_SKU, TEXT_MERCHANT, TEXT_RECEIVED, TEXT_PLATE, TEXT_KINDS };
enum code_kind { CODE_128 = LABEL_CODE_128, CODE_QR = LABEL_QR, CODE_KINDS = LABEL_SYMBOLS };
struct text_box { double x, y, width, size; int lines; bool bold, centred; };   /* size: of the font, and with a seventh more the pitch of lines */
struct code_box { double x, y, width, height, module; };                        /* with the quiet zone; module: the least width of the narrowest bar */
struct layout { double width, height; struct text_box text[TEXT_KINDS]; struct code_box code[CODE_KINDS]; };

/*
 * What measures and encodes text: a PDF document, which becomes the page when a PDF is wanted. Helvetica's widths hold for all three outputs: the printer's
 * own font 0 is narrower, and the screen is told the width.
 */
enum { ENCODINGS = 4 };
struct press {
        HPDF_Doc pdf;
        HPDF_Font measure[2];                /* regular, bold */
        uint32_t rune[ENCODINGS][256];       /* what each byte of a code page draws; 0: nothing */
        HPDF_STATUS failed;                  /* the first error */
};
extern const char *const press_encodings[ENCODINGS];
enum problem press_open(struct press *press) MUST_USE;
void press_close(struct press *press);

/* One line: UTF-8, the same in its code page, and its width in thousandths of the font's size. */
struct line { const char *text, *bytes; int width; };
/* Break and shorten `text` into at most `most` lines no wider than `width` (thousandths of the size); returns how many. */
int text_fit(struct arena *arena, const struct press *press, const char *text, bool bold, int width, int most, int *encoding, struct line *lines);
/* The text for a screen reader: valid UTF-8 without control characters, "<&>\"" escaped for XML. */
char *text_for_xml(struct arena *arena, const char *text);

/* A symbol as black rectangles, in modules. A Code 128 is one row high. */
struct bar { int x, y, width, height; };
struct symbol { int columns, rows; size_t count; struct bar *bar; };
enum problem symbol_make(struct arena *arena, enum code_kind kind, const char *data, struct symbol *symbol) MUST_USE;
int symbol_columns(enum code_kind kind, const char *data);   /* 0: too long */
int symbol_quiet(enum code_kind kind);                       /* modules that stay white at each side */

/* The label laid out, in dots. */
enum { LINES_MAX = 2 * TEXT_KINDS };
struct drawn_text { int x, y, size, box, width, encoding; bool bold, centred; const char *text, *bytes; };   /* x, y, box: where it stands; width: of the line itself */
struct drawn_code { enum code_kind kind; const char *data; int x, y, module, height; size_t count; struct bar *bar; };
struct sheet {
        double width_mm, height_mm, dots_per_mm;
        int width, height;
        size_t count;
        struct drawn_text text[LINES_MAX];
        struct drawn_code code[CODE_KINDS];
        const char *plate;                    /* as printed */
};
enum problem sheet_lay_out(struct arena *arena, const struct press *press, const struct label *label, struct sheet *sheet) MUST_USE;
/* Where a line begins, and where its letters stand. */
int drawn_x(const struct drawn_text *text);
int drawn_baseline(const struct drawn_text *text);

void zpl_draw(struct buffer *out, const struct sheet *sheet);
void svg_draw(struct buffer *out, const struct sheet *sheet, const struct label *label);
enum problem pdf_draw(struct buffer *out, struct press *press, const struct sheet *sheet) MUST_USE;

extern const struct layout label_layouts[LABEL_SIZES];
double label_dots_per_mm(int dpi);   /* 0: not a resolution of ours */

#endif

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
enum { LINES_MAX = 16 };
struct drawn_text { int x, y, size, box, width, encoding; bool bold, centred; const char *text, *bytes; };   /* x, y, box: where it stands; width: of the line itself */
struct drawn_code { enum code_kind kind; const char *data; int x, y, module, height; size_t count; struct bar *bar; };
struct sheet {
        double width_mm, height_mm, dots_per_mm;
        int width, height;
        size_t count;
        struct drawn_text text[LINES_MAX];
        struct drawn_code code[CODE_KINDS];
        const char *kind;                     /* "Label", "Badge" */
        const char *name;                     /* the plate as printed, the place */
        const char *said;                     /* all of it as one line for a screen reader, escaped for XML */
};
enum problem sheet_lay_out(struct arena *arena, const struct press *press, const struct label *label, struct sheet *sheet) MUST_USE;
enum problem badge_lay_out(struct arena *arena, const struct press *press, const struct badge_card *card, struct sheet *sheet) MUST_USE;
/* An empty sheet; a text or a code put on it where the box says. */
struct sheet sheet_begin(double width_mm, double height_mm, int dpi, const char *name);
void sheet_text(struct arena *arena, const struct press *press, struct sheet *sheet, const struct text_box *box, const char *text);
enum problem sheet_code(struct arena *arena, struct sheet *sheet, const struct code_box *box, enum code_kind kind, const char *data) MUST_USE;
/* Where a line begins, and where its letters stand. */
int drawn_x(const struct drawn_text *text);
int drawn_baseline(const struct drawn_text *text);

void zpl_draw(struct buffer *out, const struct sheet *sheet);
void svg_draw(struct buffer *out, const struct sheet *sheet);
/* A page for each; or `columns` by `rows` of them on pages of paper, in millimetres, with marks to cut at. */
struct paper { double width, height; int columns, rows; };
enum problem pdf_draw(struct buffer *out, struct press *press, const struct sheet *sheet, size_t count, const struct paper *paper) MUST_USE;
/* The same in steps, so that a sheet need not outlive its page. */
void pdf_page(struct press *press, const struct sheet *sheet);
enum problem pdf_finish(struct buffer *out, struct press *press, const char *name) MUST_USE;

enum problem sheet_draw(struct arena *arena, struct press *press, const struct sheet *sheet, enum label_format format, struct label_drawing *drawing) MUST_USE;
enum problem label_refuse(struct json_fault *fault, const char *field, const char *reason);   /* INVALID_FIELD */

extern const struct layout label_layouts[LABEL_SIZES];
double label_dots_per_mm(int dpi);   /* 0: not a resolution of ours */

#endif

#include "label_private.h"

#include "resale/id.h"

const char *const card_papers[] = { [CARD_A4] = "a4", [CARD_LETTER] = "letter", [CARD_102X51] = "102x51", [CARD_57X32] = "57x32", NULL };
_Static_assert(ARRAY_LEN(card_papers) == CARD_PAPERS + 1, "every paper has its name");

enum { CARD_DPI = 300 };

struct card_layout { double width, height; struct text_box name, line; struct code_box bars, qr; };
static const struct card_layout small = { 57.15, 31.75, { 2.5, 2.5, 32.0, 6.4, .lines = 1, .bold = true }, { 2.5, 11.5, 32.0, 2.6, .lines = 1 },
                                          { 2.0, 19.5, 53.15, 10.0, .module = 0.1694 }, { 36.0, 0.5, 20.0, 18.5, .module = 0.25 } };
static const struct card_layout large = { 101.6, 50.8, { 4.0, 6.0, 66.0, 12.0, .lines = 1, .bold = true }, { 4.0, 22.0, 66.0, 3.6, .lines = 1 },
                                          { 1.0, 33.0, 99.6, 14.0, .module = 0.254 }, { 71.0, 1.0, 29.0, 29.0, .module = 0.25 } };

static const struct paper *paper_of(enum card_paper paper)
{
        static const struct paper a4 = { 210, 297, 2, 5 }, letter = { 215.9, 279.4, 2, 5 };

        return paper == CARD_A4 ? &a4 : paper == CARD_LETTER ? &letter : NULL;
}

static bool data_is_good(const char *data)
{
        size_t length = data ? strlen(data) : 0;

        for (size_t i = 0; i < length; i++)
                if (data[i] <= ' ' || data[i] > '~')
                        return false;
        return length && length <= CARD_DATA_MAX;
}

/* The longest code keeps its quiet zone: below the least width its bars are as narrow as the card makes them, or the QR code stands alone. */
static enum problem lay_out(struct arena *arena, const struct press *press, const struct card_layout *layout, const struct card *card, struct sheet *sheet)
{
        *sheet = sheet_begin(layout->width, layout->height, CARD_DPI, card->name);
        sheet_text(arena, press, sheet, &layout->name, card->name);
        if (card->line)
                sheet_text(arena, press, sheet, &layout->line, card->line);
        if ((symbol_columns(CODE_128, card->data) + 2 * symbol_quiet(CODE_128)) * layout->bars.module <= layout->bars.width)
                TRY(sheet_code(arena, sheet, &layout->bars, CODE_128, card->data));
        return sheet_code(arena, sheet, &layout->qr, CODE_QR, card->data);
}

static enum problem check(const struct card *card, size_t count, enum card_paper paper, struct json_fault *fault)
{
        if ((unsigned)paper >= CARD_PAPERS)
                return label_refuse(fault, "paper", "must be a4, letter, 102x51 or 57x32");
        if (!count || count > CARDS_MOST)
                return label_refuse(fault, "cards", "must be 1 to 400");
        for (size_t i = 0; i < count; i++)
                if (!data_is_good(card[i].data))
                        return label_refuse(fault, "data", "must be at most 36 visible ASCII characters");
        return PROBLEM_OK;
}

enum problem cards_draw(struct arena *arena, const struct card *card, size_t count, enum card_paper paper, struct label_drawing *drawing, struct json_fault *fault)
{
        CLEANUP(press_close) struct press press = { 0 };
        struct buffer out = { .arena = arena };

        TRY(check(card, count, paper, fault));
        struct sheet *sheet = arena_alloc(arena, count * sizeof *sheet);
        TRY(press_open(&press));
        for (size_t i = 0; i < count; i++)
                TRY(lay_out(arena, &press, paper == CARD_57X32 ? &small : &large, &card[i], &sheet[i]));
        TRY(pdf_draw(&out, &press, sheet, count, paper_of(paper)));
        *drawing = (struct label_drawing){ "application/pdf", out.text, out.length };
        return PROBLEM_OK;
}

/* --- addresses --- */

static void put_lines(struct arena *arena, const struct press *press, struct sheet *sheet, struct text_box box, const struct texts *lines)
{
        for (size_t i = 0; i < lines->count && i < ADDRESS_LINES; i++) {
                sheet_text(arena, press, sheet, &box, lines->item[i]);
                box.y += box.size * 5 / 4;
                box.bold = false;
        }
}

static const char *said(struct arena *arena, const struct address_label *label)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "To");
        for (size_t i = 0; i < label->to.count; i++)
                buffer_printf(&out, "%s %s", i ? "," : "", text_for_xml(arena, arena_printf(arena, "%.*s", LABEL_TEXT_MAX, label->to.item[i])));
        if (label->reference)
                buffer_printf(&out, "; %s", text_for_xml(arena, arena_printf(arena, "%.*s", LABEL_TEXT_MAX, label->reference)));
        return out.text;
}

enum problem address_draw(struct arena *arena, const struct address_label *label, enum label_format format, struct label_drawing *drawing, struct json_fault *fault)
{
        static const struct text_box from_word = { 6, 6, 90, 3, .lines = 1 }, to_word = { 6, 40, 90, 4, .lines = 1 }, reference = { 6, 98, 90, 5, .lines = 1 },
                                     name = { 5, 136, 91.6, 7, .lines = 1, .bold = true, .centred = true };
        static const struct code_box bars = { 1, 110, 99.6, 22, .module = 0.42 };
        CLEANUP(press_close) struct press press = { 0 };
        char printed[PLATE_PRINTED + 1];
        struct plate plate;

        if ((unsigned)format >= LABEL_FORMATS)
                return label_refuse(fault, "format", "must be zpl, pdf or svg");
        if (label_dots_per_mm(label->dpi) == 0)
                return label_refuse(fault, "dpi", "must be 203 or 300");
        if (!label->plate || !plate_parse(label->plate, &plate))
                return label_refuse(fault, "plate", "is not a licence plate");
        plate_print(&plate, printed);
        struct sheet sheet = sheet_begin(101.6, 152.4, label->dpi, arena_copy(arena, printed, strlen(printed)));
        sheet.said = said(arena, label);
        TRY(press_open(&press));
        sheet_text(arena, &press, &sheet, &from_word, "From");
        put_lines(arena, &press, &sheet, (struct text_box){ 6, 10, 90, 3.6, .lines = 1, .bold = true }, &label->from);
        sheet_text(arena, &press, &sheet, &to_word, "To");
        put_lines(arena, &press, &sheet, (struct text_box){ 6, 46, 90, 6.4, .lines = 1, .bold = true }, &label->to);
        sheet_text(arena, &press, &sheet, &reference, label->reference ? label->reference : "");
        sheet_text(arena, &press, &sheet, &name, sheet.name);
        TRY(sheet_code(arena, &sheet, &bars, CODE_128, arena_copy(arena, plate.text, PLATE_LENGTH)));
        return sheet_draw(arena, &press, &sheet, format, drawing);
}

#include "label_private.h"
#include "resale/id.h"

const char *const label_formats[] = { [LABEL_ZPL] = "zpl", [LABEL_PDF] = "pdf", [LABEL_SVG] = "svg", NULL };
static const char *const media_types[] = { [LABEL_ZPL] = "application/zpl", [LABEL_PDF] = "application/pdf", [LABEL_SVG] = "image/svg+xml" };
_Static_assert(ARRAY_LEN(media_types) == LABEL_FORMATS && ARRAY_LEN(label_formats) == LABEL_FORMATS + 1, "every format has its name and type");

static bool url_is_good(const char *url)
{
        if (!url || strlen(url) > LABEL_URL_MAX || !(text_starts(url, "https://") || text_starts(url, "http://")))
                return false;
        for (; *url; url++)
                if (*url <= ' ' || *url > '~')
                        return false;
        return true;
}

enum problem label_refuse(struct json_fault *fault, const char *field, const char *reason)
{
        *fault = (struct json_fault){ field, reason };
        return PROBLEM_INVALID_FIELD;
}

static enum problem check(const struct label *label, enum label_format format, struct json_fault *fault)
{
        struct plate plate;

        if ((unsigned)format >= LABEL_FORMATS)
                return label_refuse(fault, "format", "must be zpl, pdf or svg");
        if ((unsigned)label->size >= LABEL_SIZES)
                return label_refuse(fault, "size", "must be 57x32 or 102x51");
        if (label_dots_per_mm(label->dpi) == 0)
                return label_refuse(fault, "dpi", "must be 203 or 300");
        if (!label->plate || !plate_parse(label->plate, &plate))
                return label_refuse(fault, "plate", "is not a licence plate");
        if (!url_is_good(label->url))
                return label_refuse(fault, "url", "must be an http address of at most 180 visible ASCII characters");
        return PROBLEM_OK;
}

enum problem sheet_draw(struct arena *arena, struct press *press, const struct sheet *sheet, enum label_format format, struct label_drawing *drawing)
{
        struct buffer out = { .arena = arena };

        switch (format) {
        case LABEL_ZPL: zpl_draw(&out, sheet); break;
        case LABEL_SVG: svg_draw(&out, sheet); break;
        default: TRY(pdf_draw(&out, press, sheet, 1, NULL));
        }
        *drawing = (struct label_drawing){ media_types[format], out.text, out.length };
        return PROBLEM_OK;
}

enum problem label_draw(struct arena *arena, const struct label *label, enum label_format format, struct label_drawing *drawing, struct json_fault *fault)
{
        CLEANUP(press_close) struct press press = { 0 };
        struct sheet sheet;

        TRY(check(label, format, fault));
        TRY(press_open(&press));
        TRY(sheet_lay_out(arena, &press, label, &sheet));
        return sheet_draw(arena, &press, &sheet, format, drawing);
}

static void free_arena(struct arena **arena)
{
        arena_free(*arena);
}

static enum problem add_one(struct arena *scratch, struct press *press, const struct label *label, enum label_format format, struct buffer *out, struct json_fault *fault)
{
        struct sheet sheet;

        TRY(check(label, format, fault));
        TRY(sheet_lay_out(scratch, press, label, &sheet));
        if (format == LABEL_ZPL)
                zpl_draw(out, &sheet);
        else
                pdf_page(press, &sheet);
        return PROBLEM_OK;
}

enum problem label_draw_all(struct arena *arena, const struct label *labels, size_t count, enum label_format format, struct label_drawing *drawing, struct json_fault *fault)
{
        CLEANUP(press_close) struct press press = { 0 };
        CLEANUP(free_arena) struct arena *scratch = arena_new();   /* of one label: a thousand laid out at once are many megabytes */
        struct buffer out = { .arena = arena };

        if (count == 0 || count > LABELS_MAX || format == LABEL_SVG)
                return label_refuse(fault, "format", "cannot hold so many labels");
        TRY(press_open(&press));
        for (size_t i = 0; i < count; i++) {
                TRY(add_one(scratch, &press, &labels[i], format, &out, fault));
                arena_reset(scratch);
        }
        if (format == LABEL_PDF)
                TRY(pdf_finish(&out, &press, labels[0].plate));
        *drawing = (struct label_drawing){ media_types[format], out.text, out.length };
        return PROBLEM_OK;
}

enum problem badge_draw(struct arena *arena, const struct badge_card *card, struct label_drawing *drawing)
{
        CLEANUP(press_close) struct press press = { 0 };
        struct sheet sheet;

        TRY(press_open(&press));
        TRY(badge_lay_out(arena, &press, card, &sheet));
        return sheet_draw(arena, &press, &sheet, LABEL_SVG, drawing);
}

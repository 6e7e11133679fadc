#include "label_private.h"

enum { REPLACEMENT = 0xfffd, ELLIPSIS = 0x2026 };
struct runes { size_t count; uint32_t *rune; int replaced; };

/* How many bytes follow a leading one; -1: it leads nothing. */
static int followers(unsigned char lead)
{
        return lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : -1;
}

/* The next character of UTF-8, moving *text past it; REPLACEMENT for a byte that is none. */
static uint32_t next_rune(const char **text)
{
        static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
        const unsigned char *bytes = (const unsigned char *)*text;
        int more = followers(bytes[0]);
        uint32_t rune = more > 0 ? bytes[0] & (0x3fU >> more) : bytes[0];

        (*text)++;
        for (int i = 1; i <= more; i++) {
                if ((bytes[i] & 0xc0) != 0x80)
                        return REPLACEMENT;
                rune = rune << 6 | (bytes[i] & 0x3f);
        }
        if (more < 0 || rune < least[more] || rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000) || (rune & 0xfffe) == 0xfffe)
                return REPLACEMENT;
        *text += more;
        return rune;
}

static void add_rune(struct buffer *out, uint32_t rune)
{
        char bytes[4];
        int more = rune < 0x80 ? 0 : rune < 0x800 ? 1 : rune < 0x10000 ? 2 : 3;

        for (int i = more; i > 0; i--, rune >>= 6)
                bytes[i] = (char)(0x80 | (rune & 0x3f));
        bytes[0] = (char)(more ? (0xff00U >> (more + 1) & 0xffU) | rune : rune);
        buffer_add(out, bytes, (size_t)more + 1);
}

struct range { uint32_t first, last; };

static bool within(const struct range *ranges, size_t count, uint32_t rune)
{
        for (size_t i = 0; i < count; i++)
                if (rune >= ranges[i].first && rune <= ranges[i].last)
                        return true;
        return false;
}

static bool is_space(uint32_t rune)
{
        static const struct range spaces[] = { { 0x09, 0x0d }, { ' ', ' ' }, { 0x85, 0x85 }, { 0xa0, 0xa0 }, { 0x2000, 0x200a },
                                               { 0x2028, 0x2029 }, { 0x202f, 0x202f }, { 0x205f, 0x205f }, { 0x3000, 0x3000 } };

        return within(spaces, ARRAY_LEN(spaces), rune);
}

static bool is_control(uint32_t rune)
{
        static const struct range controls[] = { { 0, 0x1f }, { 0x7f, 0x9f }, { 0x200b, 0x200f }, { 0x202a, 0x202e }, { 0x2060, 0x206f }, { 0xfeff, 0xfeff }, { 0xe0000, 0xe007f } };

        return within(controls, ARRAY_LEN(controls), rune);
}

/* Accents that combine, soft hyphens, variants: left away without a trace. */
static bool is_mark(uint32_t rune)
{
        static const struct range marks[] = { { 0xad, 0xad }, { 0x300, 0x36f }, { 0xfe00, 0xfe0f } };

        return within(marks, ARRAY_LEN(marks), rune);
}

static bool is_drawable(const struct press *press, int encoding, uint32_t rune)
{
        for (int byte = 0x20; byte < 256; byte++)
                if (press->rune[encoding][byte] == rune)
                        return true;
        return false;
}

/* What can be drawn in this code page: single spaces, none at the ends, one "?" for a run that cannot. */
static struct runes drawable(struct arena *arena, const struct press *press, int encoding, const char *text)
{
        struct runes out = { .rune = arena_alloc(arena, (strlen(text) + 1) * 2 * sizeof *out.rune) };
        bool space = false, in_run = false;

        while (*text) {
                uint32_t rune = next_rune(&text);
                if (is_space(rune)) {
                        space = true;
                } else if (!is_control(rune) && !is_mark(rune)) {
                        bool known = is_drawable(press, encoding, rune);
                        out.replaced += !known;
                        if (space && out.count && (known || !in_run))
                                out.rune[out.count++] = ' ';
                        if (known || !in_run)
                                out.rune[out.count++] = known ? rune : '?';
                        space = false;
                        in_run = !known;
                }
        }
        return out;
}

static int rune_width(const struct press *press, bool bold, uint32_t rune)
{
        return HPDF_Font_GetUnicodeWidth(press->measure[bold], (HPDF_UNICODE)rune);
}

/* How many from `from` on are no wider than `width`. */
static size_t fitting(const struct press *press, const struct runes *runes, size_t from, bool bold, int width)
{
        size_t at = from;

        while (at < runes->count && (width -= rune_width(press, bold, runes->rune[at])) >= 0)
                at++;
        return at - from;
}

/* Back to the last space, when there is one. */
static size_t back_to_word(const struct runes *runes, size_t from, size_t count)
{
        for (size_t n = count; n > 0; n--)
                if (runes->rune[from + n] == ' ')
                        return n;
        return count;
}

static char byte_of(const struct press *press, int encoding, uint32_t rune)
{
        for (int byte = 0x20; byte < 256; byte++)
                if (press->rune[encoding][byte] == rune)
                        return (char)byte;
        return '?';
}

static struct line line_of(struct arena *arena, const struct press *press, int encoding, bool bold, const uint32_t *rune, size_t count, bool shortened)
{
        struct buffer text = { .arena = arena }, bytes = { .arena = arena };
        int width = 0;

        while (count && rune[count - 1] == ' ')
                count--;
        for (size_t i = 0; i < count + shortened; i++) {
                uint32_t one = i < count ? rune[i] : ELLIPSIS;
                char byte = byte_of(press, encoding, one);
                add_rune(&text, one);
                buffer_add(&bytes, &byte, 1);
                width += rune_width(press, bold, one);
        }
        return (struct line){ text.text, bytes.text, width };
}

/* The code page that replaces least; the first of equals. */
static struct runes best_encoding(struct arena *arena, const struct press *press, const char *text, int *encoding)
{
        struct runes best = drawable(arena, press, 0, text);

        *encoding = 0;
        for (int other = 1; other < ENCODINGS && best.replaced; other++) {
                struct runes runes = drawable(arena, press, other, text);
                if (runes.replaced < best.replaced) {
                        best = runes;
                        *encoding = other;
                }
        }
        return best;
}

int text_fit(struct arena *arena, const struct press *press, const char *text, bool bold, int width, int most, int *encoding, struct line *lines)
{
        struct runes runes = best_encoding(arena, press, text, encoding);
        int count = 0;

        for (size_t at = 0; at < runes.count && count < most;) {
                size_t n = fitting(press, &runes, at, bold, width);
                bool last = count == most - 1, shortened = last && at + n < runes.count;
                if (shortened)
                        n = fitting(press, &runes, at, bold, width - rune_width(press, bold, ELLIPSIS));
                else if (at + n < runes.count)
                        n = back_to_word(&runes, at, n);
                lines[count++] = line_of(arena, press, *encoding, bold, runes.rune + at, n, shortened);
                at += n ? n : 1;
                at += at < runes.count && runes.rune[at] == ' ';
        }
        return count;
}

static void add_for_xml(struct buffer *out, uint32_t rune)
{
        switch (rune) {
        case '<': buffer_text(out, "&lt;"); break;
        case '>': buffer_text(out, "&gt;"); break;
        case '&': buffer_text(out, "&amp;"); break;
        case '"': buffer_text(out, "&quot;"); break;
        default: add_rune(out, rune);
        }
}

char *text_for_xml(struct arena *arena, const char *text)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "");
        while (*text) {
                uint32_t rune = next_rune(&text);
                if (is_space(rune))
                        rune = ' ';
                if (!is_control(rune))
                        add_for_xml(&out, rune);
        }
        return out.text;
}

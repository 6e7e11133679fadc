#include <ctype.h>

#include "place.h"

enum { SEGMENTS = 32, DIGITS_MOST = 9 };

/* A part of a code that counts by itself. width 0: one character, from low to high; else a number of so many digits. */
struct segment { int width; long low, high, at; };

static bool letters(char a, char b) { return isupper((unsigned char)a) && isupper((unsigned char)b); }

/* The next segment of both; false: they have not the same form there. */
static bool take(const char **from, const char **to, struct segment *segment)
{
        size_t digits = strspn(*from, "0123456789");

        if (digits != strspn(*to, "0123456789"))
                return false;
        if (digits > DIGITS_MOST)
                digits = 0;   /* its first digits stand as they are; its last ones count */
        if (digits)
                *segment = (struct segment){ .width = (int)digits, .low = strtol(*from, NULL, 10), .high = strtol(*to, NULL, 10) };
        else
                *segment = (struct segment){ .low = (unsigned char)**from, .high = (unsigned char)**to };
        if (!digits && **from != **to && !letters(**from, **to))
                return false;
        *from += digits ? digits : 1;
        *to += digits ? digits : 1;
        segment->at = segment->low;
        return true;
}

static const char *code_of(struct arena *arena, const struct segment *segment, size_t count)
{
        struct buffer code = { .arena = arena };

        for (size_t i = 0; i < count; i++)
                if (segment[i].width)
                        buffer_printf(&code, "%0*ld", segment[i].width, segment[i].at);
                else
                        buffer_printf(&code, "%c", (int)segment[i].at);
        return code.text;
}

/* As an odometer: the last segment counts, and carries. False: it was the last code. */
static bool advance(struct segment *segment, size_t count)
{
        while (count--) {
                if (segment[count].at++ < segment[count].high)
                        return true;
                segment[count].at = segment[count].low;
        }
        return false;
}

static const char *capitals(struct arena *arena, const char *text)
{
        char *copy = arena_copy(arena, text, strlen(text));

        for (char *c = copy; *c; c++)
                *c = (char)toupper((unsigned char)*c);
        return copy;
}

/* How many codes the segments make; more than RANGE_MOST is enough to know. 0: one of them counts backwards. */
static long product(const struct segment *segment, size_t count)
{
        long all = 1;

        for (size_t i = 0; i < count && all && all <= RANGE_MOST; i++)
                all = segment[i].high < segment[i].low ? 0 : all * (segment[i].high - segment[i].low + 1);
        return all;
}

bool range_expand(struct arena *arena, const char *from, const char *to, struct texts *codes, const char **why)
{
        struct segment segment[SEGMENTS];
        size_t count = 0;

        from = capitals(arena, from);
        to = capitals(arena, to);
        *why = "must have the form of the first code: as many digits, and the same marks";
        while (*from && *to && count < SEGMENTS)
                if (!take(&from, &to, &segment[count++]))
                        return false;
        if (*from || *to)
                return false;
        long all = product(segment, count);
        *why = all ? arena_printf(arena, "makes more than %d codes", RANGE_MOST) : "comes before the first code";
        if (all < 1 || all > RANGE_MOST)
                return false;
        *codes = (struct texts){ .item = arena_alloc(arena, (size_t)all * sizeof *codes->item) };
        do
                codes->item[codes->count++] = code_of(arena, segment, count);
        while (advance(segment, count));
        return true;
}

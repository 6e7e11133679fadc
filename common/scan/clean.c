#include <ctype.h>
#include <strings.h>

#include "scan_private.h"

/*
 * How FNC1 arrives. GS (ASCII 29) is the rule (GS1 General Specifications 7.8.3). Written out: "{GS}" and "^" as in the GS1 Barcode Syntax Engine ("^" only inside
 * an element string, gs1.c), "<GS>" as scanners show it, the escapes of JSON and C, and U+241D, its picture.
 */
static const char *const written[] = { "{GS}", "<GS>", "\\u001d", "\\x1d" };

/* The code point at `text`, RFC 3629; its length is 0 when the bytes are not UTF-8. */
static uint32_t code_point(const unsigned char *text, size_t left, size_t *length)
{
        static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
        size_t count = text[0] < 0x80 ? 1 : text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : text[0] >= 0xc2 ? 2 : 0;
        uint32_t point = text[0] & (count == 1 ? 0x7fu : 0xffu >> (count + 1));

        *length = 0;
        if (!count || count > left)
                return 0;
        for (size_t i = 1; i < count; i++) {
                if ((text[i] & 0xc0) != 0x80)
                        return 0;
                point = point << 6 | (text[i] & 0x3f);
        }
        if (point < least[count] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
                return 0;
        *length = count;
        return point;
}

/* What is pasted from pages and mails: blanks and dashes of all kinds, full-width forms; -1: marks that nobody sees. */
static int plain(uint32_t point)
{
        if ((point >= 0x200b && point <= 0x200f) || (point >= 0x202a && point <= 0x202e) || (point >= 0x2060 && point <= 0x2069) || point == 0xfeff)
                return -1;
        if (point == 0xa0 || (point >= 0x2000 && point <= 0x200a) || point == 0x202f || point == 0x3000)
                return ' ';
        if ((point >= 0x2010 && point <= 0x2015) || point == 0x2212)
                return '-';
        if (point >= 0xff01 && point <= 0xff5e)
                return (int)(point - 0xfee0);
        return point == 0x241d ? GS : 0;
}

static size_t written_separator(const char *text, size_t left)
{
        for (size_t i = 0; i < ARRAY_LEN(written); i++) {
                size_t length = strlen(written[i]);
                if (length <= left && strncasecmp(text, written[i], length) == 0)
                        return length;
        }
        return 0;
}

/* False: not UTF-8. */
static bool normalise(struct buffer *out, const char *raw, size_t length)
{
        size_t taken;

        for (size_t i = 0; i < length; i += taken) {
                if ((taken = written_separator(raw + i, length - i))) {
                        buffer_add(out, "\x1d", 1);
                        continue;
                }
                uint32_t point = code_point((const unsigned char *)raw + i, length - i, &taken);
                if (!taken)
                        return false;
                int better = plain(point);
                if (better > 0)
                        buffer_add(out, (char[]){ (char)better }, 1);
                else if (better == 0)
                        buffer_add(out, raw + i, taken);
        }
        return true;
}

/* Blanks, terminators, and the STX and ETX that frame a code on serial lines. */
static bool at_the_ends(char c) { return c && strchr(" \t\r\n\x02\x03", c); }

static void trim(const char **text, size_t *length)
{
        while (*length && at_the_ends(**text))
                ++*text, --*length;
        while (*length && at_the_ends((*text)[*length - 1]))
                --*length;
}

/* ISO/IEC 15424: "]", the symbology's letter, a modifier. */
static void take_symbology(struct arena *arena, const char **text, size_t *length, struct scan *scan)
{
        if (*length < 4 || (*text)[0] != ']' || !isalpha((unsigned char)(*text)[1]) || !isalnum((unsigned char)(*text)[2]))
                return;
        scan->symbology = arena_copy(arena, *text + 1, 2);
        *text += 3;
        *length -= 3;
        trim(text, length);
}

/* An add-on of two or five digits beside an EAN or UPC is no part of it: a second identifier, or (]E3) digits after the thirteenth. */
static void drop_add_on(const struct scan *scan, const char *text, size_t *length)
{
        if (!scan->symbology || scan->symbology[0] != 'E')
                return;
        const char *second = memchr(text, ']', *length);
        if (second)
                *length = (size_t)(second - text);
        if (scan->symbology[1] == '3' && *length > 13)
                *length = 13;
}

static bool has_control(const char *text, size_t length)
{
        for (size_t i = 0; i < length; i++) {
                unsigned char c = (unsigned char)text[i];
                if ((c < 0x20 && c != GS) || c == 0x7f || (c == 0xc2 && (unsigned char)text[i + 1] < 0xa0))
                        return true;
        }
        return false;
}

static const char *refuse(struct scan *scan, const char *why)
{
        scan->wrong = why;
        return NULL;
}

const char *scan_clean(struct arena *arena, const char *raw, size_t length, struct scan *scan)
{
        struct buffer out = { .arena = arena };

        if (length > SCAN_LONGEST)
                return refuse(scan, "longer than any code");
        if (!normalise(&out, raw, length))
                return refuse(scan, "not UTF-8");
        const char *text = out.length ? out.text : "";
        size_t left = out.length;
        trim(&text, &left);
        take_symbology(arena, &text, &left, scan);
        drop_add_on(scan, text, &left);
        if (!left)
                return refuse(scan, "empty");
        if (left > 6 && strncmp(text, "[)>\x1e", 4) == 0)   /* ISO/IEC 15434, as in MaxiCode and PDF417 on parcels */
                return refuse(scan, "the carrier's own code; scan the tracking number beside it");
        if (has_control(text, left))
                return refuse(scan, "a control character");
        return arena_copy(arena, text, left);
}

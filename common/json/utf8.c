#include "resale/json.h"

/* Bytes that a first byte announces; 0 when it begins none. */
static size_t announced(unsigned char first)
{
        if (first < 0x80)
                return 1;
        if (first < 0xc2 || first > 0xf4)
                return 0;
        return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

static bool within(unsigned char byte, unsigned char low, unsigned char high) { return byte >= low && byte <= high; }

/* Bytes of the character at `text`; 0 when it is none: RFC 3629, section 4 (no overlong forms, no surrogates, nothing above U+10FFFF). */
static size_t character(const unsigned char *text)
{
        unsigned char first = text[0], low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80, high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        size_t length = announced(first);

        if (length > 1 && !within(text[1], low, high))
                return 0;
        for (size_t i = 2; i < length; i++)
                if (!within(text[i], 0x80, 0xbf))
                        return 0;
        return length;
}

bool utf8_is_valid(const char *text)
{
        const unsigned char *at = (const unsigned char *)text;
        size_t length = 1;

        for (; *at && length; at += length)
                length = character(at);
        return length;
}

bool utf8_is_plain(const char *text)
{
        for (const char *at = text; *at; at++)
                if ((unsigned char)*at < 0x20 || *at == 0x7f)
                        return false;
        return utf8_is_valid(text);
}

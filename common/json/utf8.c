#include "resale/json.h"

/* Bytes of the character at `text`; 0 when it is none: RFC 3629, section 4 (no overlong forms, no surrogates, nothing above U+10FFFF). */
static size_t character(const unsigned char *text)
{
        unsigned char first = text[0], low = 0x80, high = 0xbf;
        size_t length = first < 0x80 ? 1 : first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;

        if (length < 2)
                return length;
        low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : low;
        high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : high;
        if (text[1] < low || text[1] > high)
                return 0;
        for (size_t i = 2; i < length; i++)
                if (text[i] < 0x80 || text[i] > 0xbf)
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

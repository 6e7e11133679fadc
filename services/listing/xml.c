#include "xml.h"

static size_t bytes_of(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4; }

/* Control characters but tab and line ends, and U+FFFE and U+FFFF, are in no XML document. */
static bool in_xml(const char *text, size_t bytes)
{
        unsigned char c = (unsigned char)*text;

        if (bytes == 1)
                return c >= 0x20 || c == '\t' || c == '\n' || c == '\r';
        return bytes != 3 || (memcmp(text, "\xef\xbf\xbe", 3) != 0 && memcmp(text, "\xef\xbf\xbf", 3) != 0);
}

void xml_text(struct buffer *out, const char *text)
{
        for (size_t bytes; *text; text += bytes) {
                bytes = bytes_of((unsigned char)*text);
                switch (*text) {
                case '<': buffer_text(out, "&lt;"); break;
                case '>': buffer_text(out, "&gt;"); break;
                case '&': buffer_text(out, "&amp;"); break;
                case '"': buffer_text(out, "&quot;"); break;
                default:
                        if (in_xml(text, bytes))
                                buffer_add(out, text, bytes);
                }
        }
}

void xml_element(struct buffer *out, const char *name, const char *text)
{
        if (!text)
                return;
        buffer_printf(out, "<%s>", name);
        xml_text(out, text);
        buffer_printf(out, "</%s>", name);
}

/* What joins a character to its neighbours says nothing at an end. */
static size_t without_joiners(const char *text, size_t length)
{
        while (length >= 3 && (memcmp(text + length - 3, "\xe2\x80\x8d", 3) == 0 || memcmp(text + length - 3, "\xef\xb8\x8f", 3) == 0))
                length -= 3;
        while (length && text[length - 1] == ' ')
                length--;
        return length;
}

const char *text_within(struct arena *arena, const char *text, size_t most)
{
        enum { NEAR = 24 };
        size_t length = 0, units = 0, word = 0;

        if (!text)
                return NULL;
        while (text[length]) {
                size_t bytes = bytes_of((unsigned char)text[length]);
                units += bytes == 4 ? 2 : 1;
                if (units > most)
                        return arena_copy(arena, text, without_joiners(text, word && length - word < NEAR ? word : length));
                if (text[length] == ' ')
                        word = length;
                length += bytes;
        }
        return text;
}

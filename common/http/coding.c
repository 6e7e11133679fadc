/* Accept-Encoding (RFC 9110, 12.5.3) and gzip. */
#include <zlib.h>

#include "kept.h"

enum { LEVEL = 5 };

static bool is_space(char c) { return c == ' ' || c == '\t'; }

static bool is_word(const char *text, size_t length, const char *word)
{
        return strlen(word) == length && strncasecmp(text, word, length) == 0;
}

/* "0.5" in thousandths; what is no quality is none. */
static int quality(const char *text)
{
        int value = 0, unit = 100;

        if (*text != '0' && *text != '1')
                return 0;
        value = (*text - '0') * 1000;
        if (text[1] != '.')
                return value;
        for (text += 2; *text >= '0' && *text <= '9' && unit; text++, unit /= 10)
                value += (*text - '0') * unit;
        return value > 1000 ? 1000 : value;
}

/* ";q=0.5" after a coding, up to the comma. */
static int weight(const char *text, const char *end)
{
        for (; text < end; text++) {
                if (*text != ';')
                        continue;
                do
                        text++;
                while (text < end && is_space(*text));
                if (end - text > 2 && (*text == 'q' || *text == 'Q') && text[1] == '=')
                        return quality(text + 2);
        }
        return 1000;
}

bool coding_takes_gzip(const char *list)
{
        int gzip = -1, identity = -1, any = -1;

        for (const char *end; list && *list; list = *end ? end + 1 : end) {
                end = list + strcspn(list, ",");
                while (is_space(*list))
                        list++;
                size_t length = strcspn(list, ",; \t");
                int q = weight(list + length, end);
                if (is_word(list, length, "gzip") || is_word(list, length, "x-gzip"))
                        gzip = q;
                else if (is_word(list, length, "identity"))
                        identity = q;
                else if (is_word(list, length, "*"))
                        any = q;
        }
        if (gzip < 0)
                gzip = any;
        return gzip > 0 && gzip >= identity;
}

void *coding_gzip(const void *bytes, size_t length, size_t *coded)
{
        z_stream stream = { .next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)length };

        if (deflateInit2(&stream, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
                abort();
        size_t size = deflateBound(&stream, length);
        unsigned char *out = malloc(size);
        if (!out)
                abort();
        stream.next_out = out;
        stream.avail_out = (uInt)size;
        if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
                abort();
        *coded = stream.total_out;
        deflateEnd(&stream);
        return out;
}

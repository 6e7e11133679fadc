/* The segments of a JPEG (ITU-T T.81, annex B) and the orientation tag of EXIF 2.32, within bounds. */
#include "photo_private.h"

enum { SOI = 0xd8, EOI = 0xd9, SOS = 0xda, APP1 = 0xe1, ENTRIES_MAX = 200, ORIENTATION = 0x0112, SHORT = 3 };

struct part { const unsigned char *at; size_t length; };

static unsigned big(const unsigned char *at) { return (unsigned)at[0] << 8 | at[1]; }

static bool stands_alone(int marker) { return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7); }

/* SOF0 … SOF15, without what is no frame: DHT, JPG, DAC. */
static bool begins_frame(int marker) { return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc; }

struct tiff { struct part part; bool little; };

static unsigned tiff_16(const struct tiff *tiff, size_t at)
{
        const unsigned char *b = tiff->part.at + at;

        return tiff->little ? (unsigned)b[1] << 8 | b[0] : big(b);
}

static size_t tiff_32(const struct tiff *tiff, size_t at)
{
        size_t first = tiff_16(tiff, at), second = tiff_16(tiff, at + 2);

        return tiff->little ? second << 16 | first : first << 16 | second;
}

/* 0: not said. */
static int orientation_of(struct part exif)
{
        struct tiff tiff = { { exif.at + 6, exif.length - 6 }, false };

        if (exif.length < 6 + 8 || memcmp(exif.at, "Exif\0\0", 6) != 0)
                return 0;
        tiff.little = tiff.part.at[0] == 'I';
        size_t at = tiff_32(&tiff, 4);
        if (at > tiff.part.length || tiff.part.length - at < 2)
                return 0;
        unsigned entries = tiff_16(&tiff, at);
        at += 2;
        for (unsigned i = 0; i < entries && i < ENTRIES_MAX && tiff.part.length - at >= 12; i++, at += 12)
                if (tiff_16(&tiff, at) == ORIENTATION && tiff_16(&tiff, at + 2) == SHORT) {
                        unsigned value = tiff_16(&tiff, at + 8);
                        return value >= 1 && value <= 8 ? (int)value : 0;
                }
        return 0;
}

static void take_segment(struct jpeg_facts *facts, int marker, struct part body)
{
        if (begins_frame(marker) && body.length >= 6 && !facts->width) {
                facts->height = (int)big(body.at + 1);
                facts->width = (int)big(body.at + 3);
        }
        if (marker == APP1) {
                int orientation = orientation_of(body);
                if (orientation)
                        facts->orientation = orientation;
        }
        facts->scans += marker == SOS;
}

/* The next 0xff that is followed by what is neither a stuffed zero nor a restart: where a scan ends. */
static size_t skip_scan(const unsigned char *bytes, size_t length, size_t at)
{
        while (at + 1 < length) {
                const unsigned char *found = memchr(bytes + at, 0xff, length - at - 1);
                if (!found)
                        return length;
                at = (size_t)(found - bytes);
                if (found[1] && found[1] != 0xff && !stands_alone(found[1]))
                        return at;
                at++;
        }
        return length;
}

bool jpeg_read(const unsigned char *bytes, size_t length, struct jpeg_facts *facts)
{
        size_t at = 2;

        *facts = (struct jpeg_facts){ .orientation = 1 };
        if (length < 4 || bytes[0] != 0xff || bytes[1] != SOI || bytes[2] != 0xff)
                return false;
        while (length - at >= 4) {
                if (bytes[at] != 0xff)
                        return true;   /* the decoder will say what it thinks of this */
                int marker = bytes[at + 1];
                if (marker == 0xff || stands_alone(marker)) {
                        at += marker == 0xff ? 1 : 2;
                        continue;
                }
                size_t size = big(bytes + at + 2);
                if (marker == EOI || size < 2 || size > length - at - 2)
                        return true;
                take_segment(facts, marker, (struct part){ bytes + at + 4, size - 2 });
                at += 2 + size;
                if (marker == SOS)
                        at = skip_scan(bytes, length, at);
        }
        return true;
}

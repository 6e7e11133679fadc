#include "support/jpeg.h"

#include <turbojpeg.h>

enum { RED, GREEN, BLUE, WHITE };
static const unsigned char colours[][3] = { { 220, 20, 20 }, { 20, 200, 20 }, { 20, 20, 220 }, { 250, 250, 250 } };

static struct jpeg compress(struct arena *arena, const unsigned char *pixels, int width, int height, int format, int flags)
{
        tjhandle handle = tjInitCompress();
        unsigned char *bytes = NULL;
        unsigned long length = 0;

        if (!handle || tjCompress2(handle, pixels, width, 0, height, format, &bytes, &length, TJSAMP_444, 92, flags) != 0)
                abort();
        struct jpeg jpeg = { arena_copy(arena, (const char *)bytes, length), length };
        tjFree(bytes);
        tjDestroy(handle);
        return jpeg;
}

static unsigned char *paint(struct arena *arena, int width, int height, int size)
{
        unsigned char *pixels = arena_alloc(arena, (size_t)width * (size_t)height * (size_t)size);

        for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                        memcpy(pixels + ((size_t)y * (size_t)width + (size_t)x) * (size_t)size, colours[(y >= height / 2) * 2 + (x >= width / 2)], 3);
        return pixels;
}

struct jpeg jpeg_quarters(struct arena *arena, int width, int height)
{
        return compress(arena, paint(arena, width, height, 3), width, height, TJPF_RGB, 0);
}

struct jpeg jpeg_progressive(struct arena *arena, int width, int height)
{
        return compress(arena, paint(arena, width, height, 3), width, height, TJPF_RGB, TJFLAG_PROGRESSIVE);
}

struct jpeg jpeg_cmyk(struct arena *arena, int width, int height)
{
        return compress(arena, paint(arena, width, height, 4), width, height, TJPF_CMYK, 0);
}

struct jpeg jpeg_chequered(struct arena *arena, int side)
{
        unsigned char *pixels = arena_alloc(arena, (size_t)side * (size_t)side * 3);

        for (int i = 0; i < side * side; i++)
                memset(pixels + (size_t)i * 3, (i % side + i / side) % 2 ? 255 : 0, 3);
        return compress(arena, pixels, side, side, TJPF_RGB, 0);
}

/* Waves with noise on them: some two bits a pixel. */
struct jpeg jpeg_noise(struct arena *arena, int width, int height, unsigned seed)
{
        unsigned char *pixels = arena_alloc(arena, (size_t)width * (size_t)height * 3);
        uint32_t state = seed * 2654435761u + 1;

        for (size_t i = 0; i < (size_t)width * (size_t)height; i++) {
                state = state * 1664525u + 1013904223u;
                int base = (int)((i % (size_t)width) / 16 + (i / (size_t)width) / 12) % 200;
                for (int c = 0; c < 3; c++)
                        pixels[i * 3 + (size_t)c] = (unsigned char)(base + c * 10 + (int)(state >> 28));
        }
        return compress(arena, pixels, width, height, TJPF_RGB, 0);
}

static void put_16(struct buffer *out, unsigned value, bool little)
{
        char bytes[2] = { (char)(value >> 8), (char)value };

        if (little)
                bytes[0] = (char)value, bytes[1] = (char)(value >> 8);
        buffer_add(out, bytes, 2);
}

static void put_32(struct buffer *out, unsigned value, bool little)
{
        put_16(out, little ? value & 0xffff : value >> 16, little);
        put_16(out, little ? value >> 16 : value & 0xffff, little);
}

static void put_tiff(struct buffer *out, int orientation, bool little)
{
        static const char camera[] = "Camera of 12 Elm Street";

        buffer_add(out, "Exif\0", 6);
        buffer_add(out, little ? "II" : "MM", 2);
        put_16(out, 42, little);
        put_32(out, 8, little);
        put_16(out, 2, little);
        put_16(out, 0x010f, little), put_16(out, 2, little), put_32(out, sizeof camera, little), put_32(out, 38, little);   /* Make */
        put_16(out, 0x0112, little), put_16(out, 3, little), put_32(out, 1, little), put_16(out, (unsigned)orientation, little), put_16(out, 0, little);
        put_32(out, 0, little);
        buffer_add(out, camera, sizeof camera);
}

struct jpeg jpeg_held(struct arena *arena, struct jpeg jpeg, int orientation, bool little_endian)
{
        struct buffer tiff = { .arena = arena }, out = { .arena = arena };

        put_tiff(&tiff, orientation, little_endian);
        buffer_add(&out, jpeg.bytes, 2);
        buffer_add(&out, "\xff\xe1", 2);
        put_16(&out, (unsigned)tiff.length + 2, false);
        buffer_add(&out, tiff.text, tiff.length);
        buffer_add(&out, jpeg.bytes + 2, jpeg.length - 2);
        return (struct jpeg){ out.text, out.length };
}

/* The first (or last) marker of this kind. */
static size_t find(struct jpeg jpeg, int first, int second, bool last)
{
        size_t found = 0;

        for (size_t i = 2; i + 1 < jpeg.length; i++)
                if ((unsigned char)jpeg.bytes[i] == 0xff && ((unsigned char)jpeg.bytes[i + 1] == first || (unsigned char)jpeg.bytes[i + 1] == second)) {
                        found = i;
                        if (!last)
                                return found;
                }
        if (!found)
                abort();
        return found;
}

struct jpeg jpeg_claiming(struct arena *arena, struct jpeg jpeg, int width, int height)
{
        char *bytes = arena_copy(arena, jpeg.bytes, jpeg.length), *frame = bytes + find(jpeg, 0xc0, 0xc2, false);

        frame[5] = (char)(height >> 8), frame[6] = (char)height;
        frame[7] = (char)(width >> 8), frame[8] = (char)width;
        return (struct jpeg){ bytes, jpeg.length };
}

struct jpeg jpeg_rescanned(struct arena *arena, struct jpeg jpeg, int times)
{
        size_t scan = find(jpeg, 0xda, 0xda, true), end = jpeg.length - 2;
        struct buffer out = { .arena = arena };

        buffer_add(&out, jpeg.bytes, end);
        for (int i = 0; i < times; i++)
                buffer_add(&out, jpeg.bytes + scan, end - scan);
        buffer_add(&out, jpeg.bytes + end, 2);
        return (struct jpeg){ out.text, out.length };
}

struct picture_size jpeg_size(struct jpeg jpeg)
{
        tjhandle handle = tjInitDecompress();
        struct picture_size size;
        int sampling, space;

        if (!handle || tjDecompressHeader3(handle, (const unsigned char *)jpeg.bytes, jpeg.length, &size.width, &size.height, &sampling, &space) != 0)
                abort();
        tjDestroy(handle);
        return size;
}

static const char *name_of(const unsigned char *pixel)
{
        static const char *const names[] = { [RED] = "red", [GREEN] = "green", [BLUE] = "blue", [WHITE] = "white" };
        int most = pixel[0] > pixel[1] ? pixel[0] : pixel[1], least = pixel[0] < pixel[1] ? pixel[0] : pixel[1];

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                if (abs(pixel[0] - colours[i][0]) + abs(pixel[1] - colours[i][1]) + abs(pixel[2] - colours[i][2]) < 60)
                        return names[i];
        return most - least < 12 && least > 112 && most < 143 ? "grey" : "other";
}

const char *jpeg_colour(struct jpeg jpeg, int x, int y)
{
        struct picture_size size = jpeg_size(jpeg);
        tjhandle handle = tjInitDecompress();
        unsigned char *pixels = malloc((size_t)size.width * (size_t)size.height * 3);

        if (!handle || !pixels || tjDecompress2(handle, (const unsigned char *)jpeg.bytes, jpeg.length, pixels, size.width, 0, size.height, TJPF_RGB, 0) != 0)
                abort();
        const char *name = name_of(pixels + ((size_t)(size.height * y / 100) * (size_t)size.width + (size_t)(size.width * x / 100)) * 3);
        free(pixels);
        tjDestroy(handle);
        return name;
}

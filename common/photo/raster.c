#include "photo_private.h"

void raster_free(struct raster *raster)
{
        free(raster->pixel);
        raster->pixel = NULL;
}

struct raster raster_new(int width, int height)
{
        struct raster raster = { width, height, malloc((size_t)width * (size_t)height * 3) };

        if (!raster.pixel)
                abort();
        return raster;
}

/* A length after its longer companion went from `longest` to `side`, rounded, never nothing. */
static int scaled(int length, int longest, int side)
{
        int64_t rounded = ((int64_t)length * side + longest / 2) / longest;

        return rounded < 1 ? 1 : (int)rounded;
}

/* Adds a row of `from` to sums of `to_width` pixels, each with the share of it that falls into the new pixel, times `weight`. */
static void add_row(const unsigned char *row, int from_width, int to_width, uint64_t weight, uint64_t *sums)
{
        int64_t at = 0;   /* in units of 1 / to_width of an old pixel: a new one spans from_width of them */

        for (int x = 0; x < to_width; x++) {
                int64_t end = at + from_width;
                uint64_t *sum = sums + (size_t)x * 3;
                while (at < end) {
                        int64_t old = at / to_width, next = (old + 1) * to_width;
                        uint64_t share = (uint64_t)((next < end ? next : end) - at) * weight;
                        const unsigned char *pixel = row + old * 3;
                        sum[0] += pixel[0] * share;
                        sum[1] += pixel[1] * share;
                        sum[2] += pixel[2] * share;
                        at = next < end ? next : end;
                }
        }
}

static void write_row(const uint64_t *sums, int width, uint64_t whole, unsigned char *row)
{
        for (int i = 0; i < width * 3; i++)
                row[i] = (unsigned char)((sums[i] + whole / 2) / whole);
}

static void reduce_into(const struct raster *from, struct raster *to)
{
        uint64_t *sums = malloc((size_t)to->width * 3 * sizeof *sums), whole = (uint64_t)from->width * (uint64_t)from->height;
        int64_t at = 0;

        if (!sums)
                abort();
        for (int y = 0; y < to->height; y++) {
                int64_t end = at + from->height;
                memset(sums, 0, (size_t)to->width * 3 * sizeof *sums);
                while (at < end) {
                        int64_t old = at / to->height, next = (old + 1) * to->height;
                        next = next < end ? next : end;
                        add_row(from->pixel + (size_t)old * (size_t)from->width * 3, from->width, to->width, (uint64_t)(next - at), sums);
                        at = next;
                }
                write_row(sums, to->width, whole, to->pixel + (size_t)y * (size_t)to->width * 3);
        }
        free(sums);
}

struct raster raster_reduce(const struct raster *from, int side)
{
        int longest = from->width > from->height ? from->width : from->height;
        bool smaller = longest > side;
        struct raster to = raster_new(smaller ? scaled(from->width, longest, side) : from->width, smaller ? scaled(from->height, longest, side) : from->height);

        if (smaller)
                reduce_into(from, &to);
        else
                memcpy(to.pixel, from->pixel, (size_t)to.width * (size_t)to.height * 3);
        return to;
}

struct raster raster_narrow(const struct raster *from, int width)
{
        struct raster to = raster_new(width, scaled(from->height, from->width, width));

        reduce_into(from, &to);
        return to;
}

/* Where the pixel at x, y of what is seen stands in what was stored (EXIF 2.32, 4.6.4 A: the sides of row 0 and column 0). */
static size_t source_of(const struct raster *from, int orientation, int x, int y)
{
        bool crossed = orientation >= 5, right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        bool bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int column = crossed ? y : x, row = crossed ? x : y;

        if (right)
                column = from->width - 1 - column;
        if (bottom)
                row = from->height - 1 - row;
        return ((size_t)row * (size_t)from->width + (size_t)column) * 3;
}

struct raster raster_turn(const struct raster *from, int orientation)
{
        bool crossed = orientation >= 5;
        struct raster to = raster_new(crossed ? from->height : from->width, crossed ? from->width : from->height);
        unsigned char *pixel = to.pixel;

        for (int y = 0; y < to.height; y++)
                for (int x = 0; x < to.width; x++, pixel += 3)
                        memcpy(pixel, from->pixel + source_of(from, orientation, x, y), 3);
        return to;
}

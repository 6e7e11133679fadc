#ifndef PHOTO_PRIVATE_H
#define PHOTO_PRIVATE_H

#include "resale/photo.h"

/* What the segments of a JPEG say. */
struct jpeg_facts {
        int width, height;      /* 0: not told yet */
        int orientation;        /* of EXIF, 1 … 8 */
        int scans;
};

/* False: it is no JPEG. Reads within `length` only; a part that ends early is fine. */
bool jpeg_read(const unsigned char *bytes, size_t length, struct jpeg_facts *facts) MUST_USE;

/* Three bytes a pixel, rows without padding; `pixel` is from malloc. */
struct raster { int width, height; unsigned char *pixel; };

void raster_free(struct raster *raster);
struct raster raster_new(int width, int height);
/* Each new pixel is the mean of the area it stands for; the longer side becomes `side`, unless it is no longer than that. */
struct raster raster_reduce(const struct raster *from, int side);
/* The width becomes `width`, which it is not below. */
struct raster raster_narrow(const struct raster *from, int width);
/* As it is meant to be seen. */
struct raster raster_turn(const struct raster *from, int orientation);

#endif

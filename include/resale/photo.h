#ifndef RESALE_PHOTO_H
#define RESALE_PHOTO_H

#include "resale/arena.h"
#include "resale/problem.h"

/*
 * Photos as cameras and browsers send them become photos as we keep them: upright, of at most PHOTO_SIDE pixels, progressive JPEG, and with nothing in them but
 * the picture: no place, no camera, no preview. What is kept is made anew from the pixels, so that nothing hidden in the bytes gets through.
 */
enum { PHOTO_BYTES_MAX = 15 << 20, PHOTO_PIXELS_MAX = 50000000, PHOTO_SCANS_MAX = 40 };
enum { PHOTO_SIDE = 2400, PHOTO_MEDIUM = 480, PHOTO_SMALL = 160 };   /* the longer side, at most; nothing is made larger than it came */

struct photo_image { const void *bytes; size_t length; int64_t width, height; };   /* JPEG, of the arena */
struct photo_images { struct photo_image full, medium, small; };

/*
 * From the first bytes, without decoding: is it a JPEG, and of a size that is taken? NOT_A_JPEG, PHOTO_TOO_LARGE, with *why for a person; OK also when the
 * part ends before it says so.
 */
enum problem photo_look(const void *bytes, size_t length, const char **why) MUST_USE;

/*
 * The three sizes of a photo. NOT_A_JPEG: it is none, is cut short or damaged, or has colours that screens do not show; PHOTO_TOO_LARGE: too many bytes, pixels
 * or scans. The same bytes give the same images. Takes up to some 400 MB for the largest progressive ones: one at a time.
 */
enum problem photo_make(struct arena *arena, const void *bytes, size_t length, struct photo_images *images, const char **why) MUST_USE;

/* A photo as it is kept, at most `width` pixels wide; one that is no wider stays as it is. INTERNAL: it is none. */
enum problem photo_narrow(struct arena *arena, const void *bytes, size_t length, int width, struct photo_image *image) MUST_USE;

/* A drawing as a camera would send it: three bytes a pixel, red, green and blue, row by row. */
enum problem photo_of_pixels(struct arena *arena, unsigned char *pixels, int width, int height, struct photo_image *image) MUST_USE;

/*
 * A logo, made anew from its pixels: a PNG stays one, with what is see-through; a JPEG becomes a photo of PHOTO_MEDIUM. NOT_AN_IMAGE: neither, or damaged;
 * PHOTO_TOO_LARGE: more than LOGO_BYTES_MAX bytes or LOGO_PIXELS_MAX pixels.
 */
enum { LOGO_BYTES_MAX = 512 << 10, LOGO_PIXELS_MAX = 4000000 };
enum problem logo_make(struct arena *arena, const void *bytes, size_t length, struct photo_image *image, const char **media_type, const char **why) MUST_USE;

#endif

/* The only file that knows libpng. */
#include <png.h>

#include "photo_private.h"

static enum problem refuse(enum problem problem, const char *reason, const char **why)
{
        *why = reason;
        return problem;
}

static enum problem encode(struct arena *arena, png_image *png, const void *pixels, struct photo_image *image)
{
        png_alloc_size_t length = 0;

        if (!png_image_write_to_memory(png, NULL, &length, 0, pixels, 0, NULL))
                return PROBLEM_INTERNAL;
        void *bytes = arena_alloc(arena, length);
        if (!png_image_write_to_memory(png, bytes, &length, 0, pixels, 0, NULL))
                return PROBLEM_INTERNAL;
        *image = (struct photo_image){ bytes, length, png->width, png->height };
        return PROBLEM_OK;
}

static enum problem remake_png(struct arena *arena, const void *bytes, size_t length, struct photo_image *image, const char **why)
{
        png_image png = { .version = PNG_IMAGE_VERSION };

        if (!png_image_begin_read_from_memory(&png, bytes, length))
                return refuse(PROBLEM_NOT_AN_IMAGE, "It is damaged.", why);
        if ((int64_t)png.width * png.height > LOGO_PIXELS_MAX) {
                png_image_free(&png);
                return refuse(PROBLEM_PHOTO_TOO_LARGE, "It has more than 4 megapixels.", why);
        }
        png.format = PNG_FORMAT_RGBA;
        void *pixels = arena_alloc(arena, PNG_IMAGE_SIZE(png));
        if (!png_image_finish_read(&png, NULL, pixels, 0, NULL) || PNG_IMAGE_FAILED(png))
                return refuse(PROBLEM_NOT_AN_IMAGE, "It is damaged.", why);
        return encode(arena, &png, pixels, image);
}

static enum problem remake_jpeg(struct arena *arena, const void *bytes, size_t length, struct photo_image *image, const char **why)
{
        struct jpeg_facts facts;
        struct photo_images images;

        if (!jpeg_read(bytes, length, &facts))
                return refuse(PROBLEM_NOT_AN_IMAGE, "It is neither a PNG nor a JPEG.", why);
        if ((int64_t)facts.width * facts.height > LOGO_PIXELS_MAX)
                return refuse(PROBLEM_PHOTO_TOO_LARGE, "It has more than 4 megapixels.", why);
        enum problem problem = photo_make(arena, bytes, length, &images, why);
        if (problem == PROBLEM_NOT_A_JPEG)
                return PROBLEM_NOT_AN_IMAGE;
        TRY(problem);
        *image = images.medium;
        return PROBLEM_OK;
}

enum problem logo_make(struct arena *arena, const void *bytes, size_t length, struct photo_image *image, const char **media_type, const char **why)
{
        bool png = length >= 8 && png_sig_cmp(bytes, 0, 8) == 0;

        if (length > LOGO_BYTES_MAX)
                return refuse(PROBLEM_PHOTO_TOO_LARGE, "It has more than 512 KB.", why);
        *media_type = png ? "image/png" : "image/jpeg";
        return png ? remake_png(arena, bytes, length, image, why) : remake_jpeg(arena, bytes, length, image, why);
}

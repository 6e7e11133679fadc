/* The only file that knows turbojpeg. */
#include <turbojpeg.h>

#include "photo_private.h"

enum { QUALITY = 85 };

static enum problem refuse(enum problem problem, const char *reason, const char **why)
{
        *why = reason;
        return problem;
}

static enum problem check_facts(const struct jpeg_facts *facts, const char **why)
{
        if ((int64_t)facts->width * facts->height > PHOTO_PIXELS_MAX)
                return refuse(PROBLEM_PHOTO_TOO_LARGE, "It has more than 50 megapixels.", why);
        if (facts->scans > PHOTO_SCANS_MAX)
                return refuse(PROBLEM_PHOTO_TOO_LARGE, "It is made of more scans than a camera or browser writes.", why);
        return PROBLEM_OK;
}

enum problem photo_look(const void *bytes, size_t length, const char **why)
{
        struct jpeg_facts facts;

        if (length > PHOTO_BYTES_MAX)
                return refuse(PROBLEM_PHOTO_TOO_LARGE, "It has more than 15 MB.", why);
        if (!jpeg_read(bytes, length, &facts))
                return refuse(PROBLEM_NOT_A_JPEG, "It does not begin as a JPEG does.", why);
        return check_facts(&facts, why);
}

/* The smallest that the decoder makes by itself of a side, and that is not smaller than what is wanted. */
static tjscalingfactor scale_for(int side, int wanted)
{
        tjscalingfactor best = { 1, 1 };
        int count, best_length = side;
        tjscalingfactor *all = tjGetScalingFactors(&count);

        for (int i = 0; all && i < count; i++) {
                int length = TJSCALED(side, all[i]);
                if (length >= wanted && length < best_length) {
                        best = all[i];
                        best_length = length;
                }
        }
        return best;
}

static bool decode(tjhandle handle, const unsigned char *bytes, size_t length, const struct jpeg_facts *facts, tjscalingfactor scale, struct raster *raster)
{
        int width, height, sampling, colours;

        if (tjDecompressHeader3(handle, bytes, length, &width, &height, &sampling, &colours) != 0 || width != facts->width || height != facts->height ||
            (colours != TJCS_YCbCr && colours != TJCS_GRAY && colours != TJCS_RGB))
                return false;
        *raster = raster_new(TJSCALED(width, scale), TJSCALED(height, scale));
        return tjDecompress2(handle, bytes, length, raster->pixel, raster->width, 0, raster->height, TJPF_RGB, TJFLAG_STOPONWARNING | TJFLAG_ACCURATEDCT) == 0;
}

/* False: nothing is left to be freed. */
static bool open_picture(const unsigned char *bytes, size_t length, const struct jpeg_facts *facts, tjscalingfactor scale, struct raster *raster)
{
        tjhandle handle = tjInitDecompress();

        if (!handle)
                abort();
        *raster = (struct raster){ 0 };
        bool good = decode(handle, bytes, length, facts, scale, raster);
        tjDestroy(handle);
        if (!good)
                raster_free(raster);
        return good;
}

static bool compress(struct arena *arena, tjhandle handle, const struct raster *raster, int flags, struct photo_image *image)
{
        unsigned char *bytes = NULL;
        unsigned long length = 0;
        bool done = tjCompress2(handle, raster->pixel, raster->width, 0, raster->height, TJPF_RGB, &bytes, &length, TJSAMP_420, QUALITY, flags) == 0;

        if (done)
                *image = (struct photo_image){ arena_copy(arena, (const char *)bytes, length), length, raster->width, raster->height };
        tjFree(bytes);
        return done;
}

static bool encode(struct arena *arena, tjhandle handle, const struct raster *raster, struct photo_image *image)
{
        return compress(arena, handle, raster, TJFLAG_PROGRESSIVE | TJFLAG_ACCURATEDCT, image);
}

/* Full size first: each smaller one is made of the one before. */
static bool encode_all(struct arena *arena, const struct raster *upright, struct photo_images *images)
{
        tjhandle handle = tjInitCompress();
        struct raster medium = raster_reduce(upright, PHOTO_MEDIUM), small = raster_reduce(&medium, PHOTO_SMALL);
        bool done = handle && encode(arena, handle, upright, &images->full) && encode(arena, handle, &medium, &images->medium) &&
                    encode(arena, handle, &small, &images->small);

        raster_free(&medium);
        raster_free(&small);
        if (handle)
                tjDestroy(handle);
        return done;
}

static bool make(struct arena *arena, struct raster *decoded, int orientation, struct photo_images *images)
{
        struct raster reduced = raster_reduce(decoded, PHOTO_SIDE);

        raster_free(decoded);   /* now: it is the largest */
        struct raster upright = raster_turn(&reduced, orientation);
        raster_free(&reduced);
        bool done = encode_all(arena, &upright, images);
        raster_free(&upright);
        return done;
}

enum problem photo_make(struct arena *arena, const void *bytes, size_t length, struct photo_images *images, const char **why)
{
        struct jpeg_facts facts;
        struct raster decoded;

        TRY(photo_look(bytes, length, why));
        if (!jpeg_read(bytes, length, &facts) || !facts.width || !facts.height || !facts.scans)
                return refuse(PROBLEM_NOT_A_JPEG, "It holds no picture.", why);
        if (!open_picture(bytes, length, &facts, scale_for(facts.width > facts.height ? facts.width : facts.height, PHOTO_SIDE), &decoded))
                return refuse(PROBLEM_NOT_A_JPEG, "It is damaged, or has colours that are not for a screen.", why);
        return make(arena, &decoded, facts.orientation, images) ? PROBLEM_OK : PROBLEM_INTERNAL;
}

enum problem photo_narrow(struct arena *arena, const void *bytes, size_t length, int width, struct photo_image *image)
{
        struct jpeg_facts facts;
        struct raster decoded;

        if (!jpeg_read(bytes, length, &facts) || !facts.width || !facts.height)
                return PROBLEM_INTERNAL;
        if (facts.width <= width) {
                *image = (struct photo_image){ bytes, length, facts.width, facts.height };
                return PROBLEM_OK;
        }
        if (!open_picture(bytes, length, &facts, scale_for(facts.width, width), &decoded))
                return PROBLEM_INTERNAL;
        struct raster narrow = raster_narrow(&decoded, width);
        tjhandle handle = tjInitCompress();
        bool done = handle && encode(arena, handle, &narrow, image);
        raster_free(&decoded);
        raster_free(&narrow);
        if (handle)
                tjDestroy(handle);
        return done ? PROBLEM_OK : PROBLEM_INTERNAL;
}

enum problem photo_of_pixels(struct arena *arena, unsigned char *pixels, int width, int height, struct photo_image *image)
{
        tjhandle handle = tjInitCompress();
        bool done = handle && compress(arena, handle, &(struct raster){ width, height, pixels }, 0, image);

        if (handle)
                tjDestroy(handle);
        return done ? PROBLEM_OK : PROBLEM_INTERNAL;
}

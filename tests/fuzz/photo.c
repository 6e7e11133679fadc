#include "fuzz/fuzz.h"

#include "resale/photo.h"

/* Any bytes as a photo: refused with a reason, or three JPEGs, none larger than it may be. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        struct photo_images images = { 0 };
        const char *why = NULL;
        enum problem problem = photo_look(bytes, length, &why);

        if (problem == PROBLEM_OK)
                problem = photo_make(arena, bytes, length, &images, &why);
        if (problem == PROBLEM_INTERNAL || (problem != PROBLEM_OK && !why))
                abort();
        if (problem == PROBLEM_OK && (images.full.width > PHOTO_SIDE || images.full.height > PHOTO_SIDE || images.small.width > PHOTO_SMALL || !images.medium.length))
                abort();
        arena_free(arena);
        return 0;
}

#ifndef TESTS_JPEG_H
#define TESTS_JPEG_H

#include "resale/arena.h"

/* Pictures made for tests, and looked into. Everything is of the arena. */
struct jpeg { const char *bytes; size_t length; };

/* Red at the top left, green at the top right, blue at the bottom left, white at the bottom right. */
struct jpeg jpeg_quarters(struct arena *arena, int width, int height);
struct jpeg jpeg_progressive(struct arena *arena, int width, int height);
struct jpeg jpeg_cmyk(struct arena *arena, int width, int height);
struct jpeg jpeg_chequered(struct arena *arena, int side);               /* black and white, a pixel each */
struct jpeg jpeg_noise(struct arena *arena, int width, int height, unsigned seed);   /* as large as a photo is */

/* With an EXIF segment that says how it was held, by which camera and where. */
struct jpeg jpeg_held(struct arena *arena, struct jpeg jpeg, int orientation, bool little_endian);
/* With what the frame says of its size changed. */
struct jpeg jpeg_claiming(struct arena *arena, struct jpeg jpeg, int width, int height);
/* With its last scan repeated. */
struct jpeg jpeg_rescanned(struct arena *arena, struct jpeg jpeg, int times);

struct picture_size { int width, height; };
struct picture_size jpeg_size(struct jpeg jpeg);
/* The colour at a place, "red", "green", "blue", "white", "grey" or "other"; x and y in hundredths of the sides. */
const char *jpeg_colour(struct jpeg jpeg, int x, int y);

#endif

#ifndef RESALECTL_DEMO_SHEET_H
#define RESALECTL_DEMO_SHEET_H

#include "demo_picture.h"

#include <math.h>

/* What a picture is painted on, and how. fold and ground are grids of every CELLth pixel: the light of folds, and how far it is to the piece. */
struct sheet { int width, height, across; float scale; struct point middle; unsigned char *pixel; float *fold, *ground; struct arena *arena; };

static inline float clamp(float value) { return value < 0 ? 0 : value > 1 ? 1 : value; }

/* 0 … 1 */
static inline float smooth(float from, float to, float value)
{
        float t = clamp((value - from) / (to - from));

        return t * t * (3 - 2 * t);
}

static inline float length(float x, float y) { return sqrtf(x * x + y * y); }

/* The same for ever: 0 … 1; and sums of it, 0 … 1.75. */
float hash(int x, int y);
float noise(float x, float y);
float cloud(float x, float y);

/* The distance to the line from a to b. */
static inline float squared(struct point p, struct point a, struct point b)
{
        float x = b.x - a.x, y = b.y - a.y, t = clamp(((p.x - a.x) * x + (p.y - a.y) * y) / (x * x + y * y + 1e-9f)), right = p.x - a.x - t * x, down = p.y - a.y - t * y;

        return right * right + down * down;
}

static inline float to_segment(struct point p, struct point a, struct point b) { return sqrtf(squared(p, a, b)); }

/* Where a pixel is on the piece. */
static inline struct point place(const struct sheet *s, float x, float y)
{
        return (struct point){ s->middle.x + (x - (float)s->width / 2) * s->scale, s->middle.y + (y - (float)s->height / 2) * s->scale };
}

static inline unsigned char *pixel_at(const struct sheet *s, int x, int y) { return s->pixel + ((size_t)y * (size_t)s->width + (size_t)x) * 3; }

static inline void blend(unsigned char *pixel, const float colour[3], float cover)
{
        for (int c = 0; c < 3; c++)
                pixel[c] = (unsigned char)(pixel[c] + (fminf(fmaxf(colour[c], 0), 255) - pixel[c]) * cover);
}

static inline void tint(unsigned char *pixel, float light) { blend(pixel, (float[]){ pixel[0] * light, pixel[1] * light, pixel[2] * light }, 1); }

/* demo_marks.c */
void paint_lines(const struct sheet *sheet, const struct garment *garment, int side);
void paint_flaw(const struct sheet *sheet, const struct flaw *flaw);
void paint_tag(const struct sheet *sheet, char size);

#endif

/* What is on a piece: seams, zips and buttons, its flaw; and the label inside. */
#include "demo_sheet.h"

static float mark_line(const struct line *line, struct point p, float soft)
{
        struct point q = line->mirrored ? (struct point){ fabsf(p.x), p.y } : p;
        float d = to_segment(q, line->from, line->to), along = length(q.x - line->from.x, q.y - line->from.y), step;

        if (line->kind == SEAM)
                return 1 - .26f * smooth(.002f + soft, .0004f, d) + .06f * smooth(.004f, .002f, d);
        if (line->kind == ZIP)
                return 1 - (.62f - .26f * smooth(-.2f, .5f, sinf(along * 1100)) * smooth(.003f, .002f, d)) * smooth(.0055f + soft, .0045f, d) - .12f * smooth(.012f, .006f, d);
        step = fmodf(along, .098f) - .02f;
        return 1 + .55f * smooth(.0085f + soft, .0075f, length(d, step)) - .75f * smooth(.0028f, .0018f, length(d, step)) - .15f * smooth(.013f, .0085f, length(d - .001f, step - .003f));
}

static const float BESIDE = .02f;

static void paint_line(const struct sheet *s, const struct line *line)
{
        float top = fminf(line->from.y, line->to.y) - BESIDE, foot = fmaxf(line->from.y, line->to.y) + BESIDE;
        float left = fminf(line->from.x, line->to.x) - BESIDE, right = fmaxf(line->from.x, line->to.x) + BESIDE;

        for (int y = 0; y < s->height; y++) {
                if (place(s, 0, (float)y).y < top || place(s, 0, (float)y).y > foot)
                        continue;
                for (int x = 0; x < s->width; x++) {
                        struct point p = place(s, (float)x, (float)y);
                        float from_middle = line->mirrored ? fabsf(p.x) : p.x;
                        if (from_middle > left && from_middle < right)
                                tint(pixel_at(s, x, y), mark_line(line, p, s->scale));
                }
        }
}

void paint_lines(const struct sheet *s, const struct garment *garment, int side)
{
        for (size_t i = 0; i < garment->lines; i++)
                if (garment->line[i].sides & side)
                        paint_line(s, &garment->line[i]);
}

static float scuffed(struct point p)
{
        float most = 0;

        for (int i = 0; i < 7; i++) {
                struct point a = { (hash(i, 1) - .6f) * .03f, (hash(i, 2) - .5f) * .02f }, b = { a.x + .012f + .014f * hash(i, 3), a.y - .006f };
                most = fmaxf(most, (.35f + .4f * hash(i, 4)) * smooth(.0016f, .0003f, to_segment(p, a, b)));
        }
        return 1 + most;
}

static float pilled(struct point p)
{
        float light = 1;

        for (int i = 0; i < 22; i++) {
                struct point at = { (hash(i, 5) + hash(i, 7) - 1) * .05f, (hash(i, 6) + hash(i, 8) - 1) * .035f };
                float r = .0022f + .0016f * hash(i, 9), x = p.x - at.x, y = p.y - at.y, d = length(x, y);
                if (d < r * 2)
                        light += .42f * smooth(r, 0, length(x + r * .3f, y + r * .4f)) - .20f * smooth(r * 1.6f, r * .7f, length(x - r * .4f, y - r * .5f));
        }
        return fminf(fmaxf(light, .70f), 1.4f);
}

/* A loop of thread, and the row that it was pulled from. */
static float snagged(struct point p)
{
        float loop = fabsf(length(p.x * 1.1f, p.y + .006f) - .0065f), row = fabsf(p.y - .0015f * sinf(p.x * 160)), drawn = smooth(.034f, .004f, fabsf(p.x));

        return 1 + .55f * smooth(.0016f, .0004f, loop) - .25f * smooth(.0018f, .0002f, loop - .002f) * smooth(-.002f, .004f, p.y + .004f) - .42f * drawn * smooth(.0016f, .0003f, row) +
               .16f * drawn * smooth(.003f, .001f, fabsf(row - .003f));
}

void paint_flaw(const struct sheet *s, const struct flaw *flaw)
{
        for (int y = 0; flaw->kind != FLAWLESS && y < s->height; y++)
                for (int x = 0; x < s->width; x++) {
                        struct point p = place(s, (float)x, (float)y), from = { p.x - flaw->at.x, p.y - flaw->at.y };
                        float r = length(from.x, from.y * 1.25f);
                        if (r > .07f)
                                continue;
                        float edge = .0085f + .005f * (cloud(from.x * 110 + 5, from.y * 110) - .9f);
                        unsigned char *pixel = pixel_at(s, x, y);
                        if (flaw->kind == STAIN)
                                blend(pixel, (float[]){ pixel[0] * .62f + 14, pixel[1] * .50f + 8, pixel[2] * .42f + 3 },
                                      .78f * smooth(edge + .0022f, edge - .0012f, r) + .14f * smooth(.004f, 0, fabsf(r - edge)));
                        else
                                tint(pixel, flaw->kind == SNAG ? snagged(from) : flaw->kind == SCUFF ? scuffed(from) : pilled(from));
                }
}

/* --- the label inside --- */

/* As one goes with a pen. */
static float to_letter(struct point p, char size)
{
        static const struct point m[] = { { -.03f, .04f }, { -.03f, -.04f }, { 0, .015f }, { .03f, -.04f }, { .03f, .04f } }, l[] = { { -.02f, -.04f }, { -.02f, .04f }, { .025f, .04f } },
                                  s[] = { { .025f, -.035f }, { -.02f, -.038f }, { -.024f, -.01f }, { .024f, .008f }, { .021f, .037f }, { -.026f, .035f } };
        const struct point *stroke = size == 'M' ? m : size == 'L' ? l : s;
        size_t count = size == 'M' ? ARRAY_LEN(m) : size == 'L' ? ARRAY_LEN(l) : ARRAY_LEN(s);
        float d = 9;

        for (size_t i = 0; i + 1 < count; i++)
                d = fminf(d, to_segment(p, stroke[i], stroke[i + 1]));
        return d;
}

/* A mountain, the size, and how it is washed. */
static float inked(struct point p, char size)
{
        static const struct line print[] = {
                { .from = { -.12f, -.10f }, .to = { -.04f, -.20f } }, { .from = { -.04f, -.20f }, .to = { .01f, -.14f } }, { .from = { -.01f, -.16f }, .to = { .04f, -.22f } },
                { .from = { .04f, -.22f }, .to = { .12f, -.10f } }, { .from = { -.12f, -.10f }, .to = { .12f, -.10f } },
                { .from = { -.13f, .125f }, .to = { -.115f, .17f } }, { .from = { -.115f, .17f }, .to = { -.065f, .17f } }, { .from = { -.065f, .17f }, .to = { -.05f, .125f } },
                { .from = { -.025f, .17f }, .to = { .025f, .17f } }, { .from = { -.025f, .17f }, .to = { 0, .125f } }, { .from = { 0, .125f }, .to = { .025f, .17f } },
                { .from = { .12f, .212f }, .to = { -.13f, .212f } }, { .from = { -.13f, .236f }, .to = { .06f, .236f } },
        };
        float d = fabsf(length(p.x - .09f, p.y - .148f) - .022f) - .003f;

        for (size_t i = 0; i < ARRAY_LEN(print); i++)
                d = fminf(d, to_segment(p, print[i].from, print[i].to) - .0045f);
        return fminf(d, to_letter((struct point){ p.x, p.y - .02f }, size) - .009f);
}

static float beyond(struct point p, float right, float down) { return fmaxf(fabsf(p.x - right) - .20f, fabsf(p.y - down) - .30f); }

void paint_tag(const struct sheet *s, char size)
{
        for (int y = 0; y < s->height; y++)
                for (int x = 0; x < s->width; x++) {
                        struct point p = place(s, (float)x, (float)y);
                        float d = beyond(p, 0, 0);
                        if (d > .05f)
                                continue;
                        tint(pixel_at(s, x, y), 1 - .35f * smooth(.03f, -.01f, beyond(p, .008f, .014f)));
                        if (d > .01f)
                                continue;
                        float light = 1 + .02f * sinf(p.x * 900) + .02f * sinf(p.y * 900) - .05f * cloud(p.x * 5, p.y * 3);
                        float dash = smooth(.4f, -.4f, sinf(p.x * 260)) * smooth(.004f, .002f, fabsf(fabsf(p.y) - .275f)) * (fabsf(p.x) < .185f);
                        blend(pixel_at(s, x, y), (float[]){ 244 * light, 240 * light, 230 * light }, clamp(.5f - d / s->scale));
                        blend(pixel_at(s, x, y), (float[]){ 44, 46, 52 }, .88f * clamp(.5f - inked(p, size) / s->scale));
                        blend(pixel_at(s, x, y), (float[]){ 150, 144, 132 }, dash);
                }
}

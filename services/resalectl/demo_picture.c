/* The demo's pictures: distances to outlines on a coarse grid, and each pixel lit by them. */
#include "demo_sheet.h"

enum { WIDTH = 960, SMALLER = 640, CELL = 4, PARTS_MAX = 10, EDGES_MAX = 64, FINER = 2 };
static const float FAR = .12f, LIGHT_X = -.55f, LIGHT_Y = -.83f, CLOSE_UP = .13f, WEBBING = 46;

struct spot { float d, x, y; };            /* how far outside an outline, and which way is out */

/* --- outlines --- */

struct edges { size_t count; bool closed; struct point point[EDGES_MAX]; };

static struct point between(struct point a, struct point b, float part) { return (struct point){ a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part }; }

/* Corners are cut, twice; where it meets the middle it stays. */
static struct edges round_off(const struct point *outline, bool cornered)
{
        struct edges from = { 0 }, to;

        while (from.count < OUTLINE_MAX && (from.count == 0 || outline[from.count].x != 0 || outline[from.count].y != 0))
                from.point[from.count] = outline[from.count], from.count++;
        from.closed = from.point[0].x != 0;
        for (int pass = 0; pass < FINER; pass++, from = to) {
                float cut = cornered && !pass ? .08f : .25f;
                to = (struct edges){ .closed = from.closed };
                if (!from.closed)
                        to.point[to.count++] = from.point[0];
                for (size_t i = 0; i + !from.closed < from.count; i++) {
                        struct point a = from.point[i], b = from.point[(i + 1) % from.count];
                        to.point[to.count++] = between(a, b, cut);
                        to.point[to.count++] = between(a, b, 1 - cut);
                }
                if (!from.closed)
                        to.point[to.count++] = from.point[from.count - 1];
        }
        return from;
}

static float to_outline(const struct edges *edges, struct point p)
{
        float nearest = 9;
        bool inside = false;

        for (size_t i = 0; i + !edges->closed < edges->count; i++) {
                struct point a = edges->point[i], b = edges->point[(i + 1) % edges->count];
                float d = squared(p, a, b);
                nearest = d < nearest ? d : nearest;
                if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y))
                        inside = !inside;
        }
        return inside ? -sqrtf(nearest) : sqrtf(nearest);
}

static size_t cells(const struct sheet *s) { return (size_t)s->across * (size_t)(s->height / CELL + 2); }

static struct point cell_at(const struct sheet *s, int i)
{
        int row = i / s->across, column = i % s->across;

        return place(s, (float)(column * CELL), (float)(row * CELL));
}

/* Both sides are the same; the box of the outline saves most of the work. */
static float *measure(const struct sheet *s, const struct part *part)
{
        struct edges edges = round_off(part->outline, part->sides & CORNERED);
        struct point low = { 9, 9 }, high = { -9, -9 };
        float *grid = arena_alloc(s->arena, cells(s) * sizeof *grid);

        for (size_t i = 0; i < edges.count; i++) {
                low = (struct point){ fminf(low.x, edges.point[i].x), fminf(low.y, edges.point[i].y) };
                high = (struct point){ fmaxf(high.x, edges.point[i].x), fmaxf(high.y, edges.point[i].y) };
        }
        for (size_t i = 0; i < cells(s); i++) {
                struct point p = cell_at(s, (int)i);
                p.x = fabsf(p.x);
                float outside = fmaxf(fmaxf(low.x - p.x, p.x - high.x), fmaxf(low.y - p.y, p.y - high.y));
                grid[i] = outside > FAR ? outside : to_outline(&edges, p);
                s->ground[i] = fminf(s->ground[i], grid[i]);
        }
        return grid;
}

static struct spot look_up(const struct sheet *s, const float *grid, int x, int y)
{
        const float *at = grid + (size_t)(y / CELL) * (size_t)s->across + x / CELL, cell = s->scale * CELL;
        float fx = (float)(x % CELL) / CELL, fy = (float)(y % CELL) / CELL, a = at[0], b = at[1], c = at[s->across], e = at[s->across + 1];

        return (struct spot){ a + (b - a) * fx + (c - a) * fy + (a - b - c + e) * fx * fy, ((b - a) * (1 - fy) + (e - c) * fy) / cell, ((c - a) * (1 - fx) + (e - b) * fx) / cell };
}

/* --- light --- */

static float weave(enum cloth cloth, struct point p)
{
        float row;

        switch (cloth) {
        case WOVEN: return .022f * sinf((p.x + p.y) * 1500) + .018f * sinf((p.x - p.y) * 1500);
        case FUZZY: return .20f * (noise(p.x * 240, p.y * 240) - .5f) + .14f * (noise(p.x * 90, p.y * 90) - .5f);
        case KNIT:  row = fabsf(sinf(p.x * 260)); return .10f * sinf(p.y * 420 + row * 2.6f) + .09f * (row - .6f);
        case RIBBED: return .15f * (fabsf(sinf(p.x * 210)) - .6f) + .04f * sinf(p.y * 420);
        case CHECKED:
                return -.13f * (smooth(.55f, .7f, sinf(p.x * 95)) + smooth(.55f, .7f, sinf(p.y * 95))) + .06f * smooth(.9f, .97f, sinf(p.x * 95 + 2)) +
                       .05f * smooth(.9f, .97f, sinf(p.y * 95 + 2));
        default: return .02f * sinf(p.x * 1100) * sinf(p.y * 1100);
        }
}

static void paint_ground(const struct sheet *s)
{
        for (int y = 0; y < s->height; y++)
                for (int x = 0; x < s->width; x++) {
                        float fx = (float)x / s->width - .42f, fy = (float)y / s->height - .36f, fall = smooth(0, 1, length(fx, fy));
                        int sx = x - (int)(.014f / s->scale), sy = y - (int)(.024f / s->scale);
                        float d = look_up(s, s->ground, sx < 0 ? 0 : sx, sy < 0 ? 0 : sy).d, near = look_up(s, s->ground, x, y).d;
                        float shadow = d > .05f ? 1 : (1 - .30f * smooth(.05f, -.03f, d)) * (1 - .22f * smooth(.014f, -.004f, near)), light = shadow + .006f * (hash(x, y) - .5f);
                        blend(pixel_at(s, x, y), (float[]){ (246 - 26 * fall) * light, (244 - 27 * fall) * light, (241 - 29 * fall) * light }, 1);
                }
}

/* Round at its edges, with folds and a weave, and a seam inside. */
static float lit(const struct sheet *s, const struct part *part, struct spot at, struct point p, int x, int y)
{
        float round = 1 - smooth(0, part->puff, -at.d), towards = at.x * LIGHT_X + at.y * LIGHT_Y;
        float seam = fabsf(-at.d - part->stitch), fold = look_up(s, s->fold, x, y).d;

        return 1 + .26f * round * round * towards - .10f * round + fold + weave(part->cloth, p) - (part->stitch > 0 ? .16f * smooth(.003f, 0, seam) : 0) - .10f * smooth(-.004f, 0, at.d);
}

static void paint_part(const struct sheet *s, const struct part *part, const float *grid, const unsigned char colour[3])
{
        for (int y = 0; y < s->height; y++)
                for (int x = 0; x < s->width; x++) {
                        const float *cell = grid + (size_t)(y / CELL) * (size_t)s->across + x / CELL;
                        if (*cell > .03f) {   /* it and what lies under it are far */
                                x |= CELL - 1;
                                continue;
                        }
                        struct spot at = look_up(s, grid, x, y);
                        float cover = clamp(.5f - at.d / s->scale), light;
                        if (cover <= 0) {
                                tint(pixel_at(s, x, y), 1 - .18f * smooth(.016f, 0, at.d));
                                continue;
                        }
                        light = lit(s, part, at, place(s, (float)x, (float)y), x, y);
                        float web = -part->tone * WEBBING * light, tone = part->tone * light;
                        blend(pixel_at(s, x, y), part->tone < 0 ? (float[]){ web, web, web * 1.04f } : (float[]){ colour[0] * tone, colour[1] * tone, colour[2] * tone }, cover);
                }
}

/* --- pictures --- */

static void fill(struct sheet *s, float value)
{
        for (size_t i = 0; i < cells(s); i++)
                s->ground[i] = value;
}

/* Light on the sides of soft folds, that hang. */
static void fold(struct sheet *s, float depth)
{
        for (size_t i = 0; i < cells(s); i++) {
                struct point p = cell_at(s, (int)i);
                float x = p.x * 9 + 2 * noise(p.y * 3, 4), y = p.y * 3.2f;
                s->fold[i] = depth * (cloud(x + .12f, y + .16f) - cloud(x - .12f, y - .16f));
        }
}

static struct sheet new_sheet(struct arena *arena, enum view view, struct point middle)
{
        int width = view == VIEW_FRONT ? WIDTH : SMALLER;
        struct sheet s = { .width = width, .height = width / 4 * 5, .arena = arena, .middle = middle, .scale = 1.0f / (float)width };

        if (view == VIEW_DEFECT)
                s.scale *= CLOSE_UP;
        s.across = s.width / CELL + 2;
        s.pixel = arena_alloc(arena, (size_t)s.width * (size_t)s.height * 3);
        s.fold = arena_alloc(arena, cells(&s) * sizeof(float));
        s.ground = arena_alloc(arena, cells(&s) * sizeof(float));
        return s;
}

static void paint_piece(struct sheet *s, const struct piece_look *look, int side)
{
        const struct garment *garment = look->garment;
        float *grid[PARTS_MAX];

        fill(s, 9);
        fold(s, .16f);
        for (size_t i = 0; i < garment->parts; i++)
                grid[i] = garment->part[i].sides & side ? measure(s, &garment->part[i]) : NULL;
        paint_ground(s);
        for (size_t i = 0; i < garment->parts; i++)
                if (grid[i])
                        paint_part(s, &garment->part[i], grid[i], look->colour);
        paint_lines(s, garment, side);
        if (side == SEEN_FRONT)
                paint_flaw(s, &look->flaw);
}

static void paint_label(struct sheet *s, const struct piece_look *look)
{
        static const struct part cloth = { WOVEN, .62f, .01f, 0, SEEN_BOTH, { { 0, -2 }, { 2, -2 }, { 2, 2 }, { 0, 2 } } };

        fill(s, -1);
        fold(s, .10f);
        paint_part(s, &cloth, s->ground, look->colour);
        paint_tag(s, look->size);
}

void picture_draw(struct arena *arena, const struct piece_look *look, enum view view, struct photo_image *image)
{
        struct arena *own = arena_new();
        struct sheet s = new_sheet(own, view, view == VIEW_DEFECT ? look->flaw.at : (struct point){ 0, 0 });

        if (view == VIEW_TAG)
                paint_label(&s, look);
        else
                paint_piece(&s, look, view == VIEW_BACK ? SEEN_BACK : SEEN_FRONT);
        if (photo_of_pixels(arena, s.pixel, s.width, s.height, image) != PROBLEM_OK)
                abort();
        arena_free(own);
}

struct point picture_pin(const struct piece_look *look)
{
        return (struct point){ (look->flaw.at.x + .5f) * 10000, (look->flaw.at.y * 4 / 5 + .5f) * 10000 };
}

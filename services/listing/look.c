#include "look.h"

#include "contrast.h"

struct colour { char text[8]; };
struct look_colours { struct colour ground, surface, ink, muted, line, edge, accent, on_accent, link; };

static const struct colour white = { "#ffffff" }, black = { "#000000" };

static struct colour colour_of(const char *text)
{
        struct colour colour;

        snprintf(colour.text, sizeof colour.text, "%.7s", text);
        return colour;
}

static int channel(const struct colour *colour, int n)
{
        return (int)strtol((char[]){ colour->text[1 + 2 * n], colour->text[2 + 2 * n], '\0' }, NULL, 16);
}

/* So many hundredths of the way to the other. */
static struct colour mix(struct colour from, struct colour to, int share)
{
        struct colour mixed;
        int c[3];

        for (int i = 0; i < 3; i++)
                c[i] = (channel(&from, i) * (100 - share) + channel(&to, i) * share + 50) / 100;
        snprintf(mixed.text, sizeof mixed.text, "#%02x%02x%02x", (unsigned)c[0] & 255, (unsigned)c[1] & 255, (unsigned)c[2] & 255);
        return mixed;
}

/* The colour, or the nearest on the way to `toward` that stands out so far from both. */
static struct colour readable(struct colour colour, struct colour ground, struct colour surface, struct colour toward, int64_t least)
{
        for (int share = 0; share <= 100; share += 5) {
                struct colour tried = mix(colour, toward, share);
                if (contrast(tried.text, ground.text) >= least && contrast(tried.text, surface.text) >= least)
                        return tried;
        }
        return toward;
}

static struct colour written_on(struct colour ground)
{
        return contrast(white.text, ground.text) >= CONTRAST_TEXT ? white : black;
}

/* A little of the ink, as long as the ink can still be read on it. */
static struct colour surface_of(struct colour ground, struct colour ink)
{
        int share = 5;

        while (share && contrast(ink.text, mix(ground, ink, share).text) < CONTRAST_TEXT)
                share--;
        return mix(ground, ink, share);
}

static struct look_colours follow(struct colour ground, struct colour ink, struct colour accent)
{
        struct look_colours look = { .ground = ground, .ink = ink, .accent = accent };

        look.surface = surface_of(ground, ink);
        look.line = mix(ground, ink, 15);
        look.edge = readable(mix(ground, ink, 40), ground, look.surface, ink, CONTRAST_ACCENT);
        look.muted = readable(mix(ink, ground, 35), ground, look.surface, ink, CONTRAST_TEXT);
        look.link = readable(accent, ground, look.surface, ink, CONTRAST_TEXT);
        look.on_accent = written_on(accent);
        return look;
}

static void add(struct buffer *out, const struct look_colours *look)
{
        buffer_printf(out, "--ground:%s;--surface:%s;--ink:%s;--muted:%s;--line:%s;--edge:%s;--accent:%s;--on-accent:%s;--link:%s}", look->ground.text, look->surface.text,
                      look->ink.text, look->muted.text, look->line.text, look->edge.text, look->accent.text, look->on_accent.text, look->link.text);
}

const char *look_css(struct arena *arena, const struct programme *programme)
{
        struct colour ground = colour_of(programme->background), accent = colour_of(programme->accent);
        bool is_light = contrast(ground.text, black.text) > contrast(ground.text, white.text);
        struct look_colours own = follow(ground, colour_of(programme->text), accent);
        struct buffer out = { .arena = arena };

        buffer_printf(&out, ":root{color-scheme:%s;--logo-ground:%s;", is_light ? "light dark" : "dark", ground.text);
        add(&out, &own);
        if (is_light) {
                struct colour night = mix((struct colour){ "#141414" }, ground, 3), ink = readable(mix(white, ground, 40), night, night, white, 1000);
                struct look_colours dark = follow(night, ink, readable(accent, night, night, white, CONTRAST_TEXT));
                buffer_text(&out, "@media (prefers-color-scheme:dark){:root{");
                add(&out, &dark);
                buffer_text(&out, "}");
        }
        buffer_text(&out, "\n");
        return out.text;
}

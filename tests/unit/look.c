/* The merchant's three colours, all that are accepted of many: whatever is written on something has the contrast that WCAG 2.2 asks for, in light and dark. */
#include "../../services/listing/contrast.h"
#include "../../services/listing/look.h"

#include "support/unit.h"

/* What pages put on what (pages/shop.css), and how far it has to stand out. */
static const struct { const char *on, *what; int64_t least; } pairs[] = {
        { "ground", "ink", CONTRAST_TEXT }, { "surface", "ink", CONTRAST_TEXT }, { "ground", "muted", CONTRAST_TEXT }, { "surface", "muted", CONTRAST_TEXT },
        { "ground", "link", CONTRAST_TEXT }, { "surface", "link", CONTRAST_TEXT }, { "accent", "on-accent", CONTRAST_TEXT }, { "ground", "edge", CONTRAST_ACCENT },
        { "surface", "edge", CONTRAST_ACCENT }, { "ground", "accent", CONTRAST_ACCENT },
};

static void colour_in(const char *css, const char *name, char colour[8])
{
        char wanted[20];

        snprintf(wanted, sizeof wanted, "-%s:#", name);
        const char *at = strstr(css, wanted);
        assert_non_null(at);
        while (at[-1] != '-' || (at[-2] != '{' && at[-2] != ';'))   /* "--accent", not "--on-accent" */
                assert_non_null(at = strstr(at + 1, wanted));
        memcpy(colour, strchr(at, '#'), 7);
        colour[7] = '\0';
}

static void check_pairs(const char *css, const struct programme *programme, const char *scheme)
{
        for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
                char on[8], what[8];
                colour_in(css, pairs[i].on, on);
                colour_in(css, pairs[i].what, what);
                if (contrast(on, what) < pairs[i].least)
                        fail_msg("%s, text %s, accent %s, %s: %s %s on %s %s has %lld", programme->background, programme->text, programme->accent, scheme, pairs[i].what, what, pairs[i].on, on,
                                 (long long)contrast(on, what));
        }
}

static void nth_colour(int nth, char colour[8])
{
        static const unsigned steps[] = { 0x00, 0x36, 0x77, 0xc0, 0xff };

        snprintf(colour, 8, "#%02x%02x%02x", steps[nth / 25 % 5], steps[nth / 5 % 5], steps[nth % 5]);
}

static int check_look(const struct programme *programme)
{
        struct arena *arena = arena_new();

        if (contrast(programme->text, programme->background) >= CONTRAST_TEXT && contrast(programme->accent, programme->background) >= CONTRAST_ACCENT) {
                const char *css = look_css(arena, programme), *dark = strstr(css, "@media (prefers-color-scheme:dark)");
                check_pairs(css, programme, "as it is");
                if (dark)
                        check_pairs(dark, programme, "dark");
                arena_free(arena);
                return 1;
        }
        arena_free(arena);
        return 0;
}

static void what_is_accepted_can_be_read(void **state)
{
        char background[8], text[8], accent[8];
        const struct programme programme = { .background = background, .text = text, .accent = accent };
        int accepted = 0;

        (void)state;
        for (int ground = 0; ground < 125; ground++)
                for (int ink = 0; ink < 125; ink++)
                        for (int third = ground % 7; third < 125; third += 7) {
                                nth_colour(ground, background);
                                nth_colour(ink, text);
                                nth_colour(third, accent);
                                accepted += check_look(&programme);
                        }
        assert_true(accepted > 20000);
}

/* The least that is accepted: 4.5 : 1 on white leaves nothing to give away. */
static void what_is_only_just_accepted_can_be_read(void **state)
{
        static const char *const barely[][2] = { { "#ffffff", "#767676" }, { "#000000", "#757575" }, { "#777777", "#000000" }, { "#fafafa", "#727272" } };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(barely); i++)
                assert_int_equal(check_look(&(struct programme){ .background = barely[i][0], .text = barely[i][1], .accent = barely[i][1] }), 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_accepted_can_be_read), cmocka_unit_test(what_is_only_just_accepted_can_be_read) };

        return UNIT_MAIN(tests);
}

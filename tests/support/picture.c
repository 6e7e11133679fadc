#include "support/picture.h"

#include <sys/wait.h>
#include <unistd.h>

#include "resale/json.h"
#include "support/unit.h"

static struct area around(const struct area *areas, size_t count)
{
        struct area all = areas[0];

        for (size_t i = 1; i < count; i++) {
                int right = areas[i].x + areas[i].width, bottom = areas[i].y + areas[i].height;
                if (areas[i].x < all.x) { all.width += all.x - areas[i].x; all.x = areas[i].x; }
                if (areas[i].y < all.y) { all.height += all.y - areas[i].y; all.y = areas[i].y; }
                if (right > all.x + all.width) all.width = right - all.x;
                if (bottom > all.y + all.height) all.height = bottom - all.y;
        }
        return all;
}

static void read_bars(const char *path, struct picture *picture, int code)
{
        struct area bar;
        int back, end;

        while (sscanf(path, "M%d %dh%dv%dh-%dz%n", &bar.x, &bar.y, &bar.width, &bar.height, &back, &end) == 5) {
                assert_int_equal(bar.width, back);
                assert_true(picture->bars[code] < ARRAY_LEN(picture->bar[code]));
                picture->bar[code][picture->bars[code]++] = bar;
                path += end;
        }
        assert_int_equal(*path, '"');
        assert_true(picture->bars[code] > 0);
        picture->code[code] = around(picture->bar[code], picture->bars[code]);
}

void picture_read(const char *svg, struct picture *picture)
{
        const char *at = strstr(svg, "viewBox=\"");
        int baseline, size;

        *picture = (struct picture){ 0 };
        assert_non_null(at);
        assert_int_equal(sscanf(at, "viewBox=\"0 0 %d %d\"", &picture->width, &picture->height), 2);
        for (int code = 0; code < 2; code++) {
                const char *next = strstr(at, "crispEdges\" d=\"");
                if (!next && code)
                        return;   /* a symbol by itself */
                assert_non_null(next);
                at = next + strlen("crispEdges\" d=\"");
                read_bars(at, picture, code);
        }
        while ((at = strstr(at, "<text "))) {
                struct area *text = &picture->text[picture->texts++];
                assert_true(picture->texts < ARRAY_LEN(picture->text));
                assert_int_equal(sscanf(at, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"", &text->x, &baseline, &size), 3);
                at = strstr(at, "textLength=\"");
                assert_int_equal(sscanf(at, "textLength=\"%d\"", &text->width), 1);
                text->y = baseline - size * 3 / 4;
                text->height = size;
        }
}

static bool touch(const struct area *a, const struct area *b)
{
        return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static struct area widened(struct area area, int across, int down)
{
        return (struct area){ area.x - across, area.y - down, area.width + 2 * across, area.height + 2 * down };
}

static void must_lie_within(const struct picture *picture, const struct area *area)
{
        assert_true(area->x >= 0 && area->y >= 0 && area->x + area->width <= picture->width && area->y + area->height <= picture->height);
}

static int narrowest(const struct picture *picture, int code)
{
        int least = picture->width;

        for (size_t i = 0; i < picture->bars[code]; i++)
                least = picture->bar[code][i].width < least ? picture->bar[code][i].width : least;
        return least;
}

void picture_must_fit(const struct picture *picture, double dots_per_mm)
{
        int line = narrowest(picture, 0), dot = narrowest(picture, 1);
        struct area quiet[] = { widened(picture->code[0], 10 * line, 0), widened(picture->code[1], 4 * dot, 4 * dot) };

        assert_true(line / dots_per_mm > 0.249 && dot / dots_per_mm > 0.249);
        assert_int_equal(picture->code[0].width, 178 * line);
        assert_int_equal(picture->code[1].width, picture->code[1].height);
        assert_true(picture->code[0].height / dots_per_mm >= 7);
        assert_false(touch(&quiet[0], &quiet[1]));
        for (int code = 0; code < 2; code++)
                must_lie_within(picture, &quiet[code]);
        for (size_t i = 0; i < picture->texts; i++) {
                must_lie_within(picture, &picture->text[i]);
                assert_false(touch(&picture->text[i], &quiet[0]) || touch(&picture->text[i], &quiet[1]));
                for (size_t j = 0; j < i; j++)
                        assert_false(touch(&picture->text[i], &picture->text[j]));
        }
}

/* The end of a tag that begins at `at`; NULL when an attribute is not quoted or holds "<". */
static const char *tag_end(const char *at)
{
        bool quoted = false;

        for (; *at && (quoted || *at != '>'); at++) {
                if (*at == '"')
                        quoted = !quoted;
                else if (*at == '<' || (*at == '=' && !quoted && at[1] != '"'))
                        return NULL;
        }
        return *at ? at : NULL;
}

static bool text_is_clean(const char *at, size_t length)
{
        for (const char *end = at + length; at < end; at++)
                if (((unsigned char)*at < ' ' && *at != '\n') || *at == 0x7f
                    || (*at == '&' && !text_starts(at, "&lt;") && !text_starts(at, "&gt;") && !text_starts(at, "&amp;") && !text_starts(at, "&quot;")))
                        return false;
        return true;
}

/* jansson refuses what is not UTF-8. */
static bool is_utf8(const char *text)
{
        const struct doc *doc;
        struct json_fault fault;
        const char *json = arena_printf(test_memory, "{\"a\":%s}", json_quote(test_memory, text));

        return doc_parse(test_memory, json, strlen(json), &doc, &fault) == PROBLEM_OK;
}

bool picture_is_well_formed(const char *svg)
{
        const char *open[32];
        size_t depth = 0, roots = 0;

        if (!text_is_clean(svg, strlen(svg)) || !is_utf8(svg))
                return false;
        for (const char *at = svg; (at = strchr(at, '<')); at++) {
                const char *end = tag_end(at + 1);
                if (!end || depth == ARRAY_LEN(open))
                        return false;
                size_t name = strcspn(at + 1 + (at[1] == '/'), " />\n");
                if (at[1] == '/') {
                        if (!depth || strncmp(open[--depth], at + 2, name) != 0 || open[depth][name] == '\0' || at + 2 + name != end)
                                return false;
                } else if (end[-1] != '/') {
                        roots += depth == 0;
                        open[depth++] = at + 1;
                }
        }
        return depth == 0 && roots == 1;
}

static const char *output_of(const char *command)
{
        struct buffer output = { .arena = test_memory };
        char part[1024];
        size_t length;
        FILE *pipe = popen(command, "re");

        assert_non_null(pipe);
        buffer_text(&output, "");
        while ((length = fread(part, 1, sizeof part, pipe)) > 0)
                buffer_add(&output, part, length);
        int status = pclose(pipe);
        if (!WIFEXITED(status) || WEXITSTATUS(status))
                print_message("%s: exit %d\n", command, status);
        return output.text;
}

static const char *scanned(const char *file)
{
        return output_of(arena_printf(test_memory, "zbarimg --quiet --nodbus '%s'", file));
}

static void write_file(const char *name, const void *bytes, size_t length)
{
        FILE *file = fopen(name, "wb");

        assert_non_null(file);
        assert_int_equal(fwrite(bytes, 1, length, file), length);
        assert_int_equal(fclose(file), 0);
}

static char *scratch_folder(void)
{
        char *folder = arena_printf(test_memory, "%s/label-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");

        assert_non_null(mkdtemp(folder));
        return folder;
}

const char *scan_pdf(const void *pdf, size_t length, int dpi)
{
        const char *folder = scratch_folder(), *page = arena_printf(test_memory, "%s/page.pdf", folder), *image = arena_printf(test_memory, "%s/page.pgm", folder);

        write_file(page, pdf, length);
        output_of(arena_printf(test_memory, "pdftoppm -r %d -gray -singlefile '%s' '%s/page'", dpi, page, folder));
        const char *seen = scanned(image);
        unlink(page);
        unlink(image);
        rmdir(folder);
        return seen;
}

static void blacken(unsigned char *pixels, int row, const struct area *bar, int scale)
{
        for (int y = bar->y * scale; y < (bar->y + bar->height) * scale; y++)
                memset(pixels + (size_t)y * (size_t)row + bar->x * scale, 0, (size_t)(bar->width * scale));
}

const char *scan_svg(const char *svg)
{
        enum { SCALE = 3 };
        const char *folder = scratch_folder(), *image = arena_printf(test_memory, "%s/bars.pgm", folder);
        static struct picture picture;

        picture_read(svg, &picture);
        int row = picture.width * SCALE;
        size_t size = (size_t)row * (size_t)(picture.height * SCALE);
        const char *head = arena_printf(test_memory, "P5 %d %d 255\n", row, picture.height * SCALE);
        unsigned char *file = arena_alloc(test_memory, strlen(head) + size), *pixels = file + strlen(head);
        memcpy(file, head, strlen(head));
        memset(pixels, 255, size);
        for (int code = 0; code < 2; code++)
                for (size_t i = 0; i < picture.bars[code]; i++)
                        blacken(pixels, row, &picture.bar[code][i], SCALE);
        write_file(image, file, strlen(head) + size);
        const char *seen = scanned(image);
        unlink(image);
        rmdir(folder);
        return seen;
}

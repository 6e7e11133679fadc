/* Photos as they come become photos as they are kept. */
#include "resale/clock.h"
#include "resale/photo.h"
#include "support/jpeg.h"
#include "support/unit.h"

static struct photo_images made(struct jpeg jpeg)
{
        struct photo_images images = { 0 };
        const char *why = NULL;

        if (photo_make(test_memory, jpeg.bytes, jpeg.length, &images, &why) != PROBLEM_OK)
                fail_msg("%s", why);
        return images;
}

static struct jpeg of(const struct photo_image *image) { return (struct jpeg){ image->bytes, image->length }; }

static void refused(enum problem problem, struct jpeg jpeg, const char *reason)
{
        struct photo_images images = { 0 };
        const char *why = NULL;

        assert_int_equal(photo_make(test_memory, jpeg.bytes, jpeg.length, &images, &why), problem);
        if (!why || !strstr(why, reason))
                fail_msg("\"%s\", not \"%s\"", why ? why : "", reason);
}

static void expect_size(const struct photo_image *image, int width, int height)
{
        struct picture_size size = jpeg_size(of(image));

        assert_int_equal(size.width, width);
        assert_int_equal(size.height, height);
        assert_int_equal(image->width, width);
        assert_int_equal(image->height, height);
}

static void a_photo_is_kept_in_three_sizes(void **state)
{
        struct photo_images images = made(jpeg_quarters(test_memory, 4000, 3000));

        (void)state;
        expect_size(&images.full, 2400, 1800);
        expect_size(&images.medium, 480, 360);
        expect_size(&images.small, 160, 120);
        assert_string_equal(jpeg_colour(of(&images.small), 25, 25), "red");
        assert_string_equal(jpeg_colour(of(&images.full), 75, 75), "white");
}

static void a_small_photo_is_not_made_larger(void **state)
{
        struct photo_images images = made(jpeg_quarters(test_memory, 200, 40));

        (void)state;
        expect_size(&images.full, 200, 40);
        expect_size(&images.medium, 200, 40);
        expect_size(&images.small, 160, 32);
        images = made(jpeg_quarters(test_memory, 1, 1));
        expect_size(&images.full, 1, 1);
        images = made(jpeg_quarters(test_memory, 9000, 2));
        expect_size(&images.full, 2400, 1);
        expect_size(&images.small, 160, 1);
}

/* How what was seen as red, green, blue, white (top left, top right, bottom left, bottom right) is stored, by EXIF's eight ways to hold a camera; and back. */
static void a_photo_stands_upright_however_the_camera_was_held(void **state)
{
        static const char *const seen[][4] = {
                { "red", "green", "blue", "white" }, { "green", "red", "white", "blue" }, { "white", "blue", "green", "red" }, { "blue", "white", "red", "green" },
                { "red", "blue", "green", "white" }, { "blue", "red", "white", "green" }, { "white", "green", "blue", "red" }, { "green", "white", "red", "blue" },
        };

        (void)state;
        for (int orientation = 1; orientation <= 8; orientation++)
                for (int little = 0; little < 2; little++) {
                        struct jpeg held = jpeg_held(test_memory, jpeg_quarters(test_memory, 320, 200), orientation, little);
                        struct photo_images images = made(held);
                        expect_size(&images.full, orientation < 5 ? 320 : 200, orientation < 5 ? 200 : 320);
                        for (int corner = 0; corner < 4; corner++)
                                assert_string_equal(jpeg_colour(of(&images.full), corner % 2 ? 75 : 25, corner / 2 ? 75 : 25), seen[orientation - 1][corner]);
                }
}

static void nothing_but_the_picture_is_kept(void **state)
{
        struct jpeg held = jpeg_held(test_memory, jpeg_quarters(test_memory, 64, 64), 1, true);
        struct photo_images images = made(held);

        (void)state;
        assert_non_null(memmem(held.bytes, held.length, "Elm Street", 10));
        assert_null(memmem(images.full.bytes, images.full.length, "Elm Street", 10));
        assert_null(memmem(images.full.bytes, images.full.length, "Exif", 4));
}

static void the_same_bytes_give_the_same_images(void **state)
{
        struct jpeg jpeg = jpeg_noise(test_memory, 900, 700, 7);
        struct photo_images first = made(jpeg), second = made(jpeg);

        (void)state;
        assert_int_equal(first.full.length, second.full.length);
        assert_memory_equal(first.full.bytes, second.full.bytes, first.full.length);
        assert_memory_equal(first.small.bytes, second.small.bytes, first.small.length);
}

static void a_smaller_image_is_the_mean_of_the_larger(void **state)
{
        struct photo_images images = made(jpeg_chequered(test_memory, 961));   /* no whole multiple of 480 */

        (void)state;
        for (int at = 5; at < 100; at += 10)
                assert_string_equal(jpeg_colour(of(&images.medium), at, 50), "grey");
}

static void a_progressive_photo_is_taken(void **state)
{
        struct photo_images images = made(jpeg_progressive(test_memory, 2500, 100));

        (void)state;
        expect_size(&images.full, 2400, 96);
}

static void what_would_take_too_much_is_refused_before_it_is_decoded(void **state)
{
        struct jpeg small = jpeg_quarters(test_memory, 16, 16), bomb = jpeg_claiming(test_memory, small, 65500, 65500);
        int64_t begin = clock_monotonic_micros();
        const char *why = NULL;

        (void)state;
        refused(PROBLEM_PHOTO_TOO_LARGE, bomb, "50 megapixels");
        refused(PROBLEM_PHOTO_TOO_LARGE, jpeg_claiming(test_memory, small, 10000, 5001), "50 megapixels");
        refused(PROBLEM_PHOTO_TOO_LARGE, jpeg_rescanned(test_memory, jpeg_progressive(test_memory, 64, 64), 200), "scans");
        assert_int_equal(photo_look(bomb.bytes, bomb.length - 20, &why), PROBLEM_PHOTO_TOO_LARGE);
        assert_true(clock_monotonic_micros() - begin < 1000000);
        refused(PROBLEM_PHOTO_TOO_LARGE, (struct jpeg){ arena_alloc(test_memory, PHOTO_BYTES_MAX + 1), PHOTO_BYTES_MAX + 1 }, "15 MB");
}

static void what_is_no_whole_jpeg_is_refused(void **state)
{
        struct jpeg good = jpeg_quarters(test_memory, 640, 480);
        const char *why = NULL;

        (void)state;
        refused(PROBLEM_NOT_A_JPEG, (struct jpeg){ "\x89PNG\r\n\x1a\n", 8 }, "does not begin");
        refused(PROBLEM_NOT_A_JPEG, (struct jpeg){ "", 0 }, "does not begin");
        refused(PROBLEM_NOT_A_JPEG, (struct jpeg){ good.bytes, 4 }, "no picture");
        refused(PROBLEM_NOT_A_JPEG, (struct jpeg){ good.bytes, good.length / 2 }, "damaged");
        refused(PROBLEM_NOT_A_JPEG, jpeg_claiming(test_memory, good, 640, 0), "no picture");
        refused(PROBLEM_NOT_A_JPEG, jpeg_claiming(test_memory, good, 6400, 4800), "damaged");
        refused(PROBLEM_NOT_A_JPEG, jpeg_cmyk(test_memory, 64, 64), "colours");
        for (size_t length = 0; length < good.length; length += 7)
                assert_int_equal(photo_look(good.bytes, length, &why), length < 4 ? PROBLEM_NOT_A_JPEG : PROBLEM_OK);
}

/* Twelve megapixels, as phones take them; the time is said for people, and is not a gate. */
static void a_photo_of_a_phone_does_not_take_long(void **state)
{
        struct jpeg jpeg = jpeg_noise(test_memory, 4032, 3024, 3);
        int64_t begin = clock_monotonic_micros();
        struct photo_images images = made(jpeg);
        int64_t micros = clock_monotonic_micros() - begin;

        (void)state;
        print_message("12 megapixels, %zu KB, became %zu KB in %lld ms\n", jpeg.length / 1024, images.full.length / 1024, (long long)micros / 1000);
        assert_true(micros < 20000000);
}

static void a_drawing_becomes_a_photo(void **state)
{
        enum { WIDE = 60, HIGH = 90 };
        unsigned char pixels[WIDE * HIGH * 3] = { 0 };
        struct photo_image image;

        (void)state;
        for (int i = 0; i < WIDE * HIGH; i++)
                pixels[i * 3 + (i / WIDE < HIGH / 2 ? 0 : 2)] = 220;
        assert_int_equal(photo_of_pixels(test_memory, pixels, WIDE, HIGH, &image), PROBLEM_OK);
        assert_int_equal(image.width, WIDE);
        assert_int_equal(image.height, HIGH);
        assert_string_equal(jpeg_colour(of(&image), 50, 20), "red");
        assert_string_equal(jpeg_colour(of(&image), 50, 80), "blue");
        (void)made(of(&image));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_drawing_becomes_a_photo),
                alone(a_photo_is_kept_in_three_sizes), alone(a_small_photo_is_not_made_larger), alone(a_photo_stands_upright_however_the_camera_was_held),
                alone(nothing_but_the_picture_is_kept), alone(the_same_bytes_give_the_same_images), alone(a_smaller_image_is_the_mean_of_the_larger),
                alone(a_progressive_photo_is_taken), alone(what_would_take_too_much_is_refused_before_it_is_decoded), alone(what_is_no_whole_jpeg_is_refused),
                alone(a_photo_of_a_phone_does_not_take_long),
        };

        return UNIT_MAIN(tests);
}

/* Labels of a roll: many of them as one file. */
#include "resale/label.h"
#include "support/unit.h"

static const struct label fleece = { .plate = "RP0001000001E", .url = "https://resale.example.com/u/RP0001000001E", .title = "Trail & Thread", .size = LABEL_57X32, .dpi = 203 };

static size_t count_in(const struct label_drawing *drawing, const char *text)
{
        size_t count = 0, length = strlen(text);

        for (size_t i = 0; i + length <= drawing->length; i++)
                count += memcmp(drawing->bytes + i, text, length) == 0;
        return count;
}

/* Every label of a roll, in order, as it is drawn alone. */
static void a_roll_of_labels_is_one_file(void **state)
{
        struct label *labels = arena_alloc(test_memory, (LABELS_MAX + 1) * sizeof *labels);
        struct label_drawing roll, one;
        struct json_fault fault = { 0 };

        (void)state;
        for (size_t i = 0; i <= LABELS_MAX; i++)
                labels[i] = fleece;
        assert_int_equal(label_draw_all(test_memory, labels, 3, LABEL_ZPL, &roll, &fault), PROBLEM_OK);
        assert_int_equal(label_draw(test_memory, &fleece, LABEL_ZPL, &one, &fault), PROBLEM_OK);
        const char *three = arena_printf(test_memory, "%s%s%s", one.bytes, one.bytes, one.bytes);
        assert_string_equal(roll.bytes, three);
        assert_int_equal(label_draw_all(test_memory, labels, LABELS_MAX, LABEL_PDF, &roll, &fault), PROBLEM_OK);
        assert_int_equal(count_in(&roll, "/Type /Page\n"), LABELS_MAX);
        assert_int_equal(label_draw_all(test_memory, labels, LABELS_MAX + 1, LABEL_PDF, &roll, &fault), PROBLEM_INVALID_FIELD);
        assert_int_equal(label_draw_all(test_memory, labels, 0, LABEL_PDF, &roll, &fault), PROBLEM_INVALID_FIELD);
        assert_int_equal(label_draw_all(test_memory, labels, 2, LABEL_SVG, &roll, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, "format");
        labels[2].plate = "RP-1";
        assert_int_equal(label_draw_all(test_memory, labels, 3, LABEL_PDF, &roll, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, "plate");
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(a_roll_of_labels_is_one_file) };

        return UNIT_MAIN(tests);
}

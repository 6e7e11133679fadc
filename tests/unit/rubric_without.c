/* The grade that answers would give without some of what was seen. */
#include "../../services/grading/refurbishing.h"

#include "support/unit.h"

static const char layered[] =
        "{\"grades\":[{\"code\":\"A\",\"name\":\"Like new\"},{\"code\":\"B\",\"name\":\"Good\"},{\"code\":\"C\",\"name\":\"Worn\"}],\"questions\":["
        "{\"code\":\"OV\",\"axis\":\"cosmetic\",\"text\":\"Is it perfect?\",\"overall\":true,\"required\":true,"
        "\"answers\":[{\"code\":\"yes\",\"text\":\"perfect\"},{\"code\":\"worn\",\"text\":\"worn\",\"cap\":\"B\"}]},"
        "{\"code\":\"SN\",\"axis\":\"cosmetic\",\"text\":\"Snag?\",\"required\":true,\"ask\":{\"question\":\"OV\",\"answers\":[\"worn\"]},\"measure\":{\"unit\":\"mm\",\"min\":1,\"max\":99,"
        "\"caps\":[{\"over\":3,\"cap\":\"B\"},{\"over\":10,\"cap\":\"C\"}]},\"answers\":[{\"code\":\"snag\",\"text\":\"snag {measure}\",\"measured\":true},{\"code\":\"no\",\"text\":\"none\"}]},"
        "{\"code\":\"ST\",\"axis\":\"cosmetic\",\"text\":\"Stain?\",\"required\":true,\"ask\":{\"question\":\"OV\",\"answers\":[\"worn\"]},"
        "\"answers\":[{\"code\":\"dust\",\"text\":\"dust\",\"clean\":true},{\"code\":\"no\",\"text\":\"none\"},{\"code\":\"stain\",\"text\":\"stain\",\"cap\":\"B\"}]},"
        "{\"code\":\"BT\",\"axis\":\"functional\",\"text\":\"Battery?\",\"answers\":[{\"code\":\"some\",\"text\":\"weak\",\"cap\":\"C\"}]},"
        "{\"code\":\"ON\",\"axis\":\"functional\",\"text\":\"Does it start?\",\"answers\":[{\"code\":\"yes\",\"text\":\"yes\"},{\"code\":\"dead\",\"text\":\"dead\",\"cap\":\"C\"}]},"
        "{\"code\":\"SC\",\"axis\":\"functional\",\"text\":\"And its screen?\",\"required\":true,\"ask\":{\"question\":\"ON\",\"answers\":[\"yes\"]},"
        "\"answers\":[{\"code\":\"ok\",\"text\":\"fine\"},{\"code\":\"bad\",\"text\":\"dim\",\"cap\":\"B\"}]}]}";

static struct answered worn[] = { { .question = "OV", .answer = "worn" }, { .question = "SN", .answer = "snag", .measure = 12, .unit = "mm" }, { .question = "ST", .answer = "stain" } };
enum { OVERALL = 1, SNAG = 2, STAIN = 4 };
static struct json_fault fault;

static const struct doc *rubric(void)
{
        const struct doc *doc;

        assert_int_equal(doc_parse(test_memory, layered, strlen(layered), &doc, &fault), PROBLEM_OK);
        return doc;
}

/* *left: how many answers are left. NULL: it cannot be told. */
static const char *grade_without(struct answered *answers, size_t count, uint64_t removed, size_t *left)
{
        struct list list = { count, answers }, after;
        struct conclusion conclusion;

        if (!rubric_without(test_memory, rubric(), &list, removed, &after) || rubric_apply(test_memory, rubric(), 1, &after, &conclusion, &fault) != PROBLEM_OK)
                return NULL;
        *left = after.count;
        return conclusion.grade;
}

static void what_is_left_caps_as_before(void **state)
{
        size_t left;

        (void)state;
        assert_string_equal(grade_without(worn, ARRAY_LEN(worn), 0, &left), "C");
        assert_string_equal(grade_without(worn, ARRAY_LEN(worn), SNAG, &left), "B");
        assert_int_equal(left, 3);
        assert_string_equal(grade_without(worn, ARRAY_LEN(worn), STAIN, &left), "C");
}

static void an_overall_answer_goes_with_the_last_detail_behind_it(void **state)
{
        size_t left;

        (void)state;
        assert_string_equal(grade_without(worn, ARRAY_LEN(worn), SNAG | STAIN, &left), "A");
        assert_int_equal(left, 1);   /* the details are not asked any more */
        assert_string_equal(grade_without(worn, ARRAY_LEN(worn), OVERALL, &left), "C");
        assert_string_equal(grade_without(worn, ARRAY_LEN(worn), OVERALL | SNAG, &left), "B");
}

static void what_nobody_looked_at_is_not_taken_for_good(void **state)
{
        struct answered weak[] = { { .question = "OV", .answer = "yes" }, { .question = "BT", .answer = "some" } };
        struct answered dead[] = { { .question = "OV", .answer = "yes" }, { .question = "ON", .answer = "dead" } };
        size_t left;

        (void)state;
        assert_null(grade_without(weak, ARRAY_LEN(weak), 2, &left));   /* no answer of it is good */
        assert_null(grade_without(dead, ARRAY_LEN(dead), 2, &left));   /* its screen would be asked for then */
        assert_string_equal(grade_without(dead, ARRAY_LEN(dead), 0, &left), "C");
}

static void a_chance_leans_on_nine_of_ten(void **state)
{
        (void)state;
        assert_int_equal(work_chance(0, 0), 9000);
        assert_int_equal(work_chance(1, 0), 9091);
        assert_int_equal(work_chance(0, 10), 4500);
        assert_int_equal(work_chance(990, 0), 9990);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(what_is_left_caps_as_before), alone(an_overall_answer_goes_with_the_last_detail_behind_it), alone(what_nobody_looked_at_is_not_taken_for_good),
                alone(a_chance_leans_on_nine_of_ten),
        };

        return UNIT_MAIN(tests);
}

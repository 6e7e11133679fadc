/* Which grades are reviewed and why; the order of answers; tables of pairs; when agreement is poor. */
#include "../../services/grading/review.h"

#include "resale/id.h"
#include "support/unit.h"

static const struct review_type types[] = { { "Shoes", 1500 }, { "Bags", 9000 } };

static struct review_policy a_policy(void)
{
        return (struct review_policy){
                .base_share = 500, .new_grader = { 100, 2000 }, .product_types = { ARRAY_LEN(types), (void *)(uintptr_t)types },
                .value = { { 20000, "USD" }, 3000 }, .late = { 6, 1000 }, .days = 5, .kappa_below = 7000, .pairs = 30,
        };
}

static void share_is(const char *type, int64_t amount, int64_t nth, int64_t minutes, int64_t share, const char *why)
{
        struct review_policy policy = a_policy();
        struct review_share found = review_share_of(&policy, &(struct review_facts){ type, amount, nth, minutes, NULL });

        assert_int_equal(found.share, share);
        assert_string_equal(found.why, why);
}

static void the_highest_share_that_applies_holds(void **state)
{
        (void)state;
        share_is("Fleece", 5000, 101, 359, 500, "base");
        share_is("Fleece", 5000, 100, 0, 2000, "new_grader");
        share_is("Fleece", 5000, 101, 360, 1000, "late");
        share_is("shoes", 5000, 101, 360, 1500, "product_type");
        share_is("Shoes", 20001, 101, 360, 3000, "value");
        share_is("Shoes", 20000, 101, 0, 1500, "product_type");
        share_is("BAGS", 99999, 1, 600, 9000, "product_type");
        share_is(NULL, 0, 101, 0, 500, "base");
}

static void certain_graders_have_a_share_of_their_own(void **state)
{
        static const char *ids[] = { "018f0000-0000-7000-8000-000000000001" };
        struct review_policy policy = { .base_share = 40, .days = 1, .pairs = 10, .graders = { { 1, ids }, 2500 } };

        (void)state;
        struct review_share found = review_share_of(&policy, &(struct review_facts){ "Shoes", 1, 1, 0, "staff:018f0000-0000-7000-8000-000000000001" });
        assert_int_equal(found.share, 2500);
        assert_string_equal(found.why, "grader");
        assert_int_equal(review_share_of(&policy, &(struct review_facts){ "Shoes", 1, 1, 0, "staff:018f0000-0000-7000-8000-000000000002" }).share, 40);
        assert_int_equal(review_share_of(&policy, &(struct review_facts){ "Shoes", 1, 1, 0, "key:018f0000-0000-7000-8000-000000000001" }).share, 40);
}

static void nothing_given_leaves_the_base(void **state)
{
        struct review_policy policy = { .base_share = 40, .days = 1, .pairs = 10 };

        (void)state;
        struct review_share found = review_share_of(&policy, &(struct review_facts){ "Shoes", INT64_MAX, 1, 10000, NULL });
        assert_int_equal(found.share, 40);
        assert_string_equal(found.why, "base");
}

static void a_draw_is_of_the_id_alone_and_even(void **state)
{
        enum { DRAWS = 20000 };
        int64_t tenths[10] = { 0 };
        struct uuid id;

        (void)state;
        assert_true(uuid_parse("018f0000-0000-7000-8000-000000000001", &id));
        assert_int_equal(review_draw(&id), review_draw(&id));
        assert_int_equal(review_draw(&id), 9867);   /* select ('x' || left(encode(sha256('018f…0001'), 'hex'), 12))::bit(48)::bigint % 10000 */
        for (int i = 0; i < DRAWS; i++) {
                uuid_new(&id);
                int64_t draw = review_draw(&id);
                assert_true(draw >= 0 && draw < 10000);
                tenths[draw / 1000]++;
        }
        for (size_t i = 0; i < ARRAY_LEN(tenths); i++)
                assert_in_range(tenths[i], DRAWS / 10 - 250, DRAWS / 10 + 250);   /* nearly six standard deviations */
}

static void a_product_type_stands_once(void **state)
{
        struct review_type twice[] = { { "Shoes", 1 }, { "Bags", 2 }, { "SHOES", 3 } };

        (void)state;
        assert_int_equal(review_type_twice(&(struct list){ 3, twice }), 2);
        assert_int_equal(review_type_twice(&(struct list){ 2, twice }), 2);
        assert_int_equal(review_type_twice(&(struct list){ 0 }), 0);
}

static void answers_stand_by_the_grade_they_cap(void **state)
{
        static const char text[] = "{\"grades\":[{\"code\":\"A\"},{\"code\":\"B\"},{\"code\":\"R\"}],\"questions\":[{\"code\":\"Q1\",\"answers\":["
                                   "{\"code\":\"torn\",\"cap\":\"R\"},{\"code\":\"none\"},{\"code\":\"small\",\"cap\":\"B\"},{\"code\":\"clean\"},{\"code\":\"best\",\"cap\":\"A\"}]}]}";
        static const struct { const char *answer; int64_t place; } order[] = { { "none", 0 }, { "clean", 1 }, { "best", 2 }, { "small", 3 }, { "torn", 4 }, { "other", -1 } };
        struct json_fault fault;
        const struct doc *rubric;

        (void)state;
        assert_int_equal(doc_parse(test_memory, text, strlen(text), &rubric, &fault), PROBLEM_OK);
        for (size_t i = 0; i < ARRAY_LEN(order); i++)
                assert_int_equal(rubric_answer_place(rubric, "Q1", order[i].answer), order[i].place);
        assert_int_equal(rubric_answer_place(rubric, "Q2", "none"), -1);
        assert_int_equal(rubric_answer_place(rubric, "Q1", NULL), -1);
}

static void rows_make_tables(void **state)
{
        struct pair_row rows[] = {
                { "all", "", NULL, "A", "B", 0, 1, 3 }, { "all", "", NULL, "Mint", "B", 0, 1, 2 }, { "all", "", NULL, "C", "C", 2, 2, 4 },
                { "hour", "00", NULL, "A", "A", 0, 0, 1 }, { "hour", "01", NULL, "A", "A", 60, 0, 9 },
        };
        struct list list = { ARRAY_LEN(rows), rows };
        struct pair_table table;
        size_t at = 0;

        (void)state;
        assert_true(pair_table_next(test_memory, &list, &at, &table));
        assert_int_equal(table.table.count, 3);
        assert_int_equal(table.table.n[0][1], 5);
        assert_string_equal(table.label[0], "A/Mint");
        assert_string_equal(table.label[2], "C");
        assert_true(pair_table_next(test_memory, &list, &at, &table));
        assert_string_equal(table.key, "00");
        assert_true(pair_table_next(test_memory, &list, &at, &table));
        assert_int_equal(agreement_pairs(&table.table), 0);   /* a place that no rubric has */
        assert_false(pair_table_next(test_memory, &list, &at, &table));
}

/* Everything that is no number is null, whatever the table: the answer reads as JSON. */
static void what_is_not_defined_is_null(void **state)
{
        struct pair_table table = { .by = "all", .key = "" };
        struct json_fault fault;
        const struct doc *read;

        (void)state;
        for (int i = 0; i < 4; i++) {
                struct buffer out = { .arena = test_memory };
                table.table.count = i ? 2 : 0;
                table.table.n[0][0] = i;
                table.table.n[1][1] = i > 1;
                table.table.n[0][1] = i > 2;
                agreement_write(&out, &table);
                assert_int_equal(doc_parse(test_memory, out.text, out.length, &read, &fault), PROBLEM_OK);
                assert_null(strstr(out.text, "nan"));
                const char *why = doc_string(doc_get(read, "undefined"));
                assert_true(i == 0 ? text_equal(why, "no_pairs") : i == 1 ? text_equal(why, "one_category") : !why);
        }
}

static struct agreement_table two_by_two(int64_t a, int64_t b, int64_t c, int64_t d)
{
        return (struct agreement_table){ 2, { { a, b }, { c, d } } };
}

static void only_what_is_surely_poor_is_poor(void **state)
{
        struct review_policy policy = a_policy();
        struct agreement_table poor = two_by_two(10, 10, 10, 10), few = two_by_two(5, 5, 5, 5), rare = two_by_two(97, 1, 1, 1), one = two_by_two(60, 0, 0, 0),
                               good = two_by_two(30, 2, 2, 30), unsure = two_by_two(15, 3, 4, 14), opposite = two_by_two(0, 20, 20, 0), nearly = two_by_two(30, 11, 11, 28),
                               alone_once = two_by_two(29, 1, 0, 0), each_once = two_by_two(28, 1, 1, 0),
                               one_sided = two_by_two(12, 18, 0, 0), never_meet = two_by_two(60, 5, 5, 0);

        (void)state;
        assert_true(agreement_is_poor(&poor, &policy));
        assert_false(agreement_is_poor(&few, &policy));      /* too few pairs */
        assert_false(agreement_is_poor(&rare, &policy));     /* they agree nearly always; kappa .49 of three rare answers says little */
        assert_false(agreement_is_poor(&one, &policy));
        assert_false(agreement_is_poor(&good, &policy));
        assert_false(agreement_is_poor(&unsure, &policy));   /* .61, the interval reaches .9 */
        assert_true(agreement_is_poor(&opposite, &policy));
        assert_true(agreement_of(&nearly, AGREEMENT_LINEAR).high < 0.7);
        assert_false(agreement_is_poor(&alone_once, &policy));   /* kappa is 0, and they agree in 29 of 30 */
        assert_false(agreement_is_poor(&each_once, &policy));    /* kappa is -.03 with a narrow interval, and they agree in 28 of 30 */
        assert_true(agreement_is_poor(&one_sided, &policy));     /* kappa is 0, and they agree in 12 of 30 */
        assert_true(agreement_is_poor(&never_meet, &policy));    /* the rare answer is given often, and never by both */
        assert_false(agreement_is_poor(&nearly, &policy));   /* the 95 % interval is below, the 99 % one is not: many looks would come to that */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(the_highest_share_that_applies_holds), alone(certain_graders_have_a_share_of_their_own), alone(nothing_given_leaves_the_base),
                alone(a_draw_is_of_the_id_alone_and_even), alone(a_product_type_stands_once),
                alone(answers_stand_by_the_grade_they_cap), alone(rows_make_tables), alone(what_is_not_defined_is_null), alone(only_what_is_surely_poor_is_poor),
        };

        return UNIT_MAIN(tests);
}

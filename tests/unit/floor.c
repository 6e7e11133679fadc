/* What the floor counts by itself: codes in a row, and what is done next with a piece. */
#include "../../services/intake/place.h"
#include "../../services/intake/triage.h"

#include "support/unit.h"

/* --- codes in a row --- */

static struct texts range(const char *from, const char *to)
{
        struct texts codes = { 0 };
        const char *why;

        if (!range_expand(test_memory, from, to, &codes, &why))
                fail_msg("%s to %s %s", from, to, why);
        return codes;
}

static void refused(const char *from, const char *to, const char *because)
{
        struct texts codes;
        const char *why;

        assert_false(range_expand(test_memory, from, to, &codes, &why));
        assert_string_equal(why, because);
}

static void every_number_and_letter_counts_by_itself(void **state)
{
        struct texts shelf = range("A-01-01", "A-04-12"), letters = range("A1", "C2"), one = range("tote_7", "tote_7"), long_one = range("T-098", "T-101");

        (void)state;
        assert_int_equal(shelf.count, 48);
        assert_string_equal(shelf.item[0], "A-01-01");
        assert_string_equal(shelf.item[11], "A-01-12");
        assert_string_equal(shelf.item[12], "A-02-01");
        assert_string_equal(shelf.item[47], "A-04-12");
        assert_int_equal(letters.count, 6);
        assert_string_equal(letters.item[3], "B2");
        assert_int_equal(one.count, 1);
        assert_string_equal(one.item[0], "TOTE_7");
        assert_int_equal(long_one.count, 4);
        assert_string_equal(long_one.item[2], "T-100");
        struct texts serials = range("012345678901234-1", "012345678901235-2");
        assert_int_equal(serials.count, 4);
        assert_string_equal(serials.item[2], "012345678901235-1");
}

static void a_row_that_is_none_says_why(void **state)
{
        static const char form[] = "must have the form of the first code: as many digits, and the same marks";

        (void)state;
        refused("A-01", "A-012", form);
        refused("A-01", "A.02", form);
        refused("A-01", "A-01-01", form);
        refused("A-01", "1-01", form);
        refused("A-02", "A-01", "comes before the first code");
        refused("A-0001", "A-2001", "makes more than 2000 codes");
        refused("A-000000-000000-000000-000000", "A-999999-999999-999999-999999", "makes more than 2000 codes");
        assert_int_equal(range("A-0001", "A-2000").count, 2000);
}

/* --- what is done next --- */

static const char *work_types[] = { "Boots" }, *work_reasons[] = { "Item arrived damaged" };
static const struct triage_rule rule = { .version = 3, .shares = { 9000, 4550, 2000 }, .gate = { 1500, "USD" }, .below = 0, .refurbish_types = { 1, work_types },
                                         .refurbish_reasons = { 1, work_reasons } };

static void next_is(const struct triage_rule *by, struct triaged piece, const char *next, const char *because)
{
        struct triage triage = triage_of(test_memory, by, &piece);

        assert_string_equal(triage.next, next);
        assert_string_equal(triage.because, because);
        assert_int_equal(triage.sealed, piece.sealed);
        assert_int_equal(triage.rule_version, by->version);
}

static void a_piece_that_earns_too_little_gets_no_labour(void **state)
{
        (void)state;
        next_is(&rule, (struct triaged){ "received", "Fleece", NULL, "USD", 3295, false }, "liquidate",
                "It may earn 14.99 USD: 45.50 % of 32.95 USD. That is below the gate of 15.00 USD.");
        next_is(&rule, (struct triaged){ "received", "Fleece", NULL, "USD", 3296, false }, "to_grade", "It may earn 15.00 USD: 45.50 % of 32.96 USD. It is graded at the bench.");
        next_is(&rule, (struct triaged){ "damaged_in_transit", "Boots", NULL, "USD", 7000, false }, "liquidate",
                "It may earn 14.00 USD: 20.00 % of 70.00 USD. That is below the gate of 15.00 USD.");
        next_is(&rule, (struct triaged){ "received", "Fleece", NULL, "EUR", 100, false }, "to_grade", "No rule counts what it may earn. It is graded at the bench.");
        next_is(&rule, (struct triaged){ "wrong_item", NULL, NULL, NULL, 0, false }, "to_grade", "Nobody knows its price. It is graded at the bench.");
}

static void what_is_sealed_is_not_inspected_and_what_wants_work_gets_it(void **state)
{
        (void)state;
        next_is(&rule, (struct triaged){ "received", "Boots", NULL, "USD", 10000, true }, "to_grade_sealed",
                "It may earn 90.00 USD: 90.00 % of 100.00 USD. It is sealed: inspection is skipped.");
        next_is(&rule, (struct triaged){ "received", "boots", NULL, "USD", 10000, false }, "refurbish",
                "It may earn 45.50 USD: 45.50 % of 100.00 USD. boots is refurbished before it is graded.");
        next_is(&rule, (struct triaged){ "received", "Fleece", "ITEM ARRIVED DAMAGED", "USD", 10000, false }, "refurbish",
                "It may earn 45.50 USD: 45.50 % of 100.00 USD. Its reason for coming back asks for work first.");
        next_is(&rule, (struct triaged){ "misrouted", "Boots", NULL, "USD", 1, false }, "forward", "It belongs elsewhere: it is sent on to the merchant.");
        next_is(&rule, (struct triaged){ "returned", NULL, NULL, NULL, 0, false }, "to_grade", "It comes back from a sale: it is compared with what was sold.");
}

static void without_rules_all_goes_to_the_bench(void **state)
{
        static const struct triage_rule none = { 0 };
        static const struct triage_rule yen = { .version = 1, .shares = { 9000, 5000, 2000 }, .gate = { 600, "JPY" }, .below = 2 };

        (void)state;
        next_is(&none, (struct triaged){ "received", "Boots", NULL, "USD", 1, false }, "to_grade", "No rule counts what it may earn. It is graded at the bench.");
        next_is(&none, (struct triaged){ "received", "Boots", NULL, "USD", 1, true }, "to_grade_sealed", "No rule counts what it may earn. It is sealed: inspection is skipped.");
        next_is(&yen, (struct triaged){ "received", NULL, NULL, "JPY", 1000, false }, "recycle", "It may earn 500 JPY: 50.00 % of 1000 JPY. That is below the gate of 600 JPY.");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(every_number_and_letter_counts_by_itself), alone(a_row_that_is_none_says_why), alone(a_piece_that_earns_too_little_gets_no_labour),
                alone(what_is_sealed_is_not_inspected_and_what_wants_work_gets_it), alone(without_rules_all_goes_to_the_bench),
        };

        return UNIT_MAIN(tests);
}

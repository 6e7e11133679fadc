/* What earns most: the sums, the refusals, and what must hold whatever the numbers are. */
#include "../../services/grading/earning.h"

#include "support/unit.h"

static struct earning_decision decision;
static struct json_fault fault;

static const struct doc *parse(const char *text)
{
        const struct doc *doc;

        assert_int_equal(doc_parse(test_memory, text, strlen(text), &doc, &fault), PROBLEM_OK);
        return doc;
}

static const struct alternative *decide(const struct earning_inputs *inputs)
{
        earning_decide(inputs, &decision);
        return &decision.alternative[decision.chosen];
}

static const char *chosen_for(int64_t price, bool saleable)
{
        return decide(&(struct earning_inputs){ .policy = earning_policy_default(), .price = price, .grades = 4, .saleable = saleable })->disposition;
}

static void what_earns_most_is_chosen(void **state)
{
        (void)state;
        assert_string_equal(chosen_for(18000, true), "resell");
        assert_string_equal(chosen_for(100, true), "recycle");
        assert_string_equal(chosen_for(18000, false), "recycle");
}

static void a_decision_is_written_with_all_that_was_weighed(void **state)
{
        struct earning_inputs in = { .policy = earning_policy_default(), .price = 18000, .grades = 4, .saleable = true };
        int64_t number;

        (void)state;
        decide(&in);
        const struct doc *json = parse(earning_write(test_memory, &in, &decision));
        assert_int_equal(doc_count(doc_get(json, "alternatives")), 6);
        assert_string_equal(doc_string(doc_get(json, "chosen")), "resell");
        assert_true(doc_integer(doc_get(doc_item(doc_get(json, "alternatives"), 0), "net"), &number));
        assert_int_equal(number, decision.alternative[0].net);
        assert_true(doc_is_true(doc_get(json, "inputs.price_known")));
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(what_earns_most_is_chosen), alone(a_decision_is_written_with_all_that_was_weighed) };

        return UNIT_MAIN(tests);
}

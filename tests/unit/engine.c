/* Where one return goes. */
#include "../../services/routing/engine.h"

#include "support/unit.h"

enum { OWN, PARTNER, DONATION, DESTINATIONS };
static struct destination destinations[DESTINATIONS];
static struct rule rules[8];
static struct workflow workflows[8];
static struct return_line lines[3];
static struct setup setup;
static struct list the_lines = { 3, lines };
static const char *conflicts;

static const struct doc *parse(const char *text)
{
        const struct doc *doc;
        struct json_fault fault;

        assert_int_equal(doc_parse(test_memory, text, strlen(text), &doc, &fault), PROBLEM_OK);
        return doc;
}

static struct uuid number(char digit)
{
        struct uuid id = { "00000000-0000-7000-8000-000000000000" };

        id.text[35] = digit;
        return id;
}

static int begin(void **state)
{
        unit_setup(state);
        destinations[OWN] = (struct destination){ number('1'), "Own", "warehouse", false, true, true };
        destinations[PARTNER] = (struct destination){ number('2'), "Partner", "warehouse", true, false, true };
        destinations[DONATION] = (struct destination){ number('3'), "Donation", "donation_center", true, false, true };
        setup = (struct setup){ .destinations = { DESTINATIONS, destinations }, .rules = { 0, rules }, .workflows = { 0, workflows }, .enforce = true };
        lines[0] = (struct return_line){ .line_item_id = "1", .product_type = "Jacket", .return_reason = "Item arrived damaged", .price = { 18000, "USD" } };
        lines[1] = (struct return_line){ .line_item_id = "2", .product_type = "Fleece", .return_reason = "Too small", .price = { 12000, "USD" } };
        lines[2] = (struct return_line){ .line_item_id = "3", .product_type = "Mug", .return_reason = "Changed my mind", .price = { 1000, "USD" } };
        return 0;
}

static void rule(int destination, enum rule_mode mode, const char *conditions)
{
        rules[setup.rules.count] = (struct rule){ .rule_id = number((char)('a' + setup.rules.count)), .destination_id = destinations[destination].destination_id, .version = 1,
                                                  .mode = mode, .parsed = parse(conditions) };
        setup.rules.count++;
}

static void workflow(enum workflow_action action, int destination, int64_t priority, const char *conditions)
{
        workflows[setup.workflows.count++] = (struct workflow){ .workflow_id = number('f'), .version = 3, .name = "w", .action = action, .priority = priority,
                                                                .parsed = parse(conditions) };
        if (action != KEEP_ITEM)
                workflows[setup.workflows.count - 1].destination_id = destinations[destination].destination_id;
}

static void goes(size_t line, int destination, const char *kind)
{
        assert_string_equal(lines[line].destination_id.text, destination < 0 ? "" : destinations[destination].destination_id.text);
        assert_string_equal(lines[line].kind, kind);
        assert_non_null(doc_get(parse(lines[line].trace.text), "decided_by"));
}

static void decide(void) { assert_int_equal(routing_decide(test_memory, &setup, &the_lines, &conflicts), PROBLEM_OK); }

static void without_rules_the_default_gets_all(void **state)
{
        (void)state;
        decide();
        for (size_t i = 0; i < 3; i++)
                goes(i, OWN, "default");
        assert_string_equal(conflicts, "[]");
}

static void the_issue_s_return_goes_three_ways(void **state)
{
        (void)state;
        workflow(DONATE, DONATION, 10, "{\"return_reasons\":[\"item arrived damaged\"]}");
        rule(PARTNER, ONLY_RECEIVE, "{\"product_types\":[\"Fleece\"]}");
        decide();
        goes(0, DONATION, "workflow");
        goes(1, PARTNER, "rule");
        goes(2, OWN, "default");
        assert_non_null(strstr(lines[1].trace.text, "its conditions do not hold"));
        assert_non_null(strstr(lines[0].trace.text, "\"version\":3"));
}

static void donation_may_take_the_whole_return_along(void **state)
{
        (void)state;
        setup.donate_whole_return = true;
        workflow(DONATE, DONATION, 10, "{\"return_reasons\":[\"Item arrived damaged\"]}");
        decide();
        for (size_t i = 0; i < 3; i++)
                goes(i, DONATION, "workflow");
        assert_non_null(strstr(lines[2].trace.text, "takes the whole return along"));
}

static void the_higher_priority_wins(void **state)
{
        (void)state;
        workflow(ROUTE_TO, PARTNER, 20, "{\"product_types\":[\"Jacket\"]}");
        workflow(DONATE, DONATION, 10, "{\"return_reasons\":[\"Item arrived damaged\"]}");
        decide();
        goes(0, PARTNER, "workflow");
        assert_non_null(strstr(lines[0].trace.text, "one of higher priority decided"));
}

static void a_donation_takes_along_all_but_what_stands_above_it(void **state)
{
        (void)state;
        setup.donate_whole_return = true;
        workflow(KEEP_ITEM, 0, 30, "{\"product_types\":[\"Mug\"]}");
        workflow(DONATE, DONATION, 20, "{\"return_reasons\":[\"Item arrived damaged\"]}");
        workflow(ROUTE_TO, PARTNER, 10, "{\"product_types\":[\"Fleece\"]}");
        decide();
        goes(0, DONATION, "workflow");
        goes(1, DONATION, "workflow");
        goes(2, -1, "keep_item");
}

static void of_two_donations_the_higher_takes_the_return_along(void **state)
{
        (void)state;
        setup.donate_whole_return = true;
        destinations[PARTNER].type = "donation_center";
        workflow(DONATE, PARTNER, 20, "{\"product_types\":[\"Fleece\"]}");
        workflow(DONATE, DONATION, 10, "{\"return_reasons\":[\"Item arrived damaged\"]}");
        decide();
        for (size_t i = 0; i < 3; i++)
                goes(i, PARTNER, "workflow");
}

static void a_workflow_that_leads_nowhere_leaves_it_to_the_next(void **state)
{
        (void)state;
        destinations[DONATION].enabled = false;
        workflow(DONATE, DONATION, 20, "{\"return_reasons\":[\"Item arrived damaged\"]}");
        workflow(ROUTE_TO, PARTNER, 10, "{\"product_types\":[\"Jacket\"]}");
        decide();
        goes(0, PARTNER, "workflow");
        assert_non_null(strstr(lines[0].trace.text, "its destination is not enabled"));
        assert_non_null(strstr(conflicts, "not enabled"));
}

/* Each rule and workflow stands in the trace of each line: as what decided, or as passed over. */
static void all_there_is_stands_in_the_trace(void **state)
{
        (void)state;
        workflow(DONATE, DONATION, 10, "{\"return_reasons\":[\"no such reason\"]}");
        rule(OWN, RECEIVE_ALL, "{\"product_types\":[\"Fleece\",\"Mug\"]}");
        rule(OWN, RECEIVE_ALL, "{\"product_types\":[\"Fleece\"]}");
        rule(OWN, DO_NOT_RECEIVE, "{\"product_types\":[\"Mug\"]}");
        rule(PARTNER, RECEIVE_ALL, "{\"product_types\":[\"Fleece\",\"Mug\",\"Jacket\"]}");
        rule(PARTNER, ONLY_RECEIVE, "{\"product_types\":[\"Jacket\"]}");
        decide();
        goes(0, PARTNER, "rule");
        goes(1, OWN, "rule");
        goes(2, OWN, "default");
        for (size_t i = 0; i < 3; i++) {
                const struct doc *trace = parse(lines[i].trace.text);
                size_t deciding = doc_get(trace, "decided_by.rule_id") != NULL;
                assert_int_equal(doc_count(doc_get(trace, "passed_over")) + deciding, 6);
        }
        assert_non_null(strstr(lines[1].trace.text, "another rule of its destination stands before it"));
        assert_non_null(strstr(lines[2].trace.text, "its destination does not receive this product"));
        assert_non_null(strstr(lines[2].trace.text, "its destination only receives other products"));
}

static void a_price_that_is_not_known_meets_no_limit(void **state)
{
        (void)state;
        lines[2].price = (struct money){ 0 };
        workflow(KEEP_ITEM, 0, 10, "{\"max_price\":2000}");
        workflow(KEEP_ITEM, 0, 5, "{\"min_price\":0}");
        decide();
        goes(2, OWN, "default");
        goes(0, -1, "keep_item");
}

static void a_country_is_a_condition(void **state)
{
        (void)state;
        lines[0].country = "US";
        workflow(ROUTE_TO, PARTNER, 10, "{\"countries\":[\"us\",\"CA\"]}");
        decide();
        goes(0, PARTNER, "workflow");
        goes(1, OWN, "default");
}

static void a_conflict_is_said_once(void **state)
{
        (void)state;
        destinations[DONATION].enabled = false;
        workflow(DONATE, DONATION, 20, "{\"min_price\":1}");
        decide();
        assert_int_equal(doc_count(parse(conflicts)), 1);
}

static void an_item_may_be_kept(void **state)
{
        (void)state;
        workflow(KEEP_ITEM, 0, 10, "{\"max_price\":2000}");
        decide();
        goes(2, -1, "keep_item");
        goes(0, OWN, "default");
}

static void do_not_receive_passes_on(void **state)
{
        (void)state;
        rule(OWN, DO_NOT_RECEIVE, "{\"product_types\":[\"Mug\"]}");
        decide();
        goes(2, PARTNER, "default");
        assert_string_equal(conflicts, "[]");
}

static void nobody_may_have_it_is_a_conflict(void **state)
{
        (void)state;
        rule(OWN, DO_NOT_RECEIVE, "{\"product_types\":[\"Mug\"]}");
        rule(PARTNER, ONLY_RECEIVE, "{\"product_types\":[\"Fleece\"]}");
        decide();
        goes(2, OWN, "default");
        assert_non_null(strstr(conflicts, "No destination may receive line 3"));
}

static void two_deciders_are_a_conflict_and_the_first_wins(void **state)
{
        (void)state;
        rule(OWN, RECEIVE_ALL, "{\"product_types\":[\"Fleece\"]}");
        rule(PARTNER, ONLY_RECEIVE, "{\"product_types\":[\"Fleece\"]}");
        decide();
        goes(1, OWN, "rule");
        assert_non_null(strstr(conflicts, "claimed by several"));
}

static void without_enforcement_a_mixed_return_goes_to_the_default(void **state)
{
        (void)state;
        setup.enforce = false;
        rule(PARTNER, ONLY_RECEIVE, "{\"product_types\":[\"Fleece\"]}");
        decide();
        for (size_t i = 0; i < 3; i++)
                goes(i, OWN, "default");
        assert_non_null(strstr(lines[1].trace.text, "not enforced"));
        const struct doc *passed = doc_get(parse(lines[1].trace.text), "passed_over");   /* the rule that would have decided, in the form of any reason */
        assert_string_equal(doc_string(doc_get(doc_item(passed, doc_count(passed) - 1), "mode")), "only_receive");
        for (size_t i = 0; i < doc_count(passed); i++)
                assert_non_null(doc_string(doc_get(doc_item(passed, i), "why")));
}

static void a_disabled_destination_gets_nothing(void **state)
{
        (void)state;
        destinations[DONATION].enabled = false;
        workflow(DONATE, DONATION, 10, "{\"return_reasons\":[\"Item arrived damaged\"]}");
        decide();
        goes(0, OWN, "default");
        assert_non_null(strstr(conflicts, "not enabled"));
}

static void without_any_destination_there_is_no_decision(void **state)
{
        (void)state;
        setup.destinations.count = 0;
        assert_int_equal(routing_decide(test_memory, &setup, &the_lines, &conflicts), PROBLEM_NO_DESTINATION);
}

static void the_same_return_is_decided_the_same_for_ever(void **state)
{
        (void)state;
        rule(PARTNER, ONLY_RECEIVE, "{\"product_types\":[\"Fleece\"],\"min_price\":100}");
        decide();
        const char *first = lines[1].trace.text;
        decide();
        assert_string_equal(first, lines[1].trace.text);
}

#define engine_test(f) cmocka_unit_test_setup_teardown(f, begin, unit_teardown)

int main(void)
{
        const struct CMUnitTest tests[] = {
                engine_test(without_rules_the_default_gets_all), engine_test(the_issue_s_return_goes_three_ways), engine_test(donation_may_take_the_whole_return_along),
                engine_test(the_higher_priority_wins),
                engine_test(a_donation_takes_along_all_but_what_stands_above_it), engine_test(of_two_donations_the_higher_takes_the_return_along),
                engine_test(a_workflow_that_leads_nowhere_leaves_it_to_the_next), engine_test(all_there_is_stands_in_the_trace),
                engine_test(a_price_that_is_not_known_meets_no_limit), engine_test(a_country_is_a_condition), engine_test(a_conflict_is_said_once),
                engine_test(an_item_may_be_kept), engine_test(do_not_receive_passes_on), engine_test(nobody_may_have_it_is_a_conflict),
                engine_test(two_deciders_are_a_conflict_and_the_first_wins), engine_test(without_enforcement_a_mixed_return_goes_to_the_default),
                engine_test(a_disabled_destination_gets_nothing), engine_test(without_any_destination_there_is_no_decision),
                engine_test(the_same_return_is_decided_the_same_for_ever),
        };

        return UNIT_MAIN(tests);
}

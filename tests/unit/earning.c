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

/* --- whatever the numbers are --- */

static uint64_t seed = 11;

static int64_t between(int64_t low, int64_t high)
{
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        return low + (int64_t)((seed >> 33) % (uint64_t)(high - low + 1));
}

enum { GRADES = 5, CHANNELS = 3, PLANS = 4 };
static const char *const names[PLANS] = { "clean", "stitch", "part", "all" };
static const struct earning_grade grades[GRADES] = { { "A", true }, { "B", true }, { "C", true }, { "D", true }, { "E", false } };
static struct channel channels[CHANNELS];
static struct outlet outlets[5];
static struct refurbish_plan plans[PLANS];
static struct earning_policy policy;

static void some_policy(void)
{
        static const char *const ways[] = { "recycle", "lot", "liquidate", "donate", "back_to_merchant" }, *const shops[] = { "own", "market", "outlet" };

        policy = *earning_policy_default();
        for (size_t i = 0; i < CHANNELS; i++)
                channels[i] = (struct channel){ shops[i], between(0, 3) > 0, between(0, 2500), between(0, 300), between(3000, 20000) };
        for (size_t i = 0; i < ARRAY_LEN(outlets); i++)
                outlets[i] = (struct outlet){ ways[i], NULL, i == 0 || between(0, 1), between(0, 2500), between(0, 200), between(0, 1000) };
        policy.channels = (struct list){ CHANNELS, channels };
        policy.outlets = (struct list){ ARRAY_LEN(outlets), outlets };
        policy.min_net = between(-200, 800);
        policy.gate_margin = between(0, 300);
        policy.pool_min = between(0, 1) * 3;
        policy.pool_visibility = 8000;
        policy.pool_handling = 100;
        policy.floor = between(0, 2000);
        policy.ceiling = between(0, 1) * 40000;
        policy.max_cut = between(1000, 10000);
}

static struct earning_inputs some_inputs(void)
{
        for (size_t i = 0; i < PLANS; i++) {
                int64_t first = between(0, 10000);
                plans[i] = (struct refurbish_plan){ names[i], between(0, 4000), between(0, 60), between(0, 10000), 2,
                                                    { { between(0, GRADES - 1), first }, { between(0, GRADES - 1), 10000 - first } }, 0, { 0 } };
        }
        size_t rank = (size_t)between(0, GRADES - 1);
        return (struct earning_inputs){ .policy = &policy, .price = between(0, 9) ? between(1, 60000) : 0, .rank = rank, .grades = GRADES, .grade = grades,
                                        .saleable = grades[rank].saleable, .day = between(0, 364), .pool = between(0, 5), .plans = PLANS, .plan = plans };
}

static int64_t best_without_work(void)
{
        int64_t best = INT64_MIN;

        for (size_t i = 0; i < decision.count; i++)
                if (!decision.alternative[i].plan && !decision.alternative[i].refused && decision.alternative[i].net > best)
                        best = decision.alternative[i].net;
        return best;
}

static void assert_consistent(const struct earning_inputs *in, const struct alternative *chosen)
{
        int64_t without = best_without_work();

        assert_false(chosen->refused);
        for (size_t i = 0; i < decision.count; i++) {
                const struct alternative *a = &decision.alternative[i];
                assert_int_equal(a->net, earning_net(&a->terms));
                assert_in_range(a->sold, 0, 10000);
                assert_in_range(a->returned, 0, 10000);
                assert_true(a->refused || a->net <= chosen->net);
                assert_true(a->refused || a->net < chosen->net || i >= decision.chosen);          /* ties to the earlier */
                assert_true(a->refused || !a->channel || a->net >= policy.min_net);
                assert_true(a->refused || !a->plan || a->net > without + policy.gate_margin);     /* never at a loss in expectation */
                assert_true(!a->channel || decision.price || a->plan || a->refused);
        }
        assert_true(decision.runner_up == decision.count || decision.alternative[decision.runner_up].net <= chosen->net);
        assert_int_equal(decision.price_known, in->price > 0);
}

static void the_best_of_what_is_allowed_is_chosen_and_every_sum_is_exact(void **state)
{
        (void)state;
        for (int i = 0; i < 3000; i++) {
                some_policy();
                struct earning_inputs in = some_inputs();
                assert_int_equal(earning_policy_check(test_memory, &policy, &fault), PROBLEM_OK);
                assert_consistent(&in, decide(&in));
        }
}

static int64_t net_of(const struct earning_inputs *in) { return decide(in)->net; }

/* Means are rounded to whole days and hundredths of a percent, so a sum may differ by little where nothing should. */
static bool at_most(int64_t less, int64_t more) { return less <= more + 5 + more / 200; }

static void what_costs_more_never_earns_more(void **state)
{
        (void)state;
        for (int i = 0; i < 2000; i++) {
                some_policy();
                policy.min_net = -AMOUNT_MAX;
                struct earning_inputs in = some_inputs();
                int64_t before = net_of(&in), *worse[] = { &policy.handling, &policy.storage_per_day, &policy.labour_rate, &policy.return_cost, &channels[0].fee_fixed,
                                                           &channels[1].fee_fixed, &plans[0].cost, &outlets[0].cost };
                *worse[between(0, ARRAY_LEN(worse) - 1)] += between(1, 50);
                assert_true(at_most(net_of(&in), before));
        }
}

/* What a merchant sets of a channel and of returns is felt in the sum: none of it is there for show. */
static void visibility_and_what_a_return_loses_are_weighed(void **state)
{
        struct channel one = { "own", true, 0, 0, 10000 };
        struct earning_inputs in = { .policy = &policy, .price = 18000, .grades = 4, .saleable = true };

        (void)state;
        policy = *earning_policy_default();
        policy.channels = (struct list){ 1, &one };
        int64_t net = decide(&in)->net, returns = decision.alternative[decision.chosen].terms.returns, sold = decision.alternative[decision.chosen].sold;
        assert_true(returns > 0);
        one.visibility = 20000;
        assert_true(decide(&in)->net > net && decision.alternative[decision.chosen].sold >= sold);
        one.visibility = 2000;
        assert_true(decide(&in)->net < net);
        one.visibility = 10000;
        policy.return_loss = 9000;
        assert_true(decide(&in)->net < net && decision.alternative[decision.chosen].terms.returns > returns);
        policy.return_loss = 0;
        assert_true(decide(&in)->net > net);
}

static void a_better_grade_never_earns_less(void **state)
{
        struct earning_inputs in = { .policy = earning_policy_default(), .grades = GRADES, .saleable = true };

        (void)state;
        for (in.price = 100; in.price < 100000; in.price += 997) {
                int64_t before = INT64_MAX;
                for (in.rank = 0; in.rank < GRADES; in.rank++) {
                        int64_t net = net_of(&in);
                        assert_true(net <= before);
                        before = net;
                }
        }
}

static void the_largest_amounts_fit(void **state)
{
        (void)state;
        some_policy();
        for (size_t i = 0; i < CHANNELS; i++)
                channels[i] = (struct channel){ names[i], true, 10000, AMOUNT_MAX, 100000 };
        for (size_t i = 0; i < ARRAY_LEN(outlets); i++) {
                outlets[i].share = 10000;
                outlets[i].credit = AMOUNT_MAX;
        }
        policy.floor = policy.ceiling = 0;
        policy.storage_per_day = 1000000000;
        policy.labour_rate = policy.handling = policy.return_cost = AMOUNT_MAX;
        policy.return_loss = policy.returned = 10000;
        policy.horizon = 640;
        struct earning_inputs in = some_inputs();
        in.price = AMOUNT_MAX;
        for (size_t i = 0; i < PLANS; i++) {
                plans[i].cost = AMOUNT_MAX;
                plans[i].minutes = 100000;
        }
        assert_consistent(&in, decide(&in));
        in.price = INT64_MAX;                            /* no price at all */
        decide(&in);
        assert_false(decision.price_known);
}

static void why_not_is_said(void **state)
{
        struct earning_inputs in = { .policy = &policy, .price = 18000, .rank = 1, .grades = GRADES, .grade = grades, .saleable = true };

        (void)state;
        policy = *earning_policy_default();
        channels[0] = (struct channel){ "own", true, 300, 0, 10000 };
        channels[1] = (struct channel){ "market", false, 1500, 0, 20000 };
        policy.channels = (struct list){ 2, channels };
        policy.pool_min = 3;
        decide(&in);
        assert_int_equal(decision.alternative[0].refused, REFUSED_NOT);
        assert_int_equal(decision.alternative[1].refused, REFUSED_POLICY);
        assert_true(decision.alternative[1].net != 0);            /* the sum is shown all the same */
        assert_int_equal(decision.alternative[2].refused, REFUSED_NO_POOL);
        in.price = 0;
        decide(&in);
        assert_int_equal(decision.alternative[0].refused, REFUSED_PRICE_UNKNOWN);
        policy.price_unknown = 18000;
        decide(&in);
        assert_int_equal(decision.alternative[0].refused, REFUSED_NOT);
        assert_false(decision.price_known);
        policy.floor = 17500;
        decide(&in);
        assert_int_equal(decision.alternative[0].refused, REFUSED_NO_PRICE);
        policy.floor = 0;
        policy.min_net = 17000;
        decide(&in);
        assert_int_equal(decision.alternative[0].refused, REFUSED_MIN_NET);
        in.saleable = false;
        decide(&in);
        assert_int_equal(decision.alternative[0].refused, REFUSED_GRADE);
}

static void labour_is_spent_where_it_pays(void **state)
{
        struct refurbish_plan clean = { "clean", 200, 5, 9000, 1, { { 0, 10000 } }, 0, { 0 } };
        struct earning_inputs in = { .policy = earning_policy_default(), .price = 18000, .rank = 2, .grades = GRADES, .grade = grades, .saleable = true, .plans = 1, .plan = &clean };

        (void)state;
        assert_string_equal(decide(&in)->plan, "clean");
        clean.minutes = 600;
        assert_null(decide(&in)->plan);
        assert_int_equal(decision.alternative[decision.count - 1].refused, REFUSED_VALUE_GATE);
        clean.minutes = 5;
        clean.success = 0;
        assert_null(decide(&in)->plan);
        clean.outcome[0].rank = 99;                               /* a grade that the rubric does not have */
        clean.success = 9000;
        assert_null(decide(&in)->plan);
}

static void refuse(const char *field)
{
        assert_int_equal(earning_policy_check(test_memory, &policy, &fault), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, field);
        policy = *earning_policy_default();
}

static void a_policy_that_contradicts_itself_is_refused(void **state)
{
        struct price_band crossed[] = { { "A", 5000, 4000, 5000, 5000, 10000 }, { NULL, 1000, 2000, 1500, 1500, 5000 } },
                          twice[] = { { "A", 4000, 5000, 5000, 5000, 10000 }, { "A", 4000, 5000, 5000, 5000, 10000 }, { NULL, 1, 2, 1, 1, 1 } };
        struct outlet closed[] = { { "recycle", NULL, false, 0, 0, 0 } }, odd[] = { { "burn", NULL, true, 0, 0, 0 } };

        (void)state;
        policy = *earning_policy_default();
        assert_int_equal(earning_policy_check(test_memory, &policy, &fault), PROBLEM_OK);
        policy.bands = (struct list){ 2, crossed };
        refuse("bands[0].low");
        policy.bands = (struct list){ 3, twice };
        refuse("bands[1].grade");
        policy.bands = (struct list){ 1, twice };
        refuse("bands");
        policy.outlets = (struct list){ 1, closed };
        refuse("outlets");
        policy.outlets = (struct list){ 1, odd };
        refuse("outlets[0].way");
        channels[0] = channels[1] = (struct channel){ "own", true, 0, 0, 10000 };
        policy.channels = (struct list){ 2, channels };
        refuse("channels[1].name");
        policy.currency = "XYZ";
        refuse("currency");
        policy.floor = 2;
        policy.ceiling = 1;
        refuse("ceiling");
        policy.pool_min = 3;
        refuse("pool_visibility");
        policy.ending = 100;
        refuse("ending");
        policy.step_days = 1;
        refuse("step_days");
}

static void a_policy_is_read_back_as_it_was_written(void **state)
{
        struct earning_policy read = { 0 };
        const char *text = json_write(test_memory, &earning_policy_shape, earning_policy_default());

        (void)state;
        assert_int_equal(json_read(test_memory, text, strlen(text), &earning_policy_shape, &read, &fault), PROBLEM_OK);
        assert_string_equal(json_write(test_memory, &earning_policy_shape, &read), text);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(what_earns_most_is_chosen), alone(a_decision_is_written_with_all_that_was_weighed),
                alone(the_best_of_what_is_allowed_is_chosen_and_every_sum_is_exact), alone(what_costs_more_never_earns_more), alone(visibility_and_what_a_return_loses_are_weighed),
                alone(a_better_grade_never_earns_less),
                alone(the_largest_amounts_fit), alone(why_not_is_said), alone(labour_is_spent_where_it_pays), alone(a_policy_that_contradicts_itself_is_refused),
                alone(a_policy_is_read_back_as_it_was_written),
        };

        return UNIT_MAIN(tests);
}

/* What an operation may say, what it removes, and which operations together remove most for least. */
#include "../../services/grading/operation_plan.h"

#include "support/unit.h"

static struct json_fault fault;

static enum problem check(const char *text, struct operation_body *body)
{
        fault = (struct json_fault){ 0 };
        *body = (struct operation_body){ 0 };
        enum problem problem = json_read(test_memory, text, strlen(text), &operation_body_shape, body, &fault);
        return problem ? problem : operation_check(test_memory, body, &fault);
}

static void refused(const char *members, const char *field)
{
        struct operation_body body;

        assert_int_equal(check(arena_printf(test_memory, "{\"name\":\"Stitch\",\"minutes\":5,%s}", members), &body), PROBLEM_INVALID_FIELD);
        assert_string_equal(fault.field, field);
}

static void what_an_operation_says_is_checked(void **state)
{
        struct operation_body body;

        (void)state;
        assert_int_equal(check("{\"name\":\"Stitch\",\"minutes\":5,\"cost\":{\"amount\":50,\"currency\":\"USD\"},\"parts\":[{\"part\":\"THREAD\",\"quantity\":1}],"
                               "\"removes\":[{\"question\":\"SG-3\",\"answers\":[\"small\"]},{\"text\":\"seam\"}],\"steps\":[{\"kind\":\"check\",\"text\":\"Matches\"},"
                               "{\"kind\":\"measure\",\"text\":\"Width\",\"unit\":\"mm\",\"min\":0,\"max\":3},{\"kind\":\"photo\",\"text\":\"After\",\"shot\":\"After\"}],"
                               "\"refurbishes\":true}", &body), PROBLEM_OK);
        assert_int_equal(body.steps.count, 3);
        assert_true(body.refurbishes && !body.serials && !body.retired);
        refused("\"steps\":[{\"kind\":\"measure\",\"text\":\"Width\",\"min\":0,\"max\":3}]", "steps[0].unit");
        refused("\"steps\":[{\"kind\":\"measure\",\"text\":\"Width\",\"unit\":\"mm\",\"min\":3,\"max\":3}]", "steps[0].max");
        refused("\"steps\":[{\"kind\":\"check\",\"text\":\"Width\",\"unit\":\"mm\"}]", "steps[0].unit");
        refused("\"steps\":[{\"kind\":\"check\",\"text\":\"Fine\"},{\"kind\":\"photo\",\"text\":\"After\"}]", "steps[1].shot");
        refused("\"steps\":[{\"kind\":\"confirm\",\"text\":\"After\",\"shot\":\"After\"}]", "steps[0].shot");
        refused("\"steps\":[{\"kind\":\"dance\",\"text\":\"After\"}]", "steps[0].kind");
        refused("\"parts\":[{\"part\":\"ZIP\",\"quantity\":0}]", "parts[0].quantity");
        refused("\"parts\":[{\"part\":\"ZIP\",\"quantity\":1},{\"part\":\"ZIP\",\"quantity\":1}]", "parts[1].part");
        refused("\"removes\":[{}]", "removes[0]");
        refused("\"removes\":[{\"question\":\"SG-3\"}]", "removes[0].answers");
        refused("\"removes\":[{\"text\":\"x\",\"answers\":[\"a\"]}]", "removes[0].question");
        refused("\"cost\":{\"amount\":50,\"currency\":\"XQQ\"}", "cost.currency");
        assert_true(operation_code_is_good("de_pill") && !operation_code_is_good("De-pill") && !operation_code_is_good("_x") && !operation_code_is_good(""));
}

static void observations_are_removed_by_code_or_by_words(void **state)
{
        const struct observation seen[] = { { "SG-3", "small", "snag up to 10 mm" }, { "SG-3", "large", "snag over 10 mm" }, { "HY-1", "faint", "Faint smell at 20 cm" }, { "Q", "a", NULL } };
        struct operation_body body;

        (void)state;
        assert_int_equal(check("{\"name\":\"S\",\"minutes\":1,\"removes\":[{\"question\":\"SG-3\",\"answers\":[\"small\",\"tiny\"]},{\"text\":\"faint SMELL\"}]}", &body), PROBLEM_OK);
        assert_int_equal(operation_removes(&body, seen, ARRAY_LEN(seen)), 1 | 4);
}

static void plans_are_the_cheapest_of_their_width(void **state)
{
        const struct candidate all[] = {
                { "clean", "Clean", 12, 400, 1, true }, { "wash", "Wash", 15, 500, 1 | 2, true }, { "stitch", "Stitch", 15, 600, 4, true },
                { "boil", "Boil", 30, 900, 1 | 2, false }, { "test", "Test", 5, 10, 0, false },
        };
        struct work_plan plan[WORK_PLANS_MAX];
        size_t count = work_plans(all, ARRAY_LEN(all), plan);

        (void)state;
        assert_int_equal(count, 5);   /* clean, wash, stitch, clean and stitch, wash and stitch: each is wider or cheaper than the others */
        assert_string_equal(plan[0].operation[0]->code, "clean");
        assert_int_equal(plan[1].removes, 3);
        for (size_t i = 0; i < count; i++) {
                assert_true(i == 0 || plan[i].amount >= plan[i - 1].amount);
                for (size_t n = 0; n < plan[i].count; n++)
                        assert_string_not_equal(plan[i].operation[n]->code, "boil");
        }
        assert_int_equal(work_plans(all + 4, 1, plan), 0);
        assert_int_equal(work_plans(NULL, 0, plan), 0);
}

/* Whatever the candidates: no plan has an idle operation, none is beaten by another, and the widest that can be is there. */
static void plans_hold_for_any_candidates(void **state)
{
        unsigned seed = 4;

        (void)state;
        for (int round = 0; round < 400; round++) {
                struct candidate all[20];
                struct work_plan plan[WORK_PLANS_MAX];
                size_t count = 1 + (size_t)(rand_r(&seed) % 20);
                for (size_t i = 0; i < count; i++)
                        all[i] = (struct candidate){ "x", "X", rand_r(&seed) % 30, rand_r(&seed) % 2000, (uint64_t)(rand_r(&seed) % 64), rand_r(&seed) % 2 };
                size_t found = work_plans(all, count, plan);
                for (size_t i = 0; i < found; i++) {
                        int64_t minutes = 0, amount = 0;
                        uint64_t removes = 0;
                        for (size_t n = 0; n < plan[i].count; n++) {
                                minutes += plan[i].operation[n]->minutes;
                                amount += plan[i].operation[n]->amount;
                                assert_true(plan[i].operation[n]->removes & ~removes || n == 0 || plan[i].count > 1);
                                removes |= plan[i].operation[n]->removes;
                        }
                        assert_true(plan[i].count >= 1 && plan[i].count <= WORK_PLAN_OPERATIONS_MAX);
                        assert_true(minutes == plan[i].minutes && amount == plan[i].amount && removes == plan[i].removes);
                        for (size_t j = 0; j < found; j++)
                                assert_false(i != j && !(plan[i].removes & ~plan[j].removes) && plan[j].amount < plan[i].amount);
                }
        }
}

static void labour_is_rounded_once(void **state)
{
        (void)state;
        assert_int_equal(labour_amount(2400, 12), 480);
        assert_int_equal(labour_amount(2500, 1), 42);
        assert_int_equal(labour_amount(0, 90), 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(what_an_operation_says_is_checked), alone(observations_are_removed_by_code_or_by_words), alone(plans_are_the_cheapest_of_their_width),
                alone(plans_hold_for_any_candidates), alone(labour_is_rounded_once),
        };

        return UNIT_MAIN(tests);
}

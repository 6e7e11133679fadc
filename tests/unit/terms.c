/* Can it come back, and do the books balance? */
#include "../../services/fulfillment/terms.h"

#include "../../services/fulfillment/settlement.h"
#include "support/unit.h"

enum { DAY = 86400 };
#define SECONDS(s) ((struct instant){ (int64_t)(s) * 1000000 })

static struct terms sold(void)
{
        return (struct terms){ .line_state = "bound", .unit_state = "delivered", .return_days = 30, .policy_version = 4, .delivered_at = SECONDS(0),
                               .until = SECONDS(30 * DAY), .asked_at = SECONDS(DAY) };
}

static void within_the_window_it_may_come_back(void **state)
{
        struct terms terms = sold();
        struct returnability answer = returnability_of(test_memory, &terms);

        (void)state;
        assert_true(answer.returnable);
        assert_true(answer.until.micros == terms.until.micros);
        assert_non_null(strstr(answer.why, "30 days from delivery (policy version 4), which ends on 1970-01-31T00:00:00Z"));
        terms.asked_at = terms.until;
        assert_true(returnability_of(test_memory, &terms).returnable);
        terms.asked_at.micros++;
        assert_false(returnability_of(test_memory, &terms).returnable);
}

static void a_final_sale_never_comes_back(void **state)
{
        struct terms terms = sold();

        (void)state;
        terms.final_sale = true;
        terms.final_sale_set_by = "key:1";
        struct returnability answer = returnability_of(test_memory, &terms);
        assert_false(answer.returnable);
        assert_false(instant_is_set(answer.until));
        assert_non_null(strstr(answer.why, "policy version 4, set by key:1"));
}

static void only_what_was_shipped_can_come_back(void **state)
{
        static const char *const states[] = { "sold", "picked", "packed", "returning", "received" };
        struct terms terms = sold();

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(states); i++) {
                terms.unit_state = states[i];
                assert_false(returnability_of(test_memory, &terms).returnable);
        }
        terms.unit_state = "shipped";
        terms.delivered_at = NO_INSTANT;
        assert_non_null(strstr(returnability_of(test_memory, &terms).why, "from shipment"));
        terms.line_state = "returned";
        assert_false(returnability_of(test_memory, &terms).returnable);
}

static void the_books_sum_to_zero_after_any_sequence(void **state)
{
        (void)state;
        for (int round = 0; round < 20000; round++) {
                int64_t customer = 0, merchant = 0, partner = 0;
                for (uint32_t steps = random_below(8); steps; steps--) {
                        struct entry entry;
                        int64_t price = random_below(1000000);
                        assert_true(random_below(2) ? settle_sale(price, &entry) : settle_refund(price, &entry));
                        customer += entry.customer;
                        merchant += entry.merchant;
                        partner += entry.partner;
                }
                assert_true(customer + merchant + partner == 0);
        }
        struct entry entry;
        assert_true(settle_sale(101, &entry) && entry.merchant == -71 && entry.partner == -30);
        assert_false(settle_sale(-1, &entry));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(within_the_window_it_may_come_back), alone(a_final_sale_never_comes_back), alone(only_what_was_shipped_can_come_back),
                alone(the_books_sum_to_zero_after_any_sequence),
        };

        return UNIT_MAIN(tests);
}

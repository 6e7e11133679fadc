#include "resale/markdown.h"

#include <math.h>

static int64_t at_least_one(int64_t price) { return price > 1 ? price : 1; }

/* The nearest n × unit + ending at or below. */
static int64_t ending_below(const struct price_rule *rule, int64_t price)
{
        return price < rule->ending ? 0 : price - (price - rule->ending) % rule->unit;
}

int64_t price_round(const struct price_rule *rule, int64_t price)
{
        int64_t lowest = at_least_one(rule->floor), allowed;

        if (rule->ceiling && price > rule->ceiling)
                price = rule->ceiling;
        allowed = ending_below(rule, price);
        if (allowed < lowest) {
                allowed = ending_below(rule, lowest);
                if (allowed < lowest)
                        allowed = lowest < rule->ending ? rule->ending : allowed + rule->unit;
        }
        return rule->ceiling && allowed > rule->ceiling ? 0 : allowed;
}

/* The bounds of the rule and of the band together. */
static struct price_rule within(const struct price_rule *rule, int64_t low, int64_t high)
{
        return (struct price_rule){ rule->floor > low ? rule->floor : low, rule->ceiling && rule->ceiling < high ? rule->ceiling : high, rule->unit, rule->ending };
}

void ladder_fill(const struct price_rule *rule, int64_t low, int64_t high, size_t wanted, struct ladder *ladder)
{
        struct price_rule bounds = within(rule, low, high);
        int64_t steps = wanted > 1 ? (int64_t)wanted - 1 : 1;

        ladder->count = 0;
        if (bounds.ceiling < at_least_one(bounds.floor))
                return;
        for (int64_t i = 0; i < (int64_t)wanted; i++) {
                int64_t price = price_round(&bounds, bounds.ceiling - (bounds.ceiling - bounds.floor) * i / steps);
                if (!price || (ladder->count && price >= ladder->price[ladder->count - 1]))
                        continue;
                ladder->log[ladder->count] = log((double)price);
                ladder->price[ladder->count++] = price;
        }
}

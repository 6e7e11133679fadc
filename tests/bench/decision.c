/* CPU time of a decision with 12 plans × 6 channels, without and with its JSON, and of planning prices again for a million listed units. Prints three figures. */
#include "../../services/grading/earning.h"

#include <time.h>

enum { GRADES = 5, CHANNELS = 6, PLANS = 12, DECISIONS = 4000, GROUPS = 400, UNITS = 1000000 };

static uint64_t seed = 1;

static int64_t below(int64_t limit)
{
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        return (int64_t)((seed >> 33) % (uint64_t)limit);
}

static double now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* As it is after some sales: every age and month has its own factor. */
static struct demand learned(void)
{
        struct demand d = demand_prior(4000 + below(4000), 1000 + below(5000), 120 + below(250), below(2500));

        for (int i = 0; i < AGE_BANDS; i++)
                d.age[i] = 1 - 0.1 * i;
        for (int i = 0; i < MONTHS; i++)
                d.season[i] = 0.8 + (double)below(400) / 1000;
        return d;
}

static struct earning_policy policy(struct channel *channels)
{
        struct earning_policy p = *earning_policy_default();

        for (int i = 0; i < CHANNELS; i++)
                channels[i] = (struct channel){ "a channel", true, 100 * i, 10 * i, 8000 + 1000 * i };
        p.channels = (struct list){ CHANNELS, channels };
        return p;
}

static void fill_plans(struct refurbish_plan *plan)
{
        for (int i = 0; i < PLANS; i++)
                plan[i] = (struct refurbish_plan){ "a plan", 100 * i, 5 * i, 9000 - 100 * i, 3, { { i % GRADES, 6000 }, { (i + 1) % GRADES, 3000 }, { GRADES - 1, 1000 } }, 0, { 0 } };
}

static void decide(void)
{
        struct channel channels[CHANNELS];
        struct earning_policy p = policy(channels);
        struct refurbish_plan plan[PLANS];
        struct demand demand[GRADES];
        static struct earning_decision d;
        struct arena *arena = arena_new();
        double micros[2];

        fill_plans(plan);
        for (int i = 0; i < GRADES; i++)
                demand[i] = learned();
        for (int pass = 0; pass < 2; pass++) {
                double from = now();
                for (int i = 0; i < DECISIONS; i++) {
                        struct earning_inputs in = { .policy = &p, .price = 2000 + below(50000), .rank = (size_t)below(GRADES), .grades = GRADES, .saleable = true,
                                                     .demand = demand, .day = below(365), .plans = PLANS, .plan = plan };
                        earning_decide(&in, &d);
                        if (pass)
                                (void)earning_write(arena, &in, &d);
                        arena_reset(arena);
                }
                micros[pass] = (now() - from) / DECISIONS * 1e6;
        }
        arena_free(arena);
        printf("%.2f %.2f ", micros[0], micros[1]);
}

static void plan_again(void)
{
        const struct earning_policy *p = earning_policy_default();
        struct demand group[GROUPS];
        struct markdown_plan plan;
        struct ladder ladder;
        double value = 0, from;

        for (int i = 0; i < GROUPS; i++)
                group[i] = learned();
        from = now();
        for (int i = 0; i < UNITS; i++) {
                int64_t price = 2000 + below(50000), age = below(p->horizon);
                struct markdown in = { .demand = &group[below(GROUPS)], .ladder = &ladder, .visibility = 1, .price_new = price, .age = age, .horizon = p->horizon,
                                       .terms = { 300, 0, 3, 700, 3000, 1000, 200 }, .step_days = p->step_days, .max_cut = 10000, .held = below(10), .day = 100 };
                earning_ladder(p, (const struct price_band *)p->bands.item + below(GRADES), price, &ladder);
                in.price = ladder.count ? ladder.price[below((int64_t)ladder.count)] : 0;
                markdown_plan(&in, &plan);
                value += plan.value;
        }
        printf("%.2f\n", now() - from);
        if (value < 0)
                abort();
}

int main(void)
{
        decide();
        plan_again();
        return 0;
}

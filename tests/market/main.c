/*
 * Does the policy earn more? `market seed N [twist]` prints what each strategy nets in the market of one seed, `market table` reads such lines and prints their means,
 * `market tune` looks for the best level of each rule of thumb on seeds that are not used otherwise. See README.md beside this.
 */
#include "market/market.h"
#include "market/oracle.h"
#include "market/ours.h"
#include "market/rules.h"

#include <math.h>

enum { PIECES = 20000, FEW = 4000, STRATEGIES = 8, SEEDS_MAX = 100, TUNED_ON = 3, FIRST_TUNED = 101 };
enum { OURS = 0, ORACLE = 7 };
static const char *const names[STRATEGIES] = {
        "ours", "(a) fixed share by grade", "(b) 15 % off at 30/60/90 days", "(a) and every piece cleaned", "(b) and every piece cleaned", "(c) all liquidated",
        "ours, never learning", "(d) oracle",
};
/* The best of `market tune`. */
static struct rules fixed = { 9000, 0, 4000, 0 }, clock_rule = { 11000, 1500, 4000, 0 }, fixed_clean = { 9000, 0, 4000, 1 }, clock_clean = { 11000, 1500, 4000, 1 };
static const struct { const char *name; struct twist twist; size_t pieces; } twists[] = {
        { "plain",     { 1, 1, 1, 1, 1 }, PIECES },  { "elastic",   { .5, 1, 1, 1, 1 }, PIECES }, { "cheap",     { 1, .7, 1.5, 1, 1 }, PIECES },
        { "slow",      { 1, 1, .4, 1, 1 }, PIECES }, { "ageing",    { 1, 1, 1, 1, 2.5 }, PIECES }, { "returning", { 1, 1, 1, 1.8, 1 }, PIECES },
        { "few",       { 1, 1, 1, 1, 1 }, FEW },
};

static int run_seed(uint64_t seed, const char *twist)
{
        static struct market m;
        static struct oracle o;
        static struct ours learning, fresh;
        size_t t = 0;

        while (t < ARRAY_LEN(twists) && !text_equal(twists[t].name, twist))
                t++;
        if (t == ARRAY_LEN(twists))
                return 1;
        market_make(&m, seed, twists[t].pieces, &twists[t].twist);
        const struct strategy list[STRATEGIES] = {
                ours(&learning, true, true), rules(&fixed), rules(&clock_rule), rules(&fixed_clean), rules(&clock_clean), liquidator(), ours(&fresh, false, false), oracle(&o, &m),
        };
        printf("%s %llu", twist, (unsigned long long)seed);
        for (size_t i = 0; i < STRATEGIES; i++)
                printf(" %.0f", simulate(&m, &list[i]).net / 100);
        printf(" %zu %zu\n", learning.at_a_loss, learning.worked);
        return 0;
}

/* --- the table --- */

struct sample { size_t count; double value[SEEDS_MAX]; };

/* Mean and half of the 95 % interval, by Student's t. */
static void interval(const struct sample *s, double *mean, double *half)
{
        static const double t975[] = { 0, 12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.10, 2.09 };
        double sum = 0, squares = 0;
        size_t free = s->count - 1;

        for (size_t i = 0; i < s->count; i++)
                sum += s->value[i];
        *mean = sum / (double)s->count;
        for (size_t i = 0; i < s->count; i++)
                squares += (s->value[i] - *mean) * (s->value[i] - *mean);
        *half = s->count > 1 ? (free < ARRAY_LEN(t975) ? t975[free] : 1.96) * sqrt(squares / (double)free / (double)s->count) : 0;
}

static bool read_line(const char *twist, double *net, unsigned long long *loss, unsigned long long *worked)
{
        char name[32];
        unsigned long long seed;

        while (scanf("%31s %llu", name, &seed) == 2) {
                for (size_t i = 0; i < STRATEGIES; i++)
                        if (scanf("%lf", &net[i]) != 1)
                                return false;
                if (scanf("%llu %llu", loss, worked) != 2)
                        return false;
                if (text_equal(name, twist))
                        return true;
        }
        return false;
}

static void print_rows(const struct sample *net, const struct sample *ahead)
{
        double mean, half, more, more_half;

        printf("| strategy | net recovery, thousands | ours is ahead by |\n| --- | ---: | ---: |\n");
        for (size_t i = 0; i < STRATEGIES; i++) {
                interval(&net[i], &mean, &half);
                interval(&ahead[i], &more, &more_half);
                printf("| %s | %.0f ± %.0f | %+.1f ± %.1f %% |\n", names[i], mean / 1000, half / 1000, more, more_half);
        }
}

static int table(const char *twist)
{
        static struct sample net[STRATEGIES], ahead[STRATEGIES], of_oracle;
        unsigned long long loss, worked, losses = 0, works = 0;
        double line[STRATEGIES], mean, half;

        while (of_oracle.count < SEEDS_MAX && read_line(twist, line, &loss, &worked)) {
                for (size_t i = 0; i < STRATEGIES; i++) {
                        net[i].value[net[i].count++] = line[i];
                        ahead[i].value[ahead[i].count++] = (line[OURS] / line[i] - 1) * 100;
                }
                of_oracle.value[of_oracle.count++] = line[OURS] / line[ORACLE] * 100;
                losses += loss;
                works += worked;
        }
        if (!of_oracle.count)
                return 1;
        printf("\n### %s, %zu seeds\n", twist, of_oracle.count);
        print_rows(net, ahead);
        interval(&of_oracle, &mean, &half);
        printf("\nOurs earns %.1f ± %.1f %% of the oracle. Refurbished: %llu, at a loss in expectation: %llu.\n", mean, half, works, losses);
        return losses != 0;
}

/* --- the rules of thumb --- */

static double mean_net(const struct market *m, struct rules *r)
{
        struct strategy s = rules(r);
        double sum = 0;

        for (size_t i = 0; i < TUNED_ON; i++)
                sum += simulate(&m[i], &s).net / 100 / TUNED_ON;
        return sum;
}

static void tune_rule(const struct market *m, int64_t cut, size_t works)
{
        struct rules best = { 0 };
        double most = -INFINITY;

        for (int64_t level = 6000; level <= 15000; level += 1000)
                for (int64_t least = 0; least <= 4000; least += 2000) {
                        struct rules r = { level, cut, least, works };
                        double net = mean_net(m, &r);
                        if (net > most) {
                                most = net;
                                best = r;
                        }
                }
        printf("cut %lld, plans %zu: best at level %lld, least %lld: %.0f\n", (long long)cut, works, (long long)best.level, (long long)best.least, most);
}

static int tune(void)
{
        static struct market m[TUNED_ON];

        for (size_t i = 0; i < TUNED_ON; i++)
                market_make(&m[i], FIRST_TUNED + i, PIECES, &twists[0].twist);
        for (int64_t cut = 0; cut <= 1500; cut += 1500)
                for (size_t works = 0; works <= PLANS; works++)
                        tune_rule(m, cut, works);
        return 0;
}

int main(int argc, char **argv)
{
        if (argc >= 3 && text_equal(argv[1], "seed"))
                return run_seed(strtoull(argv[2], NULL, 10), argc > 3 ? argv[3] : "plain");
        if (argc >= 2 && text_equal(argv[1], "table"))
                return table(argc > 2 ? argv[2] : "plain");
        if (argc == 2 && text_equal(argv[1], "tune"))
                return tune();
        fprintf(stderr, "market seed N [TWIST] | market table [TWIST] | market tune\n");
        return 2;
}

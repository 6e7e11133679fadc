#include "earning.h"

#include "resale/money.h"

/* Starting values until a deployment's own sales say better; by fifths of the way from the best grade to the worst. */
enum { STEPS = 5, HANDLING = 350, STORAGE_PER_DAY = 3, RETURN_SHARE = 1000, RETURN_COST = 700, FEE_SHARE = 300, DONATE_COST = 120, RECYCLE_COST = 60,
       MERCHANT_COST = 900 };
static const int64_t price_share[STEPS] = { 7000, 6000, 4500, 3000, 1500 };
static const int64_t sold_share[STEPS] = { 9200, 8800, 8000, 6500, 4000 };
static const int64_t days_listed[STEPS] = { 20, 25, 35, 50, 80 };

struct alternative { const char *disposition; int64_t price, sold, net; };

static size_t step_of(const struct earning_inputs *in)
{
        return in->grades > 1 ? in->rank * (STEPS - 1) / (in->grades - 1) : 0;
}

static int64_t share(int64_t amount, int64_t basis_points)
{
        int64_t result;

        return money_basis_points(amount, basis_points, &result) ? result : INT64_MAX;
}

static struct alternative resell(const struct earning_inputs *in)
{
        size_t step = step_of(in);
        int64_t price = share(in->price, price_share[step]);
        int64_t income = share(price, sold_share[step]);

        return (struct alternative){ "resell", price, sold_share[step],
                                     income - HANDLING - STORAGE_PER_DAY * days_listed[step] - share(RETURN_COST, RETURN_SHARE) - share(income, FEE_SHARE) };
}

const char *earning_decide(struct arena *arena, const struct earning_inputs *in, const char **json)
{
        struct alternative list[] = {
                resell(in),
                { "donate", 0, 0, -DONATE_COST },
                { "recycle", 0, 0, -RECYCLE_COST },
                { "back_to_merchant", 0, 0, -MERCHANT_COST },
        };
        struct buffer out = { .arena = arena };
        size_t chosen = in->saleable ? 0 : 2;

        buffer_printf(&out, "{\"inputs\":{\"price\":%lld,\"work\":%lld,\"rank\":%zu,\"grades\":%zu,\"saleable\":%s,\"handling\":%d,\"storage_per_day\":%d},\"alternatives\":[",
                      (long long)in->price, (long long)in->work, in->rank, in->grades, in->saleable ? "true" : "false", HANDLING, STORAGE_PER_DAY);
        for (size_t i = 0; i < ARRAY_LEN(list); i++) {
                bool allowed = i > 0 || in->saleable;
                if (allowed && list[i].net > list[chosen].net)
                        chosen = i;
                buffer_printf(&out, "%s{\"disposition\":\"%s\",\"expected_price\":%lld,\"sold\":%lld,\"net\":%lld,\"allowed\":%s}", i ? "," : "", list[i].disposition,
                              (long long)list[i].price, (long long)list[i].sold, (long long)list[i].net, allowed ? "true" : "false");
        }
        buffer_printf(&out, "],\"chosen\":\"%s\"}", list[chosen].disposition);
        *json = out.text;
        return list[chosen].disposition;
}

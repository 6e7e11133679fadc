#include "earning.h"

#include "resale/money.h"

static const struct field band_fields[] = {
        FIELD(struct price_band, grade, .min = 1, .max = 40),
        FIELD(struct price_band, low, .required = true, .min = 1, .max = 20000),
        FIELD(struct price_band, high, .required = true, .min = 1, .max = 20000),
        FIELD(struct price_band, reference, .required = true, .min = 1, .max = 20000),
        FIELD(struct price_band, sold_30, .required = true, .min = 1, .max = 9999),
        FIELD(struct price_band, outlet, .required = true, .min = 0, .max = 10000),
};
static const struct shape band_shape = SHAPE(struct price_band, band_fields);

static const struct field channel_fields[] = {
        FIELD(struct channel, name, .required = true, .min = 1, .max = 60),
        FIELD(struct channel, allowed),
        FIELD(struct channel, fee_share, .min = 0, .max = 10000),
        FIELD(struct channel, fee_fixed, .min = 0, .max = AMOUNT_MAX),
        FIELD(struct channel, visibility, .required = true, .min = 1, .max = 100000),
};
static const struct shape channel_shape = SHAPE(struct channel, channel_fields);

static const struct field outlet_fields[] = {
        FIELD(struct outlet, way, .required = true, .min = 1, .max = 40),
        FIELD(struct outlet, partner, .min = 1, .max = 120),
        FIELD(struct outlet, allowed),
        FIELD(struct outlet, share, .min = 0, .max = 10000),
        FIELD(struct outlet, credit, .min = 0, .max = AMOUNT_MAX),
        FIELD(struct outlet, cost, .min = 0, .max = AMOUNT_MAX),
};
static const struct shape outlet_shape = SHAPE(struct outlet, outlet_fields);

static const struct field policy_fields[] = {
        FIELD(struct earning_policy, currency, .required = true, .min = 3, .max = 3),
        FIELD(struct earning_policy, version, .min = 0, .max = INT64_MAX),
        LIST(struct earning_policy, bands, &band_shape, .required = true, .min = 1, .max = BANDS_MAX),
        LIST(struct earning_policy, channels, &channel_shape, .required = true, .min = 1, .max = CHANNELS_MAX),
        LIST(struct earning_policy, outlets, &outlet_shape, .required = true, .min = 1, .max = OUTLETS_MAX),
        FIELD(struct earning_policy, floor, .min = 0, .max = AMOUNT_MAX),
        FIELD(struct earning_policy, ceiling, .min = 0, .max = AMOUNT_MAX),
        FIELD(struct earning_policy, unit, .required = true, .min = 1, .max = 1000000),
        FIELD(struct earning_policy, ending, .min = 0, .max = 999999),
        FIELD(struct earning_policy, step_days, .required = true, .min = 1, .max = 365),
        FIELD(struct earning_policy, max_cut, .required = true, .min = 1, .max = 10000),
        FIELD(struct earning_policy, horizon, .required = true, .min = 1, .max = 730),
        FIELD(struct earning_policy, may_rise),
        FIELD(struct earning_policy, elasticity, .required = true, .min = 30, .max = 800),
        FIELD(struct earning_policy, min_net, .min = -AMOUNT_MAX, .max = AMOUNT_MAX),
        FIELD(struct earning_policy, gate_margin, .min = 0, .max = AMOUNT_MAX),
        FIELD(struct earning_policy, labour_rate, .min = 0, .max = AMOUNT_MAX),
        FIELD(struct earning_policy, handling, .min = 0, .max = AMOUNT_MAX),
        FIELD(struct earning_policy, storage_per_day, .min = 0, .max = 1000000000),
        FIELD(struct earning_policy, returned, .min = 0, .max = 10000),
        FIELD(struct earning_policy, return_cost, .min = 0, .max = AMOUNT_MAX),
        FIELD(struct earning_policy, return_loss, .min = 0, .max = 10000),
        FIELD(struct earning_policy, pool_min, .min = 0, .max = 1000000),
        FIELD(struct earning_policy, pool_handling, .min = 0, .max = AMOUNT_MAX),
        FIELD(struct earning_policy, pool_visibility, .min = 0, .max = 100000),
        FIELD(struct earning_policy, price_unknown, .min = 0, .max = AMOUNT_MAX),
};
const struct shape earning_policy_shape = SHAPE(struct earning_policy, policy_fields);

static struct price_band usual_bands[] = {
        { NULL, 4500, 9000, 7000, 5700, 10000 }, { NULL, 3500, 8000, 6000, 5100, 8500 }, { NULL, 2500, 6500, 4500, 4200, 7000 },
        { NULL, 1500, 4500, 3000, 3000, 5000 },  { NULL, 500, 3000, 1500, 1600, 3000 },
};
static struct channel usual_channels[] = { { "collection", true, 300, 0, 10000 } };
static struct outlet usual_outlets[] = {
        { "donate", NULL, true, 0, 0, 120 }, { "recycle", NULL, true, 0, 0, 60 }, { "back_to_merchant", NULL, true, 0, 0, 900 },
        { "lot", NULL, false, 1800, 0, 100 }, { "liquidate", NULL, false, 1000, 0, 50 },
};

/* Until a merchant has one of its own: what may be assumed of any shop. Amounts as for a currency with two digits. */
const struct earning_policy *earning_policy_default(void)
{
        static const struct earning_policy policy = {
                .currency = "USD", .bands = { ARRAY_LEN(usual_bands), usual_bands }, .channels = { ARRAY_LEN(usual_channels), usual_channels },
                .outlets = { ARRAY_LEN(usual_outlets), usual_outlets }, .unit = 100, .step_days = 10, .max_cut = 10000, .horizon = 120, .elasticity = 200,
                .labour_rate = 2400, .handling = 350, .storage_per_day = 3, .returned = 1000, .return_cost = 700, .return_loss = 3000,
        };

        return &policy;
}

static enum problem bad(struct json_fault *fault, const char *field, const char *reason)
{
        *fault = (struct json_fault){ field, reason };
        return PROBLEM_INVALID_FIELD;
}

static enum problem check_bands(struct arena *arena, const struct earning_policy *policy, struct json_fault *fault)
{
        const struct price_band *band = policy->bands.item;
        bool by_place = false;

        for (size_t i = 0; i < policy->bands.count; i++) {
                by_place = by_place || !band[i].grade;
                if (band[i].low > band[i].high)
                        return bad(fault, arena_printf(arena, "bands[%zu].low", i), "must not be over high");
                for (size_t j = 0; j < i; j++)
                        if (text_equal(band[i].grade, band[j].grade))
                                return bad(fault, arena_printf(arena, "bands[%zu].grade", i), "has a band already");
        }
        return by_place ? PROBLEM_OK : bad(fault, "bands", "must have one without a grade, for grades that are not named");
}

static enum problem check_channels(struct arena *arena, const struct earning_policy *policy, struct json_fault *fault)
{
        const struct channel *channel = policy->channels.item;

        for (size_t i = 0; i < policy->channels.count; i++)
                for (size_t j = 0; j < i; j++)
                        if (text_equal(channel[i].name, channel[j].name))
                                return bad(fault, arena_printf(arena, "channels[%zu].name", i), "is there already");
        return PROBLEM_OK;
}

static enum problem check_outlets(struct arena *arena, const struct earning_policy *policy, struct json_fault *fault)
{
        static const char *const ways[] = { "lot", "liquidate", "donate", "recycle", "back_to_merchant", NULL };
        const struct outlet *outlet = policy->outlets.item;
        bool open = false;
        int way;

        for (size_t i = 0; i < policy->outlets.count; i++) {
                if (!choice_parse(ways, outlet[i].way, &way))
                        return bad(fault, arena_printf(arena, "outlets[%zu].way", i), "must be lot, liquidate, donate, recycle or back_to_merchant");
                open = open || outlet[i].allowed;
        }
        return open ? PROBLEM_OK : bad(fault, "outlets", "must have one that is allowed: what earns nothing has to go somewhere");
}

enum problem earning_policy_check(struct arena *arena, const struct earning_policy *policy, struct json_fault *fault)
{
        TRY(check_bands(arena, policy, fault));
        TRY(check_channels(arena, policy, fault));
        TRY(check_outlets(arena, policy, fault));
        if (!currency_is_known(policy->currency))
                return bad(fault, "currency", "must be an ISO 4217 code");
        if (policy->ceiling && policy->ceiling < policy->floor)
                return bad(fault, "ceiling", "must not be under the floor");
        if (policy->pool_min && !policy->pool_visibility)
                return bad(fault, "pool_visibility", "is required with pools: without it nothing in one is seen");
        if (policy->ending >= policy->unit)
                return bad(fault, "ending", "must be less than the unit");
        if (policy->horizon > policy->step_days * PERIODS_MAX)
                return bad(fault, "step_days", "must divide the horizon into at most 64 steps");
        return PROBLEM_OK;
}

const struct price_band *earning_band(const struct earning_policy *policy, const char *grade, size_t rank, size_t grades)
{
        const struct price_band *band = policy->bands.item, *by_place[BANDS_MAX];
        size_t count = 0;

        for (size_t i = 0; i < policy->bands.count; i++) {
                if (grade && text_equal(band[i].grade, grade))
                        return &band[i];
                if (!band[i].grade)
                        by_place[count++] = &band[i];
        }
        return count ? by_place[grades > 1 ? rank * (count - 1) / (grades - 1) : 0] : band;   /* a policy that was checked has some without a grade */
}

void earning_prior(const struct earning_policy *policy, const struct earning_grade *grades, size_t count, struct demand *demand)
{
        for (size_t i = 0; i < count; i++) {
                const struct price_band *band = earning_band(policy, grades ? grades[i].code : NULL, i, count);
                demand[i] = demand_prior(band->reference, band->sold_30, policy->elasticity, policy->returned);
        }
}

static int64_t share_of(int64_t amount, int64_t basis_points)
{
        return (amount * basis_points + 5000) / 10000;   /* within AMOUNT_MAX × 2 */
}

void earning_ladder(const struct earning_policy *policy, const struct price_band *band, int64_t price_new, struct ladder *ladder)
{
        struct price_rule rule = { policy->floor, policy->ceiling, policy->unit, policy->ending };

        ladder_fill(&rule, share_of(price_new, band->low), share_of(price_new, band->high), EARNING_RUNGS, ladder);
}

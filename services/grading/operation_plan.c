#include "operation_plan.h"

#include "grading_sql.h"

/* --- which operation removes what --- */

static bool says(const struct removal *removal, const struct observation *observation)
{
        if (removal->question && *removal->question) {
                for (size_t i = 0; i < removal->answers.count; i++)
                        if (text_equal(removal->question, observation->question) && text_equal(removal->answers.item[i], observation->answer))
                                return true;
                return false;
        }
        return removal->text && *removal->text && observation->text && strcasestr(observation->text, removal->text);
}

uint64_t operation_removes(const struct operation_body *body, const struct observation *observations, size_t count)
{
        const struct removal *removal = body->removes.item;
        uint64_t removes = 0;

        for (size_t i = 0; i < count && i < OBSERVATIONS_MAX; i++)
                for (size_t r = 0; r < body->removes.count; r++)
                        if (says(&removal[r], &observations[i]))
                                removes |= UINT64_C(1) << i;
        return removes;
}

/* --- plans --- */

enum { FOUND_MAX = 512 };
struct search { const struct candidate *candidates; size_t count, found; struct work_plan plan[FOUND_MAX]; };

static bool none_is_idle(const struct work_plan *plan)
{
        for (size_t i = 0; i < plan->count; i++) {
                uint64_t others = 0;
                for (size_t j = 0; j < plan->count; j++)
                        if (j != i)
                                others |= plan->operation[j]->removes;
                if (!(plan->operation[i]->removes & ~others))
                        return false;
        }
        return true;
}

/* At least as wide for no more. */
static bool beats(const struct work_plan *a, const struct work_plan *b)
{
        if (b->removes & ~a->removes || a->amount > b->amount)
                return false;
        return a->amount < b->amount || a->removes != b->removes || a->minutes <= b->minutes;
}

static void keep(struct search *search, const struct work_plan *plan)
{
        size_t left = 0;

        for (size_t i = 0; i < search->found; i++)
                if (beats(&search->plan[i], plan))
                        return;
        for (size_t i = 0; i < search->found; i++)
                if (!beats(plan, &search->plan[i]))
                        search->plan[left++] = search->plan[i];
        search->found = left;
        if (search->found < FOUND_MAX)
                search->plan[search->found++] = *plan;
}

static void extend(struct search *search, const struct work_plan *plan, size_t from)
{
        for (size_t i = from; i < search->count && plan->count < WORK_PLAN_OPERATIONS_MAX; i++) {
                const struct candidate *one = &search->candidates[i];
                struct work_plan wider = *plan;
                wider.operation[wider.count++] = one;
                wider.minutes += one->minutes;
                wider.amount += one->amount;
                wider.removes |= one->removes;
                wider.refurbishes = wider.refurbishes || one->refurbishes;
                if (!one->removes || !none_is_idle(&wider))
                        continue;
                keep(search, &wider);
                extend(search, &wider, i + 1);
        }
}

static int by_cost(const void *a, const void *b)
{
        const struct work_plan *one = a, *other = b;

        if (one->amount != other->amount)
                return one->amount < other->amount ? -1 : 1;
        return (one->minutes > other->minutes) - (one->minutes < other->minutes);
}

static const struct work_plan *widest(const struct search *search)
{
        const struct work_plan *found = &search->plan[0];

        for (size_t i = 1; i < search->found; i++)
                if (__builtin_popcountll(search->plan[i].removes) > __builtin_popcountll(found->removes))
                        found = &search->plan[i];
        return found;
}

size_t work_plans(const struct candidate *candidates, size_t count, struct work_plan plans[WORK_PLANS_MAX])
{
        struct search search = { .candidates = candidates, .count = count < CANDIDATES_MAX ? count : CANDIDATES_MAX };

        extend(&search, &(struct work_plan){ 0 }, 0);
        if (!search.found)
                return 0;
        qsort(search.plan, search.found, sizeof search.plan[0], by_cost);
        size_t kept = search.found < WORK_PLANS_MAX ? search.found : WORK_PLANS_MAX;
        const struct work_plan *wide = widest(&search);
        memcpy(plans, search.plan, kept * sizeof *plans);
        if (wide >= search.plan + kept)
                plans[kept - 1] = *wide;
        return kept;
}

/* --- of a unit --- */

struct pricing { const char *product_type, *currency, *tried; int64_t rate; };   /* tried: JSON, codes of operations that were done or failed on this trip */
static const struct field pricing_fields[] = { FIELD(struct pricing, product_type), FIELD(struct pricing, currency), FIELD(struct pricing, tried), FIELD(struct pricing, rate) };
static const struct shape pricing_shape = SHAPE(struct pricing, pricing_fields);
static const struct field price_fields[] = { FIELD(struct part_price, code), FIELD(struct part_price, currency), FIELD(struct part_price, amount) };
static const struct shape price_shape = SHAPE(struct part_price, price_fields);

enum problem part_prices(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct list *prices)
{
        return db_many(db, arena, &sql_list_part_prices, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &price_shape, prices);
}

bool operation_parts_amount(const struct operation_body *body, const struct list *prices, const char *currency, int64_t *amount)
{
        const struct part_needed *part = body->parts.item;
        const struct part_price *price = prices->item;

        for (size_t i = 0; i < body->parts.count; i++) {
                size_t p = 0;
                while (p < prices->count && !(text_equal(price[p].code, part[i].part) && text_equal(price[p].currency, currency)))
                        p++;
                if (p == prices->count)
                        return false;
                *amount += price[p].amount * part[i].quantity;
        }
        return true;
}

static bool is_priced(const struct operation_body *body, const struct list *prices, const struct pricing *pricing, int64_t *amount)
{
        *amount = labour_amount(pricing->rate, body->minutes) + body->cost.amount;
        if (body->cost.amount && !text_equal(body->cost.currency, pricing->currency))
                return false;
        return operation_parts_amount(body, prices, pricing->currency, amount);
}

static bool was_tried(struct arena *arena, const struct pricing *pricing, const char *code) { return strstr(pricing->tried, arena_printf(arena, "\"%s\"", code)); }

static size_t candidates_of(struct arena *arena, const struct list *operations, const struct list *prices, const struct pricing *pricing,
                            const struct observation *observations, size_t count, struct candidate *candidate)
{
        const struct operation_version *one = operations->item;
        size_t found = 0;

        for (size_t i = 0; i < operations->count; i++) {
                struct candidate c = { one[i].code, one[i].body.name, one[i].body.minutes, 0, operation_removes(&one[i].body, observations, count), one[i].body.refurbishes };
                if (c.removes && !was_tried(arena, pricing, c.code) && is_priced(&one[i].body, prices, pricing, &c.amount))
                        candidate[found++] = c;
        }
        return found;
}

enum problem unit_work_plans(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct observation *observations,
                             size_t count, struct plans_of_unit *found)
{
        struct list operations, prices;
        struct pricing pricing;

        TRY(db_one(db, arena, &sql_select_work_pricing, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &pricing_shape, &pricing, PROBLEM_UNIT_NOT_FOUND));
        TRY(operations_in_force(db, arena, merchant_id, pricing.product_type, &operations));
        TRY(part_prices(db, arena, merchant_id, unit_id, &prices));
        struct candidate *candidate = arena_alloc(arena, (operations.count + 1) * sizeof *candidate);
        struct work_plan *plan = arena_alloc(arena, WORK_PLANS_MAX * sizeof *plan);
        size_t candidates = candidates_of(arena, &operations, &prices, &pricing, observations, count, candidate);
        *found = (struct plans_of_unit){ .rate_amount = pricing.rate, .plans = { work_plans(candidate, candidates, plan), plan } };
        snprintf(found->currency, sizeof found->currency, "%s", pricing.currency);
        return PROBLEM_OK;
}

static const struct field observation_fields[] = { FIELD(struct observation, question), FIELD(struct observation, answer), FIELD(struct observation, text) };
static const struct shape observation_shape = SHAPE(struct observation, observation_fields);

static void write_plan(struct buffer *out, const struct work_plan *plan, const struct list *observations, const char *currency)
{
        const struct observation *observation = observations->item;
        const char *separator = "";

        buffer_text(out, "{\"operations\":[");
        for (size_t i = 0; i < plan->count; i++)
                buffer_printf(out, "%s{\"operation\":\"%s\",\"name\":%s}", i ? "," : "", plan->operation[i]->code, json_quote(out->arena, plan->operation[i]->name));
        buffer_printf(out, "],\"minutes\":%lld,\"cost\":{\"amount\":%lld,\"currency\":\"%s\"},\"refurbishes\":%s,\"removes\":[", (long long)plan->minutes,
                      (long long)plan->amount, currency, plan->refurbishes ? "true" : "false");
        for (size_t i = 0; i < observations->count && i < OBSERVATIONS_MAX; i++)
                if (plan->removes >> i & 1) {
                        buffer_printf(out, "%s%s", separator, json_write(out->arena, &observation_shape, &observation[i]));
                        separator = ",";
                }
        buffer_text(out, "]}");
}

enum problem unit_work_plans_json(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json)
{
        struct buffer out = { .arena = arena };
        struct plans_of_unit found;
        struct list observations;

        TRY(db_many(db, arena, &sql_list_observations, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &observation_shape, &observations));
        TRY(unit_work_plans(db, arena, merchant_id, unit_id, observations.item, observations.count, &found));
        buffer_text(&out, "{\"items\":[");
        for (size_t i = 0; i < found.plans.count; i++) {
                buffer_text(&out, i ? "," : "");
                write_plan(&out, (const struct work_plan *)found.plans.item + i, &observations, found.currency);
        }
        buffer_text(&out, "]}");
        *json = out.text;
        return PROBLEM_OK;
}

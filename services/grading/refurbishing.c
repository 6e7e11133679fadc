#include "refurbishing.h"

#include "grading_sql.h"
#include "operation_plan.h"
#include "rubric_parts.h"

/* The i-th is of the i-th answer; empty where that caps nothing. How many there are; 0: none does. */
static size_t observed(const struct looking_for_work *looking, struct observation observation[OBSERVATIONS_MAX])
{
        const struct answered *given = looking->answers->item;
        size_t count = 0;

        for (size_t i = 0; i < looking->answers->count && i < OBSERVATIONS_MAX; i++) {
                observation[i] = (struct observation){ 0 };
                if (!rubric_cap(looking->rubric, &given[i]))
                        continue;
                const struct doc *question = rubric_by_code(doc_get(looking->rubric, "questions"), given[i].question, NULL);
                const struct doc *answer = rubric_by_code(doc_get(question, "answers"), given[i].answer, NULL);
                observation[i] = (struct observation){ given[i].question, given[i].answer, doc_string(doc_get(answer, "text")) };
                count = i + 1;
        }
        return count;
}

/* What it would be graded afterwards. */
static bool grade_after(struct arena *arena, const struct looking_for_work *looking, const struct work_plan *plan, size_t *rank)
{
        struct conclusion conclusion;
        struct json_fault fault;
        struct list left;

        if (!rubric_without(arena, looking->rubric, looking->answers, plan->removes, &left) ||
            rubric_apply(arena, looking->rubric, 0, &left, &conclusion, &fault) != PROBLEM_OK)
                return false;
        *rank = conclusion.rank;
        return true;
}

/* The labour at the facility's rate; where it has none, at the policy's. */
static struct refurbish_plan described(struct arena *arena, const struct work_plan *plan, int64_t rate_amount, size_t rank)
{
        struct refurbish_plan described = { .cost = plan->amount, .minutes = plan->minutes, .labour_rate = rate_amount, .outcomes = 1, .outcome = { { (int64_t)rank, 10000 } } };
        struct buffer name = { .arena = arena };

        described.operations.item = arena_alloc(arena, (plan->count + 1) * sizeof *described.operations.item);
        for (size_t i = 0; i < plan->count; i++) {
                buffer_printf(&name, "%s%s", i ? ", " : "", plan->operation[i]->name);
                described.operations.item[described.operations.count++] = plan->operation[i]->code;
                described.cost -= labour_amount(rate_amount, plan->operation[i]->minutes);
        }
        described.name = name.text;
        return described;
}

struct result { int64_t done, failed; };
static const struct field result_fields[] = { FIELD(struct result, done), FIELD(struct result, failed) };
static const struct shape result_shape = SHAPE(struct result, result_fields);

static const char *write_operations(struct arena *arena, const struct refurbish_plan *plan, size_t count)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "[");
        for (size_t i = 0; i < count; i++) {
                buffer_text(&out, i ? ",[" : "[");
                for (size_t o = 0; o < plan[i].operations.count; o++)
                        buffer_printf(&out, "%s{\"operation\":\"%s\"}", o ? "," : "", plan[i].operations.item[o]);
                buffer_text(&out, "]");
        }
        buffer_text(&out, "]");
        return out.text;
}

static enum problem add_chances(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct refurbish_plan *plan, size_t count)
{
        struct list results;

        if (!count)
                return PROBLEM_OK;
        TRY(db_many(db, arena, &sql_count_work_results, DB_ARGS(db_uuid(merchant_id), db_text(write_operations(arena, plan, count))), &result_shape, &results));
        const struct result *result = results.item;
        for (size_t i = 0; i < count && i < results.count; i++)
                plan[i].success = work_chance(result[i].done, result[i].failed);
        return PROBLEM_OK;
}

enum problem refurbish_choices(struct db *db, struct arena *arena, const struct looking_for_work *looking, struct work_choices *choices)
{
        struct observation *observation = arena_alloc(arena, OBSERVATIONS_MAX * sizeof *observation);
        struct refurbish_plan *plan = arena_alloc(arena, WORK_PLANS_MAX * sizeof *plan);
        size_t count = observed(looking, observation), now = 0, after;
        struct plans_of_unit found;

        *choices = (struct work_choices){ .plan = plan };
        if (!count || !rubric_by_code(doc_get(looking->rubric, "grades"), looking->grade, &now))
                return PROBLEM_OK;
        TRY(unit_work_plans(db, arena, &looking->merchant_id, &looking->unit_id, observation, count, &found));
        const struct work_plan *possible = found.plans.item;
        for (size_t i = 0; i < found.plans.count; i++)
                if (grade_after(arena, looking, &possible[i], &after) && after < now)
                        plan[choices->count++] = described(arena, &possible[i], found.rate_amount, after);
        choices->currency = arena_copy(arena, found.currency, strlen(found.currency));
        return add_chances(db, arena, &looking->merchant_id, plan, choices->count);
}

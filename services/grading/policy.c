#include "policy.h"

#include "grading_sql.h"
#include "learned.h"
#include "resale/plan.h"

struct in_force { const char *currency, *body; int64_t version; };
static const struct field in_force_fields[] = {
        FIELD(struct in_force, currency),
        FIELD(struct in_force, body),
        FIELD(struct in_force, version),
};
static const struct shape in_force_shape = SHAPE(struct in_force, in_force_fields);

enum problem policy_read(struct arena *arena, const char *body, int64_t version, const char *currency, const struct earning_policy **policy)
{
        struct earning_policy *read = arena_alloc(arena, sizeof *read);
        struct json_fault fault;

        *read = *earning_policy_default();
        if (body && json_read(arena, body, strlen(body), &earning_policy_shape, read, &fault) != PROBLEM_OK)
                return PROBLEM_INTERNAL;
        if (!body)
                read->currency = currency;
        read->version = version;
        *policy = read;
        return PROBLEM_OK;
}

static enum problem find(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct in_force *now)
{
        return db_one(db, arena, &sql_select_earning_policy, DB_ARGS(db_uuid(merchant_id)), &in_force_shape, now, PROBLEM_MERCHANT_NOT_FOUND);
}

enum problem policy_in_force(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct earning_policy **policy)
{
        struct in_force now;

        TRY(find(db, arena, merchant_id, &now));
        return policy_read(arena, now.body, now.version, now.currency, policy);
}

enum problem policy_default(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char **json)
{
        const struct earning_policy *policy;
        struct in_force now;

        TRY(find(db, arena, merchant_id, &now));
        TRY(policy_read(arena, NULL, 0, now.currency, &policy));
        *json = json_write(arena, &earning_policy_shape, policy);
        return PROBLEM_OK;
}

/* A version is given, not said. */
static enum problem check(struct arena *arena, struct earning_policy *policy, const char *currency, struct json_fault *fault)
{
        policy->version = 0;
        TRY(earning_policy_check(arena, policy, fault));
        if (text_equal(policy->currency, currency))
                return PROBLEM_OK;
        *fault = (struct json_fault){ "currency", arena_printf(arena, "must be the merchant's, %s", currency) };
        return PROBLEM_INVALID_FIELD;
}

enum problem policy_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct earning_policy *policy, const char *actor, const char **json,
                        struct json_fault *fault)
{
        struct in_force now;

        TRY(plan_includes_resale(db, arena, merchant_id));
        TRY(find(db, arena, merchant_id, &now));
        TRY(check(arena, policy, now.currency, fault));
        enum problem problem = db_value(db, arena, &sql_insert_earning_policy,
                                        DB_ARGS(db_uuid(merchant_id), db_text(policy->currency), db_int(policy->floor), policy->ceiling ? db_int(policy->ceiling) : db_null(),
                                                db_text(json_write(arena, &earning_policy_shape, policy)), db_text(actor)), json, PROBLEM_MERCHANT_NOT_FOUND);
        return problem == PROBLEM_DUPLICATE ? PROBLEM_TRANSACTION_RETRY : problem;   /* two wrote the next version at once: it is tried again */
}

/* --- what a draft would have decided --- */

enum { DAYS = 31, UNITS_MOST = 5000, EXAMPLES_MOST = 20, MOVES_MOST = 64 };

struct decided { struct uuid rubric_id; const char *lpn, *title, *product_type, *grade, *chosen, *plans; int64_t price_new, work, predicted_net, day, factor, pool; };
static const struct field decided_fields[] = {
        FIELD(struct decided, rubric_id),
        FIELD(struct decided, lpn),
        FIELD(struct decided, title),
        FIELD(struct decided, product_type),
        FIELD(struct decided, grade),
        FIELD(struct decided, chosen),
        FIELD(struct decided, plans),
        FIELD(struct decided, price_new),
        FIELD(struct decided, work),
        FIELD(struct decided, predicted_net),
        FIELD(struct decided, day),
        FIELD(struct decided, factor),
        FIELD(struct decided, pool),
};
static const struct shape decided_shape = SHAPE(struct decided, decided_fields);

struct rubric_grades { struct uuid rubric_id; const char *grades; size_t count; struct earning_grade grade[EARNING_GRADES_MAX]; };
static const struct field rubric_fields[] = { FIELD(struct rubric_grades, rubric_id), FIELD(struct rubric_grades, grades) };
static const struct shape rubric_shape = SHAPE(struct rubric_grades, rubric_fields);

struct move { const char *from, *to; int64_t count, net_before, net_after; };
static const struct field move_fields[] = {
        FIELD(struct move, from),
        FIELD(struct move, to),
        FIELD(struct move, count),
        FIELD(struct move, net_before),
        FIELD(struct move, net_after),
};
static const struct shape move_shape = SHAPE(struct move, move_fields);
struct example { const char *lpn, *title, *grade, *from, *to; int64_t net_before, net_after; };
static const struct field example_fields[] = {
        FIELD(struct example, lpn),
        FIELD(struct example, title),
        FIELD(struct example, grade),
        FIELD(struct example, from),
        FIELD(struct example, to),
        FIELD(struct example, net_before),
        FIELD(struct example, net_after),
};
static const struct shape example_shape = SHAPE(struct example, example_fields);
struct preview { const char *currency; int64_t looked_at, changed, net_before, net_after; struct list moves, examples; };
static const struct field preview_fields[] = {
        FIELD(struct preview, currency),
        FIELD(struct preview, looked_at),
        FIELD(struct preview, changed),
        FIELD(struct preview, net_before),
        FIELD(struct preview, net_after),
        LIST(struct preview, moves, &move_shape),
        LIST(struct preview, examples, &example_shape),
};
static const struct shape preview_shape = SHAPE(struct preview, preview_fields);

/* What all units of a preview are weighed with. */
struct weighing_again { const struct earning_policy *policy; struct beliefs beliefs; struct list rubrics; struct earning_decision *decision; struct arena *unit; };   /* unit: what one needs */

static struct rubric_grades *rubric_of(const struct weighing_again *w, const struct uuid *rubric_id)
{
        struct rubric_grades *rubric = w->rubrics.item;

        for (size_t i = 0; i < w->rubrics.count; i++)
                if (strcmp(rubric[i].rubric_id.text, rubric_id->text) == 0)
                        return &rubric[i];
        return NULL;
}

static size_t read_outcomes(const struct doc *outcomes, struct outcome outcome[OUTCOMES_MAX])
{
        size_t count = 0;

        for (; count < doc_count(outcomes) && count < OUTCOMES_MAX; count++) {
                (void)doc_integer(doc_get(doc_item(outcomes, count), "rank"), &outcome[count].rank);
                (void)doc_integer(doc_get(doc_item(outcomes, count), "share"), &outcome[count].share);
        }
        return count;
}

/* The work that could have been done then, as the decision kept it. */
static void read_plans(struct weighing_again *w, const char *text, struct earning_inputs *in)
{
        struct json_fault fault;
        const struct doc *plans;

        arena_reset(w->unit);
        struct refurbish_plan *plan = arena_alloc(w->unit, PLANS_MAX * sizeof *plan);
        in->plan = plan;
        if (!text || doc_parse(w->unit, text, strlen(text), &plans, &fault) != PROBLEM_OK)
                return;
        for (; in->plans < doc_count(plans) && in->plans < PLANS_MAX; in->plans++, plan++) {
                const struct doc *one = doc_item(plans, in->plans);
                *plan = (struct refurbish_plan){ .name = doc_string(doc_get(one, "name")) };
                plan->outcomes = read_outcomes(doc_get(one, "outcomes"), plan->outcome);
                (void)doc_integer(doc_get(one, "cost"), &plan->cost);
                (void)doc_integer(doc_get(one, "minutes"), &plan->minutes);
                (void)doc_integer(doc_get(one, "labour_rate"), &plan->labour_rate);
                (void)doc_integer(doc_get(one, "success"), &plan->success);
        }
}

static const struct alternative *weigh_again(struct weighing_again *w, const struct decided *unit)
{
        const struct rubric_grades *rubric = rubric_of(w, &unit->rubric_id);
        struct demand demand[EARNING_GRADES_MAX];
        struct earning_inputs in = { .policy = w->policy, .price = unit->price_new, .work = unit->work, .factor = unit->factor, .day = unit->day, .pool = unit->pool,
                                     .demand = demand };

        if (!rubric)
                return NULL;
        in.grade = rubric->grade;
        in.grades = rubric->count;
        while (in.rank < in.grades && !text_equal(rubric->grade[in.rank].code, unit->grade))
                in.rank++;
        if (in.rank == in.grades)
                return NULL;
        in.saleable = rubric->grade[in.rank].saleable;
        beliefs_demand(&w->beliefs, w->policy, unit->product_type, rubric->grade, rubric->count, demand);
        for (size_t i = 0; i < in.grades; i++)
                demand[i].hazard *= (double)unit->factor / PRODUCT_FACTOR_UNIT;
        read_plans(w, unit->plans, &in);
        earning_decide(&in, w->decision);
        return &w->decision->alternative[w->decision->chosen];
}

static void count_move(struct preview *preview, const struct decided *unit, const struct alternative *would)
{
        struct move *move = preview->moves.item;
        size_t i = 0;

        while (i < preview->moves.count && !(text_equal(move[i].from, unit->chosen) && text_equal(move[i].to, would->disposition)))
                i++;
        if (i == MOVES_MOST)
                return;
        if (i == preview->moves.count)
                move[preview->moves.count++] = (struct move){ .from = unit->chosen, .to = would->disposition };
        move[i].count++;
        move[i].net_before += unit->predicted_net;
        move[i].net_after += would->net;
}

static void compare(struct preview *preview, const struct decided *unit, const struct alternative *would)
{
        struct example *example = preview->examples.item;

        preview->looked_at++;
        preview->net_before += unit->predicted_net;
        preview->net_after += would->net;
        count_move(preview, unit, would);
        if (text_equal(unit->chosen, would->disposition))
                return;
        preview->changed++;
        if (preview->examples.count < EXAMPLES_MOST)
                example[preview->examples.count++] = (struct example){ unit->lpn, unit->title, unit->grade, unit->chosen, would->disposition, unit->predicted_net, would->net };
}

static enum problem read_rubrics(struct arena *arena, struct list *rubrics)
{
        struct rubric_grades *rubric = rubrics->item;
        struct json_fault fault;
        const struct doc *grades;

        for (size_t i = 0; i < rubrics->count; i++) {
                TRY(doc_parse(arena, rubric[i].grades, strlen(rubric[i].grades), &grades, &fault));
                rubric[i].count = grades_of(grades, rubric[i].grade);
        }
        return PROBLEM_OK;
}

static enum problem begin(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct weighing_again *w)
{
        struct json_fault fault;
        const struct doc *doc;
        const char *groups;

        TRY(db_value(db, arena, &sql_select_beliefs, DB_ARGS(db_uuid(merchant_id)), &groups, PROBLEM_MERCHANT_NOT_FOUND));
        TRY(doc_parse(arena, groups, strlen(groups), &doc, &fault));
        TRY(beliefs_of(arena, doc, &w->beliefs));
        TRY(db_many(db, arena, &sql_list_used_rubrics, DB_ARGS(db_uuid(merchant_id), db_int(DAYS)), &rubric_shape, &w->rubrics));
        w->decision = arena_alloc(arena, sizeof *w->decision);
        return read_rubrics(arena, &w->rubrics);
}

static void release(void *unit) { arena_free(unit); }

enum problem policy_preview(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct earning_policy *draft, const char **json, struct json_fault *fault)
{
        struct preview preview = { .currency = draft->currency };
        struct weighing_again w = { .policy = draft, .unit = arena_new() };
        struct in_force now;
        struct list units;

        arena_defer(arena, release, w.unit);
        TRY(find(db, arena, merchant_id, &now));
        TRY(check(arena, draft, now.currency, fault));
        TRY(begin(db, arena, merchant_id, &w));
        TRY(db_many(db, arena, &sql_list_decided, DB_ARGS(db_uuid(merchant_id), db_int(DAYS), db_int(UNITS_MOST)), &decided_shape, &units));
        preview.moves.item = arena_alloc(arena, MOVES_MOST * sizeof(struct move));
        preview.examples.item = arena_alloc(arena, EXAMPLES_MOST * sizeof(struct example));
        for (size_t i = 0; i < units.count; i++) {
                const struct decided *unit = (const struct decided *)units.item + i;
                const struct alternative *would = weigh_again(&w, unit);
                if (would)
                        compare(&preview, unit, would);
        }
        *json = json_write(arena, &preview_shape, &preview);
        return PROBLEM_OK;
}

#include "replay.h"

#include "grading.h"
#include "grading_sql.h"
#include "resale/id.h"

static void differs(struct arena *arena, struct replayed *replayed, const struct uuid *id, const char *lpn, const char *what)
{
        struct list *list = &replayed->differences;

        if (!list->item)
                list->item = arena_alloc(arena, REPLAY_BATCH * sizeof(struct difference));
        ((struct difference *)list->item)[list->count++] = (struct difference){ lpn, what, *id };
}

static const char *shown(const char *text) { return text ? text : "nothing"; }

static void compare(struct buffer *out, const char *name, const char *recorded, const char *again)
{
        if (text_equal(recorded, again) || (!recorded && !again))
                return;
        buffer_printf(out, "%s%s: recorded %s, again %s", out->length ? "; " : "", name, shown(recorded), shown(again));
}

static void compare_number(struct buffer *out, const char *name, int64_t recorded, int64_t again)
{
        if (recorded != again)
                buffer_printf(out, "%s%s: recorded %lld, again %lld", out->length ? "; " : "", name, (long long)recorded, (long long)again);
}

/* --- grades --- */

struct graded {
        struct uuid grade_id;
        const char *lpn, *rubric, *answers, *grade, *capped_by, *reason, *sentence, *condition, *override_reason, *overridden;
        int64_t version;
        bool sealed, work_finished;
};
static const struct field graded_fields[] = {
        FIELD(struct graded, grade_id),
        FIELD(struct graded, lpn),
        FIELD(struct graded, rubric),
        FIELD(struct graded, answers),
        FIELD(struct graded, grade),
        FIELD(struct graded, capped_by),
        FIELD(struct graded, reason),
        FIELD(struct graded, sentence),
        FIELD(struct graded, condition),
        FIELD(struct graded, override_reason),
        FIELD(struct graded, overridden),
        FIELD(struct graded, version),
        FIELD(struct graded, sealed),
        FIELD(struct graded, work_finished),
};
static const struct shape graded_shape = SHAPE(struct graded, graded_fields);

/* Work that was finished while it was graded may count or not. */
static void compare_condition(struct buffer *out, const struct graded *g, const struct conclusion *c)
{
        const char *claim = g->sealed && c->saleable ? "new" : condition_of(c, false);

        if (!g->sealed && g->work_finished && text_equal(g->condition, condition_of(c, true)))
                return;
        compare(out, "condition", g->condition, claim);
}

static void compare_conclusion(struct buffer *out, const struct graded *g, const struct conclusion *c)
{
        compare(out, "grade", g->grade, c->grade);
        compare(out, "capped_by", g->capped_by, c->capped_by);
        compare(out, "reason", g->reason, c->reason);
        compare(out, "sentence", g->sentence, c->sentence);
        compare_condition(out, g, c);
}

/* What a person set is why it has this grade; the answers say what it was before. */
static void compare_override(struct buffer *out, const struct graded *g, const struct doc *rubric)
{
        const struct doc *grades = doc_get(rubric, "grades");
        size_t rank = 0;

        while (rank < doc_count(grades) && !text_equal(doc_string(doc_get(doc_item(grades, rank), "code")), g->grade))
                rank++;
        if (rank == doc_count(grades))
                compare(out, "grade", g->grade, "no grade of its rubric");
        compare(out, "reason", g->reason, arena_printf(out->arena, "%s by override of %s: %s", g->grade, g->overridden, g->override_reason));
}

static enum problem grade_again(struct arena *arena, const struct graded *g, struct buffer *out)
{
        const struct doc *rubric, *stored;
        struct conclusion c;
        struct json_fault fault = { 0 };

        TRY(doc_parse(arena, g->rubric, strlen(g->rubric), &rubric, &fault));
        if (g->overridden) {
                compare_override(out, g, rubric);
                return PROBLEM_OK;
        }
        TRY(doc_parse(arena, g->answers, strlen(g->answers), &stored, &fault));
        struct list answers = rubric_answers(arena, stored);
        if (g->sealed)
                conclude_sealed(arena, rubric, g->version, &c);
        else if (rubric_apply(arena, rubric, g->version, &answers, &c, &fault) != PROBLEM_OK) {
                buffer_printf(out, "answers: its rubric refuses them, %s %s", shown(fault.field), shown(fault.reason));
                return PROBLEM_OK;
        }
        compare_conclusion(out, g, &c);
        return PROBLEM_OK;
}

enum problem replay_grades(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *after, struct replayed *replayed)
{
        struct list grades;

        TRY(db_many(db, arena, &sql_list_grades_to_replay, DB_ARGS(db_uuid(merchant_id), db_uuid(after), db_int(REPLAY_BATCH)), &graded_shape, &grades));
        *replayed = (struct replayed){ .count = grades.count };
        for (size_t i = 0; i < grades.count; i++) {
                const struct graded *g = (const struct graded *)grades.item + i;
                struct buffer out = { .arena = arena };
                TRY(grade_again(arena, g, &out));
                if (out.length)
                        differs(arena, replayed, &g->grade_id, g->lpn, out.text);
                replayed->last = g->grade_id;
        }
        return PROBLEM_OK;
}

/* --- decisions --- */

struct decided {
        struct uuid decision_id;
        const char *lpn, *rubric, *product_type, *grade, *recorded, *chosen, *terms;
        int64_t predicted_net, predicted_price, predicted_sold, planned_price;
};
static const struct field decided_fields[] = {
        FIELD(struct decided, decision_id),
        FIELD(struct decided, lpn),
        FIELD(struct decided, rubric),
        FIELD(struct decided, product_type),
        FIELD(struct decided, grade),
        FIELD(struct decided, recorded),
        FIELD(struct decided, chosen),
        FIELD(struct decided, terms),
        FIELD(struct decided, predicted_net),
        FIELD(struct decided, predicted_price),
        FIELD(struct decided, predicted_sold),
        FIELD(struct decided, planned_price),
};
static const struct shape decided_shape = SHAPE(struct decided, decided_fields);

struct other { struct uuid decision_id; const char *members; };
static const struct field other_fields[] = { FIELD(struct other, decision_id), FIELD(struct other, members) };
static const struct shape other_shape = SHAPE(struct other, other_fields);

static int64_t integer_of(const struct doc *doc, const char *name, int64_t otherwise)
{
        int64_t value = otherwise;

        (void)doc_integer(doc_get(doc, name), &value);
        return value;
}

static void read_plan(struct arena *arena, const struct doc *doc, struct refurbish_plan *plan)
{
        const struct doc *operations = doc_get(doc, "operations"), *outcomes = doc_get(doc, "outcomes");

        *plan = (struct refurbish_plan){
                .name = doc_string(doc_get(doc, "name")), .cost = integer_of(doc, "cost", 0), .minutes = integer_of(doc, "minutes", 0),
                .success = integer_of(doc, "success", 0), .labour_rate = integer_of(doc, "labour_rate", 0),
                .operations.item = arena_alloc(arena, (doc_count(operations) + 1) * sizeof(char *)),
        };
        for (size_t i = 0; i < doc_count(operations); i++)
                plan->operations.item[plan->operations.count++] = doc_string(doc_item(operations, i));
        for (size_t i = 0; i < doc_count(outcomes) && i < OUTCOMES_MAX; i++)
                plan->outcome[plan->outcomes++] = (struct outcome){ integer_of(doc_item(outcomes, i), "rank", 0), integer_of(doc_item(outcomes, i), "share", 0) };
}

static void read_plans(struct arena *arena, const struct doc *plans, struct work_choices *choices)
{
        struct refurbish_plan *plan = arena_alloc(arena, (doc_count(plans) + 1) * sizeof *plan);

        choices->plan = plan;
        for (choices->count = 0; choices->count < doc_count(plans) && choices->count < PLANS_MAX; choices->count++)
                read_plan(arena, doc_item(plans, choices->count), &plan[choices->count]);
}

static enum problem weigh_again(struct arena *arena, const struct decided *d, struct weighed *weighed)
{
        struct weighing weighing = { .terms = d->terms, .product_type = d->product_type, .grade = d->grade };
        const struct doc *recorded, *inputs;
        struct json_fault fault;

        TRY(doc_parse(arena, d->rubric, strlen(d->rubric), &weighing.rubric, &fault));
        TRY(doc_parse(arena, d->recorded, strlen(d->recorded), &recorded, &fault));
        inputs = doc_get(recorded, "inputs");
        weighing.price = doc_is_true(doc_get(inputs, "price_known")) ? integer_of(inputs, "price", 0) : 0;
        weighing.work = integer_of(inputs, "work", 0);
        weighing.factor = integer_of(inputs, "product_factor", PRODUCT_FACTOR_UNIT);
        weighing.pool = integer_of(inputs, "pool", 0);
        weighing.choices.currency = doc_string(doc_get(recorded, "currency"));
        read_plans(arena, doc_get(inputs, "plans"), &weighing.choices);
        return decision_weigh(arena, &weighing, weighed);
}

/* What is queried of it beside the whole. */
static void compare_queried(struct buffer *out, const struct decided *d, const struct weighed *w)
{
        compare(out, "chosen", d->chosen, w->chosen->disposition);
        compare_number(out, "predicted_net", d->predicted_net, w->chosen->net);
        compare_number(out, "predicted_price", d->predicted_price, w->chosen->expected_price);
        compare_number(out, "predicted_sold", d->predicted_sold, w->chosen->sold);
        compare_number(out, "planned_price", d->planned_price, w->planned_price);
}

/* Both lists are in the order of ids. */
static void tell(struct arena *arena, const struct list *decisions, struct buffer *queried, const struct list *others, struct replayed *replayed)
{
        const struct decided *d = decisions->item;
        const struct other *other = others->item;

        for (size_t i = 0, j = 0; i < decisions->count; i++) {
                if (j < others->count && uuid_equal(&other[j].decision_id, &d[i].decision_id))
                        buffer_printf(&queried[i], "%sin its record: %s", queried[i].length ? "; " : "", other[j++].members);
                if (queried[i].length)
                        differs(arena, replayed, &d[i].decision_id, d[i].lpn, queried[i].text);
        }
}

enum problem replay_decisions(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *after, struct replayed *replayed)
{
        struct list decisions, others;
        struct weighed weighed;

        TRY(db_many(db, arena, &sql_list_decisions_to_replay, DB_ARGS(db_uuid(merchant_id), db_uuid(after), db_int(REPLAY_BATCH)), &decided_shape, &decisions));
        *replayed = (struct replayed){ .count = decisions.count };
        const struct decided *d = decisions.item;
        struct buffer *queried = arena_alloc(arena, (decisions.count + 1) * sizeof *queried);
        struct texts ids = { .item = arena_alloc(arena, (decisions.count + 1) * sizeof(char *)) }, bodies = { .item = arena_alloc(arena, (decisions.count + 1) * sizeof(char *)) };
        for (size_t i = 0; i < decisions.count; i++) {
                queried[i].arena = arena;
                TRY(weigh_again(arena, &d[i], &weighed));
                compare_queried(&queried[i], &d[i], &weighed);
                ids.item[ids.count++] = d[i].decision_id.text;
                bodies.item[bodies.count++] = weighed.json;
                replayed->last = d[i].decision_id;
        }
        TRY(db_many(db, arena, &sql_list_decisions_that_differ, DB_ARGS(db_uuid(merchant_id), db_texts(arena, &ids), db_texts(arena, &bodies)), &other_shape, &others));
        tell(arena, &decisions, queried, &others, replayed);
        return PROBLEM_OK;
}

#include "decision.h"

#include "grading_sql.h"
#include "learned.h"
#include "policy.h"
#include "refurbishing.h"
#include "resale/id.h"
#include "resale/ledger.h"

/* --- weighing --- */

static enum problem read_terms(struct arena *arena, const char *terms, const struct earning_policy **policy, int64_t *day, struct beliefs *beliefs)
{
        struct json_fault fault;
        const struct doc *doc;
        int64_t version = 0;

        if (doc_parse(arena, terms, strlen(terms), &doc, &fault) != PROBLEM_OK)
                return PROBLEM_INTERNAL;
        (void)doc_integer(doc_get(doc, "policy_version"), &version);
        (void)doc_integer(doc_get(doc, "day"), day);
        TRY(beliefs_of(arena, doc, beliefs));
        return policy_read(arena, version ? doc_text(arena, doc_get(doc, "policy")) : NULL, version, doc_string(doc_get(doc, "currency")), policy);
}

static bool place(struct earning_inputs *in, const char *grade)
{
        for (in->rank = 0; in->rank < in->grades; in->rank++)
                if (text_equal(in->grade[in->rank].code, grade)) {
                        in->saleable = in->grade[in->rank].saleable;
                        return true;
                }
        return false;
}

/* The first price of the way of listing it that earns most. */
static int64_t first_price(const struct earning_decision *decision)
{
        const struct alternative *best = NULL;

        for (size_t i = 0; i < decision->count; i++) {
                const struct alternative *a = &decision->alternative[i];
                if (text_equal(a->way, "list") && a->list_price && (!best || a->net > best->net))
                        best = a;
        }
        return best ? best->list_price : 0;
}

struct pieces { int64_t count; };
static const struct field pieces_fields[] = { FIELD(struct pieces, count) };
static const struct shape pieces_shape = SHAPE(struct pieces, pieces_fields);

enum problem pieces_on_offer(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char *grade, int64_t *pieces)
{
        struct pieces found = { 0 };

        TRY(db_one(db, arena, &sql_count_pieces_on_offer, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id), db_text(grade)), &pieces_shape, &found, PROBLEM_INTERNAL));
        *pieces = found.count;
        return PROBLEM_OK;
}

enum problem decision_weigh(struct arena *arena, const struct weighing *w, struct weighed *weighed)
{
        struct earning_grade *grade = arena_alloc(arena, EARNING_GRADES_MAX * sizeof *grade);
        struct demand *demand = arena_alloc(arena, EARNING_GRADES_MAX * sizeof *demand);
        struct earning_decision *decision = arena_alloc(arena, sizeof *decision);
        struct earning_inputs in = { .price = w->price, .work = w->work, .grade = grade, .demand = demand, .factor = w->factor, .pool = w->pool, .plan = w->choices.plan };
        struct beliefs beliefs;

        TRY(read_terms(arena, w->terms, &in.policy, &in.day, &beliefs));
        in.plans = in.policy->version && text_equal(w->choices.currency, in.policy->currency) ? w->choices.count : 0;
        in.grades = grades_of(doc_get(w->rubric, "grades"), grade);
        if (!place(&in, w->grade))
                return PROBLEM_INTERNAL;
        if (beliefs_demand(&beliefs, in.policy, w->product_type, grade, in.grades, demand))
                in.estimate_version = beliefs.version;
        for (size_t i = 0; i < in.grades; i++)
                demand[i].hazard *= (double)w->factor / PRODUCT_FACTOR_UNIT;
        earning_decide(&in, decision);
        *weighed = (struct weighed){
                .policy = in.policy, .estimate_version = in.estimate_version, .decision = decision, .chosen = &decision->alternative[decision->chosen], .work = w->work,
                .planned_price = in.policy->version ? first_price(decision) : 0, .json = earning_write(arena, &in, decision),
        };
        return PROBLEM_OK;
}

/* --- keeping --- */

static struct channel channel_of(const struct weighed *w)
{
        const struct channel *channel = w->policy->channels.item;

        for (size_t i = 0; i < w->policy->channels.count; i++)
                if (text_equal(channel[i].name, w->chosen->channel))
                        return channel[i];
        return (struct channel){ 0 };   /* no sale, no fee */
}

enum problem decision_keep(struct db *db, const struct keeping *k, const struct weighed *w)
{
        bool again = text_equal(k->reason, "weighed_again");
        struct channel channel = channel_of(w);
        struct uuid decision_id;

        uuid_new(&decision_id);
        return db_exec_one(db, &sql_insert_decision,
                           DB_ARGS(db_uuid(&k->merchant_id), db_uuid(&decision_id), db_uuid(&k->unit_id), db_uuid(&k->grade_id), db_text(k->reason),
                                   w->policy->version ? db_int(w->policy->version) : db_null(), w->estimate_version ? db_int(w->estimate_version) : db_null(),
                                   db_text(w->chosen->disposition), db_text(w->chosen->way), db_text(w->chosen->channel), db_text(w->policy->currency), db_int(w->chosen->net),
                                   db_int(w->chosen->expected_price), db_int(w->chosen->sold), w->planned_price ? db_int(w->planned_price) : db_null(),
                                   db_int(w->decision->price_known ? w->decision->price : 0), db_int(w->work), db_int(w->policy->horizon), db_int(w->policy->storage_per_day),
                                   db_int(w->chosen->terms.handling), db_int(channel.fee_share), db_int(channel.fee_fixed), db_text(again ? w->json : NULL), db_text(k->actor),
                                   db_int(w->policy->labour_rate)),
                           PROBLEM_UNIT_NOT_FOUND);
}

/* --- again --- */

struct graded { struct uuid grade_id; const char *state, *grade, *rubric, *product_type, *terms, *answers; int64_t price, work, factor; };   /* answers: where it may be worked on */
static const struct field graded_fields[] = {
        FIELD(struct graded, grade_id),
        FIELD(struct graded, state),
        FIELD(struct graded, grade),
        FIELD(struct graded, rubric),
        FIELD(struct graded, product_type),
        FIELD(struct graded, terms),
        FIELD(struct graded, answers),
        FIELD(struct graded, price),
        FIELD(struct graded, work),
        FIELD(struct graded, factor),
};
static const struct shape graded_shape = SHAPE(struct graded, graded_fields);

/* What can still be decided: what was sold, or has left, cannot. */
static bool is_open(const struct graded *unit)
{
        return uuid_is_set(&unit->grade_id) && (text_equal(unit->state, "graded") || text_equal(unit->state, "listed") || text_equal(unit->state, "claimed"));
}

static enum problem choices_again(struct db *db, struct arena *arena, const struct keeping *keeping, const struct graded *unit, struct weighing *weighing)
{
        const struct doc *stored;
        struct json_fault fault;

        if (!unit->answers)
                return PROBLEM_OK;
        if (doc_parse(arena, unit->answers, strlen(unit->answers), &stored, &fault) != PROBLEM_OK)
                return PROBLEM_INTERNAL;
        struct list answers = rubric_answers(arena, stored);
        struct looking_for_work looking = { keeping->merchant_id, keeping->unit_id, weighing->rubric, &answers, unit->grade };
        return refurbish_choices(db, arena, &looking, &weighing->choices);
}

enum problem decision_again(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char *actor, const char **json)
{
        struct keeping keeping = { .merchant_id = *merchant_id, .unit_id = *unit_id, .reason = "weighed_again", .actor = actor };
        struct json_fault fault;
        struct weighing weighing = { 0 };
        struct weighed weighed;
        struct graded unit;

        TRY(db_one(db, arena, &sql_select_weighing, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &graded_shape, &unit, PROBLEM_UNIT_NOT_FOUND));
        if (!is_open(&unit))
                return PROBLEM_UNIT_STATE;
        weighing = (struct weighing){ .terms = unit.terms, .product_type = unit.product_type, .grade = unit.grade, .price = unit.price, .work = unit.work,
                                       .factor = unit.factor };
        if (doc_parse(arena, unit.rubric, strlen(unit.rubric), &weighing.rubric, &fault) != PROBLEM_OK)
                return PROBLEM_INTERNAL;
        TRY(choices_again(db, arena, &keeping, &unit, &weighing));
        TRY(pieces_on_offer(db, arena, merchant_id, unit_id, unit.grade, &weighing.pool));
        TRY(decision_weigh(arena, &weighing, &weighed));
        keeping.grade_id = unit.grade_id;
        TRY(decision_keep(db, &keeping, &weighed));
        struct ledger_move note = {
                .merchant_id = *merchant_id, .unit_id = *unit_id, .event = "weighed_again", .actor = actor,
                .payload = arena_printf(arena, "{\"disposition\":\"%s\",\"net\":%lld,\"currency\":\"%s\"}", weighed.chosen->disposition, (long long)weighed.chosen->net,
                                        weighed.policy->currency),
        };
        TRY(ledger_note(db, &note));
        return decision_find(db, arena, merchant_id, unit_id, json);
}

enum problem decision_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json)
{
        struct unit unit;
        enum problem problem = db_value(db, arena, &sql_select_weighed, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), json, PROBLEM_NOT_WEIGHED);

        if (problem == PROBLEM_NOT_WEIGHED)
                TRY(ledger_unit(db, arena, merchant_id, unit_id, &unit));
        return problem;
}

/* Tickets on questions of the rubric: where graders agree too little, it is the wording that is looked at. */
#include <math.h>

#include "grading_sql.h"
#include "resale/id.h"
#include "review.h"

#define NORMAL_99 2.575829303548901

enum { RUBRICS_BATCH = 20, RARE = 5 };

/* How often the one of the two who strayed less gave another answer than their commonest. */
static int64_t strayed(const struct agreement_table *table)
{
        int64_t most_first = 0, most_second = 0;

        for (size_t i = 0; i < table->count; i++) {
                int64_t first = 0, second = 0;
                for (size_t j = 0; j < table->count; j++) {
                        first += table->n[i][j];
                        second += table->n[j][i];
                }
                most_first = first > most_first ? first : most_first;
                most_second = second > most_second ? second : most_second;
        }
        return agreement_pairs(table) - (most_first > most_second ? most_first : most_second);
}

/* The upper end of Wilson's (1927) 99 % interval for the share of pairs that agree. */
static double share_at_most(const struct agreement_table *table)
{
        double n = (double)agreement_pairs(table), square = NORMAL_99 * NORMAL_99, share = 0;

        (void)agreement_share(table, &share);
        return (share + square / (2 * n) + NORMAL_99 * sqrt(share * (1 - share) / n + square / (4 * n * n))) / (1 + square / n);
}

/*
 * Too few pairs say nothing, and a low kappa by itself little: rare answers alone give one. It is looked at again after every review, which sooner or later takes a
 * 95 % interval below any threshold; so it is the 99 % interval that has to leave no doubt. Where one of the two hardly ever gave another answer than their commonest,
 * kappa is near 0 however well they agree, and its interval, which is for large samples, is too narrow or none: there it is the share of equal answers that counts.
 */
bool agreement_is_poor(const struct agreement_table *table, const struct review_policy *policy)
{
        struct kappa kappa = agreement_of(table, AGREEMENT_LINEAR);
        double below = (double)policy->kappa_below / 10000;

        if (agreement_pairs(table) < policy->pairs || !kappa.defined)
                return false;
        return (strayed(table) < RARE || !kappa.spread ? share_at_most(table) : kappa.value + NORMAL_99 * kappa.error) < below;
}

static const char *poor_questions(struct arena *arena, const struct list *rows, const struct review_policy *policy)
{
        struct pair_table *table = arena_alloc(arena, sizeof *table);
        struct buffer out = { .arena = arena };
        struct uuid ticket_id;

        buffer_text(&out, "[");
        for (size_t at = 0; pair_table_next(arena, rows, &at, table);) {
                if (!agreement_is_poor(&table->table, policy))
                        continue;
                uuid_new(&ticket_id);
                buffer_printf(&out, "%s{\"ticket_id\":\"%s\",\"question\":%s,\"figures\":", out.length > 1 ? "," : "", ticket_id.text, json_quote(arena, table->key));
                agreement_write(&out, table);
                buffer_text(&out, "}");
        }
        buffer_text(&out, "]");
        return out.text;
}

struct version { struct uuid merchant_id, rubric_id; };
static const struct field version_fields[] = { FIELD(struct version, merchant_id), FIELD(struct version, rubric_id) };
static const struct shape version_shape = SHAPE(struct version, version_fields);
struct weighing { struct arena *arena; const struct version *version; };

static enum problem weigh(struct db *db, void *context)
{
        const struct weighing *weighing = context;
        const struct version *of = weighing->version;
        struct review_policy policy;
        struct list rows;

        TRY(db_exec(db, &sql_take_unweighed, DB_ARGS(db_uuid(&of->merchant_id), db_uuid(&of->rubric_id)), NULL));
        TRY(review_policy_in_force(db, weighing->arena, &of->merchant_id, &policy));
        TRY(db_many(db, weighing->arena, &sql_count_rubric_answers, DB_ARGS(db_uuid(&of->merchant_id), db_uuid(&of->rubric_id)), &pair_row_shape, &rows));
        const char *poor = poor_questions(weighing->arena, &rows, &policy);
        if (text_equal(poor, "[]"))
                return PROBLEM_OK;
        return db_exec(db, &sql_insert_rubric_tickets, DB_ARGS(db_uuid(&of->merchant_id), db_uuid(&of->rubric_id), db_text(poor)), NULL);
}

enum problem ticket_step(struct db *db, struct arena *arena, bool *more)
{
        struct list versions;

        TRY(db_many(db, arena, &sql_list_unweighed, DB_NO_ARGS, &version_shape, &versions));
        for (size_t i = 0; i < versions.count; i++)
                TRY(db_transaction(db, weigh, &(struct weighing){ arena, (const struct version *)versions.item + i }));
        *more = versions.count == RUBRICS_BATCH;
        return PROBLEM_OK;
}

struct asked { const char *state; bool fits; };
static const struct field asked_fields[] = { FIELD(struct asked, state), FIELD(struct asked, fits) };
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

enum problem ticket_settle(struct db *db, struct arena *arena, const struct settling *settling, const char **json)
{
        struct asked asked;

        TRY(db_one(db, arena, &sql_lock_rubric_ticket, DB_ARGS(db_uuid(&settling->merchant_id), db_uuid(&settling->id), db_uuid(&settling->new_rubric)), &asked_shape, &asked,
                   PROBLEM_TICKET_NOT_FOUND));
        if (!text_equal(asked.state, "open"))
                return PROBLEM_TICKET_STATE;
        if (uuid_is_set(&settling->new_rubric) && !asked.fits)
                return PROBLEM_RUBRIC_NOT_FOUND;
        return db_value(db, arena, &sql_settle_rubric_ticket,
                        DB_ARGS(db_uuid(&settling->merchant_id), db_uuid(&settling->id), db_text(settling->note), db_uuid(&settling->new_rubric), db_text(settling->actor)), json,
                        PROBLEM_INTERNAL);
}

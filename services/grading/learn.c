/* Learning from a merchant's own sales, by night. */
#include "learned.h"

#include "grading_sql.h"
#include "policy.h"

enum { DAYS = 400, TYPES_MOST = 200, COLUMNS = 11 };   /* days: looked back over, and for how long what no decision names is kept */

struct seen { const char *product_type, *grade; int64_t factor; struct cell cell; };
#define CELL(member) { .name = #member, .type = FIELD_INT64, .offset = offsetof(struct seen, cell.member) }
static const struct field seen_fields[] = {
        FIELD(struct seen, product_type),
        FIELD(struct seen, grade),
        FIELD(struct seen, factor),
        CELL(step),
        CELL(band),
        CELL(month),
        CELL(days),
        CELL(sales),
        CELL(returns),
};
static const struct shape seen_shape = SHAPE(struct seen, seen_fields);

struct graded_type { const char *product_type, *grades; };
static const struct field type_fields[] = { FIELD(struct graded_type, product_type), FIELD(struct graded_type, grades) };
static const struct shape type_shape = SHAPE(struct graded_type, type_fields);

/* All that a night's learning goes by, and what it comes to: columns of one statement. */
struct learning {
        struct arena *arena;
        const struct earning_policy *policy;
        struct list seen;
        struct cell *of_merchant, *of_type;
        struct texts product_type, grade, place, days, sales, returns, body, parent, rates, ages, seasons;
};

static void columns_of(struct learning *l, struct texts **column)
{
        struct texts *all[] = { &l->product_type, &l->grade, &l->place, &l->days, &l->sales, &l->returns, &l->body, &l->parent, &l->rates, &l->ages, &l->seasons };

        memcpy(column, all, sizeof all);
}

static bool place_of(const struct earning_grade *grade, size_t count, const char *code, int64_t *rank)
{
        for (*rank = 0; *rank < (int64_t)count; ++*rank)
                if (text_equal(grade[*rank].code, code))
                        return true;
        return false;
}

/* The cells of all types and of this one, by the place of their grade in its rubric; what its rubric does not have is passed over. */
static struct cells choose(const struct learning *l, const char *product_type, const struct earning_grade *grade, size_t count, struct cell *into)
{
        const struct seen *seen = l->seen.item;
        struct cells cells = { 0, into };
        int64_t rank;

        for (size_t i = 0; i < l->seen.count; i++) {
                if ((product_type && !text_equal(seen[i].product_type, product_type)) || !place_of(grade, count, seen[i].grade, &rank))
                        continue;
                into[cells.count] = seen[i].cell;
                into[cells.count].factor = (double)seen[i].factor / PRODUCT_FACTOR_UNIT;
                into[cells.count++].rank = rank;
        }
        return cells;
}

static struct cell sum_of(struct cells cells, size_t rank)
{
        struct cell sum = { 0 };

        for (size_t i = 0; i < cells.count; i++)
                if (cells.cell[i].rank == (int64_t)rank) {
                        sum.days += cells.cell[i].days;
                        sum.sales += cells.cell[i].sales;
                        sum.returns += cells.cell[i].returns;
                }
        return sum;
}

static const char *whole(struct arena *arena, int64_t value) { return arena_printf(arena, "%lld", (long long)value); }

static const char *numbers(struct arena *arena, const double *number, size_t count)
{
        struct buffer out = { .arena = arena };

        for (size_t i = 0; i < count; i++)
                buffer_printf(&out, "%c%.9g", i ? ',' : '{', number[i]);
        buffer_text(&out, "}");
        return out.text;
}

static const char *rates(struct arena *arena, const struct demand *demand)
{
        double rate[PRICE_STEPS];

        for (int64_t i = 0; i < PRICE_STEPS; i++)
                rate[i] = demand_step_rate(demand, i);
        return numbers(arena, rate, PRICE_STEPS);
}

static void keep(struct learning *l, const char *product_type, const char *grade, size_t place, const struct cell *sum, const struct demand *own, const struct demand *parent)
{
        const char *value[] = { product_type, grade, whole(l->arena, (int64_t)place), whole(l->arena, sum->days), whole(l->arena, sum->sales), whole(l->arena, sum->returns),
                                demand_write(l->arena, own), demand_write(l->arena, parent), rates(l->arena, own), numbers(l->arena, own->age, AGE_BANDS),
                                numbers(l->arena, own->season, MONTHS) };
        struct texts *column[COLUMNS];

        columns_of(l, column);
        for (size_t i = 0; i < ARRAY_LEN(value); i++)
                column[i]->item[column[i]->count++] = value[i];
}

/* The chain of a type: all types, the type, each of its grades. Of "*" only the first: it is what types lean on that were never seen. */
static void learn_type(struct learning *l, const char *product_type, const struct earning_grade *grade, size_t count)
{
        struct demand prior[EARNING_GRADES_MAX], all[EARNING_GRADES_MAX], type[EARNING_GRADES_MAX], learned[EARNING_GRADES_MAX];
        bool any = text_equal(product_type, "*");
        struct cells of_merchant = choose(l, NULL, grade, count, l->of_merchant);
        struct cells of_type = choose(l, any ? NULL : product_type, grade, count, l->of_type);

        earning_prior(l->policy, grade, count, prior);
        demand_learn(prior, count, of_merchant.cell, of_merchant.count, all);
        demand_learn(all, count, of_type.cell, of_type.count, type);
        demand_chain(prior, count, of_merchant, of_type, learned);
        for (size_t i = 0; i < count; i++) {
                struct cell sum = sum_of(any ? of_merchant : of_type, i);
                keep(l, product_type, grade[i].code, i, &sum, any ? &all[i] : &learned[i], any ? &prior[i] : &type[i]);
        }
}

static struct texts room(struct arena *arena, size_t count) { return (struct texts){ .item = arena_alloc(arena, count * sizeof(char *)) }; }

static enum problem learn_types(struct learning *l, const struct list *types)
{
        const struct graded_type *type = types->item;
        struct earning_grade grade[EARNING_GRADES_MAX];
        struct json_fault fault;
        const struct doc *grades;

        for (size_t i = 0; i < types->count; i++) {
                TRY(doc_parse(l->arena, type[i].grades, strlen(type[i].grades), &grades, &fault));
                learn_type(l, type[i].product_type, grade, grades_of(grades, grade));
        }
        return PROBLEM_OK;
}

static void begin(struct learning *l, size_t types)
{
        struct texts *column[COLUMNS];

        columns_of(l, column);
        for (size_t i = 0; i < ARRAY_LEN(column); i++)
                *column[i] = room(l->arena, types * EARNING_GRADES_MAX + 1);
        l->of_merchant = arena_alloc(l->arena, (l->seen.count + 1) * sizeof *l->of_merchant);
        l->of_type = arena_alloc(l->arena, (l->seen.count + 1) * sizeof *l->of_type);
}

static int64_t sales_of(const struct list *list)
{
        const struct seen *seen = list->item;
        int64_t sales = 0;

        for (size_t i = 0; i < list->count; i++)
                sales += seen[i].cell.sales;
        return sales;
}

static enum problem write_groups(struct db *db, struct learning *l, const struct uuid *merchant_id, const char *version)
{
        return db_exec(db, &sql_insert_estimate_groups,
                       DB_ARGS(db_uuid(merchant_id), db_text(version), db_texts(l->arena, &l->product_type), db_texts(l->arena, &l->grade), db_texts(l->arena, &l->place),
                               db_texts(l->arena, &l->days), db_texts(l->arena, &l->sales), db_texts(l->arena, &l->returns), db_texts(l->arena, &l->body),
                               db_texts(l->arena, &l->parent)), NULL);
}

static enum problem write_factors(struct db *db, struct learning *l, const struct uuid *merchant_id, const char *version)
{
        return db_exec(db, &sql_insert_product_factors,
                       DB_ARGS(db_uuid(merchant_id), db_text(version), db_int(DAYS), db_texts(l->arena, &l->product_type), db_texts(l->arena, &l->grade),
                               db_texts(l->arena, &l->rates), db_texts(l->arena, &l->ages), db_texts(l->arena, &l->seasons), db_int(PRODUCT_WEIGHT),
                               db_int(PRODUCT_FACTOR_LEAST), db_int(PRODUCT_FACTOR_MOST)), NULL);
}

static enum problem write_version(struct db *db, struct learning *l, const struct uuid *merchant_id, const char *actor, int64_t sales)
{
        const char *version;

        TRY(db_value(db, l->arena, &sql_insert_estimate,
                     DB_ARGS(db_uuid(merchant_id), l->policy->version ? db_int(l->policy->version) : db_null(), db_int(DAYS), db_int(sales), db_text(actor)), &version,
                     PROBLEM_MERCHANT_NOT_FOUND));
        TRY(write_groups(db, l, merchant_id, version));
        TRY(write_factors(db, l, merchant_id, version));
        return db_exec(db, &sql_forget_estimates, DB_ARGS(db_uuid(merchant_id), db_int(DAYS)), NULL);
}

enum problem learn(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *actor, int64_t *sales)
{
        struct learning l = { .arena = arena };
        struct list types;

        TRY(db_exec(db, &sql_allow_learning, DB_NO_ARGS, NULL));
        TRY(policy_in_force(db, arena, merchant_id, &l.policy));
        TRY(db_many(db, arena, &sql_list_demand_cells, DB_ARGS(db_uuid(merchant_id), db_int(DAYS)), &seen_shape, &l.seen));
        *sales = sales_of(&l.seen);
        if (!*sales)
                return PROBLEM_OK;
        TRY(db_many(db, arena, &sql_list_graded_types, DB_ARGS(db_uuid(merchant_id), db_int(TYPES_MOST)), &type_shape, &types));
        begin(&l, types.count);
        TRY(learn_types(&l, &types));
        return write_version(db, &l, merchant_id, actor, *sales);
}

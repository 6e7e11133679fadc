#include "replan.h"

#include "grading_sql.h"
#include "learned.h"

enum { OVERTIME = 30, TYPES_MOST = 200 };   /* overtime: days that a unit is planned for whose horizon is over */

struct graded_type { const char *product_type, *grades; size_t count; struct earning_grade grade[EARNING_GRADES_MAX]; struct demand demand[EARNING_GRADES_MAX]; };
static const struct field type_fields[] = { FIELD(struct graded_type, product_type), FIELD(struct graded_type, grades) };
static const struct shape type_shape = SHAPE(struct graded_type, type_fields);

struct on_offer { struct uuid listing_id, unit_id; const char *product_type, *grade; int64_t factor, price_new, price, age, held; };
static const struct field offer_fields[] = {
        FIELD(struct on_offer, listing_id),
        FIELD(struct on_offer, unit_id),
        FIELD(struct on_offer, product_type),
        FIELD(struct on_offer, grade),
        FIELD(struct on_offer, factor),
        FIELD(struct on_offer, price_new),
        FIELD(struct on_offer, price),
        FIELD(struct on_offer, age),
        FIELD(struct on_offer, held),
};
static const struct shape offer_shape = SHAPE(struct on_offer, offer_fields);

struct day { const char *starts_at; };
static const struct field day_fields[] = { FIELD(struct day, starts_at) };
static const struct shape day_shape = SHAPE(struct day, day_fields);

/* With what all offers of a batch are planned, and their plans as columns of one statement. */
struct planning {
        struct arena *arena;
        const struct replan *replan;
        const struct earning_policy *policy;
        const struct channel *channel;
        struct list types, days;
        int64_t estimate_version;
        struct texts listing, due, amounts, net;
};

/* The first that is allowed is where a unit is offered. */
static const struct channel *first_channel(const struct earning_policy *policy)
{
        const struct channel *channel = policy->channels.item;

        for (size_t i = 0; i < policy->channels.count; i++)
                if (channel[i].allowed)
                        return &channel[i];
        return NULL;
}

static enum problem begin(struct db *db, struct planning *p)
{
        const struct doc *doc, *grades;
        struct json_fault fault;
        struct beliefs beliefs;
        const char *groups;

        TRY(db_value(db, p->arena, &sql_select_beliefs, DB_ARGS(db_uuid(&p->replan->merchant_id)), &groups, PROBLEM_MERCHANT_NOT_FOUND));
        TRY(doc_parse(p->arena, groups, strlen(groups), &doc, &fault));
        TRY(beliefs_of(p->arena, doc, &beliefs));
        TRY(db_many(db, p->arena, &sql_list_planned_days, DB_ARGS(db_uuid(&p->replan->merchant_id), db_int(p->policy->horizon)), &day_shape, &p->days));
        TRY(db_many(db, p->arena, &sql_list_planned_types, DB_ARGS(db_uuid(&p->replan->merchant_id), db_int(TYPES_MOST)), &type_shape, &p->types));
        struct graded_type *type = p->types.item;
        for (size_t i = 0; i < p->types.count; i++) {
                TRY(doc_parse(p->arena, type[i].grades, strlen(type[i].grades), &grades, &fault));
                type[i].count = grades_of(grades, type[i].grade);
                beliefs_demand(&beliefs, p->policy, type[i].product_type, type[i].grade, type[i].count, type[i].demand);
        }
        p->estimate_version = beliefs.version;
        p->channel = first_channel(p->policy);
        return PROBLEM_OK;
}

static const struct graded_type *type_of(const struct planning *p, const char *product_type)
{
        const struct graded_type *type = p->types.item, *any = NULL;

        for (size_t i = 0; i < p->types.count; i++) {
                if (text_equal(type[i].product_type, product_type))
                        return &type[i];
                if (text_equal(type[i].product_type, "*"))
                        any = &type[i];
        }
        return any;
}

/* Of the group as of this product, and moved within what is not known yet: the same for a unit every night. */
static struct demand demand_for(const struct demand *group, const struct on_offer *offer)
{
        struct demand of_product = *group;

        of_product.hazard *= (double)offer->factor / PRODUCT_FACTOR_UNIT;
        return demand_draw(&of_product, offer->unit_id.text);
}

static bool plan(const struct planning *p, const struct on_offer *offer, struct markdown_plan *plan)
{
        const struct graded_type *type = type_of(p, offer->product_type);
        const struct earning_policy *policy = p->policy;
        struct ladder ladder;
        size_t rank = 0;

        while (type && rank < type->count && !text_equal(type->grade[rank].code, offer->grade))
                rank++;
        if (!type || rank == type->count)
                return false;
        const struct price_band *band = earning_band(policy, offer->grade, rank, type->count);
        int64_t rest = policy->horizon - offer->age, overtime = policy->horizon < OVERTIME ? policy->horizon : OVERTIME;
        struct demand demand = demand_for(&type->demand[rank], offer);
        earning_ladder(policy, band, offer->price_new, &ladder);
        markdown_plan(&(struct markdown){
                .demand = &demand, .ladder = &ladder, .terms = earning_sale_terms(policy, band, p->channel, &demand, offer->price_new),
                .visibility = (double)p->channel->visibility / 10000, .price_new = offer->price_new, .age = offer->age,
                .horizon = offer->age + (rest > overtime ? rest : overtime), .step_days = policy->step_days, .price = offer->price, .held = offer->held,
                .max_cut = policy->max_cut, .day = p->replan->day, .may_rise = policy->may_rise }, plan);
        return ladder.count > 0;
}

static void add(struct texts *column, const char *value) { column->item[column->count++] = value; }

/* The steps from the price of now on; one that is no change is none. */
static void keep(struct planning *p, const struct on_offer *offer, const struct markdown_plan *plan)
{
        struct buffer due = { .arena = p->arena }, amounts = due;
        const struct day *day = p->days.item;
        int64_t price = offer->price;

        for (size_t i = 0; i < plan->count; i++) {
                if (plan->change[i].price == price)
                        continue;
                price = plan->change[i].price;
                buffer_text(&due, due.length ? "," : "{");
                buffer_text(&due, day[plan->change[i].day].starts_at);
                buffer_printf(&amounts, amounts.length ? ",%lld" : "{%lld", (long long)price);
        }
        buffer_text(&due, due.length ? "}" : "{}");
        buffer_text(&amounts, amounts.length ? "}" : "{}");
        add(&p->listing, offer->listing_id.text);
        add(&p->due, due.text);
        add(&p->amounts, amounts.text);
        add(&p->net, arena_printf(p->arena, "%lld", (long long)plan->value));
}

static enum problem write_plans(struct db *db, struct planning *p, int64_t *changed)
{
        if (!p->listing.count)
                return PROBLEM_OK;
        return db_exec(db, &sql_save_price_plans,
                       DB_ARGS(db_uuid(&p->replan->merchant_id), db_int(p->replan->plan_version), db_int(p->policy->version),
                               p->estimate_version ? db_int(p->estimate_version) : db_null(), db_texts(p->arena, &p->listing), db_texts(p->arena, &p->due),
                               db_texts(p->arena, &p->amounts), db_texts(p->arena, &p->net)), changed);
}

static void make_room(struct planning *p, size_t count)
{
        struct texts *column[] = { &p->listing, &p->due, &p->amounts, &p->net };

        for (size_t i = 0; i < ARRAY_LEN(column); i++)
                *column[i] = (struct texts){ .item = arena_alloc(p->arena, (count + 1) * sizeof(char *)) };
}

enum problem replan_batch(struct db *db, struct arena *arena, const struct replan *replan, const struct earning_policy *policy, struct replanned *done)
{
        struct planning p = { .arena = arena, .replan = replan, .policy = policy };
        struct markdown_plan steps;
        struct list offers;

        *done = (struct replanned){ 0 };
        TRY(begin(db, &p));
        TRY(db_many(db, arena, &sql_list_on_offer, DB_ARGS(db_uuid(&replan->merchant_id), db_uuid(&replan->after), db_text(policy->currency), db_int(REPLAN_BATCH)),
                    &offer_shape, &offers));
        const struct on_offer *offer = offers.item;
        make_room(&p, offers.count);
        for (size_t i = 0; p.channel && i < offers.count; i++)
                if (offer[i].price_new && plan(&p, &offer[i], &steps))
                        keep(&p, &offer[i], &steps);
        done->looked_at = (int64_t)offers.count;
        if (offers.count)
                done->last = offer[offers.count - 1].listing_id;
        return write_plans(db, &p, &done->changed);
}

#include "learned.h"

#include <math.h>

#include "grading_sql.h"

enum { MILLION = 1000000, THOUSAND_MILLION = 1000000000 };

/* --- a demand as JSON --- */

static void write_list(struct buffer *out, const char *name, const double *value, size_t count)
{
        buffer_printf(out, ",\"%s\":[", name);
        for (size_t i = 0; i < count; i++)
                buffer_printf(out, "%s%lld", i ? "," : "", llround(value[i] * MILLION));
        buffer_text(out, "]");
}

const char *demand_write(struct arena *arena, const struct demand *d)
{
        struct buffer out = { .arena = arena };

        buffer_printf(&out, "{\"hazard\":%lld,\"reference\":%lld,\"elasticity\":%lld,\"curvature\":%lld,\"returned\":%lld,\"realised\":%lld,\"sales\":%lld,\"spread\":%lld,\"elasticity_spread\":%lld",
                      llround(d->hazard * THOUSAND_MILLION), llround(d->reference * MILLION), llround(d->elasticity * MILLION), llround(d->curvature * MILLION), llround(d->returned * MILLION),
                      llround(d->realised * MILLION), (long long)d->sales, llround(d->spread * MILLION), llround(d->elasticity_spread * MILLION));
        write_list(&out, "age", d->age, AGE_BANDS);
        write_list(&out, "season", d->season, MONTHS);
        buffer_text(&out, "}");
        return out.text;
}

static double number(const struct doc *value, double unit)
{
        int64_t whole = 0;

        (void)doc_integer(value, &whole);
        return (double)whole / unit;
}

void demand_read(const struct doc *doc, struct demand *d)
{
        *d = (struct demand){
                .hazard = number(doc_get(doc, "hazard"), THOUSAND_MILLION), .reference = number(doc_get(doc, "reference"), MILLION),
                .elasticity = number(doc_get(doc, "elasticity"), MILLION), .curvature = number(doc_get(doc, "curvature"), MILLION), .returned = number(doc_get(doc, "returned"), MILLION),
                .realised = number(doc_get(doc, "realised"), MILLION), .sales = (int64_t)number(doc_get(doc, "sales"), 1),
                .spread = number(doc_get(doc, "spread"), MILLION), .elasticity_spread = number(doc_get(doc, "elasticity_spread"), MILLION),
        };
        for (size_t i = 0; i < AGE_BANDS; i++)
                d->age[i] = number(doc_item(doc_get(doc, "age"), i), MILLION);
        for (size_t i = 0; i < MONTHS; i++)
                d->season[i] = number(doc_item(doc_get(doc, "season"), i), MILLION);
}

/* --- using it --- */

enum problem beliefs_of(struct arena *arena, const struct doc *terms, struct beliefs *beliefs)
{
        const struct doc *groups = doc_get(terms, "groups");
        struct belief *belief = arena_alloc(arena, (doc_count(groups) + 1) * sizeof *belief);

        *beliefs = (struct beliefs){ .groups = { doc_count(groups), belief } };
        (void)doc_integer(doc_get(terms, "estimate_version"), &beliefs->version);
        for (size_t i = 0; i < beliefs->groups.count; i++) {
                const struct doc *group = doc_item(groups, i);
                belief[i].product_type = doc_string(doc_get(group, "type"));
                belief[i].grade = doc_string(doc_get(group, "grade"));
                if (!belief[i].product_type || !belief[i].grade)
                        return PROBLEM_INTERNAL;
                demand_read(doc_get(group, "body"), &belief[i].demand);
        }
        return PROBLEM_OK;
}

static const struct demand *believed(const struct beliefs *beliefs, const char *product_type, const char *grade)
{
        const struct belief *belief = beliefs->groups.item;

        for (size_t i = 0; i < beliefs->groups.count; i++)
                if (text_equal(belief[i].product_type, product_type) && text_equal(belief[i].grade, grade))
                        return &belief[i].demand;
        return NULL;
}

bool beliefs_demand(const struct beliefs *beliefs, const struct earning_policy *policy, const char *product_type, const struct earning_grade *grades, size_t count,
                    struct demand *demand)
{
        bool learned = false;

        earning_prior(policy, grades, count, demand);
        for (size_t i = 0; i < count; i++) {
                const struct demand *own = believed(beliefs, product_type, grades[i].code);
                if (!own)
                        own = believed(beliefs, "*", grades[i].code);
                if (own)
                        demand[i] = *own;
                learned = learned || own;
        }
        return learned;
}

static bool is_saleable(const struct doc *said) { return !said || doc_is_true(said); }

size_t grades_of(const struct doc *grades, struct earning_grade *grade)
{
        size_t count = doc_count(grades) < EARNING_GRADES_MAX ? doc_count(grades) : EARNING_GRADES_MAX;

        for (size_t i = 0; i < count; i++)
                grade[i] = (struct earning_grade){ doc_string(doc_get(doc_item(grades, i), "code")), is_saleable(doc_get(doc_item(grades, i), "saleable")) };
        return count;
}

#include "review_sampling.h"

#include <strings.h>

#include "resale/crypto.h"

enum { SHARE_ALL = 10000, TYPES_MOST = 100, GRADERS_MOST = 200 };

static const struct field type_fields[] = {
        FIELD(struct review_type, product_type, .required = true, .min = 1, .max = 200),
        FIELD(struct review_type, share, .required = true, .max = SHARE_ALL),
};
static const struct shape type_shape = SHAPE(struct review_type, type_fields);
static const struct field new_fields[] = {
        FIELD(struct review_new, grades, .required = true, .min = 1, .max = 10000),
        FIELD(struct review_new, share, .required = true, .max = SHARE_ALL),
};
static const struct shape new_shape = SHAPE(struct review_new, new_fields);
static const struct field value_fields[] = {
        FIELD(struct review_value, over, .required = true),
        FIELD(struct review_value, share, .required = true, .max = SHARE_ALL),
};
static const struct shape value_shape = SHAPE(struct review_value, value_fields);
static const struct field late_fields[] = {
        FIELD(struct review_late, hours, .required = true, .min = 1, .max = 24),
        FIELD(struct review_late, share, .required = true, .max = SHARE_ALL),
};
static const struct shape late_shape = SHAPE(struct review_late, late_fields);
static const struct field graders_fields[] = {
        FIELD(struct review_graders, staff_ids, .required = true, .min = 1, .max = GRADERS_MOST),
        FIELD(struct review_graders, share, .required = true, .max = SHARE_ALL),
};
static const struct shape graders_shape = SHAPE(struct review_graders, graders_fields);
static const struct field policy_fields[] = {
        FIELD(struct review_policy, base_share, .required = true, .max = SHARE_ALL),
        OBJECT(struct review_policy, new_grader, &new_shape),
        LIST(struct review_policy, product_types, &type_shape, .max = TYPES_MOST),
        OBJECT(struct review_policy, value, &value_shape),
        OBJECT(struct review_policy, late, &late_shape),
        OBJECT(struct review_policy, graders, &graders_shape),
        FIELD(struct review_policy, days, .required = true, .min = 1, .max = 60),
        FIELD(struct review_policy, tolerance, .required = true, .max = 19),
        FIELD(struct review_policy, kappa_below, .required = true, .max = SHARE_ALL),
        FIELD(struct review_policy, pairs, .required = true, .min = 10, .max = 10000),
};
const struct shape review_policy_shape = SHAPE(struct review_policy, policy_fields);

const struct review_policy review_policy_built_in = {
        .base_share = 500, .new_grader = { 200, 2000 }, .late = { 6, 1000 }, .days = 5, .kappa_below = 7000, .pairs = 30,
};

size_t review_type_twice(const struct list *product_types)
{
        const struct review_type *type = product_types->item;

        for (size_t i = 0; i < product_types->count; i++)
                for (size_t j = 0; j < i; j++)
                        if (strcasecmp(type[i].product_type, type[j].product_type) == 0)
                                return i;
        return product_types->count;
}

static int64_t of_type(const struct list *product_types, const char *product_type)
{
        const struct review_type *type = product_types->item;

        for (size_t i = 0; product_type && i < product_types->count; i++)
                if (strcasecmp(type[i].product_type, product_type) == 0)
                        return type[i].share;
        return 0;
}

static int64_t of_grader(const struct review_graders *graders, const char *grader)
{
        for (size_t i = 0; grader && i < graders->staff_ids.count; i++)
                if (text_starts(grader, "staff:") && text_equal(grader + strlen("staff:"), graders->staff_ids.item[i]))
                        return graders->share;
        return 0;
}

struct review_share review_share_of(const struct review_policy *policy, const struct review_facts *facts)
{
        const struct review_share shares[] = {
                { policy->base_share, "base" },
                { facts->nth <= policy->new_grader.grades ? policy->new_grader.share : 0, "new_grader" },
                { of_type(&policy->product_types, facts->product_type), "product_type" },
                { facts->amount > policy->value.over.amount ? policy->value.share : 0, "value" },
                { facts->shift_minutes >= policy->late.hours * 60 ? policy->late.share : 0, "late" },
                { of_grader(&policy->graders, facts->grader), "grader" },
        };
        struct review_share most = shares[0];

        for (size_t i = 1; i < ARRAY_LEN(shares); i++)
                if (shares[i].share > most.share)
                        most = shares[i];
        return most;
}

int64_t review_draw(const struct uuid *grade_id)
{
        enum { HEX_TAKEN = 12 };   /* 48 bits: what 10,000 does not divide is nothing */
        char hex[65];

        sha256_hex(grade_id->text, strlen(grade_id->text), hex);
        hex[HEX_TAKEN] = '\0';
        return (int64_t)(strtoull(hex, NULL, 16) % SHARE_ALL);
}

#include "operation.h"

#include <strings.h>

#include "grading_sql.h"
#include "resale/id.h"
#include "resale/money.h"
#include "resale/plan.h"

const char *const step_kinds[] = { "check", "measure", "photo", "confirm", NULL };

static const struct field step_fields[] = {
        CHOICE(struct step, kind, step_kinds, .required = true),
        FIELD(struct step, text, .required = true, .min = 1, .max = 300),
        FIELD(struct step, unit, .max = 20),
        FIELD(struct step, min),
        FIELD(struct step, max),
        FIELD(struct step, shot, .max = 60),
        FIELD(struct step, optional),
};
static const struct shape step_shape = SHAPE(struct step, step_fields);
static const struct field part_fields[] = {
        FIELD(struct part_needed, part, .required = true, .min = 1, .max = 32),
        FIELD(struct part_needed, quantity, .required = true, .min = 1, .max = 1000),
};
static const struct shape part_shape = SHAPE(struct part_needed, part_fields);
static const struct field removal_fields[] = {
        FIELD(struct removal, question, .max = 40),
        FIELD(struct removal, answers, .max = 20),
        FIELD(struct removal, text, .max = 100),
};
static const struct shape removal_shape = SHAPE(struct removal, removal_fields);
static const struct field body_fields[] = {
        FIELD(struct operation_body, name, .required = true, .min = 1, .max = 60),
        FIELD(struct operation_body, minutes, .required = true, .min = 0, .max = OPERATION_MINUTES_MAX),
        FIELD(struct operation_body, cost),
        LIST(struct operation_body, parts, &part_shape, .max = OPERATION_PARTS_MAX),
        LIST(struct operation_body, removes, &removal_shape, .max = OPERATION_REMOVES_MAX),
        LIST(struct operation_body, steps, &step_shape, .max = OPERATION_STEPS_MAX),
        FIELD(struct operation_body, refurbishes),
        FIELD(struct operation_body, serials),
        FIELD(struct operation_body, retired),
};
const struct shape operation_body_shape = SHAPE(struct operation_body, body_fields);

/* --- what is refused --- */

static enum problem wrong(struct json_fault *fault, const char *field, const char *reason)
{
        *fault = (struct json_fault){ field, reason };
        return PROBLEM_INVALID_FIELD;
}

static bool is_blank(const char *text) { return !text || !*text; }

static enum problem check_step(struct arena *arena, const struct step *step, size_t i, struct json_fault *fault)
{
        bool measures = step->kind == STEP_MEASURE, photographs = step->kind == STEP_PHOTO;

        if (measures && is_blank(step->unit))
                return wrong(fault, arena_printf(arena, "steps[%zu].unit", i), "is required: a measure has a unit");
        if (measures && step->max <= step->min)
                return wrong(fault, arena_printf(arena, "steps[%zu].max", i), "must be more than min");
        if (!measures && (step->unit || step->min || step->max))
                return wrong(fault, arena_printf(arena, "steps[%zu].unit", i), "belongs to a measure only");
        if (photographs && is_blank(step->shot))
                return wrong(fault, arena_printf(arena, "steps[%zu].shot", i), "is required: the name of the shot");
        if (!photographs && step->shot)
                return wrong(fault, arena_printf(arena, "steps[%zu].shot", i), "belongs to a photo only");
        return PROBLEM_OK;
}

static enum problem check_removal(struct arena *arena, const struct removal *removal, size_t i, struct json_fault *fault)
{
        if (is_blank(removal->question) && is_blank(removal->text))
                return wrong(fault, arena_printf(arena, "removes[%zu]", i), "names neither a question nor words");
        if (!is_blank(removal->question) && !removal->answers.count)
                return wrong(fault, arena_printf(arena, "removes[%zu].answers", i), "must name at least one answer");
        if (is_blank(removal->question) && removal->answers.count)
                return wrong(fault, arena_printf(arena, "removes[%zu].question", i), "is required with answers");
        return PROBLEM_OK;
}

static enum problem check_parts(struct arena *arena, const struct list *parts, struct json_fault *fault)
{
        const struct part_needed *part = parts->item;

        for (size_t i = 0; i < parts->count; i++)
                for (size_t before = 0; before < i; before++)
                        if (text_equal(part[before].part, part[i].part))
                                return wrong(fault, arena_printf(arena, "parts[%zu].part", i), "stands there twice");
        return PROBLEM_OK;
}

enum problem operation_check(struct arena *arena, const struct operation_body *body, struct json_fault *fault)
{
        for (size_t i = 0; i < body->steps.count; i++)
                TRY(check_step(arena, (const struct step *)body->steps.item + i, i, fault));
        for (size_t i = 0; i < body->removes.count; i++)
                TRY(check_removal(arena, (const struct removal *)body->removes.item + i, i, fault));
        TRY(check_parts(arena, &body->parts, fault));
        if (*body->cost.currency && !currency_is_known(body->cost.currency))
                return wrong(fault, "cost.currency", "is no currency");
        return PROBLEM_OK;
}

bool operation_code_is_good(const char *code)
{
        size_t length = strlen(code);

        return length >= 1 && length <= 40 && *code != '_' && strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789_") == length;
}

/* --- those that hold --- */

static const struct field version_fields[] = {
        FIELD(struct operation_version, source),
        FIELD(struct operation_version, operation_id),
        FIELD(struct operation_version, code),
        FIELD(struct operation_version, product_type),
        FIELD(struct operation_version, body_text),
        FIELD(struct operation_version, version),
};
static const struct shape version_shape = SHAPE(struct operation_version, version_fields);

enum problem operations_in_force(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *product_type, struct list *operations)
{
        struct json_fault fault;

        TRY(db_many(db, arena, &sql_list_operations_in_force, DB_ARGS(db_uuid(merchant_id), db_text(product_type)), &version_shape, operations));
        struct operation_version *one = operations->item;
        for (size_t i = 0; i < operations->count; i++)
                if (json_read(arena, one[i].body_text, strlen(one[i].body_text), &operation_body_shape, &one[i].body, &fault) != PROBLEM_OK)
                        return PROBLEM_INTERNAL;
        return PROBLEM_OK;
}

const struct operation_version *operation_called(const struct list *operations, const char *name)
{
        const struct operation_version *one = operations->item;

        for (size_t i = 0; i < operations->count; i++)
                if (strcasecmp(one[i].code, name) == 0 || strcasecmp(one[i].body.name, name) == 0)
                        return &one[i];
        return NULL;
}

enum problem operations_json(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *product_type, const char **json)
{
        return db_value(db, arena, &sql_select_operations, DB_ARGS(db_uuid(merchant_id), db_text(product_type)), json, PROBLEM_MERCHANT_NOT_FOUND);
}

/* --- versions --- */

enum problem operation_add(struct db *db, struct arena *arena, const struct operation_draft *draft, const char *actor, const char **json)
{
        const char *body = json_write(arena, &operation_body_shape, &draft->body);
        struct uuid operation_id;
        enum problem problem;

        uuid_new(&operation_id);
        if (uuid_is_set(&draft->merchant_id)) {
                TRY(plan_includes_resale(db, arena, &draft->merchant_id));
                problem = db_value(db, arena, &sql_insert_operation,
                                   DB_ARGS(db_uuid(&draft->merchant_id), db_uuid(&operation_id), db_text(draft->code), db_text(draft->product_type), db_text(body), db_text(actor)),
                                   json, PROBLEM_MERCHANT_NOT_FOUND);
        } else {
                problem = db_value(db, arena, &sql_insert_partner_operation,
                                   DB_ARGS(db_uuid(&operation_id), db_text(draft->code), db_text(draft->product_type), db_text(body), db_text(actor)), json, PROBLEM_INTERNAL);
        }
        return problem == PROBLEM_DUPLICATE ? PROBLEM_TRANSACTION_RETRY : problem;   /* two wrote the next version at once: it is tried again */
}

enum problem operation_preview(struct db *db, struct arena *arena, const struct operation_draft *draft, const char **json)
{
        if (uuid_is_set(&draft->merchant_id))
                TRY(plan_includes_resale(db, arena, &draft->merchant_id));
        return db_value(db, arena, &sql_preview_operation,
                        DB_ARGS(db_uuid(&draft->merchant_id), db_text(draft->code), db_text(draft->product_type), db_text(json_write(arena, &operation_body_shape, &draft->body))),
                        json, PROBLEM_INTERNAL);
}

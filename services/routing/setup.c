#include "setup.h"

#include "resale/id.h"
#include "resale/plan.h"
#include "routing_sql.h"

/* The plan is asked, and no other change of this merchant's set-up runs until this transaction ends. */
static enum problem begin(struct db *db, struct arena *arena, const struct uuid *merchant_id)
{
        TRY(plan_includes_resale(db, arena, merchant_id));
        return db_exec(db, &sql_lock_setup, DB_ARGS(db_uuid(merchant_id)), NULL);
}

enum problem setup_audit(struct db *db, const struct uuid *merchant_id, const char *actor, const char *action, const char *subject, const char *detail)
{
        struct uuid audit_id;

        uuid_new(&audit_id);
        return db_exec(db, &sql_insert_setup_audit,
                       DB_ARGS(db_uuid(merchant_id), db_uuid(&audit_id), db_text(actor), db_text(action), db_text(subject), db_text(detail)), NULL);
}

enum problem destination_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct destination_body *body, const char **json)
{
        struct uuid destination_id;

        TRY(begin(db, arena, merchant_id));
        uuid_new(&destination_id);
        if (body->is_default && text_equal(body->type, "warehouse"))
                TRY(db_exec(db, &sql_clear_default_destination, DB_ARGS(db_uuid(merchant_id), db_uuid(&destination_id)), NULL));
        enum problem problem = db_value(db, arena, &sql_insert_destination,
                                        DB_ARGS(db_uuid(merchant_id), db_uuid(&destination_id), db_text(body->name), db_text(body->type),
                                                db_text(body->address.text), db_bool(body->is_partner), db_bool(body->is_default)),
                                        json, PROBLEM_INTERNAL);
        return problem == PROBLEM_DUPLICATE ? PROBLEM_ALREADY_EXISTS : problem;
}

enum problem destination_change(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *destination_id,
                                const struct destination_change *change, const char **json)
{
        const char *settled;

        TRY(begin(db, arena, merchant_id));
        if (text_equal(change->is_default, "true"))
                TRY(db_exec(db, &sql_clear_default_destination, DB_ARGS(db_uuid(merchant_id), db_uuid(destination_id)), NULL));
        enum problem problem = db_value(db, arena, &sql_update_destination,
                                        DB_ARGS(db_uuid(merchant_id), db_uuid(destination_id), db_text(change->name), db_text(change->enabled),
                                                db_text(change->is_default)),
                                        json, PROBLEM_DESTINATION_NOT_FOUND);
        if (problem != PROBLEM_OK)
                return problem == PROBLEM_INVALID_FIELD ? PROBLEM_DEFAULT_DESTINATION : problem == PROBLEM_DUPLICATE ? PROBLEM_ALREADY_EXISTS : problem;
        TRY(db_value(db, arena, &sql_select_has_default, DB_ARGS(db_uuid(merchant_id)), &settled, PROBLEM_INTERNAL));
        return text_equal(settled, "true") ? PROBLEM_OK : PROBLEM_DEFAULT_DESTINATION;
}

static enum problem end(struct db *db, const struct sql *sql, const struct uuid *merchant_id, const struct uuid *id, enum problem absent)
{
        return db_exec_one(db, sql, DB_ARGS(db_uuid(merchant_id), db_uuid(id)), absent);
}

enum problem rule_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct rule_body *body, const char **json)
{
        TRY(begin(db, arena, merchant_id));
        if (uuid_is_set(&body->rule_id))
                TRY(end(db, &sql_end_rule, merchant_id, &body->rule_id, PROBLEM_RULE_NOT_FOUND));
        else
                uuid_new(&body->rule_id);
        return db_value(db, arena, &sql_insert_rule,
                        DB_ARGS(db_uuid(merchant_id), db_uuid(&body->rule_id), db_uuid(&body->destination_id), db_text(rule_mode_names[body->mode]),
                                db_text(body->conditions.text)),
                        json, PROBLEM_DESTINATION_NOT_FOUND);
}

enum problem rule_end(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *rule_id)
{
        TRY(begin(db, arena, merchant_id));
        return end(db, &sql_end_rule, merchant_id, rule_id, PROBLEM_RULE_NOT_FOUND);
}

/* What is donated goes to a donation center. */
static enum problem check_target(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct workflow_body *body)
{
        const char *type;

        TRY(db_value(db, arena, &sql_select_destination_type, DB_ARGS(db_uuid(merchant_id), db_uuid(&body->destination_id)), &type, PROBLEM_DESTINATION_NOT_FOUND));
        return body->action == DONATE && !text_equal(type, "donation_center") ? PROBLEM_INVALID_FIELD : PROBLEM_OK;
}

enum problem workflow_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct workflow_body *body, const char **json)
{
        TRY(begin(db, arena, merchant_id));
        if (uuid_is_set(&body->workflow_id))
                TRY(end(db, &sql_end_workflow, merchant_id, &body->workflow_id, PROBLEM_WORKFLOW_NOT_FOUND));
        else
                uuid_new(&body->workflow_id);
        if (body->action != KEEP_ITEM)
                TRY(check_target(db, arena, merchant_id, body));
        return db_value(db, arena, &sql_insert_workflow,
                        DB_ARGS(db_uuid(merchant_id), db_uuid(&body->workflow_id), db_text(body->name), db_int(body->priority),
                                db_text(workflow_action_names[body->action]), db_uuid(&body->destination_id), db_text(body->conditions.text)),
                        json, PROBLEM_INTERNAL);
}

enum problem workflow_end(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *workflow_id)
{
        TRY(begin(db, arena, merchant_id));
        return end(db, &sql_end_workflow, merchant_id, workflow_id, PROBLEM_WORKFLOW_NOT_FOUND);
}

static const struct field settings_fields[] = {
        FIELD(struct settings, enforce_product_rules, .required = true),
        FIELD(struct settings, donate_scope, .required = true, .min = 1, .max = 10),
};
const struct shape settings_shape = SHAPE(struct settings, settings_fields);

enum problem settings_get(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct settings *settings)
{
        return db_one(db, arena, &sql_select_settings, DB_ARGS(db_uuid(merchant_id)), &settings_shape, settings, PROBLEM_MERCHANT_NOT_FOUND);
}

enum problem settings_set(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct settings *settings)
{
        TRY(begin(db, arena, merchant_id));
        return db_exec(db, &sql_upsert_settings, DB_ARGS(db_uuid(merchant_id), db_bool(settings->enforce_product_rules), db_text(settings->donate_scope)), NULL);
}

enum problem products_set(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *json)
{
        TRY(begin(db, arena, merchant_id));
        return db_exec(db, &sql_upsert_products, DB_ARGS(db_uuid(merchant_id), db_text(json)), NULL);
}

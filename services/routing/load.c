/* From rows to what the engine decides with. */
#include "routing_sql.h"
#include "setup.h"

static const struct field destination_fields[] = {
        FIELD(struct destination, destination_id),
        FIELD(struct destination, name),
        FIELD(struct destination, type),
        FIELD(struct destination, is_partner),
        FIELD(struct destination, is_default),
        FIELD(struct destination, enabled),
};
static const struct shape destination_shape = SHAPE(struct destination, destination_fields);

static const struct field rule_fields[] = {
        FIELD(struct rule, rule_id),
        FIELD(struct rule, destination_id),
        FIELD(struct rule, version),
        CHOICE(struct rule, mode, rule_mode_names),
        FIELD(struct rule, conditions),
};
static const struct shape rule_shape = SHAPE(struct rule, rule_fields);

static const struct field workflow_fields[] = {
        FIELD(struct workflow, workflow_id),
        FIELD(struct workflow, destination_id),
        FIELD(struct workflow, version),
        FIELD(struct workflow, priority),
        FIELD(struct workflow, name),
        CHOICE(struct workflow, action, workflow_action_names),
        FIELD(struct workflow, conditions),
};
static const struct shape workflow_shape = SHAPE(struct workflow, workflow_fields);

static enum problem parse(struct arena *arena, const char *text, const struct doc **parsed)
{
        struct json_fault fault;

        return doc_parse(arena, text, strlen(text), parsed, &fault) == PROBLEM_OK ? PROBLEM_OK : PROBLEM_INTERNAL;
}

enum problem setup_load(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct setup *setup)
{
        struct settings settings;

        TRY(settings_get(db, arena, merchant_id, &settings));
        setup->enforce = settings.enforce_product_rules;
        setup->donate_whole_return = text_equal(settings.donate_scope, "return");
        TRY(db_many(db, arena, &sql_load_destinations, DB_ARGS(db_uuid(merchant_id)), &destination_shape, &setup->destinations));
        TRY(db_many(db, arena, &sql_load_rules, DB_ARGS(db_uuid(merchant_id)), &rule_shape, &setup->rules));
        TRY(db_many(db, arena, &sql_load_workflows, DB_ARGS(db_uuid(merchant_id)), &workflow_shape, &setup->workflows));
        struct rule *rule = setup->rules.item;
        for (size_t i = 0; i < setup->rules.count; i++)
                TRY(parse(arena, rule[i].conditions, &rule[i].parsed));
        struct workflow *workflow = setup->workflows.item;
        for (size_t i = 0; i < setup->workflows.count; i++)
                TRY(parse(arena, workflow[i].conditions, &workflow[i].parsed));
        return PROBLEM_OK;
}

struct product { const char *product_id, *product_type, *vendor; struct json_text tags; };
static const struct field product_fields[] = {
        FIELD(struct product, product_id),
        FIELD(struct product, product_type),
        FIELD(struct product, vendor),
        FIELD(struct product, tags),
};
static const struct shape product_shape = SHAPE(struct product, product_fields);

static void complete(struct return_line *line, const struct list *products)
{
        const struct product *product = products->item;

        for (size_t i = 0; i < products->count; i++)
                if (text_equal(product[i].product_id, line->product_id)) {
                        line->product_type = line->product_type ? line->product_type : product[i].product_type;
                        line->vendor = line->vendor ? line->vendor : product[i].vendor;
                        line->tags = line->tags.text ? line->tags : product[i].tags;
                }
}

enum problem lines_complete(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct list *lines)
{
        struct return_line *line = lines->item;
        struct texts ids = { .item = arena_alloc(arena, (lines->count + 1) * sizeof(char *)) };
        struct list products;

        for (size_t i = 0; i < lines->count; i++)
                if (line[i].product_id)
                        ids.item[ids.count++] = line[i].product_id;
        TRY(db_many(db, arena, &sql_load_products, DB_ARGS(db_uuid(merchant_id), db_texts(arena, &ids)), &product_shape, &products));
        for (size_t i = 0; i < lines->count; i++) {
                complete(&line[i], &products);
                if (line[i].tags.text)
                        TRY(parse(arena, line[i].tags.text, &line[i].parsed_tags));
        }
        return PROBLEM_OK;
}

#include "support/explain.h"

#include <jansson.h>

struct run { const struct explaining *what; struct sql *filled, *roles, *explained; };

/* And every node below; what was never run read nothing. */
static void check_node(const char *name, const json_t *node, const char *const *large)
{
        const json_t *below = json_object_get(node, "Plans"), *loops = json_object_get(node, "Actual Loops");

        if (loops && !json_integer_value(loops))
                return;
        for (; text_equal(json_string_value(json_object_get(node, "Node Type")), "Seq Scan") && *large; large++)
                if (text_equal(json_string_value(json_object_get(node, "Relation Name")), *large))
                        fail_msg("%s reads through %s", name, *large);
        for (size_t i = 0; i < json_array_size(below); i++)
                check_node(name, json_array_get(below, i), large);
}

static void check_plan(const struct explained *statement, const char *text, const char *const *large)
{
        json_t *plans = json_loads(text, 0, NULL);   /* deeper than what the library reads */
        const json_t *plan = json_object_get(json_array_get(plans, 0), "Plan");

        assert_non_null(plan);
        check_node(statement->sql->name, plan, large);
        long long blocks = json_integer_value(json_object_get(plan, "Shared Hit Blocks")) + json_integer_value(json_object_get(plan, "Shared Read Blocks"));
        if (blocks > statement->blocks)
                fail_msg("%s touches %lld blocks, not %lld", statement->sql->name, blocks, (long long)statement->blocks);
        json_decref(plans);
}

static enum problem fill_and_explain(struct db *db, void *context)
{
        const struct run *run = context;

        for (size_t i = 0; i < run->what->fillings; i++)
                TRY(db_exec(db, &run->filled[i], DB_NO_ARGS, NULL));
        for (size_t i = 0; i < run->what->count; i++) {
                if (run->what->asked[i].role)
                        TRY(db_exec(db, &run->roles[i], DB_NO_ARGS, NULL));
                check_plan(&run->what->asked[i], value_of(db, &run->explained[i], run->what->asked[i].args), run->what->large);
        }
        return PROBLEM_UNIT_GONE;   /* rolled back */
}

void explain_all(const struct explaining *what)
{
        struct run run = { what, arena_alloc(test_memory, what->fillings * sizeof(struct sql)), arena_alloc(test_memory, what->count * sizeof(struct sql)),
                           arena_alloc(test_memory, what->count * sizeof(struct sql)) };
        const struct sql **all = arena_alloc(test_memory, (what->fillings + 2 * what->count + 1) * sizeof *all);
        size_t n = 0;

        for (size_t i = 0; i < what->fillings; i++) {
                run.filled[i] = (struct sql){ arena_printf(test_memory, "fill_%zu", i), what->filling[i], 0 };
                all[n++] = &run.filled[i];
        }
        for (size_t i = 0; i < what->count; i++) {
                const struct explained *one = &what->asked[i];
                run.roles[i] = (struct sql){ arena_printf(test_memory, "role_%zu", i), arena_printf(test_memory, "set local role resale_%s", one->role ? one->role : "none"), 0 };
                run.explained[i] = (struct sql){ arena_printf(test_memory, "explain_%zu", i), arena_printf(test_memory, "explain (analyze, buffers, format json) %s", one->sql->text),
                                                 one->sql->args };
                if (one->role)
                        all[n++] = &run.roles[i];
                all[n++] = &run.explained[i];
        }
        all[n] = NULL;
        as_new();
        struct db *db = as_owner(all);
        db_see_all(db);
        assert_int_equal(db_transaction(db, fill_and_explain, &run), PROBLEM_UNIT_GONE);
        db_close(db);
}

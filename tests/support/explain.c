#include "support/explain.h"

struct run { const struct explaining *what; struct sql *filled, *roles, *explained; };

/* And every node below; what was never run read nothing. */
static void check_node(const char *name, const struct doc *node, const char *const *large)
{
        const struct doc *below = doc_get(node, "Plans");
        int64_t loops = 1;

        if (doc_integer(doc_get(node, "Actual Loops"), &loops) && !loops)
                return;
        for (; text_equal(doc_string(doc_get(node, "Node Type")), "Seq Scan") && *large; large++)
                if (text_equal(doc_string(doc_get(node, "Relation Name")), *large))
                        fail_msg("%s reads through %s", name, *large);
        for (size_t i = 0; i < doc_count(below); i++)
                check_node(name, doc_item(below, i), large);
}

static void check_plan(const struct explained *statement, const char *json, const char *const *large)
{
        struct json_fault fault;
        const struct doc *plans;
        int64_t hit = 0, read = 0;

        assert_int_equal(doc_parse(test_memory, json, strlen(json), &plans, &fault), PROBLEM_OK);
        const struct doc *plan = doc_get(doc_item(plans, 0), "Plan");
        check_node(statement->sql->name, plan, large);
        assert_true(doc_integer(doc_get(plan, "Shared Hit Blocks"), &hit) && doc_integer(doc_get(plan, "Shared Read Blocks"), &read));
        if (hit + read > statement->blocks)
                fail_msg("%s touches %lld blocks", statement->sql->name, (long long)(hit + read));
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
        struct db *db = as_owner(all);
        db_see_all(db);
        assert_int_equal(db_transaction(db, fill_and_explain, &run), PROBLEM_UNIT_GONE);
        db_close(db);
}

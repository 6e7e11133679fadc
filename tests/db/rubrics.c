/* Rubrics over much that was graded: no table is read through, and a preview of 40,000 units takes little memory. */
#include <sys/resource.h>

#include "../../services/grading/rubric_version.h"
#include "grading_sql.h"
#include "resale/clock.h"
#include "resale/config.h"
#include "support/database.h"

#define M "'018f0000-0000-7000-8000-00000000eeee'::uuid"
enum { UNITS = 40000 };

static const char body[] =
        "{\"grades\":[{\"code\":\"A\",\"name\":\"A\"},{\"code\":\"B\",\"name\":\"B\"},{\"code\":\"C\",\"name\":\"C\"}],\"questions\":["
        "{\"code\":\"Q1\",\"axis\":\"cosmetic\",\"text\":\"?\",\"required\":true,\"answers\":[{\"code\":\"y\",\"text\":\"y\"},{\"code\":\"n\",\"text\":\"n\",\"cap\":\"C\"}]},"
        "{\"code\":\"Q2\",\"axis\":\"cosmetic\",\"text\":\"?\",\"required\":true,\"answers\":[{\"code\":\"y\",\"text\":\"y\"},{\"code\":\"n\",\"text\":\"n\",\"cap\":\"B\"}]}]}";

/* Every tenth is older than a month; half were A, half B. */
static const char *const filling[] = {
        "insert into ledger.merchant (merchant_id) values (" M ")",
        "insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone) values (" M ", 'P', 'rubrics', 'plus', true, 'USD', 'UTC')",
        "insert into ledger.unit (merchant_id, unit_id, lpn, state, product_type, last_hash, created_at, changed_at) select " M ", gen_random_uuid(), 'RP01' || lpad(i::text, 8, '0') || 'A', "
        "'graded', 'Fleece', sha256(''), now(), now() from generate_series(1, 40000) i",
        "insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by) select " M ", gen_random_uuid(), 'T' || i % 500, i / 500 + 1, '{}', 'x' "
        "from generate_series(0, 19999) i",
        "insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by) values (" M ", " M ", '*', 1, '{}', 'x')",
        "insert into grading.rubric_draft (merchant_id, draft_id, product_type, body, saved_by) select " M ", gen_random_uuid(), 'T', '{}', 'x' from generate_series(1, 5000)",
        "insert into grading.grade (merchant_id, grade_id, unit_id, trip, rubric_id, rubric_version, answers, grade, reason, sentence, condition, disposition, decision, grader, graded_at) "
        "select merchant_id, gen_random_uuid(), unit_id, 1, " M ", 1, case n % 2 when 0 then '[{\"question\":\"Q1\",\"answer\":\"y\"},{\"question\":\"Q2\",\"answer\":\"y\"}]'::jsonb "
        "else '[{\"question\":\"Q1\",\"answer\":\"n\"},{\"question\":\"Q2\",\"answer\":\"y\"}]' end, case n % 2 when 0 then 'A' else 'B' end, 'r', 's', 'used', 'resell', '{}', 'x', "
        "now() - case when n % 10 = 0 then interval '60 days' else n * interval '1 minute' end "
        "from (select *, row_number() over () n from ledger.unit where merchant_id = " M ") u",
        "analyze ledger.unit, grading.rubric, grading.rubric_draft, grading.grade",
};
enum { FILLING = ARRAY_LEN(filling), WATCHED = 5 };

static const char merchant[] = "018f0000-0000-7000-8000-00000000eeee", none[] = "00000000-0000-0000-0000-000000000000";
static const struct db_arg of_unit[] = { { .text = merchant }, { .text = none } };
static const struct db_arg graded[] = { { .text = merchant }, { .text = "*" }, { .text = "30" }, { .text = "infinity" }, { .text = none }, { .text = "500" } };
static const struct db_arg page[] = { { .text = merchant }, { .text = "infinity" }, { .text = none }, { .text = "51" } };
static const struct { const struct sql *sql; struct db_args args; } watched[WATCHED] = {
        { &sql_list_graded, { 6, graded } }, { &sql_rubric_for_unit, { 2, of_unit } }, { &sql_select_crosswalk, { 2, of_unit } }, { &sql_list_rubrics, { 4, page } },
        { &sql_list_rubric_drafts, { 4, page } },
};
static struct sql filled[FILLING], explained[WATCHED];

static struct db *open_all(void)
{
        static const struct sql *list[FILLING + WATCHED + 2];
        size_t count = 0;
        struct db *db;

        for (size_t i = 0; i < FILLING; i++) {
                filled[i] = (struct sql){ arena_printf(test_memory, "fill_%zu", i), filling[i], 0 };
                list[count++] = &filled[i];
        }
        for (size_t i = 0; i < WATCHED; i++) {
                explained[i] = (struct sql){ arena_printf(test_memory, "explain_%zu", i), arena_printf(test_memory, "explain %s", watched[i].sql->text), watched[i].sql->args };
                list[count++] = &explained[i];
        }
        list[count++] = &sql_list_graded;
        assert_true(config_load());
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), NULL, list, &db), PROBLEM_OK);
        db_see_all(db);
        return db;
}

struct plan_line { const char *text; };
static const struct field plan_fields[] = { { .name = "\"QUERY PLAN\"", .type = FIELD_TEXT, .offset = offsetof(struct plan_line, text) } };
static const struct shape plan_shape = SHAPE(struct plan_line, plan_fields);

static void check_plans(struct db *db)
{
        for (size_t i = 0; i < WATCHED; i++) {
                struct list plan;
                assert_int_equal(db_many(db, test_memory, &explained[i], watched[i].args, &plan_shape, &plan), PROBLEM_OK);
                const struct plan_line *line = plan.item;
                for (size_t l = 0; l < plan.count; l++)
                        if (strstr(line[l].text, "Seq Scan on grade") || strstr(line[l].text, "Seq Scan on rubric") || strstr(line[l].text, "Seq Scan on unit "))
                                fail_msg("%s: %s", watched[i].sql->name, line[l].text);
        }
}

static int64_t number(const struct doc *doc, const char *name)
{
        int64_t value = -1;

        assert_true(doc_integer(doc_get(doc, name), &value));
        return value;
}

static long memory_used(void)
{
        struct rusage usage;

        getrusage(RUSAGE_SELF, &usage);
        return usage.ru_maxrss;
}

/* Those that were B answered n to Q1: C under this rubric, which caps it lower. */
static void check_preview(struct db *db)
{
        struct rubric_text text = { .product_type = "*", .body = body };
        struct json_fault fault;
        const struct doc *preview;
        const char *json;
        long before = memory_used();
        int64_t began = clock_monotonic_micros();

        memcpy(text.merchant_id.text, merchant, sizeof merchant);
        assert_int_equal(rubric_preview(db, test_memory, &text, 30, &json, &fault), PROBLEM_OK);
        print_message("a preview of %d units: %lld ms, %ld kB\n", UNITS, (long long)(clock_monotonic_micros() - began) / 1000, memory_used() - before);
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__   /* they keep what was freed */
        assert_true(memory_used() - before < 32 * 1024);
#endif
        assert_int_equal(doc_parse(test_memory, json, strlen(json), &preview, &fault), PROBLEM_OK);
        assert_int_equal(number(preview, "units"), UNITS / 10 * 9);
        assert_int_equal(number(preview, "changed"), UNITS / 2);
        assert_int_equal(number(preview, "fallen"), UNITS / 2);
        assert_int_equal(number(preview, "risen") + number(preview, "untold"), 0);
        assert_int_equal(doc_count(doc_get(preview, "changes")), 200);
        assert_int_equal(doc_count(doc_get(preview, "grades")), 2);
}

static enum problem fill_and_look(struct db *db, void *context)
{
        (void)context;
        for (size_t i = 0; i < FILLING; i++)
                TRY(db_exec(db, &filled[i], DB_NO_ARGS, NULL));
        check_plans(db);
        check_preview(db);
        return PROBLEM_UNIT_GONE;   /* rolled back */
}

static void a_preview_of_a_month_reads_along_an_index_and_keeps_little(void **state)
{
        struct db *db = open_all();

        (void)state;
        assert_int_equal(db_transaction(db, fill_and_look, NULL), PROBLEM_UNIT_GONE);
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(a_preview_of_a_month_reads_along_an_index_and_keeps_little) };

        return UNIT_MAIN(tests);
}

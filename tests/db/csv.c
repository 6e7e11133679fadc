/* A CSV file into a table, in one transaction. */
#include <sys/mman.h>
#include <unistd.h>

#include "resale/config.h"
#include "resale/csv.h"
#include "resale/id.h"
#include "support/database.h"

STATEMENT(before, 0, "select 1");
STATEMENT(rows_of, 1, "select string_agg(line || ' ' || cell::text, '; ' order by line) from csv_row where import_id = $1::uuid");
STATEMENT(count_of, 1, "select count(*)::text from csv_row where import_id = $1::uuid");
STATEMENT(twice, 1, "select line, 'SKU' as field, 'is on line ' || first || ' too' as reason, count(*) over () as total"
                    " from (select line, min(line) over (partition by cell[1]) as first from csv_row where import_id = $1::uuid) r where line > first order by line limit 2");
static const struct sql *const statements[] = { &before, &rows_of, &count_of, &twice, NULL };

static const struct csv_column columns[] = { { "SKU", NULL, true, 0 }, { "Title", NULL, false, 0 } };

static bool take(const struct csv_row *row, struct arena *scratch, const char **cell, struct csv_report *report, void *context)
{
        (void)context;
        if (!row->value[0])
                csv_complain(report, row->line, "SKU", "is required");
        cell[0] = row->value[0];
        cell[1] = row->value[1] ? arena_printf(scratch, "<%s>", row->value[1]) : NULL;
        return !text_equal(row->value[0], "skip");
}

struct importing { int file; struct uuid id; struct csv_report report; struct csv_imported imported; bool check; };

static enum problem import(struct db *db, void *context)
{
        static const struct csv_import how = { columns, ARRAY_LEN(columns), 2, NULL, take };
        struct importing *i = context;

        i->report = (struct csv_report){ .arena = test_memory };
        if (lseek(i->file, 0, SEEK_SET) != 0)
                return PROBLEM_INTERNAL;
        TRY(db_exec(db, &before, DB_NO_ARGS, NULL));
        TRY(csv_import(db, i->file, &how, NULL, &i->id, &i->report, &i->imported));
        return i->check ? csv_check(db, &twice, DB_ARGS(db_uuid(&i->id)), &i->report) : PROBLEM_OK;
}

static struct importing file_of(const char *text)
{
        struct importing i = { .file = memfd_create("csv", MFD_CLOEXEC) };

        assert_int_equal(write(i.file, text, strlen(text)), strlen(text));
        uuid_new(&i.id);
        return i;
}

static struct db *open_intake(void)
{
        struct db *db = NULL;

        test_config();
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), "intake", statements, &db), PROBLEM_OK);
        return db;
}

static const char *kept(struct db *db, const struct importing *i) { return value_of(db, &rows_of, DB_ARGS(db_uuid(&i->id))); }

static void rows_arrive_as_they_were_taken(void **state)
{
        struct db *db = open_intake();
        struct importing i = file_of("SKU,Title,Stock\nA,\"tab\\, \"\"x\"\" {y}\",\nskip,me,\nB,,\nNULL,\\N,\n");

        (void)state;
        assert_int_equal(db_transaction(db, import, &i), PROBLEM_OK);
        assert_string_equal(kept(db, &i), "2 {A,\"<tab\\\\, \\\"x\\\" {y}>\"}; 4 {B,NULL}; 5 {\"NULL\",\"<\\\\N>\"}");
        assert_int_equal(i.imported.rows, 3);
        assert_int_equal(i.imported.unknown.count, 1);
        assert_string_equal(i.imported.unknown.item[0], "Stock");
        db_close(db);
}

static void one_bad_line_and_nothing_is_kept(void **state)
{
        struct db *db = open_intake();
        struct importing i = file_of("SKU,Title\nA,x\n,y\nB,\"z\n");

        (void)state;
        assert_int_equal(db_transaction(db, import, &i), PROBLEM_LINES_INVALID);
        assert_int_equal(i.report.count, 2);
        assert_string_equal(kept(db, &i), "");
        db_close(db);
}

static void what_the_database_finds_is_said_by_line(void **state)
{
        struct db *db = open_intake();
        struct importing i = file_of("SKU\nA\nB\nA\nA\nB\n");

        (void)state;
        i.check = true;
        assert_int_equal(db_transaction(db, import, &i), PROBLEM_LINES_INVALID);
        assert_int_equal(i.report.count, 3);   /* two were asked for */
        assert_string_equal(csv_errors(&i.report), "[{\"line\":4,\"field\":\"SKU\",\"reason\":\"is on line 2 too\"},{\"line\":5,\"field\":\"SKU\",\"reason\":\"is on line 2 too\"}]");
        assert_string_equal(kept(db, &i), "");
        db_close(db);
}

static void a_lost_race_is_run_again_and_a_lost_connection_is_said(void **state)
{
        static const char *const states[] = { "40001", "08006", "08007" };

        (void)state;
        for (int n = 1; n <= 3; n++)
                for (size_t s = 0; s < ARRAY_LEN(states); s++) {
                        struct db *db = open_intake();
                        struct importing i = file_of("SKU\nA\n");
                        db_fail_at(db, n, states[s]);
                        assert_int_equal(db_transaction(db, import, &i), s ? PROBLEM_DATABASE_UNAVAILABLE : PROBLEM_TRANSACTION_RETRY);
                        assert_true(db_fault_hit(db));
                        db_close(db);
                }
}

static void outside_of_a_transaction_nothing_is_copied(void **state)
{
        struct db *db = open_intake();
        struct db_copy *copy;

        (void)state;
        assert_int_equal(db_copy_begin(db, test_memory, "copy csv_row from stdin", &copy), PROBLEM_INTERNAL);
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(rows_arrive_as_they_were_taken), alone(one_bad_line_and_nothing_is_kept), alone(what_the_database_finds_is_said_by_line),
                alone(a_lost_race_is_run_again_and_a_lost_connection_is_said), alone(outside_of_a_transaction_nothing_is_copied),
        };

        return UNIT_MAIN(tests);
}

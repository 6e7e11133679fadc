/* CSV as people and spreadsheets write it. */
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "resale/csv.h"
#include "support/unit.h"

static const char *const sku_aliases[] = { "Variant SKU", "Item number", NULL };
static const struct csv_column columns[] = { { "SKU", sku_aliases, true, 20 }, { "Title", NULL, true, 60 }, { "Price", NULL, false, 0 } };

static int file_of(const char *bytes, size_t length)
{
        int file = memfd_create("csv", MFD_CLOEXEC);

        assert_true(file >= 0);
        assert_int_equal(write(file, bytes, length), length);
        assert_int_equal(lseek(file, 0, SEEK_SET), 0);
        return file;
}

/* All rows as "line:sku|title|price", then what is complained of, as "line field reason". */
static const char *read_all(const char *bytes, size_t length)
{
        struct csv_report report = { .arena = test_memory };
        struct buffer out = { .arena = test_memory };
        struct csv_row row;
        int file = file_of(bytes, length);
        struct csv *csv = csv_open(test_memory, file, columns, ARRAY_LEN(columns), &report);

        buffer_text(&out, "");
        while (csv && csv_next(csv, &row))
                buffer_printf(&out, "%lld:%s|%s|%s\n", (long long)row.line, row.value[0] ? row.value[0] : "-", row.value[1] ? row.value[1] : "-", row.value[2] ? row.value[2] : "-");
        if (report.count)
                buffer_printf(&out, "%s", csv_errors(&report));
        close(file);
        return out.text;
}

static void reads(const char *text, const char *expected)
{
        assert_string_equal(read_all(text, strlen(text)), expected);
}

static void refuses(const char *text, int line, const char *field, const char *reason)
{
        const char *got = read_all(text, strlen(text));
        const char *error = arena_printf(test_memory, "{\"line\":%d,\"field\":%s%s%s,\"reason\":\"%s", line, field ? "\"" : "", field ? field : "null", field ? "\"" : "", reason);

        if (!strstr(got, error))
                fail_msg("expected %s in %s", error, got);
}

static void values_come_as_they_were_written(void **state)
{
        (void)state;
        reads("SKU,Title,Price\nA,Fleece,12\nB,Parka,\n", "2:A|Fleece|12\n3:B|Parka|-\n");
        reads("SKU,Title\r\nA,\"Fleece, \"\"warm\"\"\"\r\nB,\"two\r\n\"\r\nC,x", "2:A|Fleece, \"warm\"|-\n3:B|two|-\n5:C|x|-\n");
        reads("SKU,Title\rA,x\rB,y\r", "2:A|x|-\n3:B|y|-\n");
        reads("\xef\xbb\xbfSKU;Title;Price\n A ; \"no\" quotes;1,50\n",
              "[{\"line\":2,\"field\":\"Title\",\"reason\":\"holds a quote but does not begin with one; put it in quotes and double each inside\"}]");
        reads("SKU\tTitle\nA\tx,y;z\n", "2:A|x,y;z|-\n");
        reads("SKU,Title\nA,\" \"\n\n,,\n , \nB,Gr\xc3\xb6\xc3\x9f" "e\n", "2:A|-|-\n6:B|Gr\xc3\xb6\xc3\x9f" "e|-\n");
}

static void columns_are_found_by_any_spelling_of_their_names(void **state)
{
        (void)state;
        reads("title,Handle,\"variant_sku\"\nx,h,A\n", "2:A|x|-\n");
        reads(" TITLE ,Item-Number\nx,A\n", "2:A|x|-\n");
        refuses("SKU,Name\n", 1, "Title", "is a column that the first line must name");
        refuses("SKU,Title,Variant SKU\n", 1, "Variant SKU", "is the same column as number 1");
}

static void unknown_columns_are_named_and_whatever_they_hold_is_passed_over(void **state)
{
        static const char text[] = "SKU,Body,Title,,Stock\nA,\"caf\xe9\n<p>\",x,,\n";
        struct csv_report report = { .arena = test_memory };
        struct csv_row row;
        int file = file_of(text, sizeof text - 1);
        struct csv *csv = csv_open(test_memory, file, columns, ARRAY_LEN(columns), &report);

        (void)state;
        assert_non_null(csv);
        struct texts unknown = csv_unknown(csv);
        assert_int_equal(unknown.count, 2);
        assert_string_equal(unknown.item[0], "Body");
        assert_string_equal(unknown.item[1], "Stock");
        assert_true(csv_has(csv, 1) && !csv_has(csv, 2));
        assert_true(csv_next(csv, &row) && !csv_next(csv, &row));
        assert_string_equal(row.value[1], "x");
        assert_int_equal(report.count, 0);
        close(file);
}

static void what_is_wrong_is_said_with_its_line_and_the_rest_is_read(void **state)
{
        (void)state;
        reads("SKU,Title\nA\nB,y\nC,z,9\nD,\"a\"b\nE,w\n",
              "3:B|y|-\n6:E|w|-\n[{\"line\":2,\"field\":null,\"reason\":\"the line has 1 values, the first line 2\"},"
              "{\"line\":4,\"field\":null,\"reason\":\"the line has 3 values, the first line 2\"},"
              "{\"line\":5,\"field\":\"Title\",\"reason\":\"has text after its closing quote\"}]");
        refuses("SKU,Title\nA,x\nB,\"never\nclosed,\n", 3, "Title", "begins with a quote that is never closed");
        refuses("SKU,Title\nA,\"x\ny\",\nB,\xe9\n", 4, "Title", "is not UTF-8; save the file as \\\"CSV UTF-8\\\"");
        refuses("SKU,Title\nA,\"x\ty\"\n", 2, "Title", "holds a line break or another control character");
        refuses("SKU,Title\n123456789012345678901,x\n", 2, "SKU", "is too long");
}

static void what_is_no_csv_is_called_by_its_name(void **state)
{
        static const char utf16[] = "\xff\xfeS\0K\0U\0", nul[] = "SKU,Title\nA,x\0y\n";

        (void)state;
        assert_non_null(strstr(read_all(utf16, sizeof utf16 - 1), "is UTF-16"));
        assert_non_null(strstr(read_all("PK\3\4....", 8), "is a workbook"));
        assert_non_null(strstr(read_all("", 0), "is empty"));
        assert_non_null(strstr(read_all("\xef\xbb\xbf", 3), "is empty"));
        assert_string_equal(read_all(nul, sizeof nul - 1), "[{\"line\":2,\"field\":\"Title\",\"reason\":\"holds a NUL byte\"}]");
        refuses("SKU\xff,Title\n", 1, NULL, "the name of column 1 must be UTF-8");
}

static void the_first_thousand_are_listed_and_all_are_counted(void **state)
{
        struct csv_report report = { .arena = test_memory };

        (void)state;
        for (int i = 0; i < 2500; i++)
                csv_complain(&report, i, i % 2 ? "SKU" : NULL, "must be \"%d\"", i);
        assert_int_equal(report.count, 2500);
        const char *errors = csv_errors(&report);
        assert_non_null(strstr(errors, "{\"line\":999,\"field\":\"SKU\",\"reason\":\"must be \\\"999\\\"\"}]"));
        assert_null(strstr(errors, "\"line\":1000,"));
}

/* 64 MB of rows, and a line that never ends. */
static void memory_does_not_grow_with_the_file(void **state)
{
        struct csv_report report = { .arena = test_memory };
        struct rusage before, after;
        struct csv_row row;
        char line[700];
        int64_t rows = 0;
        int file = file_of("SKU,Title,Body\n", 15);

        (void)state;
        assert_int_equal(lseek(file, 0, SEEK_END), 15);
        int length = snprintf(line, sizeof line, "A,x,\"%0*d\"\n", 660, 7);
        for (int i = 0; i < 100000; i++)
                assert_int_equal(write(file, line, (size_t)length), length);
        assert_int_equal(lseek(file, 0, SEEK_SET), 0);
        getrusage(RUSAGE_SELF, &before);
        struct csv *csv = csv_open(test_memory, file, columns, ARRAY_LEN(columns), &report);
        while (csv_next(csv, &row))
                rows++;
        getrusage(RUSAGE_SELF, &after);
        assert_int_equal(rows, 100000);
        assert_true(after.ru_maxrss - before.ru_maxrss < 2048);   /* KiB */
        close(file);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(values_come_as_they_were_written), alone(columns_are_found_by_any_spelling_of_their_names),
                alone(unknown_columns_are_named_and_whatever_they_hold_is_passed_over), alone(what_is_wrong_is_said_with_its_line_and_the_rest_is_read),
                alone(what_is_no_csv_is_called_by_its_name), alone(the_first_thousand_are_listed_and_all_are_counted), alone(memory_does_not_grow_with_the_file),
        };

        return UNIT_MAIN(tests);
}

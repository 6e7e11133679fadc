#include "fuzz/fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "resale/csv.h"
#include "resale/json.h"

static const char *const aliases[] = { "b2", NULL };
static const struct csv_column columns[] = { { "a", NULL, true, 10 }, { "b", aliases, false, 100 }, { "c", NULL, false, 0 } };

static int file_of(const void *bytes, size_t length)
{
        int file = memfd_create("csv", MFD_CLOEXEC);

        if (file < 0 || write(file, bytes, length) != (ssize_t)length || lseek(file, 0, SEEK_SET) != 0)
                abort();
        return file;
}

static void write_row(struct buffer *out, const struct csv_row *row)
{
        for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
                buffer_text(out, i ? ",\"" : "\"");
                for (const char *c = row->value[i] ? row->value[i] : ""; *c; c++)
                        buffer_printf(out, *c == '"' ? "\"\"" : "%c", *c);
                buffer_text(out, "\"");
        }
        buffer_text(out, "\r\n");
}

/* The rows, written as RFC 4180 says; complaints are said in words that can be said. */
static const char *rewrite(struct arena *arena, const void *bytes, size_t length, int64_t *complaints)
{
        struct csv_report report = { .arena = arena };
        struct buffer out = { .arena = arena };
        struct csv_row row;
        int file = file_of(bytes, length);
        struct csv *csv = csv_open(arena, file, columns, ARRAY_LEN(columns), &report);
        int64_t line = 1;

        buffer_text(&out, "a,b,c\r\n");
        for (; csv && csv_next(csv, &row); line = row.line) {
                if (row.line <= line)
                        abort();
                if (row.value[0] || row.value[1] || row.value[2])   /* else there is a value in an unknown column only */
                        write_row(&out, &row);
        }
        if (!utf8_is_valid(csv_errors(&report)) || (!csv && !report.count))
                abort();
        *complaints = report.count;
        close(file);
        return out.text;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
        struct arena *arena = arena_new();
        int64_t complaints;
        const char *once = rewrite(arena, bytes, length, &complaints), *twice = rewrite(arena, once, strlen(once), &complaints);

        if (complaints || strcmp(once, twice) != 0)
                abort();
        arena_free(arena);
        return 0;
}

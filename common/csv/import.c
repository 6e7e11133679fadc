#include <unistd.h>

#include "csv_private.h"

/* {"a",NULL} in the scratch arena. */
static const char *array_of(struct arena *arena, const char *const *cell, size_t count)
{
        struct buffer out = { .arena = arena };

        for (size_t i = 0; i < count; i++) {
                buffer_text(&out, i ? "," : "{");
                if (!cell[i]) {
                        buffer_text(&out, "NULL");
                        continue;
                }
                buffer_text(&out, "\"");
                for (const char *at = cell[i]; *at;) {
                        size_t plain = strcspn(at, "\"\\");
                        buffer_add(&out, at, plain);
                        at += plain;
                        if (*at)
                                buffer_printf(&out, "\\%c", *at++);
                }
                buffer_text(&out, "\"");
        }
        buffer_text(&out, "}");
        return out.text;
}

static struct texts copy_texts(struct arena *arena, struct texts texts)
{
        struct texts copy = { .item = arena_alloc(arena, texts.count * sizeof *copy.item) };

        for (; copy.count < texts.count; copy.count++)
                copy.item[copy.count] = arena_copy(arena, texts.item[copy.count], strlen(texts.item[copy.count]));
        return copy;
}

struct reading {
        const struct csv_import *how;
        void *context;
        struct csv_report *report;
        struct csv_imported *imported;
        const char *import_id;
        struct db_copy *copy;            /* NULL: only to see whether all is well */
};

static bool hand_on(const struct reading *reading, const struct csv_row *row, struct arena *scratch, const char **cell)
{
        const struct csv_import *how = reading->how;

        memset(cell, 0, how->cell_count * sizeof *cell);
        if (!how->take(row, scratch, cell, reading->report, reading->context))
                return true;
        reading->imported->rows++;
        if (!reading->copy)
                return true;
        const char *values[] = { reading->import_id, arena_printf(scratch, "%lld", (long long)row->line), array_of(scratch, cell, how->cell_count) };
        return db_copy_row(reading->copy, values, ARRAY_LEN(values));
}

/* One way through the file; its own memory does not grow with it. */
static void read_through(const struct reading *reading, int file, struct arena *keep)
{
        const struct csv_import *how = reading->how;
        struct arena *arena = arena_new(), *scratch = arena_new();
        const char **cell = arena_alloc(arena, how->cell_count * sizeof *cell);
        struct csv *csv = csv_open(arena, file, how->columns, how->column_count, reading->report);
        struct csv_row row;

        reading->imported->rows = 0;
        if (csv && how->begin)
                how->begin(csv, reading->report, reading->context);
        while (csv && csv_next(csv, &row) && hand_on(reading, &row, scratch, cell))
                arena_reset(scratch);
        if (csv)
                reading->imported->unknown = copy_texts(keep, csv_unknown(csv));
        arena_free(scratch);
        arena_free(arena);
}

enum problem csv_import(struct db *db, int file, const struct csv_import *how, void *context, const struct uuid *import_id, struct csv_report *report,
                        struct csv_imported *imported)
{
        struct reading reading = { .how = how, .context = context, .report = report, .imported = imported, .import_id = import_id->text };

        read_through(&reading, file, report->arena);
        if (report->count)
                return PROBLEM_LINES_INVALID;
        if (file >= 0 && lseek(file, 0, SEEK_SET) != 0)
                return PROBLEM_INTERNAL;
        TRY(db_copy_begin(db, report->arena, "copy csv_row (import_id, line, cell) from stdin", &reading.copy));
        read_through(&reading, file, report->arena);
        TRY(db_copy_end(reading.copy));
        return report->count ? PROBLEM_LINES_INVALID : PROBLEM_OK;
}

struct found { int64_t line, total; const char *field, *reason; };
static const struct field found_fields[] = { FIELD(struct found, line), FIELD(struct found, total), FIELD(struct found, field), FIELD(struct found, reason) };
static const struct shape found_shape = SHAPE(struct found, found_fields);

enum problem csv_check(struct db *db, const struct sql *sql, struct db_args args, struct csv_report *report)
{
        struct list rows;

        TRY(db_many(db, report->arena, sql, args, &found_shape, &rows));
        const struct found *found = rows.item;
        for (size_t i = 0; i < rows.count; i++)
                csv_complain(report, found[i].line, found[i].field, "%s", found[i].reason);
        if (rows.count)
                report->count += found[0].total - (int64_t)rows.count;
        return report->count ? PROBLEM_LINES_INVALID : PROBLEM_OK;
}

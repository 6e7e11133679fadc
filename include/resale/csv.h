#ifndef RESALE_CSV_H
#define RESALE_CSV_H

#include "resale/arena.h"
#include "resale/db.h"
#include "resale/problem.h"
#include "resale/shape.h"

/* What is wrong with a file, line by line. Begin with { .arena = arena }. The first 1,000 are listed, all are counted. */
struct csv_report { struct arena *arena; int64_t count; struct buffer list; };

/* field: the column, NULL when it is the line as such. The reason is a sentence's end: "must be a whole number". */
void csv_complain(struct csv_report *report, int64_t line, const char *field, const char *format, ...) PRINTF(4, 5);
const char *csv_errors(const struct csv_report *report);   /* [{"line":…,"field":…|null,"reason":"…"},…] */

/*
 * CSV by RFC 4180, from a file of any length in bounded memory. Lines end with CRLF, LF or CR; a UTF-8 byte order mark is passed over; the separator
 * is the comma, semicolon or tab that the first line has most of. The first line names the columns: case, blanks and punctuation do not matter.
 * Blanks around a value are dropped, lines without any value passed over.
 * Refused, each with the line where it begins: a quote that is not closed, text around a quoted value, more or fewer values than columns, a NUL,
 * lines over 1 MiB; in columns that are asked for also values that are not UTF-8, hold control characters, or are over their limit.
 * UTF-16 and workbooks are refused as such.
 */
struct csv_column {
        const char *name;                   /* as a person writes it: "Variant SKU" */
        const char *const *aliases;         /* NULL-terminated; may be NULL */
        bool required;
        size_t max;                         /* bytes of a value; 0: 2,000 */
};
struct csv;
struct csv_row { int64_t line; const char *const *value; };   /* of each column; NULL: empty, or there is no such column. Good until the next row */

/* Reads from where `file` stands. NULL, with complaints, when its first line cannot be used. -1 is an empty file. */
struct csv *csv_open(struct arena *arena, int file, const struct csv_column *columns, size_t count, struct csv_report *report);
/* The next row without complaint; false: there is none. */
bool csv_next(struct csv *csv, struct csv_row *row);
bool csv_has(const struct csv *csv, size_t column);
struct texts csv_unknown(const struct csv *csv);              /* names in the first line that no column has */

/*
 * A whole file into the table csv_row (import_id uuid, line bigint, cell text[]) of the service's schema, by COPY, in the running transaction, where a statement
 * must have gone before. The file is read twice, so that nothing is sent when any line is bad. The table has no row-level security, which COPY does not allow: who
 * imports deletes its rows in the same transaction, so that nobody ever sees them.
 */
struct csv_import {
        const struct csv_column *columns;
        size_t column_count, cell_count;
        /* Before each reading; the columns are known. May be NULL. */
        void (*begin)(const struct csv *csv, struct csv_report *report, void *context);
        /* A row as cells, NULL for null, which live in `scratch` or longer; false: it is nothing of its own. Complains of what is wrong. */
        bool (*take)(const struct csv_row *row, struct arena *scratch, const char **cell, struct csv_report *report, void *context);
};
struct csv_imported { int64_t rows; struct texts unknown; };

/* LINES_INVALID when the report has any. */
enum problem csv_import(struct db *db, int file, const struct csv_import *how, void *context, const struct uuid *import_id, struct csv_report *report,
                        struct csv_imported *imported) MUST_USE;
/* What the database finds: rows (line, field, reason) of a statement are complaints, its column `total` says how many there are. LINES_INVALID when there is any. */
enum problem csv_check(struct db *db, const struct sql *sql, struct db_args args, struct csv_report *report) MUST_USE;

#endif

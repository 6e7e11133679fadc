#include "db_private.h"
#include "resale/clock.h"
#include "resale/json.h"
#include "resale/log.h"

struct db_arg db_text(const char *text) { return (struct db_arg){ .text = text }; }
struct db_arg db_null(void) { return (struct db_arg){ 0 }; }
struct db_arg db_bool(bool value) { return (struct db_arg){ .text = value ? "true" : "false" }; }

struct db_arg db_uuid(const struct uuid *uuid)
{
        struct db_arg arg = { 0 };

        memcpy(arg.buffer, uuid->text, sizeof uuid->text);
        return arg;
}

struct db_arg db_int(int64_t value)
{
        struct db_arg arg = { 0 };

        snprintf(arg.buffer, sizeof arg.buffer, "%lld", (long long)value);
        return arg;
}

struct db_arg db_instant(struct instant at)
{
        struct db_arg arg = { 0 };

        if (instant_is_set(at))
                instant_format(at, arg.buffer);
        return arg;
}

struct db_arg db_texts(struct arena *arena, const struct texts *texts)
{
        struct buffer out = { .arena = arena };

        buffer_text(&out, "{");
        for (size_t i = 0; i < texts->count; i++) {
                buffer_text(&out, i ? ",\"" : "\"");
                for (const char *c = texts->item[i]; *c; c++) {
                        if (*c == '"' || *c == '\\')
                                buffer_text(&out, "\\");
                        buffer_add(&out, c, 1);
                }
                buffer_text(&out, "\"");
        }
        buffer_text(&out, "}");
        return db_text(out.text);
}

static enum problem decode_row(struct arena *arena, const PGresult *result, int row, const struct shape *shape, void *value, const char *name)
{
        for (size_t i = 0; i < shape->count; i++) {
                const struct field *field = &shape->fields[i];
                int column = PQfnumber(result, field->name);

                if (column < 0) {
                        log_line(LOG_ERROR, "database", NULL, "%s has no column %s", name, field->name);
                        return PROBLEM_INTERNAL;
                }
                if (PQgetisnull(result, row, column))
                        field_clear(field, value);
                else if (!field_from_text(arena, field, PQgetvalue(result, row, column), value)) {
                        log_line(LOG_ERROR, "database", NULL, "%s: %s cannot be read", name, field->name);
                        return PROBLEM_INTERNAL;
                }
        }
        return PROBLEM_OK;
}

enum problem db_one(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args, const struct shape *shape, void *row,
                    enum problem absent)
{
        RESULT *result = NULL;

        TRY(db_call(db, sql, args, &result));
        return PQntuples(result) ? decode_row(arena, result, 0, shape, row, sql->name) : absent;
}

enum problem db_many(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args, const struct shape *shape, struct list *rows)
{
        RESULT *result = NULL;

        TRY(db_call(db, sql, args, &result));
        rows->count = (size_t)PQntuples(result);
        rows->item = arena_alloc(arena, rows->count * shape->size + 1);
        for (size_t i = 0; i < rows->count; i++)
                TRY(decode_row(arena, result, (int)i, shape, (char *)rows->item + i * shape->size, sql->name));
        return PROBLEM_OK;
}

enum problem db_value(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args, const char **text, enum problem absent)
{
        RESULT *result = NULL;

        TRY(db_call(db, sql, args, &result));
        if (!PQntuples(result) || PQgetisnull(result, 0, 0))
                return absent;
        *text = arena_copy(arena, PQgetvalue(result, 0, 0), (size_t)PQgetlength(result, 0, 0));
        return PROBLEM_OK;
}

/* Rows written; for a query, rows returned. */
static int64_t rows_of(PGresult *result)
{
        if (PQresultStatus(result) == PGRES_TUPLES_OK)
                return PQntuples(result);
        int64_t count = 0;
        for (const char *c = PQcmdTuples(result); *c; c++)
                count = count * 10 + (*c - '0');
        return count;
}

enum problem db_exec(struct db *db, const struct sql *sql, struct db_args args, int64_t *affected)
{
        RESULT *result = NULL;

        TRY(db_call(db, sql, args, &result));
        if (affected)
                *affected = rows_of(result);
        return PROBLEM_OK;
}

enum problem db_exec_one(struct db *db, const struct sql *sql, struct db_args args, enum problem absent)
{
        int64_t affected = 0;

        TRY(db_exec(db, sql, args, &affected));
        return affected == 1 ? PROBLEM_OK : absent;
}

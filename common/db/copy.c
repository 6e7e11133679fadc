/* COPY: rows by the thousand. */
#include "db_private.h"
#include "resale/log.h"

enum { SENT_AT_ONCE = 65536 };

struct db_copy { struct db *db; char *text; size_t length; bool failed; };   /* text: room for SENT_AT_ONCE */

enum problem db_copy_begin(struct db *db, struct arena *arena, const char *command, struct db_copy **begun)
{
        struct db_copy *copy = arena_alloc(arena, sizeof *copy);

        if (!db->began || !text_equal(db->seen, db->seen_set)) {
                log_line(LOG_ERROR, "database", NULL, "%s: no statement of this transaction went before", command);
                return PROBLEM_INTERNAL;
        }
        TRY(db_fault(db));
        RESULT *result = PQexec(db->connection, command);
        if (db_loses_answer(db) || !result)
                return db_lose(db);
        if (PQresultStatus(result) != PGRES_COPY_IN)
                return db_verdict(db, result, command);
        *copy = (struct db_copy){ .db = db, .text = arena_alloc(arena, SENT_AT_ONCE) };
        *begun = copy;
        return PROBLEM_OK;
}

static void send_text(struct db_copy *copy)
{
        if (copy->length && PQputCopyData(copy->db->connection, copy->text, (int)copy->length) != 1)
                copy->failed = true;
        copy->length = 0;
}

/* Rows are cut where the room ends: what is sent is one stream. */
static void add(struct db_copy *copy, const char *bytes, size_t length)
{
        while (length) {
                size_t room = SENT_AT_ONCE - copy->length, part = length < room ? length : room;
                memcpy(copy->text + copy->length, bytes, part);
                copy->length += part;
                bytes += part;
                length -= part;
                if (copy->length == SENT_AT_ONCE)
                        send_text(copy);
        }
}

static void add_escaped(struct db_copy *copy, const char *text)
{
        while (*text) {
                size_t plain = strcspn(text, "\\\t\n\r");
                add(copy, text, plain);
                text += plain;
                if (*text) {
                        add(copy, (char[]){ '\\', *text == '\t' ? 't' : *text == '\n' ? 'n' : *text == '\r' ? 'r' : '\\' }, 2);
                        text++;
                }
        }
}

bool db_copy_row(struct db_copy *copy, const char *const *value, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                add(copy, "\t", i ? 1 : 0);
                if (value[i])
                        add_escaped(copy, value[i]);
                else
                        add(copy, "\\N", 2);
        }
        add(copy, "\n", 1);
        return !copy->failed;
}

enum problem db_copy_end(struct db_copy *copy)
{
        struct db *db = copy->db;

        send_text(copy);
        if (copy->failed || PQputCopyEnd(db->connection, NULL) != 1)
                return db_lose(db);
        RESULT *result = PQgetResult(db->connection);
        PQclear(PQgetResult(db->connection));
        if (!result)
                return db_lose(db);
        return PQresultStatus(result) == PGRES_COMMAND_OK ? PROBLEM_OK : db_verdict(db, result, "copy");
}

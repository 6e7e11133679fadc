#include "db_private.h"

static enum problem run(struct db *db, const char *command)
{
        RESULT *result = PQexec(db->connection, command);

        return PQresultStatus(result) == PGRES_COMMAND_OK ? PROBLEM_OK : db_verdict(db, result, command);
}

enum problem db_listen(struct db *db) { return run(db, "listen resale"); }

enum problem db_notify(struct db *db, const char *service)
{
        char command[80];

        snprintf(command, sizeof command, "notify resale, '%s'", service);
        return run(db, command);
}

int db_socket(const struct db *db) { return PQsocket(db->connection); }

unsigned db_heard(struct db *db, const char *service)
{
        unsigned heard = 0;

        if (!PQconsumeInput(db->connection))
                db->lost = true;
        for (PGnotify *one; (one = PQnotifies(db->connection)); PQfreemem(one))
                heard |= text_equal(one->extra, service) ? HEARD_ITS_OWN : HEARD_OTHERS;
        return heard;
}

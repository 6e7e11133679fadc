#include "db_private.h"

static enum problem run(struct db *db, const char *command)
{
        RESULT *result = PQexec(db->connection, command);

        return PQresultStatus(result) == PGRES_COMMAND_OK ? PROBLEM_OK : db_verdict(db, result, command);
}

enum problem db_listen(struct db *db) { return run(db, "listen resale"); }
enum problem db_notify(struct db *db) { return run(db, "notify resale"); }
int db_socket(const struct db *db) { return PQsocket(db->connection); }

bool db_heard(struct db *db)
{
        bool heard = false;

        if (!PQconsumeInput(db->connection))
                db->lost = true;
        for (PGnotify *one; (one = PQnotifies(db->connection)); heard = true)
                PQfreemem(one);
        return heard;
}

/* The single door to the server. */
#include <strings.h>

#include "db_private.h"
#include "resale/log.h"
#include "resale/metrics.h"

enum { ARGS_MAX = 40 };

static bool starts_class(const char *state, const char *class) { return memcmp(state, class, strlen(class)) == 0; }

enum problem db_lose(struct db *db)
{
        db->lost = true;
        return PROBLEM_DATABASE_UNAVAILABLE;
}

static const char *part_of(const PGresult *result, int part)
{
        const char *text = PQresultErrorField(result, part);

        return text ? text : "";
}

/*
 * An SQLSTATE as a problem; what is nobody's fault but ours is logged here, where it began. Rows and values, which stand in the details and in
 * what is said of bad values (class 22), may be a customer's: they are not logged.
 */
enum problem db_verdict(struct db *db, const PGresult *result, const char *name)
{
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

        if (!state || PQstatus(db->connection) != CONNECTION_OK || starts_class(state, "08") || starts_class(state, "57P")) {
                log_line(LOG_WARNING, "database", NULL, "connection lost in %s: %s", name, state ? part_of(result, PG_DIAG_MESSAGE_PRIMARY) : "no answer");
                return db_lose(db);
        }
        if (text_equal(state, "40001") || text_equal(state, "40P01"))
                return PROBLEM_TRANSACTION_RETRY;
        if (text_equal(state, "23505"))
                return PROBLEM_DUPLICATE;
        if (text_equal(state, "57014") || text_equal(state, "55P03"))
                return PROBLEM_BUSY;
        if (text_equal(state, "23514") || text_equal(state, "23503") || starts_class(state, "22")) {
                log_line(LOG_INFO, "database", NULL, "%s refused (%s) %s", name, state, part_of(result, PG_DIAG_CONSTRAINT_NAME));
                return PROBLEM_INVALID_FIELD;
        }
        log_line(LOG_ERROR, "database", NULL, "%s failed (%s): %s", name, state, part_of(result, PG_DIAG_MESSAGE_PRIMARY));
        return PROBLEM_INTERNAL;
}

#ifdef RESALE_TEST
void db_fail_at(struct db *db, int n, const char *sqlstate)
{
        db->fail_at = n;
        db->calls = 0;
        db->fault_hit = false;
        db->answer_lost = false;
        db->fail_state = text_equal(sqlstate, "40001") || text_equal(sqlstate, "08007") ? sqlstate : "08006";
}

bool db_fault_hit(const struct db *db) { return db->fault_hit; }
void db_fault_mark(struct db *db) { db->calls_before = db->calls; }
void db_fault_restart(struct db *db) { db->calls = db->calls_before; }

enum problem db_fault(struct db *db)
{
        if (!db->fail_at || ++db->calls != db->fail_at)
                return PROBLEM_OK;
        db->fault_hit = true;
        db->answer_lost = text_equal(db->fail_state, "08007");
        return db->answer_lost ? PROBLEM_OK : text_equal(db->fail_state, "40001") ? PROBLEM_TRANSACTION_RETRY : db_lose(db);
}

/* After the call: the server did it, and the answer is lost. */
bool db_loses_answer(struct db *db) { return db->answer_lost; }
#else
enum problem db_fault(struct db *db)
{
        (void)db;
        return PROBLEM_OK;
}
bool db_loses_answer(struct db *db)
{
        (void)db;
        return false;
}
#endif

/* What must reach the server before the statement; how many results it will give. False: the connection broke. */
static bool send_before(struct db *db, const struct sql *sql, int *results)
{
        const char *seen = db->seen;

        *results = 0;
        if (db->begin_wanted) {
                if (!PQsendQueryParams(db->connection, "begin", 0, NULL, NULL, NULL, NULL, 0))
                        return false;
                ++*results;
        }
        if (!text_equal(db->seen, db->seen_set)) {
                if (!PQsendQueryPrepared(db->connection, "see", 1, &seen, NULL, NULL, 0))
                        return false;
                ++*results;
        }
        if (!*db_prepared(db, sql)) {
                if (!PQsendPrepare(db->connection, sql->name, sql->text, 0, NULL))
                        return false;
                ++*results;
        }
        return true;
}

static PGresult *next_result(PGconn *connection)
{
        PGresult *result = PQgetResult(connection);

        if (result && PQresultStatus(result) != PGRES_PIPELINE_SYNC)
                PQclear(PQgetResult(connection));   /* the end of this statement's results */
        return result;
}

/*
 * Read the results of the pipeline; the first failure, or the statement's own, is kept. The preparing goes right before the statement, so that what comes
 * there says that the server has it now: for good, even where the statement itself or its transaction fails.
 */
static PGresult *read_pipeline(struct db *db, const struct sql *sql, int before)
{
        PGresult *kept = NULL;

        for (int i = 0; i <= before; i++) {
                PGresult *result = next_result(db->connection);
                bool failed = PQresultStatus(result) == PGRES_FATAL_ERROR;
                if (i == before - 1 && PQresultStatus(result) == PGRES_COMMAND_OK)
                        *db_prepared(db, sql) = sql;
                if (!kept && (failed || i == before))
                        kept = result;
                else
                        PQclear(result);
        }
        PQclear(next_result(db->connection));   /* the sync */
        return kept;
}

static void remember_sent(struct db *db, int before, bool good)
{
        if (!before)
                return;
        if (db->begin_wanted) {
                db->begin_wanted = false;
                db->began = true;
                memcpy(db->seen_before, db->seen_set, SEEN_SIZE);
        }
        memcpy(db->seen_set, good ? db->seen : "?", good ? SEEN_SIZE : 2);
}

static PGresult *pipelined(struct db *db, const struct sql *sql, const char *const *values)
{
        int before;

        if (!PQenterPipelineMode(db->connection))
                return NULL;
        if (!send_before(db, sql, &before) || !PQsendQueryPrepared(db->connection, sql->name, sql->args, values, NULL, NULL, 0) ||
            !PQpipelineSync(db->connection))
                return NULL;
        PGresult *result = read_pipeline(db, sql, before);
        ExecStatusType status = PQresultStatus(result);
        remember_sent(db, before, status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK);
        if (!PQexitPipelineMode(db->connection))
                db->lost = true;
        return result;
}

enum problem db_call(struct db *db, const struct sql *sql, struct db_args args, PGresult **result)
{
        const char *values[ARGS_MAX];

        *result = NULL;
        if ((int)args.count != sql->args || args.count > ARGS_MAX) {
                log_line(LOG_ERROR, "database", NULL, "%s takes %d values, %zu given", sql->name, sql->args, args.count);
                return PROBLEM_INTERNAL;
        }
        for (size_t i = 0; i < args.count; i++)
                values[i] = args.arg[i].text ? args.arg[i].text : args.arg[i].buffer[0] ? args.arg[i].buffer : NULL;
        TRY(db_fault(db));
        if (db_is_lost(db))
                return db_lose(db);
        metrics_add(METRIC_DB_CALLS, 1);
        if (db->begin_wanted || !text_equal(db->seen, db->seen_set) || !*db_prepared(db, sql))
                *result = pipelined(db, sql, values);
        else
                *result = PQexecPrepared(db->connection, sql->name, sql->args, values, NULL, NULL, 0);
        if (db_loses_answer(db))
                return db_lose(db);
        ExecStatusType status = PQresultStatus(*result);
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
                return PROBLEM_OK;
        return *result ? db_verdict(db, *result, sql->name) : db_lose(db);
}

enum problem db_command(struct db *db, const char *command)
{
        TRY(db_fault(db));
        metrics_add(METRIC_DB_CALLS, 1);
        RESULT *result = PQexec(db->connection, command);
        if (db_loses_answer(db))
                return db_lose(db);
        if (PQresultStatus(result) != PGRES_COMMAND_OK)
                return db_verdict(db, result, command);
        if (strcasecmp(PQcmdStatus(result), command) == 0)
                return PROBLEM_OK;
        /* A commit of a transaction in which a statement had failed is answered "ROLLBACK". */
        log_line(LOG_ERROR, "database", NULL, "%s was answered %s: a failure was passed over", command, PQcmdStatus(result));
        return PROBLEM_INTERNAL;
}

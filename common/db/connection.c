#include <poll.h>

#include "common_sql.h"
#include "db_private.h"
#include "resale/log.h"
#include "resale/metrics.h"

static const char session_settings[] =
        "set time zone 'UTC'; set datestyle to iso; set client_min_messages to warning; set standard_conforming_strings to on; "
        "prepare see (text) as select set_config('resale.merchant', $1, false)";
static const char service_settings[] =
        "set statement_timeout to '10s'; set lock_timeout to '5s'; set idle_in_transaction_session_timeout to '30s'; set jit to off";

static bool run(PGconn *connection, const char *command)
{
        RESULT *result = PQexec(connection, command);

        if (PQresultStatus(result) == PGRES_COMMAND_OK)
                return true;
        log_line(LOG_ERROR, "database", NULL, "%s", PQerrorMessage(connection));
        return false;
}

static bool take_role(PGconn *connection, const char *service)
{
        char command[200];

        snprintf(command, sizeof command, "set role resale_%s; set search_path to %s, rp; set application_name to 'resale-%s'", service, service, service);
        return run(connection, command) && run(connection, service_settings);
}

static bool send_prepares(PGconn *connection, const struct sql *const *statements)
{
        for (; statements && *statements; statements++)
                if (!PQsendPrepare(connection, (*statements)->name, (*statements)->text, 0, NULL))
                        return false;
        return true;
}

const struct sql **db_prepared(struct db *db, const struct sql *sql)
{
        size_t slot = (uintptr_t)sql / sizeof *sql % PREPARED_SLOTS;

        for (size_t i = 0; i < PREPARED_SLOTS; i++, slot = (slot + 1) % PREPARED_SLOTS)
                if (!db->prepared[slot] || db->prepared[slot] == sql)
                        return &db->prepared[slot];
        abort();   /* a service has fewer statements than there are slots */
}

/* One result for each statement; each failure is said. */
static bool take_prepares(struct db *db, const struct sql *const *statements)
{
        bool good = true;

        for (; statements && *statements; statements++) {
                RESULT *result = PQgetResult(db->connection);
                RESULT *end = PQgetResult(db->connection);
                if (PQresultStatus(result) == PGRES_COMMAND_OK)
                        *db_prepared(db, *statements) = *statements;
                else {
                        if (PQresultStatus(result) != PGRES_PIPELINE_ABORTED)
                                log_line(LOG_ERROR, "database", NULL, "statement %s: %s", (*statements)->name, PQresultErrorMessage(result));
                        good = false;
                }
                (void)end;
        }
        return good;
}

static bool prepare_all(struct db *db, const struct sql *const *statements, const struct sql *const *common)
{
        PGconn *connection = db->connection;

        if (!PQenterPipelineMode(connection))
                return false;
        bool good = send_prepares(connection, common) && send_prepares(connection, statements) && PQpipelineSync(connection);
        if (good) {
                good = take_prepares(db, common);
                good = take_prepares(db, statements) && good;
                PQclear(PQgetResult(connection));   /* the sync */
        }
        return good && PQexitPipelineMode(connection);
}

/* A server that went away without a word (power, network) is noticed within some seconds too. What stands in the url wins. */
static PGconn *connect_to(const char *url)
{
        const char *const names[] = { "connect_timeout", "tcp_user_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
                                      "fallback_application_name", "dbname", NULL };
        const char *const values[] = { "5", "15000", "10", "5", "3", "resale", url, NULL };

        return PQconnectdbParams(names, values, 1);
}

/* Refused here, because libpq repeats what it cannot read in its message, with the password. */
static bool is_readable(const char *url)
{
        PQconninfoOption *options = strpbrk(url, "=/") ? PQconninfoParse(url, NULL) : NULL;

        if (!options)
                log_line(LOG_ERROR, "database", NULL, "DATABASE_URL is not a libpq URL or key-value string");
        PQconninfoFree(options);
        return options;
}

static void ignore_notice(void *context, const PGresult *result)
{
        (void)context, (void)result;
}

enum problem db_open(const char *url, const char *service, const struct sql *const *statements, struct db **opened)
{
        if (!is_readable(url))
                return PROBLEM_DATABASE_UNAVAILABLE;
        struct db *db = calloc(1, sizeof *db);
        if (!db)
                abort();
        db->connection = connect_to(url);
        PQsetNoticeReceiver(db->connection, ignore_notice, NULL);
        memcpy(db->seen_set, "?", 2);
        if (PQstatus(db->connection) != CONNECTION_OK)
                log_line(LOG_WARNING, "database", NULL, "cannot connect: %s", PQerrorMessage(db->connection));
        else if (run(db->connection, session_settings) && (!service || take_role(db->connection, service)) &&
                 (!statements || prepare_all(db, statements, service ? common_statements : NULL))) {
                metrics_add(METRIC_DB_RECONNECTS, 1);
                *opened = db;
                return PROBLEM_OK;
        }
        db_close(db);
        return PROBLEM_DATABASE_UNAVAILABLE;
}

void db_close(struct db *db)
{
        if (!db)
                return;
        PQfinish(db->connection);
        free(db);
}

bool db_is_lost(const struct db *db)
{
        return db->lost || PQstatus(db->connection) != CONNECTION_OK;
}

bool db_has_ended(struct db *db)
{
        struct pollfd socket = { .fd = PQsocket(db->connection), .events = POLLIN };

        if (!db_is_lost(db) && poll(&socket, 1, 0) == 0)
                return false;
        while (PQconsumeInput(db->connection) && poll(&socket, 1, 0) > 0) {}
        return db_is_lost(db);
}

static void see(struct db *db, const char *who)
{
        snprintf(db->seen, sizeof db->seen, "%s", who);
}

void db_see_merchant(struct db *db, const struct uuid *merchant_id) { see(db, merchant_id->text); }
void db_see_all(struct db *db) { see(db, "*"); }
void db_see_none(struct db *db) { see(db, ""); }
bool db_in_transaction(const struct db *db) { return db->in_transaction; }

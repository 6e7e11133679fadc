#include "resale/migrate.h"

#include "common_sql.h"
#include "db_private.h"
#include "migrations.h"
#include "resale/crypto.h"
#include "resale/log.h"

static const char record[] =
        "create schema if not exists rp;"
        "create table if not exists rp.migration (number integer primary key, name text not null, sha256 text not null,"
        " applied_at timestamptz not null default now());"
        "comment on table rp.migration is 'The migrations that were applied, and what they said.'";
enum { LOCK = 72616 };   /* any number that nobody else locks */

static enum problem run(struct db *db, const char *text, const char *name)
{
        RESULT *result = PQexec(db->connection, text);
        ExecStatusType status = PQresultStatus(result);

        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
                return PROBLEM_OK;
        log_line(LOG_ERROR, "migrate", NULL, "%s: %s", name, PQresultErrorMessage(result));
        return PQstatus(db->connection) == CONNECTION_OK ? PROBLEM_INTERNAL : PROBLEM_DATABASE_UNAVAILABLE;
}

/* A text that had to change, though not what comes of it, names the digest of the earlier one. */
static bool is_text_of(const char *recorded, const struct migration *migration, const char *sha256)
{
        return text_equal(recorded, sha256) || (strlen(recorded) == 64 && strstr(migration->text, recorded));
}

/* Already applied, and by the same text? */
static enum problem is_recorded(struct db *db, int number, const char *sha256, const struct migration *migration, bool *recorded)
{
        char query[120];

        snprintf(query, sizeof query, "select sha256 from rp.migration where number = %d", number);
        RESULT *result = PQexec(db->connection, query);
        if (PQresultStatus(result) != PGRES_TUPLES_OK)
                return db_verdict(db, result, "select from rp.migration");
        *recorded = PQntuples(result) == 1;
        if (*recorded && !is_text_of(PQgetvalue(result, 0, 0), migration, sha256)) {
                log_line(LOG_ERROR, "migrate", NULL, "%s was applied with another text; migrations are never changed, add a new one", migration->name);
                return PROBLEM_INTERNAL;
        }
        return PROBLEM_OK;
}

static enum problem apply(struct db *db, int number, const struct migration *migration, const char *sha256)
{
        char note[400];

        snprintf(note, sizeof note, "insert into rp.migration (number, name, sha256) values (%d, '%s', '%s'); commit", number, migration->name, sha256);
        TRY(run(db, "begin", migration->name));
        enum problem problem = run(db, migration->text, migration->name);
        if (problem == PROBLEM_OK)
                problem = run(db, note, migration->name);
        if (problem != PROBLEM_OK)
                (void)!run(db, "rollback", migration->name);
        return problem;
}

static enum problem apply_all(struct db *db, int *applied)
{
        char sha256[65], lock[80];

        snprintf(lock, sizeof lock, "select pg_advisory_lock(%d)", LOCK);
        TRY(run(db, lock, "lock"));
        TRY(run(db, record, "record"));
        for (int i = 0; migrations[i].name; i++) {
                bool recorded = false;
                sha256_hex(migrations[i].text, strlen(migrations[i].text), sha256);
                TRY(is_recorded(db, i + 1, sha256, &migrations[i], &recorded));
                if (recorded)
                        continue;
                TRY(apply(db, i + 1, &migrations[i], sha256));
                ++*applied;
        }
        return PROBLEM_OK;
}

enum problem migrate(const char *url, int *applied)
{
        struct db *db;

        *applied = 0;
        TRY(db_open(url, NULL, NULL, &db));
        enum problem problem = apply_all(db, applied);
        db_close(db);   /* and with it the lock */
        return problem;
}

int migrate_known(void)
{
        int count = 0;

        while (migrations[count].name)
                count++;
        return count;
}

enum problem migrate_recorded(struct db *db, int64_t *count)
{
        struct arena *arena = arena_new();
        const char *text = "0";
        enum problem problem = db_value(db, arena, &sql_count_migrations, DB_NO_ARGS, &text, PROBLEM_INTERNAL);

        *count = strtoll(text, NULL, 10);
        arena_free(arena);
        return problem;
}

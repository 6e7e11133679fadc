#include <time.h>

#include "db_private.h"
#include "resale/crypto.h"
#include "resale/metrics.h"

enum { TRIES = 5 };

/* After a rollback the session's merchant is again what it was before. */
static void roll_back(struct db *db)
{
        if (db->began && !db_is_lost(db)) {
                RESULT *result = PQexec(db->connection, "rollback");   /* the fault switch does not count it */
                if (PQresultStatus(result) != PGRES_COMMAND_OK)
                        db->lost = true;
                memcpy(db->seen_set, db->seen_before, SEEN_SIZE);
        }
        db->begin_wanted = db->began = false;
}

static enum problem run_once(struct db *db, db_work *work, void *context)
{
        db->begin_wanted = true;
        db->began = false;
        db->in_transaction = true;
        enum problem problem = work(db, context);
        if (problem == PROBLEM_OK && db->began) {
                problem = db_command(db, "commit");
                db->committed |= problem == PROBLEM_OK;
        }
        if (problem == PROBLEM_OK)
                db->begin_wanted = db->began = false;
        else
                roll_back(db);
        db->in_transaction = false;
        return problem;
}

/* Before the next try: up to 10, 20, 40, 80 ms. */
static void pause_before(int try)
{
        struct timespec pause = { .tv_nsec = (long)random_below(5000u << try) * 1000L };

        nanosleep(&pause, NULL);
}

enum problem db_transaction(struct db *db, db_work *work, void *context)
{
        if (db->in_transaction)
                return work(db, context);
#ifdef RESALE_TEST
        db_fault_mark(db);
#endif
        for (int try = 1;; try++) {
                enum problem problem = run_once(db, work, context);
                if (problem != PROBLEM_TRANSACTION_RETRY || try == TRIES)
                        return problem;
                metrics_add(METRIC_DB_RETRIES, 1);
#ifdef RESALE_TEST
                db_fault_restart(db);
#endif
                pause_before(try);
        }
}

bool db_has_committed(struct db *db)
{
        bool committed = db->committed;

        db->committed = false;
        return committed;
}

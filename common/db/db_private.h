#ifndef DB_PRIVATE_H
#define DB_PRIVATE_H

#include <libpq-fe.h>

#include "resale/db.h"

enum { SEEN_SIZE = 40, PREPARED_SLOTS = 1024 };

struct db {
        PGconn *connection;
        char seen[SEEN_SIZE];           /* whose rows the next statement is to see: "", "*" or a merchant's id */
        char seen_set[SEEN_SIZE];       /* what the session has, as far as it is known; "?" when it is not */
        char seen_before[SEEN_SIZE];    /* what it had when the transaction began: a rollback brings it back */
        bool begin_wanted;              /* BEGIN goes out with the next statement */
        bool in_transaction;            /* db_transaction is running its work */
        bool began;                     /* the server has had BEGIN */
        bool lost;
        const struct sql *prepared[PREPARED_SLOTS];   /* which statements the server has: by their place in memory, the next free slot */
        bool committed;                 /* a transaction, since db_has_committed was asked */
#ifdef RESALE_TEST
        int fail_at, calls, calls_before;   /* calls_before: when the transaction began; a retry counts on from there */
        bool fault_hit, answer_lost;
        const char *fail_state;
#endif
};

/* The single door to the server: one statement, with what has to go before it, in one round trip. *result is to be cleared by the caller. */
enum problem db_call(struct db *db, const struct sql *sql, struct db_args args, PGresult **result) MUST_USE;
/* Where in db->prepared the statement stands, or is to stand. */
const struct sql **db_prepared(struct db *db, const struct sql *sql);
/* A plain command outside of the prepared ones: "commit", "rollback". INTERNAL when the server answers with the other. */
enum problem db_command(struct db *db, const char *command) MUST_USE;

/* Of whoever sends something: the fault switch, before; whether the answer is lost, after; what a lost connection is answered with. */
enum problem db_fault(struct db *db) MUST_USE;
bool db_loses_answer(struct db *db);
enum problem db_lose(struct db *db);
enum problem db_verdict(struct db *db, const PGresult *result, const char *name);

#ifdef RESALE_TEST
void db_fault_mark(struct db *db);
void db_fault_restart(struct db *db);
#endif

static inline void db_clear(PGresult **result) { PQclear(*result); }
#define RESULT CLEANUP(db_clear) PGresult

#endif

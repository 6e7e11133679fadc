#ifndef RESALE_DB_H
#define RESALE_DB_H

#include "resale/arena.h"
#include "resale/problem.h"
#include "resale/shape.h"

/* One connection to PostgreSQL, used by one worker at a time. */
struct db;

/* A statement from a .sql file; the build generates these. Prepared on a connection with its first use there, in the same round trip. */
struct sql {
        const char *name, *text;
        int args;
};

struct db_arg { const char *text; char buffer[40]; };      /* text NULL and buffer empty: SQL null */
struct db_args { size_t count; const struct db_arg *arg; };

#define DB_ARGS(...)                                                                     \
        ((struct db_args){ .count = sizeof((struct db_arg[]){ __VA_ARGS__ }) / sizeof(struct db_arg), \
                           .arg = (const struct db_arg[]){ __VA_ARGS__ } })
#define DB_NO_ARGS ((struct db_args){ 0 })

struct db_arg db_text(const char *text);                  /* NULL: null. Also for jsonb. Not copied. */
struct db_arg db_uuid(const struct uuid *uuid);           /* "": null */
struct db_arg db_int(int64_t value);
struct db_arg db_bool(bool value);
struct db_arg db_instant(struct instant at);              /* NO_INSTANT: null */
struct db_arg db_null(void);
struct db_arg db_texts(struct arena *arena, const struct texts *texts);   /* text[] */

/*
 * Open with the service's role and schema (`set role resale_<service>`, search_path
 * <service>; NULL: as the login, for the operator). `statements`: to be prepared at once, with the common ones; NULL: each with its first use, so that
 * a connection that comes anew costs nothing for what it never says.
 * DATABASE_UNAVAILABLE when it cannot be reached. `url` is a libpq URL or key-value string.
 */
enum problem db_open(const char *url, const char *service, const struct sql *const *statements, struct db **opened) MUST_USE;
void db_close(struct db *db);   /* NULL is allowed */
bool db_is_lost(const struct db *db);
/* Has the server ended the connection while nobody used it? No round trip: between statements a connection is silent, so that anything to read is its end. */
bool db_has_ended(struct db *db);

/*
 * Whose rows the next statements may see (row-level security): one merchant; every
 * merchant, for the partner's staff and background work; none, which is where a connection starts.
 * Costs no round trip of its own.
 */
void db_see_merchant(struct db *db, const struct uuid *merchant_id);
void db_see_all(struct db *db);
void db_see_none(struct db *db);

/*
 * News between processes: which service committed something, on one channel. A connection that listens is for nothing else, since it is no longer silent (db_has_ended).
 * A service's name is a word of lower-case letters.
 */
enum { HEARD_ITS_OWN = 1, HEARD_OTHERS = 2 };
enum problem db_listen(struct db *db) MUST_USE;
enum problem db_notify(struct db *db, const char *service) MUST_USE;   /* in a transaction of its own */
unsigned db_heard(struct db *db, const char *service);                 /* who notified since: a replica of this service, others. No round trip */
int db_socket(const struct db *db);               /* readable when there may be something to hear; -1 when it is lost */

/*
 * Each returns DATABASE_UNAVAILABLE when the connection is lost, TRANSACTION_RETRY on 40001 and
 * 40P01, DUPLICATE on a unique violation (the transaction must then end), INVALID_FIELD on a check or
 * foreign key violation or a value out of range, INTERNAL (logged) on anything else.
 */

/* Exactly one row; `absent` when there is none. Columns are matched by name; each field needs its column. */
enum problem db_one(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args,
                    const struct shape *shape, void *row, enum problem absent) MUST_USE;
/* Any number of rows, in order. */
enum problem db_many(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args,
                     const struct shape *shape, struct list *rows) MUST_USE;
/* The first column of the first row as text; `absent` when there is no row or it is null. */
enum problem db_value(struct db *db, struct arena *arena, const struct sql *sql, struct db_args args,
                      const char **text, enum problem absent) MUST_USE;
/* Run it; *affected (NULL: not wanted) gets the number of rows written or returned. */
enum problem db_exec(struct db *db, const struct sql *sql, struct db_args args, int64_t *affected) MUST_USE;
/* Run it; `absent` unless it wrote or returned exactly one row. */
enum problem db_exec_one(struct db *db, const struct sql *sql, struct db_args args, enum problem absent) MUST_USE;

/*
 * COPY … FROM STDIN inside of a transaction in which a statement went before. Rows are texts in the order of the command's columns, NULL for null;
 * false: the connection broke, which db_copy_end says. Begun, it has to be ended before anything else.
 */
struct db_copy;
enum problem db_copy_begin(struct db *db, struct arena *arena, const char *command, struct db_copy **begun) MUST_USE;
bool db_copy_row(struct db_copy *copy, const char *const *value, size_t count);
enum problem db_copy_end(struct db_copy *copy) MUST_USE;

/*
 * Run `work` in a READ COMMITTED transaction: commit when it returns OK, roll back
 * otherwise; run it again (up to 5 times, with jitter) when it lost a race. `work` may run
 * several times, so it must have no effect outside the database and `context`. Called inside a
 * transaction it simply runs `work`. BEGIN costs no round trip of its own.
 */
typedef enum problem db_work(struct db *db, void *context);
enum problem db_transaction(struct db *db, db_work *work, void *context) MUST_USE;
bool db_in_transaction(const struct db *db);
bool db_has_committed(struct db *db);   /* a db_transaction that sent something, since this was asked last */

#ifdef RESALE_TEST
/* The fault switch: from now on the n-th call to the server (1 = the next) fails, in every retry: with `sqlstate` 40001; as a connection lost
 * before the server did it for 08006, and after it did for 08007 (the text is not copied). n = 0 turns it off. db_fault_hit: it did happen. */
void db_fail_at(struct db *db, int n, const char *sqlstate);
bool db_fault_hit(const struct db *db);
#endif

#endif

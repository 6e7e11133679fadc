#ifndef TESTS_EXPLAIN_H
#define TESTS_EXPLAIN_H

#include "support/database.h"

/* A statement over many rows: as whom (NULL: the owner), with what, and how many blocks it may touch. */
struct explained { const char *role; const struct sql *sql; struct db_args args; int64_t blocks; };
#define OF(...) { sizeof((struct db_arg[]){ __VA_ARGS__ }) / sizeof(struct db_arg), (const struct db_arg[]){ __VA_ARGS__ } }
#define T(value) { .text = value }

/* What fills the tables, what is asked of them, and those of them (NULL ends the list) that nothing may read from end to end. */
struct explaining { const char *const *filling; size_t fillings; const struct explained *asked; size_t count; const char *const *large; };

/* Runs all of it in one transaction, which is rolled back; fails by the name of the first statement that reads too much. */
void explain_all(const struct explaining *what);

#endif

#ifndef TESTS_DATABASE_H
#define TESTS_DATABASE_H

#include "support/unit.h"

#include "resale/db.h"
#include "resale/json.h"

/* Connections to the test database (DATABASE_URL): as a service, and as the owner. */
struct db *as_service(const char *service);                /* sees everything; its own statements are prepared */
struct db *as_owner(const struct sql *const *statements);
void as_new(void);                                         /* what other tests rolled back is swept out, and the planner knows what is left */
void test_config(void);                                    /* read once; what a test sets after that stays set */

/* A merchant with its plate number, and a received unit of it, made through the ledger's own functions. */
struct uuid a_merchant(void);
struct uuid a_unit(const struct uuid *merchant_id);

/* A statement of a test. */
#define STATEMENT(name_, args_, text_) static const struct sql name_ = { .name = #name_, .args = args_, .text = text_ }
const char *value_of(struct db *db, const struct sql *sql, struct db_args args);   /* "" when there is none */

#endif

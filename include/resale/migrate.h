#ifndef RESALE_MIGRATE_H
#define RESALE_MIGRATE_H

#include "resale/db.h"

/*
 * Apply the numbered migrations (schema/NNNN_name.sql, embedded at build) that are not recorded yet, in order, each in one transaction, under one
 * advisory lock. A recorded migration whose text changed is refused. *applied: how many. As the login of `url`, which must be able to create roles.
 */
enum problem migrate(const char *url, int *applied) MUST_USE;
/* The number of migrations that this build knows, and how many the database has: for /readyz. */
int migrate_known(void);
enum problem migrate_recorded(struct db *db, int64_t *count) MUST_USE;

#endif

#ifndef LISTING_BACKLOG_H
#define LISTING_BACKLOG_H

#include "resale/db.h"

/* Graded units that are to be resold and are not offered, from (at, after) on, longest waiting first: struct waiting, `item` the JSON with why each waits. */
struct waiting { struct uuid unit_id; const char *lpn, *title, *grade, *condition, *since, *key, *item; };
enum problem backlog_list(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *at, const struct uuid *after, int64_t limit, struct list *rows) MUST_USE;

#endif

#ifndef LISTING_PULL_PRIVATE_H
#define LISTING_PULL_PRIVATE_H

#include "pull.h"

/* pull_query.c: is the cursor that was given this query's own; without one it is. */
bool pull_cursor_is_of(struct arena *arena, const struct public_collection *collection, const struct pull_query *query);
char *pull_since_make(struct arena *arena, const struct public_collection *collection, const struct pull_since *since);
bool pull_since_is_of(struct arena *arena, const struct public_collection *collection, const struct pull_since *since);

/* pull.c: which way a page is found. Tests set them. */
extern int64_t pull_looked_at, pull_few, pull_apart, pull_large;

#endif

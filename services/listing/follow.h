#ifndef LISTING_FOLLOW_H
#define LISTING_FOLLOW_H

#include "resale/db.h"

/* What kept answers and streams of a collection are about: its name as a topic, and the statement and step that follow it (resale/service.h). */
const char *follow_topic(struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id);
enum problem follow_events(struct db *db, struct arena *arena, const char *topic, int64_t since, int64_t until, struct buffer *out, int64_t *reached) MUST_USE;

#endif

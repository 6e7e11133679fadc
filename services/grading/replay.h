#ifndef GRADING_REPLAY_H
#define GRADING_REPLAY_H

#include "resale/db.h"

/*
 * History again: each grade from its stored answers by the version of the rubric that it names, each decision from its stored inputs by the versions of the policy and of the
 * estimates that it names. Whatever is not what was recorded is told. A batch in the order of ids, from `after` on (not set: from the first).
 */
struct difference { const char *lpn, *what; struct uuid id; };
struct replayed { size_t count; struct uuid last; struct list differences; };

enum { REPLAY_BATCH = 200 };
typedef enum problem replay_step(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *after, struct replayed *replayed);
replay_step replay_grades, replay_decisions;

/* All of a merchant, told on standard output. The exit status: 0, or 1 where anything differs or could not be read. */
int replay_run(const char *merchant_id);

#endif

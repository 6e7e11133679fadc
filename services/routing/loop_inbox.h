#ifndef ROUTING_LOOP_INBOX_H
#define ROUTING_LOOP_INBOX_H

#include "resale/db.h"

/* A background step: Loop's webhooks, worked on after they were answered. */
enum problem loop_inbox_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

#endif

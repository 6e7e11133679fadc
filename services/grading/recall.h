#ifndef GRADING_RECALL_H
#define GRADING_RECALL_H

#include "resale/db.h"
#include "resale/json.h"

/* What a merchant has recalled: by serial, lot, SKU or product; each member that is given has to fit. One that has ended stays in the record. */
enum { RECALLS_MAX = 500 };
struct recall { const char *serial, *lot, *sku, *product_id, *reason; };
extern const struct shape recall_shape;

/* All or none, and a search for units that are here already. *json: {"items":[…]}. INVALID_FIELD with *fault, PLAN_EXCLUDES_RESALE. */
enum problem recalls_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct list *recalls, const char *actor, const char **json,
                         struct json_fault *fault) MUST_USE;
/* RECALL_NOT_FOUND, RECALL_STATE. */
enum problem recall_end(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *recall_id, const char *actor, const char **json) MUST_USE;

/* A background step: the next units that a search looks at. Each one that a recall fits is put on hold; what is sold or gone is counted. */
enum problem recall_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

#endif

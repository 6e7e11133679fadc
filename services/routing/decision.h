#ifndef ROUTING_DECISION_H
#define ROUTING_DECISION_H

#include "engine.h"
#include "resale/db.h"

/* A return as Loop tells of it, in our words. */
struct routed_return {
        const char *provider_return_id, *order_name, *provider_order_id;
        const char *state;                  /* "open", "closed", "cancelled", "expired", "review" */
        struct list lines, labels;          /* struct return_line, struct label */
};
struct label { const char *tracking_number, *carrier; };

/*
 * From the body of Loop's return topic (integrations.md has its type traps: ids as text or integer, "N/A" for absent, money as decimal text, reasons in
 * quotes). INVALID_FIELD with *fault naming the member.
 */
enum problem return_parse(struct arena *arena, const struct doc *body, struct routed_return *returned, struct json_fault *fault) MUST_USE;

/* Decide with the merchant's set-up of now; stores nothing. *json: {"lines":[…],"conflicts":[…]}. */
enum problem return_decide(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct routed_return *returned, const char **lines,
                           const char **conflicts) MUST_USE;

/*
 * Decide and store. Heard of again, what was decided stays: lines that are new are decided, those that are gone are withdrawn, the state is the last told, except that
 * a cancelled return stays cancelled.
 */
enum problem return_route(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct routed_return *returned) MUST_USE;

enum problem decision_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *decision_id, const char **json) MUST_USE;

/* Add the label that `json` tells of, if it has a number, to a list with room for one more. */
void label_parse(struct arena *arena, const struct doc *json, struct list *labels);
/* Labels of a return that may not have been heard of yet. */
enum problem labels_keep(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *provider_return_id, const struct list *labels) MUST_USE;

#endif

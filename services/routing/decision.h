#ifndef ROUTING_DECISION_H
#define ROUTING_DECISION_H

#include "engine.h"
#include "resale/db.h"

/* A return as Loop tells of it, in our words. */
struct routed_return {
        const char *provider_return_id, *order_name, *provider_order_id, *tracking_number, *carrier;
        struct list lines;   /* struct return_line */
};

/*
 * From the body of Loop's return topic (integrations.md has its type traps: ids as text or integer, "N/A" for absent, money as decimal text, reasons in
 * quotes). INVALID_FIELD with *fault naming the member.
 */
enum problem return_parse(struct arena *arena, const struct doc *body, struct routed_return *returned, struct json_fault *fault) MUST_USE;

/* Decide with the merchant's set-up of now; stores nothing. *json: {"lines":[…],"conflicts":[…]}. */
enum problem return_decide(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct routed_return *returned, const char **lines,
                           const char **conflicts) MUST_USE;

/* Decide and store, once for a return: a repeat changes nothing. */
enum problem return_route(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct routed_return *returned) MUST_USE;

enum problem decision_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *decision_id, const char **json) MUST_USE;
enum problem decision_track(struct db *db, const struct uuid *merchant_id, const char *provider_return_id, const char *tracking_number, const char *carrier) MUST_USE;

#endif

#ifndef ROUTING_SETUP_H
#define ROUTING_SETUP_H

#include "engine.h"
#include "resale/db.h"

/* What a merchant sets up. Everything here asks the plan first: PLAN_EXCLUDES_RESALE, MERCHANT_NOT_FOUND. */

struct destination_body { const char *name, *type; struct json_text address; bool is_partner, is_default; };
enum problem destination_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct destination_body *body,
                             const char **json) MUST_USE;                                            /* ALREADY_EXISTS */
struct destination_change { const char *name, *enabled, *is_default; };                               /* NULL: as it was */
enum problem destination_change(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *destination_id,
                                const struct destination_change *change, const char **json) MUST_USE;  /* DESTINATION_NOT_FOUND, DEFAULT_DESTINATION */

struct rule_body { struct uuid rule_id, destination_id; enum rule_mode mode; struct json_text conditions; };   /* rule_id "": a new one, else the next version of a live one */
enum problem rule_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct rule_body *body, const char **json) MUST_USE;   /* DESTINATION_NOT_FOUND, RULE_NOT_FOUND */
enum problem rule_end(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *rule_id) MUST_USE;                                       /* RULE_NOT_FOUND */

struct workflow_body { struct uuid workflow_id, destination_id; const char *name; int64_t priority; enum workflow_action action; struct json_text conditions; };
/* DESTINATION_NOT_FOUND, WORKFLOW_NOT_FOUND; INVALID_FIELD when the action cannot go to that destination. */
enum problem workflow_add(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct workflow_body *body, const char **json) MUST_USE;
enum problem workflow_end(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *workflow_id) MUST_USE;

struct settings { bool enforce_product_rules; const char *donate_scope; };
extern const struct shape settings_shape;
enum problem settings_get(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct settings *settings) MUST_USE;
enum problem settings_set(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct settings *settings) MUST_USE;

/* Catalogue facts, replaced by product id: JSON list of {product_id, product_type, vendor, tags}. */
enum problem products_set(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *json) MUST_USE;

/* Who changed what; `detail` is a JSON object or NULL. */
enum problem setup_audit(struct db *db, const struct uuid *merchant_id, const char *actor, const char *action, const char *subject, const char *detail) MUST_USE;

/* Everything the engine needs, conditions parsed. */
enum problem setup_load(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct setup *setup) MUST_USE;
/* Product type, vendor and tags of the lines, from the catalogue. */
enum problem lines_complete(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct list *lines) MUST_USE;

#endif

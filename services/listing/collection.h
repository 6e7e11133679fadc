#ifndef LISTING_COLLECTION_H
#define LISTING_COLLECTION_H

#include "resale/db.h"

struct collection { struct uuid merchant_id, collection_id; const char *handle, *name, *navigation_label, *description, *state; };   /* NULL in a change: as it was */
enum problem collection_add(struct db *db, struct arena *arena, struct collection *collection, const char **json) MUST_USE;   /* PLAN_EXCLUDES_RESALE, ALREADY_EXISTS */
/* PLAN_EXCLUDES_RESALE, COLLECTION_NOT_FOUND, COLLECTION_STATE. */
enum problem collection_change(struct db *db, struct arena *arena, const struct collection *change, const char **json) MUST_USE;
enum problem collection_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id, const char **json) MUST_USE;

/* Return terms of a product type, or of a grade, which goes before it. */
struct rule { const char *product_type, *grade; int64_t return_days; bool final_sale; };
/* What is said of it has changed, other than its offers: kept answers are made anew. In the transaction at hand, last. */
enum problem collection_touch(struct db *db, const struct uuid *merchant_id, const struct uuid *collection_id) MUST_USE;

struct policy {
        struct uuid merchant_id, collection_id;
        const char *actor, *warranty, *final_sale_tag;
        int64_t return_days, min_price;
        bool final_sale, auto_publish, pool;
        struct json_text price_shares;
        struct list rules;                /* struct rule */
        struct texts photo_grades;
};
enum problem policy_add(struct db *db, struct arena *arena, const struct policy *policy, const char **json) MUST_USE;         /* PLAN_EXCLUDES_RESALE, COLLECTION_NOT_FOUND */

struct public_collection { struct uuid merchant_id, collection_id; const char *state; int64_t version, since_from; };   /* of its shelf, before anything else is read */
/* By handle, over all merchants; the connection sees that merchant's rows afterwards. COLLECTION_NOT_FOUND. */
enum problem collection_by_handle(struct db *db, struct arena *arena, const char *handle, struct public_collection *found) MUST_USE;
/* What is said of it to everybody: names, look, terms. */
enum problem collection_face(struct db *db, struct arena *arena, const struct public_collection *collection, const char **json) MUST_USE;

#endif

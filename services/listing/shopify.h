#ifndef LISTING_SHOPIFY_H
#define LISTING_SHOPIFY_H

#include "resale/db.h"

/* What a person sets up and sees of the shops that a merchant's collections are pushed to. */

struct shopify_setup {
        struct uuid merchant_id, connection_id;
        const char *shop, *client_id, *client_secret, *refresh_token, *final_sale_tag;   /* refresh_token NULL: by client credentials */
        const char *state, *location_id, *publication_id;                               /* of a change; NULL: as it was */
};

/* PLAN_EXCLUDES_RESALE, ALREADY_EXISTS. */
enum problem shopify_add(struct db *db, struct arena *arena, struct shopify_setup *setup, const char **json) MUST_USE;
/* SHOPIFY_NOT_FOUND; INVALID_FIELD: *against is the member that the shop does not have; SHOPIFY_STATE: it is leaving, or is broken and needs another secret. */
enum problem shopify_change(struct db *db, struct arena *arena, const struct shopify_setup *change, const char **json, const char **against) MUST_USE;
enum problem shopify_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id, const char **json) MUST_USE;   /* SHOPIFY_NOT_FOUND */
/* Everything of it is taken off sale in the shop, then it is forgotten; *gone: at once, because nothing was sent or the shop cannot be reached any more. */
enum problem shopify_remove(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id, bool *gone) MUST_USE;
/* The shop is asked at once what the token may do, where stock is kept and where things are published; checked_at is null until it has answered. SHOPIFY_NOT_FOUND. */
enum problem shopify_check(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id, const char **json) MUST_USE;
/* A listing is sent anew, whatever the shop was told before. SHOPIFY_NOT_FOUND, LISTING_NOT_FOUND. */
enum problem shopify_push_again(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id, const struct uuid *listing_id,
                                const char **json) MUST_USE;
/* The shop is read back now rather than by night. SHOPIFY_NOT_FOUND. */
enum problem shopify_read_back(struct db *db, const struct uuid *merchant_id, const struct uuid *connection_id) MUST_USE;

/* Background steps: what changed on the shelf; shops that answer well; those that are slow or in trouble, which so delay only each other. */
enum problem shopify_follow_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
enum problem shopify_push_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
enum problem shopify_trouble_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

#endif

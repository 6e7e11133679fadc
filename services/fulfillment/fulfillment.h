#ifndef FULFILLMENT_H
#define FULFILLMENT_H

#include "resale/db.h"
#include "terms.h"

/* --- claims --- */

struct offer {   /* as listing.listing_view has it */
        struct uuid listing_id, unit_id;
        const char *currency, *final_sale_set_by;
        int64_t price_amount, return_days, policy_version;
        bool final_sale;
};
extern const struct shape offer_shape;

struct claiming { struct uuid merchant_id, listing_id, unit_id; const char *actor; int64_t minutes; };
/* A lease with a fencing token. UNIT_CLAIMED, UNIT_GONE, LISTING_NOT_FOUND. */
enum problem claim_take(struct db *db, struct arena *arena, const struct claiming *claiming, const char **json) MUST_USE;
/* CLAIM_NOT_FOUND, CLAIM_EXPIRED: it has ended. */
enum problem claim_release(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const char *actor) MUST_USE;
enum problem claim_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const char **json) MUST_USE;
enum problem claim_expiry_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
/* May an order line with `claim_id` ("": none) have the unit? Ends the claim that stood on it. UNIT_GONE when another holds it. */
enum problem claim_bind(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct uuid *claim_id) MUST_USE;

/* --- orders --- */

struct paid_line { const char *provider_line_id; struct uuid listing_id, claim_id; struct money price; };   /* price without currency: as listed */
struct paid_order {
        struct uuid merchant_id, order_id;
        const char *source, *provider_order_id, *order_name, *currency, *actor;
        const char *customer;          /* JSON of what shipping needs; sealed before it is stored */
        const char *email;
        struct instant paid_at;
        struct list lines;             /* struct paid_line */
};
/*
 * Bind each line: exactly one order line has a unit. A line that came too late is kept as refused, with a refund task and word to the merchant.
 * A known order changes nothing. ALREADY_EXISTS tells the caller that it was known; LISTING_NOT_FOUND.
 */
enum problem order_bind(struct db *db, struct arena *arena, struct paid_order *order) MUST_USE;
enum problem order_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *order_id, const char **json) MUST_USE;
enum problem order_by_provider(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *source, const char *id, struct uuid *order_id) MUST_USE;
/* Before anything was picked. ORDER_NOT_FOUND, ORDER_STATE. */
enum problem order_cancel(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *order_id, const char *actor) MUST_USE;

/* --- shipping --- */

struct handling { struct uuid merchant_id, order_id, parcel_id; const char *actor, *code, *carrier, *tracking_number; struct texts codes; };
enum problem order_pick(struct db *db, struct arena *arena, const struct handling *handling) MUST_USE;                       /* WRONG_UNIT, UNIT_STATE, CODE_UNKNOWN */
enum problem order_pack(struct db *db, struct arena *arena, struct handling *handling, const char **json) MUST_USE;          /* and ORDER_NOT_FOUND */
enum problem parcel_ship(struct db *db, struct arena *arena, const struct handling *handling, const char **json) MUST_USE;   /* PARCEL_NOT_FOUND, ORDER_STATE */
enum problem parcel_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *parcel_id, const char **json) MUST_USE;

enum tracking { TRACKING_NEWS, TRACKING_DELIVERED, TRACKING_RETURNED };
/* What a carrier says; a number that is not ours changes nothing, nor does late or repeated news. */
enum problem parcel_track(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *tracking_number, const char *status, enum tracking tracking,
                          struct instant at) MUST_USE;

/* --- returns and books --- */

enum problem unit_terms(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct terms *terms) MUST_USE;   /* ORDER_NOT_FOUND */
struct returning { struct uuid merchant_id, unit_id; const char *actor, *reason; };
enum problem return_authorise(struct db *db, struct arena *arena, const struct returning *returning, const char **json, const char **why) MUST_USE;     /* NOT_RETURNABLE with *why */
enum problem return_step(struct db *db, struct arena *arena, bool *more) MUST_USE;   /* background: what intake received again */

enum problem books_sale(struct db *db, const struct uuid *merchant_id, const struct uuid *order_id, const struct uuid *unit_id, struct money price) MUST_USE;
enum problem books_refund(struct db *db, const struct uuid *merchant_id, const struct uuid *order_id, const struct uuid *unit_id, struct money price) MUST_USE;

/* JSON: a unit's postings with their sum; a merchant's totals by currency. */
enum problem books_of_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json) MUST_USE;
enum problem earnings(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct instant from, struct instant to, const char **json) MUST_USE;

/* Background: Shopify's and the carriers' webhooks. */
enum problem storefront_inbox_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

#endif

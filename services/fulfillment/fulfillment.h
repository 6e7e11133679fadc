#ifndef FULFILLMENT_H
#define FULFILLMENT_H

#include "resale/db.h"
#include "terms.h"

/* Along an edge of the ledger. UNIT_NOT_FOUND, UNIT_STATE. */
enum problem unit_move(struct db *db, const struct uuid *merchant_id, const struct uuid *unit_id, const char *from, const char *to, const char *event,
                       const char *actor, const char *payload) MUST_USE;

/* --- claims --- */

struct offer {   /* as listing.listing_view has it, and what stands on its unit */
        struct uuid listing_id, unit_id, claim_id;
        const char *state, *currency, *final_sale_set_by;
        int64_t price_amount, return_days, policy_version;
        bool final_sale, claim_over, past_sale;
};
extern const struct shape offer_shape;

/*
 * Identical pieces are shown as one offer, under the id of one of them: another of them that is free, held until the transaction ends (LISTING_NOT_FOUND: there is none),
 * and the one that a claim has taken (LISTING_NOT_FOUND: it is of no such pool).
 */
enum problem pool_free(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id, struct uuid *other) MUST_USE;
enum problem pool_claimed(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const struct uuid *listing_id, struct uuid *other) MUST_USE;

struct claiming { struct uuid merchant_id, listing_id, unit_id; const char *actor; int64_t minutes; };
/* A lease with a fencing token. UNIT_CLAIMED, UNIT_GONE, LISTING_NOT_FOUND. */
enum problem claim_take(struct db *db, struct arena *arena, const struct claiming *claiming, const char **json) MUST_USE;
/* CLAIM_NOT_FOUND, CLAIM_EXPIRED: it has ended. */
enum problem claim_release(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const char *actor) MUST_USE;
enum problem claim_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const char **json) MUST_USE;
enum problem claim_expiry_step(struct db *db, struct arena *arena, bool *more) MUST_USE;
/* The claim that stands on a unit, locked; "" when there is none. */
struct standing { struct uuid claim_id; bool expired; };
enum problem claim_standing(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct standing *standing) MUST_USE;
/* The unit of a claim that stood was sold: to its holder (bound), or to another after its time. */
enum problem claim_end(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, bool bound) MUST_USE;

/* --- orders --- */

struct paid_line { const char *provider_line_id; struct uuid listing_id, claim_id; struct money price; int64_t place; };   /* price without currency: as listed */
struct paid_order {
        struct uuid merchant_id, order_id;
        const char *source, *provider_order_id, *order_name, *currency, *actor;
        const char *customer;          /* JSON of what shipping needs; sealed before it is stored */
        const char *email;
        struct instant paid_at;
        bool cancelled;                /* before it was known: it is remembered, and binds nothing when it comes */
        bool lenient;                  /* a line of a listing or with a claim that we do not know is no reason to lose the others */
        struct list lines;             /* struct paid_line */
};
/*
 * Bind each line: exactly one order line has a unit. A line that came too late is kept as refused, with a refund task and word to the merchant.
 * A known order changes nothing. ALREADY_EXISTS tells the caller that it was known; LISTING_NOT_FOUND, CLAIM_NOT_FOUND; INVALID_FIELD when a line
 * without a price is listed in another currency.
 */
enum problem order_bind(struct db *db, struct arena *arena, struct paid_order *order) MUST_USE;
enum problem order_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *order_id, const char **json) MUST_USE;
struct known_order { struct uuid order_id; const char *state; };
enum problem order_by_provider(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *source, const char *id, struct known_order *known) MUST_USE;
/* Before anything was picked. ORDER_NOT_FOUND, ORDER_STATE. */
enum problem order_cancel(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *order_id, const char *actor) MUST_USE;

/* --- shipping --- */

struct handling { struct uuid merchant_id, order_id, parcel_id; const char *actor, *code, *carrier, *tracking_number; struct texts codes; };
enum problem order_pick(struct db *db, struct arena *arena, const struct handling *handling) MUST_USE;                       /* WRONG_UNIT, UNIT_STATE, CODE_UNKNOWN */
enum problem order_pack(struct db *db, struct arena *arena, struct handling *handling, const char **json) MUST_USE;          /* and ORDER_NOT_FOUND */
enum problem parcel_ship(struct db *db, struct arena *arena, const struct handling *handling, const char **json) MUST_USE;   /* PARCEL_NOT_FOUND, ORDER_STATE */
enum problem parcel_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *parcel_id, const char **json) MUST_USE;

enum tracking { TRACKING_NEWS, TRACKING_DELIVERED, TRACKING_RETURNED };
struct news { const char *tracking_number, *status; enum tracking tracking; struct instant at; };
/* What a carrier says; late or repeated news change nothing. How a number ended that is not ours is kept for three days: it may be shipped later. */
enum problem parcel_track(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct news *news) MUST_USE;

/* --- returns and books --- */

enum problem unit_terms(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct terms *terms) MUST_USE;   /* ORDER_NOT_FOUND */
struct returning { struct uuid merchant_id, unit_id; const char *actor, *reason; };
enum problem return_authorise(struct db *db, struct arena *arena, const struct returning *returning, const char **json, const char **why) MUST_USE;     /* NOT_RETURNABLE with *why */
/* The unit is on a later trip than a sale that still stands: that sale is over, its money goes back. Nothing to do is OK. */
enum problem return_take_back(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id) MUST_USE;
enum problem return_step(struct db *db, struct arena *arena, bool *more) MUST_USE;   /* background: what intake received again */

enum problem books_sale(struct db *db, const struct uuid *merchant_id, const struct uuid *order_id, const struct uuid *unit_id, struct money price) MUST_USE;
enum problem books_refund(struct db *db, const struct uuid *merchant_id, const struct uuid *order_id, const struct uuid *unit_id, struct money price) MUST_USE;
/* Money that somebody has to give back: "unit-gone", "returned", "returned-to-sender". */
enum problem refund_task(struct db *db, const struct uuid *merchant_id, const struct uuid *order_id, const struct uuid *line_id, const char *reason) MUST_USE;

/* JSON: a unit's postings with their sum; a merchant's totals by currency. */
enum problem books_of_unit(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const char **json) MUST_USE;
enum problem earnings(struct db *db, struct arena *arena, const struct uuid *merchant_id, struct instant from, struct instant to, const char **json) MUST_USE;

/* Background: Shopify's and the carriers' webhooks. */
enum problem storefront_inbox_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

#endif

#ifndef RESALE_OUTBOX_H
#define RESALE_OUTBOX_H

#include "resale/clock.h"
#include "resale/db.h"

/*
 * Outgoing webhooks to merchants (Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature): a row written in the same
 * transaction as its cause, delivered by a background worker through libcurl's multi interface: backoff with full jitter, Retry-After, 12 attempts
 * over about three days, then "dead", which a person can see and replay (resalectl delivery). The message id is the same on each retry.
 */

/* Where a merchant wants its webhooks of this service; NULL url: stop. The secret signs, and is sealed at rest. */
enum problem outbox_subscribe(struct db *db, struct arena *arena, const struct uuid *merchant_id, const char *url, const char *secret) MUST_USE;

/* Send {"type":topic,"timestamp":…,"data":payload} to the merchant, if it subscribed. Joins the caller's transaction. */
enum problem outbox_add(struct db *db, const struct uuid *merchant_id, const char *topic, const char *payload) MUST_USE;

/* A background step: one batch of due deliveries, at most 32 in flight, 4 to one host. *more: there was one. Private addresses are refused unless
 * RESALE_ALLOW_PRIVATE_TARGETS; redirects are not followed. */
enum problem outbox_step(struct db *db, struct arena *arena, bool *more) MUST_USE;

/* The same for a target that is no merchant's webhook but an interface of somebody else: `write` makes the call of a delivery, with the subscription's address and secret.
 * What such a target refuses with 400, 403, 404, 413 or 422 it would refuse again: dead at once, and the first words of its answer are kept with the delivery. */
enum { OUTBOX_HEADERS_MAX = 6 };
struct outbox_delivery { struct uuid merchant_id, delivery_id; const char *topic, *payload, *url, *secret; struct instant created_at; };
struct outbox_call { const char *url, *body, *header[OUTBOX_HEADERS_MAX + 1]; };   /* "Name: value"; all in the arena */
typedef enum problem outbox_write(struct arena *arena, const struct outbox_delivery *delivery, struct outbox_call *call);
enum problem outbox_step_to(struct db *db, struct arena *arena, outbox_write *write, bool *more) MUST_USE;

#endif

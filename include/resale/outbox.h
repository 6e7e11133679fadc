#ifndef RESALE_OUTBOX_H
#define RESALE_OUTBOX_H

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

#endif

#ifndef RESALE_WEBHOOK_H
#define RESALE_WEBHOOK_H

#include "resale/db.h"
#include "resale/http.h"

/*
 * Incoming webhooks: verify over the raw bytes, store, commit, answer 200; worked on afterwards by inbox_step.
 *
 * loop      X-Loop-Signature: base64(HMAC-SHA256(secret, body))
 * shopify   X-Shopify-Hmac-Sha256: the same; delivery id X-Shopify-Webhook-Id
 * easypost  X-Hmac-Signature: hmac-sha256-hex=<hex>; the secret NFKD-normalised by whoever stores it
 * aftership aftership-hmac-sha256: base64(HMAC-SHA256(secret, body))
 */
enum webhook_source { WEBHOOK_LOOP, WEBHOOK_SHOPIFY, WEBHOOK_EASYPOST, WEBHOOK_AFTERSHIP, WEBHOOK_SOURCE_COUNT };
extern const char *const webhook_source_names[];   /* NULL-terminated */

/* `signature` is the header's value. False also for NULL. Constant time. */
bool webhook_verify(enum webhook_source source, const char *secret, const char *signature, const void *body, size_t length) MUST_USE;
const char *webhook_signature_header(enum webhook_source source);
/* The header's value for a body; for tests, the demo and stand-ins. */
char *webhook_sign(struct arena *arena, enum webhook_source source, const char *secret, const void *body, size_t length);

/*
 * A handler for POST /v1/webhooks/<source>/{merchant_id}: 401 WRONG_SIGNATURE, 404 WEBHOOK_NOT_CONNECTED, 400 for what is no JSON object, else 200. A
 * delivery seen before (same delivery id, else same bytes) is 200 and changes nothing. Secrets are rows of the service's table
 * webhook_secret (current and previous: after a rotation both verify).
 */
enum problem webhook_receive(struct request *rq, enum webhook_source source) MUST_USE;

/* Connect or rotate. The secret is sealed; the one before stays valid for 24 hours. */
enum problem webhook_secret_set(struct db *db, struct arena *arena, const struct uuid *merchant_id, enum webhook_source source,
                                const char *secret) MUST_USE;

struct inbox_message {
        struct uuid merchant_id, message_id;
        const char *source, *topic, *delivery_id, *body;
        struct instant received_at;
        int64_t attempts;
};

/*
 * Work on stored messages, oldest first within a merchant, each in one transaction with its mark "done". A message whose work fails with a 4xx is
 * kept as "refused" with the problem; one that fails with a 5xx is tried again with growing pauses, and is "dead" after 10 attempts.
 */
typedef enum problem inbox_work(struct db *db, struct arena *arena, const struct inbox_message *message);
enum problem inbox_step(struct db *db, struct arena *arena, inbox_work *work, bool *more) MUST_USE;

#endif

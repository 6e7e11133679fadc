#ifndef RESALE_WEBHOOK_H
#define RESALE_WEBHOOK_H

#include "resale/db.h"
#include "resale/http.h"
#include "resale/inbox.h"

/*
 * Incoming webhooks: verify over the raw bytes, store, commit, answer 200; worked on afterwards by inbox_step.
 *
 * loop      X-Loop-Signature: base64(HMAC-SHA256(secret, body))
 * shopify   X-Shopify-Hmac-Sha256: the same; delivery id X-Shopify-Webhook-Id
 * easypost  X-Hmac-Signature: hmac-sha256-hex=<hex>; the secret NFKD-normalised by whoever stores it
 * aftership aftership-hmac-sha256: base64(HMAC-SHA256(secret, body))
 */

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

#endif

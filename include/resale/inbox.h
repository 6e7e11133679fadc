#ifndef RESALE_INBOX_H
#define RESALE_INBOX_H

#include "resale/db.h"

/* What was stored of incoming webhooks (webhook.h), and the secrets that sign them. Knows nothing of HTTP. */
enum webhook_source { WEBHOOK_LOOP, WEBHOOK_SHOPIFY, WEBHOOK_EASYPOST, WEBHOOK_AFTERSHIP, WEBHOOK_SOURCE_COUNT };
extern const char *const webhook_source_names[];   /* NULL-terminated */

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
 * *more: something was worked on, so there may be more. DATABASE_UNAVAILABLE when the connection is lost: nothing is counted against the message.
 */
typedef enum problem inbox_work(struct db *db, struct arena *arena, const struct inbox_message *message);
enum problem inbox_step(struct db *db, struct arena *arena, inbox_work *work, bool *more) MUST_USE;

#endif

#ifndef WEBHOOK_PRIVATE_H
#define WEBHOOK_PRIVATE_H

#include "resale/webhook.h"

/* The secret now, and the one before while it is still good (else NULL). WEBHOOK_NOT_CONNECTED. */
enum problem webhook_secrets(struct db *db, struct arena *arena, const struct uuid *merchant_id, enum webhook_source source,
                             const char *secrets[2]) MUST_USE;

static inline const char *inbox_context(struct arena *arena, const struct uuid *merchant_id, const struct uuid *message_id)
{
        return arena_printf(arena, "inbox %s %s", merchant_id->text, message_id->text);
}

#endif

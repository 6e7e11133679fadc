#ifndef LISTING_SHOPIFY_CALL_H
#define LISTING_SHOPIFY_CALL_H

#include "resale/client.h"
#include "resale/db.h"
#include "resale/json.h"
#include "resale/store.h"

#define SHOPIFY_VERSION "2026-07"

/* A shop while this process has its lease: nobody else calls it. What was learned of it is kept by shop_release. */
struct shop {
        struct uuid merchant_id, connection_id, lease;
        const char *shop, *grant_type, *client_id, *sealed_secret, *sealed_refresh, *sealed_token, *state, *location_id, *publication_id, *shop_currency, *final_sale_tag,
                *read_operation;
        struct instant token_until, available_at, checked_at, read_begun_at;
        int64_t available, restore_rate, failures;
        bool read_is_due;

        struct db *db;
        struct arena *arena;
        struct client *client;
        const char *token;
        const char *answered_version;      /* X-Shopify-API-Version of the last answer */
        int64_t wait_ms;                   /* nobody calls it before that; 0: at once */
        const char *problem, *detail;      /* of the connection as such, in words */
        bool slow, broken, renewed;
        int calls;
};

/* How a call ended. LATER: not done, perhaps, and to be tried after shop->wait_ms. CLOSED: the shop takes no calls at all, with shop->problem. */
enum said { SAID_YES, SAID_NO, SAID_LATER, SAID_CLOSED };
struct reply {
        enum said said;
        const struct doc *data;            /* of the one field that was asked for; of the query as a whole when it asks for several */
        const char *code, *words;          /* of SAID_NO: what Shopify says is to be mended */
};

/* Leases one connection: BUSY when another process has it. */
enum problem shop_lease(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *connection_id, struct shop *shop) MUST_USE;
/* Keeps what was learned, and when it is next due, in turn with the others. */
enum problem shop_release(struct shop *shop) MUST_USE;

/* A document of shopify/<name>.graphql with its variables (JSON). The answer of a problem is the database's only. */
enum problem shop_ask(struct shop *shop, const char *name, const char *variables, struct reply *reply) MUST_USE;
const char *shop_document(struct arena *arena, const char *name);

/* Files: variables of "staged_uploads", and one posted to its target; what it is called from then on, or NULL and the status. */
struct staged { const char *name, *media_type; struct blob blob; };
const char *shop_staging(struct arena *arena, const char *resource, const struct staged *file, size_t count);
const char *shop_upload(struct shop *shop, const struct doc *target, const struct staged *file, int *status);

/* A token that is good for the next minutes, in shop->token; `anew`: whatever it says of itself. SAID_CLOSED with shop->broken when none can be had. */
enum problem shop_token(struct shop *shop, bool anew, enum said *said) MUST_USE;
/* What the token may do, and where stock and publications are. */
enum problem shop_look(struct shop *shop, enum said *said) MUST_USE;
bool shop_is_ready(struct shop *shop);   /* is it known where stock is kept and where things are published? Else its problem says what to do */

/* Marks the connection as not working, in words. */
void shop_closed(struct shop *shop, const char *problem, const char *words);
enum said shop_later(struct shop *shop, const char *words);                                        /* unreachable: after a pause that grows */
enum said shop_unanswered(struct shop *shop, const struct client_answer *answer, const char *where);   /* a status that says nothing of what was asked */
const char *shop_url(const struct shop *shop, const char *path);
const char *shop_seal_name(const struct shop *shop, const char *what);

#endif

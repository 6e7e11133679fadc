#ifndef TESTS_ADMIN_H
#define TESTS_ADMIN_H

#include "support/api.h"

/*
 * A stand-in for Shopify's Admin API where SHOPIFY_API_URL says, with a shop for each name it is called by: tokens, collections, products, files, stock, publications,
 * bulk reading. It is strict about what it is sent: what breaks a rule is refused as Shopify would, and counted. Client secret of every shop: "app secret".
 */
struct admin;
struct admin *admin_start(void);
void admin_stop(struct admin *admin);   /* fails the test when a rule was broken that the test did not ask for */

/* The next `times` calls of a document in this shop ("*": of any; "token": for a token) end so. */
enum admin_end { ADMIN_THROTTLED, ADMIN_STATUS, ADMIN_REFUSED, ADMIN_SLOW, ADMIN_CUT_BEFORE, ADMIN_CUT_AFTER };
void admin_ends(struct admin *admin, const char *shop, const char *document, enum admin_end end, int detail, int times);   /* detail: the status; milliseconds */

struct admin_product {
        bool there, published, final_sale;
        int stock, files, metafields;
        const char *price, *status, *tags;       /* joined by commas */
        const char *sku, *variant;
};
struct admin_product admin_product(struct admin *admin, const char *shop, const char *listing_id);
int admin_count(struct admin *admin, const char *shop, const char *document);      /* calls that had their effect; moments "on sale without final-sale" */
int admin_things(struct admin *admin, const char *shop, const char *kind);          /* "products", "files", "collections", "published collections", "images" of collections */
void admin_meddle(struct admin *admin, const char *shop, const char *listing_id, const char *price, int stock, bool published);   /* somebody changes it in the shop */
void admin_tokens(struct admin *admin, const char *shop, int seconds, const char *refresh_token, bool revoked);   /* how long new tokens live; the one it takes next; NULL: any */
void admin_pieces(struct admin *admin, const char *shop, int most);                 /* that a product may have: one, unless a test pools */
int admin_at_once(struct admin *admin, const char *shop);                           /* the most calls that were under way together */
void admin_version(struct admin *admin, const char *shop, const char *version);     /* answered as X-Shopify-API-Version */

#endif

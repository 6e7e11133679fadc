#ifndef TESTS_ADMIN_SHOP_H
#define TESTS_ADMIN_SHOP_H

#include <jansson.h>
#include <stdbool.h>

/* What one shop of the stand-in has. All under the stand-in's lock. */
struct end { char document[40]; int end, detail, times; };
struct own_shop {
        char name[80], token[60], refresh[60], used[60], version[20];   /* used: the refresh token before; good until the last is used */
        const char *base;                      /* "http://127.0.0.1:…" */
        json_t *products, *files, *collections, *keys, *counts, *uploads, *metafields;   /* objects by handle, filename, handle, key, document, path, owner */
        int next_id, token_seconds, under_way, at_once, most;   /* most: pieces of one product */
        bool revoked;
        char breach[400];                      /* the first rule that was broken */
        struct end end[10];
        char *bulk;
};

struct admin;
struct own_shop *admin_lock(struct admin *admin, const char *name);   /* the shop of this name, until admin_unlock */
void admin_unlock(struct admin *admin);

/* The "data" of a document; *errors: a list in its place. New references. */
json_t *shop_answers(struct own_shop *shop, const char *document, const char *query, json_t *variables, json_t **errors);
void shop_breach(struct own_shop *shop, const char *format, ...) __attribute__((format(printf, 2, 3)));
json_t *shop_product(struct own_shop *shop, const char *handle_end);   /* borrowed; whose handle ends so, or whose metafield names the listing */

#endif

#ifndef LISTING_SHOP_H
#define LISTING_SHOP_H

#include "pull.h"
#include "resale/json.h"

/* What the pages of a shop show, as JSON for their templates. */
struct shop_wish {
        const struct public_collection *collection;
        const char *origin;   /* "https://resale.example": for what is read elsewhere (canonical addresses, previews, JSON-LD) */
};

/* The page of a collection, by what its form sends: texts, NULL or "": not asked for. What cannot be read as a price is not asked for either. */
struct shop_asked { const char *text, *type, *size, *grade, *condition, *from, *to, *sort, *cursor; };
/* Either *json, or the address where this walk over pages begins anew: its cursor is another's, or too old. */
enum problem shop_collection_page(struct db *db, struct arena *arena, const struct shop_wish *wish, const struct shop_asked *asked, const char **json, const char **anew) MUST_USE;

/* The page of one offer, by its handle or id. Gone: with what is like it, and whether it may come back. LISTING_NOT_FOUND: there never was one. */
struct offer_page { const char *json; bool gone, reserved; };
enum problem shop_offer_page(struct db *db, struct arena *arena, const struct shop_wish *wish, const char *handle, struct offer_page *page) MUST_USE;

/* What is on the shelf: an array of fragments, and the cursor of the next page, NULL when there is none. As pull_body. */
enum problem shop_pull(struct db *db, struct arena *arena, const struct shop_wish *wish, const struct pull_query *query, const struct doc **offers, const char **next) MUST_USE;

#endif

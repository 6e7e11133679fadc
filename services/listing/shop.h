#ifndef LISTING_SHOP_H
#define LISTING_SHOP_H

#include "resale/db.h"
#include "resale/json.h"

/* What the pages of a shop show, as JSON for their templates. */
struct shop_wish {
        struct uuid merchant_id, collection_id;
        const char *origin;   /* "https://resale.example": for what is read elsewhere (canonical addresses, previews, JSON-LD) */
};

/* The page of a collection; what was asked for as the form sends it: texts of the query, NULL or "": not asked. INVALID_FIELD with *field: a cursor that is not ours, or too old. */
struct shop_asked { const char *text, *type, *size, *grade, *condition, *from, *to, *sort, *cursor; };
enum problem shop_collection_page(struct db *db, struct arena *arena, const struct shop_wish *wish, const struct shop_asked *asked, const char **json, const char **field) MUST_USE;

/* The page of one offer, by its handle or id. Gone: with what is like it, and whether it may come back. LISTING_NOT_FOUND: there never was one. */
struct offer_page { const char *json; bool gone, reserved; };
enum problem shop_offer_page(struct db *db, struct arena *arena, const struct shop_wish *wish, const char *handle, struct offer_page *page) MUST_USE;

/* So many of the newest that can be bought: an array of fragments. */
enum problem shop_newest(struct db *db, struct arena *arena, const struct shop_wish *wish, int64_t count, const struct doc **offers) MUST_USE;

#endif

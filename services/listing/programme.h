#ifndef LISTING_PROGRAMME_H
#define LISTING_PROGRAMME_H

#include "resale/db.h"

/*
 * A collection as its pages, feeds and shop need it: names, look, and the terms in force. One read function; who calls it says whether its state may be seen.
 * Terms of a single offer may be others: they stand in the offer.
 */
struct programme {
        struct uuid merchant_id, collection_id;
        const char *state;                           /* draft, preview, live, paused */
        const char *handle, *name, *navigation_label, *description, *currency;
        const char *background, *text, *accent;      /* "#rrggbb", readable on each other; the usual ones when none were set */
        const char *logo, *logo_type, *logo_url;     /* hash in the store, media type, path of its route; NULL: there is none */
        int64_t logo_width, logo_height;
        const char *merchant_name;
        int64_t policy_version, return_days;         /* 0: no policy yet */
        bool final_sale, auto_publish, pool;
        const char *warranty, *final_sale_tag;       /* in words; the merchant's tag of what cannot be returned; NULL: none */
        struct json_text rules;                      /* [{"product_type" or "grade", "return_days", "final_sale"}]; [] when there are none */
        struct json_text photo_grades;               /* ["C"]: grades that need a photo of the unit; "*": all */
        const char *product_url;                     /* storefront.h; NULL: none */
        struct json_text countries;                  /* ["US"]: from which returns are taken; NULL: nobody said */
        struct json_text google_categories;          /* [{"product_type", "category"}]; [] when there are none */
};

enum problem programme_read(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *collection_id, struct programme *programme) MUST_USE;   /* COLLECTION_NOT_FOUND */

struct look { struct uuid merchant_id, collection_id; const char *actor, *background, *text, *accent; };   /* a colour that is NULL: as it was */
/* INVALID_FIELD with *field and *why: a colour in another form, or without contrast. PLAN_EXCLUDES_RESALE, COLLECTION_NOT_FOUND. */
enum problem programme_dress(struct db *db, struct arena *arena, const struct look *look, const char **json, const char **field, const char **why) MUST_USE;

struct logo { struct uuid merchant_id, collection_id; const char *actor; const void *bytes; size_t length; };
/* NOT_AN_IMAGE, PHOTO_TOO_LARGE with *why. */
enum problem programme_set_logo(struct db *db, struct arena *arena, const struct logo *logo, const char **json, const char **why) MUST_USE;
enum problem programme_drop_logo(struct db *db, struct arena *arena, const struct logo *logo, const char **json) MUST_USE;

#endif

#ifndef LISTING_FRAGMENT_H
#define LISTING_FRAGMENT_H

#include "resale/arena.h"
#include "resale/shape.h"

/* A piece with all that an offer of it says, and the terms and bounds it is offered under (listing.candidates). */
struct candidate {
        struct uuid unit_id, collection_id;
        const char *lpn, *title, *slug, *product_type, *product_key, *original_currency, *grade, *condition, *sentence, *disposition, *currency,
                *collection_state, *final_sale_set_by, *rule, *final_sale_tag, *body;
        int64_t original_amount, warranty_days, policy_version, return_days, min_price, price_share, planned_price, floor_amount, ceiling_amount, photos;   /* 0: none */
        bool final_sale, auto_publish, pool, needs_photo, work_finished, work_open, from_shop, tagged, was_offered;   /* was_offered: since it was graded */
};
extern const struct shape candidate_shape;

/* The price it had when it was new, where that says something; else 0. */
int64_t fragment_compare_at(const struct candidate *c, int64_t price);

struct offered { struct uuid listing_id; const char *handle; int64_t price; struct instant published_at, valid_until; };   /* valid_until NO_INSTANT: no step of its price is planned */
/* An offer as it is pulled: its JSON. Its last member is valid_until (listing.until). */
const char *fragment_render(struct arena *arena, const struct candidate *c, const struct offered *offered);
bool fragment_has(const char *member);   /* every offer has it, if only as null */

#endif

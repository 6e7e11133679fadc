#ifndef LISTING_FRAGMENT_H
#define LISTING_FRAGMENT_H

#include "resale/arena.h"
#include "resale/shape.h"

/* A piece with all that an offer of it says, and the terms and bounds it is offered under. */
struct candidate {
        struct uuid unit_id, collection_id;
        const char *title, *sku, *product_type, *vendor, *product_id, *original_currency, *grade, *condition, *sentence, *disposition, *handle, *currency,
                *collection_state, *final_sale_set_by, *lpn;
        int64_t original_amount, warranty_days, policy_version, return_days, min_price, price_share, planned_price, floor_amount, ceiling_amount;   /* 0: none */
        bool final_sale, auto_publish;
};
extern const struct shape candidate_shape;

/* The price it had when it was new, where that says something; else 0. */
int64_t fragment_compare_at(const struct candidate *c, int64_t price);
/* An offer as it is pulled: its JSON. */
const char *fragment_render(struct arena *arena, const struct candidate *c, const struct uuid *listing_id, int64_t price, struct instant published_at);

#endif

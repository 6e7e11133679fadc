#ifndef FULFILLMENT_TERMS_H
#define FULFILLMENT_TERMS_H

#include "resale/arena.h"
#include "resale/shape.h"

/* The terms of a sale as they froze, and where the unit is. Pure. */
struct terms {
        struct uuid order_id, line_id;
        const char *line_state, *unit_state, *final_sale_set_by;
        bool final_sale;
        int64_t return_days, policy_version;
        struct instant delivered_at, until, asked_at;   /* until: the last second of the window */
};

struct returnability { bool returnable; struct instant until; const char *why; };
extern const struct shape returnability_shape;

/* Yes, until when and why; or no, and why. Never for a final sale; only what was shipped can come back; the window ends with a day. */
struct returnability returnability_of(struct arena *arena, const struct terms *terms);

#endif

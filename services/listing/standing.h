#ifndef LISTING_STANDING_H
#define LISTING_STANDING_H

#include "fragment.h"
#include "resale/db.h"

/* An offer as it is, and the candidate that its unit is by now. */
struct standing {
        struct candidate c;
        struct offered now;
        const char *state, *unit_state, *title, *grade, *condition, *sentence, *currency, *set_by, *rule, *fragment;
        const char *unmarked_shop, *unmarked_why, *unmarked_tag;   /* NULL: no shop sells it without the mark of a final sale */
        int64_t return_days;
        bool final_sale, approved, newest;   /* approved: two people put its price where it is; newest: the unit was not offered later */
};

/* In no order; what is not there is left out. */
enum problem standing_load(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *listing_ids, struct list *rows) MUST_USE;
/* In the words and terms that it was made with, and what is known of the piece by now. */
const char *standing_render(struct arena *arena, const struct standing *standing);

#endif

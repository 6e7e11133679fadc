/* Identical pieces that are shown as one offer: which of them is meant. */
#include "fulfillment.h"
#include "fulfillment_sql.h"
#include "resale/id.h"

enum problem pool_free(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id, struct uuid *other)
{
        const char *found;

        TRY(db_value(db, arena, &sql_hold_pool_unit, DB_ARGS(db_uuid(merchant_id), db_uuid(listing_id)), &found, PROBLEM_LISTING_NOT_FOUND));
        return uuid_parse(found, other) ? PROBLEM_OK : PROBLEM_INTERNAL;
}

enum problem pool_claimed(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const struct uuid *listing_id, struct uuid *other)
{
        const char *found;

        TRY(db_value(db, arena, &sql_select_claimed_listing, DB_ARGS(db_uuid(merchant_id), db_uuid(claim_id), db_uuid(listing_id)), &found, PROBLEM_LISTING_NOT_FOUND));
        return uuid_parse(found, other) ? PROBLEM_OK : PROBLEM_INTERNAL;
}

#include "fulfillment.h"
#include "fulfillment_sql.h"
#include "resale/id.h"
#include "resale/ledger.h"

static const struct field offer_fields[] = {
        FIELD(struct offer, listing_id),
        FIELD(struct offer, unit_id),
        FIELD(struct offer, currency),
        FIELD(struct offer, final_sale_set_by),
        FIELD(struct offer, state),
        FIELD(struct offer, claim_id),
        FIELD(struct offer, claim_over),
        FIELD(struct offer, past_sale),
        FIELD(struct offer, price_amount),
        FIELD(struct offer, return_days),
        FIELD(struct offer, policy_version),
        FIELD(struct offer, final_sale),
};
const struct shape offer_shape = SHAPE(struct offer, offer_fields);

enum problem unit_move(struct db *db, const struct uuid *merchant_id, const struct uuid *unit_id, const char *from, const char *to, const char *event,
                       const char *actor, const char *payload)
{
        struct ledger_move m = { .merchant_id = *merchant_id, .unit_id = *unit_id, .from = from, .to = to, .event = event, .actor = actor, .payload = payload };

        return ledger_move(db, &m);
}

static enum problem end_claim(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const char *state, struct uuid *unit_id)
{
        const char *unit;

        TRY(db_value(db, arena, &sql_end_claim, DB_ARGS(db_uuid(merchant_id), db_uuid(claim_id), db_text(state)), &unit, PROBLEM_CLAIM_EXPIRED));
        return uuid_parse(unit, unit_id) ? PROBLEM_OK : PROBLEM_INTERNAL;
}

/* Locks are taken in one order everywhere: the claim, then its unit. */
static enum problem end_lease(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const char *state, const char *actor)
{
        struct uuid unit_id;

        TRY(end_claim(db, arena, merchant_id, claim_id, state, &unit_id));
        return unit_move(db, merchant_id, &unit_id, "claimed", "listed", text_equal(state, "released") ? "claim_released" : "claim_expired", actor, NULL);
}

static enum problem find_offer(struct db *db, struct arena *arena, const struct claiming *c, struct offer *offer)
{
        return db_one(db, arena, &sql_select_offer, DB_ARGS(db_uuid(&c->merchant_id), db_uuid(&c->listing_id), db_uuid(&c->unit_id)), &offer_shape, offer,
                      PROBLEM_LISTING_NOT_FOUND);
}

/* Why the unit could not be leased. */
static enum problem refusal(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id)
{
        struct unit unit;

        TRY(ledger_unit(db, arena, merchant_id, unit_id, &unit));
        return text_equal(unit.state, "claimed") ? PROBLEM_UNIT_CLAIMED : PROBLEM_UNIT_GONE;
}

static enum problem take(struct db *db, struct arena *arena, const struct claiming *c, const char **json)
{
        struct uuid claim_id;
        struct offer offer;
        enum problem problem = PROBLEM_OK;

        TRY(find_offer(db, arena, c, &offer));
        if (offer.claim_over)
                problem = end_lease(db, arena, &c->merchant_id, &offer.claim_id, "expired", "system:claims");
        if (problem == PROBLEM_OK || problem == PROBLEM_CLAIM_EXPIRED) {   /* or another ended it meanwhile */
                uuid_new(&claim_id);
                problem = unit_move(db, &c->merchant_id, &offer.unit_id, "listed", "claimed", "claimed", c->actor, arena_printf(arena, "{\"claim_id\":\"%s\"}", claim_id.text));
        }
        if (problem == PROBLEM_UNIT_STATE)
                return refusal(db, arena, &c->merchant_id, &offer.unit_id);
        TRY(problem);
        return db_value(db, arena, &sql_insert_claim,
                        DB_ARGS(db_uuid(&c->merchant_id), db_uuid(&claim_id), db_uuid(&offer.unit_id), db_uuid(&offer.listing_id), db_text(c->actor),
                                db_int(c->minutes)),
                        json, PROBLEM_INTERNAL);
}

/* Where it is one of a pool and not free, another of them is. */
enum problem claim_take(struct db *db, struct arena *arena, const struct claiming *c, const char **json)
{
        struct claiming other = *c;
        enum problem problem = take(db, arena, c, json);

        if (!uuid_is_set(&c->listing_id) || (problem != PROBLEM_UNIT_CLAIMED && problem != PROBLEM_UNIT_GONE && problem != PROBLEM_LISTING_NOT_FOUND))
                return problem;
        enum problem found = pool_free(db, arena, &c->merchant_id, &c->listing_id, &other.listing_id);
        if (found == PROBLEM_LISTING_NOT_FOUND)
                return problem;
        TRY(found);
        return take(db, arena, &other, json);
}

enum problem claim_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const char **json)
{
        return db_value(db, arena, &sql_select_claim, DB_ARGS(db_uuid(merchant_id), db_uuid(claim_id)), json, PROBLEM_CLAIM_NOT_FOUND);
}

enum problem claim_release(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const char *actor)
{
        const char *json;

        TRY(claim_find(db, arena, merchant_id, claim_id, &json));
        enum problem problem = end_lease(db, arena, merchant_id, claim_id, "released", actor);
        if (problem == PROBLEM_UNIT_STATE)
                return PROBLEM_TRANSACTION_RETRY;   /* held at this moment */
        if (problem != PROBLEM_CLAIM_EXPIRED)
                return problem;
        /* Of a held unit only the time ends: the claim is what frees the unit when the hold is over. */
        return db_exec_one(db, &sql_shorten_claim, DB_ARGS(db_uuid(merchant_id), db_uuid(claim_id)), PROBLEM_CLAIM_EXPIRED);
}

static const struct field standing_fields[] = { FIELD(struct standing, claim_id), FIELD(struct standing, expired) };
static const struct shape standing_shape = SHAPE(struct standing, standing_fields);

enum problem claim_standing(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, struct standing *standing)
{
        enum problem problem = db_one(db, arena, &sql_active_claim, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &standing_shape, standing, PROBLEM_CLAIM_NOT_FOUND);

        if (problem == PROBLEM_CLAIM_NOT_FOUND)
                *standing = (struct standing){ 0 };
        return problem == PROBLEM_CLAIM_NOT_FOUND ? PROBLEM_OK : problem;
}

enum problem claim_end(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, bool bound)
{
        struct uuid unit_id;

        return end_claim(db, arena, merchant_id, claim_id, bound ? "bound" : "expired", &unit_id);
}

struct due { struct uuid merchant_id, claim_id; };
static const struct field due_fields[] = { FIELD(struct due, merchant_id), FIELD(struct due, claim_id) };
static const struct shape due_shape = SHAPE(struct due, due_fields);
struct expiring { struct arena *arena; const struct due *due; };

static enum problem expire(struct db *db, void *context)
{
        const struct expiring *e = context;

        return end_lease(db, e->arena, &e->due->merchant_id, &e->due->claim_id, "expired", "system:claims");
}

enum problem claim_expiry_step(struct db *db, struct arena *arena, bool *more)
{
        struct list due;

        TRY(db_many(db, arena, &sql_list_expired_claims, DB_NO_ARGS, &due_shape, &due));
        for (size_t i = 0; i < due.count; i++) {
                struct expiring expiring = { arena, (const struct due *)due.item + i };
                enum problem problem = db_transaction(db, expire, &expiring);
                if (problem != PROBLEM_CLAIM_EXPIRED && problem != PROBLEM_UNIT_STATE)   /* ended, or held, meanwhile */
                        TRY(problem);
        }
        *more = due.count == 100;
        return PROBLEM_OK;
}

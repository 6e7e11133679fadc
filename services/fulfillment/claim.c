#include "fulfillment.h"
#include "fulfillment_sql.h"
#include "resale/id.h"
#include "resale/ledger.h"

static const struct field offer_fields[] = {
        FIELD(struct offer, listing_id),
        FIELD(struct offer, unit_id),
        FIELD(struct offer, currency),
        FIELD(struct offer, final_sale_set_by),
        FIELD(struct offer, price_amount),
        FIELD(struct offer, return_days),
        FIELD(struct offer, policy_version),
        FIELD(struct offer, final_sale),
};
const struct shape offer_shape = SHAPE(struct offer, offer_fields);

struct active { struct uuid claim_id; bool expired; };
static const struct field active_fields[] = { FIELD(struct active, claim_id), FIELD(struct active, expired) };
static const struct shape active_shape = SHAPE(struct active, active_fields);

static enum problem move(struct db *db, const struct uuid *merchant_id, const struct uuid *unit_id, const char *from, const char *to, const char *event,
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

/* The unit is not listed: held by a lease that is over it is free again; held by a live one it is claimed; else it is gone. */
static enum problem free_expired(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id)
{
        struct active active;
        struct unit unit;
        struct uuid ended;

        TRY(ledger_unit(db, arena, merchant_id, unit_id, &unit));
        if (!text_equal(unit.state, "claimed"))
                return PROBLEM_UNIT_GONE;
        TRY(db_one(db, arena, &sql_active_claim, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &active_shape, &active, PROBLEM_UNIT_CLAIMED));
        if (!active.expired)
                return PROBLEM_UNIT_CLAIMED;
        TRY(end_claim(db, arena, merchant_id, &active.claim_id, "expired", &ended));
        return move(db, merchant_id, unit_id, "claimed", "listed", "claim_expired", "system:claims", NULL);
}

enum problem claim_take(struct db *db, struct arena *arena, const struct claiming *c, const char **json)
{
        struct uuid claim_id;
        struct offer offer;

        TRY(db_one(db, arena, &sql_select_offer, DB_ARGS(db_uuid(&c->merchant_id), db_uuid(&c->listing_id), db_uuid(&c->unit_id)), &offer_shape, &offer,
                   PROBLEM_LISTING_NOT_FOUND));
        uuid_new(&claim_id);
        const char *payload = arena_printf(arena, "{\"claim_id\":\"%s\"}", claim_id.text);
        enum problem problem = move(db, &c->merchant_id, &offer.unit_id, "listed", "claimed", "claimed", c->actor, payload);
        if (problem == PROBLEM_UNIT_STATE) {
                TRY(free_expired(db, arena, &c->merchant_id, &offer.unit_id));
                problem = move(db, &c->merchant_id, &offer.unit_id, "listed", "claimed", "claimed", c->actor, payload);
        }
        TRY(problem);
        return db_value(db, arena, &sql_insert_claim,
                        DB_ARGS(db_uuid(&c->merchant_id), db_uuid(&claim_id), db_uuid(&offer.unit_id), db_uuid(&offer.listing_id), db_text(c->actor),
                                db_int(c->minutes)),
                        json, PROBLEM_INTERNAL);
}

enum problem claim_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const char **json)
{
        return db_value(db, arena, &sql_select_claim, DB_ARGS(db_uuid(merchant_id), db_uuid(claim_id)), json, PROBLEM_CLAIM_NOT_FOUND);
}

enum problem claim_release(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *claim_id, const char *actor)
{
        struct uuid unit_id;
        const char *json;

        TRY(claim_find(db, arena, merchant_id, claim_id, &json));
        TRY(end_claim(db, arena, merchant_id, claim_id, "released", &unit_id));
        return move(db, merchant_id, &unit_id, "claimed", "listed", "claim_released", actor, NULL);
}

enum problem claim_bind(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id, const struct uuid *claim_id)
{
        struct active active;
        struct uuid ended;
        enum problem problem = db_one(db, arena, &sql_active_claim, DB_ARGS(db_uuid(merchant_id), db_uuid(unit_id)), &active_shape, &active, PROBLEM_CLAIM_NOT_FOUND);

        if (problem == PROBLEM_CLAIM_NOT_FOUND)
                return PROBLEM_OK;
        TRY(problem);
        bool own = uuid_equal(&active.claim_id, claim_id);
        if (!own && !active.expired)
                return PROBLEM_UNIT_GONE;
        return end_claim(db, arena, merchant_id, &active.claim_id, own ? "bound" : "expired", &ended);
}

struct due { struct uuid merchant_id, claim_id; };
static const struct field due_fields[] = { FIELD(struct due, merchant_id), FIELD(struct due, claim_id) };
static const struct shape due_shape = SHAPE(struct due, due_fields);
struct expiring { struct arena *arena; const struct due *due; };

static enum problem expire(struct db *db, void *context)
{
        struct expiring *e = context;
        struct uuid unit_id;
        enum problem problem = end_claim(db, e->arena, &e->due->merchant_id, &e->due->claim_id, "expired", &unit_id);

        if (problem == PROBLEM_CLAIM_EXPIRED)
                return PROBLEM_OK;   /* another ended it meanwhile */
        TRY(problem);
        problem = move(db, &e->due->merchant_id, &unit_id, "claimed", "listed", "claim_expired", "system:claims", NULL);
        return problem == PROBLEM_UNIT_STATE ? PROBLEM_OK : problem;   /* held meanwhile: the lease is over all the same */
}

enum problem claim_expiry_step(struct db *db, struct arena *arena, bool *more)
{
        struct list due;

        TRY(db_many(db, arena, &sql_list_expired_claims, DB_NO_ARGS, &due_shape, &due));
        for (size_t i = 0; i < due.count; i++) {
                struct expiring expiring = { arena, (const struct due *)due.item + i };
                TRY(db_transaction(db, expire, &expiring));
        }
        *more = due.count == 100;
        return PROBLEM_OK;
}

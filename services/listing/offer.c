#include "offer.h"

#include "fragment.h"
#include "listing_sql.h"
#include "resale/approval.h"
#include "resale/clock.h"
#include "resale/feed.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"
#include "resale/money.h"
#include "shelf.h"

/* Prices by share end in whole units of the currency: 63.72 becomes 63.00. */
static int64_t price_by_share(const struct candidate *c)
{
        int64_t price, unit = currency_digits(c->currency) == 2 ? 100 : 1;

        if (!money_basis_points(c->original_amount, c->price_share, &price))
                return 0;
        return price >= unit ? price - price % unit : price;
}

/* What the decision planned, else a share of the price new; between the bounds of now, which may be others than when it was decided. */
static int64_t price_by_rule(const struct candidate *c)
{
        int64_t price = c->planned_price ? c->planned_price : price_by_share(c);

        if (price && price < c->floor_amount)
                return c->floor_amount;
        return c->ceiling_amount && price > c->ceiling_amount ? c->ceiling_amount : price;
}

/* What would make the offer contradict itself, in words that say how to mend it; NULL when nothing does. */
static const char *contradiction(struct arena *arena, const struct candidate *c, const struct money *given, int64_t price)
{
        if (text_equal(c->condition, "damaged"))
                return "The grade says that it may not be sold.";
        if (text_equal(c->condition, "refurbished") && !c->warranty_days)
                return "It is called refurbished without a warranty: finish a work order under a rubric with a warranty.";
        if (given->currency[0] && !text_equal(given->currency, c->currency))
                return arena_printf(arena, "The collection sells in %s.", c->currency);
        if (!given->currency[0] && !c->planned_price && c->original_amount && !text_equal(c->original_currency, c->currency))
                return arena_printf(arena, "Its original price is in %s, the collection sells in %s: give a price.", c->original_currency, c->currency);
        if (price <= 0)
                return arena_printf(arena, "No price follows for grade %s: give one, or add the grade to the policy.", c->grade);
        if (price < c->min_price)
                return arena_printf(arena, "Its price would be %lld, below the floor of %lld minor units.", (long long)price, (long long)c->min_price);
        return NULL;
}

/* The bounds of the earning policy: above the ceiling nobody sells, below the floor only with a second person. *approved_by: who that was; NULL: nobody needs to. */
static enum problem within_bounds(struct db *db, struct arena *arena, const struct offer *offer, const struct candidate *c, int64_t price, const char **why, const char **approved_by)
{
        struct approval_use use = { offer->merchant_id, offer->unit_id, "price_floor", offer->approval, offer->session };
        bool below = price < c->floor_amount;

        *approved_by = NULL;
        if (c->ceiling_amount && price > c->ceiling_amount) {
                *why = arena_printf(arena, "The ceiling is %lld minor units of %s.", (long long)c->ceiling_amount, c->currency);
                return PROBLEM_PRICE_CEILING;
        }
        if (below && !offer->approval) {
                *why = arena_printf(arena, "The floor is %lld minor units of %s; below it a price needs a reason and a second person.", (long long)c->floor_amount, c->currency);
                return PROBLEM_PRICE_FLOOR;
        }
        if (!below && offer->approval) {
                *why = "is only for a price below the floor";
                return PROBLEM_INVALID_FIELD;
        }
        return below ? approval_take(db, arena, &use, approved_by) : PROBLEM_OK;
}

static enum problem store(struct db *db, struct arena *arena, const struct offer *offer, const struct candidate *c, int64_t price, struct uuid *listing_id)
{
        struct instant now = clock_now();
        struct ledger_move move = {
                .merchant_id = offer->merchant_id, .unit_id = offer->unit_id, .from = "graded", .to = "listed", .event = "listed", .actor = offer->actor,
        };

        uuid_new(listing_id);
        move.payload = arena_printf(arena, "{\"listing_id\":\"%s\",\"price\":{\"amount\":%lld,\"currency\":\"%s\"}}", listing_id->text, (long long)price, c->currency);
        TRY(ledger_move(db, &move));
        TRY(db_exec(db, &sql_retire_listing, DB_ARGS(db_uuid(&offer->merchant_id), db_uuid(&offer->unit_id)), NULL));
        return db_exec(db, &sql_insert_listing,
                       DB_ARGS(db_uuid(&offer->merchant_id), db_uuid(listing_id), db_uuid(&c->collection_id), db_uuid(&offer->unit_id), db_text(c->title),
                               db_text(c->grade), db_text(c->condition), db_text(c->sentence), db_int(price), db_text(c->currency),
                               fragment_compare_at(c, price) ? db_int(fragment_compare_at(c, price)) : db_null(), db_bool(c->final_sale), db_text(c->final_sale_set_by),
                               db_int(c->return_days), db_int(c->policy_version), db_text(fragment_render(arena, c, listing_id, price, now)), db_instant(now)),
                       NULL);
}

static enum problem find_candidate(struct db *db, struct arena *arena, const struct offer *offer, struct candidate *c)
{
        const char *json;
        enum problem problem = db_one(db, arena, &sql_select_candidate, DB_ARGS(db_uuid(&offer->merchant_id), db_uuid(&offer->unit_id), db_uuid(&offer->collection_id)),
                                      &candidate_shape, c, PROBLEM_COLLECTION_NOT_FOUND);

        if (problem != PROBLEM_COLLECTION_NOT_FOUND || !uuid_is_set(&offer->collection_id))
                return problem;
        TRY(db_value(db, arena, &sql_select_collection, DB_ARGS(db_uuid(&offer->merchant_id), db_uuid(&offer->collection_id)), &json, PROBLEM_COLLECTION_NOT_FOUND));
        return PROBLEM_COLLECTION_STATE;   /* it is there, and has no policy */
}

static enum problem publish(struct db *db, struct arena *arena, const struct offer *offer, struct uuid *listing_id, const char **why)
{
        const char *approved_by;
        struct candidate c;
        struct unit unit;

        *why = NULL;
        TRY(ledger_unit(db, arena, &offer->merchant_id, &offer->unit_id, &unit));
        if (!text_equal(unit.state, "graded"))
                return PROBLEM_UNIT_STATE;
        TRY(find_candidate(db, arena, offer, &c));
        if (!offer->by_hand && (!c.auto_publish || !text_equal(c.collection_state, "live") || !text_equal(c.disposition, "resell")))
                return PROBLEM_LISTING_STATE;   /* waits for a lister */
        int64_t price = offer->price.currency[0] ? offer->price.amount : price_by_rule(&c);
        *why = contradiction(arena, &c, &offer->price, price);
        if (*why)
                return PROBLEM_LISTING_STATE;
        TRY(within_bounds(db, arena, offer, &c, price, why, &approved_by));
        TRY(store(db, arena, offer, &c, price, listing_id));
        return approved_by ? db_exec(db, &sql_insert_price_below_floor,
                                     DB_ARGS(db_uuid(&offer->merchant_id), db_uuid(listing_id), db_int(price), db_text(c.currency), db_text(offer->reason), db_text(offer->actor),
                                             db_text(approved_by)), NULL)
                           : PROBLEM_OK;
}

enum problem offer_publish(struct db *db, struct arena *arena, const struct offer *offer, struct uuid *listing_id, const char **why)
{
        TRY(publish(db, arena, offer, listing_id, why));
        return shelf_refresh_one(db, arena, &offer->merchant_id, listing_id);
}

struct of_unit { struct uuid unit_id; const char *state; };
static const struct field of_unit_fields[] = { FIELD(struct of_unit, unit_id), FIELD(struct of_unit, state) };
static const struct shape of_unit_shape = SHAPE(struct of_unit, of_unit_fields);

enum problem offer_find(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id, const char **json)
{
        return db_value(db, arena, &sql_select_listing, DB_ARGS(db_uuid(merchant_id), db_uuid(listing_id)), json, PROBLEM_LISTING_NOT_FOUND);
}

/* The unit is locked before its listing, as when it is published. */
enum problem offer_withdraw(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *listing_id, const char *actor)
{
        struct of_unit of;

        TRY(db_one(db, arena, &sql_select_listed_unit, DB_ARGS(db_uuid(merchant_id), db_uuid(listing_id)), &of_unit_shape, &of, PROBLEM_LISTING_NOT_FOUND));
        if (!text_equal(of.state, "live"))
                return PROBLEM_LISTING_STATE;
        struct ledger_move move = {
                .merchant_id = *merchant_id, .unit_id = of.unit_id, .from = "listed", .to = "graded", .event = "withdrawn", .actor = actor,
                .payload = arena_printf(arena, "{\"listing_id\":\"%s\"}", listing_id->text),
        };
        TRY(ledger_move(db, &move));
        TRY(db_exec_one(db, &sql_withdraw_listing, DB_ARGS(db_uuid(merchant_id), db_uuid(listing_id)), PROBLEM_LISTING_STATE));
        return shelf_refresh_one(db, arena, merchant_id, listing_id);
}

enum problem offer_by_rule(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct uuid *unit_id)
{
        struct offer offer = { .merchant_id = *merchant_id, .unit_id = *unit_id, .actor = "system:offer" };
        struct uuid listing_id;
        const char *why;
        enum problem problem = publish(db, arena, &offer, &listing_id, &why);

        return problem_info(problem)->status < 500 ? PROBLEM_OK : problem;
}

/* What left the shelf is off the list: so the pull never walks over what was sold. Only an offer made before: a later trip has its own. */
static enum problem end_listing(struct db *db, const struct feed_event *event, const char *state)
{
        return db_exec(db, &sql_end_listing, DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id), db_text(state), db_instant(event->at)), NULL);
}

static enum problem take_event(struct db *db, struct arena *arena, const struct feed_event *event)
{
        static const char *const left[] = { "returned_to_merchant", "liquidated", "donated", "recycled", "destroyed", "missing" };

        if (text_equal(event->event, "graded"))
                return offer_by_rule(db, arena, &event->merchant_id, &event->unit_id);
        if (text_equal(event->to_state, "picked"))
                return end_listing(db, event, "sold");
        for (size_t i = 0; i < ARRAY_LEN(left); i++)
                if (text_equal(event->to_state, left[i]))
                        return end_listing(db, event, "withdrawn");
        return PROBLEM_OK;
}

static enum problem take_events(struct db *db, struct arena *arena, const struct feed_event *events, size_t count)
{
        for (size_t i = 0; i < count; i++)
                TRY(take_event(db, arena, &events[i]));
        return shelf_follow(db, arena, events, count);
}

enum problem offer_step(struct db *db, struct arena *arena, bool *more)
{
        return feed_step_batch(db, arena, "offer", take_events, more);
}

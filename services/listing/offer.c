#include "offer.h"

#include "check.h"
#include "listing_sql.h"
#include "place.h"
#include "resale/approval.h"
#include "resale/feed.h"
#include "resale/id.h"
#include "resale/ledger.h"
#include "shelf.h"
#include "shopper.h"

enum { OFFERED_AT_ONCE = 50 };

/* The bounds of the earning policy: above the ceiling nobody sells, below the floor only with a second person. *approved_by: who that was; NULL: nobody needs to. */
static enum problem within_bounds(struct db *db, struct arena *arena, const struct offer *offer, const struct candidate *c, int64_t price, const char **why, const char **approved_by)
{
        struct approval_use use = { offer->merchant_id, offer->unit_id, "price_floor", offer->approval, offer->session };
        bool below = price < c->floor_amount;

        *approved_by = NULL;
        if (c->ceiling_amount && price > c->ceiling_amount) {
                *why = arena_printf(arena, "The ceiling is %s.", amount_words(arena, c->ceiling_amount, c->currency));
                return PROBLEM_PRICE_CEILING;
        }
        if (below && !offer->approval) {
                *why = arena_printf(arena, "The floor is %s; below it a price needs a reason and a second person.", amount_words(arena, c->floor_amount, c->currency));
                return PROBLEM_PRICE_FLOOR;
        }
        if (!below && offer->approval) {
                *why = "is only for a price below the floor";
                return PROBLEM_INVALID_FIELD;
        }
        return below ? approval_take(db, arena, &use, approved_by) : PROBLEM_OK;
}

static enum problem find_candidate(struct db *db, struct arena *arena, const struct offer *offer, struct candidate *c)
{
        const char *unit[] = { offer->unit_id.text }, *json;
        struct list found;

        TRY(candidates_of(db, arena, &offer->merchant_id, &offer->collection_id, &(struct texts){ 1, unit }, &found));
        if (found.count) {
                *c = *(const struct candidate *)found.item;
                return PROBLEM_OK;
        }
        if (!uuid_is_set(&offer->collection_id))
                return PROBLEM_COLLECTION_NOT_FOUND;
        TRY(db_value(db, arena, &sql_select_collection, DB_ARGS(db_uuid(&offer->merchant_id), db_uuid(&offer->collection_id)), &json, PROBLEM_COLLECTION_NOT_FOUND));
        return PROBLEM_COLLECTION_STATE;   /* it is there, and has no policy */
}

/* What waits for a lister, whatever else is wrong with it; what a person withdrew does. */
static bool waits(const struct offer *offer, const struct candidate *c)
{
        return !offer->by_hand && (c->was_offered || !c->auto_publish || !text_equal(c->collection_state, "live") || !text_equal(c->disposition, "resell"));
}

static enum problem place_checked(struct db *db, struct arena *arena, const struct offer *offer, const struct candidate *c, int64_t price, struct uuid *listing_id,
                                  struct refusal *refusal)
{
        struct placing placing = { .c = *c, .price = price };
        const char *approved_by;

        TRY(within_bounds(db, arena, offer, c, price, &refusal->why, &approved_by));
        TRY(place(db, arena, &offer->merchant_id, offer->actor, &placing, 1));
        if (!placing.placed)
                return PROBLEM_UNIT_STATE;
        *listing_id = placing.listing_id;
        return approved_by ? db_exec(db, &sql_insert_price_below_floor,
                                     DB_ARGS(db_uuid(&offer->merchant_id), db_uuid(listing_id), db_int(price), db_text(c->currency), db_text(offer->reason), db_text(offer->actor),
                                             db_text(approved_by)), NULL)
                           : PROBLEM_OK;
}

static enum problem publish(struct db *db, struct arena *arena, const struct offer *offer, struct uuid *listing_id, struct refusal *refusal)
{
        struct candidate c;
        struct unit unit;

        *refusal = (struct refusal){ 0 };
        TRY(ledger_unit(db, arena, &offer->merchant_id, &offer->unit_id, &unit));
        if (!text_equal(unit.state, "graded"))
                return PROBLEM_UNIT_STATE;
        TRY(find_candidate(db, arena, offer, &c));
        if (waits(offer, &c))
                return PROBLEM_LISTING_STATE;
        int64_t price = offer->price.currency[0] ? offer->price.amount : price_by_rule(&c);
        lint_offer(arena, &(struct lint){ &c, offer->price, price }, &refusal->faults);
        if (refusal->faults.count)
                return PROBLEM_LISTING_STATE;
        return place_checked(db, arena, offer, &c, price, listing_id, refusal);
}

enum problem offer_publish(struct db *db, struct arena *arena, const struct offer *offer, struct uuid *listing_id, struct refusal *refusal)
{
        TRY(publish(db, arena, offer, listing_id, refusal));
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

/* Its price follows by rule, within the bounds. */
static bool may_be_offered(struct arena *arena, const struct offer *offer, const struct candidate *c, int64_t price)
{
        struct faults faults;

        if (waits(offer, c))
                return false;
        lint_offer(arena, &(struct lint){ .c = c, .price = price }, &faults);
        return !faults.count;
}

static enum problem offer_some(struct db *db, struct arena *arena, const struct offer *offer, const struct texts *unit_ids)
{
        struct list found;
        size_t count = 0;

        TRY(candidates_of(db, arena, &offer->merchant_id, &offer->collection_id, unit_ids, &found));
        const struct candidate *c = found.item;
        struct placing *placing = arena_alloc(arena, (found.count + 1) * sizeof *placing);
        for (size_t i = 0; i < found.count; i++) {
                int64_t price = price_by_rule(&c[i]);
                if (may_be_offered(arena, offer, &c[i], price))
                        placing[count++] = (struct placing){ .c = c[i], .price = price };
        }
        return count ? place(db, arena, &offer->merchant_id, offer->actor, placing, count) : PROBLEM_OK;
}

enum problem offer_by_rule(struct db *db, struct arena *arena, const struct uuid *merchant_id, const struct texts *unit_ids)
{
        struct offer offer = { .merchant_id = *merchant_id, .actor = "system:offer" };

        for (size_t at = 0; at < unit_ids->count; at += OFFERED_AT_ONCE) {
                size_t left = unit_ids->count - at;
                TRY(offer_some(db, arena, &offer, &(struct texts){ left < OFFERED_AT_ONCE ? left : OFFERED_AT_ONCE, unit_ids->item + at }));
        }
        return PROBLEM_OK;
}

/* What left the shelf is off the list: so the pull never walks over what was sold. Only an offer made before: a later trip has its own. */
static enum problem end_listing(struct db *db, const struct feed_event *event, const char *state)
{
        return db_exec(db, &sql_end_listing, DB_ARGS(db_uuid(&event->merchant_id), db_uuid(&event->unit_id), db_text(state), db_instant(event->at)), NULL);
}

static enum problem end_left(struct db *db, const struct feed_event *event)
{
        static const char *const left[] = { "returned_to_merchant", "liquidated", "donated", "recycled", "destroyed", "missing" };

        if (text_equal(event->to_state, "picked"))
                return end_listing(db, event, "sold");
        for (size_t i = 0; i < ARRAY_LEN(left); i++)
                if (text_equal(event->to_state, left[i]))
                        return end_listing(db, event, "withdrawn");
        return PROBLEM_OK;
}

static bool names(const struct texts *texts, const char *text)
{
        for (size_t i = 0; i < texts->count; i++)
                if (text_equal(texts->item[i], text))
                        return true;
        return false;
}

/* The units of one merchant that were graded, from this event on; each once. */
static enum problem offer_graded(struct db *db, struct arena *arena, const struct feed_event *events, size_t first, size_t count)
{
        struct texts units = { 0, arena_alloc(arena, (count - first) * sizeof(char *)) };
        const struct uuid *merchant_id = &events[first].merchant_id;

        for (size_t i = first; i < count; i++)
                if (text_equal(events[i].event, "graded") && uuid_equal(&events[i].merchant_id, merchant_id) && !names(&units, events[i].unit_id.text))
                        units.item[units.count++] = events[i].unit_id.text;
        return offer_by_rule(db, arena, merchant_id, &units);
}

/* What left first: a unit that came back and was graded again has an offer that is to end, and then a new one. */
static enum problem take_events(struct db *db, struct arena *arena, const struct feed_event *events, size_t count)
{
        struct texts merchants = { 0, arena_alloc(arena, (count + 1) * sizeof(char *)) };

        for (size_t i = 0; i < count; i++)
                TRY(end_left(db, &events[i]));
        for (size_t i = 0; i < count; i++) {
                if (!text_equal(events[i].event, "graded") || names(&merchants, events[i].merchant_id.text))
                        continue;
                merchants.item[merchants.count++] = events[i].merchant_id.text;
                TRY(offer_graded(db, arena, events, i, count));
        }
        TRY(check_follow(db, arena, events, count));
        return shelf_follow(db, arena, events, count);
}

enum problem offer_step(struct db *db, struct arena *arena, bool *more)
{
        return feed_step_batch(db, arena, "offer", take_events, more);
}

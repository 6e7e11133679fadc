#include "support/shelf.h"

#include "listing_sql.h"
#include "resale/clock.h"
#include "resale/id.h"
#include "resale/json.h"
#include "resale/ledger.h"

#include "../../services/listing/offer.h"
#include "../../services/listing/shelf.h"

STATEMENT(add_merchant, 1, "insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone)"
                           " values ($1::uuid, 'Shelf', 'shelf-' || $1::text, 'plus', true, 'USD', 'UTC')");
STATEMENT(add_collection, 2, "insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, currency, state)"
                             " values ($1::uuid, $2::uuid, 'shelf-' || $2::text, 'Shelf', 'Shelf', 'USD', 'draft')");
STATEMENT(add_policy, 2, "insert into listing.policy (merchant_id, collection_id, version, return_days, final_sale, price_shares, min_price, auto_publish, created_by)"
                         " values ($1::uuid, $2::uuid, 1, 30, false, '{}', 0, false, 'x')");
static const struct sql *const statements[] = { &add_merchant, &add_collection, &add_policy, NULL };

unsigned any(unsigned *seed, unsigned below) { return (unsigned)rand_r(seed) % below; }

const char *const shelf_titles[3] = { "Trail fleece", "Wool sweater", "Storm shell" }, *const shelf_types[3] = { "Fleece", "Sweater", "Shell" },
                  *const shelf_sizes[3] = { "S", "M", "L" }, *const shelf_grades[2] = { "A", "B" };

void make_place(struct place *place)
{
        struct public_collection *c = &place->collection;
        struct db *grading = as_service("grading"), *owner = as_owner(statements);

        *c = (struct public_collection){ .merchant_id = a_merchant() };
        uuid_new(&c->collection_id);
        value_of(owner, &add_merchant, DB_ARGS(db_uuid(&c->merchant_id)));
        value_of(owner, &add_collection, DB_ARGS(db_uuid(&c->merchant_id), db_uuid(&c->collection_id)));
        value_of(owner, &add_policy, DB_ARGS(db_uuid(&c->merchant_id), db_uuid(&c->collection_id)));
        for (size_t i = 0; i < PIECES; i++) {
                place->piece[i] = (struct piece){ .unit_id = a_unit(&c->merchant_id) };
                struct ledger_move move = { .merchant_id = c->merchant_id, .unit_id = place->piece[i].unit_id, .from = "received", .to = "graded", .event = "made", .actor = "staff:test" };
                assert_int_equal(ledger_move(grading, &move), PROBLEM_OK);
        }
        db_close(grading);
        db_close(owner);
}

struct hand a_hand(const struct place *place, struct piece *piece, size_t pieces, unsigned seed)
{
        return (struct hand){ as_service("listing"), as_service("fulfillment"), arena_new(), seed, place, piece, pieces };
}

void drop(struct hand *hand)
{
        db_close(hand->listing);
        db_close(hand->fulfillment);
        arena_free(hand->arena);
}

/* --- what happens --- */

struct act { struct hand *hand; struct piece *piece; };

static const char *words(struct hand *hand, const struct uuid *listing_id, int64_t price, size_t kind)
{
        return arena_printf(hand->arena, "{\"listing_id\":\"%s\",\"title\":\"%s\",\"product_type\":\"%s\",\"size\":\"%s\",\"vendor\":\"Trail\",\"grade\":\"%s\",\"condition\":\"used\","
                            "\"price\":{\"amount\":%lld,\"currency\":\"USD\"}}",
                            listing_id->text, shelf_titles[kind % 3], shelf_types[kind % 3], shelf_sizes[kind / 3 % 3], shelf_grades[kind / 2 % 2], (long long)price);
}

static enum problem move(struct db *db, const struct act *act, const char *from, const char *to)
{
        struct ledger_move move = { .merchant_id = act->hand->place->collection.merchant_id, .unit_id = act->piece->unit_id, .from = from, .to = to, .event = to, .actor = "staff:test" };

        return ledger_move(db, &move);
}

static enum problem publish(struct db *db, void *context)
{
        struct act *act = context;
        struct hand *hand = act->hand;
        const struct public_collection *c = &hand->place->collection;
        size_t kind = any(&hand->seed, 18);
        int64_t price = 1000 + 100 * any(&hand->seed, 5);
        struct uuid *id = &act->piece->listing_id;
        char now[28];

        uuid_new(id);
        TRY(move(db, act, "graded", "listed"));
        instant_format(clock_now(), now);
        const char *offers = arena_printf(hand->arena, "[{\"listing_id\":\"%s\",\"collection_id\":\"%s\",\"unit_id\":\"%s\",\"title\":\"%s\",\"grade\":\"%s\",\"condition\":\"used\","
                                          "\"condition_text\":\"Used\",\"price\":%lld,\"currency\":\"USD\",\"final_sale\":false,\"return_days\":30,\"policy_version\":1,\"fragment\":%s,"
                                          "\"published_at\":\"%s\",\"handle\":\"offer-%s\",\"rule\":\"collection\",\"body\":\"{}\"}]",
                                          id->text, c->collection_id.text, act->piece->unit_id.text, shelf_titles[kind % 3], shelf_grades[kind / 2 % 2], (long long)price,
                                          json_quote(hand->arena, words(hand, id, price, kind)), now, id->text);
        TRY(db_exec(db, &sql_insert_listings, DB_ARGS(db_uuid(&c->merchant_id), db_text(offers)), NULL));
        return shelf_refresh_one(db, hand->arena, &c->merchant_id, id);
}

static enum problem price_anew(struct db *db, void *context)
{
        struct act *act = context;
        struct hand *hand = act->hand;
        const struct uuid *merchant = &hand->place->collection.merchant_id;
        int64_t price = 1000 + 100 * any(&hand->seed, 5);
        const char *id = act->piece->listing_id.text, *amount = arena_printf(hand->arena, "%lld", (long long)price), *none = "0";
        const char *fragment = words(hand, &act->piece->listing_id, price, any(&hand->seed, 18));

        TRY(db_exec(db, &sql_change_prices, DB_ARGS(db_uuid(merchant), db_texts(hand->arena, &(struct texts){ 1, &id }), db_texts(hand->arena, &(struct texts){ 1, &amount }),
                                                    db_texts(hand->arena, &(struct texts){ 1, &none }), db_texts(hand->arena, &(struct texts){ 1, &fragment })), NULL));
        return shelf_refresh_one(db, hand->arena, merchant, &act->piece->listing_id);
}

static enum problem withdraw(struct db *db, void *context)
{
        struct act *act = context;

        return offer_withdraw(db, act->hand->arena, &act->hand->place->collection.merchant_id, &act->piece->listing_id, "staff:test");
}

static enum problem lease(struct db *db, void *context) { return move(db, context, "listed", "claimed"); }
static enum problem release(struct db *db, void *context) { return move(db, context, "claimed,sold", "listed"); }
static enum problem sell(struct db *db, void *context) { return move(db, context, "listed,claimed", "sold"); }

/* Something happens to a piece; what it is in no state for is refused. */
void happen(struct hand *hand)
{
        static const struct { db_work *work; bool by_fulfillment; } acts[] = {
                { publish, false }, { publish, false }, { price_anew, false }, { price_anew, false }, { withdraw, false }, { lease, true }, { release, true }, { release, true }, { sell, true },
        };
        struct act act = { hand, &hand->piece[any(&hand->seed, (unsigned)hand->pieces)] };
        size_t i = uuid_is_set(&act.piece->listing_id) ? any(&hand->seed, ARRAY_LEN(acts)) : 0;
        struct uuid before = act.piece->listing_id;
        bool more;

        enum problem problem = db_transaction(acts[i].by_fulfillment ? hand->fulfillment : hand->listing, acts[i].work, &act);
        assert_true(problem_info(problem)->status < 500);
        if (problem != PROBLEM_OK)
                act.piece->listing_id = before;
        if (any(&hand->seed, 4) == 0)
                assert_true(problem_info(shelf_step(hand->listing, hand->arena, &more))->status < 500);
        arena_reset(hand->arena);
}

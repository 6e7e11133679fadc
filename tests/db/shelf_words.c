/* Words on the shelf: whoever has them is found along the index, and a walk by relevance goes on by it. */
#include "resale/json.h"
#include "support/shelf.h"

#include "../../services/listing/pull.h"

STATEMENT(has_of_all, 1, "select (count(distinct title) = 3 and count(distinct size) = 3 and count(*) filter (where title = 'Trail fleece') >= 3)::text"
                         " from listing.edition where collection_id = $1::uuid and until is null and fragment is not null");
STATEMENT(found_by_words, 2, "select count(*)::text from listing.edition e where e.collection_id = $1::uuid and e.words @@ listing.asked(e.merchant_id, e.collection_id, null, $2::text)::tsquery");
STATEMENT(missed_by_bits, 2, "select count(*)::text from listing.edition e cross join lateral (select listing.asked(e.merchant_id, e.collection_id, null, $2::text)) q (asked)"
                             " cross join lateral (select listing.asked_bits(q.asked)) b (bits) cross join generate_series(1, 3) nth cross join unnest(array[4294967295, ~4294967295]) part"
                             " where e.collection_id = $1::uuid and e.words @@ q.asked::tsquery and (e.word_bits & b.bits[2 * nth - 1] & part = 0 or e.more_bits & b.bits[2 * nth] & part = 0)");
STATEMENT(asked_now, 3, "select listing.asked($1::uuid, $2::uuid, null, $3::text)");
STATEMENT(add_words, 3, "insert into listing.shelf_word (merchant_id, collection_id, word, version) select $1::uuid, $2::uuid, $3::text || i, 1 from generate_series(10, 25) i");
STATEMENT(offer_many, 2, "with s as (insert into listing.shelf as s (merchant_id, collection_id, version) values ($1::uuid, $2::uuid, 6000)"
                         " on conflict (merchant_id, collection_id) do update set version = s.version + 6000 returning version)"
                         " insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, grade, condition, price_amount, published_at)"
                         " select $1::uuid, $2::uuid, s.version - i, gen_random_uuid(), '{}', 'Trail fleece', 'A', 'used', 1000, now() from s cross join generate_series(0, 5999) i");
STATEMENT(many_are_expected, 3, "select (listing.expected_of($2::uuid, listing.asked($1::uuid, $2::uuid, null, $3::text), null, null, null, null, null) > 5000)::text");
STATEMENT(forget_many, 1, "delete from listing.edition where collection_id = $1::uuid and fragment = '{}'");
STATEMENT(count_anew, 0, "analyze listing.edition");
static const struct sql *const statements[] = { &has_of_all, &found_by_words, &missed_by_bits, &asked_now, &add_words, &offer_many, &many_are_expected, &forget_many, &count_anew, NULL };

static struct place place;
static struct db *owner;
static struct hand hand;

static void begin(void)
{
        owner = as_owner(statements);
        make_place(&place);
        hand = a_hand(&place, place.piece, PIECES, 11);
        for (int i = 0; i < PIECES * 3 || !text_equal(value_of(owner, &has_of_all, DB_ARGS(db_uuid(&place.collection.collection_id))), "true"); i++)
                happen(&hand);
}

static void end(void)
{
        drop(&hand);
        db_close(owner);
}

/* Whoever is found by words is not passed by on the way. */
static void what_has_a_word_has_its_bits(void **state)
{
        static const char *const said[] = { "fleece", "fl", "trial flecee", "f trail fleece", "storm shell s", "s shell strom", "wool' sweater", "o'shell \\ storm" };
        unsigned found = 0;

        (void)state;
        begin();
        for (size_t i = 0; i < ARRAY_LEN(said); i++) {
                struct db_args args = DB_ARGS(db_uuid(&place.collection.collection_id), db_text(said[i]));
                assert_string_equal(value_of(owner, &missed_by_bits, args), "0");
                found += !text_equal(value_of(owner, &found_by_words, args), "0");
        }
        assert_true(found >= ARRAY_LEN(said) - 2);
        end();
}

/* By the words that begin so, unless they are too many, or none is; one of a letter or two is itself, if it is a word. */
static void a_word_is_what_begins_so(void **state)
{
        (void)state;
        begin();
        const char *prefix = place.collection.collection_id.text + 28;
        struct db_args trail = DB_ARGS(db_uuid(&place.collection.merchant_id), db_uuid(&place.collection.collection_id), db_text("Trai"));
        assert_string_equal(value_of(owner, &asked_now, trail), arena_printf(test_memory, "('%s/trail')", prefix));
        struct db_args sizes = DB_ARGS(db_uuid(&place.collection.merchant_id), db_uuid(&place.collection.collection_id), db_text("S x"));
        assert_string_equal(value_of(owner, &asked_now, sizes), arena_printf(test_memory, "('%s/s') & ('%s/x':*)", prefix, prefix));   /* a size, not what begins so */
        value_of(owner, &add_words, DB_ARGS(db_uuid(&place.collection.merchant_id), db_uuid(&place.collection.collection_id), db_text("trail")));
        assert_string_equal(value_of(owner, &asked_now, trail), arena_printf(test_memory, "('%s/trai':*)", prefix));
        assert_string_equal(value_of(owner, &asked_now, DB_ARGS(db_uuid(&place.collection.merchant_id), db_uuid(&place.collection.collection_id), db_text("tr trail2"))),
                            arena_printf(test_memory, "('%s/tr':*) & ('%s/trail20' | '%s/trail21' | '%s/trail22' | '%s/trail23' | '%s/trail24' | '%s/trail25')", prefix, prefix, prefix, prefix,
                                         prefix, prefix, prefix));
        end();
}

/* A page, the first when `next` is ""; the ids in the order in which they are shown, one after another. */
static const char *look(struct pull_query *q, const char **next)
{
        struct json_fault fault;
        struct pull_page page;
        const struct doc *doc;
        const char *ids = "";

        assert_true(!**next || pull_cursor_parse(test_memory, *next, q));
        assert_int_equal(pull_body(hand.listing, test_memory, &place.collection, q, NULL, &page), PROBLEM_OK);
        assert_int_equal(doc_parse(test_memory, page.json, strlen(page.json), &doc, &fault), PROBLEM_OK);
        const struct doc *items = doc_get(doc, "items");
        for (size_t i = 0; i < doc_count(items); i++)
                ids = arena_printf(test_memory, "%s %s", ids, doc_string(doc_get(doc_item(items, i), "listing_id")));
        *next = page.next;
        return ids;
}

static void offer_many_more(const struct place *here)
{
        value_of(owner, &offer_many, DB_ARGS(db_uuid(&here->collection.merchant_id), db_uuid(&here->collection.collection_id)));
        value_of(owner, &count_anew, DB_NO_ARGS);
}

static void forget_them(const struct place *here)
{
        value_of(owner, &forget_many, DB_ARGS(db_uuid(&here->collection.collection_id)));
        value_of(owner, &count_anew, DB_NO_ARGS);
}

static const char *expects_many(const char *said)
{
        return value_of(owner, &many_are_expected, DB_ARGS(db_uuid(&place.collection.merchant_id), db_uuid(&place.collection.collection_id), db_text(said)));
}

/* By how many of its own have the words, however many there are beside it. */
static void a_collection_expects_what_it_has(void **state)
{
        static struct place beside;

        (void)state;
        begin();
        make_place(&beside);
        for (int i = 0; i < 4; i++)
                offer_many_more(&beside);
        assert_string_equal(expects_many("trail fleece"), "false");
        offer_many_more(&place);
        assert_string_equal(expects_many("trail"), "true");
        assert_string_equal(expects_many("trail fleece"), "true");
        assert_string_equal(expects_many("trail storm"), "false");
        forget_them(&place);
        forget_them(&beside);
        end();
}

/* However many have its words by then; who asks anew is shown the newest of them. */
static void a_walk_by_relevance_goes_on_by_it(void **state)
{
        struct pull_query whole = { .price_min = -1, .price_max = -1, .limit = 50, .q = "trail fl", .sort = PULL_RELEVANCE }, steps = whole, anew = whole;
        const char *next = "", *none = "", *expected, *walked;

        (void)state;
        begin();
        steps.limit = anew.limit = 1;
        walked = look(&steps, &next);
        assert_true(pull_cursor_parse(test_memory, next, &whole));   /* all of it, as it was then */
        whole.place.after = (struct uuid){ 0 };
        expected = look(&whole, &none);
        assert_true(strlen(expected) > sizeof(" 018f0000-0000-7000-8000-0000000000aa") * 2);
        offer_many_more(&place);
        while (next)
                walked = arena_printf(test_memory, "%s%s", walked, look(&steps, &next));
        assert_string_equal(walked, expected);
        next = "";
        look(&anew, &next);
        assert_true(pull_cursor_parse(test_memory, next, &anew) && anew.place.newest);
        forget_them(&place);
        end();
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(what_has_a_word_has_its_bits), alone(a_word_is_what_begins_so), alone(a_collection_expects_what_it_has),
                                             alone(a_walk_by_relevance_goes_on_by_it) };

        return UNIT_MAIN(tests);
}

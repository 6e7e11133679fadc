/* Words on the shelf: whoever has them is found along the index, and a walk by relevance goes on by it. */
#include "resale/json.h"
#include "support/shelf.h"

#include "../../services/listing/pull_private.h"

STATEMENT(has_of_all, 1, "select (count(distinct title) = 3 and count(distinct size) = 3 and count(*) filter (where title = 'Trail fleece') >= 3)::text"
                         " from listing.edition where collection_id = $1::uuid and until is null and fragment is not null");
STATEMENT(asked_now, 3, "select listing.asked($1::uuid, $2::uuid, null, $3::text)");
STATEMENT(add_words, 3, "insert into listing.shelf_word (merchant_id, collection_id, word, version) select $1::uuid, $2::uuid, $3::text || i, 1 from generate_series(10, 25) i");
STATEMENT(offer_many, 2, "with s as (insert into listing.shelf as s (merchant_id, collection_id, version) values ($1::uuid, $2::uuid, 6000)"
                         " on conflict (merchant_id, collection_id) do update set version = s.version + 6000 returning version)"
                         " insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, grade, condition, price_amount, published_at)"
                         " select $1::uuid, $2::uuid, s.version - i, gen_random_uuid(), '{}', 'Trail fleece', 'A', 'used', 1000, now() from s cross join generate_series(0, 5999) i");
STATEMENT(offer_over_time, 2, "with s as (insert into listing.shelf as s (merchant_id, collection_id, version) values ($1::uuid, $2::uuid, 9000)"
                              " on conflict (merchant_id, collection_id) do update set version = s.version + 9000 returning version)"
                              " insert into listing.edition (merchant_id, collection_id, version, listing_id, fragment, title, size, grade, condition, price_amount, published_at)"
                              " select $1::uuid, $2::uuid, v, id, json_build_object('listing_id', id), (array['Trail', 'Storm', 'Wool'])[1 + v % 3] || ' ' || (array['vest', 'fleece'])[1 + v % 2],"
                              " (array['S', 'M', 'XL'])[1 + v * 7 % 5 % 3], 'A', 'used', (100 * exp(v * 31 % 700 / 100.0))::bigint, now() - interval '7 hours' * (v * 17 % 900)"
                              " from (select s.version - i as v, gen_random_uuid() as id from s cross join generate_series(0, 8999) i offset 0) e");
STATEMENT(many_are_expected, 3, "select ((listing.expected_of($2::uuid, listing.asked($1::uuid, $2::uuid, null, $3::text), null, null, null, null, null, null, null)).expected > 5000)::text");
STATEMENT(forget_many, 1, "delete from listing.edition where collection_id = $1::uuid and fragment not like '%title%'");
STATEMENT(count_anew, 0, "analyze listing.edition");
static const struct sql *const statements[] = { &has_of_all, &asked_now, &add_words, &offer_many, &offer_over_time, &many_are_expected, &forget_many, &count_anew, NULL };

static struct place place;
static struct db *owner;
static struct hand hand;

/* Whatever has happened, of which nothing is still to be heard. */
static bool has_all(void)
{
        for (bool more = true; more;)
                follow(hand.listing, test_memory, &more);
        return text_equal(value_of(owner, &has_of_all, DB_ARGS(db_uuid(&place.collection.collection_id))), "true");
}

static void begin(void)
{
        owner = as_owner(statements);
        make_place(&place);
        hand = a_hand(&place, place.piece, PIECES, 11);
        for (int i = 0; i < PIECES * 3 || !has_all(); i++)
                happen(&hand);
}

static void end(void)
{
        drop(&hand);
        db_close(owner);
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

/* What the first pages show. */
static const char *walk(const struct pull_query *question)
{
        struct pull_query q = *question;
        const char *next = "", *ids = "";

        for (int i = 0; next && i < 6; i++)
                ids = arena_printf(test_memory, "%s%s", ids, look(&q, &next));
        return ids;
}

static void is_shown_as_the_newest(const char *said, bool newest)
{
        struct pull_query q = { .price_min = -1, .price_max = -1, .limit = 5, .q = said, .sort = PULL_RELEVANCE };
        const char *next = "";

        look(&q, &next);
        assert_true(pull_cursor_parse(test_memory, next, &q));
        assert_int_equal(q.place.newest, newest);
}

/* What is met in bands of prices and days is what is found by words and sorted. */
static void a_page_in_bands_is_the_page_that_is_sorted(void **state)
{
        static const struct { const char *q; int64_t price_min, price_max; } asked[] = {
                { "trail fleece", -1, -1 }, { "storm", 2000, -1 }, { "wool vest xl", -1, 40000 }, { "ve tr", 900, 950 }, { "storm", 900, 910 }, { "trail wool", -1, -1 }, { NULL, 50000, 51000 },
        };
        const int64_t few = pull_few, apart = pull_apart, large = pull_large, looked_at = pull_looked_at;
        struct pull_query q = { .limit = 45 };

        (void)state;
        begin();
        value_of(owner, &offer_over_time, DB_ARGS(db_uuid(&place.collection.merchant_id), db_uuid(&place.collection.collection_id)));
        for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
                q.q = asked[i].q, q.price_min = asked[i].price_min, q.price_max = asked[i].price_max;
                for (q.sort = PULL_NEWEST; q.sort <= PULL_PRICE_DOWN; q.sort++) {
                        pull_few = 0, pull_apart = -1, pull_looked_at = 0;
                        const char *in_bands = walk(&q);
                        pull_few = 100000, pull_looked_at = looked_at;
                        assert_string_equal(in_bands, walk(&q));
                        assert_true(strlen(in_bands) > (i < 3 ? 45 * 37 : 37));
                }
        }
        pull_few = few, pull_apart = apart;
        value_of(owner, &count_anew, DB_NO_ARGS);
        is_shown_as_the_newest("storm fleece", false);
        pull_large = 5000;   /* of whom more than a hundred have both */
        is_shown_as_the_newest("storm fleece", true);
        pull_large = large;
        forget_them(&place);
        end();
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
        const struct CMUnitTest tests[] = { alone(a_word_is_what_begins_so), alone(a_page_in_bands_is_the_page_that_is_sorted), alone(a_collection_expects_what_it_has),
                                             alone(a_walk_by_relevance_goes_on_by_it) };

        return UNIT_MAIN(tests);
}

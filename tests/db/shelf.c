/* The shelf under everything that happens at once: walks over pages, mirrors by what changed, several writers, and the listing service itself beside them. */
#include <pthread.h>

#include "resale/clock.h"
#include "resale/id.h"
#include "resale/json.h"
#include "support/shelf.h"

#include "../../services/listing/pull.h"
#include "../../services/listing/pull_private.h"
#include "../../services/listing/shelf.h"

enum { WALKS = 60, SHOWN_MAX = 64 };

STATEMENT(as_of, 3, "select listing_id, version, (extract(epoch from published_at) * 1000000)::bigint as at, price_amount as price, product_type as type, size, grade, title, fragment"
                    " from listing.edition where merchant_id = $1::uuid and collection_id = $2::uuid and version <= $3::bigint and coalesce(until > $3::bigint, true)"
                    " and fragment is not null");
STATEMENT(stale, 2, "select count(*)::text from listing.listing l left join listing.face f using (merchant_id, listing_id) left join listing.edition e"
                    " on e.merchant_id = l.merchant_id and e.listing_id = l.listing_id and e.until is null"
                    " where l.merchant_id = $1::uuid and l.collection_id = $2::uuid and f.fragment is distinct from e.fragment");
STATEMENT(shelf_version, 2, "select version::text from listing.shelf where merchant_id = $1::uuid and collection_id = $2::uuid");
STATEMENT(grow_old, 1, "update listing.edition set began_at = began_at - interval '31 days', ended_at = ended_at - interval '2 hours' where merchant_id = $1::uuid");
static const struct sql *const statements[] = { &as_of, &stale, &shelf_version, &grow_old, NULL };

static struct db *owner;

struct shown { struct uuid listing_id; int64_t version, at, price; const char *type, *size, *grade, *title, *fragment; };
static const struct field shown_fields[] = {
        FIELD(struct shown, listing_id), FIELD(struct shown, version), FIELD(struct shown, at), FIELD(struct shown, price), FIELD(struct shown, type), FIELD(struct shown, size),
        FIELD(struct shown, grade), FIELD(struct shown, title), FIELD(struct shown, fragment),
};
static const struct shape shown_shape = SHAPE(struct shown, shown_fields);

/* --- what is seen --- */

static struct list shown_at(const struct place *place, int64_t version)
{
        struct list rows;

        assert_int_equal(db_many(owner, test_memory, &as_of, DB_ARGS(db_uuid(&place->collection.merchant_id), db_uuid(&place->collection.collection_id), db_int(version)),
                                 &shown_shape, &rows), PROBLEM_OK);
        return rows;
}

static bool has(const struct texts *values, const char *value)
{
        for (size_t i = 0; i < values->count; i++)
                if (text_equal(values->item[i], value))
                        return true;
        return !values->count;
}

static bool is_meant(const struct pull_query *q, const struct shown *s)
{
        return has(&q->types, s->type) && has(&q->sizes, s->size) && has(&q->grades, s->grade) && has(&q->vendors, "Trail") && (q->price_min < 0 || s->price >= q->price_min) &&
               (q->price_max < 0 || s->price <= q->price_max) && (!q->q || strcasestr(s->title, q->q));
}

static int asked_sort;
static int64_t key_of(const struct shown *s) { return asked_sort == PULL_PRICE_UP ? -s->price : asked_sort == PULL_PRICE_DOWN ? s->price : s->at; }
static int in_order(const void *a, const void *b)
{
        const struct shown *x = a, *y = b;
        int64_t difference = key_of(y) - key_of(x);

        return difference ? (difference > 0 ? 1 : -1) : asked_sort == PULL_PRICE_UP ? strcmp(x->listing_id.text, y->listing_id.text) : strcmp(y->listing_id.text, x->listing_id.text);
}

static struct texts some(unsigned *seed, const char *const *values, unsigned count)
{
        struct texts texts = { 0, arena_alloc(test_memory, (count + 1) * sizeof(char *)) };

        if (any(seed, 2))
                return texts;
        for (unsigned i = 0; i < count; i++)
                if (any(seed, 2))
                        texts.item[texts.count++] = values[i];
        return texts;
}

/* Of so many that they are too many to be looked for together with others, as well. */
static struct texts some_sizes(unsigned *seed)
{
        const char *all[40] = { shelf_sizes[0], shelf_sizes[1], shelf_sizes[2] };

        for (size_t i = 3; i < ARRAY_LEN(all); i++)
                all[i] = arena_printf(test_memory, "%zu", i);
        return some(seed, all, any(seed, 2) ? 3 : ARRAY_LEN(all));
}

static struct pull_query a_query(unsigned *seed)
{
        static const char *const vendors[] = { "Trail", "Another" };
        static const char *const asked[] = { NULL, NULL, "wool", "sto", "trail fl", "storm shell" };
        struct pull_query q = { .price_min = any(seed, 3) ? -1 : 1100, .price_max = any(seed, 3) ? -1 : 1300, .limit = 1 + any(seed, 4) };

        if (any(seed, 3) == 0)
                return (struct pull_query){ .price_min = -1, .price_max = -1, .limit = 1, .q = "t", .sort = (int)any(seed, 4) };   /* many pages in words */
        q.types = some(seed, shelf_types, 3);
        q.sizes = some_sizes(seed);
        q.vendors = some(seed, vendors, 2);
        q.grades = some(seed, shelf_grades, 2);
        q.q = asked[any(seed, ARRAY_LEN(asked))];
        q.sort = (int)any(seed, q.q ? 4 : 3);
        return q;
}

static const struct doc *parse(const char *json)
{
        struct json_fault fault;
        const struct doc *doc;

        assert_int_equal(doc_parse(test_memory, json, strlen(json), &doc, &fault), PROBLEM_OK);
        return doc;
}

/* A walk: each page, and between pages something happens. The ids in the order in which they were shown. */
static size_t walk(struct hand *hand, struct db *reader, struct pull_query *q, struct uuid seen[SHOWN_MAX], int64_t *version)
{
        struct pull_page page = { .next = "" };
        size_t count = 0;

        for (*version = 0; page.next;) {
                assert_true(!*page.next || pull_cursor_parse(test_memory, page.next, q));
                assert_int_equal(pull_body(reader, test_memory, &hand->place->collection, q, NULL, &page), PROBLEM_OK);
                assert_true(!*version || *version == page.version);
                *version = page.version;
                const struct doc *items = doc_get(parse(page.json), "items");
                for (size_t i = 0; i < doc_count(items); i++) {
                        assert_true(count < SHOWN_MAX);
                        assert_true(uuid_parse(doc_string(doc_get(doc_item(items, i), "listing_id")), &seen[count++]));
                }
                for (unsigned i = any(&hand->seed, 4); i; i--)
                        happen(hand);
        }
        return count;
}

static void is_what_was_there(const struct place *place, const struct pull_query *q, int64_t version, const struct uuid *seen, size_t count)
{
        struct list all = shown_at(place, version);
        struct shown *shown = all.item;
        size_t meant = 0;

        asked_sort = q->sort;
        qsort(shown, all.count, sizeof *shown, in_order);
        for (size_t i = 0; i < all.count; i++)
                if (is_meant(q, &shown[i]))
                        shown[meant++] = shown[i];
        assert_int_equal(count, meant);
        for (size_t i = 0; i < count; i++) {
                size_t times = 0;
                for (size_t k = 0; k < count; k++)
                        times += uuid_equal(&seen[k], &shown[i].listing_id);
                assert_int_equal(times, 1);
                if (q->sort != PULL_RELEVANCE)
                        assert_string_equal(seen[i].text, shown[i].listing_id.text);
        }
}

static void a_walk_sees_what_was_there_when_it_began(void **state)
{
        static struct place place;
        unsigned seed = (unsigned)clock_now().micros;

        (void)state;
        print_message("seed %u\n", seed);
        owner = as_owner(statements);
        make_place(&place);
        struct hand hand = a_hand(&place, place.piece, PIECES, seed);
        struct db *reader = as_service("listing");
        for (int i = 0; i < PIECES * 3; i++)
                happen(&hand);
        for (int i = 0; i < WALKS; i++) {
                struct pull_query q = a_query(&seed);
                struct uuid seen[SHOWN_MAX];
                int64_t version;
                pull_few = (const int64_t[]){ 0, 3, 5000 }[any(&seed, 3)];   /* along an index or in bands, by words until they are too many, by words */
                pull_apart = any(&seed, 2) * 40 - 1;
                pull_looked_at = any(&seed, 2) * 2000;
                size_t count = walk(&hand, reader, &q, seen, &version);
                is_what_was_there(&place, &q, version, seen, count);
        }
        db_close(reader);
        drop(&hand);
        db_close(owner);
}

/* --- mirrors --- */

struct mirror { size_t count; struct { struct uuid id; char text[1024]; } item[SHOWN_MAX * 4]; int64_t version; };

static void put(struct mirror *mirror, const char *id, const char *text)
{
        size_t i = 0;

        while (i < mirror->count && !text_equal(mirror->item[i].id.text, id))
                i++;
        assert_true(i < ARRAY_LEN(mirror->item));
        mirror->count += i == mirror->count;
        snprintf(mirror->item[i].id.text, sizeof mirror->item[i].id.text, "%s", id);
        snprintf(mirror->item[i].text, sizeof mirror->item[i].text, "%s", text);
}

/* Until there is nothing more to hear; `between` happens between its pages. */
static void catch_up(const struct place *place, struct db *reader, struct mirror *mirror, unsigned limit, struct hand *between)
{
        struct pull_since since = { .since = mirror->version, .base = mirror->version, .limit = limit };
        struct pull_page page = { .next = "" };

        while (page.next) {
                assert_true(!*page.next || pull_since_parse(test_memory, page.next, &since));
                assert_int_equal(pull_changes(reader, test_memory, &place->collection, &since, &page), PROBLEM_OK);
                const struct doc *items = doc_get(parse(page.json), "items");
                int64_t last = mirror->version, version;
                for (size_t i = 0; i < doc_count(items); i++) {
                        const struct doc *item = doc_item(items, i);
                        assert_true(doc_integer(doc_get(item, "version"), &version) && version > last && version <= page.version);
                        last = version;
                        put(mirror, doc_string(doc_get(item, "listing_id")), doc_text(test_memory, doc_get(item, "listing")));
                }
                mirror->version = page.version;
                for (unsigned i = between ? any(&between->seed, 3) : 0; i; i--)
                        happen(between);
        }
}

static void is_equal(const struct place *place, const struct mirror *mirror)
{
        struct list all = shown_at(place, mirror->version);
        const struct shown *shown = all.item;
        size_t there = 0;

        for (size_t i = 0; i < mirror->count; i++) {
                size_t k = 0;
                while (k < all.count && !uuid_equal(&shown[k].listing_id, &mirror->item[i].id))
                        k++;
                assert_string_equal(mirror->item[i].text, k < all.count ? doc_text(test_memory, parse(shown[k].fragment)) : "null");
                there += k < all.count;
        }
        assert_int_equal(there, all.count);
}

static void a_mirror_by_changes_is_what_is_there(void **state)
{
        static struct place place;
        static struct mirror mirror;
        unsigned seed = (unsigned)clock_now().micros;

        (void)state;
        print_message("seed %u\n", seed);
        owner = as_owner(statements);
        make_place(&place);
        struct hand hand = a_hand(&place, place.piece, PIECES, seed);
        struct db *reader = as_service("listing");
        for (int i = 0; i < WALKS; i++) {
                for (unsigned k = any(&seed, 12); k; k--)
                        happen(&hand);
                catch_up(&place, reader, &mirror, 1 + any(&seed, 5), &hand);
                is_equal(&place, &mirror);
        }
        db_close(reader);
        drop(&hand);
        db_close(owner);
}

/* --- at once --- */

static void *write_much(void *context)
{
        for (int i = 0; i < 150; i++)
                happen(context);
        return NULL;
}

static bool is_settled(const struct place *place)
{
        return text_equal(value_of(owner, &stale, DB_ARGS(db_uuid(&place->collection.merchant_id), db_uuid(&place->collection.collection_id))), "0");
}

static void several_writers_and_a_mirror_that_reads_meanwhile(void **state)
{
        enum { HANDS = 4 };
        static struct place place;
        static struct mirror mirror;
        struct hand hand[HANDS];
        pthread_t thread[HANDS];
        bool more;

        (void)state;
        owner = as_owner(statements);
        make_place(&place);
        struct db *reader = as_service("listing");
        for (unsigned i = 0; i < HANDS; i++) {
                hand[i] = a_hand(&place, place.piece + i * 3, 5 - 2 * (i == HANDS - 1), i + 1);   /* neighbours share two pieces */
                assert_int_equal(pthread_create(&thread[i], NULL, write_much, &hand[i]), 0);
        }
        for (int i = 0; i < 100; i++) {
                catch_up(&place, reader, &mirror, 7, NULL);
                is_equal(&place, &mirror);
        }
        for (size_t i = 0; i < HANDS; i++) {
                pthread_join(thread[i], NULL);
                drop(&hand[i]);
        }
        for (int i = 0; i < 200 && !is_settled(&place); i++)
                follow(reader, test_memory, &more);
        assert_true(is_settled(&place));   /* what is shown is what can be bought */
        catch_up(&place, reader, &mirror, 7, NULL);
        is_equal(&place, &mirror);
        assert_int_equal(strtoll(value_of(owner, &shelf_version, DB_ARGS(db_uuid(&place.collection.merchant_id), db_uuid(&place.collection.collection_id))), NULL, 10), mirror.version);
        db_close(reader);
        db_close(owner);
}

static void what_is_forgotten_is_said_to_be(void **state)
{
        static struct place place;
        struct pull_page page;
        bool more;

        (void)state;
        owner = as_owner(statements);
        make_place(&place);
        struct hand hand = a_hand(&place, place.piece, PIECES, 7);
        for (int i = 0; i < 200; i++)
                happen(&hand);
        struct pull_query q = { .price_min = -1, .price_max = -1, .limit = 1 };
        assert_int_equal(pull_body(hand.listing, test_memory, &place.collection, &q, NULL, &page), PROBLEM_OK);
        assert_true(page.next && pull_cursor_parse(test_memory, page.next, &q));
        for (int i = 0; i < 60; i++)
                happen(&hand);
        struct pull_since since = { .since = 1, .base = 1, .limit = 10 }, anew = { .limit = 1 };
        assert_int_equal(pull_changes(hand.listing, test_memory, &place.collection, &since, &page), PROBLEM_OK);
        value_of(owner, &grow_old, DB_ARGS(db_uuid(&place.collection.merchant_id)));
        do
                assert_int_equal(shelf_tidy_step(hand.listing, test_memory, &more), PROBLEM_OK);
        while (more);
        assert_int_equal(pull_body(hand.listing, test_memory, &place.collection, &q, NULL, &page), PROBLEM_PULL_EXPIRED);
        assert_int_equal(pull_changes(hand.listing, test_memory, &place.collection, &since, &page), PROBLEM_PULL_EXPIRED);
        assert_int_equal(pull_changes(hand.listing, test_memory, &place.collection, &anew, &page), PROBLEM_OK);   /* a new mirror, and on its way */
        assert_true(page.next && pull_since_parse(test_memory, page.next, &anew));
        assert_int_equal(pull_changes(hand.listing, test_memory, &place.collection, &anew, &page), PROBLEM_OK);
        since.since = since.base = 1000000;
        assert_int_equal(pull_changes(hand.listing, test_memory, &place.collection, &since, &page), PROBLEM_PULL_EXPIRED);   /* not of this shelf */
        q.place = (struct pull_place){ 0 };
        assert_int_equal(pull_body(hand.listing, test_memory, &place.collection, &q, NULL, &page), PROBLEM_OK);
        drop(&hand);
        db_close(owner);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                alone(a_walk_sees_what_was_there_when_it_began), alone(a_mirror_by_changes_is_what_is_there), alone(several_writers_and_a_mirror_that_reads_meanwhile),
                alone(what_is_forgotten_is_said_to_be),
        };

        return UNIT_MAIN(tests);
}

/* The pull from a storefront's seat: filters, orders, walks, what changed, what is available; two replicas while several write. */
#include "support/database.h"
#include "support/process.h"
#include "support/steps.h"

#include "../../services/listing/shelf.h"

enum { PIECES = 6 };

STATEMENT(vary, 1, "update listing.listing l set fragment = (l.fragment::jsonb || jsonb_build_object('title', n.title, 'product_type', n.type, 'size', n.size, 'price',"
                   " jsonb_build_object('amount', n.price, 'currency', 'USD')))::text, price_amount = n.price"
                   " from (select listing_id, (array['Wool jacket', 'Fleece, long', 'Storm shell'])[1 + i % 3] as title, (array['Jackets', 'Fleece, long', 'Shells'])[1 + i % 3] as type,"
                   " (array['S', 'M'])[1 + i % 2] as size, 1000 * (1 + i) as price from (select listing_id, (row_number() over (order by published_at))::integer - 1 as i"
                   " from listing.listing where merchant_id = $1::uuid) r) n where l.merchant_id = $1::uuid and l.listing_id = n.listing_id returning l.listing_id::text");
STATEMENT(grow_old, 1, "update listing.edition set began_at = began_at - interval '31 days', ended_at = ended_at - interval '2 hours' where merchant_id = $1::uuid");
static const struct sql *const statements[] = { &vary, &grow_old, NULL };

struct shop { struct merchant merchant; const char *collection_id, *path, *pull; struct piece piece[PIECES]; const char *listing[PIECES]; };

struct refreshed { struct uuid merchant_id; struct texts listings; struct arena *arena; };

static enum problem refresh(struct db *db, void *context)
{
        struct refreshed *all = context;

        return shelf_refresh(db, all->arena, &all->merchant_id, &all->listings);
}

/* Six pieces on offer, oldest first: jackets, fleeces, shells, twice; S and M in turn; for 10.00 to 60.00. */
static void make_shop(struct shop *shop)
{
        struct merchant *m = &shop->merchant;
        struct db *owner = as_owner(statements), *listing = as_service("listing");
        struct refreshed all = { .listings = { PIECES, shop->listing }, .arena = arena_new() };

        *m = new_merchant();
        shop->path = format("/listing/v1/collections/%s", a_collection(m, false, &shop->collection_id));
        shop->pull = format("%s/listings", shop->path);
        a_rubric(m);
        for (int i = 0; i < PIECES; i++) {
                shop->piece[i] = a_received_unit(m);
                grade(m, shop->piece[i].unit_id, "none");
                until_state(m, shop->piece[i].unit_id, "listed");
        }
        struct answer shown = until_offers(shop->pull, PIECES);
        snprintf(all.merchant_id.text, sizeof all.merchant_id.text, "%s", m->id);
        assert_int_equal(db_exec(owner, &vary, DB_ARGS(db_text(m->id)), NULL), PROBLEM_OK);
        for (int i = 0; i < PIECES; i++)
                shop->listing[i] = text_at(shown.json, format("items.%d.listing_id", PIECES - 1 - i));
        assert_int_equal(db_transaction(listing, refresh, &all), PROBLEM_OK);
        db_close(owner);
        db_close(listing);
        arena_free(all.arena);
}

/* "0 2 4": the places of what a query finds, in its order. */
static void finds(const struct shop *shop, const char *query, const char *places)
{
        json_t *items = value_at(expect(200, NULL, "GET", format("%s?%s", shop->pull, query), NULL), "items"), *one;
        const char *found = "";
        size_t i;

        json_array_foreach(items, i, one)
                for (int k = 0; k < PIECES; k++)
                        if (text_equal(text_at(one, "listing_id"), shop->listing[k]))
                                found = format("%s%s%d", found, *found ? " " : "", k);
        assert_string_equal(found, places);
}

static void what_is_asked_for_is_found(void **state)
{
        static struct shop shop;

        (void)state;
        make_shop(&shop);
        finds(&shop, "sort=newest", "5 4 3 2 1 0");
        finds(&shop, "type=Jackets", "3 0");
        finds(&shop, "type=Jackets,Shells&sort=price-ascending", "0 2 3 5");
        finds(&shop, "type=Shells&type=Jackets&size=S&sort=price-descending", "2 0");
        finds(&shop, "type=Fleece%5C,%20long", "4 1");
        finds(&shop, "size=M&price_min=2000&price_max=4000", "3 1");
        finds(&shop, "price_min=2000&price_max=4000&sort=price-ascending", "1 2 3");
        finds(&shop, "price_min=2000&price_max=4000&sort=price-descending", "3 2 1");
        finds(&shop, "grade=A&condition=used&vendor=Trail", "5 4 3 2 1 0");
        finds(&shop, "grade=B", "");
        finds(&shop, "q=wool", "3 0");
        finds(&shop, "q=flecee&sort=price-ascending", "1 4");   /* a slip of the finger */
        finds(&shop, "q=sto%20she&size=S", "2");
        finds(&shop, "q=she%20s&sort=newest", "2");   /* a size, though each shell has words that begin so */
        finds(&shop, "q=wool%20shell", "");
        finds(&shop, "q=%21&sort=newest", "5 4 3 2 1 0");   /* no words */
        finds(&shop, "condition=refurbished,damaged", "");
        json_t *one = expect(200, NULL, "GET", format("%s/%s", shop.pull, shop.listing[2]), NULL);
        assert_string_equal(text_at(one, "title"), "Storm shell");
}

/* Each name that a listing has can be asked for, and no other. */
static void of_each_listing_is_told_what_is_asked_for(void **state)
{
        static struct shop shop;
        const char *name, *names = "listing_id";
        json_t *value;

        (void)state;
        make_shop(&shop);
        json_t *part = expect(200, NULL, "GET", format("%s?fields=title,price,title&limit=1", shop.pull), NULL);
        assert_int_equal(json_object_size(value_at(part, "items.0")), 3);
        assert_int_equal(integer_at(part, "items.0.price.amount"), 6000);
        json_t *whole = value_at(expect(200, NULL, "GET", format("%s?limit=1", shop.pull), NULL), "items.0");
        json_object_foreach(whole, name, value)
                names = format("%s,%s", names, name);
        assert_true(json_equal(whole, value_at(expect(200, NULL, "GET", format("%s?limit=1&fields=%s", shop.pull, names), NULL), "items.0")));
        json_t *refused = expect_field(422, "fields", NULL, "GET", format("%s?fields=title,prices,price", shop.pull), NULL);
        assert_non_null(strstr(text_at(refused, "detail"), "prices"));
}

static void what_is_asked_wrongly_is_named(void **state)
{
        static struct shop shop;
        const char *many = "x";

        (void)state;
        make_shop(&shop);
        for (int i = 0; i < 20; i++)
                many = format("%s,x%d", many, i);
        const char *const wrong[][2] = {
                { "type=", "type" }, { "size=S,,M", "size" }, { "vendor=a,", "vendor" }, { format("grade=%s", many), "grade" }, { format("condition=%0201d", 1), "condition" },
                { "price_min=-1", "price_min" }, { "price_max=1.5", "price_max" }, { "price_max=1000000000001", "price_max" }, { "q=", "q" }, { format("q=%0201d", 1), "q" },
                { "sort=best", "sort" }, { "sort=relevance", "sort" }, { "fields=Title", "fields" }, { "fields=a.b", "fields" }, { "fields=nothing", "fields" },
                { "condition=broken", "condition" }, { "condition=used,Refurbished", "condition" }, { "limit=0", "limit" }, { "cursor=", "cursor" },
                { "cursor=zz", "cursor" }, { "price_min=500&price_max=499", "price_max" },
        };
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
                expect_field(422, wrong[i][1], NULL, "GET", format("%s?%s", shop.pull, wrong[i][0]), NULL);
        const char *next = text_at(expect(200, NULL, "GET", format("%s?limit=2&size=S,M", shop.pull), NULL), "next");
        expect(200, NULL, "GET", format("%s?limit=3&size=M&size=S&fields=title&cursor=%s", shop.pull, next), NULL);   /* the same question */
        expect_field(422, "cursor", NULL, "GET", format("%s?limit=2&cursor=%s", shop.pull, next), NULL);
        expect_field(422, "cursor", NULL, "GET", format("%s?size=S,M&sort=price-ascending&cursor=%s", shop.pull, next), NULL);
        expect_field(422, "cursor", NULL, "GET", format("%s/changes?cursor=%s", shop.path, next), NULL);
        struct merchant other = new_merchant();
        const char *collection_id, *elsewhere = format("/listing/v1/collections/%s", a_collection(&other, false, &collection_id));
        expect_field(422, "cursor", NULL, "GET", format("%s/listings?size=S,M&cursor=%s", elsewhere, next), NULL);
        const char *on = text_at(expect(200, NULL, "GET", format("%s/changes?since=0&limit=1", shop.path), NULL), "next");
        expect_field(422, "cursor", NULL, "GET", format("%s/changes?cursor=%s", elsewhere, on), NULL);
        expect_field(422, "since", NULL, "GET", format("%s/changes", shop.path), NULL);
        expect_field(422, "since", NULL, "GET", format("%s/changes?since=x", shop.path), NULL);
        expect_field(422, "limit", NULL, "GET", format("%s/changes?since=0&limit=1001", shop.path), NULL);
        expect_field(422, "ids", NULL, "GET", format("%s/availability", shop.path), NULL);
        expect_field(422, "ids", NULL, "GET", format("%s/availability?ids=%s,1", shop.path, shop.listing[0]), NULL);
        const char *draft = unique("draft");
        expect(201, other.key, "POST", at(&other, "listing", "/collections"), "{\"handle\":\"%s\",\"name\":\"Soon\",\"navigation_label\":\"Soon\"}", draft);
        expect_problem(404, "collection-not-found", shop.merchant.key, "GET", format("/listing/v1/collections/%s/changes?since=0", draft), NULL);
        expect_problem(404, "collection-not-found", NULL, "GET", format("/listing/v1/collections/%s/availability?ids=%s", draft, new_uuid()), NULL);
        expect(200, other.key, "GET", format("/listing/v1/collections/%s/changes?since=0", draft), NULL);
}

static bool is_gone(const json_t *json, const void *path) { return json_is_false(value_at(json, path)); }

static void what_is_available_is_said_for_many_at_once(void **state)
{
        static struct shop shop;
        const char *stranger = new_uuid();

        (void)state;
        make_shop(&shop);
        const char *path = format("%s/availability?ids=%s,%s&ids=%s", shop.path, shop.listing[4], stranger, shop.listing[1]);
        json_t *now = expect(200, NULL, "GET", path, NULL);
        assert_int_equal(json_array_size(value_at(now, "items")), 3);
        for (size_t i = 0; i < 3; i++) {
                json_t *one = value_at(now, format("items.%zu", i));
                bool known = !text_equal(text_at(one, "listing_id"), stranger);
                assert_true(json_is_true(value_at(one, "available")) == known && json_is_true(value_at(one, "gone")) == !known);
                assert_true(!known || integer_at(one, "price.amount") == (text_equal(text_at(one, "listing_id"), shop.listing[4]) ? 5000 : 2000));
        }
        const char *claim = a_claim(&shop.merchant, shop.listing[4]), *one = format("%s/availability?ids=%s", shop.path, shop.listing[4]);
        json_t *leased = eventually(NULL, one, is_gone, "items.0.available");
        assert_true(json_is_false(value_at(leased, "items.0.gone")) && integer_at(leased, "items.0.version") == integer_at(leased, "version"));
        expect(204, shop.merchant.key, "DELETE", at(&shop.merchant, "fulfillment", "/claims/%s", claim), NULL);
        until_offers(shop.pull, PIECES);
}

static const char *ids_of(size_t count, const char *between)
{
        static char ids[501 * 39 + 1];
        size_t length = 0;

        for (size_t i = 0; i < count; i++)
                length += (size_t)snprintf(ids + length, sizeof ids - length, "%s%s", i ? between : "", new_uuid());
        return ids;
}

/* As many as an address holds, and all that may be asked for in a body. */
static void five_hundred_are_asked_for_at_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *collection_id, *path = format("/listing/v1/collections/%s/availability", a_collection(&merchant, false, &collection_id)), *draft = unique("draft");

        (void)state;
        assert_int_equal(json_array_size(value_at(expect(200, NULL, "GET", format("%s?ids=%s", path, ids_of(300, ",")), NULL), "items")), 300);
        json_t *many = expect(200, NULL, "POST", path, "{\"ids\":[\"%s\"]}", ids_of(500, "\",\""));
        assert_int_equal(json_array_size(value_at(many, "items")), 500);
        assert_true(json_is_true(value_at(many, "items.499.gone")));
        expect_field(422, "ids", NULL, "POST", path, "{\"ids\":[\"%s\"]}", ids_of(501, "\",\""));
        expect_field(422, "ids", NULL, "POST", path, "{\"ids\":[]}");
        expect_field(422, "ids", NULL, "POST", path, "{\"ids\":[\"x\"]}");
        expect_field(422, "ids", NULL, "POST", path, "{}");
        expect(201, merchant.key, "POST", at(&merchant, "listing", "/collections"), "{\"handle\":\"%s\",\"name\":\"Soon\",\"navigation_label\":\"Soon\"}", draft);
        path = format("/listing/v1/collections/%s/availability", draft);
        expect_problem(404, "collection-not-found", NULL, "POST", path, "{\"ids\":[\"%s\"]}", new_uuid());
        expect_problem(404, "collection-not-found", new_merchant().key, "POST", path, "{\"ids\":[\"%s\"]}", new_uuid());
        expect(200, merchant.key, "POST", path, "{\"ids\":[\"%s\"]}", new_uuid());
}

static void what_is_forgotten_begins_anew(void **state)
{
        static struct shop shop;
        bool more;

        (void)state;
        make_shop(&shop);
        json_t *first = expect(200, NULL, "GET", format("%s?limit=2", shop.pull), NULL);
        int64_t version = integer_at(first, "version");
        expect(200, shop.merchant.key, "POST", at(&shop.merchant, "listing", "/listings/%s/withdraw", shop.listing[0]), NULL);
        json_t *change = expect(200, NULL, "GET", format("%s/changes?since=%lld", shop.path, (long long)version), NULL);
        assert_int_equal(json_array_size(value_at(change, "items")), 1);
        assert_string_equal(text_at(change, "items.0.listing_id"), shop.listing[0]);
        assert_true(json_is_null(value_at(change, "items.0.listing")) && json_is_null(value_at(change, "next")) && integer_at(change, "version") == version + 1);
        struct db *owner = as_owner(statements), *listing = as_service("listing");
        assert_int_equal(db_exec(owner, &grow_old, DB_ARGS(db_text(shop.merchant.id)), NULL), PROBLEM_OK);
        do
                assert_int_equal(shelf_tidy_step(listing, NULL, &more), PROBLEM_OK);
        while (more);
        db_close(owner);
        db_close(listing);
        expect_problem(410, "pull-expired", NULL, "GET", format("%s?limit=2&cursor=%s", shop.pull, text_at(first, "next")), NULL);
        const char *changes = format("%s/changes?limit=7", shop.path);   /* a question that was not answered yet */
        expect_problem(410, "pull-expired", NULL, "GET", format("%s&since=%lld", changes, (long long)version), NULL);
        expect(200, NULL, "GET", format("%s&since=%lld", changes, (long long)version + 1), NULL);
        expect(200, NULL, "GET", format("%s&since=0", changes), NULL);
}

/* --- two replicas --- */

/* What changed is taken over, a few at a time, from one replica and the other in turn. */
static void catch_up(const struct shop *shop, const char *const urls[2], json_t *mirror, int64_t *version)
{
        const char *query = format("since=%lld", (long long)*version);
        static int turn;

        for (const char *next = query; next; query = format("cursor=%s", next ? next : "")) {
                setenv("RESALE_URL_LISTING", urls[turn++ % 2], 1);
                json_t *page = expect(200, NULL, "GET", format("%s/changes?limit=2&%s", shop->path, query), NULL), *item;
                size_t i;
                json_array_foreach(value_at(page, "items"), i, item)
                        if (json_is_null(json_object_get(item, "listing")))
                                json_object_del(mirror, text_at(item, "listing_id"));
                        else
                                json_object_set(mirror, text_at(item, "listing_id"), json_object_get(item, "listing"));
                assert_true(integer_at(page, "version") >= *version);
                *version = integer_at(page, "version");
                next = json_string_value(value_at(page, "next"));
        }
}

static json_t *pulled(const struct shop *shop, const char *url, int64_t *version)
{
        json_t *all = json_object(), *item;
        size_t i;

        setenv("RESALE_URL_LISTING", url, 1);
        json_t *page = expect(200, NULL, "GET", shop->pull, NULL);
        json_array_foreach(value_at(page, "items"), i, item)
                json_object_set(all, text_at(item, "listing_id"), item);
        *version = integer_at(page, "version");
        return all;
}

/* Of the same version both say the same; while the ledger is followed one may be ahead. */
static void is_the_same_from_both(const struct shop *shop, const char *const urls[2], json_t *mirror, int64_t *version)
{
        int64_t fresh_version = -1;
        json_t *fresh = NULL;

        for (int i = 0; i < 400 && fresh_version != *version; i++) {
                json_decref(fresh);
                catch_up(shop, urls, mirror, version);
                fresh = pulled(shop, urls[i % 2], &fresh_version);
        }
        assert_int_equal(fresh_version, *version);
        assert_true(json_equal(mirror, fresh));
        json_decref(fresh);
}

/* Each piece that is on offer is held, withdrawn, or both at once. */
static void disturb(const struct shop *shop, int round)
{
        struct racer racer[PIECES * 2];
        size_t count = 0;

        for (int i = 0; i < PIECES; i++) {
                if ((round + i) % 3)
                        racer[count++] = (struct racer){ staff("receiver"), at(&shop->merchant, "intake", "/units/%s/hold", shop->piece[i].unit_id), "{\"reason\":\"recall\"}", 0 };
                if ((round + i) % 3 < 2)
                        racer[count++] = (struct racer){ shop->merchant.key, at(&shop->merchant, "listing", "/listings/%s/withdraw", shop->listing[i]), NULL, 0 };
        }
        race(racer, count);
}

static void mend(struct shop *shop)
{
        for (int i = 0; i < PIECES; i++) {
                const char *unit_id = shop->piece[i].unit_id;
                if (text_equal(unit_state(&shop->merchant, unit_id), "quarantined"))
                        release_hold(&shop->merchant, unit_id);
                if (text_equal(unit_state(&shop->merchant, unit_id), "graded"))
                        shop->listing[i] = text_at(expect(201, shop->merchant.key, "POST", at(&shop->merchant, "listing", "/listings"), "{\"unit_id\":\"%s\",\"collection_id\":\"%s\"}", unit_id,
                                                          shop->collection_id), "listing_id");
        }
}

static void a_mirror_is_a_fresh_pull_whatever_happens_at_two_replicas(void **state)
{
        static struct shop shop;
        struct process second = process_start("listing");
        const char *urls[2] = { second.url, second.before };
        json_t *mirror = json_object();
        int64_t version = 0;

        (void)state;
        make_shop(&shop);
        for (int round = 0; round < 9; round++) {
                disturb(&shop, round);
                catch_up(&shop, urls, mirror, &version);
                mend(&shop);
                catch_up(&shop, urls, mirror, &version);
                if (round % 3 == 2)
                        is_the_same_from_both(&shop, urls, mirror, &version);
        }
        until_offers(shop.pull, PIECES);
        is_the_same_from_both(&shop, urls, mirror, &version);
        assert_int_equal(json_object_size(mirror), PIECES);
        json_decref(mirror);
        setenv("RESALE_URL_LISTING", urls[0], 1);
        assert_int_equal(process_stop(&second), 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(what_is_asked_for_is_found), api_test(of_each_listing_is_told_what_is_asked_for), api_test(what_is_asked_wrongly_is_named),
                api_test(what_is_available_is_said_for_many_at_once),
                api_test(five_hundred_are_asked_for_at_once), api_test(what_is_forgotten_begins_anew), api_test(a_mirror_is_a_fresh_pull_whatever_happens_at_two_replicas),
        };

        return API_MAIN(tests);
}

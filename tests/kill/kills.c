/*
 * Fifty SIGKILLs of services and database at random moments while the whole loop is played by clients that try again: routed by a webhook, received, graded, pulled,
 * claimed, paid by a webhook, shipped, delivered by a webhook, returned and received again. Afterwards: what was answered 2xx is there, nothing happened twice,
 * every ledger verifies. tests/support/run-kill kills, and starts again what it killed.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "support/database.h"
#include "support/insist.h"
#include "support/program.h"
#include "support/steps.h"

#include "resale/id.h"
#include "resale/inbox.h"

enum { KILLS = 50, CLIENTS = 4 };
static const char secret[] = "a secret of the kills";

static atomic_bool over;
static atomic_int loops;
static struct { struct merchant merchant; char receiver[100], grader[100], shipper[100], facility[40], handle[80]; } stage;

struct player {
        struct client_on_duty duty;
        struct uuid run;   /* what makes this loop's names its own */
        const char *unit, *plate, *order;
};

#define TEXT(p, ...) arena_printf((p)->duty.arena, __VA_ARGS__)

static const char *of(struct player *p, const char *service, const char *rest) { return TEXT(p, "/%s/v1/merchants/%s%s", service, stage.merchant.id, rest); }

static void routed(struct player *p)
{
        insist_webhook(&p->duty, WEBHOOK_LOOP, secret, TEXT(p, "/routing/v1/webhooks/loop/%s", stage.merchant.id), "-", "-",
                       TEXT(p, "{\"topic\":\"return\",\"trigger\":\"return.created\",\"id\":\"%s\",\"state\":\"open\",\"order_name\":\"#%s\",\"currency\":\"USD\",\"tracking_number\":\"T-%s\","
                               "\"line_items\":[{\"line_item_id\":1,\"sku\":\"K\",\"title\":\"Fleece\",\"product_type\":\"Fleece\",\"price\":\"120.00\",\"return_reason\":\"Too small\"},"
                               "{\"line_item_id\":2,\"sku\":\"M\",\"title\":\"Mug\",\"product_type\":\"Mug\",\"price\":\"10.00\",\"return_reason\":\"Too small\"}]}",
                            p->run.text, p->run.text, p->run.text));
}

/* Scanned until it is known. */
static const json_t *the_parcel(struct player *p)
{
        for (;;) {
                struct insisted got = insist(&p->duty, stage.receiver, "POST", "/intake/v1/scans", TEXT(p, "{\"code\":\"T-%s\"}", p->run.text));
                if (got.status == 200)
                        return value_at(got.json, "shipments.0");
                usleep(20000);
        }
}

static void received(struct player *p)
{
        const json_t *parcel = the_parcel(p);
        const char *path = of(p, "intake", TEXT(p, "/shipments/%s", insist_text(parcel, "shipment_id")));
        const json_t *unit = insist_on(&p->duty, stage.receiver, "POST", TEXT(p, "%s/receive", path),
                                       TEXT(p, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", insist_text(parcel, "lines.0.line_id"), stage.facility));

        p->unit = insist_text(unit, "unit_id");
        p->plate = insist_text(unit, "lpn");
        insist_on(&p->duty, stage.receiver, "POST", TEXT(p, "%s/close", path), NULL);
}

static void graded(struct player *p)
{
        insist_on(&p->duty, stage.grader, "POST", of(p, "grading", TEXT(p, "/units/%s/grades", p->unit)),
                  "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"none\"}]}");
}

static void until(struct player *p, const char *state) { insist_until(&p->duty, stage.merchant.key, of(p, "intake", TEXT(p, "/units/%s", p->unit)), "state", state); }

/* `wanted` of the item of a list in which `member` is `value`; it must be there within 5 s: kept answers may be 2 s behind when the database was away. */
static const char *find(struct player *p, const char *as, const char *path, const char *member, const char *value, const char *wanted)
{
        const json_t *one;
        size_t i;

        for (int n = 0; n < 50; n++, usleep(100000)) {
                const json_t *list = insist_on(&p->duty, as, "GET", path, NULL);
                json_array_foreach(json_object_get(list, "items"), i, one)
                        if (text_equal(json_string_value(json_object_get(one, member)), value))
                                return insist_text(one, wanted);
        }
        fprintf(stderr, "%s %s is not in %s\n", member, value, path);
        exit(EXIT_FAILURE);
}

static const char *pulled(struct player *p)
{
        until(p, "listed");
        return find(p, NULL, TEXT(p, "/listing/v1/collections/%s/listings?limit=200", stage.handle), "unit_id", p->unit, "listing_id");
}

static void sold(struct player *p)
{
        const char *listing = pulled(p), *digits = TEXT(p, "9%015llu", (unsigned long long)strtoull(p->run.text + 24, NULL, 16));
        const char *claim = insist_text(insist_on(&p->duty, stage.merchant.key, "POST", of(p, "fulfillment", "/claims"), TEXT(p, "{\"listing_id\":\"%s\",\"minutes\":60}", listing)), "claim_id");

        insist_webhook(&p->duty, WEBHOOK_SHOPIFY, secret, TEXT(p, "/fulfillment/v1/webhooks/shopify/%s", stage.merchant.id), "orders/paid", digits,
                       TEXT(p, "{\"id\":%s,\"name\":\"#%s\",\"currency\":\"USD\",\"email\":\"b@example.com\",\"processed_at\":\"2026-11-21T10:00:00Z\",\"line_items\":[{\"id\":1%s,\"price\":\"84.00\","
                               "\"properties\":[{\"name\":\"_resale_listing\",\"value\":\"%s\"},{\"name\":\"_resale_claim\",\"value\":\"%s\"}]}]}", digits, digits, digits, listing, claim));
        until(p, "sold");
        p->order = find(p, stage.merchant.key, of(p, "fulfillment", "/orders?limit=200"), "provider_order_id", digits, "order_id");
}

static void delivered(struct player *p)
{
        const char *order = of(p, "fulfillment", TEXT(p, "/orders/%s", p->order)), *tracking = TEXT(p, "O-%s", p->run.text);

        insist_on(&p->duty, stage.shipper, "POST", TEXT(p, "%s/pick", order), TEXT(p, "{\"code\":\"%s\"}", p->plate));
        const char *parcel = insist_text(insist_on(&p->duty, stage.shipper, "POST", TEXT(p, "%s/parcels", order), TEXT(p, "{\"codes\":[\"%s\"]}", p->plate)), "parcel_id");
        insist_on(&p->duty, stage.shipper, "POST", of(p, "fulfillment", TEXT(p, "/parcels/%s/ship", parcel)), TEXT(p, "{\"carrier\":\"UPS\",\"tracking_number\":\"%s\"}", tracking));
        insist_webhook(&p->duty, WEBHOOK_EASYPOST, secret, TEXT(p, "/fulfillment/v1/webhooks/easypost/%s", stage.merchant.id), "-", "-",
                       TEXT(p, "{\"id\":\"evt_%s\",\"object\":\"Event\",\"description\":\"tracker.updated\",\"result\":{\"tracking_code\":\"%s\",\"status\":\"delivered\"}}",
                            p->run.text, tracking));
        until(p, "delivered");
}

static void returned(struct player *p)
{
        insist_on(&p->duty, stage.shipper, "POST", of(p, "fulfillment", TEXT(p, "/units/%s/returns", p->unit)), "{\"reason\":\"Too small\"}");
        insist_on(&p->duty, stage.receiver, "POST", of(p, "intake", TEXT(p, "/units/%s/receive-again", p->unit)), TEXT(p, "{\"facility_id\":\"%s\"}", stage.facility));
}

static void *run_client(void *context)
{
        struct player player = { .duty = { arena_new(), client_new() } };
        static void (*const steps[])(struct player *) = { routed, received, graded, sold, delivered, returned };

        (void)context;
        while (!atomic_load(&over)) {
                uuid_new(&player.run);
                for (size_t i = 0; i < ARRAY_LEN(steps); i++)
                        steps[i](&player);
                atomic_fetch_add(&loops, 1);
                arena_reset(player.duty.arena);
        }
        client_free(player.duty.client);
        arena_free(player.duty.arena);
        return NULL;
}

static void connect(const char *service, const char *source)
{
        expect(204, stage.merchant.key, "PUT", at(&stage.merchant, service, "/connections/%s", source), "{\"secret\":\"%s\"}", secret);
}

static void set_stage(void)
{
        const char *collection;

        stage.merchant = new_merchant();
        snprintf(stage.receiver, sizeof stage.receiver, "%s", staff("receiver"));
        snprintf(stage.grader, sizeof stage.grader, "%s", staff("grader"));
        snprintf(stage.shipper, sizeof stage.shipper, "%s", staff("fulfilment"));
        snprintf(stage.facility, sizeof stage.facility, "%s", facility());
        snprintf(stage.handle, sizeof stage.handle, "%s", a_collection(&stage.merchant, false, &collection));
        a_rubric(&stage.merchant);
        expect(201, stage.merchant.key, "POST", at(&stage.merchant, "routing", "/destinations"), "{\"name\":\"Own\",\"type\":\"warehouse\",\"address\":{}}");
        const char *partner = text_at(expect(201, stage.merchant.key, "POST", at(&stage.merchant, "routing", "/destinations"),
                                             "{\"name\":\"Partner\",\"type\":\"warehouse\",\"address\":{},\"is_partner\":true}"), "destination_id");
        expect(201, stage.merchant.key, "POST", at(&stage.merchant, "routing", "/rules"),
               "{\"destination_id\":\"%s\",\"mode\":\"only_receive\",\"conditions\":{\"product_types\":[\"Fleece\"]}}", partner);
        connect("routing", "loop");
        connect("fulfillment", "shopify");
        connect("fulfillment", "easypost");
}

/* The script that runs this kills on each such line, and says when it has started again what it killed. */
static void kill_one(int n)
{
        char line[100];

        printf("kill %d\n", n);
        fflush(stdout);
        if (!fgets(line, sizeof line, stdin))
                exit(EXIT_FAILURE);
        usleep(100000 + (useconds_t)(rand() % 400000));
}

/* What must hold of the stage's merchant ($1) after $2 whole loops; the words say what does not. */
STATEMENT(broken, 2,
        "select string_agg(what, '; ') from (values"
        " ('a decision is missing or doubled', (select count(*) from routing.decision where merchant_id = $1::uuid) = $2::bigint),"
        " ('a shipment is missing or doubled', (select count(*) from intake.shipment where merchant_id = $1::uuid and state = 'closed') = $2::bigint),"
        " ('a unit is missing or doubled', (select count(*) from ledger.unit where merchant_id = $1::uuid and trip = 2) = $2::bigint"
        "   and (select count(*) from ledger.unit where merchant_id = $1::uuid) = $2::bigint),"
        " ('a grade is missing or doubled', (select count(*) from grading.grade where merchant_id = $1::uuid) = $2::bigint),"
        " ('a listing is missing or doubled', (select count(*) from listing.listing where merchant_id = $1::uuid) = $2::bigint),"
        " ('a claim is missing or doubled', (select count(*) from fulfillment.claim where merchant_id = $1::uuid and state = 'bound') = $2::bigint"
        "   and (select count(*) from fulfillment.claim where merchant_id = $1::uuid) = $2::bigint),"
        " ('an order is missing or doubled', (select count(*) from fulfillment.resale_order where merchant_id = $1::uuid) = $2::bigint),"
        " ('a line is missing or doubled', (select count(*) from fulfillment.order_line where merchant_id = $1::uuid and state = 'returned') = $2::bigint"
        "   and (select count(*) from fulfillment.order_line where merchant_id = $1::uuid) = $2::bigint),"
        " ('a parcel is missing or doubled', (select count(*) from fulfillment.parcel where merchant_id = $1::uuid and state = 'delivered') = $2::bigint),"
        " ('a return is missing or doubled', (select count(*) from fulfillment.resale_return where merchant_id = $1::uuid and state = 'received') = $2::bigint),"
        " ('books do not sum to zero', not exists (select from fulfillment.posting where merchant_id = $1::uuid group by unit_id having sum(amount) <> 0)),"
        " ('a sale or a refund is missing or doubled', (select count(*) filter (where entry = 'sale') = $2::bigint and count(*) filter (where entry = 'refund') = $2::bigint"
        "   from fulfillment.posting where merchant_id = $1::uuid and account = 'merchant'))"
        ") as claims (what, holds) where not holds");
static const struct sql *const statements[] = { &broken, NULL };

/* The last returns are worked on a moment after they were answered. */
static void check_books(void)
{
        struct db *db = as_owner(statements);
        struct uuid merchant_id;
        const char *what = "";

        assert_true(uuid_parse(stage.merchant.id, &merchant_id));
        for (int i = 0; i < 200; i++) {
                what = value_of(db, &broken, DB_ARGS(db_uuid(&merchant_id), db_int(atomic_load(&loops))));
                if (!what[0])
                        break;
                usleep(50000);
        }
        if (what[0])
                fail_msg("after %d loops: %s", atomic_load(&loops), what);
        db_close(db);
}

static void nothing_is_lost_and_nothing_happens_twice(void **state)
{
        pthread_t thread[CLIENTS];

        unit_setup(state);
        set_stage();
        for (int i = 0; i < CLIENTS; i++)
                assert_int_equal(pthread_create(&thread[i], NULL, run_client, NULL), 0);
        for (int n = 1; n <= KILLS; n++)
                kill_one(n);
        atomic_store(&over, true);
        for (int i = 0; i < CLIENTS; i++)
                pthread_join(thread[i], NULL);
        assert_true(atomic_load(&loops) >= CLIENTS);
        check_books();
        struct ran ran = run_program(test_memory, "resalectl verify");
        if (ran.status != 0)
                fail_msg("%s", ran.output);
        printf("after %d kills: %d whole loops; %s", KILLS, atomic_load(&loops), ran.output);
        unit_teardown(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = { api_test(nothing_is_lost_and_nothing_happens_twice) };

        srand(7);
        return API_MAIN(tests);
}

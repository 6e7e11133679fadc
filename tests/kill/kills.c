/*
 * Fifty SIGKILLs of services and database at random moments while loops of receiving, grading, claiming, ordering and returning are played by clients that
 * try again. Afterwards: what was answered 2xx is there, nothing happened twice, every ledger verifies. tests/support/run-kill restarts what was killed.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "support/api.h"
#include "support/program.h"

#include "resale/client.h"
#include "resale/id.h"

enum { KILLS = 50, CLIENTS = 4, TRIES = 400 };

static atomic_bool over;
static atomic_int loops, claims_won;

struct player { struct arena *arena; struct client *client; };

static const char *base_of(const char *path)
{
        char name[64] = "RESALE_URL_";
        size_t length = strlen(name), service = strcspn(path + 1, "/");

        for (size_t i = 0; i < service; i++)
                name[length + i] = (char)(path[1 + i] - 32);
        return getenv(name);
}

/* The same request with the same key until it is answered definitely; its JSON. */
static json_t *insist(struct player *p, const char *as, const char *method, const char *path, const char *body, int *status)
{
        struct client_answer answer;
        struct uuid key;

        uuid_new(&key);
        const char *const headers[] = { arena_printf(p->arena, "Authorization: Bearer %s", as), arena_printf(p->arena, "Idempotency-Key: %s", key.text),
                                        body ? "Content-Type: application/json" : NULL, NULL };
        for (int i = 0; i < TRIES; i++) {
                enum problem problem = client_call(p->client, p->arena, method, arena_printf(p->arena, "%s%s", base_of(path), path), headers, body, body ? strlen(body) : 0, &answer);
                if (problem == PROBLEM_OK && answer.status < 500) {
                        *status = answer.status;
                        return json_loads(answer.body, JSON_DECODE_ANY, NULL);
                }
                usleep(50000);
        }
        fprintf(stderr, "%s %s was never answered: %s\n", method, path, answer.body);
        exit(EXIT_FAILURE);
}

static char *must(struct player *p, const char *as, const char *path, const char *body, const char *member)
{
        int status;
        json_t *json = insist(p, as, "POST", path, body, &status);

        if (status < 200 || status > 299) {
                fprintf(stderr, "POST %s: %d %s\n", path, status, json_dumps(json, JSON_ENCODE_ANY));
                exit(EXIT_FAILURE);
        }
        const char *text = member ? text_at(json, member) : "";
        char *copy = arena_copy(p->arena, text, strlen(text));
        json_decref(json);
        return copy;
}

struct stage { const char *merchant, *key, *receiver, *grader, *facility; };
static struct stage stage;

static char *wait_listed(struct player *p, const char *unit)
{
        for (int i = 0; i < TRIES; i++) {
                int status;
                json_t *json = insist(p, stage.key, "GET", arena_printf(p->arena, "/listing/v1/merchants/%s/listings?limit=200", stage.merchant), NULL, &status), *one;
                size_t index;
                json_array_foreach(json_object_get(json, "items"), index, one)
                        if (text_equal(json_string_value(json_object_get(one, "unit_id")), unit)) {
                                char *id = arena_printf(p->arena, "%s", json_string_value(json_object_get(one, "listing_id")));
                                json_decref(json);
                                return id;
                        }
                json_decref(json);
                usleep(50000);
        }
        fprintf(stderr, "unit %s was never listed\n", unit);
        exit(EXIT_FAILURE);
}

/* One piece from the door to an order. */
static void play(struct player *p)
{
        const char *intake = arena_printf(p->arena, "/intake/v1/merchants/%s/shipments", stage.merchant);
        const char *shipment = must(p, stage.receiver, intake, "{\"lines\":[{\"sku\":\"K\",\"title\":\"Killed fleece\",\"product_type\":\"Fleece\",\"price\":{\"amount\":12000,\"currency\":\"USD\"}}]}", "shipment_id");
        int status;
        json_t *full = insist(p, stage.receiver, "GET", arena_printf(p->arena, "%s/%s", intake, shipment), NULL, &status);
        const char *unit = must(p, stage.receiver, arena_printf(p->arena, "%s/%s/receive", intake, shipment),
                                arena_printf(p->arena, "{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", text_at(full, "lines.0.line_id"), stage.facility), "unit_id");
        json_decref(full);
        must(p, stage.grader, arena_printf(p->arena, "/grading/v1/merchants/%s/units/%s/grades", stage.merchant, unit),
             "{\"answers\":[{\"question\":\"HY-1\",\"answer\":\"none\"},{\"question\":\"FN-1\",\"answer\":\"all\"},{\"question\":\"SG-3\",\"answer\":\"none\"}]}", NULL);
        const char *listing = wait_listed(p, unit), *sales = arena_printf(p->arena, "/fulfillment/v1/merchants/%s", stage.merchant);
        const char *claim = must(p, stage.key, arena_printf(p->arena, "%s/claims", sales), arena_printf(p->arena, "{\"listing_id\":\"%s\",\"minutes\":60}", listing), "claim_id");
        atomic_fetch_add(&claims_won, 1);
        struct uuid order;
        uuid_new(&order);
        const char *state = must(p, stage.key, arena_printf(p->arena, "%s/orders", sales),
                                 arena_printf(p->arena, "{\"provider_order_id\":\"%s\",\"currency\":\"USD\",\"lines\":[{\"listing_id\":\"%s\",\"claim_id\":\"%s\"}]}", order.text, listing, claim),
                                 "lines.0.state");
        if (!text_equal(state, "bound")) {
                fprintf(stderr, "a claimed and paid unit was not bound: %s\n", state);
                exit(EXIT_FAILURE);
        }
        atomic_fetch_add(&loops, 1);
}

static void *run_client(void *context)
{
        struct player player = { arena_new(), client_new() };

        (void)context;
        while (!atomic_load(&over)) {
                play(&player);
                arena_reset(player.arena);
        }
        client_free(player.client);
        arena_free(player.arena);
        return NULL;
}

static void set_stage(void)
{
        static struct merchant merchant;
        static char receiver[100], grader[100], place[40];
        const char *collection;

        merchant = new_merchant();
        snprintf(receiver, sizeof receiver, "%s", staff("receiver"));
        snprintf(grader, sizeof grader, "%s", staff("grader"));
        snprintf(place, sizeof place, "%s", facility());
        stage = (struct stage){ merchant.id, merchant.key, receiver, grader, place };
        char rubric[8192];
        FILE *file = fopen("tests/fixtures/rubric_apparel.json", "re");
        assert_non_null(file);
        rubric[fread(rubric, 1, sizeof rubric - 1, file)] = '\0';
        fclose(file);
        expect(201, staff("administrator"), "POST", format("/grading/v1/merchants/%s/rubrics", merchant.id), "{\"product_type\":\"*\",\"body\":%s}", rubric);
        collection = text_at(expect(201, merchant.key, "POST", format("/listing/v1/merchants/%s/collections", merchant.id),
                                    "{\"handle\":\"%s\",\"name\":\"K\",\"navigation_label\":\"K\"}", unique("kill")), "collection_id");
        expect(201, merchant.key, "POST", format("/listing/v1/merchants/%s/collections/%s/policies", merchant.id, collection), "{\"return_days\":30,\"price_shares\":{\"A\":7000},\"auto_publish\":true}");
        expect(200, merchant.key, "PATCH", format("/listing/v1/merchants/%s/collections/%s", merchant.id, collection), "{\"state\":\"live\"}");
}

/* The script that runs this kills on each line of its standard input's other end: it says when it has restarted what it killed. */
static void kill_one(int n)
{
        char line[100];

        printf("kill %d\n", n);
        fflush(stdout);
        if (!fgets(line, sizeof line, stdin))
                exit(EXIT_FAILURE);
        usleep(100000 + (useconds_t)(rand() % 400000));
}

static void nothing_is_lost_and_nothing_happens_twice(void **state)
{
        pthread_t thread[CLIENTS];
        struct arena *arena = arena_new();

        (void)state;
        set_stage();
        for (int i = 0; i < CLIENTS; i++)
                assert_int_equal(pthread_create(&thread[i], NULL, run_client, NULL), 0);
        for (int n = 1; n <= KILLS; n++)
                kill_one(n);
        atomic_store(&over, true);
        for (int i = 0; i < CLIENTS; i++)
                pthread_join(thread[i], NULL);
        struct ran ran = run_program(arena, "resalectl verify");
        if (ran.status != 0)
                fail_msg("%s", ran.output);
        printf("after %d kills: %d loops whole, %d claims won, %s", KILLS, atomic_load(&loops), atomic_load(&claims_won), ran.output);
        assert_true(atomic_load(&loops) > 0);
        json_t *earned = expect(200, stage.key, "GET", format("/fulfillment/v1/merchants/%s/earnings", stage.merchant), NULL);
        assert_int_equal(integer_at(earned, "currencies.0.units_sold"), atomic_load(&loops));   /* each loop sold exactly one unit, no more, no less */
        arena_free(arena);
}

int main(void)
{
        const struct CMUnitTest tests[] = { api_test(nothing_is_lost_and_nothing_happens_twice) };

        srand(7);
        return API_MAIN(tests);
}

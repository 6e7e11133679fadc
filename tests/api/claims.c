/* Claims: a lease ends by itself, is held up by a hold, and belongs to its merchant. */
#include <pthread.h>
#include <unistd.h>

#include "support/database.h"
#include "support/steps.h"

/* A claim whose time is up: as if it had been made two hours ago. */
STATEMENT(age, 1, "update fulfillment.claim set claimed_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where claim_id = $1::uuid");
static const struct sql *const statements[] = { &age, NULL };

static void run_out(const char *claim_id)
{
        struct db *db = as_owner(statements);

        assert_int_equal(db_exec_one(db, &age, DB_ARGS(db_text(claim_id)), PROBLEM_INTERNAL), PROBLEM_OK);
        db_close(db);
}

static json_t *claim_of(const struct merchant *merchant, const char *claim_id)
{
        return expect(200, merchant->key, "GET", at(merchant, "fulfillment", "/claims/%s", claim_id), NULL);
}

static json_t *order_of(const struct merchant *merchant, const char *order_id)
{
        return expect(200, merchant->key, "GET", at(merchant, "fulfillment", "/orders/%s", order_id), NULL);
}

static void a_claim_is_made_once_and_ended_once(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL, *path = at(&merchant, "fulfillment", "/claims");
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *body = format("{\"listing_id\":\"%s\"}", listing_id);

        (void)state;
        json_t *claim = done_once(201, merchant.key, "POST", path, "%s", body);
        assert_int_equal(integer_at(claim, "fencing"), 1);
        expect_problem(409, "unit-claimed", merchant.key, "POST", path, "%s", body);   /* without the key it is another claim */
        done_once(204, merchant.key, "DELETE", format("%s/%s", path, text_at(claim, "claim_id")), NULL);
        expect_problem(409, "claim-expired", merchant.key, "DELETE", format("%s/%s", path, text_at(claim, "claim_id")), NULL);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "listed");
}

static void what_cannot_be_a_claim_is_refused(void **state)
{
        struct merchant merchant = new_merchant();
        const char *path = at(&merchant, "fulfillment", "/claims"), *id = new_uuid();

        (void)state;
        expect_field(422, "listing_id", merchant.key, "POST", path, "{\"listing_id\":\"%s\",\"unit_id\":\"%s\"}", id, id);
        expect_field(422, "listing_id", merchant.key, "POST", path, "{\"listing_id\":\"1\"}");
        expect_field(422, "minutes", merchant.key, "POST", path, "{\"listing_id\":\"%s\",\"minutes\":0}", id);
        expect_field(422, "fencing", merchant.key, "POST", path, "{\"listing_id\":\"%s\",\"fencing\":1}", id);
        expect_problem(404, "claim-not-found", merchant.key, "GET", format("%s/%s", path, id), NULL);
}

static void another_merchants_goods_and_claims_are_not_there(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *listing_id = NULL, *path = at(&merchant, "fulfillment", "/claims");
        struct piece piece = a_listed_unit(&other, false, &listing_id);

        (void)state;
        expect_problem(404, "listing-not-found", merchant.key, "POST", path, "{\"listing_id\":\"%s\"}", listing_id);
        expect_problem(404, "listing-not-found", merchant.key, "POST", path, "{\"unit_id\":\"%s\"}", piece.unit_id);
        assert_string_equal(unit_state(&other, piece.unit_id), "listed");
        const char *claim = a_claim(&other, listing_id);
        expect_problem(404, "claim-not-found", merchant.key, "GET", format("%s/%s", path, claim), NULL);
        expect_problem(404, "claim-not-found", merchant.key, "DELETE", format("%s/%s", path, claim), NULL);
        assert_string_equal(text_at(claim_of(&other, claim), "state"), "active");
}

static void a_claim_ends_by_itself_and_late_payments_are_answered(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *first = a_claim(&merchant, listing_id);

        (void)state;
        run_out(first);
        const char *second = a_claim(&merchant, listing_id);   /* at once: the lease that is over is in nobody's way */
        assert_int_equal(integer_at(claim_of(&merchant, second), "fencing"), 2);
        assert_string_equal(text_at(claim_of(&merchant, first), "state"), "expired");
        json_t *late = order_of(&merchant, an_order(&merchant, listing_id, first));
        assert_string_equal(text_at(late, "lines.0.state"), "refused");   /* the unit has another holder */
        run_out(second);
        until_state(&merchant, piece.unit_id, "listed");
        json_t *granted = order_of(&merchant, an_order(&merchant, listing_id, second));
        assert_string_equal(text_at(granted, "lines.0.state"), "bound");   /* late, and free */
}

/* A held unit is not sold; when the hold ends it is free again, whatever became of its claim meanwhile. */
static void a_hold_outlasts_a_claim(void **state)
{
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);
        const char *paid = a_claim(&merchant, listing_id), *path = at(&merchant, "fulfillment", "/claims");

        (void)state;
        hold(&merchant, piece.unit_id);
        expect_problem(409, "unit-gone", merchant.key, "POST", path, "{\"listing_id\":\"%s\"}", listing_id);
        json_t *order = order_of(&merchant, an_order(&merchant, listing_id, paid));
        assert_string_equal(text_at(order, "lines.0.state"), "refused");
        assert_string_equal(text_at(claim_of(&merchant, paid), "state"), "active");   /* nothing was bound */
        expect(204, merchant.key, "DELETE", format("%s/%s", path, paid), NULL);
        assert_string_equal(unit_state(&merchant, piece.unit_id), "quarantined");
        release_hold(&merchant, piece.unit_id);
        until_state(&merchant, piece.unit_id, "listed");
        const char *next = a_claim(&merchant, listing_id);
        hold(&merchant, piece.unit_id);
        run_out(next);
        usleep(1500000);   /* the look for what is over, once a second, leaves it */
        assert_string_equal(unit_state(&merchant, piece.unit_id), "quarantined");
        release_hold(&merchant, piece.unit_id);
        until_state(&merchant, piece.unit_id, "listed");
        assert_string_equal(text_at(claim_of(&merchant, next), "state"), "expired");
}

static void a_claim_of_others_is_no_claim(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *listing_id = NULL, *others = NULL;
        struct piece piece = a_listed_unit(&merchant, false, &listing_id);

        (void)state;
        a_listed_unit(&other, false, &others);
        expect_problem(404, "claim-not-found", merchant.key, "POST", at(&merchant, "fulfillment", "/orders"),
                       "{\"provider_order_id\":\"%s\",\"currency\":\"USD\",\"lines\":[{\"listing_id\":\"%s\",\"claim_id\":\"%s\"}]}", unique("o"), listing_id, a_claim(&other, others));
        assert_string_equal(unit_state(&merchant, piece.unit_id), "listed");
}

struct runner { const char *path, *body, *key; int taken, wrong; };

/* Leases and gives back, again and again. */
static void *lease_and_release(void *context)
{
        struct runner *runner = context;

        for (int i = 0; i < 12; i++) {
                struct answer answer = call(runner->key, "POST", runner->path, "%s", runner->body);
                runner->wrong += answer.status != 201 && answer.status != 409;
                if (answer.status != 201)
                        continue;
                runner->taken++;
                runner->wrong += call(runner->key, "DELETE", format("%s/%s", runner->path, text_at(answer.json, "claim_id")), NULL).status != 204;
        }
        api_teardown(NULL);
        return NULL;
}

static void of_many_leases_each_has_its_own_token(void **state)
{
        enum { RUNNERS = 4 };
        struct merchant merchant = new_merchant();
        const char *listing_id = NULL;
        struct runner runner[RUNNERS];
        pthread_t thread[RUNNERS];
        int taken = 0;

        (void)state;
        a_listed_unit(&merchant, false, &listing_id);
        for (int i = 0; i < RUNNERS; i++) {
                runner[i] = (struct runner){ at(&merchant, "fulfillment", "/claims"), format("{\"listing_id\":\"%s\"}", listing_id), merchant.key, 0, 0 };
                assert_int_equal(pthread_create(&thread[i], NULL, lease_and_release, &runner[i]), 0);
        }
        for (int i = 0; i < RUNNERS; i++) {
                pthread_join(thread[i], NULL);
                assert_int_equal(runner[i].wrong, 0);
                taken += runner[i].taken;
        }
        assert_true(taken > 0);
        assert_int_equal(integer_at(claim_of(&merchant, a_claim(&merchant, listing_id)), "fencing"), taken + 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_claim_is_made_once_and_ended_once), api_test(what_cannot_be_a_claim_is_refused), api_test(another_merchants_goods_and_claims_are_not_there),
                api_test(a_claim_ends_by_itself_and_late_payments_are_answered), api_test(a_hold_outlasts_a_claim), api_test(a_claim_of_others_is_no_claim),
                api_test(of_many_leases_each_has_its_own_token),
        };

        return API_MAIN(tests);
}

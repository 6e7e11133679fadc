/* Each command of the operator: what it does, what it says when it cannot, and its exit status. */
#include "support/database.h"
#include "support/program.h"
#include "support/stations.h"
#include "support/steps.h"

STATEMENT(add_dead, 2, "insert into intake.outbox (merchant_id, delivery_id, topic, payload, state, finished_at, last_status) "
                       "values ($1::uuid, $2::uuid, 'shipment.closed', '{}', 'dead', now(), 500)");
STATEMENT(delivery_state, 1, "select state from intake.outbox where delivery_id = $1::uuid");
STATEMENT(audited, 1, "select action from accounts.audit where actor = 'operator' and subject = $1::text");
STATEMENT(other_grade, 2, "update grading.grade set grade = $2::text where unit_id = $1::uuid");
STATEMENT(other_answer, 1, "update grading.grade set answers = jsonb_set(answers, '{0,answer}', '\"no such\"') where unit_id = $1::uuid");
STATEMENT(other_price, 1, "update grading.grade set decision = jsonb_set(decision, '{inputs,price}', '99900') where unit_id = $1::uuid");
STATEMENT(other_net, 1, "update grading.decision set predicted_net = predicted_net + 1 where unit_id = $1::uuid");
STATEMENT(other_policy, 1, "update grading.earning_policy set body = jsonb_set(body, '{storage_per_day}', '9') where merchant_id = $1::uuid");
static const struct sql *const statements[] = { &add_dead, &delivery_state, &audited, &other_grade, &other_answer, &other_price, &other_net, &other_policy, NULL };

static int setup(void **state) { return api_setup(state) || unit_setup(state) ? -1 : 0; }
static int teardown(void **state) { return unit_teardown(state) || api_teardown(state) ? -1 : 0; }

/* Run it; the status must be this, and what it printed holds `says`. Returns what it printed. */
static const char *ran(int status, const char *says, const char *command)
{
        struct ran ran = run_program(test_memory, "resalectl %s", command);

        if (ran.status != status || !strstr(ran.output, says))
                fail_msg("resalectl %s: expected %d and \"%s\", got %d: %s", command, status, says, ran.status, ran.output);
        return ran.output;
}

static const char *after(const char *output, const char *label)
{
        const char *at = strstr(output, label);

        assert_non_null(at);
        at += strlen(label);
        return format("%.*s", (int)strcspn(at, "\n"), at);
}

static void help_says_all_and_wrong_use_is_2(void **state)
{
        static const char *const commands[] = { "migrate", "merchant", "facility", "staff", "key", "station", "verify", "history", "replay", "demo", "delivery" };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
                ran(0, format("\n  %s", commands[i]), "--help");
                ran(0, format("usage: resalectl %s", commands[i]), format("%s --help", commands[i]));
                ran(2, format("usage: resalectl %s", commands[i]), format("%s this is not how it is used", commands[i]));
        }
        ran(2, "There is no command dance.", "dance");
        ran(2, "  migrate", "");
        ran(0, "administrator supervisor", "help");
        ran(0, "0 applied", "migrate");
}

static void without_a_database_it_says_so(void **state)
{
        (void)state;
        const char *url = format("%s", getenv("DATABASE_URL"));
        assert_int_equal(unsetenv("DATABASE_URL"), 0);
        const char *const commands[] = { "migrate", "merchant list", "facility list", "staff list", "key list x", "station list", "verify", "history X", "replay x", "delivery list intake" };
        for (size_t i = 0; i < ARRAY_LEN(commands); i++)
                ran(1, "DATABASE_URL is required", commands[i]);
        assert_int_equal(setenv("DATABASE_URL", "host=/nowhere dbname=x", 1), 0);
        ran(1, "The database is not usable", "merchant list");
        assert_int_equal(setenv("DATABASE_URL", url, 1), 0);
}

static void a_merchant_and_a_facility_are_added(void **state)
{
        const char *slug = unique("m"), *dock = unique("Dock");

        (void)state;
        const char *id = after(ran(0, "merchant_id: ", format("merchant add 'Trail & Thread' %s USD America/New_York", slug)), "merchant_id: ");
        json_t *merchant = expect(200, staff("receiver"), "GET", format("/accounts/v1/merchants/%s", id), NULL);
        assert_string_equal(text_at(merchant, "name"), "Trail & Thread");
        assert_true(json_is_true(value_at(merchant, "resale_included")));
        ran(1, "exists already", format("merchant add T %s USD UTC", slug));
        ran(1, "SLUG must be", "merchant add T 'Bad Slug' USD UTC");
        ran(1, "usd is not a currency", format("merchant add T %s usd UTC", unique("m")));
        ran(1, "Mars is not a time zone", format("merchant add T %s USD Mars", unique("m")));
        ran(1, "NAME must have", format("merchant add '' %s USD UTC", unique("m")));
        const char *without = unique("m");
        ran(0, "merchant_id: ", format("merchant add T %s EUR UTC --no-resale", without));
        ran(0, format("%s  T  (plan without resale)", without), "merchant list");
        ran(0, "facility_id: ", format("facility add %s UTC", dock));
        ran(1, "exists already", format("facility add %s UTC", dock));
        ran(1, "Mars is not a time zone", format("facility add %s Mars", unique("Dock")));
        ran(0, dock, "facility list");
}

static void staff_are_added_and_get_new_passwords(void **state)
{
        const char *email = format("%s@example.com", unique("op"));
        const char *password = after(ran(0, "It is not shown again.", format("staff add %s Ann grader,lister", email)), "password: ");

        (void)state;
        const char *token = text_at(expect(200, NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"%s\"}", email, password), "token");
        assert_string_equal(text_at(expect(200, token, "GET", "/accounts/v1/me", NULL), "roles.1"), "lister");
        ran(1, "exists already", format("staff add %s Ann grader", email));
        ran(1, "\"king\" is no role", "staff add x@example.com Ann king");
        ran(1, "At least one role", "staff add x@example.com Ann ''");
        ran(1, "EMAIL must be an address", "staff add nobody Ann grader");
        ran(0, format("%s  Ann  grader,lister", email), "staff list");
        const char *next = after(ran(0, "password: ", format("staff password %s", email)), "password: ");
        assert_string_not_equal(password, next);
        expect_problem(401, "wrong-credentials", NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"%s\"}", email, password);
        expect(200, NULL, "POST", "/accounts/v1/sign-in", "{\"email\":\"%s\",\"password\":\"%s\"}", email, next);
        ran(1, "No such member of staff", "staff password nobody@example.com");
        struct db *db = as_owner(statements);
        assert_string_equal(value_of(db, &audited, DB_ARGS(db_text(email))), "staff.added");
        db_close(db);
}

static void keys_are_made_listed_and_revoked(void **state)
{
        const char *slug = unique("m"), *id = after(ran(0, "merchant_id: ", format("merchant add T %s USD UTC", slug)), "merchant_id: ");
        const char *made = ran(0, "It is not shown again.", format("key add %s web routing:read,intake:read", slug)), *key_id = after(made, "key_id: "), *key = after(made, "key: ");

        (void)state;
        expect(200, key, "GET", format("/routing/v1/merchants/%s/rules", id), NULL);
        const char *listed = ran(0, "routing:read,intake:read", format("key list %s", slug));
        assert_null(strstr(listed, key));
        ran(1, "No such merchant", "key add no-such-merchant web routing:read");
        ran(1, "No such merchant", "key list no-such-merchant");
        ran(1, "\"all\" is no scope", format("key add %s web all", slug));
        ran(1, "At least one scope", format("key add %s web ''", slug));
        ran(0, format("revoked: %s", key_id), format("key revoke %s", key_id));
        ran(0, "(revoked)", format("key list %s", slug));
        ran(1, "No such API key", format("key revoke %s", new_uuid()));
        ran(1, "No such API key", "key revoke it");
}

static void stations_are_listed_and_revoked(void **state)
{
        struct device device = new_station();
        struct person kim = new_person("receiver");

        (void)state;
        ran(0, device.id, "station list");
        assert_int_equal(sign_in_at(&device, "{\"badge\":\"%s\"}", kim.badge).status, 200);
        ran(0, format("revoked: %s", device.id), format("station revoke %s", device.id));
        refused(sign_in_at(&device, "{\"badge\":\"%s\"}", kim.badge), 403, "not-a-station");
        assert_null(strstr(ran(0, "", "station list"), device.id));
        ran(1, "No such station", format("station revoke %s", new_uuid()));
        ran(1, "No such station", "station revoke it");
}

static void a_ledger_is_printed_and_verified(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);

        (void)state;
        ran(0, format("%s: whole", piece.plate), format("verify %s", piece.plate));
        ran(0, " 0 broken", "verify");
        const char *history = ran(0, "received", format("history %s", piece.plate));
        assert_non_null(strstr(history, format("\n%s: 1 event, the chain is whole\n", piece.plate)));
        ran(1, "Nothing here has this code", "history RP00000000000");
        ran(1, "Nothing here has this code", "verify what");
}

static void a_policy(const struct merchant *merchant)
{
        expect(201, staff("supervisor"), "POST", at(merchant, "grading", "/earning-policies"),
               "{\"currency\":\"USD\",\"bands\":[{\"low\":2000,\"high\":8000,\"reference\":6000,\"sold_30\":3000,\"outlet\":10000}],"
               "\"channels\":[{\"name\":\"collection\",\"allowed\":true,\"fee_share\":300,\"visibility\":10000}],\"outlets\":[{\"way\":\"donate\",\"allowed\":true,\"cost\":120}],"
               "\"unit\":100,\"step_days\":10,\"max_cut\":5000,\"horizon\":60,\"elasticity\":250,\"storage_per_day\":4}");
}

static bool is_learned(const json_t *json, const void *context)
{
        (void)context;
        return json_is_integer(json_object_get(json, "version"));
}

static struct piece graded(const struct merchant *merchant, const char *snag)
{
        struct piece piece = a_received_unit(merchant);

        grade(merchant, piece.unit_id, snag);
        return piece;
}

/* Graded by the default policy, by one of its own, by what was learned of a sale; weighed again; set by a person. */
static struct piece a_history(const struct merchant *merchant)
{
        const char *listing_id;

        a_listed_unit(merchant, true, &listing_id);
        a_policy(merchant);
        an_order(merchant, listing_id, NULL);
        expect(202, staff("supervisor"), "POST", at(merchant, "grading", "/estimates"), NULL);
        eventually(merchant->key, at(merchant, "grading", "/estimates"), is_learned, NULL);
        graded(merchant, "small");
        struct piece piece = graded(merchant, "none");
        expect(201, staff("lister"), "POST", at(merchant, "grading", "/units/%s/decision", piece.unit_id), NULL);
        struct piece faded = graded(merchant, "none");
        json_t *grades = expect(200, merchant->key, "GET", at(merchant, "grading", "/units/%s/grades", faded.unit_id), NULL);
        expect(200, staff("lister"), "GET", at(merchant, "grading", "/units/%s/decision", faded.unit_id), NULL);
        const char *path = at(merchant, "grading", "/units/%s/grades/%s/override", faded.unit_id, text_at(grades, "items.0.grade_id"));
        struct answer set = call(staff("supervisor"), "POST", path, "{\"grade\":\"B\",\"reason\":\"faded\",\"public_text\":\"A little faded.\"}");
        assert_true(set.status == 201 || set.status == 409);   /* 409: it was listed at once */
        return piece;
}

static void history_replayed_is_the_same_and_what_was_changed_is_told(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        struct db *db = as_owner(statements);
        struct piece piece = a_history(&merchant);
        const char *slug = text_at(expect(200, merchant.key, "GET", format("/accounts/v1/merchants/%s", merchant.id), NULL), "slug");
        const char *command = format("replay %s", slug), *unit = piece.unit_id;

        (void)state;
        ran(0, "0 grades and 0 decisions replayed, 0 differ", format("replay %s", text_at(expect(200, other.key, "GET", format("/accounts/v1/merchants/%s", other.id), NULL), "slug")));
        ran(1, "No such merchant", "replay nobody-has-this");
        assert_non_null(strstr(ran(0, " replayed, 0 differ", command), " grades and "));
        assert_null(strstr(ran(0, "", command), "0 grades"));
        value_of(db, &other_grade, DB_ARGS(db_text(unit), db_text("C")));
        assert_non_null(strstr(ran(1, " replayed, 1 differ", command), format("of %s: grade: recorded C, again A", piece.plate)));
        value_of(db, &other_grade, DB_ARGS(db_text(unit), db_text("A")));
        value_of(db, &other_price, DB_ARGS(db_text(unit)));
        ran(1, "in its record: alternatives", command);
        value_of(db, &other_net, DB_ARGS(db_text(unit)));
        ran(1, "predicted_net: recorded ", command);
        value_of(db, &other_answer, DB_ARGS(db_text(unit)));
        ran(1, "answers: its rubric refuses them, answers[0].answer ", command);
        value_of(db, &other_policy, DB_ARGS(db_text(merchant.id)));
        assert_non_null(strstr(ran(1, "decision", command), "inputs"));   /* a version that was changed: all that went by it */
        db_close(db);
}

static void a_dead_delivery_is_listed_and_goes_out_again(void **state)
{
        struct merchant merchant = new_merchant();
        const char *id = new_uuid();
        struct db *db = as_owner(statements);

        (void)state;
        assert_int_equal(db_exec(db, &add_dead, DB_ARGS(db_text(merchant.id), db_text(id)), NULL), PROBLEM_OK);
        ran(0, format("%s  shipment.closed", id), "delivery list intake");
        ran(1, "is no service", "delivery list everything");
        ran(1, "is no service", format("delivery replay everything %s", id));
        ran(1, "Only a dead delivery", format("delivery replay intake %s", new_uuid()));
        ran(1, "No such delivery", "delivery replay intake it");
        ran(0, format("replayed: %s", id), format("delivery replay intake %s", id));
        assert_string_not_equal(value_of(db, &delivery_state, DB_ARGS(db_text(id))), "dead");
        ran(1, "Only a dead delivery", format("delivery replay intake %s", id));
        db_close(db);
}

#define ctl_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
        const struct CMUnitTest tests[] = {
                ctl_test(help_says_all_and_wrong_use_is_2), ctl_test(without_a_database_it_says_so), ctl_test(a_merchant_and_a_facility_are_added),
                ctl_test(staff_are_added_and_get_new_passwords), ctl_test(keys_are_made_listed_and_revoked), ctl_test(stations_are_listed_and_revoked),
                ctl_test(a_ledger_is_printed_and_verified), ctl_test(history_replayed_is_the_same_and_what_was_changed_is_told),
                ctl_test(a_dead_delivery_is_listed_and_goes_out_again),
        };

        return API_MAIN(tests);
}

/* The blind count of a consignment: what is counted, by whom, and what is decided. */
#include "support/steps.h"

static const char manifest[] = "SKU,Barcode,Title,Quantity\nMUG,036000291452,Mug,3\nJAR,5901234123457,Jar,2\nPEN,,Pen,1\nMUG,036000291452,Mug,1\n";

struct counting { struct merchant merchant; const char *id, *path; };

static struct counting a_count(void)
{
        struct counting c = { .merchant = new_merchant() };

        c.id = a_manifest(&c.merchant, "blind", manifest);
        c.path = at(&c.merchant, "intake", "/shipments/%s", c.id);
        return c;
}

static json_t *count(const struct counting *c, const char *who, const char *code, int quantity)
{
        return expect(201, staff(who), "POST", format("%s/count/entries", c->path), "{\"code\":\"%s\",\"quantity\":%d}", code, quantity);
}

static void count_refused(const struct counting *c, int status, const char *problem, const char *who, const char *code)
{
        expect_problem(status, problem, staff(who), "POST", format("%s/count/entries", c->path), "{\"code\":\"%s\"}", code);
}

static json_t *submit(const struct counting *c) { return expect(200, staff("receiver"), "POST", format("%s/count/submit", c->path), NULL); }

static json_t *decide(const struct counting *c, const char *decision)
{
        return expect(200, staff("supervisor"), "POST", format("%s/count/decision", c->path), "{\"decision\":\"%s\"}", decision);
}

static json_t *differences(const struct counting *c)
{
        return value_at(expect(200, staff("supervisor"), "GET", format("%s/differences", c->path), NULL), "items");
}

static void a_count_that_agrees_is_done(void **state)
{
        struct counting c = a_count();

        (void)state;
        json_t *mug = count(&c, "receiver", "0036000291452", 1);
        assert_string_equal(text_at(mug, "product"), "MUG");
        assert_string_equal(text_at(mug, "title"), "Mug");
        assert_int_equal(integer_at(count(&c, "supervisor", "MUG", 3), "of_product"), 4);
        count(&c, "receiver", "]E05901234123457", 2);
        assert_int_equal(integer_at(count(&c, "receiver", "PEN", 1), "counted"), 7);
        json_t *now = expect(200, staff("receiver"), "GET", c.path, NULL);
        assert_int_equal(integer_at(now, "manifest.counted"), 7);
        assert_true(json_is_null(value_at(now, "manifest.pieces")));
        json_t *after = submit(&c);
        assert_string_equal(text_at(after, "manifest.count"), "agreed");
        assert_int_equal(integer_at(after, "manifest.pieces"), 7);
        assert_int_equal(json_array_size(differences(&c)), 0);
        count_refused(&c, 409, "count-state", "receiver", "PEN");
        expect_problem(409, "count-state", staff("receiver"), "POST", format("%s/count/submit", c.path), NULL);
}

static void what_differs_is_counted_again_by_another(void **state)
{
        struct counting c = a_count();

        (void)state;
        count(&c, "receiver", "MUG", 5);
        count(&c, "receiver", "JAR", 2);
        count(&c, "receiver", "012345678905", 2);
        json_t *after = submit(&c), *differ = differences(&c);
        assert_string_equal(text_at(after, "manifest.count"), "differs");
        assert_int_equal(integer_at(after, "manifest.differences"), 3);
        assert_string_equal(text_at(differ, "0.kind"), "over");
        assert_int_equal(integer_at(differ, "0.expected"), 4);
        assert_int_equal(integer_at(differ, "0.counted"), 5);
        assert_string_equal(text_at(differ, "1.sku"), "PEN");
        assert_string_equal(text_at(differ, "1.kind"), "short");
        assert_string_equal(text_at(differ, "2.product"), "00012345678905");
        assert_string_equal(text_at(differ, "2.kind"), "unexpected");
        assert_int_equal(integer_at(decide(&c, "recount"), "manifest.round"), 2);
        assert_true(json_is_null(value_at(differences(&c), "0.expected")));
        count_refused(&c, 409, "counted-before", "receiver", "MUG");
        count_refused(&c, 409, "not-recounted", "supervisor", "JAR");
        count(&c, "supervisor", "MUG", 4);
        count(&c, "receiver", "PEN", 1);   /* nobody had counted it */
        after = submit(&c);
        assert_string_equal(text_at(after, "manifest.count"), "agreed");   /* the strangers were not found again */
        assert_int_equal(integer_at(after, "manifest.counted"), 7);
}

static void a_difference_is_accepted_by_a_supervisor(void **state)
{
        struct counting c = a_count();

        (void)state;
        count(&c, "receiver", "MUG", 4);
        expect_problem(409, "count-state", staff("supervisor"), "POST", format("%s/count/decision", c.path), "{\"decision\":\"accept\"}");
        submit(&c);
        expect_problem(403, "not-allowed", staff("receiver"), "POST", format("%s/count/decision", c.path), "{\"decision\":\"accept\"}");
        expect_field(422, "decision", staff("supervisor"), "POST", format("%s/count/decision", c.path), "{\"decision\":\"perhaps\"}");
        json_t *after = done_once(200, staff("supervisor"), "POST", format("%s/count/decision", c.path), "{\"decision\":\"accept\",\"note\":\"the carrier lost a carton\"}");
        assert_string_equal(text_at(after, "manifest.count"), "accepted");
        assert_int_equal(integer_at(after, "manifest.counted"), 4);
        assert_int_equal(json_array_size(differences(&c)), 2);
}

static void a_piece_gets_its_plate_once_the_count_is_decided(void **state)
{
        struct counting c = a_count();
        const char *line = text_at(expect(200, staff("receiver"), "GET", format("%s/lines", c.path), NULL), "items.0.line_id");
        const char *body = format("{\"line_id\":\"%s\",\"facility_id\":\"%s\"}", line, facility());

        (void)state;
        expect_problem(409, "count-state", staff("receiver"), "POST", format("%s/receive", c.path), "%s", body);
        expect_problem(409, "count-state", staff("receiver"), "POST", format("%s/strangers", c.path), "{\"title\":\"Hat\",\"outcome\":\"extra\",\"facility_id\":\"%s\"}", facility());
        expect_problem(409, "count-state", staff("receiver"), "POST", format("%s/close", c.path), NULL);
        decide(&c, "skip");
        expect(201, staff("receiver"), "POST", format("%s/receive", c.path), "%s", body);
        expect(200, staff("receiver"), "POST", format("%s/close", c.path), NULL);
        count_refused(&c, 409, "count-state", "receiver", "MUG");
}

static void an_entry_is_put_right_by_whoever_made_it(void **state)
{
        struct counting c = a_count();
        json_t *made = done_once(201, staff("receiver"), "POST", format("%s/count/entries", c.path), "{\"code\":\"MUG\"}");
        const char *entry = format("%s/count/entries/%s", c.path, text_at(made, "entry_id"));

        (void)state;
        json_t *now = expect(200, staff("receiver"), "PUT", entry, "{\"quantity\":48}");
        assert_int_equal(integer_at(now, "of_product"), 48);
        assert_string_equal(text_at(now, "title"), "Mug");
        assert_int_equal(integer_at(expect(200, staff("receiver"), "PUT", entry, "{\"quantity\":48}"), "counted"), 48);
        assert_int_equal(integer_at(expect(200, staff("receiver"), "PUT", entry, "{\"quantity\":0}"), "counted"), 0);
        expect_problem(404, "entry-not-found", staff("supervisor"), "PUT", entry, "{\"quantity\":1}");
        expect_field(422, "quantity", staff("receiver"), "PUT", entry, "{\"quantity\":-1}");
        expect_field(422, "quantity", staff("receiver"), "POST", format("%s/count/entries", c.path), "{\"code\":\"MUG\",\"quantity\":100001}");
        expect_field(422, "round", staff("receiver"), "POST", format("%s/count/entries", c.path), "{\"code\":\"MUG\",\"round\":0}");
        expect_problem(409, "count-state", staff("receiver"), "POST", format("%s/count/entries", c.path), "{\"code\":\"MUG\",\"round\":2}");
        count_refused(&c, 422, "invalid-field", "receiver", " ");
        assert_int_equal(count_of(staff("receiver"), format("%s/count/entries", c.path)), 1);
        assert_int_equal(count_of(staff("supervisor"), format("%s/count/entries", c.path)), 0);
        submit(&c);
        expect_problem(409, "count-state", staff("receiver"), "PUT", entry, "{\"quantity\":1}");
}

static void another_merchants_count_is_not_there(void **state)
{
        struct counting c = a_count();
        struct merchant other = new_merchant();
        const char *path = at(&other, "intake", "/shipments/%s", c.id);
        json_t *parcel, *made = count(&c, "receiver", "MUG", 1);
        const char *without = at(&other, "intake", "/shipments/%s", a_consignment(&other, 1, &parcel));

        (void)state;
        expect_problem(404, "shipment-not-found", staff("receiver"), "POST", format("%s/count/entries", path), "{\"code\":\"MUG\"}");
        expect_problem(404, "entry-not-found", staff("receiver"), "PUT", format("%s/count/entries/%s", path, text_at(made, "entry_id")), "{\"quantity\":2}");
        expect_problem(404, "shipment-not-found", staff("receiver"), "POST", format("%s/count/submit", path), NULL);
        expect_problem(404, "shipment-not-found", staff("supervisor"), "POST", format("%s/count/decision", path), "{\"decision\":\"skip\"}");
        assert_int_equal(count_of(staff("receiver"), format("%s/differences", path)), 0);
        expect_problem(404, "shipment-not-found", staff("receiver"), "POST", format("%s/count/entries", without), "{\"code\":\"FL-S\"}");
        expect_problem(409, "count-state", staff("receiver"), "POST", format("%s/count/submit", without), NULL);
}

enum { COUNTERS = 8, ROUNDS = 4 };

/* Two people scan the same at once, and one of them ends the round. */
static void sums_are_right_however_many_count_at_once(void **state)
{
        (void)state;
        for (int round = 0; round < ROUNDS; round++) {
                struct counting c = a_count();
                struct racer racer[COUNTERS + 1];
                int64_t taken = 0;
                for (int i = 0; i < COUNTERS; i++)
                        racer[i] = (struct racer){ staff(i % 2 ? "receiver" : "supervisor"), format("%s/count/entries", c.path), format("{\"code\":\"%s\",\"quantity\":%d}",
                                                   i % 3 ? "MUG" : "036000291452", i + 1), 0 };
                racer[COUNTERS] = (struct racer){ staff("receiver"), format("%s/count/submit", c.path), NULL, 0 };
                race(racer, round % 2 ? COUNTERS : COUNTERS + 1);
                for (int i = 0; i < COUNTERS; i++)
                        taken += racer[i].status == 201 ? i + 1 : 0;
                if (round % 2)
                        submit(&c);
                assert_int_equal(integer_at(expect(200, staff("receiver"), "GET", c.path, NULL), "manifest.counted"), taken);
                json_t *mug = value_at(differences(&c), "0");
                if (taken != 4) {
                        assert_string_equal(text_at(mug, "product"), "MUG");
                        assert_int_equal(integer_at(mug, "counted"), taken);
                }
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(a_count_that_agrees_is_done), api_test(what_differs_is_counted_again_by_another), api_test(a_difference_is_accepted_by_a_supervisor),
                api_test(a_piece_gets_its_plate_once_the_count_is_decided), api_test(an_entry_is_put_right_by_whoever_made_it), api_test(another_merchants_count_is_not_there),
                api_test(sums_are_right_however_many_count_at_once),
        };

        return API_MAIN(tests);
}

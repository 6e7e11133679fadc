/* Parts in stock: what comes in, is used and is counted otherwise, and what work with them costs. */
#include "resale/config.h"
#include "support/database.h"
#include "support/work.h"

STATEMENT(sums, 1, "select count(*)::text from grading.part p where p.facility_id = $1::uuid"
                   "   and p.stock <> coalesce((select sum(e.quantity) from grading.part_entry e where e.facility_id = p.facility_id and e.code = p.code), 0)");
STATEMENT(age_clock, 1, "update grading.work_time set started_at = started_at - interval '12 minutes' where work_order_id = $1::uuid and ended_at is null");
STATEMENT(rewrite, 1, "update grading.part_entry set quantity = 1 where facility_id = $1::uuid");
static const struct sql *const statements[] = { &sums, &age_clock, NULL };

static void the_journal_adds_up(const char *facility_id)
{
        struct db *db = as_owner(statements);
        struct uuid facility;

        snprintf(facility.text, sizeof facility.text, "%s", facility_id);
        assert_string_equal(value_of(db, &sums, DB_ARGS(db_uuid(&facility))), "0");
        db_close(db);
}

/* As if its clock had begun twelve minutes earlier. */
static void twelve_minutes_pass(const char *work_order_id)
{
        struct db *db = as_owner(statements);
        struct uuid id;

        snprintf(id.text, sizeof id.text, "%s", work_order_id);
        assert_int_equal(db_exec(db, &age_clock, DB_ARGS(db_uuid(&id)), NULL), PROBLEM_OK);
        db_close(db);
}

static void parts_come_in_and_are_counted(void **state)
{
        const char *here = a_facility(), *path = format("/grading/v1/facilities/%s/parts", here), *part = part_path(here, "BTN.2", "");

        (void)state;
        expect_problem(404, "facility-not-found", staff("technician"), "POST", format("/grading/v1/facilities/%s/parts", new_uuid()),
                       "{\"code\":\"BTN.2\",\"name\":\"Button\",\"unit_cost\":{\"amount\":40,\"currency\":\"USD\"}}");
        expect_field(422, "code", staff("technician"), "POST", path, "{\"code\":\"btn\",\"name\":\"Button\",\"unit_cost\":{\"amount\":40,\"currency\":\"USD\"}}");
        expect_field(422, "unit_cost.amount", staff("technician"), "POST", path, "{\"code\":\"BTN.2\",\"name\":\"Button\",\"unit_cost\":{\"amount\":-40,\"currency\":\"USD\"}}");
        expect_field(422, "unit_cost.currency", staff("technician"), "POST", path, "{\"code\":\"BTN.2\",\"name\":\"Button\",\"unit_cost\":{\"amount\":40,\"currency\":\"XQQ\"}}");
        json_t *made = done_once(201, staff("technician"), "POST", path, "{\"code\":\"BTN.2\",\"name\":\"Button\",\"unit_cost\":{\"amount\":40,\"currency\":\"USD\"},\"low\":5}");
        assert_true(json_is_true(value_at(made, "is_low")));
        expect_problem(409, "already-exists", staff("technician"), "POST", path, "{\"code\":\"BTN.2\",\"name\":\"Button\",\"unit_cost\":{\"amount\":40,\"currency\":\"USD\"}}");
        assert_int_equal(count_of(staff("technician"), format("%s?show=low", path)), 1);
        assert_int_equal(integer_at(done_once(201, staff("technician"), "POST", format("%s/receipts", part), "{\"quantity\":12,\"reason\":\"PO 17\"}"), "stock"), 12);
        assert_int_equal(count_of(staff("technician"), format("%s?show=low", path)), 0);
        assert_int_equal(integer_at(expect(201, staff("technician"), "POST", format("%s/receipts", part), "{\"quantity\":2,\"unit_cost\":{\"amount\":45,\"currency\":\"USD\"}}"),
                                    "unit_cost.amount"), 45);
        expect_problem(409, "currency-differs", staff("technician"), "POST", format("%s/receipts", part), "{\"quantity\":2,\"unit_cost\":{\"amount\":45,\"currency\":\"EUR\"}}");
        expect_field(422, "quantity", staff("technician"), "POST", format("%s/receipts", part), "{\"quantity\":0}");
        expect_problem(403, "not-allowed", staff("technician"), "POST", format("%s/adjustments", part), "{\"quantity\":-1,\"reason\":\"lost\"}");
        expect_field(422, "reason", staff("supervisor"), "POST", format("%s/adjustments", part), "{\"quantity\":-1}");
        expect_field(422, "quantity", staff("supervisor"), "POST", format("%s/adjustments", part), "{\"quantity\":0,\"reason\":\"lost\"}");
        expect_problem(409, "part-short", staff("supervisor"), "POST", format("%s/adjustments", part), "{\"quantity\":-15,\"reason\":\"lost\"}");
        assert_int_equal(integer_at(done_once(201, staff("supervisor"), "POST", format("%s/adjustments", part), "{\"quantity\":-10,\"reason\":\"Counted\"}"), "stock"), 4);
        json_t *journal = expect(200, staff("technician"), "GET", format("%s/entries", part), NULL);
        assert_int_equal(json_array_size(value_at(journal, "items")), 3);
        assert_string_equal(text_at(journal, "items.0.reason"), "Counted");
        expect_problem(404, "part-not-found", staff("technician"), "POST", part_path(here, "NONE", "/receipts"), "{\"quantity\":1}");
        expect_problem(404, "part-not-found", staff("technician"), "GET", part_path(here, "none", "/entries"), NULL);
        done_once(200, staff("supervisor"), "PATCH", part, "{\"name\":\"Horn button\",\"unit_cost\":{\"amount\":60,\"currency\":\"USD\"},\"low\":2}");
        expect_problem(409, "currency-differs", staff("supervisor"), "PATCH", part, "{\"name\":\"Button\",\"unit_cost\":{\"amount\":60,\"currency\":\"EUR\"}}");
        expect_problem(404, "part-not-found", staff("supervisor"), "PATCH", part_path(here, "NONE", ""), "{\"name\":\"Button\",\"unit_cost\":{\"amount\":60,\"currency\":\"USD\"}}");
        the_journal_adds_up(here);
}

static void work_costs_its_minutes_its_parts_and_what_is_fixed(void **state)
{
        struct merchant merchant = new_merchant();
        const char *here = a_facility(), *zip = a_part(here, 320, 5);
        struct piece piece = a_unit_at(&merchant, here);

        (void)state;
        expect(201, staff("supervisor"), "POST", format("/grading/v1/facilities/%s/work-settings", here), "{\"rates\":[{\"amount\":2400,\"currency\":\"USD\"}],\"limits\":{}}");
        an_operation(&merchant, "mend", format("\"cost\":{\"amount\":75,\"currency\":\"USD\"},\"parts\":[{\"part\":\"%s\",\"quantity\":2}]", zip));
        const char *id = a_started_order(&merchant, piece.unit_id, "mend");
        json_t *whole = the_order(&merchant, id);
        assert_int_equal(integer_at(whole, "expected_cost.amount"), 400 + 75 + 2 * 320);
        json_t *used = done_once(201, staff("technician"), "POST", order_path(&merchant, id, "/parts"), "{\"part\":\"%s\",\"quantity\":2,\"operation\":\"mend\"}", zip);
        assert_int_equal(integer_at(used, "left"), 3);
        expect(200, staff("supervisor"), "PATCH", part_path(here, zip, ""), "{\"name\":\"Zip\",\"unit_cost\":{\"amount\":900,\"currency\":\"USD\"}}");   /* later: not of this order */
        twelve_minutes_pass(id);
        expect_field(422, "note", staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"done\",\"minutes\":9}");
        json_t *done = expect(200, staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"done\",\"parts_amount\":25}");
        int64_t minutes = integer_at(done, "minutes");
        assert_true(minutes == 12 || minutes == 13);
        assert_int_equal(integer_at(done, "counted_minutes"), minutes);
        assert_int_equal(integer_at(done, "parts_amount"), 2 * 320 + 25);
        assert_int_equal(integer_at(done, "labour_cost.amount"), 40 * minutes);
        assert_int_equal(integer_at(done, "cost.amount"), 40 * minutes + 2 * 320 + 25 + 75);
        assert_string_equal(text_at(done, "cost.currency"), "USD");
        the_journal_adds_up(here);
}

static void other_minutes_than_the_clock_s_need_a_reason(void **state)
{
        struct merchant merchant = new_merchant();
        struct piece piece = a_received_unit(&merchant);
        const char *id = a_started_order(&merchant, piece.unit_id, "clean");

        (void)state;
        twelve_minutes_pass(id);
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/pause"), "{\"reason\":\"end_of_shift\"}");
        json_t *done = expect(200, staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"done\",\"minutes\":9,\"note\":\"Fire drill\"}");
        assert_int_equal(integer_at(done, "minutes"), 9);
        assert_true(integer_at(done, "counted_minutes") >= 12);
}

static void a_swapped_part_leaves_both_serial_numbers(void **state)
{
        struct merchant merchant = new_merchant(), other = new_merchant();
        const char *here = a_facility(), *cell = a_part(here, 900, 2), *elsewhere = a_part(a_facility(), 900, 2);
        struct piece piece = a_unit_at(&merchant, here);
        const char *id = a_started_order(&merchant, piece.unit_id, "part_swap"), *path = order_path(&merchant, id, "/parts");

        (void)state;
        json_t *missing = expect_problem(409, "step-missing", staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"done\"}");
        assert_string_equal(text_at(missing, "detail"), "Part swap is missing: serial numbers out and in.");
        expect_field(422, "serial_out", staff("technician"), "POST", path, "{\"part\":\"%s\",\"quantity\":1,\"operation\":\"part_swap\"}", cell);
        expect_field(422, "serial_in", staff("technician"), "POST", path, "{\"part\":\"%s\",\"quantity\":1,\"operation\":\"part_swap\",\"serial_out\":\"A1\"}", cell);
        expect_field(422, "operation", staff("technician"), "POST", path, "{\"part\":\"%s\",\"quantity\":1,\"operation\":\"clean\"}", cell);
        expect_field(422, "quantity", staff("technician"), "POST", path, "{\"part\":\"%s\",\"quantity\":0}", cell);
        expect_problem(404, "part-not-found", staff("technician"), "POST", path, "{\"part\":\"%s\",\"quantity\":1}", elsewhere);
        expect_problem(404, "work-order-not-found", staff("technician"), "POST", order_path(&other, id, "/parts"), "{\"part\":\"%s\",\"quantity\":1}", cell);
        expect_problem(409, "part-short", staff("technician"), "POST", path, "{\"part\":\"%s\",\"quantity\":3}", cell);
        expect(201, staff("technician"), "POST", path, "{\"part\":\"%s\",\"quantity\":1,\"operation\":\"part_swap\",\"serial_out\":\"A1\",\"serial_in\":\"B2\"}", cell);
        expect(200, staff("technician"), "POST", order_path(&merchant, id, "/finish"), "{\"result\":\"done\"}");
        json_t *whole = the_order(&merchant, id), *unit = expect(200, merchant.key, "GET", at(&merchant, "intake", "/units/%s", piece.unit_id), NULL);
        assert_string_equal(text_at(whole, "parts.0.serial_in"), "B2");
        assert_string_equal(text_at(unit, "lpn"), piece.plate);   /* the same unit, the same trip */
        assert_int_equal(integer_at(unit, "trip"), 1);
        expect_problem(409, "work-order-state", staff("technician"), "POST", path, "{\"part\":\"%s\",\"quantity\":1}", cell);
        the_journal_adds_up(here);
}

static void a_part_in_another_currency_is_not_used(void **state)
{
        struct merchant merchant = new_merchant();
        const char *here = a_facility();
        struct piece piece = a_unit_at(&merchant, here);
        const char *id = a_started_order(&merchant, piece.unit_id, "clean");

        (void)state;
        expect(201, staff("technician"), "POST", format("/grading/v1/facilities/%s/parts", here), "{\"code\":\"EU\",\"name\":\"Zip\",\"unit_cost\":{\"amount\":40,\"currency\":\"EUR\"}}");
        expect(201, staff("technician"), "POST", part_path(here, "EU", "/receipts"), "{\"quantity\":5}");
        expect_problem(409, "currency-differs", staff("technician"), "POST", order_path(&merchant, id, "/parts"), "{\"part\":\"EU\",\"quantity\":1}");
        the_journal_adds_up(here);
}

/* Two technicians and one part: one gets it. */
static void the_last_part_is_taken_once(void **state)
{
        enum { EACH = 6 };
        struct merchant merchant = new_merchant();
        const char *here = a_facility(), *zip = a_part(here, 320, 1);
        struct racer racer[EACH];
        int won = 0;

        (void)state;
        for (int i = 0; i < EACH; i++) {
                const char *id = a_started_order(&merchant, a_unit_at(&merchant, here).unit_id, "clean");
                racer[i] = (struct racer){ staff("technician"), order_path(&merchant, id, "/parts"), format("{\"part\":\"%s\",\"quantity\":1}", zip), 0 };
        }
        race(racer, EACH);
        for (int i = 0; i < EACH; i++) {
                won += racer[i].status == 201;
                assert_true(racer[i].status == 201 || racer[i].status == 409);
        }
        assert_int_equal(won, 1);
        assert_int_equal(integer_at(expect(200, staff("technician"), "GET", format("/grading/v1/facilities/%s/parts", here), NULL), "items.0.stock"), 0);
        the_journal_adds_up(here);
}

static void the_journal_cannot_be_rewritten(void **state)
{
        static const struct sql *const bad[] = { &rewrite, NULL };
        struct uuid facility;
        struct db *db = NULL;

        (void)state;
        snprintf(facility.text, sizeof facility.text, "%s", a_facility());
        test_config();
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), "grading", bad, &db), PROBLEM_OK);
        assert_int_equal(db_exec(db, &rewrite, DB_ARGS(db_uuid(&facility)), NULL), PROBLEM_INTERNAL);
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                api_test(parts_come_in_and_are_counted), api_test(work_costs_its_minutes_its_parts_and_what_is_fixed), api_test(other_minutes_than_the_clock_s_need_a_reason),
                api_test(a_swapped_part_leaves_both_serial_numbers), api_test(a_part_in_another_currency_is_not_used), api_test(the_last_part_is_taken_once),
                api_test(the_journal_cannot_be_rewritten),
        };

        test_memory = arena_new();   /* for all tests */
        int failed = API_MAIN(tests);
        arena_free(test_memory);
        return failed;
}

/* How PostgreSQL runs the statements that a scan, a sign-in or a bench waits for: over much data none of them reads a table from end to end. */
#include "accounts_sql.h"
#include "common_sql.h"
#include "grading_sql.h"
#include "intake_sql.h"
#include "resale/config.h"
#include "resale/db.h"
#include "resale/id.h"
#include "routing_sql.h"
#include "support/database.h"

#define M "'018f0000-0000-7000-8000-00000000aaaa'::uuid"

/* Made and analysed in one transaction, which is rolled back. Most of it is past, as it will be. */
static const char *const filling[] = {
        "insert into ledger.merchant (merchant_id) values (" M ")",
        "insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone) values (" M ", 'P', 'plans', 'plus', true, 'USD', 'UTC')",
        "insert into accounts.staff (staff_id, email, name, password_hash, roles) values (" M ", 'plans@localhost', 'P', '-', '{grader}')",
        "insert into accounts.session (token_hash, staff_id, expires_at) select encode(sha256(i::text::bytea), 'hex'), " M ", now() + interval '1 day' from generate_series(1, 5000) i",
        "insert into accounts.api_key (merchant_id, key_id, name, prefix, key_hash, scopes) select " M ", gen_random_uuid(), 'k', 'rk_', encode(sha256(i::text::bytea), 'hex'), "
        "'{routing:read}' from generate_series(1, 5000) i",
        "insert into ledger.unit (merchant_id, unit_id, lpn, state, product_type, last_hash, created_at, changed_at) select " M ", gen_random_uuid(), 'RP00' || lpad(i::text, 8, '0') || 'A', "
        "case when i % 400 = 0 then 'received' else 'delivered' end, 'Fleece', sha256(''), now(), now() from generate_series(1, 40000) i",
        "insert into routing.label (merchant_id, provider_return_id, tracking_number) select " M ", 'R' || i, '1Z' || i from generate_series(1, 30000) i",
        "insert into intake.shipment (merchant_id, shipment_id, door, rma, provider_return_id, order_name, decision_id, state, closed_at, report) "
        "select " M ", u, 'parcel', 'R' || i, 'R' || i, '#' || i, u, s, case s when 'closed' then now() end, case s when 'closed' then '{}'::json end "
        "from (select i, gen_random_uuid() u, case when i % 300 = 0 then 'expected' else 'closed' end s from generate_series(1, 30000) i) x",
        "insert into intake.shipment_line (merchant_id, shipment_id, line_id, place, sku, barcode, outcome) select merchant_id, shipment_id, gen_random_uuid(), n, 'S' || rma, "
        "lpad(substr(rma, 2), 13, '0'), case state when 'closed' then 'short' else 'pending' end from intake.shipment, generate_series(1, 2) n where merchant_id = " M,
        "insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by) select " M ", gen_random_uuid(), 'T' || i % 500, i / 500 + 1, '{}', 'x' "
        "from generate_series(0, 19999) i",
        "insert into grading.work_order (merchant_id, work_order_id, unit_id, trip, operations, technician, state, finished_at) select merchant_id, gen_random_uuid(), unit_id, 1, '[]', 'x', "
        "'done', now() from ledger.unit where merchant_id = " M,
        "insert into intake.photo_upload (merchant_id, upload_id, unit_id, shot, size, received, actor, state, touched_at) select merchant_id, unit_id, unit_id, 'Front', 9, 9, 'x', "
        "case when state = 'received' then 'working' else 'done' end, now() - interval '3 days' from ledger.unit where merchant_id = " M,
        "insert into intake.photo (merchant_id, photo_id, unit_id, trip, shot, sha256, medium, small, width, height, size, taken_by, taken_at) select merchant_id, unit_id, unit_id, 1, 'Front', "
        "encode(sha256(lpn::bytea), 'hex'), encode(sha256(lpn::bytea), 'hex'), encode(sha256(lpn::bytea), 'hex'), 1, 1, 1, 'x', now() from ledger.unit where merchant_id = " M,
        "insert into intake.shot_list (merchant_id, product_type, version, shots, created_by) select " M ", 'T' || i % 500, i / 500 + 1, '[]', 'x' from generate_series(0, 19999) i",
        "analyze intake.photo_upload, intake.photo, intake.shot_list",
        "insert into intake.unit_record (merchant_id, unit_id, trip, outcome, facility_id, received_at) select merchant_id, unit_id, 1, "
        "case when random() < 0.1 then 'wrong_item' else 'received' end, merchant_id, created_at from ledger.unit where merchant_id = " M,
        "insert into intake.bin (code, facility_id, capacity) select 'PLAN-' || i, " M ", 500 from generate_series(1, 400) i",
        "insert into intake.unit_place (merchant_id, unit_id, bin, placed_by) "
        "select merchant_id, unit_id, 'PLAN-' || (1 + row_number() over () % 400), 'x' from ledger.unit where merchant_id = " M,
        "insert into intake.hold (merchant_id, hold_id, unit_id, reason, owner, held_at, released_at) "
        "select merchant_id, gen_random_uuid(), unit_id, 'x', 'staff:x', now(), now() from ledger.unit where merchant_id = " M,
        "insert into intake.dock_time (merchant_id, unit_id, trip, facility_id, received_at, graded_at) select merchant_id, unit_id, 1, merchant_id, at - interval '5 hours', at "
        "from (select *, now() - row_number() over () * interval '40 minutes' as at from ledger.unit where merchant_id = " M ") u",
        "update intake.shipment set closed_at = now() - substr(rma, 2)::integer * interval '10 minutes', pieces_short = case when random() < 0.02 then 1 else 0 end "
        "where state = 'closed' and merchant_id = " M,
        "analyze intake.unit_record, intake.unit_place, intake.hold, intake.dock_time",
        "insert into ledger.event (merchant_id, unit_id, sequence, at, service, actor, event, to_state, trip, payload, previous, hash) select merchant_id, unit_id, 1, now(), 'intake', 'x', "
        "'received', 'received', 1, '{}', sha256(''), sha256('') from ledger.unit where merchant_id = " M,
        "insert into intake.printer (printer_id, facility_id, name, host, port, size, dpi) select gen_random_uuid(), " M ", 'P' || i, '127.0.0.1', 9100, '57x32', 203 from generate_series(1, 20) i",
        "insert into intake.print_job (merchant_id, print_id, unit_id, printer_id, state, bytes, finished_at) select u.merchant_id, gen_random_uuid(), u.unit_id, p.printer_id, s.state, "
        "case s.state when 'queued' then 'x' end, case s.state when 'printed' then now() end from (select *, row_number() over () n from ledger.unit where merchant_id = " M ") u, "
        "lateral (select case when u.n % 5000 = 0 then 'queued' else 'printed' end as state) s, (select printer_id from intake.printer where facility_id = " M " limit 1) p",
        "insert into intake.plate_roll (merchant_id, roll_id, number, first_serial, count, first_lpn, last_lpn, size, dpi, made_by) select " M ", gen_random_uuid(), 7, 1 + 500 * i, 500, 'a', 'b', "
        "'57x32', 203, 'x' from generate_series(1, 5000) i",
        "analyze ledger.event, intake.print_job, intake.plate_roll, intake.printer",
        "analyze ledger.unit, accounts.session, accounts.api_key, routing.label, intake.shipment, intake.shipment_line, grading.rubric, grading.work_order",
};
enum { FILLING = ARRAY_LEN(filling), WATCHED = 42 };

static const char *const large[] = { "unit", "session", "api_key", "label", "shipment", "shipment_line", "rubric", "work_order", "event", "unit_record", "print_job", "plate_roll",
                                     "photo_upload", "photo", "shot_list", "unit_place", "hold", "dock_time" };

struct watched { const char *role; const struct sql *sql; struct db_args args; };
static struct watched watched[WATCHED];
static struct sql explained[WATCHED], filled[FILLING], roles[WATCHED];

static void watch_work(size_t from)
{
        static const char some[] = "00000000-0000-7000-8000-00000000ffff", none[] = "00000000-0000-0000-0000-000000000000";
        static const struct db_arg unit[] = { { .text = some }, { .text = some } }, order[] = { { .text = some }, { .text = some }, { .text = "staff:x" }, { .text = "true" } };
        static const struct db_arg board[] = { { 0 }, { .text = "staff:x" }, { .text = "true" } };
        static const struct db_arg plans[] = { { .text = "018f0000-0000-7000-8000-00000000aaaa" }, { .text = "[[{\"operation\":\"clean\"}]]" } };
        static const struct db_arg of_unit[] = { { .text = some }, { .text = some }, { .text = "staff:x" }, { .text = "true" }, { .text = "infinity" }, { .text = none }, { .text = "51" } };
        const struct watched all[] = {
                { "grading", &sql_select_work_board, { 3, board } },
                { "grading", &sql_select_planning, { 2, unit } },
                { "grading", &sql_select_open_work, { 2, unit } },
                { "grading", &sql_select_work_order, { 4, order } },
                { "grading", &sql_list_work_orders, { 7, of_unit } },
                { "grading", &sql_select_work_pricing, { 2, unit } },
                { "grading", &sql_select_weighing, { 2, unit } },
                { "grading", &sql_count_work_results, { 2, plans } },
        };

        memcpy(watched + from, all, sizeof all);
}

static void watch_all(void)
{
        static const char merchant[] = "018f0000-0000-7000-8000-00000000aaaa", some[] = "018f0000-0000-7000-8000-00000000bbbb", none[] = "00000000-0000-0000-0000-000000000000";
        static const char hash[] = "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce";
        static const struct db_arg unit[] = { { .text = merchant }, { .text = some } }, line[] = { { .text = merchant }, { .text = some }, { .text = some }, { .text = "received" }, { .text = some } };
        static const struct db_arg numbers[] = { { .text = "{1Z777}" } }, code[] = { { .text = "R777" } }, product[] = { { .text = "00000000000300" }, { .text = "SR300" } };
        static const struct db_arg page[] = { { .text = "-infinity" }, { .text = none }, { .text = "51" } }, plate[] = { { .text = "7" }, { .text = "RP0000000400A" } }, token[] = { { .text = hash } };
        static const struct db_arg of_unit[] = { { .text = merchant }, { .text = some }, { .text = "staff:x" }, { .text = "true" }, { .text = "-infinity" }, { .text = none }, { .text = "51" } };
        static const struct db_arg photo[] = { { .text = merchant }, { .text = some }, { .text = some } };
        static const struct db_arg upload[] = { { .text = merchant }, { .text = some }, { .text = some }, { .text = "Front" }, { .text = NULL }, { .text = "9" }, { .text = NULL }, { .text = "x" },
                                                { .text = "40" } };
        static const struct db_arg everywhere[] = { { 0 } }, exceptions[] = { { 0 }, { .text = "infinity" }, { .text = none }, { .text = "51" } };
        static const struct db_arg closed[] = { { .text = "infinity" }, { .text = none }, { .text = "51" } };
        static const struct db_arg holds[] = { { 0 }, { 0 }, { .text = "-infinity" }, { .text = none }, { .text = "51" } }, bin[] = { { .text = "PLAN-7" }, { .text = "staff:x" }, { .text = "true" } };
        static const struct db_arg putting[] = { { .text = merchant }, { .text = some }, { 0 }, { .text = "PLAN-7" }, { .text = "staff:x" }, { .text = "true" } };
        static const struct db_arg seen[] = { { .text = merchant }, { .text = some }, { .text = "staff:x" }, { .text = "true" } };
        static const struct db_arg left[] = { { .text = merchant }, { .text = some }, { .text = "2026-01-01T00:00:00Z" } };
        static const struct db_arg bench[] = { { .text = merchant }, { .text = "-infinity" }, { .text = none }, { .text = "51" } };
        static const struct db_arg roll[] = { { .text = merchant }, { .text = "7" }, { .text = "900000" } };
        static const struct db_arg print[] = { { .text = merchant }, { .text = some }, { .text = some }, { .text = some } };
        const struct watched all[] = {
                { "intake", &sql_list_unchecked_labels, { 4, bench } },
                { "intake", &sql_select_reserved, { 3, roll } },
                { "intake", &sql_claim_print_job, { 0, NULL } },
                { "intake", &sql_tidy_print_jobs, { 0, NULL } },
                { "intake", &sql_select_print_job, { 4, print } },
                { "accounts", &sql_select_session, { 1, token } },
                { "routing", &sql_select_api_key, { 1, token } },
                { "intake", &sql_select_unit_by_plate, { 2, plate } },
                { "intake", &sql_scan_tracking, { 1, numbers } },
                { "intake", &sql_scan_rma, { 1, code } },
                { "intake", &sql_scan_order, { 1, code } },
                { "intake", &sql_scan_product, { 2, product } },
                { "intake", &sql_take_line, { 5, line } },
                { "intake", &sql_select_shipment, { 2, unit } },
                { "intake", &sql_list_queue, { 3, page } },
                { "intake", &sql_begin_upload, { 9, upload } },
                { "intake", &sql_select_upload, { 3, photo } },
                { "intake", &sql_lease_upload, { 0, NULL } },
                { "intake", &sql_select_photo, { 3, photo } },
                { "intake", &sql_list_photos, { 7, of_unit } },
                { "intake", &sql_select_unit_shots, { 2, unit } },
                { "intake", &sql_select_floor, { 1, everywhere } },
                { "intake", &sql_list_exceptions, { 4, exceptions } },
                { "intake", &sql_list_holds, { 5, holds } },
                { "intake", &sql_select_dock_times, { 1, everywhere } },
                { "intake", &sql_list_closed, { 3, closed } },
                { "intake", &sql_select_bin, { 3, bin } },
                { "intake", &sql_select_putting, { 6, putting } },
                { "intake", &sql_select_whereabouts, { 4, seen } },
                { "intake", &sql_leave_place, { 3, left } },
                { "intake", &sql_end_hold, { 3, left } },
                { "grading", &sql_list_bench_queue, { 3, page } },
                { "grading", &sql_rubric_for_unit, { 2, unit } },
                { "grading", &sql_select_unit_history, { 2, unit } },
        };

        memcpy(watched, all, sizeof all);
        watch_work(ARRAY_LEN(all));
}

static struct db *open_all(void)
{
        static const struct sql *list[WATCHED * 2 + FILLING + 1];
        size_t count = 0;
        struct db *db;

        for (size_t i = 0; i < FILLING; i++)
                list[count++] = &filled[i];
        for (size_t i = 0; i < WATCHED; i++) {
                explained[i] = (struct sql){ arena_printf(test_memory, "explain_%zu", i), arena_printf(test_memory, "explain %s", watched[i].sql->text), watched[i].sql->args };
                roles[i] = (struct sql){ arena_printf(test_memory, "role_%zu", i), arena_printf(test_memory, "set local role resale_%s", watched[i].role), 0 };
                list[count++] = &explained[i];
                list[count++] = &roles[i];
        }
        assert_true(config_load());
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), NULL, list, &db), PROBLEM_OK);
        db_see_all(db);
        return db;
}

struct plan_line { const char *text; };
static const struct field plan_fields[] = { { .name = "\"QUERY PLAN\"", .type = FIELD_TEXT, .offset = offsetof(struct plan_line, text) } };
static const struct shape plan_shape = SHAPE(struct plan_line, plan_fields);

static void check_plan(const struct watched *statement, const struct list *plan)
{
        const struct plan_line *line = plan->item;

        for (size_t i = 0; i < plan->count; i++)
                for (size_t t = 0; t < ARRAY_LEN(large); t++) {
                        const char *scan = arena_printf(test_memory, "Seq Scan on %s ", large[t]), *at = strstr(line[i].text, scan);
                        if (at)
                                fail_msg("%s: %s", statement->sql->name, line[i].text);
                }
}

static enum problem fill_and_explain(struct db *db, void *context)
{
        struct list *plans = context;

        for (size_t i = 0; i < FILLING; i++)
                TRY(db_exec(db, &filled[i], DB_NO_ARGS, NULL));
        for (size_t i = 0; i < WATCHED; i++) {
                TRY(db_exec(db, &roles[i], DB_NO_ARGS, NULL));
                TRY(db_many(db, test_memory, &explained[i], watched[i].args, &plan_shape, &plans[i]));
        }
        return PROBLEM_UNIT_GONE;   /* rolled back: nothing of it is left */
}

static void what_somebody_waits_for_reads_no_table_through(void **state)
{
        struct list plans[WATCHED] = { 0 };

        (void)state;
        as_new();
        watch_all();
        for (size_t i = 0; i < FILLING; i++)
                filled[i] = (struct sql){ arena_printf(test_memory, "fill_%zu", i), filling[i], 0 };
        struct db *db = open_all();
        assert_int_equal(db_transaction(db, fill_and_explain, plans), PROBLEM_UNIT_GONE);
        db_close(db);
        for (size_t i = 0; i < WATCHED; i++) {
                assert_true(plans[i].count > 0);
                check_plan(&watched[i], &plans[i]);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(what_somebody_waits_for_reads_no_table_through) };

        return UNIT_MAIN(tests);
}

/* The hot statements of the sale, on tables with many rows: none reads through a table that grows, and each touches few blocks. */
#include "fulfillment_sql.h"
#include "grading_sql.h"
#include "listing_sql.h"
#include "resale/config.h"
#include "resale/id.h"
#include "support/database.h"

enum { BLOCKS_ROW = 400, BLOCKS_PAGE = 1500, STATEMENTS_MAX = 300 };   /* the catalog is among them */

/* 20,000 units of one merchant: one in ten on offer, a few claimed or sold, the others delivered. The n-th of anything has the id "…-<n in 12 hex digits>". */
#define ID(n) "('00000000-0000-7000-8000-' || lpad(to_hex(" #n "), 12, '0'))::uuid"
#define ROWS " from generate_series(1, 20000) i"
STATEMENT(begin_, 0, "begin");
STATEMENT(rollback_, 0, "rollback");
STATEMENT(as_owner_, 0, "reset role");
STATEMENT(generic, 0, "set plan_cache_mode to force_generic_plan");
STATEMENT(as_it_likes, 0, "set plan_cache_mode to auto");
STATEMENT(as_listing, 0, "set role resale_listing");
STATEMENT(as_grading, 0, "set role resale_grading");
STATEMENT(as_fulfillment, 0, "set role resale_fulfillment");
STATEMENT(fill_number, 1, "insert into ledger.merchant (merchant_id) values ($1::uuid)");
STATEMENT(fill_merchant, 1, "insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone)"
                            " values ($1::uuid, 'Many', 'many-' || $1::text, 'plus', true, 'USD', 'UTC')");
STATEMENT(fill_units, 1, "insert into ledger.unit (merchant_id, unit_id, lpn, state, last_hash, created_at, changed_at)"
                         " select $1::uuid, " ID(i) ", 'RP' || lpad(i::text, 10, '0') || '0',"
                         " case when i % 100 < 10 then 'listed' when i % 100 = 10 then 'claimed' when i % 100 = 11 then 'sold' when i % 100 = 12 then 'graded'"
                         " else 'delivered' end, sha256(''), now(), now() - interval '1 second' * i" ROWS);
STATEMENT(fill_events, 1, "insert into ledger.event (merchant_id, unit_id, sequence, at, service, actor, event, to_state, trip, payload, previous, hash)"
                          " select $1::uuid, " ID(i) ", 1, now(), 'intake', 'system:test', 'received', 'received', 1, '{}', sha256(''), sha256('')" ROWS);
STATEMENT(fill_rubric, 1, "insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by) values ($1::uuid, " ID(1) ", '*', 1, '{}', 'x')");
STATEMENT(fill_grades, 1, "insert into grading.grade (merchant_id, grade_id, unit_id, trip, rubric_id, rubric_version, answers, grade, reason, sentence, condition, disposition, decision, grader)"
                          " select $1::uuid, " ID(i) ", " ID(i) ", 1, " ID(1) ", 1, '[]', 'A', 'x', 'x', 'used', 'resell', '{}', 'x'" ROWS);
STATEMENT(fill_collection, 1, "insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, currency)"
                              " select $1::uuid, " ID(i) ", 'many-' || i, 'Many', 'Many', 'USD'" ROWS);
STATEMENT(fill_policy, 1, "insert into listing.policy (merchant_id, collection_id, version, return_days, final_sale, price_shares, min_price, auto_publish, created_by)"
                          " values ($1::uuid, " ID(1) ", 1, 30, false, '{}', 0, true, 'x')");
STATEMENT(fill_listings, 1, "insert into listing.listing (merchant_id, listing_id, collection_id, unit_id, state, title, grade, condition, condition_text, price_amount, currency, final_sale,"
                            " return_days, policy_version, fragment, published_at) select $1::uuid, " ID(i) ", " ID(1) ", " ID(i) ", case when i % 100 < 12 then 'live' else 'sold' end, 'A fleece',"
                            " 'A', 'used', 'Used', 8400, 'USD', false, 30, 1, '{}', now() - interval '1 second' * i" ROWS);
STATEMENT(fill_earning, 1, "insert into grading.earning_policy (merchant_id, version, currency, floor_amount, body, created_by) values ($1::uuid, 1, 'USD', 100, '{}', 'x')");
STATEMENT(fill_decisions, 1, "insert into grading.decision (merchant_id, decision_id, unit_id, trip, grade_id, product_type, grade, reason, policy_version, chosen, way, currency, predicted_net,"
                             " predicted_price, predicted_sold, planned_price, price_new, work_amount, horizon_days,"
                             " storage_per_day, handling, fee_share, fee_amount, labour_rate, decided_by, decided_at)"
                             " select $1::uuid, " ID(i) ", " ID(i) ", 1, " ID(i) ", 'Fleece', 'A', 'graded', 1, 'resell', 'list', 'USD', 100, 100, 5000, 100, 100, 0, 90, 1, 1, 1, 1, 1, 'x',"
                             " now() - interval '1 second' * i" ROWS);
STATEMENT(fill_price_plans, 1, "insert into listing.price_plan (merchant_id, listing_id, plan_version, due, amounts, next_due)"
                               " select $1::uuid, " ID(i) ", 1, array[now() + interval '1 hour' * (i - 100)],"
                               " array[100], now() + interval '1 hour' * (i - 100)" ROWS);
STATEMENT(fill_planned, 1, "insert into grading.price_plan (merchant_id, listing_id, plan_version, policy_version, due, amounts, expected_net) select $1::uuid, " ID(i) ", 1, 1, '{}', '{}', 0" ROWS);
STATEMENT(fill_changes, 1, "insert into listing.price_change (merchant_id, listing_id, from_amount, to_amount, currency, because, changed_by)"
                           " select $1::uuid, " ID(i) ", 200, 100, 'USD', 'plan', 'x'" ROWS);
STATEMENT(fill_records, 1, "insert into intake.unit_record (merchant_id, unit_id, trip, facility_id, outcome) select $1::uuid, " ID(i) ", 1, " ID(1) ", 'unexpected'" ROWS);
STATEMENT(fill_claims, 1, "insert into fulfillment.claim (merchant_id, claim_id, unit_id, listing_id, fencing, holder, state, expires_at)"
                          " select $1::uuid, " ID(i) ", " ID(i) ", " ID(i) ", 1, 'x', case when i % 100 = 10 then 'active' else 'bound' end, now() + interval '1 hour'" ROWS);
STATEMENT(fill_orders, 1,
          "insert into fulfillment.resale_order (merchant_id, order_id, source, provider_order_id, currency, paid_at) select $1::uuid, " ID(i) ", 'shopify', i::text, 'USD', now()" ROWS);
STATEMENT(fill_parcels, 1, "insert into fulfillment.parcel (merchant_id, parcel_id, order_id, state, carrier, tracking_number, shipped_at)"
                           " select $1::uuid, " ID(i) ", " ID(i) ", 'shipped', 'UPS', '1z' || i, now()" ROWS);
STATEMENT(fill_lines, 1,
          "insert into fulfillment.order_line (merchant_id, order_id, line_id, place, unit_id, listing_id, price_amount, state, return_days, final_sale, policy_version, parcel_id, trip)"
                         " select $1::uuid, " ID(i) ", " ID(i) ", 1, " ID(i) ", " ID(i) ", 8400, 'bound', 30, false, 1, " ID(i) ", 1" ROWS " where i % 100 > 10");
STATEMENT(fill_news, 1, "insert into fulfillment.tracking_event (merchant_id, event_id, parcel_id, status) select $1::uuid, " ID(i) ", " ID(i) ", 'in_transit'" ROWS);
STATEMENT(fill_tasks, 1, "insert into fulfillment.refund_task (merchant_id, task_id, order_id, line_id, reason) select $1::uuid, " ID(i) ", " ID(i) ", " ID(i) ", 'x'" ROWS " where i % 100 > 10");
STATEMENT(fill_returns, 1, "insert into fulfillment.resale_return (merchant_id, return_id, order_id, line_id, unit_id, rma, reason)"
                           " select $1::uuid, " ID(i) ", " ID(i) ", " ID(i) ", " ID(i) ", 'RR-' || i, 'x'" ROWS " where i % 100 > 10");
STATEMENT(fill_postings, 1, "insert into fulfillment.posting (merchant_id, posting_id, unit_id, order_id, entry, account, amount, currency, posted_at)"
                            " select $1::uuid, " ID(i) ", " ID(i) ", " ID(i) ", 'sale', 'customer', 0, 'USD', now() - interval '1 hour' * i" ROWS);
STATEMENT(analyze_fulfillment, 0, "analyze fulfillment.claim, fulfillment.resale_order, fulfillment.parcel,"
                       " fulfillment.order_line, fulfillment.tracking_event, fulfillment.refund_task, fulfillment.resale_return, fulfillment.posting");
STATEMENT(analyze_listing, 0, "analyze ledger.unit, ledger.event, grading.grade, listing.collection, listing.policy, listing.listing, grading.decision,"
                           " listing.price_plan, listing.price_change, grading.price_plan, intake.unit_record");
static const struct sql *const of_listing_data[] = { &fill_number, &fill_merchant, &fill_units, &fill_events, &fill_rubric, &fill_grades, &fill_collection, &fill_policy,
                                                   &fill_listings, &fill_earning, &fill_decisions, &fill_price_plans, &fill_planned, &fill_changes, &fill_records, NULL };
static const struct sql *const of_fulfillment_data[] = { &fill_claims, &fill_orders, &fill_parcels, &fill_lines, &fill_news, &fill_tasks, &fill_returns, &fill_postings, NULL };
static const struct sql *const steps[] = { &begin_, &rollback_, &as_owner_, &generic, &as_it_likes, &as_listing, &as_grading, &as_fulfillment, &analyze_listing, NULL };

/* A statement and its values: m is the merchant, numbers are ids of the n-th, the rest is SQL. */
struct hot { const char *statement, *values; bool page; };

static const struct hot of_listing[] = {
        { "list_listings", "{m}, null, null, null, now() - interval '9999 seconds', {270f}, 51", true },
        { "select_listing", "{m}, {64}", false },
        { "withdraw_listing", "{m}, {64}", false },
        { "end_listing", "{m}, {64}, 'sold', now()", false },
        { "list_waiting_units", "{m}, '-infinity', '00000000-0000-0000-0000-000000000000', 51", true },
        { "list_waiting", "", true },
        { "select_prices", "{m}, {64}", false },
        { "list_due_plans", "", true },
        { "hold_due_plans", "{m}, 100", true },
        { "select_feed_events", "100, 100", true },
        { "select_unit", "{m}, {64}", false },
        { "select_unit_history", "{m}, {64}", false },
};
static const struct hot of_grading[] = {
        { "rubric_for_unit", "{m}, {64}", false },
        { "rubric_as_asked", "{m}, {64}, {64}", false },
        { "select_weighing", "{m}, {64}", false },
        { "select_weighed", "{m}, {64}", false },
        { "list_weighed", "{m}, 'staff:x', true, now() - interval '9999 seconds', {270f}, 51", true },
        { "list_on_offer", "{m}, {64}, 'USD', 51", true },
        { "select_earning_policy", "{m}", false },
};
static const struct hot of_fulfillment[] = {
        { "select_offer", "{m}, {64}, null", false },
        { "select_offer", "{m}, null, {64}", false },
        { "select_sold_listing", "{m}, {64}", false },
        { "active_claim", "{m}, {6e}", false },
        { "insert_claim", "{m}, {ffffff}, {64}, {64}, 'x', 15", false },
        { "end_claim", "{m}, {6e}, 'expired'", false },
        { "list_expired_claims", "", true },
        { "insert_order", "{m}, {ffffff}, 'shopify', 'new', null, 'USD', null, null, now(), 'open'", false },
        { "select_order", "{m}, {6f}", false },
        { "list_orders", "{m}, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 51", true },
        { "select_order_by_provider", "{m}, 'shopify', '111'", false },
        { "list_order_units", "{m}, {6f}", false },
        { "list_picks", "'-infinity', '00000000-0000-0000-0000-000000000000', 51", true },
        { "select_bound_line", "{m}, {6f}, {6f}", false },
        { "select_parcel", "{m}, {6f}", false },
        { "select_parcel_by_tracking", "{m}, '1Z111'", false },
        { "take_early_news", "{m}, '1Z111'", false },
        { "end_past_line", "{m}, {6f}", false },
        { "list_parcel_units", "{m}, {6f}", false },
        { "select_terms", "{m}, {6f}", false },
        { "select_books", "{m}, {6f}", false },
        { "select_earnings", "{m}, now() - interval '1 day', now()", true },
        { "select_feed_events", "100, 100", true },
        { "ledger_move", "{m}, {6f}, 'sold', 'picked', 'picked', 'system:test', null", false },
};

static const char *fill_in(const char *values, const struct uuid *merchant)
{
        struct buffer out = { .arena = test_memory };

        buffer_text(&out, "");
        while (*values) {
                size_t plain = strcspn(values, "{"), inside = strcspn(values + plain, "}");
                buffer_add(&out, values, plain);
                values += plain;
                if (!*values)
                        break;
                if (values[1] == 'm')
                        buffer_printf(&out, "'%s'", merchant->text);
                else
                        buffer_printf(&out, "'00000000-0000-7000-8000-%.*s%.*s'", (int)(13 - inside), "000000000000", (int)inside - 1, values + 1);
                values += inside + 1;
        }
        return out.text;
}

static const struct sql *explain_of(const struct hot *hot, const struct uuid *merchant)
{
        struct sql *sql = arena_alloc(test_memory, sizeof *sql);
        const char *values = *hot->values ? arena_printf(test_memory, "(%s)", fill_in(hot->values, merchant)) : "";

        sql->text = arena_printf(test_memory, "explain (analyze, buffers, format json) execute %s%s", hot->statement, values);
        sql->name = arena_printf(test_memory, "explain %p", (const void *)hot);
        return sql;
}

static int found;   /* what is wrong so far: all of it is said */

/* Every node below: no sequential scan. */
static void check_node(const char *name, const struct doc *node)
{
        const struct doc *below = doc_get(node, "Plans");

        if (text_equal(doc_string(doc_get(node, "Node Type")), "Seq Scan")) {
                print_error("%s reads through %s\n", name, doc_string(doc_get(node, "Relation Name")));
                found++;
        }
        for (size_t i = 0; i < doc_count(below); i++)
                check_node(name, doc_item(below, i));
}

static void check_plan(const struct hot *hot, const char *json)
{
        struct json_fault fault;
        const struct doc *plans;
        int64_t hit = 0, read = 0;

        assert_int_equal(doc_parse(test_memory, json, strlen(json), &plans, &fault), PROBLEM_OK);
        const struct doc *plan = doc_get(doc_item(plans, 0), "Plan");
        assert_non_null(plan);
        check_node(hot->statement, plan);
        assert_true(doc_integer(doc_get(plan, "Shared Hit Blocks"), &hit) && doc_integer(doc_get(plan, "Shared Read Blocks"), &read));
        if (hit + read > (hot->page ? BLOCKS_PAGE : BLOCKS_ROW)) {
                print_error("%s touches %lld blocks\n", hot->statement, (long long)(hit + read));
                found++;
        }
}

static size_t join(const struct sql **all, size_t n, const struct sql *const *more)
{
        for (; *more; more++) {
                assert_true(n + 1 < STATEMENTS_MAX);
                all[n++] = *more;
        }
        return n;
}

static void run(struct db *db, const struct sql *sql, struct db_args args)
{
        if (db_exec(db, sql, args, NULL) != PROBLEM_OK)
                fail_msg("%s failed", sql->name);
}

static void fill(struct db *db, const struct sql *const *data, const struct sql *analyze, const struct uuid *merchant)
{
        for (; *data; data++)
                run(db, *data, DB_ARGS(db_uuid(merchant)));
        run(db, analyze, DB_NO_ARGS);
}

/* A row's plan must be good whatever the values; for a page, whose limit is a value, PostgreSQL chooses after five tries. */
static void explain(struct db *db, const struct hot *hot, const struct sql *sql)
{
        run(db, hot->page ? &as_it_likes : &generic, DB_NO_ARGS);
        for (int i = 0; hot->page && i < 6; i++)
                value_of(db, sql, DB_NO_ARGS);
        check_plan(hot, value_of(db, sql, DB_NO_ARGS));
}

/* Everything is written and looked at in one transaction of the owner, and nothing of it stays. */
static void check(const char *service, const struct sql *const *own, const struct sql *become, const struct hot *hot, size_t count)
{
        const struct sql *all[STATEMENTS_MAX] = { 0 };
        bool sale = become == &as_fulfillment;
        struct uuid merchant;
        struct db *db = NULL;
        size_t n = join(all, join(all, join(all, 0, own), steps), of_listing_data);

        uuid_new(&merchant);
        if (sale)
                n = join(all, join(all, n, of_fulfillment_data), (const struct sql *const[]){ &analyze_fulfillment, NULL });
        for (size_t i = 0; i < count; i++)
                n = join(all, n, (const struct sql *const[]){ explain_of(&hot[i], &merchant), NULL });
        assert_true(config_load());
        assert_int_equal(db_open(config_text(SETTING_DATABASE_URL), service, all, &db), PROBLEM_OK);
        run(db, &begin_, DB_NO_ARGS);
        run(db, &as_owner_, DB_NO_ARGS);
        fill(db, of_listing_data, &analyze_listing, &merchant);
        if (sale)
                fill(db, of_fulfillment_data, &analyze_fulfillment, &merchant);
        run(db, become, DB_NO_ARGS);
        db_see_all(db);
        for (size_t i = 0; i < count; i++)
                explain(db, &hot[i], all[n - count + i]);
        run(db, &rollback_, DB_NO_ARGS);
        db_close(db);
        assert_int_equal(found, 0);
}

static void what_listing_asks_often_is_found_by_index(void **state)
{
        (void)state;
        found = 0;
        check("listing", listing_statements, &as_listing, of_listing, ARRAY_LEN(of_listing));
}

static void what_grading_asks_often_is_found_by_index(void **state)
{
        (void)state;
        found = 0;
        check("grading", grading_statements, &as_grading, of_grading, ARRAY_LEN(of_grading));
}

static void what_fulfillment_asks_often_is_found_by_index(void **state)
{
        (void)state;
        found = 0;
        check("fulfillment", fulfillment_statements, &as_fulfillment, of_fulfillment, ARRAY_LEN(of_fulfillment));
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(what_listing_asks_often_is_found_by_index), alone(what_grading_asks_often_is_found_by_index), alone(what_fulfillment_asks_often_is_found_by_index) };

        return UNIT_MAIN(tests);
}

/* The nightly work and the steps of prices, with many rows and several processes at once: all of it is done, and none of it twice. */
#include <pthread.h>
#include <unistd.h>

#include "../../services/listing/price.h"
#include "../../services/grading/learned.h"
#include "../../services/grading/night.h"
#include "../../services/grading/policy.h"
#include "../../services/grading/replan.h"
#include "resale/clock.h"
#include "resale/service.h"
#include "resale/config.h"
#include "resale/id.h"
#include "support/database.h"

/* Listings of one merchant on offer for some days, and one in ten of them sold. The n-th of anything has the id "…-<n in 12 hex digits>". */
#define ID(n) "('00000000-0000-7000-8000-' || lpad(to_hex(" #n "), 12, '0'))::uuid"
#define ROWS " from generate_series(1, $2::integer) i"
STATEMENT(fill_number, 1, "insert into ledger.merchant (merchant_id) values ($1::uuid)");
STATEMENT(fill_merchant, 1, "insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone)"
                            " values ($1::uuid, 'Many', 'many-' || $1::text, 'plus', true, 'USD', 'UTC')");
STATEMENT(no_night_yet, 1, "insert into grading.night (merchant_id, done_for) values ($1::uuid, (now() - interval '2 hours')::date)"
                           " on conflict (merchant_id) do update set done_for = excluded.done_for");
STATEMENT(fill_units, 2, "insert into ledger.unit (merchant_id, unit_id, lpn, state, product_type, last_hash, created_at, changed_at)"
                         " select $1::uuid, " ID(i) ", 'RP' || lpad(i::text, 10, '0') || '0', case when i % 10 = 0 then 'sold' when i % 97 = 0 then 'claimed' else 'listed' end,"
                         " case when i % 3 = 0 then 'Fleece' else 'Jacket' end, sha256(''), now(), now()" ROWS);
/* "fast": of 60 units one that is sold, and of every second 600 ten that are not. Its peers among the next 600 are alike in all but the product. */
STATEMENT(fill_records, 2, "insert into intake.unit_record (merchant_id, unit_id, trip, outcome, product_type, product_id, facility_id)"
                           " select $1::uuid, " ID(i) ", 1, 'received', case when i % 3 = 0 then 'Fleece' else 'Jacket' end,"
                           " case when i % 60 = 10 or (i % 60 = 2 and i / 600 % 2 = 0) then 'fast' else 'p' || i % 600 end, " ID(1) ROWS);
STATEMENT(fill_rubric, 1, "insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by) values ($1::uuid, " ID(1) ", '*', 1,"
                          " '{\"grades\":[{\"code\":\"A\"},{\"code\":\"B\"},{\"code\":\"C\"},{\"code\":\"R\",\"saleable\":false}]}', 'x')");
STATEMENT(fill_policy, 1, "insert into grading.earning_policy (merchant_id, version, currency, floor_amount, body, created_by) values ($1::uuid, 1, 'USD', 1000,"
                          " '{\"currency\":\"USD\",\"floor\":1000,\"bands\":[{\"low\":2500,\"high\":8000,\"reference\":6000,\"sold_30\":4000,\"outlet\":10000}],"
                          "\"channels\":[{\"name\":\"x\",\"allowed\":true,\"fee_share\":300,\"visibility\":10000}],\"outlets\":[{\"way\":\"donate\",\"allowed\":true,\"cost\":100}],"
                          "\"unit\":100,\"step_days\":10,\"max_cut\":4000,\"horizon\":120,\"elasticity\":200,\"storage_per_day\":5}', 'x')");
STATEMENT(fill_collection, 1, "insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, currency) values ($1::uuid, " ID(1) ", 'many', 'Many', 'Many', 'USD')");
STATEMENT(fill_terms, 1, "insert into listing.policy (merchant_id, collection_id, version, return_days, final_sale, price_shares, min_price, auto_publish, created_by)"
                         " values ($1::uuid, " ID(1) ", 1, 30, false, '{}', 0, true, 'x')");
STATEMENT(fill_listings, 2, "insert into listing.listing (merchant_id, listing_id, collection_id, unit_id, state, title, grade, condition, condition_text, price_amount, currency,"
                            " compare_at_amount, final_sale, return_days, policy_version, fragment, published_at)"
                            " select $1::uuid, " ID(i) ", " ID(1) ", " ID(i) ", 'live', 'A fleece', case when i % 2 = 0 then 'A' else 'B' end, 'used', 'Used', 6000 + i % 40 * 100, 'USD',"
                            " 10000 + i % 30 * 500, false, 30, 1, '{}', now() - interval '1 day' * (i % 100)" ROWS);
STATEMENT(fill_orders, 2, "insert into fulfillment.resale_order (merchant_id, order_id, source, provider_order_id, currency, paid_at)"
                          " select $1::uuid, " ID(i) ", 'api', i::text, 'USD', now() - interval '1 day' * (i % 100 / 2)" ROWS " where i % 10 = 0");
STATEMENT(fill_lines, 2, "insert into fulfillment.order_line (merchant_id, order_id, line_id, place, unit_id, listing_id, price_amount, state, return_days, final_sale, policy_version, trip)"
                         " select $1::uuid, " ID(i) ", " ID(i) ", 1, " ID(i) ", " ID(i) ", 6000 + i % 40 * 100, 'bound', 30, false, 1, 1" ROWS " where i % 10 = 0");
STATEMENT(analyze, 0, "analyze ledger.unit, intake.unit_record, listing.listing, fulfillment.resale_order, fulfillment.order_line, listing.price_plan, grading.price_plan");
STATEMENT(want, 1, "update grading.night set wanted_by = 'staff:test' where merchant_id = $1::uuid");
STATEMENT(done, 1, "select plan_version || ' ' || planned || ' ' || (stage is null and wanted_by is null) from grading.night where merchant_id = $1::uuid");
STATEMENT(estimates, 1, "select count(*) || ' ' || max(sales) from grading.estimate where merchant_id = $1::uuid");
STATEMENT(planned, 1, "select count(*) from grading.price_plan where merchant_id = $1::uuid");
STATEMENT(factor, 2, "select grading.factor_of($1::uuid, $2::text)::text");
STATEMENT(fast_cells, 1, "select case grade when 'A' then 0 else 1 end::bigint as rank, step::bigint as step, band::bigint as band, month::bigint as month, round(sum(days))::bigint as days,"
                         " sum(sales) as sales, sum(returns) as returns from grading.demand_parts($1::uuid, 400) where product = 'fast' group by 1, 2, 3, 4");
STATEMENT(jacket, 1, "select json_agg(body order by place)::text from grading.estimate_group where merchant_id = $1::uuid and version = 1 and product_type = 'Jacket'");
#define AMOUNTS_LEFT "select p.amounts, coalesce(p.amounts[1], l.price_amount) as next, l.*, r.product_id, u.product_type from grading.price_plan p" \
                     " join listing.listing l using (merchant_id, listing_id) join ledger.unit u using (merchant_id, unit_id) join intake.unit_record r using (merchant_id, unit_id)" \
                     " where p.merchant_id = $1::uuid"
STATEMENT(fast_and_peers, 1, "select (avg(next) filter (where product_id = 'fast') > 1.02 * avg(next) filter (where product_id <> 'fast'))::text from (" AMOUNTS_LEFT ") x"
                             " where ('x' || right(listing_id::text, 12))::bit(48)::bigint % 60 = 2");
STATEMENT(apart, 1, "select (count(*) > 0)::text from (select from (" AMOUNTS_LEFT ") x"
                    " group by product_id, product_type, grade, price_amount, compare_at_amount, published_at having count(distinct amounts) > 1) y");
STATEMENT(finished, 1, "select (stage is null and wanted_by is null)::text from grading.night where merchant_id = $1::uuid");
STATEMENT(today, 0, "select extract(doy from now() at time zone 'UTC')::integer - 1");
STATEMENT(make_old, 1, "update grading.estimate set made_at = now() - interval '401 days' where merchant_id = $1::uuid and version = 1");
STATEMENT(versions, 1, "select string_agg(version::text, ' ') from grading.estimate where merchant_id = $1::uuid");
STATEMENT(taken, 1, "select count(*) from listing.price_plan where merchant_id = $1::uuid");
STATEMENT(make_due, 1, "update listing.price_plan set due = array[now() - interval '1 minute'], amounts = array[5000], next_due = now() - interval '1 minute' where merchant_id = $1::uuid");
STATEMENT(changes, 1, "select count(*) || ' of ' || count(distinct listing_id) from listing.price_change where merchant_id = $1::uuid");
STATEMENT(still_due, 1, "select count(*) from listing.price_plan where merchant_id = $1::uuid and next_due <= now()");
STATEMENT(wrong_prices, 1, "select count(*) from listing.listing l join ledger.unit u using (merchant_id, unit_id) where l.merchant_id = $1::uuid"
                           " and (u.state = 'listed') <> (l.price_amount = 5000 and l.fragment like '%\"amount\":5000%') and not (u.state <> 'listed' and l.fragment = '{}')");
STATEMENT(put_away, 1, "update ledger.unit set state = 'delivered' where merchant_id = $1::uuid");   /* a floor that is full is not what other tests look at */
static const struct sql *const statements[] = { &fill_number, &fill_merchant, &no_night_yet, &fill_units, &fill_records, &fill_rubric, &fill_policy, &fill_collection, &fill_terms,
                                                &fill_listings, &fill_orders, &fill_lines, &analyze, &want, &done, &estimates, &planned, &taken, &make_due, &changes, &still_due, &wrong_prices,
                                                &factor, &fast_cells, &jacket, &fast_and_peers, &apart, &finished, &today, &make_old, &versions, &put_away, NULL };

static int64_t count(void) { return getenv("NIGHT_LISTINGS") ? strtoll(getenv("NIGHT_LISTINGS"), NULL, 10) : 6000; }

static struct uuid a_merchant_with_many(struct db *db)
{
        static const struct sql *const data[] = { &fill_number, &fill_merchant, &no_night_yet, &fill_units, &fill_records, &fill_rubric, &fill_policy, &fill_collection, &fill_terms, &fill_listings,
                                                    &fill_orders, &fill_lines };
        struct uuid merchant;

        uuid_new(&merchant);
        for (size_t i = 0; i < ARRAY_LEN(data); i++)
                assert_int_equal(db_exec(db, data[i], data[i]->args == 1 ? DB_ARGS(db_uuid(&merchant)) : DB_ARGS(db_uuid(&merchant), db_int(count())), NULL), PROBLEM_OK);
        assert_int_equal(db_exec(db, &analyze, DB_NO_ARGS, NULL), PROBLEM_OK);
        return merchant;
}

struct replica { const char *service; background_step *step; int64_t micros; };

/* Steps until there is nothing more. */
static void *work(void *context)
{
        struct replica *replica = context;
        struct db *db = as_service(replica->service);
        struct arena *arena = arena_new();
        int64_t begin = clock_monotonic_micros();
        bool more = true;

        for (int idle = 0; idle < 3; idle = more ? 0 : idle + 1) {
                more = false;
                if (replica->step(db, arena, &more) != PROBLEM_OK)
                        break;
                arena_reset(arena);
        }
        replica->micros = clock_monotonic_micros() - begin;
        arena_free(arena);
        db_close(db);
        return NULL;
}

static void at_once(const char *service, background_step *step, const char *what)
{
        struct replica replica[2] = { { service, step, 0 }, { service, step, 0 } };
        pthread_t thread[2];

        for (size_t i = 0; i < 2; i++)
                assert_int_equal(pthread_create(&thread[i], NULL, work, &replica[i]), 0);
        for (size_t i = 0; i < 2; i++)
                pthread_join(thread[i], NULL);
        int64_t micros = replica[0].micros > replica[1].micros ? replica[0].micros : replica[1].micros;
        print_message("%s: %lld offers in %lld ms, %lld a second\n", what, (long long)count(), (long long)micros / 1000, (long long)(count() * 1000000 / (micros ? micros : 1)));
}

static bool until(struct db *db, const struct sql *sql, const struct uuid *merchant, const char *value)
{
        for (int i = 0; i < 600; i++) {
                if (strcmp(value_of(db, sql, DB_ARGS(db_uuid(merchant))), value) == 0)
                        return true;
                usleep(100000);
        }
        return false;
}

static void what_several_do_at_night_is_done_once(void **state)
{
        struct db *db = as_owner(statements);
        struct uuid merchant = a_merchant_with_many(db);
        const char *all = arena_printf(test_memory, "%lld", (long long)count());

        (void)state;
        value_of(db, &want, DB_ARGS(db_uuid(&merchant)));
        at_once("grading", night_step, "planned");
        assert_true(until(db, &done, &merchant, arena_printf(test_memory, "1 %s true", all)));
        assert_string_equal(value_of(db, &estimates, DB_ARGS(db_uuid(&merchant))), arena_printf(test_memory, "1 %lld", (long long)count() / 10));
        assert_string_equal(value_of(db, &planned, DB_ARGS(db_uuid(&merchant))), all);
        at_once("listing", price_plans_step, "taken over");
        assert_true(until(db, &taken, &merchant, all));
        value_of(db, &make_due, DB_ARGS(db_uuid(&merchant)));
        at_once("listing", price_steps_step, "prices changed");
        assert_true(until(db, &still_due, &merchant, "0"));
        assert_string_equal(value_of(db, &wrong_prices, DB_ARGS(db_uuid(&merchant))), "0");
        value_of(db, &put_away, DB_ARGS(db_uuid(&merchant)));
        value_of(db, &analyze, DB_NO_ARGS);
        db_close(db);
}

static const char *of(struct db *db, const struct sql *sql, const struct uuid *merchant) { return value_of(db, sql, DB_ARGS(db_uuid(merchant))); }

static void night_of(struct db *db, const struct uuid *merchant)
{
        struct replica replica = { "grading", night_step, 0 };

        of(db, &want, merchant);
        work(&replica);
        assert_true(until(db, &finished, merchant, "true"));   /* the service does it too */
}

#define CELL(member) { .name = #member, .type = FIELD_INT64, .offset = offsetof(struct cell, member) }
static const struct field cell_fields[] = { CELL(rank), CELL(step), CELL(band), CELL(month), CELL(days), CELL(sales), CELL(returns) };
static const struct shape cell_shape = SHAPE(struct cell, cell_fields);

/* What the statement comes to is what the arithmetic says. */
static int64_t reckoned(struct db *db, const struct uuid *merchant)
{
        const char *text = of(db, &jacket, merchant);
        struct demand demand[2];
        struct json_fault fault;
        const struct doc *doc;
        struct list cells;

        assert_int_equal(db_many(db, test_memory, &fast_cells, DB_ARGS(db_uuid(merchant)), &cell_shape, &cells), PROBLEM_OK);
        assert_int_equal(doc_parse(test_memory, text, strlen(text), &doc, &fault), PROBLEM_OK);
        for (size_t i = 0; i < 2; i++)
                demand_read(doc_item(doc, i), &demand[i]);
        return (int64_t)(product_factor(demand, 2, cells.item, cells.count) * PRODUCT_FACTOR_UNIT);
}

/* Until nothing changes: what is due at once is done by the listing service meanwhile. */
static void plan_again(struct db *db, const struct uuid *merchant)
{
        struct replan replan = { .merchant_id = *merchant, .plan_version = 2, .day = (int64_t)strtoll(value_of(db, &today, DB_NO_ARGS), NULL, 10) };
        struct db *grading = as_service("grading");
        const struct earning_policy *policy;
        struct replanned again = { .changed = 1 };

        assert_int_equal(policy_in_force(grading, test_memory, merchant, &policy), PROBLEM_OK);
        for (int i = 0; i < 100 && again.changed; i++) {
                usleep(i ? 100000 : 0);
                assert_int_equal(replan_batch(grading, test_memory, &replan, policy, &again), PROBLEM_OK);
                assert_true(again.looked_at > 0);
        }
        assert_int_equal(again.changed, 0);
        db_close(grading);
}

static void what_sells_fast_keeps_its_price_and_units_are_drawn_apart(void **state)
{
        struct db *db = as_owner(statements);
        struct uuid merchant = a_merchant_with_many(db);

        (void)state;
        night_of(db, &merchant);
        int64_t fast = strtoll(value_of(db, &factor, DB_ARGS(db_uuid(&merchant), db_text("fast"))), NULL, 10), exact = reckoned(db, &merchant);
        assert_true(fast > 1500);
        assert_true(llabs(fast - exact) <= exact / 50);   /* days are whole in a cell */
        assert_true(strtoll(value_of(db, &factor, DB_ARGS(db_uuid(&merchant), db_text("p2"))), NULL, 10) <= 1000);
        assert_string_equal(value_of(db, &factor, DB_ARGS(db_uuid(&merchant), db_text("never seen"))), "1000");
        assert_string_equal(of(db, &fast_and_peers, &merchant), "true");
        assert_string_equal(of(db, &apart, &merchant), "true");
        plan_again(db, &merchant);
        of(db, &make_old, &merchant);
        night_of(db, &merchant);
        assert_string_equal(of(db, &versions, &merchant), "2");   /* no decision names the first */
        db_close(db);
}

int main(void)
{
        const struct CMUnitTest tests[] = { alone(what_sells_fast_keeps_its_price_and_units_are_drawn_apart), alone(what_several_do_at_night_is_done_once) };

        return UNIT_MAIN(tests);
}

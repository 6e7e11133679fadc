-- Merchants with many units on offer, as many as :each, and a fifth as many that were sold. Prices of half of them changed twice. None has had its night yet.
\set night '''00000000-0000-7000-9000-'''
create temporary table fill as
select (:night || lpad(to_hex(m), 12, '0'))::uuid as merchant_id, m, i, ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id, i % 6 = 0 as sold,
       now() - interval '1 hour' * (i::bigint * 7919 % 2400) as published_at, 2000 + i::bigint * 104729 % 30000 as price_new, chr(65 + i % 4) as grade
  from generate_series(1, :merchants) m, generate_series(1, :each * 6 / 5) i;
create temporary table of_merchant as select distinct merchant_id, m from fill;
insert into ledger.merchant (merchant_id) select merchant_id from of_merchant;
insert into accounts.merchant (merchant_id, name, slug, plan, resale_included, currency, time_zone)
select merchant_id, 'Night ' || m, 'night-' || m, 'plus', true, 'USD', 'UTC' from of_merchant;
insert into grading.night (merchant_id, done_for) select merchant_id, (now() - interval '2 hours')::date from of_merchant
    on conflict (merchant_id) do update set done_for = excluded.done_for;
insert into ledger.unit (merchant_id, unit_id, lpn, state, product_type, last_hash, created_at, changed_at)
select merchant_id, id, 'RP' || lpad(i::text, 10, '0') || '0', case when sold then 'delivered' else 'listed' end, 'Type ' || i % 13, sha256(''), now(), now() from fill;
insert into intake.unit_record (merchant_id, unit_id, trip, outcome, product_type, product_id, facility_id)
select merchant_id, id, 1, 'received', 'Type ' || i % 13, 'p' || i % 700, id from fill;
insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by)
select merchant_id, merchant_id, '*', 1, '{"grades":[{"code":"A"},{"code":"B"},{"code":"C"},{"code":"D"},{"code":"R","saleable":false}]}', 'bench' from of_merchant;
insert into grading.earning_policy (merchant_id, version, currency, floor_amount, body, created_by)
select merchant_id, 1, 'USD', 500, '{"currency":"USD","floor":500,"bands":[{"low":2500,"high":9000,"reference":6000,"sold_30":4000,"outlet":10000},
       {"low":1500,"high":7000,"reference":4000,"sold_30":3500,"outlet":8000}],
       "channels":[{"name":"Own collection","allowed":true,"fee_share":300,"visibility":10000}],"outlets":[{"way":"donate","allowed":true,"cost":100}],
       "unit":100,"step_days":10,"max_cut":4000,"horizon":120,"elasticity":200,"storage_per_day":5}', 'bench' from of_merchant;
insert into listing.collection (merchant_id, collection_id, handle, name, navigation_label, currency) select merchant_id, merchant_id, 'night', 'Night', 'Night', 'USD' from of_merchant;
insert into listing.policy (merchant_id, collection_id, version, return_days, final_sale, price_shares, min_price, auto_publish, created_by)
select merchant_id, merchant_id, 1, 30, false, '{}', 0, true, 'bench' from of_merchant;
insert into listing.listing (merchant_id, listing_id, collection_id, unit_id, state, title, grade, condition, condition_text, price_amount, currency, compare_at_amount, final_sale, return_days,
                             policy_version, fragment, published_at, changed_at)
select merchant_id, id, merchant_id, id, case when sold then 'sold' else 'live' end, 'A fleece', grade, 'used', 'Used', price_new * (40 + i % 45) / 100, 'USD', price_new, false, 30, 1, '{}', published_at,
       case when sold then now() - (now() - published_at) / 3 else published_at end from fill;
insert into listing.price_change (merchant_id, listing_id, changed_at, from_amount, to_amount, currency, because, changed_by)
select f.merchant_id, f.id, f.published_at + (now() - f.published_at) / 5 * n, l.price_amount + 200 * (3 - n), l.price_amount + 200 * (2 - n), 'USD', 'plan', 'bench'
  from fill f join listing.listing l on l.merchant_id = f.merchant_id and l.listing_id = f.id cross join generate_series(1, 2) n where f.i % 2 = 0;
insert into fulfillment.resale_order (merchant_id, order_id, source, provider_order_id, currency, paid_at)
select merchant_id, id, 'api', i::text, 'USD', now() - (now() - published_at) / 3 from fill where sold;
insert into fulfillment.order_line (merchant_id, order_id, line_id, place, unit_id, listing_id, price_amount, state, return_days, final_sale, policy_version, trip)
select f.merchant_id, f.id, f.id, 1, f.id, f.id, l.price_amount, 'bound', 30, false, 1, 1
  from fill f join listing.listing l on l.merchant_id = f.merchant_id and l.listing_id = f.id where f.sold;
analyze;

-- What is queried of a decision, of the unit's present trip.
insert into grading.decision (merchant_id, decision_id, unit_id, trip, grade_id, product_type, grade, reason, policy_version, estimate_version, chosen, way, channel, currency,
                              predicted_net, predicted_price, predicted_sold, planned_price, price_new, work_amount, horizon_days, storage_per_day, handling, fee_share,
                              fee_amount, body, decided_by, labour_rate)
select u.merchant_id, $2::uuid, u.unit_id, u.trip, g.grade_id, coalesce(u.product_type, '*'), g.grade, $5::text, $6::integer, $7::integer, $8::text, $9::text, $10::text, $11::text,
       $12::bigint, $13::bigint, $14::integer, $15::bigint, $16::bigint, $17::bigint, $18::integer, $19::bigint, $20::bigint, $21::integer, $22::bigint, $23::jsonb, $24::text, $25::bigint
  from ledger.unit u
  join grading.grade g on g.merchant_id = u.merchant_id and g.grade_id = $4::uuid
 where u.merchant_id = $1::uuid
   and u.unit_id = $3::uuid

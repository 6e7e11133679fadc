-- Newest first, without the units whose grade is hidden from who asks.
select json_build_object('decision_id', d.decision_id, 'unit_id', d.unit_id, 'lpn', u.lpn, 'title', u.title, 'trip', d.trip, 'product_type', d.product_type, 'grade', d.grade,
                         'reason', d.reason, 'chosen', d.chosen, 'way', d.way, 'channel', d.channel, 'policy_version', d.policy_version, 'estimate_version', d.estimate_version,
                         'predicted_net', rp.money(d.predicted_net, d.currency), 'predicted_price', rp.money(d.predicted_price, d.currency), 'predicted_sold', d.predicted_sold,
                         'horizon_days', d.horizon_days, 'decided_at', rp.iso(d.decided_at))::text as item, d.decided_at::text as key, d.decision_id as id
  from grading.decision d
  join ledger.unit u on u.merchant_id = d.merchant_id and u.unit_id = d.unit_id
 where d.merchant_id = $1::uuid
   and (d.decided_at, d.decision_id) < ($4::timestamptz, $5::uuid)
   and not grading.is_blind(d.merchant_id, d.unit_id, $2::text, $3::boolean)
 order by d.decided_at desc, d.decision_id desc
 limit $6::bigint

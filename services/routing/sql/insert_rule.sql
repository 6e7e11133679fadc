-- A rule of its own, or the next version of one.
with ended as (update routing.product_rule set ended_at = now() where merchant_id = $1::uuid and rule_id = $2::uuid and ended_at is null returning version)
insert into routing.product_rule (merchant_id, rule_id, version, destination_id, mode, conditions)
select d.merchant_id, $2::uuid, coalesce((select version from ended), 0) + 1, d.destination_id, $4::text, $5::jsonb
  from routing.destination d
 where d.merchant_id = $1::uuid and d.destination_id = $3::uuid
returning json_build_object('rule_id', rule_id, 'version', version, 'destination_id', destination_id, 'mode', mode, 'conditions', conditions,
                         'created_at', rp.iso(created_at), 'ended_at', rp.iso(ended_at))::text as item

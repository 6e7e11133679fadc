-- The next version of the rule, the first of a new one.
insert into routing.product_rule (merchant_id, rule_id, version, destination_id, mode, conditions)
select d.merchant_id, $2::uuid, coalesce((select max(r.version) from routing.product_rule r where r.merchant_id = $1::uuid and r.rule_id = $2::uuid), 0) + 1,
       d.destination_id, $4::text, $5::jsonb
  from routing.destination d
 where d.merchant_id = $1::uuid and d.destination_id = $3::uuid
returning json_build_object('rule_id', rule_id, 'version', version, 'destination_id', destination_id, 'mode', mode, 'conditions', conditions,
                         'created_at', rp.iso(created_at), 'ended_at', rp.iso(ended_at))::text as item

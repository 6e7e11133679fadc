select json_build_object('rule_id', rule_id, 'version', version, 'destination_id', destination_id, 'mode', mode, 'conditions', conditions,
                         'created_at', rp.iso(created_at), 'ended_at', rp.iso(ended_at))::text as item, rule_id::text as key, rule_id as id
  from routing.product_rule
 where merchant_id = $1::uuid
   and ended_at is null
   and rule_id > $3::uuid
   and $2::text is not null
 order by rule_id
 limit $4::bigint

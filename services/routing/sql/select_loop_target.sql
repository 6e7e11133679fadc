select json_build_object('connected', t.merchant_id is not null, 'url', t.url, 'version', t.version, 'since', rp.iso(t.since))::text as item
  from (select) one left join routing.loop_target t on t.merchant_id = $1::uuid

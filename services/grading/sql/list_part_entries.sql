select json_build_object('entry_id', entry_id, 'part', code, 'kind', kind, 'quantity', quantity, 'stock', stock, 'unit_cost', rp.money(unit_cost_amount, currency), 'reason', reason,
                         'use_id', use_id, 'entered_by', entered_by, 'entered_by_name', grading.worker_name(entered_by), 'entered_at', rp.iso(entered_at))::text as item,
       entered_at::text as key, entry_id as id
  from grading.part_entry
 where facility_id = $1::uuid
   and code = $2::text
   and (entered_at, entry_id) < ($3::timestamptz, $4::uuid)
 order by entered_at desc, entry_id desc
 limit $5::bigint

-- A version is past once a later one holds, also one that was to begin afterwards.
select json_build_object('rubric_id', r.rubric_id, 'product_type', r.product_type, 'version', r.version, 'body', r.body, 'created_at', rp.iso(r.created_at),
                         'effective_from', rp.iso(coalesce(r.effective_from, r.created_at)),
                         'state', case when exists (select from grading.rubric l
                                                     where l.merchant_id = r.merchant_id and l.product_type = r.product_type and l.version > r.version
                                                       and coalesce(l.effective_from, l.created_at) <= now()) then 'past'
                                       when r.effective_from > now() then 'scheduled'
                                       else 'in_force' end)::text as item
  from grading.rubric r
 where r.merchant_id = $1::uuid
   and r.rubric_id = $2::uuid

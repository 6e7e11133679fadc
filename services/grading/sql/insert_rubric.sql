-- The next version for this product type; effective_from null: at once.
insert into grading.rubric (merchant_id, rubric_id, product_type, version, body, created_by, effective_from)
select m.merchant_id, $2::uuid, $3::text,
       coalesce((select max(r.version) from grading.rubric r where r.merchant_id = m.merchant_id and r.product_type = $3::text), 0) + 1, $4::jsonb, $5::text, $6::timestamptz
  from accounts.merchant_view m
 where m.merchant_id = $1::uuid
returning json_build_object('rubric_id', rubric_id, 'product_type', product_type, 'version', version, 'body', body, 'created_at', rp.iso(created_at),
                         'effective_from', rp.iso(coalesce(effective_from, created_at)),
                         'state', case when effective_from > now() then 'scheduled' else 'in_force' end)::text as item

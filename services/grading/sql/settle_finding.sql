update grading.finding f
   set state = 'settled', outcome = $3::text, note = $4::text, regrade = $5::text, settled_by = $6::text, settled_at = now()
 where f.merchant_id = $1::uuid
   and f.finding_id = $2::uuid
returning grading.finding_json(f)::text as item

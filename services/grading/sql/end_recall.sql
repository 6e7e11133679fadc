update grading.recall r set ended_by = $3::text, ended_at = now()
 where r.merchant_id = $1::uuid
   and r.recall_id = $2::uuid
   and r.ended_at is null
returning grading.recall_json(r)::text as item

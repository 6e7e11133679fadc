update grading.rubric_ticket t
   set state = 'settled', note = $3::text, new_rubric = $4::uuid, settled_by = $5::text, settled_at = now()
 where t.merchant_id = $1::uuid
   and t.ticket_id = $2::uuid
returning grading.ticket_json(t)::text as item

-- Held until the request is answered.
select unit_id, disposition, evidence::text as evidence, state, asked_by
  from grading.approval
 where merchant_id = $1::uuid
   and approval_id = $2::uuid
   for update

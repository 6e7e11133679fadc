-- Held until the request is answered. fits: the version named is a later one of the same product type.
select t.state,
       exists (select from grading.rubric n where n.merchant_id = t.merchant_id and n.rubric_id = $3::uuid and n.product_type = r.product_type and n.version > r.version) as fits
  from grading.rubric_ticket t
  join grading.rubric r on r.merchant_id = t.merchant_id and r.rubric_id = t.rubric_id
 where t.merchant_id = $1::uuid
   and t.ticket_id = $2::uuid
   for update of t

-- To whom the grade of the unit is hidden, without the work that was planned for it since.
select grading.work_order_json(merchant_id, work_order_id)::text as item, planned_at::text as key, work_order_id as id
  from grading.work_order
 where merchant_id = $1::uuid
   and unit_id = $2::uuid
   and (not (select grading.is_blind($1::uuid, $2::uuid, $3::text, $4::boolean))
        or planned_at < (select max(g.graded_at) from grading.grade g where g.merchant_id = $1::uuid and g.unit_id = $2::uuid))
   and (planned_at, work_order_id) < ($5::timestamptz, $6::uuid)
 order by planned_at desc, work_order_id desc
 limit $7::bigint

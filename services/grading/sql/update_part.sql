update grading.part
   set name = $3::text, unit_cost_amount = $4::bigint, low = $5::integer
 where facility_id = $1::uuid
   and code = $2::text
returning grading.part_json(part)::text as item

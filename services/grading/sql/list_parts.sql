select grading.part_json(part)::text as item, code as key, facility_id as id
  from grading.part
 where facility_id = $1::uuid
   and (not $2::boolean or stock <= low)
   and (code, facility_id) > ($3::text, $4::uuid)
 order by code, facility_id
 limit $5::bigint

select intake.printer_json(p)::text as item, p.name as key, p.printer_id as id
  from intake.printer p
 where (p.name, p.printer_id) > ($1::text, $2::uuid)
 order by p.name, p.printer_id
 limit $3::bigint

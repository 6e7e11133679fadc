-- Of a unit, or a test label of a printer.
select json_build_object('print_id', j.print_id, 'printer_id', j.printer_id, 'printer', p.name, 'state', j.state, 'attempts', j.attempts, 'error', j.error,
                         'created_at', rp.iso(j.created_at), 'finished_at', rp.iso(j.finished_at))::text as item
  from intake.print_job j
  join intake.printer p on p.printer_id = j.printer_id
 where j.merchant_id = $1::uuid
   and j.print_id = $2::uuid
   and (j.unit_id = $3::uuid or j.printer_id = $4::uuid)

-- No row: there is no such facility.
insert into intake.printer (printer_id, facility_id, name, host, port, size, dpi)
select $1::uuid, f.facility_id, $3::text, $4::text, $5::integer, $6::text, $7::integer
  from accounts.facility_view f
 where f.facility_id = $2::uuid
returning intake.printer_json(printer)::text as item

insert into intake.print_job (merchant_id, print_id, unit_id, printer_id, bytes) values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text)

select name, size, dpi::text as dpi, enabled from intake.printer where printer_id = $1::uuid

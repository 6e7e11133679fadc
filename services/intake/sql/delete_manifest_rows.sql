delete from intake.csv_row where import_id = $1::uuid

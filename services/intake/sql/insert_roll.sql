insert into intake.plate_roll (merchant_id, roll_id, number, first_serial, count, first_lpn, last_lpn, size, dpi, made_by)
values ($1::uuid, $2::uuid, $3::integer, $4::bigint, $5::integer, $6::text, $7::text, $8::text, $9::integer, $10::text)
returning intake.roll_json(plate_roll)::text as item

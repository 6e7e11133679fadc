select r.number, r.first_serial, r.count, r.size, r.dpi::text as dpi, m.name as merchant
  from intake.plate_roll r
  join accounts.merchant_view m on m.merchant_id = r.merchant_id
 where r.merchant_id = $1::uuid
   and r.roll_id = $2::uuid

-- Is this serial of this merchant on one of its rolls?
select 1::text
  from intake.plate_roll
 where merchant_id = $1::uuid
   and number = $2::integer
   and first_serial <= $3::bigint
   and first_serial + count > $3::bigint
 order by first_serial desc
 limit 1

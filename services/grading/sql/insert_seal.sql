-- The newest photo of the seal, where there is one.
insert into grading.seal (merchant_id, grade_id, photo_id)
select $1::uuid, $2::uuid, (select p.photo_id from intake.photo_view p join ledger.unit u on u.merchant_id = p.merchant_id and u.unit_id = p.unit_id and u.trip = p.trip
                             where p.merchant_id = $1::uuid and p.unit_id = $3::uuid and p.shot = 'Seal' order by p.taken_at desc, p.photo_id limit 1)

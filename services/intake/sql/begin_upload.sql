-- Without a row there is no such unit; begun false: it has as many photos as it may have. What it replaces is a photo of the same unit.
with unit as (
        select u.unit_id, $5::uuid is null or exists (select from intake.photo p where p.merchant_id = $1::uuid and p.photo_id = $5::uuid and p.unit_id = u.unit_id) as known,
               (select count(*) from intake.photo p where p.merchant_id = u.merchant_id and p.unit_id = u.unit_id and p.trip = u.trip)
               + (select count(*) from intake.photo_upload w where w.merchant_id = u.merchant_id and w.unit_id = u.unit_id and w.state in ('open', 'working')) as photos
          from ledger.unit u
         where u.merchant_id = $1::uuid and u.unit_id = $2::uuid),
     begun as (
        insert into intake.photo_upload (merchant_id, upload_id, unit_id, shot, replaces, size, sha256, actor)
        select $1::uuid, $3::uuid, unit_id, $4::text, $5::uuid, $6::bigint, $7::text, $8::text from unit where known and photos < $9::bigint)
select known, photos < $9::bigint as begun from unit

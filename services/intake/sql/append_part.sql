-- Where the upload stands, and nothing else: a part that came before, or begins elsewhere, takes no row.
with grown as (
        update intake.photo_upload w
           set received = w.received + $5::bigint, touched_at = now(), state = case when w.received + $5::bigint = w.size then 'working' else 'open' end
         where w.merchant_id = $1::uuid
           and w.unit_id = $2::uuid
           and w.upload_id = $3::uuid
           and w.state = 'open'
           and w.received = $4::bigint
           and w.received + $5::bigint <= w.size
        returning w.merchant_id, w.upload_id)
insert into intake.photo_part (merchant_id, upload_id, place, bytes)
select merchant_id, upload_id, $4::bigint, decode($6::text, 'base64') from grown

with refused as (
        update intake.photo_upload w set state = 'refused', problem = $3::text, detail = $4::text, touched_at = now()
         where w.merchant_id = $1::uuid and w.upload_id = $2::uuid and w.state = 'working'
        returning w.merchant_id, w.upload_id)
delete from intake.photo_part p using refused r where p.merchant_id = r.merchant_id and p.upload_id = r.upload_id

-- An open one a day after its last part, with its parts; one that ended when its Idempotency-Key has been forgotten too.
with old as (
        (select merchant_id, upload_id from intake.photo_upload
          where state = 'open' and touched_at < now() - interval '1 day'
          order by touched_at limit 200)
        union all
        (select merchant_id, upload_id from intake.photo_upload
          where state in ('done', 'refused') and touched_at < now() - interval '8 days'
          order by touched_at limit 200))
delete from intake.photo_upload w
 using old
 where w.merchant_id = old.merchant_id
   and w.upload_id = old.upload_id
   and w.state <> 'working'
   and w.touched_at < now() - interval '1 day'

-- Two minutes' lease: when this process dies, another makes the photo. attempts are those that nobody heard the end of.
with next as (
        select merchant_id, upload_id
          from intake.photo_upload
         where state = 'working'
           and leased_until < now()
         order by leased_until, begun_at
         limit 1
           for update skip locked)
update intake.photo_upload w
   set leased_until = now() + interval '2 minutes', attempts = w.attempts + 1
  from next
 where w.merchant_id = next.merchant_id
   and w.upload_id = next.upload_id
returning w.merchant_id, w.upload_id, w.sha256, w.attempts

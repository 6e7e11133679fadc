-- A label that waited for a minute is not printed any more: its piece has gone on. One that was being sent when its process ended may have been printed.
with late as (
        update intake.print_job
           set state = case state when 'queued' then 'expired' else 'unsure' end, finished_at = now(), bytes = null,
               error = coalesce(error, case state when 'queued' then 'waited for a minute behind others' else 'was being sent when the service stopped' end)
         where (state = 'queued' and created_at < now() - interval '60 seconds')
            or (state = 'sending' and due_at < now() - interval '30 seconds'))
delete from intake.print_job j
 using (select merchant_id, print_id from intake.print_job where finished_at < now() - interval '1 day' order by finished_at limit 1000) o
 where j.merchant_id = o.merchant_id
   and j.print_id = o.print_id

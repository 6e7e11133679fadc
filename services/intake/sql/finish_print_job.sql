-- What became of it, "queued" being one more try in half a second; and its printer remembers what went wrong last.
with done as (
        update intake.print_job
           set state = $3::text, error = $4::text, due_at = now() + interval '0.5 seconds' * attempts,
               finished_at = case when $3::text <> 'queued' then now() end, bytes = case when $3::text = 'queued' then bytes end
         where merchant_id = $1::uuid
           and print_id = $2::uuid
           and state = 'sending'
        returning printer_id)
update intake.printer p
   set last_error = $4::text, failed_at = case when $4::text is not null then now() end
  from done d
 where p.printer_id = d.printer_id
   and (p.last_error is not null or $4::text is not null)

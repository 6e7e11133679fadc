-- The label that has waited longest at a printer that is at rest: one at a time there, in order. What is older than a minute is not sent any more.
with head as (
        select distinct on (q.printer_id) q.merchant_id, q.print_id, q.printer_id, q.state, q.due_at
          from intake.print_job q
         where q.state in ('queued', 'sending')
           and (q.state = 'sending' or q.created_at > now() - interval '60 seconds')
         order by q.printer_id, q.created_at, q.print_id),
     next as (
        select h.merchant_id, h.print_id, p.name, p.host, p.port
          from head h join intake.printer p on p.printer_id = h.printer_id
         where h.state = 'queued' and h.due_at <= now() and p.enabled
         order by h.due_at
         limit 1
           for update of p skip locked)
update intake.print_job j
   set state = 'sending', attempts = j.attempts + 1, due_at = now()
  from next n
 where j.merchant_id = n.merchant_id
   and j.print_id = n.print_id
   and j.state = 'queued'
   and j.created_at > now() - interval '60 seconds'
returning j.merchant_id, j.print_id, j.bytes, j.attempts, n.host, n.port::bigint as port

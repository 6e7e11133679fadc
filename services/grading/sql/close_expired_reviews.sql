-- Those that nobody did in time; who has one in hand may finish it.
with old as (
        select r.merchant_id, r.review_id
          from grading.review r
         where r.state = 'open'
           and r.due_at <= now()
           and coalesce(r.taken_until, r.due_at) <= now()
         order by r.due_at, r.review_id
         limit 200)
update grading.review r
   set state = 'closed', closed_why = 'expired', ended_at = now()
  from old
 where r.merchant_id = old.merchant_id
   and r.review_id = old.review_id
   and r.state = 'open'

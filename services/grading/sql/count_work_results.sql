-- How a merchant's last orders with these operations went, within a year; the n-th of the plans, each [{"operation": code}, …], is n.
with finished as materialized (
        select w.state, w.operations
          from grading.work_order w
         where w.merchant_id = $1::uuid and w.state <> 'open' and w.state <> 'cancelled' and w.finished_at > now() - interval '1 year' and not coalesce(w.note like 'The unit left: %', false)
         order by w.finished_at desc
         limit 500)
select count(*) filter (where f.state = 'done') as done, count(*) filter (where f.state = 'failed') as failed
  from jsonb_array_elements($2::jsonb) with ordinality as p(operations, nth)
  left join finished f on f.operations @> p.operations
 group by p.nth
 order by p.nth

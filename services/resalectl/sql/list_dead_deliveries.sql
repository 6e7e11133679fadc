select line from (
        select 'accounts' as service, * from accounts.outbox union all select 'routing', * from routing.outbox union all
        select 'intake', * from intake.outbox union all select 'grading', * from grading.outbox union all
        select 'listing', * from listing.outbox union all select 'fulfillment', * from fulfillment.outbox) o
 cross join lateral (select o.delivery_id || '  ' || o.topic || '  merchant ' || o.merchant_id || '  ' || o.attempts || ' attempts  '
                            || concat_ws(' ', o.last_status, o.last_error) as line) l
 where o.state = 'dead'
   and o.service = $1::text
 order by o.created_at
 limit 500

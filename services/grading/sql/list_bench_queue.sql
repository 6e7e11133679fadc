-- Over all merchants: what waits at the bench, oldest first.
select json_build_object('merchant_id', u.merchant_id, 'unit_id', u.unit_id, 'lpn', u.lpn, 'state', u.state, 'title', u.title, 'sku', u.sku,
                         'product_type', u.product_type, 'trip', u.trip, 'since', rp.iso(u.changed_at),
                         'with', (select c.name from grading.bench_lease l join accounts.colleague_view c on c.staff_id = substring(l.who from '^staff:(.+)$')::uuid
                                   where l.merchant_id = u.merchant_id and l.unit_id = u.unit_id and l.expires_at > now()))::text as item, u.changed_at::text as key, u.unit_id as id
  from ledger.unit u
 where u.state in ('received', 'refurbishing')
   and (u.changed_at, u.unit_id) > ($1::timestamptz, $2::uuid)
 order by u.changed_at, u.unit_id
 limit $3::bigint

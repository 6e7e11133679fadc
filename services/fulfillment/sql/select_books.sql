select json_build_object('unit_id', u.unit_id, 'postings', coalesce(p.postings, '[]'), 'sum', coalesce(p.sum, 0))::text as item
  from ledger.unit u
 cross join lateral (select json_agg(json_build_object('entry', entry, 'account', account, 'amount', rp.money(amount, currency), 'order_id', order_id,
                                                       'posted_at', rp.iso(posted_at)) order by posted_at, entry, account) as postings, sum(amount) as sum
                       from fulfillment.posting
                      where merchant_id = u.merchant_id and unit_id = u.unit_id) p
 where u.merchant_id = $1::uuid
   and u.unit_id = $2::uuid

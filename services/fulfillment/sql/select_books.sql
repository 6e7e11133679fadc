select json_build_object('unit_id', $2::uuid, 'postings', coalesce(json_agg(json_build_object('entry', entry, 'account', account, 'amount', rp.money(amount, currency),
                         'order_id', order_id, 'posted_at', rp.iso(posted_at)) order by posted_at, entry, account), '[]'), 'sum', coalesce(sum(amount), 0))::text as item
  from fulfillment.posting
 where merchant_id = $1::uuid
   and unit_id = $2::uuid

select json_build_object('return_id', r.return_id, 'order_id', r.order_id, 'unit_id', r.unit_id, 'lpn', u.lpn, 'rma', r.rma, 'reason', r.reason, 'state', r.state,
                         'authorised_at', rp.iso(r.authorised_at), 'received_at', rp.iso(r.received_at))::text as item
  from fulfillment.resale_return r join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
 where r.merchant_id = $1::uuid
   and r.return_id = $2::uuid

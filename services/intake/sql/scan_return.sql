-- A sold unit that is on its way back.
select json_agg(x.item)::text from (
        select json_build_object('return_id', r.return_id, 'merchant_id', r.merchant_id, 'unit_id', r.unit_id, 'lpn', r.lpn, 'rma', r.rma,
                                 'order_name', r.order_name, 'state', r.state) as item
          from fulfillment.return_view r
         where r.rma = $1::text or r.tracking_number = $1::text
         limit 20) x

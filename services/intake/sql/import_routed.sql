-- Routed returns that are new or changed become expected parcels; one that is still running elsewhere is waited for. What was received stays as it is.
with cursor as (
        select xid, position from feed_cursor where name = 'routed' for update),
     next as (
        select d.decision_id, d.xid, d.position from routing.partner_line_view d, cursor k
         where (d.xid, d.position) > (k.xid, k.position)
           and d.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
         group by d.decision_id, d.xid, d.position order by d.xid, d.position limit 200),
     fresh as (
        select v.*, row_number() over (partition by v.merchant_id, v.decision_id order by v.line_id) as place
          from routing.partner_line_view v join next n on n.decision_id = v.decision_id and n.xid = v.xid and n.position = v.position),
     shipments as (
        insert into intake.shipment (merchant_id, shipment_id, door, rma, order_name, provider_return_id, decision_id, called_off)
        select distinct on (f.merchant_id, f.decision_id) f.merchant_id, f.decision_id, 'parcel', f.provider_return_id, f.order_name, f.provider_return_id,
               f.decision_id, f.return_state in ('cancelled', 'expired')
          from fresh f
            on conflict (merchant_id, decision_id) do update set called_off = excluded.called_off and shipment.state = 'expected'
        returning merchant_id, shipment_id, state),
     turned as (
        update intake.shipment_line l set outcome = case when f.withdrawn then 'withdrawn' else 'pending' end
          from fresh f join shipments s on s.merchant_id = f.merchant_id and s.shipment_id = f.decision_id and s.state <> 'closed'
         where l.merchant_id = f.merchant_id and l.shipment_id = f.decision_id and l.line_id = f.line_id
           and l.outcome = case when f.withdrawn then 'pending' else 'withdrawn' end),
     lines as (
        insert into intake.shipment_line (merchant_id, shipment_id, line_id, place, line_item_id, sku, barcode, title, product_type, vendor, product_id, variant_id,
                                          price_amount, currency, return_reason, outcome)
        select f.merchant_id, f.decision_id, f.line_id, f.place, f.line_item_id, f.sku, f.barcode, f.title, f.product_type, f.vendor, f.product_id, f.variant_id,
               f.price_amount, f.currency, f.return_reason, case when f.withdrawn then 'withdrawn' else 'pending' end
          from fresh f join shipments s on s.merchant_id = f.merchant_id and s.shipment_id = f.decision_id and s.state <> 'closed'
            on conflict do nothing),
     moved as (
        update feed_cursor c set xid = l.xid, position = l.position, advanced_at = now()
          from (select xid, position from next order by xid desc, position desc limit 1) l
         where c.name = 'routed')
select count(*)::text from next

-- Routed returns that are new become expected parcels; one that is still running elsewhere is waited for.
with cursor as (
        select xid, position from feed_cursor where name = 'routed' for update),
     fresh as (
        select v.* from routing.partner_line_view v, cursor c
         where (v.xid, v.position) > (c.xid, c.position)
           and v.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
           and v.decision_id in (select d.decision_id from routing.partner_line_view d, cursor k
                                  where (d.xid, d.position) > (k.xid, k.position)
                                    and d.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                                  group by d.decision_id, d.xid, d.position order by d.xid, d.position limit 200)),
     shipments as (
        insert into intake.shipment (merchant_id, shipment_id, door, rma, order_name, provider_return_id, decision_id, tracking_number, carrier)
        select distinct on (f.merchant_id, f.decision_id) f.merchant_id, f.decision_id, 'parcel', f.provider_return_id, f.order_name, f.provider_return_id,
               f.decision_id, f.tracking_number, f.carrier
          from fresh f
            on conflict do nothing
        returning merchant_id, shipment_id),
     lines as (
        insert into intake.shipment_line (merchant_id, shipment_id, line_id, place, line_item_id, sku, barcode, title, product_type, vendor, product_id, variant_id,
                                          price_amount, currency, return_reason)
        select f.merchant_id, f.decision_id, f.line_id, row_number() over (partition by f.decision_id order by f.line_id), f.line_item_id, f.sku, f.barcode,
               f.title, f.product_type, f.vendor, f.product_id, f.variant_id, f.price_amount, f.currency, f.return_reason
          from fresh f join shipments s on s.merchant_id = f.merchant_id and s.shipment_id = f.decision_id),
     moved as (
        update feed_cursor c set xid = l.xid, position = l.position, advanced_at = now()
          from (select xid, position from fresh order by xid desc, position desc limit 1) l
         where c.name = 'routed')
select count(*)::text from (select distinct decision_id from fresh) d

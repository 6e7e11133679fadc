-- A plate is closed when its label is scanned back, or when anything else is done with the unit. Until then its receipt can be undone.

insert into ledger.edge values ('received', 'missing', 'intake', 'its receipt was undone before its plate was closed');

alter table intake.unit_record drop constraint unit_record_outcome_check;
alter table intake.unit_record add constraint unit_record_outcome_check
        check (outcome in ('received', 'wrong_item', 'damaged_in_transit', 'unexpected', 'misrouted', 'extra', 'returned', 'undone'));
grant update (outcome) on intake.unit_record to resale_intake;

create or replace function intake.shipment_strangers(s intake.shipment) returns jsonb language sql stable
        return (select coalesce(jsonb_agg(jsonb_build_object('unit_id', r.unit_id, 'lpn', u.lpn, 'title', r.title, 'sku', r.sku, 'outcome', r.outcome, 'note', r.note)
                                          order by r.received_at), '[]')
                  from intake.unit_record r join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
                 where r.merchant_id = s.merchant_id and r.shipment_id = s.shipment_id and r.line_id is null and r.outcome <> 'undone');

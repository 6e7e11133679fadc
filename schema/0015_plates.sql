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

-- A note is no change of state: since when the unit waits where it is stays, and with it its place in a queue.
create or replace function ledger.note(merchant uuid, of_unit uuid, event text, actor text, payload jsonb)
returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
        u ledger.unit;
begin
        perform ledger.check_merchant(merchant);
        select * into u from ledger.unit where merchant_id = merchant and unit_id = of_unit for no key update;
        if not found then
                return null;
        end if;
        u.version := u.version + 1;
        u.changed_at := clock_timestamp();   /* the event's */
        u.last_hash := ledger.append(u, event, actor, u.state, payload);
        update ledger.unit set version = u.version, last_hash = u.last_hash where merchant_id = merchant and unit_id = of_unit;
        return u.version;
end $$;

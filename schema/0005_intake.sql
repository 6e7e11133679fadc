-- What is coming, what came, and the unit each piece became.

create table intake.shipment (
        merchant_id        uuid        not null,
        shipment_id        uuid        not null,
        door               text        not null check (door in ('parcel', 'consignment')),
        state              text        not null default 'expected' check (state in ('expected', 'receiving', 'closed')),
        rma                text                 check (length(rma) between 1 and 200),
        order_name         text,
        order_code         text        generated always as (rp.code(order_name)) stored,
        provider_return_id text,
        decision_id        uuid,
        tracking_number    text,
        tracking_code      text        generated always as (rp.code(tracking_number)) stored,
        carrier            text,
        called_off         boolean     not null default false check (not called_off or state = 'expected'),
        announced_at       timestamptz not null default now(),
        closed_at          timestamptz,
        report             json,
        primary key (merchant_id, shipment_id),
        unique (merchant_id, decision_id),
        check ((state = 'closed') = (closed_at is not null)),
        check ((state = 'closed') = (report is not null)),
        check (door = 'consignment' or decision_id is not null)
);
comment on table intake.shipment is 'An inbound shipment: a routed return (parcel) or an announced lot (consignment). Called off: its return was cancelled or expired.';
-- Scans compare stored codes: an index on an expression would not be used, since row-level security lets only leakproof comparisons go first.
create index shipment_tracking on intake.shipment (tracking_code);
create index shipment_rma on intake.shipment (rma);
create index shipment_return on intake.shipment (merchant_id, provider_return_id);
create index shipment_order on intake.shipment (order_code);
create index shipment_queue on intake.shipment (announced_at, shipment_id) where state <> 'closed' and not called_off;
create index shipment_listing on intake.shipment (merchant_id, announced_at, shipment_id);

create table intake.shipment_line (
        merchant_id   uuid not null,
        shipment_id   uuid not null,
        line_id       uuid not null,
        place         integer not null,
        line_item_id  text,
        sku           text check (length(sku) between 1 and 200),
        barcode       text,
        gtin          text generated always as (case when barcode ~ '^[0-9]{8,14}$' then lpad(barcode, 14, '0') end) stored,
        title         text check (length(title) between 1 and 500),
        product_type  text,
        vendor        text,
        product_id    text,
        variant_id    text,
        price_amount  bigint check (price_amount >= 0),
        currency      text,
        return_reason text,
        outcome       text not null default 'pending' check (outcome in ('pending', 'withdrawn', 'received', 'short', 'wrong_item', 'damaged_in_transit')),
        unit_id       uuid,
        primary key (merchant_id, shipment_id, line_id),
        foreign key (merchant_id, shipment_id) references intake.shipment,
        check ((outcome in ('pending', 'withdrawn', 'short')) = (unit_id is null))
);
comment on table intake.shipment_line is 'One expected piece and what became of it. Withdrawn: the customer sends it no more.';
create index shipment_line_barcode on intake.shipment_line (gtin) where outcome = 'pending';
create index shipment_line_sku on intake.shipment_line (sku) where outcome = 'pending';

create table intake.unit_record (
        merchant_id   uuid        not null,
        unit_id       uuid        not null,
        trip          integer     not null check (trip >= 1),
        shipment_id   uuid,
        line_id       uuid,
        outcome       text        not null check (outcome in ('received', 'wrong_item', 'damaged_in_transit', 'unexpected', 'misrouted', 'extra', 'returned')),
        line_item_id  text,
        order_name    text,
        sku           text,
        barcode       text,
        title         text,
        product_type  text,
        vendor        text,
        product_id    text,
        variant_id    text,
        price_amount  bigint,
        currency      text,
        return_reason text,
        note          text check (length(note) <= 1000),
        facility_id   uuid        not null,
        received_at   timestamptz not null default now(),
        primary key (merchant_id, unit_id, trip),
        foreign key (merchant_id, unit_id) references ledger.unit,
        foreign key (merchant_id, shipment_id) references intake.shipment
);
comment on table intake.unit_record is 'What a unit was when it was scanned in, once a trip.';
create index unit_record_shipment on intake.unit_record (merchant_id, shipment_id);
create index unit_record_sku on intake.unit_record (merchant_id, sku);

create table intake.hold (
        merchant_id uuid        not null,
        hold_id     uuid        not null,
        unit_id     uuid        not null,
        reason      text        not null check (length(reason) between 1 and 500),
        owner       text        not null,
        held_at     timestamptz not null default now(),
        released_at timestamptz,
        primary key (merchant_id, hold_id),
        foreign key (merchant_id, unit_id) references ledger.unit
);
comment on table intake.hold is 'Why a unit is quarantined, and whose it is to clear.';
create unique index hold_open on intake.hold (merchant_id, unit_id) where released_at is null;

select rp.protect(t::regclass) from unnest(array['intake.shipment', 'intake.shipment_line', 'intake.unit_record', 'intake.hold']) t;
grant select, insert, update on intake.shipment, intake.shipment_line, intake.hold to resale_intake;
grant select, insert on intake.unit_record to resale_intake;

create function intake.shipment_facts(s intake.shipment) returns jsonb language sql stable
        return (select jsonb_build_object('shipment_id', s.shipment_id, 'merchant_id', s.merchant_id,
                         'merchant', (select m.name from accounts.merchant_view m where m.merchant_id = s.merchant_id),
                         'door', s.door, 'state', s.state, 'called_off', s.called_off, 'rma', s.rma, 'order_name', s.order_name,
                         'tracking_number', coalesce(s.tracking_number, b.tracking_number), 'carrier', coalesce(s.carrier, b.carrier),
                         'announced_at', rp.iso(s.announced_at), 'closed_at', rp.iso(s.closed_at))
                  from (select) one
                  left join lateral (select v.tracking_number, v.carrier from routing.label_view v
                                      where v.merchant_id = s.merchant_id and v.provider_return_id = s.provider_return_id
                                      order by v.seen_at desc, v.tracking_number limit 1) b on true);
comment on function intake.shipment_facts is 'A shipment as answers write it, with the label heard of last.';

create function intake.shipment_lines(s intake.shipment) returns jsonb language sql stable
        return (select coalesce(jsonb_agg(jsonb_build_object('line_id', l.line_id, 'line_item_id', l.line_item_id, 'title', l.title, 'sku', l.sku, 'barcode', l.barcode,
                                          'product_type', l.product_type, 'return_reason', l.return_reason, 'price', rp.money(l.price_amount, l.currency),
                                          'outcome', l.outcome, 'unit_id', l.unit_id,
                                          'lpn', (select u.lpn from ledger.unit u where u.merchant_id = l.merchant_id and u.unit_id = l.unit_id)) order by l.place), '[]')
                  from intake.shipment_line l
                 where l.merchant_id = s.merchant_id and l.shipment_id = s.shipment_id);
comment on function intake.shipment_lines is 'What is expected of a shipment, and what became of it.';

create function intake.shipment_strangers(s intake.shipment) returns jsonb language sql stable
        return (select coalesce(jsonb_agg(jsonb_build_object('unit_id', r.unit_id, 'lpn', u.lpn, 'title', r.title, 'sku', r.sku, 'outcome', r.outcome, 'note', r.note)
                                          order by r.received_at), '[]')
                  from intake.unit_record r join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
                 where r.merchant_id = s.merchant_id and r.shipment_id = s.shipment_id and r.line_id is null);
comment on function intake.shipment_strangers is 'What came with a shipment and was not on its list.';

create function intake.shipment_json(s intake.shipment) returns jsonb language sql stable
        return intake.shipment_facts(s) || jsonb_build_object('lines', intake.shipment_lines(s), 'strangers', intake.shipment_strangers(s));
comment on function intake.shipment_json is 'All of a shipment, as answers write it.';

create view intake.unit_view as
select u.merchant_id, u.unit_id, u.lpn, r.trip, r.sku, r.barcode, r.title, r.product_type, r.vendor, r.product_id, r.variant_id, r.price_amount, r.currency,
       r.line_item_id, r.order_name, r.return_reason, r.facility_id, r.shipment_id, r.received_at, r.outcome
  from ledger.unit u
  join intake.unit_record r on r.merchant_id = u.merchant_id and r.unit_id = u.unit_id and r.trip = u.trip;
comment on view intake.unit_view is 'Each unit as it came in on its present trip.';
grant usage on schema intake to resale_grading, resale_listing, resale_fulfillment;
grant select on intake.unit_view to resale_grading, resale_listing, resale_fulfillment;

-- The floor around receiving: bins and totes, where each unit is, triage, forwarding, whose a hold is, and what the supervisor looks at.
-- The same tables came of an earlier text, which PostgreSQL 15.20 refuses: 994d1a98b8da41389ed08308ed702b7d63d3018f0eccea279d6336c69f55545d

create table intake.bin (
        code        text        not null primary key check (code ~ '^[A-Z0-9][A-Z0-9._/-]{0,31}$'),
        facility_id uuid        not null,
        zone        text                 check (length(zone) between 1 and 60),
        capacity    integer              check (capacity between 1 and 100000),
        created_at  timestamptz not null default now()
);
comment on table intake.bin is 'A place on a shelf; its code is the partner''s only one, in whatever warehouse it is scanned. Small and shared.';

create table intake.tote (
        code        text        not null primary key check (code ~ '^[A-Z0-9][A-Z0-9._/-]{0,31}$'),
        facility_id uuid        not null,
        step        text                 check (step in ('to_grade', 'to_grade_sealed', 'refurbish', 'store', 'back_to_merchant', 'liquidate', 'donate', 'recycle', 'destroy',
                                                         'forward', 'quarantine')),
        created_at  timestamptz not null default now()
);
comment on table intake.tote is 'A container that is carried about; step: what its pieces wait for, all of them the same, said by the first while it was empty. Small and shared.';

create table intake.unit_place (
        merchant_id uuid        not null,
        unit_id     uuid        not null,
        bin         text                 references intake.bin,
        tote        text                 references intake.tote,
        placed_by   text        not null,
        placed_at   timestamptz not null default now(),
        primary key (merchant_id, unit_id),
        foreign key (merchant_id, unit_id) references ledger.unit,
        check (num_nonnulls(bin, tote) = 1)
);
comment on table intake.unit_place is 'Where a unit is now: in one bin or one tote; no row once it was picked or has left. Where it was, its ledger says.';
create index unit_place_bin on intake.unit_place (bin, placed_at) where bin is not null;
create index unit_place_tote on intake.unit_place (tote, placed_at) where tote is not null;

create table intake.triage_rule (
        merchant_id uuid        not null,
        version     integer     not null check (version >= 1),
        body        jsonb       not null check (jsonb_typeof(body) = 'object'),
        created_by  text        not null,
        created_at  timestamptz not null default now(),
        primary key (merchant_id, version)
);
comment on table intake.triage_rule is 'Versions of a merchant''s rules for what is done next with a piece that came in; a version never changes.';

create table intake.triage (
        merchant_id     uuid        not null,
        unit_id         uuid        not null,
        trip            integer     not null check (trip >= 1),
        rule_version    integer,
        sealed          boolean     not null,
        next            text        not null check (next in ('to_grade', 'to_grade_sealed', 'refurbish', 'back_to_merchant', 'liquidate', 'donate', 'recycle', 'forward')),
        because         text        not null,
        expected_amount bigint,
        currency        text,
        decided_by      text        not null,
        decided_at      timestamptz not null default now(),
        primary key (merchant_id, unit_id, trip),
        foreign key (merchant_id, unit_id) references ledger.unit,
        foreign key (merchant_id, rule_version) references intake.triage_rule
);
comment on table intake.triage is 'What triage suggests for a unit on a trip, and why; what it suggested before, the ledger says.';
create index triage_recent on intake.triage (merchant_id, decided_at);

create table intake.forward (
        merchant_id      uuid        not null,
        forward_id       uuid        not null,
        unit_id          uuid        not null,
        trip             integer     not null,
        facility_id      uuid        not null,
        destination_id   uuid        not null,
        destination      text        not null,
        address          jsonb       not null check (jsonb_typeof(address) = 'object'),
        state            text        not null default 'open' check (state in ('open', 'ready', 'done')),
        carrier          text                 check (length(carrier) between 1 and 60),
        tracking_number  text                 check (length(tracking_number) between 1 and 100),
        created_by       text        not null,
        created_at       timestamptz not null default now(),
        ended_at         timestamptz,
        primary key (merchant_id, forward_id),
        unique (merchant_id, unit_id, trip),
        foreign key (merchant_id, unit_id) references ledger.unit,
        check (state = 'open' or state = 'done' or tracking_number is not null),
        check ((state = 'done') = (ended_at is not null))
);
comment on table intake.forward is 'A piece that came here by mistake and goes on to its merchant: whereto (as it was when that was decided), and under which number. Done: it has left.';

create table intake.dock_time (
        merchant_id uuid        not null,
        unit_id     uuid        not null,
        trip        integer     not null,
        facility_id uuid        not null,
        received_at timestamptz not null,
        graded_at   timestamptz not null,
        primary key (merchant_id, unit_id, trip),
        foreign key (merchant_id, unit_id) references ledger.unit
);
comment on table intake.dock_time is 'When a unit was received and first graded on a trip, kept as the ledger is read: what dock-to-grade hours are counted from.';
create index dock_time_graded on intake.dock_time (graded_at, facility_id, received_at, merchant_id);

-- What was short, said once the shipment closes: the supervisor's list finds it without reading lines of all shipments.
-- In steps: where a function uses the table's row type, PostgreSQL 15.20 refuses to add a column that has a default.
alter table intake.shipment add column pieces_short integer;
update intake.shipment s set pieces_short = (select count(*) from intake.shipment_line l
                                              where l.merchant_id = s.merchant_id and l.shipment_id = s.shipment_id
                                                and l.outcome = 'short' and s.state = 'closed');
alter table intake.shipment alter column pieces_short set default 0, alter column pieces_short set not null,
        add constraint shipment_pieces_short_check check (pieces_short >= 0);

create index shipment_closed on intake.shipment (closed_at, shipment_id) where state = 'closed';
create index shipment_short on intake.shipment (closed_at) where pieces_short > 0;
create index shipment_floor on intake.shipment (state, announced_at) include (merchant_id) where state <> 'closed' and not called_off;
create index hold_age on intake.hold (held_at, hold_id) where released_at is null;
create index hold_merchant on intake.hold (merchant_id, held_at, hold_id) where released_at is null;
create index unit_floor on ledger.unit (state, changed_at) include (merchant_id, unit_id, trip)
 where state in ('received', 'refurbishing', 'graded', 'quarantined', 'sold', 'picked', 'packed');

select rp.protect(t::regclass) from unnest(array['intake.unit_place', 'intake.triage_rule', 'intake.triage', 'intake.forward', 'intake.dock_time']) t;
grant select, insert, update on intake.bin, intake.tote, intake.triage, intake.forward to resale_intake;
grant select, insert, update, delete on intake.unit_place to resale_intake;
grant select, insert on intake.triage_rule, intake.dock_time to resale_intake;

create view accounts.colleague_view as select staff_id, name, roles from accounts.staff where disabled_at is null;
comment on view accounts.colleague_view is 'Who works here: for choosing whose something is, and saying it by name.';
grant select on accounts.colleague_view to resale_intake;

create view routing.forward_view as
select merchant_id, destination_id, name, address, is_default, place from routing.destination where enabled and not is_partner and type = 'warehouse';
comment on view routing.forward_view is 'Where a merchant''s goods can be sent on to: its own warehouses.';
grant select on routing.forward_view to resale_intake;

create function intake.next_step(u ledger.unit) returns text language sql stable
        return case when u.state = 'received' then coalesce((select t.next from intake.triage t
                                                               where t.merchant_id = u.merchant_id and t.unit_id = u.unit_id and t.trip = u.trip), 'to_grade')
                    when u.state = 'refurbishing' then 'refurbish'
                    when u.state = 'quarantined' then 'quarantine'
                    when u.state = 'graded' then (select case g.disposition when 'resell' then 'store' else g.disposition end
                                                    from grading.grade_view g where g.merchant_id = u.merchant_id and g.unit_id = u.unit_id)
                    when u.state in ('listed', 'claimed', 'sold') then 'store' end;
comment on function intake.next_step is 'What a unit waits for, as totes say it; null: it is nowhere on the shelves.';

create function intake.place_json(merchant uuid, unit uuid) returns jsonb language sql stable
        return (select jsonb_build_object('bin', p.bin, 'tote', p.tote, 'since', rp.iso(p.placed_at)) from intake.unit_place p
                 where p.merchant_id = merchant and p.unit_id = unit);
comment on function intake.place_json is 'Where a unit is, as answers write it; null: nobody has said.';

create function intake.contents(p intake.unit_place) returns jsonb language sql stable
        return (select jsonb_build_object('merchant_id', u.merchant_id, 'merchant', m.name, 'unit_id', u.unit_id, 'lpn', u.lpn, 'title', u.title, 'sku', u.sku,
                                          'state', u.state, 'step', intake.next_step(u), 'since', rp.iso(p.placed_at))
                  from ledger.unit u join accounts.merchant_view m on m.merchant_id = u.merchant_id
                 where u.merchant_id = p.merchant_id and u.unit_id = p.unit_id);
comment on function intake.contents is 'A unit in a bin or tote, as answers write it.';

create function intake.owner_name(owner text) returns text language sql stable
        return (select c.name from accounts.colleague_view c where 'staff:' || c.staff_id = owner);
comment on function intake.owner_name is 'Who "staff:<id>" is; null for anybody else.';

create function intake.forward_json(f intake.forward) returns jsonb language sql stable
        return jsonb_build_object('forward_id', f.forward_id, 'unit_id', f.unit_id, 'destination_id', f.destination_id, 'destination', f.destination, 'address', f.address,
                                  'state', f.state, 'carrier', f.carrier, 'tracking_number', f.tracking_number, 'created_at', rp.iso(f.created_at),
                                  'ended_at', rp.iso(f.ended_at));
comment on function intake.forward_json is 'A piece that is sent on, as answers write it.';

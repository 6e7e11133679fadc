-- The life of every unit: identity, state, and a chain of events that nothing changes afterwards.

create schema ledger;
comment on schema ledger is 'The one ledger. Services write it only through its functions.';

create table ledger.state (
        state text not null primary key,
        what  text not null
);
comment on table ledger.state is 'The states a unit can be in.';
insert into ledger.state values
        ('received',             'scanned in, has its plate'),
        ('refurbishing',         'a work order is open'),
        ('graded',               'the rubric has concluded'),
        ('listed',               'publicly offered'),
        ('claimed',              'leased to a storefront'),
        ('sold',                 'bound by a paid order line'),
        ('picked',               'taken from its bin'),
        ('packed',               'in its parcel'),
        ('shipped',              'handed to the carrier'),
        ('delivered',            'the carrier says it arrived'),
        ('returning',            'on its way back'),
        ('quarantined',          'held, with a reason and an owner'),
        ('returned_to_merchant', 'gone back to the merchant'),
        ('liquidated',           'sold off in a lot'),
        ('donated',              'given away'),
        ('recycled',             'taken apart for material'),
        ('destroyed',            'destroyed under two signatures'),
        ('missing',              'cannot be found');

create table ledger.edge (
        from_state text not null references ledger.state,
        to_state   text not null references ledger.state,
        service    text not null,
        reason     text not null,
        primary key (from_state, to_state, service)
);
comment on table ledger.edge is 'Every move a unit can make, and the service whose role may make it. No other edge exists.';
insert into ledger.edge values
        ('received',     'refurbishing', 'grading',     'triage asked for work before grading'),
        ('received',     'graded',       'grading',     'a grader answered the rubric'),
        ('refurbishing', 'graded',       'grading',     'a grader answered the rubric after the work'),
        ('graded',       'refurbishing', 'grading',     'the decision was to refurbish, or quality review sent it back'),
        ('graded',       'listed',       'listing',     'a price was set and the listing published'),
        ('listed',       'graded',       'listing',     'it was withdrawn'),
        ('listed',       'claimed',      'fulfillment', 'a storefront leased it'),
        ('claimed',      'listed',       'fulfillment', 'the lease expired or was released'),
        ('listed',       'sold',         'fulfillment', 'a paid order bound it'),
        ('claimed',      'sold',         'fulfillment', 'a paid order bound it'),
        ('sold',         'listed',       'fulfillment', 'the order was cancelled before it shipped'),
        ('sold',         'picked',       'fulfillment', 'it was picked by its plate'),
        ('picked',       'packed',       'fulfillment', 'it was put in its parcel'),
        ('packed',       'shipped',      'fulfillment', 'the parcel was handed to the carrier'),
        ('shipped',      'delivered',    'fulfillment', 'the carrier says it arrived'),
        ('shipped',      'returning',    'fulfillment', 'a return was authorised, or the carrier sends it back'),
        ('delivered',    'returning',    'fulfillment', 'a return was authorised'),
        ('returning',    'received',     'intake',      'it was scanned in again: same plate, next trip');
insert into ledger.edge
select state, 'quarantined', service, 'held, with a reason and an owner'
  from unnest(array['received', 'refurbishing', 'graded', 'listed', 'claimed']) as state,
       unnest(array['intake', 'grading', 'listing', 'fulfillment']) as service;
insert into ledger.edge
select 'quarantined', state, service, 'the hold was released'
  from unnest(array['received', 'refurbishing', 'graded', 'listed', 'claimed']) as state,
       unnest(array['intake', 'grading', 'listing', 'fulfillment']) as service;
insert into ledger.edge
select f, t, 'grading', 'the disposition was carried out, with evidence'
  from unnest(array['received', 'graded', 'quarantined']) as f,
       unnest(array['returned_to_merchant', 'liquidated', 'donated', 'recycled', 'destroyed', 'missing']) as t;

create table ledger.merchant (
        merchant_id uuid    not null primary key,
        number      integer not null unique generated always as identity check (number between 1 and 1048575),
        next_serial bigint  not null default 1 check (next_serial between 1 and 1073741824)
);
comment on table ledger.merchant is 'A merchant''s short number and next plate serial: what a licence plate is made of. Small and shared.';

create table ledger.unit (
        merchant_id  uuid        not null references ledger.merchant,
        unit_id      uuid        not null,
        lpn          text        not null check (lpn ~ '^RP[0-9A-HJKMNP-TV-Z]{10}[0-9A-Z]$'),
        state        text        not null references ledger.state,
        held_from    text                 references ledger.state,
        sku          text                 check (length(sku) between 1 and 200),
        product_type text                 check (length(product_type) between 1 and 200),
        title        text                 check (length(title) between 1 and 500),
        trip         integer     not null default 1 check (trip >= 1),
        version      bigint      not null default 1 check (version >= 1),
        last_hash    bytea       not null check (length(last_hash) = 32),
        created_at   timestamptz not null,
        changed_at   timestamptz not null,
        primary key (merchant_id, unit_id),
        unique (merchant_id, lpn),
        check ((state = 'quarantined') = (held_from is not null))
);
comment on table ledger.unit is 'One physical thing: identity and state. version is the sequence of its last event.';
create index unit_state on ledger.unit (merchant_id, state, changed_at, unit_id);
create index unit_bench on ledger.unit (changed_at, unit_id) where state in ('received', 'refurbishing');
create index unit_picks on ledger.unit (changed_at, unit_id) where state in ('sold', 'picked', 'packed');

create table ledger.event (
        merchant_id uuid        not null,
        unit_id     uuid        not null,
        sequence    bigint      not null check (sequence >= 1),
        at          timestamptz not null,
        service     text        not null,
        actor       text        not null check (length(actor) between 1 and 100),
        event       text        not null check (length(event) between 1 and 60),
        from_state  text                 references ledger.state,
        to_state    text        not null references ledger.state,
        trip        integer     not null,
        payload     jsonb       not null check (jsonb_typeof(payload) = 'object'),
        previous    bytea       not null check (length(previous) = 32),
        hash        bytea       not null check (length(hash) = 32),
        xid         bigint      not null default pg_current_xact_id()::text::bigint,
        position    bigint      not null generated always as identity,
        primary key (merchant_id, unit_id, sequence),
        foreign key (merchant_id, unit_id) references ledger.unit
);
comment on table ledger.event is 'What happened to a unit, chained by SHA-256; append-only. (xid, position) is the order for readers.';
create index event_feed on ledger.event (xid, position);

select rp.protect('ledger.unit'), rp.protect('ledger.event');

create function ledger.hash_of(previous bytea, e ledger.event) returns bytea language sql stable
        return sha256(previous || convert_to(json_build_array(e.merchant_id, e.unit_id, e.sequence, rp.iso(e.at), e.service, e.actor,
                                             e.event, e.from_state, e.to_state, e.trip, e.payload::text)::text, 'UTF8'));
comment on function ledger.hash_of is 'SHA-256 of the previous hash and this event.';

-- Which service asks: the role it took when it connected.
create function ledger.caller() returns text language sql stable
        return substring(case current_setting('role') when 'none' then session_user::text else current_setting('role') end from '^resale_(.*)$');

create function ledger.check_merchant(merchant uuid) returns void language plpgsql stable as $$
begin
        if coalesce(current_setting('resale.merchant', true), '') not in ('*', merchant::text) then
                raise insufficient_privilege using message = 'this session does not see the merchant';
        end if;
end $$;

create function ledger.append(u ledger.unit, event text, actor text, from_state text, payload jsonb) returns bytea
language plpgsql as $$
declare
        e ledger.event;
begin
        e.merchant_id := u.merchant_id; e.unit_id := u.unit_id; e.sequence := u.version; e.at := u.changed_at;
        e.service := ledger.caller(); e.actor := actor; e.event := event; e.from_state := from_state; e.to_state := u.state;
        e.trip := u.trip; e.payload := coalesce(payload, '{}');
        e.previous := u.last_hash; e.hash := ledger.hash_of(u.last_hash, e);
        insert into ledger.event (merchant_id, unit_id, sequence, at, service, actor, event, from_state, to_state, trip, payload, previous, hash)
        values (e.merchant_id, e.unit_id, e.sequence, e.at, e.service, e.actor, e.event, e.from_state, e.to_state, e.trip, e.payload, e.previous, e.hash);
        return e.hash;
end $$;

create function ledger.move(merchant uuid, of_unit uuid, from_states text, target text, event text, actor text, payload jsonb)
returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
        u      ledger.unit;
        before text;
begin
        perform ledger.check_merchant(merchant);
        select * into u from ledger.unit where merchant_id = merchant and unit_id = of_unit for no key update;
        if not found then
                return null;
        end if;
        before := u.state;
        if before <> all (string_to_array(from_states, ',')) or (before = 'quarantined' and target in ('received', 'refurbishing', 'graded', 'listed', 'claimed') and target <> u.held_from) then
                return 0;
        end if;
        if not exists (select from ledger.edge where from_state = before and to_state = target and service = ledger.caller()) then
                raise insufficient_privilege using message = format('%s may not move a unit from %s to %s', ledger.caller(), before, target);
        end if;
        u.state := target;
        u.held_from := case when target = 'quarantined' then before end;
        u.trip := u.trip + case when before = 'returning' and target = 'received' then 1 else 0 end;
        u.version := u.version + 1;
        u.changed_at := clock_timestamp();
        u.last_hash := ledger.append(u, event, actor, before, payload);
        update ledger.unit
           set state = u.state, held_from = u.held_from, trip = u.trip, version = u.version, changed_at = u.changed_at, last_hash = u.last_hash
         where merchant_id = merchant and unit_id = of_unit;
        return u.version;
end $$;
comment on function ledger.move is 'Move a unit along an edge: its new sequence; 0 when it is in another state; null when there is no such unit.';

create function ledger.note(merchant uuid, of_unit uuid, event text, actor text, payload jsonb)
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
        u.changed_at := clock_timestamp();
        u.last_hash := ledger.append(u, event, actor, u.state, payload);
        update ledger.unit set version = u.version, changed_at = u.changed_at, last_hash = u.last_hash
         where merchant_id = merchant and unit_id = of_unit;
        return u.version;
end $$;
comment on function ledger.note is 'Append an event that leaves the state as it is: its sequence; null when there is no such unit.';

create function ledger.receive(merchant uuid, of_unit uuid, plate text, unit_sku text, unit_type text, unit_title text, actor text, payload jsonb)
returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
        u ledger.unit;
begin
        perform ledger.check_merchant(merchant);
        if ledger.caller() is distinct from 'intake' then
                raise insufficient_privilege using message = 'only intake receives';
        end if;
        u.merchant_id := merchant; u.unit_id := of_unit; u.lpn := plate; u.state := 'received'; u.sku := unit_sku;
        u.product_type := unit_type; u.title := unit_title; u.trip := 1; u.version := 1;
        u.last_hash := decode(repeat('00', 32), 'hex'); u.created_at := clock_timestamp(); u.changed_at := u.created_at;
        insert into ledger.unit values (u.*);
        u.last_hash := ledger.append(u, 'received', actor, null, payload);
        update ledger.unit set last_hash = u.last_hash where merchant_id = merchant and unit_id = of_unit;
        return 1;
end $$;
comment on function ledger.receive is 'The first event of a new unit. A unit that comes back is moved from returning to received instead.';

create function ledger.next_plate(merchant uuid, out number integer, out serial bigint)
language plpgsql security definer set search_path = pg_catalog as $$
begin
        perform ledger.check_merchant(merchant);
        update ledger.merchant m set next_serial = next_serial + 1 where merchant_id = merchant
        returning m.number, m.next_serial - 1 into number, serial;
end $$;
comment on function ledger.next_plate is 'Merchant number and serial of the next licence plate; a plate number is never used twice.';

create function ledger.register(merchant uuid) returns integer language sql security definer set search_path = pg_catalog
begin atomic
        insert into ledger.merchant (merchant_id) values (merchant) returning number;
end;
comment on function ledger.register is 'A new merchant gets its short number.';

-- The first sequence whose hash does not follow from what stands before it; 0 when the chain is whole and ends where the unit says.
create function ledger.verify(merchant uuid, of_unit uuid) returns bigint language sql stable security definer set search_path = pg_catalog
begin atomic
        select case when u.unit_id is null then null else coalesce(
                (select min(e.sequence)
                   from (select ev.*, lag(ev.hash, 1, decode(repeat('00', 32), 'hex')) over w as before, row_number() over w as place
                           from ledger.event ev where ev.merchant_id = merchant and ev.unit_id = of_unit
                         window w as (order by ev.sequence)) e
                  where e.place <> e.sequence or e.previous <> e.before
                     or e.hash <> (select ledger.hash_of(x.previous, x) from ledger.event x
                                    where x.merchant_id = merchant and x.unit_id = of_unit and x.sequence = e.sequence)),
                case when (select (x.sequence, x.hash, x.to_state) is distinct from (u.version, u.last_hash, u.state)
                             from ledger.event x where x.merchant_id = merchant and x.unit_id = of_unit order by x.sequence desc limit 1)
                     then u.version else 0 end) end
          from (select) one left join ledger.unit u on u.merchant_id = merchant and u.unit_id = of_unit;
end;
comment on function ledger.verify is 'The first sequence at which the chain is broken; 0 when it is whole; null when there is no such unit.';

create view ledger.plate_merchant with (security_barrier) as select number, merchant_id from ledger.merchant;
comment on view ledger.plate_merchant is 'Merchant number to merchant, for plates.';

revoke all on all functions in schema ledger from public;
do $$
declare
        service text;
begin
        foreach service in array array['accounts', 'routing', 'intake', 'grading', 'listing', 'fulfillment'] loop
                execute format('grant usage on schema ledger to resale_%s', service);
                execute format('grant select on ledger.unit, ledger.event, ledger.edge, ledger.state, ledger.plate_merchant to resale_%s', service);
                execute format('grant execute on function ledger.move, ledger.note, ledger.verify, ledger.hash_of, ledger.caller, ledger.check_merchant to resale_%s', service);
        end loop;
end $$;
grant execute on function ledger.receive, ledger.next_plate to resale_intake;
grant execute on function ledger.register to resale_accounts;

-- Devices that several people share: stations, badges, PINs; and approval by a second person, in place.

alter table accounts.staff add column number integer not null generated always as identity (start with 101) unique;
comment on column accounts.staff.number is 'A short number to type at a station, beside the PIN.';

create table accounts.station (
        station_id   uuid        not null primary key,
        name         text        not null check (length(name) between 1 and 60),
        facility_id  uuid        not null references accounts.facility,
        idle_minutes integer     not null check (idle_minutes between 1 and 240),
        token_hash   text                 unique check (length(token_hash) = 64),
        enrolled_at  timestamptz,
        seen_at      timestamptz,
        wrong        integer     not null default 0 check (wrong >= 0),
        locked_until timestamptz,
        created_at   timestamptz not null default now(),
        revoked_at   timestamptz,
        check ((token_hash is null) or (enrolled_at is not null and revoked_at is null))
);
comment on table accounts.station is 'Devices that several people share. The token, of which only the hash is kept, lets badges and PINs sign in there, and nothing else. Small and shared.';
create unique index station_name on accounts.station (lower(name)) where revoked_at is null;
create index station_listing on accounts.station (name, station_id);

create table accounts.badge (
        staff_id   uuid        not null primary key references accounts.staff,
        badge_hash text        not null unique check (length(badge_hash) = 64),
        issued_at  timestamptz not null default now(),
        issued_by  text        not null
);
comment on table accounts.badge is 'The one badge of a person that is good; only the hash of its code is kept. Small and shared.';

create table accounts.pin (
        staff_id     uuid        not null primary key references accounts.staff,
        pin_hash     text        not null,
        set_at       timestamptz not null default now(),
        wrong        integer     not null default 0 check (wrong >= 0),
        locked_until timestamptz
);
comment on table accounts.pin is 'PINs (argon2id of the PIN keyed with the deployment''s secret), with the wrong tries since the last right one. Small and shared.';

create table accounts.station_person (
        station_id uuid        not null references accounts.station,
        staff_id   uuid        not null references accounts.staff,
        used_at    timestamptz not null default now(),
        primary key (station_id, staff_id)
);
comment on table accounts.station_person is 'Who signed in at a station, and when last: the names it offers. Small and shared.';

alter table accounts.session
        add column station_id uuid references accounts.station,
        add column method text not null default 'password' check (method in ('password', 'badge', 'pin', 'badge_pin'));
create index session_station on accounts.session (station_id) where station_id is not null;

create table accounts.approval (
        merchant_id  uuid        not null,
        token_hash   text        not null check (length(token_hash) = 64),
        action       text        not null check (length(action) between 1 and 60),
        subject      uuid        not null,
        session_hash text        not null check (length(session_hash) = 64),
        asked_by     uuid        not null references accounts.staff,
        approved_by  uuid        not null references accounts.staff,
        created_at   timestamptz not null default now(),
        expires_at   timestamptz not null check (expires_at > created_at),
        used_at      timestamptz,
        primary key (merchant_id, token_hash),
        check (approved_by <> asked_by)
);
comment on table accounts.approval is 'What a second person approved in place: for one action on one subject in one session, once, for two minutes.';
create index approval_age on accounts.approval (merchant_id, created_at);
select rp.protect('accounts.approval');

grant select, insert, update on accounts.station, accounts.station_person, accounts.approval to resale_accounts;
grant select, insert, update, delete on accounts.badge, accounts.pin to resale_accounts;
grant delete on accounts.approval to resale_accounts;

create function accounts.member_json(s accounts.staff) returns json language sql stable
begin atomic
        select json_build_object('staff_id', s.staff_id, 'email', s.email, 'name', s.name, 'number', s.number, 'roles', s.roles,
                                 'disabled_at', rp.iso(s.disabled_at), 'created_at', rp.iso(s.created_at),
                                 'badge_issued_at', (select rp.iso(issued_at) from accounts.badge b where b.staff_id = s.staff_id),
                                 'pin_set_at', (select rp.iso(set_at) from accounts.pin p where p.staff_id = s.staff_id),
                                 'pin_locked_until', (select rp.iso(locked_until) from accounts.pin p where p.staff_id = s.staff_id and locked_until > now()));
end;
comment on function accounts.member_json is 'A member of staff as every answer writes them.';

create function accounts.station_json(s accounts.station) returns json language sql stable
begin atomic
        select json_build_object('station_id', s.station_id, 'name', s.name, 'facility_id', s.facility_id, 'facility', f.name, 'idle_minutes', s.idle_minutes,
                                 'created_at', rp.iso(s.created_at), 'enrolled_at', rp.iso(s.enrolled_at), 'seen_at', rp.iso(s.seen_at), 'revoked_at', rp.iso(s.revoked_at))
          from accounts.facility f
         where f.facility_id = s.facility_id;
end;
comment on function accounts.station_json is 'A station as every answer writes it.';

-- Consumed where the action is done, in its transaction: whoever fails afterwards has not used it.
create function accounts.take_approval(merchant uuid, token text, for_action text, for_subject uuid, in_session text) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
        taken accounts.approval;
begin
        perform ledger.check_merchant(merchant);
        update accounts.approval set used_at = clock_timestamp()
         where merchant_id = merchant and token_hash = token and action = for_action and subject = for_subject and session_hash = in_session
           and used_at is null and expires_at > clock_timestamp()
        returning * into taken;
        if not found then
                return null;
        end if;
        insert into accounts.audit (audit_id, actor, action, subject, detail)
        values (gen_random_uuid(), 'staff:' || taken.asked_by, 'approval.used', for_subject::text,
                json_build_object('action', for_action, 'merchant_id', merchant, 'approved_by', 'staff:' || taken.approved_by));
        return taken.approved_by;
end $$;
comment on function accounts.take_approval is 'Use an approval once: who gave it; null when it is used, expired, or for another action, subject, session.';
revoke execute on function accounts.take_approval from public;

do $$
declare
        service text;
begin
        foreach service in array array['accounts', 'routing', 'intake', 'grading', 'listing', 'fulfillment'] loop
                execute format('grant execute on function accounts.take_approval to resale_%s', service);
        end loop;
end $$;

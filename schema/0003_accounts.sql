-- Merchants and plans, facilities, staff, sessions, API keys, audit.

create table accounts.merchant (
        merchant_id     uuid        not null primary key references ledger.merchant,
        name            text        not null check (length(name) between 1 and 200),
        slug            text        not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
        plan            text        not null check (length(plan) between 1 and 60),
        resale_included boolean     not null,
        currency        text        not null check (currency ~ '^[A-Z]{3}$'),
        time_zone       text        not null,
        created_at      timestamptz not null default now(),
        changed_at      timestamptz not null default now()
);
comment on table accounts.merchant is 'A brand whose goods the partner resells: the tenant.';
create index merchant_listing on accounts.merchant (created_at, merchant_id);

create table accounts.facility (
        facility_id uuid        not null primary key,
        name        text        not null unique check (length(name) between 1 and 200),
        address     jsonb       not null check (jsonb_typeof(address) = 'object'),
        time_zone   text        not null,
        created_at  timestamptz not null default now()
);
comment on table accounts.facility is 'A warehouse of the partner. Small and shared.';

create table accounts.staff (
        staff_id      uuid        not null primary key,
        email         text        not null unique check (email = lower(email) and length(email) between 3 and 200),
        name          text        not null check (length(name) between 1 and 200),
        password_hash text        not null,
        roles         text[]      not null check (roles <@ array['administrator', 'supervisor', 'receiver', 'technician', 'grader', 'lister', 'fulfilment']),
        disabled_at   timestamptz,
        created_at    timestamptz not null default now()
);
comment on table accounts.staff is 'People who work for the partner. Small and shared.';

create table accounts.session (
        token_hash text        not null primary key check (length(token_hash) = 64),
        staff_id   uuid        not null references accounts.staff,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null check (expires_at > created_at)
);
comment on table accounts.session is 'Who is signed in; only the hash of the token is kept. Small and shared.';
create index session_staff on accounts.session (staff_id);
create index session_expiry on accounts.session (expires_at);

create table accounts.api_key (
        merchant_id uuid        not null references accounts.merchant,
        key_id      uuid        not null,
        name        text        not null check (length(name) between 1 and 100),
        prefix      text        not null,
        key_hash    text        not null check (length(key_hash) = 64),
        scopes      text[]      not null check (cardinality(scopes) > 0),
        created_at  timestamptz not null default now(),
        expires_at  timestamptz,
        revoked_at  timestamptz,
        primary key (merchant_id, key_id),
        unique (key_hash, merchant_id)
);
comment on table accounts.api_key is 'Keys of a merchant''s systems; only the hash is kept.';

create table accounts.audit (
        audit_id uuid        not null primary key,
        at       timestamptz not null default now(),
        actor    text        not null,
        action   text        not null check (length(action) between 1 and 60),
        subject  text        not null,
        detail   jsonb       not null default '{}' check (jsonb_typeof(detail) = 'object')
);
comment on table accounts.audit is 'Who set up what, when. Rows are only added. Small and shared.';
create index audit_listing on accounts.audit (at, audit_id);

select rp.protect('accounts.merchant'), rp.protect('accounts.api_key');

grant select, insert, update on accounts.merchant, accounts.facility, accounts.staff, accounts.api_key to resale_accounts;
grant select, insert, delete on accounts.session to resale_accounts;
grant select, insert on accounts.audit to resale_accounts;

create view accounts.merchant_view as select merchant_id, name, slug, plan, resale_included, currency, time_zone from accounts.merchant;
comment on view accounts.merchant_view is 'What every service may know of a merchant.';
create view accounts.facility_view as select facility_id, name, time_zone, address from accounts.facility;
comment on view accounts.facility_view is 'The partner''s warehouses.';
create view accounts.session_view as
select s.token_hash, s.staff_id, p.name, p.roles, s.expires_at from accounts.session s join accounts.staff p using (staff_id) where p.disabled_at is null;
comment on view accounts.session_view is 'Live sessions, looked up by the hash of the token.';
create view accounts.api_key_view as select key_hash, key_id, merchant_id, scopes, expires_at from accounts.api_key where revoked_at is null;
comment on view accounts.api_key_view is 'Keys that are not revoked, looked up by hash.';

do $$
declare
        service text;
begin
        foreach service in array array['accounts', 'routing', 'intake', 'grading', 'listing', 'fulfillment'] loop
                execute format('grant usage on schema accounts to resale_%s', service);
                execute format('grant select on accounts.merchant_view, accounts.facility_view, accounts.session_view, accounts.api_key_view to resale_%s', service);
        end loop;
end $$;

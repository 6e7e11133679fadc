-- Roles, helpers, and the tables that each service has in its own schema.

create schema if not exists rp;
comment on schema rp is 'Helpers that every schema uses; holds no data but the record of migrations.';

create function rp.iso(at timestamptz) returns text language sql stable parallel safe
        return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
comment on function rp.iso is 'RFC 3339 in UTC, as every answer writes times.';

create function rp.money(amount bigint, currency text) returns json language sql stable parallel safe
        return case when amount is not null then json_build_object('amount', amount, 'currency', currency) end;
comment on function rp.money is 'Money as every answer writes it: minor units and currency.';

create function rp.code(code text) returns text language sql immutable parallel safe
        return upper(regexp_replace(code, '[^[:alnum:]]', '', 'g'));
comment on function rp.code is 'A printed code as scanners give it: without blanks and dashes, in capitals.';

-- Whose rows this session may see: a merchant's id, '*' for the partner's staff and background work, else none. Written as "is not null", for which the
-- planner counts with nearly every row: a comparison would count with one in a hundred, and each page would be sorted instead of read along its index.
create function rp.protect(relation regclass) returns void language plpgsql as $$
begin
        execute format('alter table %s enable row level security', relation);
        execute format($p$create policy merchant on %s
                using ((case when current_setting('resale.merchant', true) = '*'
                               or merchant_id::text = current_setting('resale.merchant', true) then true end) is not null)$p$, relation);
end $$;
comment on function rp.protect is 'Row-level security by merchant, the same for every table.';

do $$
declare
        service text;
        role    text;
begin
        foreach service in array array['accounts', 'routing', 'intake', 'grading', 'listing', 'fulfillment'] loop
                role := 'resale_' || service;
                if not exists (select from pg_roles where rolname = role) then
                        execute format('create role %I nologin noinherit', role);
                end if;
                execute format('grant %I to current_user', role);
                execute format('create schema %I', service);
                execute format('grant usage on schema %I, rp to %I', service, role);
                execute format('grant execute on all functions in schema rp to %I', role);

                execute format($t$
create table %1$I.idempotency (
        caller        text        not null check (length(caller) between 1 and 100),
        key           text        not null check (length(key) between 1 and 200),
        method        text        not null,
        path          text        not null,
        body_hash     text        not null check (length(body_hash) = 64),
        status        integer              check (status between 200 and 599),
        sealed_answer text,
        created_at    timestamptz not null default now(),
        primary key (caller, key)
);
comment on table %1$I.idempotency is 'Writes done under an Idempotency-Key, with their answers (sealed: they may hold a new key''s secret), for seven days. Small and local, so without merchant.';
create index idempotency_age on %1$I.idempotency (created_at);

create table %1$I.inbox (
        merchant_id  uuid        not null,
        message_id   uuid        not null,
        source       text        not null check (source in ('loop', 'shopify', 'easypost', 'aftership')),
        delivery_key text        not null,
        delivery_id  text,
        topic        text,
        sealed_body  text,
        state        text        not null default 'pending' check (state in ('pending', 'done', 'refused', 'dead')),
        attempts     integer     not null default 0 check (attempts >= 0),
        due_at       timestamptz not null default now(),
        received_at  timestamptz not null default now(),
        finished_at  timestamptz,
        problem      text,
        detail       text,
        primary key (merchant_id, message_id),
        unique (merchant_id, source, delivery_key),
        check ((state = 'pending') = (finished_at is null))
);
comment on table %1$I.inbox is 'Signed webhooks as they came (body sealed: it may hold customers'' data), and what became of them.';
create index inbox_due on %1$I.inbox (due_at, merchant_id) where state = 'pending';
create index inbox_pending on %1$I.inbox (merchant_id, received_at, message_id) where state = 'pending';
create index inbox_finished on %1$I.inbox (finished_at) where state <> 'pending';
create index inbox_worked on %1$I.inbox (finished_at) where state = 'done' and sealed_body is not null;

create table %1$I.subscription (
        merchant_id   uuid        not null primary key,
        url           text        not null check (length(url) between 8 and 2000),
        sealed_secret text        not null,
        created_at    timestamptz not null default now()
);
comment on table %1$I.subscription is 'Where a merchant wants the webhooks of this service.';

create table %1$I.outbox (
        merchant_id  uuid        not null,
        delivery_id  uuid        not null,
        topic        text        not null,
        payload      jsonb       not null,
        state        text        not null default 'pending' check (state in ('pending', 'sent', 'dead')),
        attempts     integer     not null default 0 check (attempts >= 0),
        due_at       timestamptz not null default now(),
        leased_until timestamptz,
        created_at   timestamptz not null default now(),
        finished_at  timestamptz,
        last_status  integer,
        last_error   text,
        primary key (merchant_id, delivery_id),
        check ((state = 'pending') = (finished_at is null))
);
comment on table %1$I.outbox is 'Webhooks to merchants, written with their cause; the dead ones wait for a person.';
create index outbox_due on %1$I.outbox (merchant_id, due_at, delivery_id) where state = 'pending';
create index outbox_finished on %1$I.outbox (finished_at) where state <> 'pending';
create index outbox_dead on %1$I.outbox (merchant_id, created_at, delivery_id) where state = 'dead';

create table %1$I.webhook_secret (
        merchant_id     uuid        not null,
        source          text        not null check (source in ('loop', 'shopify', 'easypost', 'aftership')),
        sealed_secret   text        not null,
        sealed_previous text,
        rotated_at      timestamptz not null default now(),
        primary key (merchant_id, source)
);
comment on table %1$I.webhook_secret is 'Secrets that sign incoming webhooks, sealed; after a rotation the one before is good for a day.';

create table %1$I.feed_cursor (
        name        text        not null primary key,
        xid         bigint      not null,
        position    bigint      not null,
        advanced_at timestamptz not null default now()
);
comment on table %1$I.feed_cursor is 'How far this service has read the ledger.';
$t$, service);
                execute format('grant select, insert, update, delete on all tables in schema %I to %I', service, role);
                perform rp.protect(format('%I.%I', service, relation)::regclass)
                   from unnest(array['inbox', 'subscription', 'outbox', 'webhook_secret']) as relation;
        end loop;
end $$;

grant select on rp.migration to resale_accounts, resale_routing, resale_intake, resale_grading, resale_listing, resale_fulfillment;

create function rp.set_role_password(service text, password text) returns void language plpgsql as $$
begin
        execute format('alter role %I login password %L', 'resale_' || service, password);
end $$;
comment on function rp.set_role_password is 'For deployments where each service logs in as its own role; run by the owner.';
revoke execute on function rp.set_role_password, rp.protect from public, resale_accounts, resale_routing, resale_intake, resale_grading, resale_listing, resale_fulfillment;

create function rp.replay_delivery(service text, delivery uuid) returns text language plpgsql as $$
declare
        found uuid;
begin
        execute format('update %I.outbox set state = ''pending'', attempts = 0, finished_at = null, leased_until = null, due_at = now()
                         where delivery_id = $1 and state = ''dead'' returning delivery_id', service) into found using delivery;
        return 'replayed: ' || found;
end $$;
comment on function rp.replay_delivery is 'A dead delivery goes out again; null when there is none such. For the operator.';
revoke execute on function rp.replay_delivery from public;

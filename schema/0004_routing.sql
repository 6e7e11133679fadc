-- Where a merchant's returns go: destinations, product rules, workflows, and every decision with its trace.

create table routing.destination (
        merchant_id    uuid        not null,
        destination_id uuid        not null,
        name           text        not null check (length(name) between 1 and 200),
        type           text        not null check (type in ('warehouse', 'donation_center')),
        address        jsonb       not null check (jsonb_typeof(address) = 'object'),
        is_partner     boolean     not null,
        is_default     boolean     not null check (not is_default or type = 'warehouse'),
        enabled        boolean     not null default true check (enabled or not is_default),
        place          integer     not null,
        created_at     timestamptz not null default now(),
        primary key (merchant_id, destination_id),
        unique (merchant_id, name)
);
comment on table routing.destination is 'A place a merchant''s returns can go, in the merchant''s order; one default warehouse.';
create unique index destination_default on routing.destination (merchant_id) where is_default;

create table routing.product_rule (
        merchant_id    uuid        not null,
        rule_id        uuid        not null,
        version        integer     not null check (version >= 1),
        destination_id uuid        not null,
        mode           text        not null check (mode in ('receive_all', 'do_not_receive', 'only_receive')),
        conditions     jsonb       not null check (jsonb_typeof(conditions) = 'object' and conditions <> '{}'),
        created_at     timestamptz not null default now(),
        ended_at       timestamptz,
        primary key (merchant_id, rule_id, version),
        foreign key (merchant_id, destination_id) references routing.destination
);
comment on table routing.product_rule is 'Versions of product rules; a version never changes, it ends.';
create unique index product_rule_live on routing.product_rule (merchant_id, rule_id) where ended_at is null;

create table routing.workflow (
        merchant_id    uuid        not null,
        workflow_id    uuid        not null,
        version        integer     not null check (version >= 1),
        name           text        not null check (length(name) between 1 and 200),
        priority       integer     not null,
        action         text        not null check (action in ('donate', 'route_to', 'keep_item')),
        destination_id uuid,
        conditions     jsonb       not null check (jsonb_typeof(conditions) = 'object' and conditions <> '{}'),
        created_at     timestamptz not null default now(),
        ended_at       timestamptz,
        primary key (merchant_id, workflow_id, version),
        foreign key (merchant_id, destination_id) references routing.destination,
        check ((action = 'keep_item') = (destination_id is null))
);
comment on table routing.workflow is 'Versions of workflows; the higher priority wins among those of one action.';
create unique index workflow_live on routing.workflow (merchant_id, workflow_id) where ended_at is null;

create table routing.settings (
        merchant_id           uuid    not null primary key,
        enforce_product_rules boolean not null default true,
        donate_scope          text    not null default 'line' check (donate_scope in ('line', 'return'))
);
comment on table routing.settings is 'A merchant''s switches: enforcement of product rules, and whether one donated line takes the whole return along.';

create table routing.product (
        merchant_id  uuid   not null,
        product_id   text   not null check (length(product_id) between 1 and 100),
        product_type text,
        vendor       text,
        tags         text[] not null default '{}',
        primary key (merchant_id, product_id)
);
comment on table routing.product is 'What rules need to know of a merchant''s products and a return does not say.';

create table routing.decision (
        merchant_id        uuid        not null,
        decision_id        uuid        not null,
        provider_return_id text        not null,
        order_name         text,
        provider_order_id  text,
        return_state       text        not null default 'open' check (return_state in ('open', 'closed', 'cancelled', 'expired', 'review')),
        conflicts          jsonb       not null default '[]',
        decided_at         timestamptz not null default now(),
        xid                bigint      not null default pg_current_xact_id()::text::bigint,
        position           bigint      not null generated always as identity,
        primary key (merchant_id, decision_id),
        unique (merchant_id, provider_return_id)
);
comment on table routing.decision is 'Where one return was sent, and how the return stands; (xid, position) is the order for readers, new with each change.';
create index decision_feed on routing.decision (xid, position);
create index decision_listing on routing.decision (merchant_id, decided_at, decision_id);

create table routing.decision_line (
        merchant_id    uuid not null,
        decision_id    uuid not null,
        line_id        uuid not null,
        line_item_id   text not null,
        destination_id uuid,
        kind           text not null check (kind in ('workflow', 'rule', 'default', 'keep_item')),
        sku            text,
        barcode        text,
        title          text,
        product_id     text,
        variant_id     text,
        product_type   text,
        vendor         text,
        return_reason  text,
        price_amount   bigint check (price_amount >= 0),
        currency       text,
        trace          jsonb not null,
        withdrawn      boolean not null default false,
        primary key (merchant_id, decision_id, line_id),
        foreign key (merchant_id, decision_id) references routing.decision,
        foreign key (merchant_id, destination_id) references routing.destination,
        check ((kind = 'keep_item') = (destination_id is null))
);
comment on table routing.decision_line is 'One returned item: where it goes, which version of what decided so, and what was passed over. Withdrawn: it is in the return no more.';

create table routing.label (
        merchant_id        uuid        not null,
        provider_return_id text        not null,
        tracking_number    text        not null check (length(tracking_number) between 1 and 100),
        tracking_code      text        not null generated always as (rp.code(tracking_number)) stored,
        carrier            text                 check (length(carrier) <= 100),
        seen_at            timestamptz not null default now(),
        primary key (merchant_id, provider_return_id, tracking_number)
);
comment on table routing.label is 'The labels of a return, heard of before, with or after the return itself.';
create index label_code on routing.label (tracking_code);

create table routing.audit (
        merchant_id uuid        not null,
        audit_id    uuid        not null,
        at          timestamptz not null default now(),
        actor       text        not null,
        action      text        not null check (length(action) between 1 and 60),
        subject     text        not null,
        detail      jsonb       not null default '{}' check (jsonb_typeof(detail) = 'object'),
        primary key (merchant_id, audit_id)
);
comment on table routing.audit is 'Who changed a merchant''s set-up, when. Rows are only added.';
create index audit_listing on routing.audit (merchant_id, at, audit_id);

select rp.protect(t::regclass) from unnest(array['routing.destination', 'routing.product_rule', 'routing.workflow', 'routing.settings', 'routing.product',
                                                 'routing.decision', 'routing.decision_line', 'routing.label', 'routing.audit']) t;
grant select, insert, update on routing.destination, routing.product_rule, routing.workflow, routing.settings, routing.product, routing.decision,
        routing.decision_line, routing.label to resale_routing;
grant select, insert on routing.audit to resale_routing;

create function routing.decision_json(d routing.decision) returns json language sql stable
        return (select json_build_object('decision_id', d.decision_id, 'provider_return_id', d.provider_return_id, 'order_name', d.order_name,
                         'tracking_number', b.tracking_number, 'carrier', b.carrier, 'return_state', d.return_state, 'decided_at', rp.iso(d.decided_at),
                         'conflicts', d.conflicts,
                         'lines', (select json_agg(json_build_object('line_id', l.line_id, 'line_item_id', l.line_item_id, 'title', l.title, 'sku', l.sku,
                                          'product_type', l.product_type, 'return_reason', l.return_reason, 'price', rp.money(l.price_amount, l.currency),
                                          'destination_id', l.destination_id, 'destination', t.name, 'to_partner', coalesce(t.is_partner, false), 'kind', l.kind,
                                          'withdrawn', l.withdrawn, 'trace', l.trace) order by l.line_id)
                                     from routing.decision_line l
                                     left join routing.destination t on t.merchant_id = l.merchant_id and t.destination_id = l.destination_id
                                    where l.merchant_id = d.merchant_id and l.decision_id = d.decision_id))
                  from (select) one
                  left join lateral (select * from routing.label b where b.merchant_id = d.merchant_id and b.provider_return_id = d.provider_return_id
                                      order by b.seen_at desc, b.tracking_number limit 1) b on true);
comment on function routing.decision_json is 'A decision as answers write it, with the label heard of last.';

create view routing.partner_line_view as
select d.merchant_id, d.decision_id, d.position, d.xid, d.decided_at, d.provider_return_id, d.order_name, d.provider_order_id, d.return_state,
       l.line_id, l.line_item_id, l.sku, l.barcode, l.title, l.product_type, l.vendor, l.product_id, l.variant_id, l.price_amount, l.currency,
       l.return_reason, l.kind, l.withdrawn
  from routing.decision d
  join routing.decision_line l using (merchant_id, decision_id)
  join routing.destination p on p.merchant_id = l.merchant_id and p.destination_id = l.destination_id
 where p.is_partner;
comment on view routing.partner_line_view is 'What is on its way to the partner, for intake.';
create view routing.label_view as select merchant_id, provider_return_id, tracking_number, tracking_code, carrier, seen_at from routing.label;
comment on view routing.label_view is 'Tracking numbers of returns, for intake.';
grant usage on schema routing to resale_intake;
grant select on routing.partner_line_view, routing.label_view to resale_intake;

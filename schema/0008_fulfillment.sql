-- Claims, orders with their frozen terms, parcels, returns, and the books.

create table fulfillment.claim (
        merchant_id uuid        not null,
        claim_id    uuid        not null,
        unit_id     uuid        not null,
        listing_id  uuid        not null,
        fencing     bigint      not null check (fencing >= 1),
        holder      text        not null,
        state       text        not null default 'active' check (state in ('active', 'released', 'expired', 'bound')),
        claimed_at  timestamptz not null default now(),
        expires_at  timestamptz not null check (expires_at > claimed_at),
        primary key (merchant_id, claim_id),
        unique (merchant_id, unit_id, fencing),
        foreign key (merchant_id, unit_id) references ledger.unit
);
comment on table fulfillment.claim is 'A lease on one unit by a storefront; a later one has a higher fencing token.';
create unique index claim_active on fulfillment.claim (merchant_id, unit_id) where state = 'active';
create index claim_expiry on fulfillment.claim (expires_at) where state = 'active';

create table fulfillment.resale_order (
        merchant_id       uuid        not null,
        order_id          uuid        not null,
        source            text        not null check (source in ('shopify', 'api')),
        provider_order_id text        not null check (length(provider_order_id) between 1 and 100),
        order_name        text,
        currency          text        not null,
        state             text        not null default 'open' check (state in ('open', 'cancelled')),
        sealed_customer   text,
        customer_key      text,
        paid_at           timestamptz not null,
        created_at        timestamptz not null default now(),
        primary key (merchant_id, order_id),
        unique (merchant_id, source, provider_order_id)
);
comment on table fulfillment.resale_order is 'A paid storefront order with resale lines. sealed_customer is what shipping needs, sealed; customer_key finds it for erasure.';
create index order_listing on fulfillment.resale_order (merchant_id, created_at, order_id);
create index order_customer on fulfillment.resale_order (merchant_id, customer_key) where customer_key is not null;

create table fulfillment.parcel (
        merchant_id     uuid        not null,
        parcel_id       uuid        not null,
        order_id        uuid        not null,
        state           text        not null default 'packed' check (state in ('packed', 'shipped', 'delivered', 'returned')),
        carrier         text,
        tracking_number text,
        tracking_key    text        generated always as (upper(replace(tracking_number, ' ', ''))) stored,
        packed_at       timestamptz not null default now(),
        shipped_at      timestamptz,
        delivered_at    timestamptz,
        primary key (merchant_id, parcel_id),
        foreign key (merchant_id, order_id) references fulfillment.resale_order,
        check ((state = 'packed') = (tracking_number is null)),
        check ((state = 'packed') = (shipped_at is null))
);
comment on table fulfillment.parcel is 'What was packed together and where it is. tracking_key is stored since row-level security keeps upper() out of an index condition.';
create index parcel_tracking on fulfillment.parcel (merchant_id, tracking_key, shipped_at);
create index parcel_order on fulfillment.parcel (merchant_id, order_id);

create table fulfillment.order_line (
        merchant_id       uuid        not null,
        order_id          uuid        not null,
        line_id           uuid        not null,
        place             integer     not null,
        provider_line_id  text,
        unit_id           uuid        not null,
        listing_id        uuid        not null,
        price_amount      bigint      not null check (price_amount >= 0),
        state             text        not null check (state in ('bound', 'refused', 'cancelled', 'returned')),
        return_days       integer     not null,
        final_sale        boolean     not null,
        final_sale_set_by text                 check ((final_sale_set_by is not null) = final_sale),
        policy_version    integer     not null,
        trip              integer     not null check (trip >= 1),
        parcel_id         uuid,
        primary key (merchant_id, order_id, line_id),
        foreign key (merchant_id, order_id) references fulfillment.resale_order,
        foreign key (merchant_id, unit_id) references ledger.unit,
        foreign key (merchant_id, parcel_id) references fulfillment.parcel
);
comment on table fulfillment.order_line is 'A sale of one unit on one trip, with the return terms frozen as they were at the sale.';
create unique index order_line_bound on fulfillment.order_line (merchant_id, unit_id) where state = 'bound';
create index order_line_unit on fulfillment.order_line (merchant_id, unit_id);
create index order_line_parcel on fulfillment.order_line (merchant_id, parcel_id);

create table fulfillment.refund_task (
        merchant_id uuid        not null,
        task_id     uuid        not null,
        order_id    uuid        not null,
        line_id     uuid        not null,
        reason      text        not null,
        created_at  timestamptz not null default now(),
        done_at     timestamptz,
        primary key (merchant_id, task_id),
        foreign key (merchant_id, order_id, line_id) references fulfillment.order_line
);
comment on table fulfillment.refund_task is 'Money that somebody has to give back.';
create index refund_task_line on fulfillment.refund_task (merchant_id, order_id, line_id);

create table fulfillment.tracking_event (
        merchant_id uuid        not null,
        event_id    uuid        not null,
        parcel_id   uuid        not null,
        status      text        not null,
        at          timestamptz not null default now(),
        primary key (merchant_id, event_id),
        foreign key (merchant_id, parcel_id) references fulfillment.parcel
);
comment on table fulfillment.tracking_event is 'What carriers said of a parcel.';
create index tracking_event_parcel on fulfillment.tracking_event (merchant_id, parcel_id, at);

create table fulfillment.early_news (
        merchant_id  uuid        not null,
        tracking_key text        not null,
        status       text        not null,
        state        text        not null check (state in ('delivered', 'returned')),
        at           timestamptz not null,
        heard_at     timestamptz not null default now(),
        primary key (merchant_id, tracking_key)
);
comment on table fulfillment.early_news is 'How a number ended that no parcel has yet; for three days.';
create index early_news_age on fulfillment.early_news (merchant_id, heard_at);

create table fulfillment.resale_return (
        merchant_id     uuid        not null,
        return_id       uuid        not null,
        order_id        uuid        not null,
        line_id         uuid        not null,
        unit_id         uuid        not null,
        rma             text        not null check (length(rma) between 1 and 60),
        reason          text        not null check (length(reason) between 1 and 500),
        tracking_number text,
        state           text        not null default 'authorised' check (state in ('authorised', 'received')),
        authorised_at   timestamptz not null default now(),
        received_at     timestamptz,
        primary key (merchant_id, return_id),
        unique (merchant_id, rma),
        unique (merchant_id, order_id, line_id),
        foreign key (merchant_id, order_id, line_id) references fulfillment.order_line,
        check ((state = 'received') = (received_at is not null))
);
comment on table fulfillment.resale_return is 'A sold unit on its way back, or back.';
create index return_rma on fulfillment.resale_return (rma);
create index return_tracking on fulfillment.resale_return (tracking_number) where tracking_number is not null;
create index return_unit on fulfillment.resale_return (merchant_id, unit_id);

create table fulfillment.posting (
        merchant_id uuid        not null,
        posting_id  uuid        not null,
        unit_id     uuid        not null,
        order_id    uuid        not null,
        entry       text        not null check (entry in ('sale', 'refund')),
        account     text        not null check (account in ('customer', 'merchant', 'partner')),
        amount      bigint      not null,
        currency    text        not null,
        posted_at   timestamptz not null default now(),
        primary key (merchant_id, posting_id),
        unique (merchant_id, order_id, unit_id, entry, account),
        foreign key (merchant_id, unit_id) references ledger.unit
);
comment on table fulfillment.posting is 'The books, double entry: what a unit''s postings owe (positive) and are owed (negative) sums to zero.';
create index posting_unit on fulfillment.posting (merchant_id, unit_id, posted_at);
create index posting_time on fulfillment.posting (merchant_id, posted_at);

select rp.protect(t::regclass) from unnest(array['fulfillment.claim', 'fulfillment.resale_order', 'fulfillment.parcel', 'fulfillment.order_line', 'fulfillment.refund_task',
                                                 'fulfillment.tracking_event', 'fulfillment.early_news', 'fulfillment.resale_return', 'fulfillment.posting']) t;
grant select, insert, update on fulfillment.claim, fulfillment.resale_order, fulfillment.parcel, fulfillment.order_line, fulfillment.refund_task,
        fulfillment.resale_return to resale_fulfillment;
grant select, insert, update, delete on fulfillment.early_news to resale_fulfillment;
grant select, insert on fulfillment.tracking_event, fulfillment.posting to resale_fulfillment;

create view fulfillment.return_view as
select r.merchant_id, r.return_id, r.unit_id, u.lpn, r.rma, r.tracking_number, o.order_name, r.state
  from fulfillment.resale_return r
  join ledger.unit u on u.merchant_id = r.merchant_id and u.unit_id = r.unit_id
  join fulfillment.resale_order o on o.merchant_id = r.merchant_id and o.order_id = r.order_id;
comment on view fulfillment.return_view is 'Sold units on their way back, for intake.';
grant usage on schema fulfillment to resale_intake;
grant select on fulfillment.return_view to resale_intake;

-- Branded collections, their policies, and the public offers.

create table listing.collection (
        merchant_id      uuid        not null,
        collection_id    uuid        not null,
        handle           text        not null check (handle ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
        name             text        not null check (length(name) between 1 and 200),
        navigation_label text        not null check (length(navigation_label) between 1 and 60),
        description      text        not null default '' check (length(description) <= 5000),
        state            text        not null default 'draft' check (state in ('draft', 'preview', 'live', 'paused')),
        currency         text        not null,
        waiting_at       timestamptz,
        waiting_unit     uuid,
        created_at       timestamptz not null default now(),
        primary key (merchant_id, collection_id),
        check ((waiting_at is null) = (waiting_unit is null))
);
comment on table listing.collection is 'A merchant''s branded resale programme. waiting_*: how far the graded units were looked at that wait to be offered; null: none do.';
create index collection_waiting on listing.collection (merchant_id, collection_id) where waiting_at is not null;

create table listing.handle (
        handle        text not null primary key,
        merchant_id   uuid not null,
        collection_id uuid not null
);
comment on table listing.handle is 'Handle to collection, over all merchants: how a public pull finds its merchant. Small and shared.';

create table listing.policy (
        merchant_id       uuid        not null,
        collection_id     uuid        not null,
        version           integer     not null check (version >= 1),
        return_days       integer     not null check (return_days between 0 and 365),
        final_sale        boolean     not null,
        final_sale_set_by text                 check ((final_sale_set_by is not null) = final_sale),
        price_shares      jsonb       not null check (jsonb_typeof(price_shares) = 'object'),
        min_price         bigint      not null check (min_price >= 0),
        auto_publish      boolean     not null,
        warranty          text                 check (length(warranty) <= 1000),
        created_by        text        not null,
        created_at        timestamptz not null default now(),
        primary key (merchant_id, collection_id, version),
        foreign key (merchant_id, collection_id) references listing.collection
);
comment on table listing.policy is 'Versions of a collection''s terms and price rule; a version never changes. price_shares: grade to basis points of the original price.';

create table listing.listing (
        merchant_id       uuid        not null,
        listing_id        uuid        not null,
        collection_id     uuid        not null,
        unit_id           uuid        not null,
        state             text        not null default 'live' check (state in ('live', 'sold', 'withdrawn')),
        title             text        not null check (length(title) between 1 and 500),
        grade             text        not null,
        condition         text        not null check (condition in ('new', 'refurbished', 'used', 'damaged')),
        condition_text    text        not null,
        price_amount      bigint      not null check (price_amount > 0),
        currency          text        not null,
        compare_at_amount bigint               check (compare_at_amount > 0),
        final_sale        boolean     not null,
        final_sale_set_by text                 check ((final_sale_set_by is not null) = final_sale),
        return_days       integer     not null,
        policy_version    integer     not null,
        fragment          text        not null,
        published_at      timestamptz not null default clock_timestamp(),
        changed_at        timestamptz not null default clock_timestamp(),
        primary key (merchant_id, listing_id),
        foreign key (merchant_id, collection_id, policy_version) references listing.policy,
        foreign key (merchant_id, unit_id) references ledger.unit
);
comment on table listing.listing is 'A public offer of one unit; fragment is its JSON, rendered when it is written. It sells only while its unit is listed; once that was picked it is sold.';
create unique index listing_unit on listing.listing (merchant_id, unit_id) where state = 'live';
create index listing_pull on listing.listing (merchant_id, collection_id, published_at desc, listing_id desc) where state = 'live';
create index listing_of_unit on listing.listing (merchant_id, unit_id, published_at);
create index listing_all on listing.listing (merchant_id, published_at desc, listing_id desc);

select rp.protect(t::regclass) from unnest(array['listing.collection', 'listing.policy', 'listing.listing']) t;
grant select, insert, update on listing.collection, listing.listing to resale_listing;
grant select, insert on listing.policy, listing.handle to resale_listing;

create view listing.listing_view as
select merchant_id, listing_id, unit_id, collection_id, title, price_amount, currency, state, final_sale, final_sale_set_by, return_days, policy_version
  from listing.listing;
comment on view listing.listing_view is 'What a sale freezes.';
grant usage on schema listing to resale_fulfillment;
grant select on listing.listing_view to resale_fulfillment;
